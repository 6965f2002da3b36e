"""How an account stands against its update limit on a day (国办秘函〔2019〕19号: 14 自然日)."""

from datetime import date, timedelta
from enum import StrEnum

SOON_DAYS = 3
"""Days before the limit from which an account is called 临近超期."""


class Freshness(StrEnum):
    """The standing of one account."""

    CURRENT = "正常"
    SOON = "临近超期"
    OVERDUE = "超期"
    UNKNOWN = "待核实"
    EXEMPT = "不要求"


def freshness(last: date | None, looked_up: date | None, limit_days: int, day: date) -> Freshness:
    """Return how an account last updated on `last`, known from `looked_up`, stands on `day`.

    A date nobody looked at lately enough judges nobody: past the limit it is 待核实 (domain.md §8).
    So is one after the day: of the last update up to then it says nothing.
    """
    if last is None or last > day:
        return Freshness.UNKNOWN
    idle = (day - last).days
    if idle > limit_days:
        known = looked_up is not None and looked_up > last + timedelta(days=limit_days)
        return Freshness.OVERDUE if known else Freshness.UNKNOWN
    return Freshness.SOON if idle > limit_days - SOON_DAYS else Freshness.CURRENT
