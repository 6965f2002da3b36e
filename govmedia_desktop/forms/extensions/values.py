"""Functions of any value: the one that is taken, and how it is written or compared."""

import math
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from govmedia_desktop.forms.extensions.conversions import (
    NAN,
    Value,
    number_of,
    stored_text,
    text_of,
    texts_of,
    time_of,
)


def _same(_: object, left: Value, right: Value) -> bool:
    if any(isinstance(side, float) and math.isnan(side) for side in (left, right)):
        return False
    one, other = text_of(left), text_of(right)
    if one == other:
        return True
    return _measured(None, one) == _measured(None, other)


def _alike(_: object, left: Value, right: Value) -> bool:
    return any(one == other for one, other in _pairs(left, right))


def _unlike(_: object, left: Value, right: Value) -> bool:
    return any(one != other for one, other in _pairs(left, right))


def _pairs(left: Value, right: Value) -> Iterator[tuple[str | float, str | float]]:
    """Yield what is compared: every node with every other; no node at all is an empty text."""
    numbers = isinstance(left, float) or isinstance(right, float)
    for one, other in product(texts_of([left]) or [""], texts_of([right]) or [""]):
        yield (number_of(one), number_of(other)) if numbers else (one, other)


def _measured(_: object, value: Value) -> float:
    """Return a number, a date as days since 1970-01-01, a time of day as part of the day."""
    number = number_of(value)
    if not math.isnan(number):
        return number
    time = time_of(text_of(value))
    return NAN if time is None else time


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
    "alike": _alike,
    "unlike": _unlike,
    "measured": _measured,
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "depend": lambda _, first, *_others: first,
    "boolean-from-string": lambda _, text: text_of(text).lower() in ("true", "1"),
}
