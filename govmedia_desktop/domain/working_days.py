"""Working days in China: weekends, public holidays and 调休, for deadlines (domain.md §8).

The yearly arrangements (国务院办公厅关于部分节假日安排的通知) are kept by `chinesecalendar`. They
come out in autumn for one year ahead; of a year that is not known, Monday to Friday count.
"""

from dataclasses import dataclass
from datetime import date, timedelta


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


def is_known(day: date) -> bool:
    """Whether the holidays of that day's year are known."""
    import chinese_calendar  # noqa: PLC0415  (only where a deadline is asked for)

    return day.year in {known.year for known in chinese_calendar.holidays}


def is_working_day(day: date) -> bool:
    """Whether offices work on that day: 调休 counts, holidays do not."""
    import chinese_calendar  # noqa: PLC0415

    return bool(chinese_calendar.is_workday(day)) if is_known(day) else day.weekday() < 5


def deadline(start: date, working_days: int) -> Deadline:
    """Return the last day of a term of so many working days; the day it begins does not count."""
    day, left = start, working_days
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return Deadline(day, is_known(day))


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after `start` up to and with `end`; never below 0."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, days + 1))
