"""What a person may type for each kind of question, and its one spelling in the record."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from govmedia_desktop.domain.revisions import clean_text

_DATES = (
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?"),
    re.compile(r"(\d{4})(\d\d)(\d\d)"),
)
_TIME = re.compile(r"(\d{1,2})[:点时](\d{1,2})?分?(?::(\d{1,2})(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_MOMENT = re.compile(r"(.+?)[\sT]+(\S+)")
_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{1,15})?|\.[0-9]{1,15})")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SEVERAL = frozenset({"select_multiple", "rank"})
_LIMITS = (90, 180)
ACKNOWLEDGED = "OK"
"""The value of an acknowledged question (ODK XForms, `trigger`)."""

WRONG = {
    "date": "这里要填日期，如2026-11-06",
    "time": "这里要填时间，如09:30",
    "datetime": "这里要填日期和时间，如2026-11-06 09:30",
    "integer": "这里要填整数",
    "decimal": "这里要填数字",
    "range": "这里要填数字",
    "acknowledge": "这里只能确认或留空",
    "geopoint": "这里要填纬度和经度，如31.86 117.28",
    "geotrace": "这里要填两个以上的点，每点是纬度和经度，用分号隔开",
    "geoshape": "这里要填三个以上的点，每点是纬度和经度，用分号隔开",
}


def normalised(kind: str, text: str) -> str | None:
    """Return the record's spelling of what was typed, None where it is not of the kind.

    Dates (`2026/11/6`, `2026年11月6日`, `20261106`) become ISO, full-width digits half-width;
    texts keep what can be written, without blanks at their ends.
    """
    text = clean_text(text)
    if kind in _SEVERAL:
        return " ".join(dict.fromkeys(text.split()))
    spelled = _SPELLINGS.get(kind)
    return spelled(text) if spelled else text.strip()


def outside(bounds: Mapping[str, str], text: str) -> str | None:
    """Return why a number is none of a range's, None where it is one or there is no range."""
    start, end = bounds.get("start"), bounds.get("end")
    if start is None or end is None:
        return None
    low, high = sorted((Decimal(start), Decimal(end)))
    step = abs(Decimal(bounds.get("step") or 1))
    number = Decimal(text)
    if not low <= number <= high:
        return f"这里要填{low}到{high}之间的数"
    if step and (number - Decimal(start)) % step:
        return f"这里要填从{start}起、每次相差{step}的数"
    return None


def _narrow(text: str) -> str:
    """Only full-width forms become half-width: NFKC would make 105 of 10⁵."""
    return "".join(text.translate(_HALF_WIDTH).split())


def _integer(text: str) -> str | None:
    narrow = _narrow(text)
    return str(int(narrow)) if _INTEGER.fullmatch(narrow) else None


def _decimal(text: str) -> str | None:
    narrow = _narrow(text)
    return narrow.removeprefix("+") if _DECIMAL.fullmatch(narrow) else None


def _date(text: str) -> str | None:
    narrow = _narrow(text)
    for pattern in _DATES:
        match = pattern.fullmatch(narrow)
        if match:
            try:
                return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
            except ValueError:
                return None
    return None


def _time(text: str) -> str | None:
    match = _TIME.fullmatch(_narrow(text))
    if match is None:
        return None
    hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        return time(hour, minute, second).isoformat()
    except ValueError:
        return None


def _moment(text: str) -> str | None:
    match = _MOMENT.fullmatch(" ".join(text.translate(_HALF_WIDTH).split()))
    day, clock = (_date(match[1]), _time(match[2])) if match else (_date(text), "00:00:00")
    return datetime.fromisoformat(f"{day}T{clock}").isoformat() if day and clock else None


def _acknowledged(text: str) -> str | None:
    return ACKNOWLEDGED if text.strip().lower() in ("ok", "yes", "true", "1", "是", "√") else None


def _point(text: str) -> str | None:
    """Return latitude, longitude, altitude and accuracy as ODK writes them."""
    parts = text.translate(_HALF_WIDTH).replace("，", " ").replace(",", " ").split()
    if not 2 <= len(parts) <= 4 or not all(_DECIMAL.fullmatch(part) for part in parts):
        return None
    if any(abs(Decimal(part)) > limit for part, limit in zip(parts[:2], _LIMITS, strict=True)):
        return None
    return " ".join([*parts, "0", "0"][:4])


def _points(least: int) -> Callable[[str], str | None]:
    def spelled(text: str) -> str | None:
        points = [_point(part) for part in re.split("[;；]", text) if part.strip()]
        known = [point for point in points if point]
        return "; ".join(known) if len(known) == len(points) >= least else None

    return spelled


_SPELLINGS: dict[str, Callable[[str], str | None]] = {
    "integer": _integer,
    "decimal": _decimal,
    "range": _decimal,
    "date": _date,
    "time": _time,
    "datetime": _moment,
    "acknowledge": _acknowledged,
    "geopoint": _point,
    "geotrace": _points(2),
    "geoshape": _points(3),
}
