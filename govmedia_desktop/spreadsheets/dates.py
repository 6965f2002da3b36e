"""Dates as people write them in tables."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from govmedia_desktop.spreadsheets.reading import Reading, plain
from govmedia_desktop.spreadsheets.sheets import Value, shown

FIRST_SERIAL, LAST_SERIAL = 36_526, 73_050
"""Serials of the 1900 system that are taken as dates: 2000-01-01 to 2099-12-31."""
_EPOCH = date(1899, 12, 30)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
# numerals are digits by then: 星期六 reads 星期6
_TAIL = (
    r"(?:日|号)?[\s,]*(?:\(?(?:星期|周)[1-7日天]\)?)?"
    r"(?:[\sT]*(?:[上下中]午|凌晨|早上|晚上)?\s*\d{1,2}(?::|时|点)(?:\d{1,2}(?:分|:\d{1,2}(?:\.\d+)?)?(?:\d{1,2}秒)?)?"
    r"\s*(?:am|pm)?(?:z|[+-]\d\d:?\d\d)?)?"
)
_BETWEEN = r"\s*[-./\\—–]\s*"
_FORMS = tuple(
    re.compile(form + _TAIL, re.IGNORECASE)
    for form in (
        rf"(?P<y>\d{{4}}){_BETWEEN}(?P<m>\d{{1,2}}){_BETWEEN}(?P<d>\d{{1,2}})",
        r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<m>\d{1,2})月(?P<d>\d{1,2})",
        rf"(?P<m>\d{{1,2}}){_BETWEEN}(?P<d>\d{{1,2}})",
        rf"(?P<s>\d\d){_BETWEEN}(?P<m>\d{{1,2}}){_BETWEEN}(?P<d>\d{{1,2}})",
        r"(?P<s>\d\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})",
    )
)
_NUMERALS = re.compile("[〇零一二三四五六七八九十]+")
_DIGITS = {numeral: str(digit) for digit, numeral in enumerate("〇一二三四五六七八九")} | {
    "零": "0"
}
_NOT_TAKEN = "看不出是哪一天，未读入，请补填"


def read_date(value: Value, as_of: date) -> Reading:
    """Return the day as ISO text; a day without a year is the latest not after `as_of`."""
    if isinstance(value, datetime):
        return _checked(value.date(), as_of, "")
    if isinstance(value, date):
        return _checked(value, as_of, "")
    if isinstance(value, time | timedelta | bool) or (
        isinstance(value, float) and not FIRST_SERIAL <= value < 1e8
    ):
        return Reading(doubt=f"“{shown(value)}”{_NOT_TAKEN}")
    if isinstance(value, int | float) and FIRST_SERIAL <= value < LAST_SERIAL + 1:
        return _checked(_EPOCH + timedelta(days=int(value)), as_of, "日期序号换算为日期")
    return _read_text(shown(value), as_of)


def read_past_date(value: Value, as_of: date) -> Reading:
    """Return the day as `read_date` does; one after `as_of` cannot be meant and is not taken."""
    reading = read_date(value, as_of)
    if reading.value is None or not reading.doubt:
        return reading
    return Reading(doubt=f"{reading.value}晚于{as_of}，未读入，请核对")


def _read_text(text: str, as_of: date) -> Reading:
    if _ISO.fullmatch(text):
        written, form = text, _FORMS[0].fullmatch(text)
    else:
        written = _NUMERALS.sub(_arabic, plain(text))
        form = next(filter(None, (form.fullmatch(written) for form in _FORMS)), None)
    if written.isdecimal() and FIRST_SERIAL <= int(written) <= LAST_SERIAL:
        return _checked(_EPOCH + timedelta(days=int(written)), as_of, "日期序号换算为日期")
    parts = form.groupdict() if form else {}
    year, why = parts.get("y"), "统一日期写法"
    if short := parts.get("s"):
        year, why = f"20{short}", "两位年份按20××年"
    if not parts:
        return Reading(doubt=f"“{text}”{_NOT_TAKEN}")
    month, day = int(parts["m"]), int(parts["d"])
    if year is None:
        why = f"没有年份，按不晚于{as_of}的最近一次"
        found = next(_days_before(month, day, as_of), None)
    else:
        found = _day(int(year), month, day)
    if found is None:
        return Reading(doubt=f"“{text}”没有这一天，未读入，请核对")
    return _checked(found, as_of, "" if found.isoformat() == text else why)


def _checked(day: date, as_of: date, why: str) -> Reading:
    doubt = f"{day}晚于{as_of}，已照录，请核对" if day > as_of else ""
    return Reading(day.isoformat(), why, doubt)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days_before(month: int, day: int, as_of: date) -> Iterator[date]:
    # 29 February may lie eight years back, across a century that is no leap year
    for year in range(as_of.year, max(as_of.year - 9, 0), -1):
        found = _day(year, month, day)
        if found and found <= as_of:
            yield found


def _arabic(match: re.Match[str]) -> str:
    """Return the digits of 二〇二四, 十二, 二十 or 三十一."""
    text = match[0]
    if "十" in text:
        tens, _, ones = text.partition("十")
        text = (tens or "一") + (ones or "〇")
    return "".join(_DIGITS.get(numeral, "?") for numeral in text)
