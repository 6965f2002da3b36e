"""The extension functions that translated expressions call, under the prefix `gm`.

All are pure: what they give depends on their arguments only (today's date and the choice lists are
nodes of the document). Arguments arrive from lxml as text, float, bool or a list of nodes.
"""

import math
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeAlias

NAMESPACE = "https://govmedia-desktop.example/check"
OFF = "not-relevant."
"""Stands before the tag of an element that is not relevant, so that no path finds it."""

Value: TypeAlias = "str | float | bool | list[Any]"

_EPOCH = date(1970, 1, 1)
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|[+-]\d\d:?\d\d)?)?")
_NUMBER = re.compile(r"\s*-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*")
_NAN = float("nan")
_WHOLE_BEYOND = 1e15


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
    """Return a number as forms store it, to 15 digits: never with an exponent, NaN as empty text.

    (XPath 1.0 §4.2; libxml2 writes 3e+09.)
    """
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return format(Decimal(f"{value + 0.0:.15g}").normalize(), "f")


def days_of(text: str) -> float | None:
    """Return the days since 1970-01-01 of an ISO date or date with time; None if it is neither.

    A time's offset is not applied: dates are those of the office's own calendar.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    try:
        moment = datetime.fromisoformat(f"{match[1]}T{match[2] or '00:00'}")
    except ValueError:
        return None
    return (moment - datetime.combine(_EPOCH, datetime.min.time())) / timedelta(days=1)


def number_of(value: Value) -> float:
    """Return a value as a number: dates as days since 1970-01-01, what is none as NaN."""
    if isinstance(value, bool | float):
        return float(value)
    text = text_of(value)
    if _NUMBER.fullmatch(text):
        return float(text)
    days = days_of(text)
    return _NAN if days is None else days


def _text_of_node(node: Any) -> str:
    if isinstance(node, str):
        return str(node)
    return (node.text or "") if len(node) == 0 else "".join(node.itertext())


def _moment(value: Value) -> datetime | None:
    days = number_of(value)
    if math.isnan(days) or not -719162 <= days < 2932897:
        return None
    return datetime.combine(_EPOCH, datetime.min.time()) + timedelta(days=days)


def _texts(values: Iterable[Value]) -> list[str]:
    return [
        text
        for value in values
        for text in (
            [_text_of_node(node) for node in value] if isinstance(value, list) else [text_of(value)]
        )
    ]


def _numbers(values: Iterable[Value]) -> list[float]:
    """Return the numbers of all values and nodes; empty ones (also not relevant) count for none."""
    return [number_of(text) for text in _texts(values) if text != ""]


def _same(_: object, left: Value, right: Value) -> bool:
    one, other = text_of(left), text_of(right)
    if one == other:
        return True
    return number_of(one) == number_of(other)


def _date(_: object, value: Value) -> str:
    moment = _moment(value)
    return moment.date().isoformat() if moment else ""


def _date_time(_: object, value: Value) -> str:
    moment = _moment(value)
    return moment.isoformat(timespec="seconds") if moment else ""


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


def _format_date(_: object, value: Value, pattern: Value) -> str:
    moment = _moment(value)
    if moment is None:
        return ""
    parts = re.split(r"%(.)", text_of(pattern))
    for place in range(1, len(parts), 2):
        form = _FORMATS.get(parts[place])
        parts[place] = form(moment) if form else f"%{parts[place]}"
    return "".join(parts)


def _round(_: object, value: float, places: float = 0) -> float:
    """Round half away from zero, as spreadsheets and JavaRosa do."""
    if not math.isfinite(value) or not math.isfinite(places):
        return _NAN
    if abs(value) >= _WHOLE_BEYOND:
        return value
    wanted = Decimal(1).scaleb(-int(max(-15, min(15, places))))
    return float((Decimal(repr(value)) / wanted).quantize(Decimal(1), ROUND_HALF_UP) * wanted)


def _pow(_: object, value: float, exponent: float) -> float:
    try:
        return math.pow(value, exponent)
    except (OverflowError, ValueError):
        return _NAN


def _substr(_: object, text: Value, start: float, end: float = math.inf) -> str:
    content = text_of(text)
    if math.isnan(start) or math.isnan(end):
        return ""
    limits = [int(max(-len(content), min(len(content), place))) for place in (start, end)]
    first, last = (place + len(content) if place < 0 else place for place in limits)
    return content[first:last]


def _regex(_: object, text: Value, pattern: Value) -> bool:
    try:
        return re.fullmatch(text_of(pattern), text_of(text)) is not None
    except re.error:
        return False


def _selected_at(_: object, chosen: Value, place: float) -> str:
    names = text_of(chosen).split()
    return names[int(place)] if 0 <= place < len(names) else ""


def _choice_name(_: object, value: Value, items: list[Any]) -> str:
    name = text_of(value)
    labels = (item.findtext("label", "") for item in items if item.findtext("name") == name)
    return next(labels, "")


def _position(_: object, nodes: list[Any]) -> float:
    if not nodes:
        return _NAN
    name = nodes[0].tag.removeprefix(OFF)
    return float(1 + sum(1 for _ in nodes[0].itersiblings(name, OFF + name, preceding=True)))


def _indexed(_: object, rows: list[Any], number: float) -> list[Any]:
    place = int(number) - 1 if math.isfinite(number) else -1
    return rows[place : place + 1] if place >= 0 else []


def _pulled(_: object, items: list[Any], wanted: Value, known: Value, value: Value) -> str:
    """Return a cell of the first item whose cell `known` holds the value; empty where none does."""
    column, sought = text_of(known), text_of(value)
    found = (item for item in items if item.findtext(column, "") == sought)
    return next((item.findtext(text_of(wanted), "") for item in found), "")


def _if(_: object, condition: bool, then: Value, otherwise: Value) -> Value:
    return then if condition else otherwise


def _coalesce(_: object, first: Value, second: Value) -> Value:
    return first if text_of(first) else second


def _once(_: object, current: Value, value: Value) -> Value:
    kept = text_of(current)
    if not kept:
        return value
    return kept == "true" if isinstance(value, bool) else kept


EXTENSIONS: dict[str, Callable[..., Any]] = {
    "string": lambda _, value: text_of(value),
    "number": lambda _, value: number_of(value),
    "decimal-date-time": lambda _, value: number_of(value),
    "same": _same,
    "date": _date,
    "date-time": _date_time,
    "format-date": _format_date,
    "format-date-time": _format_date,
    "sum": lambda _, nodes: float(sum(_numbers([nodes]))),
    "min": lambda _, *values: min(_numbers(values), default=_NAN),
    "max": lambda _, *values: max(_numbers(values), default=_NAN),
    "round": _round,
    "int": lambda _, value: float(math.trunc(value)) if math.isfinite(value) else _NAN,
    "pow": _pow,
    "abs": lambda _, value: abs(value),
    "concat": lambda _, *values: "".join(_texts(values)),
    "join": lambda _, between, *values: text_of(between).join(_texts(values)),
    "substr": _substr,
    "ends-with": lambda _, text, end: text_of(text).endswith(text_of(end)),
    "regex": _regex,
    "boolean-from-string": lambda _, text: text_of(text) in ("true", "1"),
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "selected": lambda _, chosen, name: text_of(name).strip() in text_of(chosen).split(),
    "selected-at": _selected_at,
    "count-selected": lambda _, chosen: float(len(text_of(chosen).split())),
    "choice-name": _choice_name,
    "count-non-empty": lambda _, nodes: float(len([t for t in _texts([nodes]) if t])),
    "position": _position,
    "indexed": _indexed,
    "pulldata": _pulled,
}
