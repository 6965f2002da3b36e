"""报送情况: how the offices below stand, where figures come from, what to remind of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from govmedia_desktop.domain.board import (
    Figures,
    OfficeReport,
    Origin,
    ReportState,
    Standing,
    answering,
    expected,
    rate_source,
    reminder_all,
    reminder_one,
    standing,
)
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.offices import Office
from govmedia_desktop.domain.periods import Period, quarter_of, quarters_back
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import board as store
from govmedia_desktop.store.inspections import Fact, facts, latest_facts, reported_facts
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import find_office, list_offices, own_office
from govmedia_desktop.usecases.periods.plans import due_above, plan_in_force
from govmedia_desktop.usecases.register.accounts import list_accounts


@dataclass(frozen=True)
class BoardRow:
    """An office below and how it stands with the period.

    `due`: the last day to report as the 检查计划 tells it; `late`: it is over and nothing came.
    """

    office: Office
    standing: Standing
    due: date | None = None
    late: bool = False

    @property
    def id(self) -> str:
        """The office's record id."""
        return self.office.id


class Reports:
    """The reports of one period by the office that answers for them, read once."""

    def __init__(self, desk: Desk, period: Period) -> None:
        self.period = period
        self.offices = {office.id: office for office in list_offices(desk)}
        self._of: dict[str, list[OfficeReport]] = {}
        self._pending: dict[str, int] = {}
        start, end = str(period.start), str(period.end)
        for report in store.reports(desk.db, start, end):
            self._of.setdefault(self._answering(report.office), []).append(report)
        for office, inspections in store.pending(desk.db, start, end).items():
            answers = self._answering(office)
            self._pending[answers] = self._pending.get(answers, 0) + len(inspections)

    def _answering(self, office: str) -> str:
        return answering(office, self.offices, self.period)

    def office_of(self, report: str) -> str | None:
        """Return the office whose report that is, None where there is no such report."""
        found = (o for o, reports in self._of.items() if any(r.id == report for r in reports))
        return next(found, None)

    def below(self, office: str) -> list[Office]:
        """Return the offices that report to an office, by name."""
        return expected(office, self.offices.values(), self.period)

    def standing(self, office: str) -> Standing:
        """Return how an office stands."""
        reports = self._of.get(office, [])
        found = standing(reports, 0)
        if found.accepted is None:
            return found
        since = set(self.accepted_below(office)) - set(found.accepted.covers.reports)
        return standing(reports, self._pending.get(office, 0) + len(since))

    def accepted_below(self, office: str) -> list[str]:
        """Return the ids of the accepted reports of the offices right below."""
        found = (standing(self._of.get(o.id, ()), 0).accepted for o in self.below(office))
        return [report.id for report in found if report]


def board(desk: Desk, period: Period) -> list[BoardRow]:
    """Return how the offices right below the own one stand with a period, by name.

    They are those that existed in the period; a report of one that is gone by then counts for its
    successor.
    """
    reports, plan = Reports(desk, period), plan_in_force(desk, period)
    due = plan.deadline if plan else None
    over = due is not None and desk.today() > due
    found = [(o, reports.standing(o.id)) for o in reports.below(own_office(desk).id)]
    return [BoardRow(o, stands, due, over and stands.state.is_owed) for o, stands in found]


def own_standing(desk: Desk, period: Period) -> Standing:
    """Return how the own office stands with a period."""
    return Reports(desk, period).standing(own_office(desk).id)


def after_acceptance(desk: Desk, day: date) -> str:
    """Return what is to be known of an inspection of that day made now; empty as a rule.

    Its quarter may be accepted: then it counts only with a 更正.
    """
    period = quarter_of(day)
    if own_standing(desk, period).accepted is None:
        return ""
    return f"{period.label}的报送已经接收，这次检查列为待更正，报送更正并被接收后才计入。"


def where_from(desk: Desk, period: Period) -> Origin:
    """Return where the 自查 figure of the place comes from, office by office."""
    own, rows = own_office(desk), board(desk, period)
    return Origin(
        own.level,
        [row.standing for row in rows],
        [row.office.level for row in rows],
        self_checked(desk, period, own.id),
    )


def where_rate_is_from(desk: Desk, period: Period) -> str:
    """Return in one sentence what the 合格率 of an accepted period is made of, else nothing."""
    return rate_source(period.label, own_standing(desk, period))


def self_checked(desk: Desk, period: Period, office: str) -> Figures:
    """Return what an office's own 自查 of a period found as it stands: the latest of each."""
    found = list(
        latest_facts(desk.db, str(period.start), str(period.end), {Nature.SELF.value}, office)
    )
    settled = [fact for fact in found if not fact.unconfirmed]
    failed = sum(fact.conclusion == Conclusion.FAILED for fact in settled)
    return Figures(len(settled), failed, len(found) - len(settled))


def reminder(desk: Desk, period: Period, office: str | None = None) -> str:
    """Return a text to paste that reminds an office (name or id), or all that have to report.

    Raises `RefusedError` for an unknown office and where nobody has to be reminded.
    """
    rows = board(desk, period)
    if office is not None:
        wanted = find_office(desk, office).id
        rows = [row for row in rows if row.id == wanted]
    waiting = [row for row in rows if row.standing.state.waits_below]
    if not waiting:
        raise RefusedError(f"{period.label}没有需要催报的单位，没有文字可以复制。")
    own = own_office(desk).name
    if office is not None:
        text = reminder_one(waiting[0].office.name, period.label, waiting[0].standing)
    else:
        text = reminder_all(period.label, [(r.office.name, r.standing) for r in waiting])
    if due := waiting[0].due:
        text += f"\n    报送期限：{due}{'，已过期限' if desk.today() > due else ''}。"
    mark = "【练习】" if desk.practice else ""
    return f"{mark}{text}\n{own}\n{desk.today()}"


@dataclass(frozen=True)
class Pending:
    """An inspection that figures do not read as it stands: 待更正."""

    account: str
    reference_date: str
    now: str
    """What it says as it stands, empty where it was deleted."""
    counted: str
    """What it says in the accepted report, empty where that does not know it."""


def pending_of(desk: Desk, period: Period, office: str) -> list[Pending]:
    """Return what is 待更正 of an office (record id) in a period, by date."""
    span = (str(period.start), str(period.end))
    ids = store.pending(desk.db, *span).get(office, set())
    now = _by_id(facts(desk.db, *span), ids)
    counted = _by_id(reported_facts(desk.db, *span), ids)
    names = {a.account.id: a.account.name for a in list_accounts(desk)}
    found = []
    for id_ in ids:
        fact = now.get(id_) or counted[id_]
        said = (_said(f) if f else "" for f in (now.get(id_), counted.get(id_)))
        found.append(Pending(names.get(fact.account, ""), fact.reference_date, *said))
    return sorted(found, key=lambda p: (p.reference_date, p.account))


def _said(fact: Fact) -> str:
    """Return a conclusion in words; 自查 is no judgement of the 主管单位."""
    if fact.nature != Nature.SELF:
        return fact.conclusion
    return "发现问题" if fact.conclusion == Conclusion.FAILED else "未发现问题"


def _by_id(found: Iterable[Fact], ids: set[str]) -> dict[str, Fact]:
    return {fact.id: fact for fact in found if fact.id in ids}


@dataclass(frozen=True)
class InHand:
    """What of a period's reports somebody here has to act on."""

    period: Period
    waiting: tuple[str, ...]
    """Names of the offices whose reports wait to be accepted."""
    own: Standing
    due: date | None = None
    """The last day to report, where a plan from above tells it and the own report is owed."""

    @property
    def sent_back(self) -> OfficeReport | None:
        """The own newest report where it was sent back, with its reason."""
        return self.own.newest if self.own.state is ReportState.RETURNED else None


def reports_in_hand(desk: Desk) -> list[InHand]:
    """Return what is to be done about the reports of this quarter and of the one before."""
    found = (quarters_back(desk.today(), back) for back in (1, 0))
    return [in_hand(desk, period) for period in found if period]


def in_hand(desk: Desk, period: Period) -> InHand:
    """Return what is to be done about the reports of a period."""
    own, reports = own_office(desk).id, Reports(desk, period)
    waiting = (o.name for o in reports.below(own) if reports.standing(o.id).state.waits_above)
    stands = reports.standing(own)
    due = due_above(desk, period) if stands.state.is_owed else None
    return InHand(period, tuple(waiting), stands, due)
