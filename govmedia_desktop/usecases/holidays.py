"""放假安排: years that the kept calendar does not know yet, entered from the notice."""

import json
from datetime import date

from govmedia_desktop.domain.holiday_notice import read_notice
from govmedia_desktop.domain.working_days import Arrangement, Calendar, kept_years
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import notes
from govmedia_desktop.usecases.desk import Desk

_NOTE = "holidays:"
_FURTHEST = 3


def calendar(desk: Desk) -> Calendar:
    """Return the calendar that terms are counted by in this data folder."""
    noted = notes.notes_under(desk.db, _NOTE)
    return Calendar({int(year): _read(text) for year, text in noted.items()})


def enter_holidays(desk: Desk, year: int, notice: str) -> Arrangement:
    """Enter a year's arrangement as its notice tells it; one entered before is replaced.

    Raises `RefusedError` for a year that is kept already or far off, and an unclear notice.
    """
    if year in kept_years():
        raise RefusedError(f"{year}年的放假安排本程序已收录，不用登记；没有改动。")
    this = desk.today().year
    if not this - _FURTHEST <= year <= this + _FURTHEST:
        raise RefusedError(f"{year}年离今年太远，没有登记；请核对年份。")
    arrangement = read_notice(notice, year)
    if isinstance(arrangement, str):
        raise RefusedError(f"{arrangement}没有登记。")
    told = {name: sorted(map(str, getattr(arrangement, name))) for name in ("off", "worked")}
    notes.set_note(desk.db, f"{_NOTE}{year}", json.dumps(told))
    return arrangement


def remove_holidays(desk: Desk, year: int) -> None:
    """Take an entered year back. Raises `RefusedError` where none was entered."""
    if year not in calendar(desk).years:
        raise RefusedError(f"没有登记过{year}年的放假安排；没有改动。")
    notes.remove_note(desk.db, f"{_NOTE}{year}")


def _read(text: str) -> Arrangement:
    told = json.loads(text)
    off, worked = (frozenset(map(date.fromisoformat, told[name])) for name in ("off", "worked"))
    return Arrangement(off, worked)
