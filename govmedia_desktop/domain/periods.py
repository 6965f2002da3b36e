"""Periods (检查周期): a calendar quarter, or any start and end (both inclusive)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_QUARTER_NAMES = "一二三四"


@dataclass(frozen=True, order=True)
class Period:
    """A span of days, both ends included."""

    start: date
    end: date

    @property
    def quarter(self) -> str | None:
        """`2026Q4` where the span is exactly a calendar quarter, else None."""
        own = quarter_of(self.start)
        return f"{own.start.year:04}Q{(own.start.month + 2) // 3}" if own == self else None

    @property
    def code(self) -> str:
        """`2026Q4`, or `2026-04-01/2026-06-15` for a free span."""
        return self.quarter or f"{self.start}/{self.end}"

    @property
    def label(self) -> str:
        """`2026年第四季度`, or `2026-04-01至2026-06-15`."""
        if self.quarter is None:
            return f"{self.start}至{self.end}"
        return f"{self.start.year}年第{_QUARTER_NAMES[(self.start.month - 1) // 3]}季度"

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def quarter_of(day: date) -> Period:
    """Return the calendar quarter that holds the day."""
    first = (day.month - 1) // 3 * 3 + 1
    _, last_day = monthrange(day.year, first + 2)
    return Period(date(day.year, first, 1), date(day.year, first + 2, last_day))


def quarters_back(day: date, count: int) -> Period | None:
    """Return the quarter so many before that of the day, None before the calendar begins."""
    quarter = quarter_of(day)
    months = quarter.start.year * 12 + quarter.start.month - 1 - 3 * count
    return quarter_of(date(months // 12, months % 12 + 1, 1)) if months >= 12 else None


def parse_quarter(text: str) -> Period | None:
    """Return the quarter named like `2026Q4`, None if the text is not of that form."""
    match = re.fullmatch(r"(\d{4})Q([1-4])", text)
    if match is None or int(match[1]) == 0:
        return None
    return quarter_of(date(int(match[1]), int(match[2]) * 3, 1))


def parse_period(code: str) -> Period | None:
    """Return the period of that `code` (`Period.code`), None if the text is none."""
    first, _, last = code.partition("/")
    try:
        found = parse_quarter(code) or Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None
    return found if found.code == code and found.start <= found.end else None
