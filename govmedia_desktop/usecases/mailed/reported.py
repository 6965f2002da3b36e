"""Offices whose check sheets came back whole: noted in 报送情况 as 电子表格, all in one go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govmedia_desktop.domain.board import ReportState, Way
from govmedia_desktop.domain.periods import Period, parse_period
from govmedia_desktop.store.connection import write
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange.reviews import Noted, drop, note_report
from govmedia_desktop.usecases.mailed.intake import Returned
from govmedia_desktop.usecases.offices.known import office_standing, own_office
from govmedia_desktop.usecases.periods.board import Reports

_TO_REPORT = {ReportState.MISSING, ReportState.RETURNED}


@dataclass(frozen=True)
class Reporting:
    """An office (record id and name) that may be noted as having reported a period."""

    office: str
    name: str
    period: Period


def whole_sheets(desk: Desk, returned: Iterable[Returned]) -> list[Reporting]:
    """Return the offices that have to report still and of whose sheets nothing is open, by name.

    Only those right below the own office: each reports to its 主管单位.
    """
    came: dict[tuple[str, str], bool] = {}
    for one in returned:
        if one.sheet is not None:
            key = one.sheet.identity.office, one.sheet.identity.period
            came[key] = came.get(key, True) and not one.open
    found = [
        told
        for (office, code), whole in came.items()
        if whole and (told := _reporting(desk, office, code)) is not None
    ]
    return sorted(found, key=lambda told: told.name)


def _reporting(desk: Desk, office: str, code: str) -> Reporting | None:
    here, period = office_standing(desk, office), parse_period(code)
    if here is None or period is None:
        return None
    reports = Reports(desk, period)
    below = {known.id for known in reports.below(own_office(desk).id)}
    if here.id not in below or reports.standing(here.id).state not in _TO_REPORT:
        return None
    return Reporting(here.id, here.name, period)


def note_sheets(desk: Desk, reporting: Sequence[Reporting]) -> list[str]:
    """Note that these offices reported by 电子表格; return the ids of the reports made.

    What their sheets brought counts as their 自查. Raises `RefusedError` where one of them cannot
    report; then none is noted.
    """
    sheet = Noted(Way.SHEET)
    with write(desk.db):
        return [note_report(desk, told.period, told.office, sheet) for told in reporting]


def take_back_notes(desk: Desk, reports: Sequence[str]) -> None:
    """Take these reports back. Raises `RefusedError` where one stands in a file that was written.

    Then none is taken back.
    """
    with write(desk.db):
        for report in reports:
            drop(desk, report)
