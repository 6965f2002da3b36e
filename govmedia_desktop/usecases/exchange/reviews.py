"""Reporting a period and deciding on reports: submit, enter for another office, accept, send back.

Locks are tested here, when a revision is made, and never when files are merged.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from govmedia_desktop.domain.board import (
    NOTED_WAYS,
    Covers,
    Decision,
    Figures,
    OfficeReport,
    ReportState,
    Standing,
    Way,
    covers_as_value,
)
from govmedia_desktop.domain.identifiers import new_id, review_id
from govmedia_desktop.domain.inspections import BY_SPREADSHEET, Nature
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.results import result_from_value
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import board as store
from govmedia_desktop.store import chains, trends
from govmedia_desktop.store.inspections import latest_facts, latest_result
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import members
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import find_office, own_office
from govmedia_desktop.usecases.periods.board import Reports, own_standing, self_checked, where_from


def submit(desk: Desk, period: Period, *, zero: bool = False, note: str = "") -> str:
    """Report a period of the own office to the level above and return the report's id.

    `zero`: 零报告, nothing changed since the last quarter. Raises `RefusedError` where the period
    is accepted and nothing came since, or a 更正 has no reason (`note`).
    """
    own, standing = own_office(desk).id, own_standing(desk, period)
    if standing.state is ReportState.ACCEPTED:
        raise RefusedError("这个周期的报送已经接收，此后没有变化，不用再报；没有作任何改动。")
    _refuse_silent_correction(standing, note)
    covers = Covers(
        revisions={
            **store.covered_so_far(desk.db, members(desk.db, own), *_span(period)),
            desk.store.replica: chains.reach(desk.db).get(desk.store.replica, 0),
        },
        own=where_from(desk, period).figures,
        rate=_rate(desk, period),
        reports=tuple(Reports(desk, period).accepted_below(own)),
    )
    way = Way.ZERO if zero else Way.FILE
    return _enter(desk, period, OfficeReport("", own, way, _next(standing), "", note, covers))


@dataclass(frozen=True)
class Noted:
    """What came by Excel or on paper: how, and what it says."""

    way: Way
    checked: int | None = None
    """Accounts that the office looked at; None where the report gives no number."""
    unqualified: int = 0
    note: str = ""


def note_report(desk: Desk, period: Period, office: str, noted: Noted) -> str:
    """Enter what an office below (name or id) reported without the program; return its id (代录).

    Without numbers those of its inspections that are here are taken. Raises `RefusedError` for an
    office that does not report to the own one, for numbers that cannot be, and for a 更正 without
    its reason.
    """
    if noted.way not in NOTED_WAYS:
        raise RefusedError("数据文件请在“接收”里接收，不用登记；没有登记。")
    found = find_office(desk, office)
    reports = Reports(desk, period)
    _refuse_distant(desk, reports, found.id)
    standing = reports.standing(found.id)
    _refuse_silent_correction(standing, noted.note)
    revisions = store.covered_so_far(desk.db, members(desk.db, found.id), *_span(period))
    covers = Covers(revisions, _noted_figures(desk, period, found.id, noted))
    report = OfficeReport("", found.id, noted.way, _next(standing), "", noted.note, covers)
    return _enter(desk, period, report)


def likely_way(desk: Desk, period: Period, office: str) -> Way:
    """Return how an office (record id) most likely reported: as its 自查 that are here came.

    电子表格 where the first that tells came so, 纸质 where it was keyed in or none tells.
    """
    span = _span(period)
    for fact in latest_facts(desk.db, *span, {Nature.SELF.value}, office):
        result = result_from_value(latest_result(desk.db, fact.id))
        if result is not None and result.source is not None:
            return Way.SHEET if result.source.way == BY_SPREADSHEET else Way.PAPER
    return Way.PAPER


def accept(desk: Desk, period: Period, reports: Sequence[str]) -> int:
    """Accept these reports (ids), each the newest of its office; return how many.

    Raises `RefusedError` where one of them cannot be accepted; then none is.
    """
    found = [_decidable(desk, period, report) for report in reports]
    for report in found:
        _refuse_incomplete(desk, report)
    return desk.record([_review(desk, report, Decision.ACCEPTED, "") for report in found])


def send_back(desk: Desk, period: Period, report: str, reason: str) -> None:
    """Send a report back (退回修改).

    Raises `RefusedError` without a reason, or where it cannot be decided on now.
    """
    if not reason.strip():
        raise RefusedError("退回修改要写明原因，对方才知道改什么；没有退回。")
    found = _decidable(desk, period, report)
    desk.record([_review(desk, found, Decision.RETURNED, reason.strip())])


def take_back(desk: Desk, report: str) -> None:
    """Take back the decision on a report, as long as no file with it was written.

    Raises `RefusedError` afterwards: what an office was told is changed by its 更正 only.
    """
    review = review_id(report)
    if store.has_left(desk.db, review):
        raise RefusedError("这个决定已经写进发出的文件，不能撤销；请对方报送更正。")
    desk.delete([review], "撤销")


def drop(desk: Desk, report: str) -> None:
    """Take back a report that was entered here and that nobody has decided on.

    Raises `RefusedError` where a file with it was written or somebody decided on it: then figures
    rest on it.
    """
    if store.has_left(desk.db, report):
        raise RefusedError("这次报送已经写进发出的文件，不能撤销；再报一次即可。")
    if store.is_decided(desk.db, report):
        raise RefusedError("这次报送已经接收或退回，没有撤销；请先撤销那个决定。")
    desk.delete([report], "撤销")


def newest_report(desk: Desk, period: Period, office: str) -> str:
    """Return the id of the newest report of an office (name or id).

    Raises `RefusedError` where it is unknown or has not reported.
    """
    found = find_office(desk, office)
    standing = Reports(desk, period).standing(found.id)
    if standing.newest is None:
        raise RefusedError(f"{found.name}还没有报送{period.label}的情况；没有作任何改动。")
    return standing.newest.id


def _enter(desk: Desk, period: Period, report: OfficeReport) -> str:
    record = new_id()
    values = {
        "office": report.office,
        "way": report.way.value,
        "period_start": str(period.start),
        "period_end": str(period.end),
        "sequence": report.sequence,
        "covers": covers_as_value(report.covers),
        "note": report.note.strip() or None,
    }
    desk.record([Edit(record, "report", values)])
    return record


def _review(desk: Desk, report: OfficeReport, decision: Decision, reason: str) -> Edit:
    values = {
        "report": report.id,
        "office": own_office(desk).id,
        "decision": decision.value,
        "reason": reason or None,
        "covers": covers_as_value(report.covers) if decision is Decision.ACCEPTED else None,
    }
    return Edit(review_id(report.id), "review", values, anew=True)


def _decidable(desk: Desk, period: Period, report: str) -> OfficeReport:
    """Return the report, which the own office may decide on now."""
    reports = Reports(desk, period)
    office = reports.office_of(report)
    if office is None:
        raise RefusedError("没有这次报送，没有作任何改动；请刷新报送情况再看。")
    _refuse_distant(desk, reports, office)
    standing, name = reports.standing(office), reports.offices[office].name
    newest = standing.newest
    if newest is None or newest.id != report:
        raise RefusedError(f"{name}后来又报送了一次，请看过新的一次再决定；没有作任何改动。")
    if newest.decision is Decision.ACCEPTED:
        raise RefusedError(f"{name}的这次报送已经接收，只能由对方报送更正；没有作任何改动。")
    return newest


def _refuse_distant(desk: Desk, reports: Reports, office: str) -> None:
    """Level by level: a city decides on what its counties report, not on their townships."""
    if office not in {o.id for o in reports.below(own_office(desk).id)}:
        name, label = reports.offices[office].name, reports.period.label
        raise RefusedError(f"{name}不直接向本单位报送{label}的情况；没有作任何改动。")


def _refuse_incomplete(desk: Desk, report: OfficeReport) -> None:
    """What is accepted must be here whole: nobody accepts what nobody has seen."""
    here = store.complete_up_to(desk.db)
    missing = sum(max(0, end - here.get(r, 0)) for r, end in report.covers.revisions.items())
    if missing:
        raise RefusedError(
            f"这次报送还有 {missing} 条修改记录没有收到，不能接收；请先接收对方此前的文件。"
        )


def _refuse_silent_correction(standing: Standing, note: str) -> None:
    if standing.accepted is not None and not note.strip():
        raise RefusedError("这个周期的报送已经接收，再报就是更正，请写明更正原因；没有报送。")


def _noted_figures(desk: Desk, period: Period, office: str, noted: Noted) -> Figures | None:
    if noted.checked is None:
        here = self_checked(desk, period, office)
        return here if here != Figures() else None
    if not 0 <= noted.unqualified <= noted.checked:
        raise RefusedError("发现问题的账号不能多于自查的账号；没有登记，请核对数字。")
    return Figures(noted.checked, noted.unqualified)


def _rate(desk: Desk, period: Period) -> Figures | None:
    """Return what the 合格率 of a period rests on as it stands, None where nothing was checked."""
    for count in trends.counts(desk.db, _span(period), None, period.code, version="live"):
        return Figures(count.checked, count.unqualified, count.left_out)
    return None


def _next(standing: Standing) -> int:
    return standing.newest.sequence + 1 if standing.newest else 1


def _span(period: Period) -> tuple[str, str]:
    return str(period.start), str(period.end)
