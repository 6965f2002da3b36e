"""What a manifest must look like, checked strictly before anything of it is believed."""

import re
from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.domain.periods import parse_period
from govmedia_desktop.domain.revisions import GREATEST_INTEGER, clean_text, first_link
from govmedia_desktop.packages.manifest import FORMAT, PackageKind
from govmedia_desktop.packages.names import (
    MANIFEST,
    SIGNATURE,
    content_hash,
    is_entry_name,
    most_bytes,
)
from govmedia_desktop.packages.shapes import (
    UUID,
    Check,
    list_of,
    map_of,
    matches,
    object_of,
    optional,
)

_REPLICA = re.compile(r"[0-9a-f]{16}")
_HASH = re.compile(r"[0-9a-f]{64}")
_KIND = re.compile(r"[a-z_]{1,40}")
_LONGEST_TEXT = 1_000


def fits(content: Mapping[str, Any]) -> bool:
    """Whether every key is there, of its type and in itself consistent."""
    keys = set(content)
    if keys != set(_SHAPES) and not (content.get("format") != FORMAT and keys > set(_SHAPES)):
        return False
    return (
        all(check(content[key]) for key, check in _SHAPES.items())
        and _begins_fit(content)
        and _limits_fit(content)
    )


def _number(value: Any, least: int = 1) -> bool:
    return type(value) is int and least <= value <= GREATEST_INTEGER


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


def _text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_TEXT and clean_text(value) == value


def _time(value: Any) -> bool:
    if not _text(value):
        return False
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _by_replica(check: Check) -> Check:
    return map_of(matches(_REPLICA), check)


def _range(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 3
        and _number(value[0])
        and _number(value[1], value[0])
        and matches(_HASH)(value[2])
    )


def _runs(value: Any) -> bool:
    """Whether these are runs of counters, first and last, in order and apart."""
    return (
        isinstance(value, list)
        and all(isinstance(run, list) and len(run) == 2 and all(map(_number, run)) for run in value)
        and all(first <= last for first, last in value)
        and all(one[1] < other[0] for one, other in pairwise(value))
    )


def _entry(value: Any) -> bool:
    return object_of({"name": _entry_name, "size": lambda v: _number(v, 0), "sha256": _hash})(
        value
    ) and (
        value["size"] <= most_bytes(value["name"])
        and content_hash(value["name"]) in (None, value["sha256"])
    )


def _entry_name(value: Any) -> bool:
    return isinstance(value, str) and is_entry_name(value) and value not in (MANIFEST, SIGNATURE)


def _entries(value: Any) -> bool:
    return (
        isinstance(value, list)
        and all(_entry(entry) for entry in value)
        and len({entry["name"] for entry in value}) == len(value)
    )


def _begins_fit(content: Mapping[str, Any]) -> bool:
    ranges, begins = content["ranges"], content["begins"]
    return set(ranges) == set(begins) and all(
        begins[replica] == first_link(replica)
        for replica, (first, _last, _link) in ranges.items()
        if first == 1
    )


def _limits_fit(content: Mapping[str, Any]) -> bool:
    """Whether what the file says of its content agrees with its other words."""
    pictures = sum(entry["name"].startswith("evidence/") for entry in content["entries"])
    return (
        (content["period"] is not None or not content["scope"]["period"])
        and content["counts"]["evidence"] == pictures
        and not (content["light"] and pictures)
    )


def _period(value: Any) -> bool:
    return isinstance(value, str) and parse_period(value) is not None


def _records(value: Any) -> bool:
    return isinstance(value, dict) and all(
        matches(_KIND)(kind) and _number(count) for kind, count in value.items()
    )


def _part(value: Any) -> bool:
    numbers = {"series": _uuid, "number": _number, "of": lambda v: _number(v, 2)}
    return object_of(numbers)(value) and value["number"] <= value["of"]


_uuid, _hash = matches(UUID), matches(_HASH)
_office: dict[str, Check] = {
    "id": _uuid,
    "name": _text,
    "level": optional(lambda v: v in list(Level)),
    "category": optional(lambda v: v in list(Category)),
    "code": optional(_text),
}
_SHAPES: dict[str, Check] = {
    "format": _number,
    "minimum_reader": _number,
    "package": _uuid,
    "kind": lambda v: v in list(PackageKind),
    "sender": object_of({"replica": matches(_REPLICA), "office": object_of(_office)}),
    "recipient": optional(object_of({"id": optional(_uuid), "name": _text})),
    "created": _time,
    "practice": _truth,
    "period": optional(_period),
    "scope": object_of({"period": _truth, "below": optional(_uuid)}),
    "sequence": _number,
    "part": optional(_part),
    "light": _truth,
    "counts": object_of(
        {
            "records": _records,
            "revisions": lambda v: _number(v, 0),
            "evidence": lambda v: _number(v, 0),
        }
    ),
    "key": optional(_hash),
    "ranges": _by_replica(_range),
    "begins": _by_replica(_hash),
    "acknowledged": _by_replica(lambda v: _number(v, 0)),
    "lacking": _by_replica(_runs),
    "said": lambda v: _number(v, 0),
    "succeeds": list_of(matches(_REPLICA)),
    "entries": _entries,
}
