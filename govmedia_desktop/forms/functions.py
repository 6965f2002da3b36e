"""The functions of ODK XPath that forms may call: how many arguments, of what kind, giving what.

A function that is not in the table is a fault of the form: lxml compiles unknown names without a
word. Those marked `core` are libxml2's own and mean the same; all others are extension functions
(`forms.extensions`), since libxml2's core functions cannot be overridden.
(https://getodk.github.io/xforms-spec/#xpath-functions)
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an expression gives. Dates and times of day with a date are both DATE."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    NODES = "nodes"


@dataclass(frozen=True)
class Function:
    """One function: `takes` has a letter per argument, the last one standing for all further.

    t text · n number · b boolean · v any value · s node set. `gives` None: as its v arguments.
    """

    least: int
    most: int
    takes: str
    gives: Kind | None
    core: bool = False
    own: bool = False
    """Whether without argument it takes the question itself."""


MANY = 99
_T, _N, _B, _D = Kind.TEXT, Kind.NUMBER, Kind.BOOLEAN, Kind.DATE

FUNCTIONS: dict[str, Function] = {
    # texts
    "string": Function(0, 1, "v", _T, own=True),
    "concat": Function(1, MANY, "t", _T),
    "join": Function(1, MANY, "t", _T),
    "substr": Function(2, 3, "tn", _T),
    "string-length": Function(0, 1, "t", _N, core=True, own=True),
    "normalize-space": Function(0, 1, "t", _T, core=True, own=True),
    "contains": Function(2, 2, "t", _B, core=True),
    "starts-with": Function(2, 2, "t", _B, core=True),
    "ends-with": Function(2, 2, "t", _B),
    "substring-before": Function(2, 2, "t", _T, core=True),
    "substring-after": Function(2, 2, "t", _T, core=True),
    "translate": Function(3, 3, "t", _T, core=True),
    "regex": Function(2, 2, "t", _B),
    # numbers
    "number": Function(0, 1, "n", _N, own=True),
    "sum": Function(1, 1, "s", _N),
    "min": Function(1, MANY, "s", _N),
    "max": Function(1, MANY, "s", _N),
    "round": Function(1, 2, "n", _N),
    "int": Function(1, 1, "n", _N),
    "pow": Function(2, 2, "n", _N),
    "abs": Function(1, 1, "n", _N),
    # truth
    "not": Function(1, 1, "b", _B, core=True),
    "true": Function(0, 0, "", _B, core=True),
    "false": Function(0, 0, "", _B, core=True),
    "boolean": Function(1, 1, "b", _B, core=True),
    "boolean-from-string": Function(1, 1, "t", _B),
    # values
    "if": Function(3, 3, "bv", None),
    "coalesce": Function(2, 2, "v", None),
    "once": Function(1, 1, "v", None),
    # choices
    "selected": Function(2, 2, "t", _B),
    "selected-at": Function(2, 2, "tn", _T),
    "count-selected": Function(1, 1, "t", _N),
    "jr:choice-name": Function(2, 2, "t", _T),
    # node sets
    "count": Function(1, 1, "s", _N, core=True),
    "count-non-empty": Function(1, 1, "s", _N),
    "position": Function(0, 1, "s", _N, own=True),
    "current": Function(0, 0, "", Kind.NODES),
    "instance": Function(1, 1, "t", Kind.NODES),
    "indexed-repeat": Function(3, 7, "s", None),
    "pulldata": Function(4, 4, "t", _T),
    # dates
    "today": Function(0, 0, "", _D),
    "now": Function(0, 0, "", _D),
    "date": Function(1, 1, "t", _D),
    "date-time": Function(1, 1, "t", _D),
    "decimal-date-time": Function(1, 1, "n", _N),
    "format-date": Function(2, 2, "t", _T),
    "format-date-time": Function(2, 2, "t", _T),
}
