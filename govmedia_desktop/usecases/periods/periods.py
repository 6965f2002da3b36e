"""The period's list: which accounts are to be checked, which are, and with what result."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from govmedia_desktop.domain.drafts import Draft
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.domain.periods import Period, parse_quarter, quarter_of
from govmedia_desktop.domain.plans import Plan
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import brought, drafts, notes
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.inspections import Fact, another_looked, latest_facts, quarters, ways
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import list_forms
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.periods.plans import plan_in_force
from govmedia_desktop.usecases.register.accounts import ListedAccount, list_accounts, suspended

REFERENCE_DATE = "reference_date:"
"""Name of the note of a period's 监测时间点, before the period's code."""


@dataclass(frozen=True)
class Checked:
    """One account in the period's list."""

    listed: ListedAccount
    conclusion: Conclusion | None
    """None 未检查, OPEN 未检查完 (a draft), else what the own office's latest inspection says."""
    unconfirmed: bool
    """不合格·待核实: it fails only by what nobody confirmed."""
    inspection: str | None
    draft: str | None
    last_conclusion: str | None
    """What the inspection before this period said."""
    score: str | None = None
    """The score of the inspection, where its form has points."""
    way: str = ""
    """How it came in (电子表格报送, 代录), where it was not answered in the program."""
    nature: str = ""
    reference_date: str = ""
    """检查性质 and 监测时间点 (ISO) of the inspection."""
    last_nature: str = ""
    """检查性质 of the inspection that `last_conclusion` is of."""
    planned: bool = True
    """Whether the 检查计划 in force asks for it; where there is none, all are asked for."""


@dataclass(frozen=True)
class PeriodList:
    """The accounts to be checked in a period, as one list."""

    period: Period
    reference_date: date
    rows: tuple[Checked, ...]
    """Those to be checked, and those that somebody checks besides."""
    suspended: tuple[ListedAccount, ...]
    """暂停更新(经批准): listed, not to be checked."""
    others: tuple[Checked, ...] = ()
    """What the plan does not ask for and nobody has begun; may be checked all the same."""
    plan: Plan | None = None
    """The 检查计划 in force."""

    @property
    def everyone(self) -> tuple[Checked, ...]:
        """All that may be checked, those to be checked first."""
        return self.rows + self.others

    @property
    def done(self) -> int:
        """How many are checked to the end."""
        return sum(row.inspection is not None for row in self.rows)


def current_period(desk: Desk) -> Period:
    """Return the quarter of today."""
    return quarter_of(desk.today())


def reference_date(desk: Desk, period: Period) -> date:
    """Return the period's 监测时间点: what was set, else the plan's, else today.

    All of them lie within the period.
    """
    noted = notes.note(desk.db, f"{REFERENCE_DATE}{period.code}")
    if noted:
        return date.fromisoformat(noted)
    plan = plan_in_force(desk, period)
    planned = plan.reference_date if plan else None
    return planned or max(period.start, min(desk.today(), period.end))


def set_reference_date(desk: Desk, period: Period, day: date) -> None:
    """Set the period's 监测时间点, used by all its checks, those under way among them.

    A second look stays on the day of the first. Raises `RefusedError` where the day is outside of
    the period.
    """
    if day not in period:
        raise RefusedError(f"监测时间点{day}不在{period.label}以内；没有改动。")
    with write(desk.db):
        was = str(reference_date(desk, period))
        drafts.move(desk.db, was, str(day), _second_looks(desk, was))
        brought.forget(desk.db, f"{REFERENCE_DATE}{period.code}")
        notes.set_note(desk.db, f"{REFERENCE_DATE}{period.code}", str(day))


def _second_looks(desk: Desk, day: str) -> set[str]:
    """Return the drafts that look again at what another person has finished for that day."""
    forms = {form.id: form.form_id for form in list_forms(desk)}
    return {
        draft.id
        for draft in drafts.drafts(desk.db)
        if draft.reference_date == day
        and another_looked(desk.db, draft.account, forms.get(draft.form, ""), day, draft.staff)
    }


def period_list(desk: Desk, period: Period, natures: Sequence[Nature] | None = None) -> PeriodList:
    """Return the list of a period: accounts that count, not suspended, by owner and name.

    A 检查计划 that names accounts parts them into those to be checked and others.
    """
    day = reference_date(desk, period)
    paused = suspended(desk, day)
    accounts = [a for a in list_accounts(desk) if a.account.status.counts]
    wanted = {nature.value for nature in natures or usual_natures(desk)}
    within = _latest(desk, str(period.start), str(period.end), wanted)
    before = _latest(desk, "", str(period.start), {nature.value for nature in Nature})
    open_drafts = _drafts(desk, period, wanted)
    rows = [
        _checked(a, within.get(a.account.id), before.get(a.account.id), open_drafts)
        for a in sorted(accounts, key=lambda a: (a.owner_name or "", a.account.name))
        if a.account.id not in paused
    ]
    came = ways(desk.db, [row.inspection for row in rows if row.inspection])
    rows = [
        replace(row, way=came[row.inspection]) if row.inspection in came else row for row in rows
    ]
    left = tuple(a for a in accounts if a.account.id in paused)
    return _parted(PeriodList(period, day, tuple(rows), left, plan=plan_in_force(desk, period)))


def _parted(whole: PeriodList) -> PeriodList:
    """Part off what the plan does not ask for and nobody has begun."""
    wanted = whole.plan.accounts if whole.plan else None
    if wanted is None:
        return whole
    rows = [replace(row, planned=row.listed.account.id in wanted) for row in whole.rows]
    asked = [row for row in rows if row.planned or row.conclusion is not None]
    others = [row for row in rows if not (row.planned or row.conclusion is not None)]
    return replace(whole, rows=tuple(asked), others=tuple(others))


def usual_nature(desk: Desk) -> Nature:
    """Return the nature an office's checks usually have: a township looks at its own accounts."""
    return Nature.SELF if own_office(desk).level is Level.TOWNSHIP else Nature.QUARTERLY


def counted_with(nature: Nature) -> tuple[Nature, ...]:
    """Return the natures whose inspections stand in one list with those of this one."""
    rate = tuple(other for other in Nature if other.enters_rate)
    return rate if nature.enters_rate else (nature,)


def usual_natures(desk: Desk) -> tuple[Nature, ...]:
    """Return the natures that decide for an account in the own office's lists."""
    return counted_with(usual_nature(desk))


def _latest(desk: Desk, start: str, end: str, natures: set[str]) -> dict[str, Fact]:
    found = latest_facts(desk.db, start, end, natures, desk.office)
    return {fact.account: fact for fact in found}


def _drafts(desk: Desk, period: Period, natures: set[str]) -> dict[str, Draft]:
    joined = roots(desk.db)
    return {
        joined.get(d.account, d.account): d
        for d in reversed(drafts.drafts(desk.db))
        if d.nature in natures and date.fromisoformat(d.reference_date) in period
    }


def _checked(
    listed: ListedAccount, fact: Fact | None, before: Fact | None, open_drafts: dict[str, Draft]
) -> Checked:
    draft = open_drafts.get(listed.account.id)
    conclusion = Conclusion(fact.conclusion) if fact else (Conclusion.OPEN if draft else None)
    return Checked(
        listed,
        conclusion,
        bool(fact and fact.unconfirmed),
        fact.id if fact else None,
        draft.id if draft else None,
        before.conclusion if before else None,
        fact.score if fact else None,
        nature=fact.nature if fact else "",
        reference_date=fact.reference_date if fact else "",
        last_nature=before.nature if before else "",
    )


def quarters_with_results(desk: Desk) -> list[Period]:
    """Return the quarters that hold finished inspections, the latest first."""
    found = (parse_quarter(code) for code in quarters(desk.db))
    return [period for period in found if period is not None]
