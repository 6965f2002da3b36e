"""What JSON of an exchange file may look like: checks of values, put together from small ones."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Check = Callable[[Any], bool]
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def matches(pattern: re.Pattern[str]) -> Check:
    """Return the check for a text that the whole pattern fits."""
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def optional(check: Check) -> Check:
    """Return the check for null or what the other takes."""
    return lambda value: value is None or check(value)


def one_of(names: Iterable[str]) -> Check:
    """Return the check for one of these texts."""
    known = frozenset(names)
    return lambda value: isinstance(value, str) and value in known


def object_of(checks: Mapping[str, Check]) -> Check:
    """Return the check for an object with just these keys."""
    return lambda value: (
        isinstance(value, dict)
        and value.keys() == checks.keys()
        and all(check(value[key]) for key, check in checks.items())
    )


def map_of(key: Check, check: Check) -> Check:
    """Return the check for an object whose keys and values are checked alike."""
    return lambda value: (
        isinstance(value, dict) and all(key(name) and check(item) for name, item in value.items())
    )


def list_of(check: Check) -> Check:
    """Return the check for a list of such values."""
    return lambda value: isinstance(value, list) and all(map(check, value))


def row_of(*checks: Check) -> Check:
    """Return the check for a list of just so many values."""
    return lambda value: (
        isinstance(value, list)
        and len(value) == len(checks)
        and all(check(item) for check, item in zip(checks, value, strict=True))
    )
