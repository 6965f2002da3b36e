"""Values of XPath as text, number and moment, as forms store and compare them."""

import math
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, TypeAlias

Value: TypeAlias = "str | float | bool | list[Any]"

NAN = float("nan")
_EPOCH = datetime(1970, 1, 1)
_HOME = timezone(timedelta(hours=8))
_OFFSET = r"Z|[+-]\d\d(?::?[0-5]\d)?"
_DATE = re.compile(
    rf"(\d{{4}}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)({_OFFSET})?)?", re.ASCII
)
_TIME = re.compile(rf"\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:{_OFFSET})?", re.ASCII)
_NUMBER = re.compile(r"\s*-?(?:\d+\.?\d*|\.\d+)\s*", re.ASCII)
_FIRST, _AFTER = -719162, 2932897
"""Days of the years 1 to 9999."""


def text_of(value: Value) -> str:
    """Return a value as XPath's string() writes it; of a node set the first node's."""
    if isinstance(value, list):
        return _text_of_node(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return str(value)


def number_text(value: float) -> str:
    """Return a number as XPath's string() writes it, to 15 digits: never with an exponent.

    (XPath 1.0 §4.2; libxml2 writes 3e+09.)
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return format(Decimal(f"{value + 0.0:.15g}").normalize(), "f")


def stored_text(value: Value) -> str:
    """Return a value as a form stores and shows it: what is no number as empty text.

    (As JavaRosa stores a calculation that gives NaN.)
    """
    return "" if _is_nan(value) else text_of(value)


def _is_nan(value: Value) -> bool:
    return isinstance(value, float) and math.isnan(value)


def days_of(text: str) -> float | None:
    """Return the days since 1970-01-01 of an ISO date or date with time; None if it is neither.

    They are counted in the calendar of the office, so that dates are whole numbers: a time with
    another offset than Beijing's is first told in Beijing time.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    try:
        moment = datetime.fromisoformat(f"{match[1]}T{match[2] or '00:00'}{match[3] or ''}")
        return (_at_home(moment) - _EPOCH) / timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def time_of(text: str) -> float | None:
    """Return a time of day as part of the day (noon 0.5); None if the text is none."""
    text = text.strip()
    days = days_of(f"1970-01-02T{text}") if _TIME.fullmatch(text) else days_of(text)
    return None if days is None else days - math.floor(days)


def _at_home(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(_HOME).replace(tzinfo=None)


def number_of(value: Value) -> float:
    """Return a value as a number: dates as days since 1970-01-01, what is none as NaN.

    An exponent makes a text none (XPath 1.0 §4.4).
    """
    if isinstance(value, bool | float):
        return float(value)
    text = text_of(value)
    if _NUMBER.fullmatch(text):
        return float(text)
    days = days_of(text)
    return NAN if days is None else days


def moment_of(value: Value) -> datetime | None:
    """Return the moment of a date or of days since 1970-01-01; None if it is out of range."""
    days = number_of(value)
    if math.isnan(days) or not _FIRST <= days < _AFTER:
        return None
    return _EPOCH + timedelta(days=days)


def texts_of(values: Iterable[Value]) -> list[str]:
    """Return the texts of all values, of node sets those of all nodes."""
    return [text_of(value) for value in _one_by_one(values)]


def numbers_of(values: Iterable[Value]) -> list[float]:
    """Return the numbers of all values and nodes; empty ones (also not relevant) count for none."""
    return [number_of(value) for value in _one_by_one(values) if text_of(value) != ""]


def _one_by_one(values: Iterable[Value]) -> Iterator[Value]:
    for value in values:
        yield from ([node] for node in value) if isinstance(value, list) else (value,)


def _text_of_node(node: Any) -> str:
    if isinstance(node, str):
        return str(node)
    return (node.text or "") if len(node) == 0 else "".join(node.itertext())
