"""Functions of dates and times, in the office's own calendar."""

import math
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from govmedia_desktop.forms.extensions.conversions import (
    NAN,
    Value,
    moment_of,
    number_of,
    text_of,
    time_of,
)

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_FORMATS: dict[str, Callable[[datetime], str]] = {
    "Y": lambda m: f"{m.year:04}",
    "y": lambda m: f"{m.year % 100:02}",
    "m": lambda m: f"{m.month:02}",
    "n": lambda m: str(m.month),
    "b": lambda m: _MONTHS[m.month - 1],
    "d": lambda m: f"{m.day:02}",
    "e": lambda m: str(m.day),
    "H": lambda m: f"{m.hour:02}",
    "h": lambda m: str(m.hour),
    "M": lambda m: f"{m.minute:02}",
    "S": lambda m: f"{m.second:02}",
    "3": lambda m: f"{m.microsecond // 1000:03}",
    "a": lambda m: _WEEKDAYS[m.weekday()],
    "%": lambda m: "%",
}


def _date(_: object, value: Value) -> str:
    moment = moment_of(value)
    return moment.date().isoformat() if moment else ""


def _date_time(_: object, value: Value) -> str:
    moment = moment_of(value)
    return moment.isoformat(timespec="seconds") if moment else ""


def _decimal_time(_: object, value: Value) -> float:
    """A time's part of the day; of days since 1970-01-01 their fraction (as JavaRosa)."""
    if isinstance(value, float):
        return value - math.floor(value) if math.isfinite(value) else NAN
    found = time_of(text_of(value))
    return NAN if found is None else found


def _format_date(_: object, value: Value, pattern: Value) -> str:
    moment = moment_of(value)
    if moment is None:
        return ""
    parts = re.split(r"%(.)", text_of(pattern))
    for place in range(1, len(parts), 2):
        form = _FORMATS.get(parts[place])
        parts[place] = form(moment) if form else f"%{parts[place]}"
    return "".join(parts)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "date": _date,
    "date-time": _date_time,
    "decimal-date-time": lambda _, value: number_of(value),
    "decimal-time": _decimal_time,
    "format-date": _format_date,
    "format-date-time": _format_date,
}
