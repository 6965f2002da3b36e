"""Working days in China: weekends, public holidays and 调休, for deadlines (domain.md §8).

The yearly arrangements (国务院办公厅关于部分节假日安排的通知) are kept by `chinesecalendar`. They
come out in autumn for one year ahead; a year that it does not know may be entered (see
`domain.holiday_notice`), and of a year that nobody knows, Monday to Friday count.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_DAYS = r"((?: \d{4}-\d\d-\d\d)*)"
_TOLD = re.compile(rf"放假{_DAYS}；上班{_DAYS}")


@dataclass(frozen=True)
class Deadline:
    """The last day of a deadline; not `certain` where a year's arrangements were not known."""

    day: date
    certain: bool

    @property
    def remark(self) -> str:
        """What has to be said beside the day; empty where it is certain."""
        if self.certain:
            return ""
        return f"{self.day.year}年放假安排本程序还没有收录，按周一至周五计算"


@dataclass(frozen=True)
class Arrangement:
    """One year's days off, and its days that are worked instead (调休)."""

    off: frozenset[date]
    worked: frozenset[date]


def as_text(arrangement: Arrangement) -> str:
    """Return an arrangement as people read it and `arrangement_of` does."""
    off, worked = (
        "".join(f" {day}" for day in sorted(days)) for days in (arrangement.off, arrangement.worked)
    )
    return f"放假{off}；上班{worked}"


def arrangement_of(text: str, year: int) -> Arrangement | None:
    """Return the arrangement of a year that a text tells, None where it tells none of that year."""
    told = _TOLD.fullmatch(text)
    if told is None:
        return None
    try:
        off, worked = (frozenset(map(date.fromisoformat, d.split())) for d in told.groups())
    except ValueError:
        return None
    of_year = all(day.year == year for day in off | worked)
    return Arrangement(off, worked) if of_year and not off & worked else None


@dataclass(frozen=True)
class Calendar:
    """Which days are worked; `years` are those entered beside what the library knows."""

    years: Mapping[int, Arrangement] = field(default_factory=dict)

    def is_known(self, day: date) -> bool:
        """Whether the holidays of that day's year are known."""
        return day.year in self.years or day.year in kept_years()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day: 调休 counts, holidays do not."""
        entered = self.years.get(day.year)
        if entered is not None:
            is_off = day in entered.off or day.weekday() >= 5
            return day in entered.worked or not is_off
        if not self.is_known(day):
            return day.weekday() < 5
        import chinese_calendar  # noqa: PLC0415  (only where a deadline is asked for)

        return bool(chinese_calendar.is_workday(day))

    def deadline(self, start: date, working_days: int) -> Deadline:
        """Return the last day of a term of so many working days; its first day does not count."""
        day, left = start, working_days
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        return Deadline(day, self.is_known(day))

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start` up to and with `end`; never below 0."""
        days = (end - start).days
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(1, days + 1))


KEPT = Calendar()
"""The calendar of the library alone."""


def kept_years() -> frozenset[int]:
    """Return the years that the library knows."""
    import chinese_calendar  # noqa: PLC0415

    return frozenset(known.year for known in chinese_calendar.holidays)
