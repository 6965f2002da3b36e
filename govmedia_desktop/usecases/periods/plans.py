"""检查计划: set for a period what is to be checked and by when; it goes down with 下发.

One office has one plan for a period; setting it again changes it. The nearest office upward that
has one decides, the own one first; what it leaves open is told by the next one. The last day to
report is told by those above.
"""

import json
from dataclasses import dataclass, replace
from datetime import date

from govmedia_desktop.domain.identifiers import plan_id
from govmedia_desktop.domain.parameters import climb
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.plans import Plan, in_force, plan_as_values, plan_from_values
from govmedia_desktop.domain.sampling import drawn
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import Row, roots, standing
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import find_form, list_forms, refuse_retired
from govmedia_desktop.usecases.offices.known import list_offices, own_office, parents
from govmedia_desktop.usecases.register.accounts import find_account, list_accounts, suspended


@dataclass(frozen=True)
class NewPlan:
    """What the own office sets for a period; `accounts` are names or ids, all where none is said.

    `share`: per cent of the accounts to be drawn instead of naming them.
    """

    period: Period
    form_id: str | None = None
    reference_date: date | None = None
    deadline: date | None = None
    share: int | None = None
    accounts: tuple[str, ...] = ()
    note: str = ""


def set_plan(desk: Desk, new: NewPlan) -> Plan:
    """Set the own office's plan for a period, in place of the one it had; return it.

    Raises `RefusedError` for an unknown or withdrawn form, an unknown account, days that cannot be,
    a share that is none, or where there is nothing to draw from.
    """
    _refuse_impossible(new)
    form = find_form(desk, new.form_id) if new.form_id else None
    if form is not None:
        refuse_retired(form)
    own = own_office(desk).id
    id_ = plan_id(own, new.period.code)
    plan = Plan(
        id_,
        own,
        new.period,
        form.form_id if form else None,
        new.reference_date,
        new.deadline,
        new.share,
        _accounts(desk, new, id_),
        new.note.strip(),
    )
    desk.record([Edit(id_, "plan", plan_as_values(plan), anew=True)])
    return plan


def cancel_plan(desk: Desk, period: Period) -> None:
    """Withdraw the own office's plan for a period; its history keeps it.

    Raises `RefusedError` where there is none.
    """
    own = own_office(desk).id
    if own_plan(desk, period) is None:
        raise RefusedError(f"本单位没有{period.label}的检查计划，没有改动；上级的计划由上级取消。")
    desk.delete([plan_id(own, period.code)], "取消")


def list_plans(desk: Desk) -> list[Plan]:
    """Return all plans that are here, the latest period first."""
    found = [plan for row in standing(desk.db, "plan") if (plan := _plan(row))]
    return sorted(found, key=lambda p: (p.period.start, p.period.end, p.id), reverse=True)


def plan_in_force(desk: Desk, period: Period) -> Plan | None:
    """Return what holds here in a period: the plan of the nearest office upward, the own first."""
    plans = _of(desk, period)
    return _joined(desk, in_force(plans, _upward(desk))) if plans else None


def due_above(desk: Desk, period: Period) -> date | None:
    """Return the last day on which the own office is to report a period, as told from above."""
    plans = _of(desk, period)
    found = in_force(plans, _upward(desk)[1:]) if plans else None
    return found.deadline if found else None


def plan_in_words(desk: Desk, plan: Plan) -> str:
    """Return what a plan asks for, with the title of its form."""
    titles = {form.form_id: form.title for form in list_forms(desk)}
    unknown = f"编号{plan.form_id}的检查表" if plan.form_id else ""
    return plan.in_words(titles.get(plan.form_id or "", unknown))


def plan_told(desk: Desk, plan: Plan) -> str:
    """Return whose plan it is and what it asks for."""
    named = {office.id: office.name for office in list_offices(desk)}
    whose = "本单位" if plan.office == own_office(desk).id else named.get(plan.office, "上级")
    return f"检查计划（{whose}）：{plan_in_words(desk, plan)}"


def own_plan(desk: Desk, period: Period) -> Plan | None:
    """Return what the own office set for a period, None where it set nothing."""
    return _joined(desk, in_force(_of(desk, period), [own_office(desk).id]))


def _of(desk: Desk, period: Period) -> list[Plan]:
    rows = standing(desk.db, "plan", "period = ?", [period.code])
    return [plan for row in rows if (plan := _plan(row))]


def _plan(row: Row) -> Plan | None:
    return plan_from_values(row["id"], {**row, "accounts": json.loads(row["accounts"] or "null")})


def _upward(desk: Desk) -> list[str]:
    return climb(own_office(desk).id, parents(desk))


def _joined(desk: Desk, plan: Plan | None) -> Plan | None:
    """Name accounts that were joined since by what they are now."""
    if plan is None or plan.accounts is None:
        return plan
    joined = roots(desk.db)
    accounts = frozenset(joined.get(id_, id_) for id_ in plan.accounts)
    return replace(plan, accounts=accounts)


def _accounts(desk: Desk, new: NewPlan, seed: str) -> frozenset[str] | None:
    if new.accounts:
        return frozenset(find_account(desk, name).account.id for name in new.accounts)
    if new.share is None:
        return None
    paused = suspended(desk, new.reference_date or new.period.end)
    ids = [a.account.id for a in list_accounts(desk) if a.account.status.counts]
    found = drawn((id_ for id_ in ids if id_ not in paused), new.share, seed)
    if not found:
        raise RefusedError("台账里没有要检查的账号，抽不出来，没有保存；请先导入台账。")
    return frozenset(found)


def _refuse_impossible(new: NewPlan) -> None:
    day, due = new.reference_date, new.deadline
    if day and day not in new.period:
        raise RefusedError(f"监测时间点{day}不在{new.period.label}以内；计划没有保存。")
    if due and due < (day or new.period.start):
        raise RefusedError(
            f"报送期限{due}早于{'监测时间点' if day else '周期开始'}；计划没有保存。"
        )
    if new.share is not None and not 0 < new.share <= 100:
        raise RefusedError("抽查比例要在1到100之间，如 30；计划没有保存。")
    if new.share is not None and new.accounts:
        raise RefusedError("抽查比例和指定账号只能选一样；计划没有保存。")
