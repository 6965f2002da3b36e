"""The functions of ODK XPath that forms may call: how many arguments, of what kind, giving what.

A function that is not in the table is a fault of the form: lxml compiles unknown names without a
word. Those marked `core` are libxml2's own and mean the same; all others are extension functions
(`forms.extensions`), since libxml2's core functions cannot be overridden.
(https://getodk.github.io/xforms-spec/#xpath-functions; `geofence`, `extract-signed`, `depend`,
`version` and `is-selected` from JavaRosa, `intersects` from ODK Collect, all other functions of
XPath 1.0 §4)
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


MANY = 99


@dataclass(frozen=True)
class Function:
    """One function: `takes` has a letter per argument, the last one standing for all further.

    t text · n number · b boolean · v any value · s node set or values · c condition, of a node set
    each node one · o nodes whose values are not read. `gives` None: as its v arguments.
    """

    least: int
    most: int
    takes: str
    gives: Kind | None
    core: bool = False
    own: bool = False
    """Whether without argument it takes the question itself."""
    step: int = 1
    """Beyond the least, arguments come in groups of so many."""
    chance: bool = False
    """Whether it draws from the inspection's seed."""

    def admits(self, count: int) -> bool:
        """Whether it may be called with so many arguments."""
        return self.least <= count <= self.most and (count - self.least) % self.step == 0

    @property
    def arity(self) -> str:
        """How many arguments it takes, in Chinese."""
        if self.least == self.most:
            return f"{self.least}个"
        if self.most == MANY:
            return f"至少{self.least}个" + ("、成对的" if self.step > 1 else "")
        if self.step > 1:
            return "、".join(map(str, range(self.least, self.most + 1, self.step))) + "个"
        return f"{self.least}到{self.most}个"


_T, _N, _B, _D = Kind.TEXT, Kind.NUMBER, Kind.BOOLEAN, Kind.DATE
_S = Kind.NODES

FUNCTIONS: dict[str, Function] = {
    # texts
    "string": Function(0, 1, "v", _T, own=True),
    "concat": Function(1, MANY, "t", _T),
    "join": Function(1, MANY, "t", _T),
    "substr": Function(2, 3, "tn", _T),
    "substring": Function(2, 3, "tn", _T, core=True),
    "substring-before": Function(2, 2, "t", _T, core=True),
    "substring-after": Function(2, 2, "t", _T, core=True),
    "translate": Function(3, 3, "t", _T, core=True),
    "string-length": Function(0, 1, "t", _N, core=True, own=True),
    "normalize-space": Function(0, 1, "t", _T, core=True, own=True),
    "contains": Function(2, 2, "t", _B, core=True),
    "starts-with": Function(2, 2, "t", _B, core=True),
    "ends-with": Function(2, 2, "t", _B),
    "regex": Function(2, 2, "t", _B),
    "uuid": Function(0, 1, "n", _T, chance=True),
    "digest": Function(2, 3, "t", _T),
    "base64-decode": Function(1, 1, "t", _T),
    "extract-signed": Function(2, 2, "t", _T),
    "pulldata": Function(4, 4, "t", _T),
    "jr:itext": Function(1, 1, "t", _T),
    "lang": Function(1, 1, "t", _B, core=True),
    "version": Function(0, 0, "", _T),
    # truth
    "not": Function(1, 1, "b", _B, core=True),
    "true": Function(0, 0, "", _B, core=True),
    "false": Function(0, 0, "", _B, core=True),
    "boolean": Function(1, 1, "b", _B, core=True),
    "boolean-from-string": Function(1, 1, "t", _B),
    "checklist": Function(2, MANY, "nnc", _B),
    "weighted-checklist": Function(2, MANY, "nn" + "cs" * 49, _B, step=2),
    # values
    "if": Function(3, 3, "bv", None),
    "coalesce": Function(2, 2, "v", None),
    "once": Function(1, 1, "v", None),
    "depend": Function(1, MANY, "v", None),
    # numbers
    "number": Function(0, 1, "n", _N, own=True),
    "random": Function(0, 0, "", _N, chance=True),
    "sum": Function(1, 1, "s", _N),
    "min": Function(1, MANY, "s", _N),
    "max": Function(1, MANY, "s", _N),
    "round": Function(1, 2, "n", _N),
    "floor": Function(1, 1, "n", _N, core=True),
    "ceiling": Function(1, 1, "n", _N, core=True),
    **{
        name: Function(1, 1, "n", _N)
        for name in (
            *("int", "abs", "sqrt", "exp", "exp10", "log", "log10"),
            *("sin", "cos", "tan", "asin", "acos", "atan"),
        )
    },
    "pow": Function(2, 2, "n", _N),
    "atan2": Function(2, 2, "n", _N),
    "pi": Function(0, 0, "", _N),
    # choices
    "selected": Function(2, 2, "t", _B),
    "is-selected": Function(2, 2, "t", _B),
    "selected-at": Function(2, 2, "tn", _T),
    "count-selected": Function(1, 1, "t", _N),
    "jr:choice-name": Function(2, 2, "t", _T),
    # node sets
    "count": Function(1, 1, "o", _N, core=True),
    "count-non-empty": Function(1, 1, "s", _N),
    "position": Function(0, 1, "o", _N, own=True),
    "last": Function(0, 0, "", _N, core=True),
    "name": Function(0, 1, "o", _T, core=True, own=True),
    "local-name": Function(0, 1, "o", _T, core=True, own=True),
    "namespace-uri": Function(0, 1, "o", _T, core=True, own=True),
    "id": Function(1, 1, "t", _S, core=True),
    "current": Function(0, 0, "", _S),
    "instance": Function(1, 1, "t", _S),
    "randomize": Function(1, 2, "sv", _S),
    "indexed-repeat": Function(3, 11, "ssn", None, step=2),
    # dates
    "today": Function(0, 0, "", _D),
    "now": Function(0, 0, "", _D),
    "date": Function(1, 1, "t", _D),
    "date-time": Function(1, 1, "t", _D),
    "decimal-date-time": Function(1, 1, "n", _N),
    "decimal-time": Function(1, 1, "v", _N),
    "format-date": Function(2, 2, "t", _T),
    "format-date-time": Function(2, 2, "t", _T),
    # places on the earth
    "area": Function(1, 1, "s", _N),
    "enclosed-area": Function(1, 1, "s", _N),
    "distance": Function(1, MANY, "s", _N),
    "geofence": Function(2, 2, "t", _B),
    "intersects": Function(1, 1, "t", _B),
}
