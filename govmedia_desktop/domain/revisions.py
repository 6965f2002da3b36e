"""Revisions: the immutable steps from which every shared record is made.

A revision is one line of canonical JSON (its body): UTF-8, sorted keys, no blanks, NFC, no lone
surrogates, integers within ±2^53, no fractions (decimals and dates are text), null = cleared. That
line is what is hashed, stored and sent. Each replica's revisions form a chain:
`link = H(previous link + H(body))`, the first one beginning at `H(replica)`.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from govmedia_desktop.domain.records import KINDS, FieldType, Value

GREATEST_INTEGER = 2**53
LONGEST_BODY = 4_000_000
DEEPEST_NESTING = 32

_REPLICA = re.compile(r"[0-9a-f]{16}")
_ID = re.compile(r"[0-9a-f]{16}-[1-9][0-9]{0,15}")
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HASH = re.compile(r"[0-9a-f]{64}")
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,63}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d:\d\d")


class Change(NamedTuple):
    """A field's new value and the ids of the writes it replaces."""

    value: Value
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Revision:
    """One step: who changed which fields of which record, having seen what.

    `refers`: revisions that made the records this one refers to. `deletes`: where it is not empty
    the revision is a tombstone, listing the live writes it saw.
    """

    replica: str
    counter: int
    record: str
    kind: str
    home: str
    """Record id of the record's immutable home office."""
    office: str
    staff: str
    at: str
    """Local time with offset, ISO; decides nothing."""
    changes: Mapping[str, Change] = field(default_factory=dict)
    refers: tuple[str, ...] = ()
    deletes: tuple[str, ...] = ()
    reason: str = ""

    @property
    def id(self) -> str:
        """`replica-counter`."""
        return revision_id(self.replica, self.counter)

    @property
    def depends(self) -> frozenset[str]:
        """Every revision that must be here before this one can be applied."""
        replaced = (id_ for change in self.changes.values() for id_ in change.replaces)
        return frozenset((*replaced, *self.refers, *self.deletes))


@dataclass(frozen=True)
class Stub:
    """What stands for a revision that a file does not carry, or that is not here: its hash.

    So a chain can be checked over a part of its revisions, and one that comes later is known.
    """

    replica: str
    counter: int
    hash: str


def revision_id(replica: str, counter: int) -> str:
    """Return the id of the replica's revision with that counter."""
    return f"{replica}-{counter}"


def clean_text(text: str) -> str:
    """Return the text in NFC without control characters, lone surrogates and non-characters."""
    wanted = text if text.isprintable() else _UNWANTED.sub("", text)
    return unicodedata.normalize("NFC", wanted)


def clean_value(value: Value) -> Value:
    """Return the value with every text in it cleaned."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [clean_value(inner) for inner in value]
    if isinstance(value, dict):
        return {clean_text(name): clean_value(inner) for name, inner in value.items()}
    return value


def _refuse(_text: str) -> Any:
    raise ValueError("no such number")


def _whole_number(text: str) -> int:
    number = int(text)
    return number if abs(number) <= GREATEST_INTEGER else _refuse(text)


_DECODER = json.JSONDecoder(parse_float=_refuse, parse_int=_whole_number, parse_constant=_refuse)
"""Numbers that no revision may carry are refused where they are read."""

_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    sort_keys=True,
    separators=(",", ":"),
    allow_nan=False,
    check_circular=False,  # what was read from text or cleaned is never within itself
)


def canonical(content: Any) -> str:
    """Return the one spelling of a JSON value that is hashed."""
    return _ENCODER.encode(content)


def body_of(revision: Revision) -> str:
    """Return the revision's canonical line, without a line end."""
    content: dict[str, Any] = {
        "replica": revision.replica,
        "counter": revision.counter,
        "record": revision.record,
        "kind": revision.kind,
        "home": revision.home,
        "office": revision.office,
        "staff": revision.staff,
        "at": revision.at,
        "changes": {
            name: {"value": change.value, "replaces": sorted(change.replaces)}
            for name, change in revision.changes.items()
        },
        "refers": sorted(revision.refers),
        "deletes": sorted(revision.deletes),
        "reason": revision.reason,
    }
    return canonical(content)


def stub_line(stub: Stub) -> str:
    """Return the canonical line that stands for the revision's own, without a line end."""
    return canonical({"replica": stub.replica, "counter": stub.counter, "hash": stub.hash})


def tail_of(line: str) -> dict[str, Any]:
    """Return what a canonical line says of its revision besides the changes, or of its stub.

    Behind `counter` no field holds an object, so its last mention is that of the revision itself.
    """
    tail: dict[str, Any] = json.loads("{" + line[line.rindex('"counter":') :])
    return tail


def body_hash(body: str) -> str:
    """Return the SHA-256 of the line, in hex."""
    return hashlib.sha256(body.encode("utf-8")).hexdigest()


def first_link(replica: str) -> str:
    """Return the link that a replica's chain begins at."""
    return hashlib.sha256(replica.encode("ascii")).hexdigest()


def next_link(previous: str, hashed_body: str) -> str:
    """Return the chain's link after the body with that hash."""
    return hashlib.sha256((previous + hashed_body).encode("ascii")).hexdigest()


def chain(start: str, bodies: Iterable[str]) -> str:
    """Return the link after all bodies, taken in the order of their counters."""
    link = start
    for body in bodies:
        link = next_link(link, body_hash(body))
    return link


def parse_line(line: str) -> Revision | Stub | str:
    """Return the revision or the stub of a line, or in one phrase what is wrong with it."""
    content = read_line(line)
    if isinstance(content, str):
        return content
    return Stub(**content) if "hash" in content else _revision_from(content)


def read_line(line: str) -> dict[str, Any] | str:
    """Return what a line says (a stub alone has a `hash`), or in one phrase what is wrong with it.

    Nothing is mended: a line that is not canonical, or whose values are not of the types that
    `KINDS` declares, is faulty. Fields that no kind here declares are kept as they are.
    """
    if len(line) > LONGEST_BODY:
        return "记录过长"
    try:
        content = _DECODER.decode(line)
        if not isinstance(content, dict) or _is_too_deep(line, content):
            return "记录结构不对"
        if canonical(content) != line or not unicodedata.is_normalized("NFC", line):
            return "记录不是规范写法"
        line.encode("utf-8")
    except (ValueError, RecursionError):
        return "记录不是有效的JSON"
    if content.keys() == _STUB_KEYS:
        fits = _SHAPES["replica"](content["replica"]) and _SHAPES["counter"](content["counter"])
        return content if fits and _matches(_HASH, content["hash"]) else "记录的标记不对"
    return _fault_in(content) or content


def _is_too_deep(line: str, content: dict[str, Any]) -> bool:
    """Whether values stand too deep within each other: never where so few of them hold any.

    Brackets in texts are counted alike, which only makes a line look deeper than it is.
    """
    opened = line.count("{") + line.count("[")
    return (
        opened >= DEEPEST_NESTING
        and opened - line.count("{}") - line.count("[]") >= DEEPEST_NESTING
        and _depth(content) > DEEPEST_NESTING
    )


def _depth(content: dict[str, Any]) -> int:
    """Return how many values stand within each other, counted up to one too many.

    Only what holds others is kept from level to level: of a long result that is little.
    """
    level = 1
    holding: list[Any] = [content]
    while holding and level <= DEEPEST_NESTING:
        within = [outer.values() if type(outer) is dict else outer for outer in holding]
        level += any(map(len, within))
        holding = [v for inner in within for v in inner if type(v) is dict or type(v) is list]
    return level


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _ids(value: object) -> bool:
    return (
        isinstance(value, list)
        and all(_matches(_ID, v) for v in value)
        and value == sorted(set(value))
    )


_STUB_KEYS = set(Stub.__dataclass_fields__)
_KEYS = set(Revision.__dataclass_fields__)
_CHANGE_KEYS = set(Change._fields)
_TYPES: dict[FieldType, type] = {"integer": int, "object": dict}
"""What the value of a field is read as; texts of every kind are text."""
_SHAPES: dict[str, Callable[[Any], bool]] = {
    "staff": lambda v: isinstance(v, str),
    "reason": lambda v: isinstance(v, str),
    "replica": lambda v: _matches(_REPLICA, v),
    "at": lambda v: _matches(_TIME, v),
    "counter": lambda v: type(v) is int and 0 < v < GREATEST_INTEGER,
    "record": lambda v: _matches(_UUID, v),
    "home": lambda v: _matches(_UUID, v),
    "office": lambda v: _matches(_UUID, v),
    "kind": lambda v: isinstance(v, str) and v in KINDS,
    "refers": _ids,
    "deletes": _ids,
}


def _fault_in(content: dict[str, Any]) -> str:
    if content.keys() != _KEYS:
        return "记录的字段不对"
    for name, fits in _SHAPES.items():
        if not fits(content[name]):
            return f"记录的{name}不对"
    return _fault_in_changes(content["kind"], content["changes"])


def _fault_in_changes(kind: str, changes: object) -> str:
    if not isinstance(changes, dict):
        return "记录的字段类型不对"
    declared = KINDS[kind].fields
    for name, change in changes.items():
        if name not in declared and not _matches(_FIELD, name):
            return "记录的字段不对"
        if not isinstance(change, dict) or change.keys() != _CHANGE_KEYS:
            return "记录的字段类型不对"
        if change["replaces"] != [] and not _ids(change["replaces"]):
            return "记录的引用不对"
        if name in declared and not _fits(declared[name], change["value"]):
            return f"字段{name}的值不对"
    return ""


def _fits(declared: FieldType, value: object) -> bool:
    if value is None:
        return True
    if declared == "reference":
        return _matches(_UUID, value)
    return type(value) is _TYPES.get(declared, str)


def _revision_from(content: dict[str, Any]) -> Revision:
    changes = {
        name: Change(change["value"], tuple(change["replaces"]))
        for name, change in content["changes"].items()
    }
    links = {"refers": tuple(content["refers"]), "deletes": tuple(content["deletes"])}
    return Revision(**{**content, **links, "changes": changes})
