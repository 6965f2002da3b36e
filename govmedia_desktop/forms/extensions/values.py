"""Functions of any value: the one that is taken, and how it is written or compared."""

import math
from collections.abc import Callable
from typing import Any

from govmedia_desktop.forms.extensions.conversions import (
    Value,
    number_of,
    stored_text,
    text_of,
)


def _same(_: object, left: Value, right: Value) -> bool:
    if any(isinstance(side, float) and math.isnan(side) for side in (left, right)):
        return False
    one, other = text_of(left), text_of(right)
    if one == other:
        return True
    return number_of(one) == number_of(other)


def _if(_: object, condition: bool, then: Value, otherwise: Value) -> Value:
    return then if condition else otherwise


def _coalesce(_: object, first: Value, second: Value) -> Value:
    return first if stored_text(first) else second


def _once(_: object, current: Value, value: Value) -> Value:
    kept = text_of(current)
    if not kept:
        return value
    return kept == "true" if isinstance(value, bool) else kept


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "string": lambda _, value: text_of(value),
    "stored": lambda _, value: stored_text(value),
    "number": lambda _, value: number_of(value),
    "same": _same,
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "boolean-from-string": lambda _, text: text_of(text).lower() in ("true", "1"),
}
