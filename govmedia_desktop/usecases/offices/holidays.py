"""放假安排: years that the kept calendar does not know yet, entered from the notice.

They go down with the local parameters, as records of theirs: entered once by the 主管单位.
"""

from dataclasses import dataclass

from govmedia_desktop.domain.holiday_notice import read_notice
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.parameters import HOLIDAYS, climb
from govmedia_desktop.domain.working_days import (
    Arrangement,
    Calendar,
    arrangement_of,
    as_text,
    kept_years,
)
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import Row, roots, standing
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import parents

_BASIS = "放假安排的通知"
_FURTHEST = 3


@dataclass(frozen=True)
class EnteredYear:
    """A year's arrangement as somebody entered it; not `own`: an office above sent it down."""

    arrangement: Arrangement
    own: bool


def calendar(desk: Desk) -> Calendar:
    """Return the calendar that terms are counted by in this data folder."""
    return Calendar({year: told.arrangement for year, told in entered_years(desk).items()})


def entered_years(desk: Desk) -> dict[int, EnteredYear]:
    """Return the years that are entered beside the library's, each as the nearest office has it."""
    rows, own = _rows(desk), _own(desk)
    if not rows:
        return {}
    rank = {office: place for place, office in enumerate(climb(own, parents(desk)))}
    kept, found = kept_years(), dict[int, tuple[int, EnteredYear]]()
    for row, office, year in rows:
        arrangement = arrangement_of(row["value"] or "", year)
        if arrangement and office in rank and year not in kept:
            told = (rank[office], EnteredYear(arrangement, office == own))
            found[year] = min(found.get(year, told), told, key=lambda t: t[0])
    return {year: told for year, (_, told) in sorted(found.items())}


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
    values = {"office": _own(desk), "name": f"{HOLIDAYS}{year}", "basis": _BASIS}
    record = _own_record(desk, year) or new_id()
    desk.record([Edit(record, "parameter", {**values, "value": as_text(arrangement)})])
    return arrangement


def remove_holidays(desk: Desk, year: int) -> None:
    """Take an entered year back. Raises `RefusedError` where none was entered here."""
    told = entered_years(desk).get(year)
    if told is None:
        raise RefusedError(f"没有登记过{year}年的放假安排；没有改动。")
    if not told.own:
        raise RefusedError(f"{year}年的放假安排是上级下发的，只能由上级撤销；没有改动。")
    record = _own_record(desk, year)
    desk.record([Edit(str(record), "parameter", {"value": None})])


def _own(desk: Desk) -> str:
    return roots(desk.db).get(desk.office, desk.office)


def _own_record(desk: Desk, year: int) -> str | None:
    own = _own(desk)
    found = (row["id"] for row, office, of in _rows(desk) if (office, of) == (own, year))
    return next(found, None)


def _rows(desk: Desk) -> list[tuple[Row, str | None, int]]:
    """Return the records of years with their offices; what names no year is none."""
    joined = roots(desk.db)
    rows = standing(desk.db, "parameter", "name LIKE ?", [f"{HOLIDAYS}%"])
    told = ((row, row["name"].removeprefix(HOLIDAYS)) for row in rows)
    return [
        (row, joined.get(row["office"], row["office"]), int(year))
        for row, year in told
        if year.isdecimal() and year.isascii() and len(year) == 4
    ]
