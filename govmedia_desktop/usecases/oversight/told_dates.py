"""核对更新日期 from a list that somebody sent: matched, shown, then taken."""

from collections.abc import Sequence

from govmedia_desktop.domain.told_dates import ToldDate
from govmedia_desktop.domain.told_dates import read_told_dates as read
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.oversight.today import updates
from govmedia_desktop.usecases.register.accounts import confirm_last_updates


def read_told_dates(desk: Desk, text: str) -> list[ToldDate]:
    """Return what a pasted list tells of the supervised accounts; nothing is written."""
    return read(text, [u.listed.account for u in updates(desk)], desk.today())


def take_told_dates(desk: Desk, told: Sequence[ToldDate]) -> int:
    """Note the dates of the lines without a fault, looked up today; return of how many accounts.

    Raises `RefusedError` where a date lies after today.
    """
    days = {t.account.id: t.day for t in told if t.account and t.day and not t.fault}
    confirm_last_updates(desk, days, desk.today())
    return len(days)
