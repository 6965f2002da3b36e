"""Dates as people type them, read against the 监测时间点."""

import re
from datetime import date, timedelta

_NAMED = {"今天": 0, "昨天": 1, "前天": 2}
_FULL = re.compile(r"(\d{4})\D?(\d{1,2})\D(\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})\D(\d{1,2})日?|(\d{2})(\d{2})")
_WIDE = str.maketrans("０１２３４５６７８９／－．", "0123456789/-.")


def read_date(text: str, reference: date, today: date, name: str = "") -> date | str:
    """Return the date that was typed, or one sentence why it cannot be taken.

    Without a year it is the latest such day not after `reference`; a day after it is refused,
    because only what was posted by then counts (domain.md §8). `name` says what `reference` is
    where it is not the 监测时间点.
    """
    words = text.translate(_WIDE).strip()
    found = _whole(words, today)
    if found is not None and found > reference:
        return f"晚于{name or f'监测时间点 {reference}'}，不能算"
    if found is not None:
        return found
    if _FULL.fullmatch(words):
        return _no_such_day(text)
    if match := _SHORT.fullmatch(words):
        month, day = (int(part) for part in match.groups() if part)
        return _latest(month, day, reference) or _no_such_day(text)
    return f"“{text.strip()}”不像日期，可写 11-06、2026-11-06、1106 或 今天"


def _whole(words: str, today: date) -> date | None:
    if words in _NAMED:
        return today - timedelta(days=_NAMED[words])
    match = _FULL.fullmatch(words)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _latest(month: int, day: int, reference: date) -> date | None:
    # 29 February is at most eight years back
    for year in range(reference.year, reference.year - 9, -1):
        found = _day(year, month, day)
        if found and found <= reference:
            return found
    return None


def _no_such_day(text: str) -> str:
    return f"没有“{text.strip()}”这一天，请再看一下"
