"""Functions of numbers, with NaN and the infinities of XPath 3.0 (IEEE 754) instead of errors."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from govmedia_desktop.forms.extensions.conversions import NAN, Value, numbers_of

_DIGITS = 15
"""What a number holds of them: more cannot be rounded."""


def _round(_: object, value: float, places: float = 0) -> float:
    """Round half away from zero, as spreadsheets and ODK Web Forms do (JavaRosa: half up)."""
    if not math.isfinite(value):
        return value
    if not math.isfinite(places):
        return NAN
    whole = int(max(-_DIGITS, min(_DIGITS, places)))
    if abs(value) >= 10.0 ** (_DIGITS - whole):
        return value
    wanted = Decimal(1).scaleb(-whole)
    return float((Decimal(repr(value)) / wanted).quantize(Decimal(1), ROUND_HALF_UP) * wanted)


def _int(_: object, value: float) -> float:
    return float(math.trunc(value)) if math.isfinite(value) else value


def _power(value: float, exponent: float) -> float:
    if value == 0 and exponent < 0:
        return math.inf
    try:
        return math.pow(value, exponent)
    except OverflowError:
        return math.inf if value > 0 or exponent % 2 == 0 else -math.inf


def _exponential(value: float) -> float:
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: -math.inf if value == 0 else function(value)


def _of_numbers(function: Callable[..., float]) -> Callable[..., float]:
    def evaluated(_: object, *values: float) -> float:
        try:
            return float(function(*values))
        except ValueError:
            return NAN

    return evaluated


def _known(values: tuple[Value, ...]) -> list[float]:
    return [number for number in numbers_of(values) if not math.isnan(number)]


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sum": lambda _, nodes: float(sum(numbers_of([nodes]))),
    "min": lambda _, *values: min(_known(values), default=NAN),
    "max": lambda _, *values: max(_known(values), default=NAN),
    "round": _round,
    "int": _int,
    "abs": _of_numbers(abs),
    "pow": _of_numbers(_power),
    "exp": _of_numbers(_exponential),
    "exp10": _of_numbers(lambda value: _power(10, value)),
    "log": _of_numbers(_logarithm(math.log)),
    "log10": _of_numbers(_logarithm(math.log10)),
    "sqrt": _of_numbers(math.sqrt),
    "sin": _of_numbers(math.sin),
    "cos": _of_numbers(math.cos),
    "tan": _of_numbers(math.tan),
    "asin": _of_numbers(math.asin),
    "acos": _of_numbers(math.acos),
    "atan": _of_numbers(math.atan),
    "atan2": _of_numbers(math.atan2),
    "pi": lambda _: math.pi,
}
