"""`govmedia plans …`."""

from datetime import date
from typing import Any

import click

from govmedia_desktop.cli.frame import DAY, PERIOD, Frame, json_option, show
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.plans import Plan
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import list_offices
from govmedia_desktop.usecases.periods.periods import current_period, period_list
from govmedia_desktop.usecases.periods.plans import (
    NewPlan,
    cancel_plan,
    list_plans,
    plan_in_words,
    set_plan,
)
from govmedia_desktop.usecases.register.accounts import list_accounts


@click.group(help="检查计划：一个周期查哪些账号、用哪张表、何时报送；随下发文件下发")
def plans() -> None:
    """Commands about plans."""


@plans.command("set", help="定下（或改动）本单位一个周期的检查计划，对本单位和下级单位")
@click.option("--period", type=PERIOD, required=True, help="周期，如 2026Q4")
@click.option("--form", help="检查表编号，如 national-2019")
@click.option("--day", type=DAY, help="监测时间点")
@click.option("--due", type=DAY, help="报送期限")
@click.option("--share", type=int, help="抽查百分之几，如 30；由程序抽，抽到的不能挑")
@click.option("--account", "accounts", multiple=True, help="指定账号（名称或编号），可写多次")
@click.option("--note", default="", help="说明")
@json_option
@click.pass_obj
def set_(
    frame: Frame,
    period: Period,
    form: str | None,
    day: date | None,
    due: date | None,
    share: int | None,
    accounts: tuple[str, ...],
    note: str,
    as_json: bool,
) -> None:
    """Set the plan of a period."""
    new = NewPlan(period, form, day, due, share, accounts, note)
    with frame.desk(writing=True) as desk:
        plan = set_plan(desk, new)
        value, text = _value(desk, plan), plan_in_words(desk, plan)
    show(value, as_json, f"已定下{period.label}的检查计划：{text}。请生成下发文件交给下级单位。")


@plans.command("list", help="列出检查计划，本单位的和上级下发的")
@json_option
@click.pass_obj
def list_(frame: Frame, as_json: bool) -> None:
    """List the plans that are here."""
    with frame.desk(writing=False) as desk:
        found = [(_value(desk, plan), plan_in_words(desk, plan)) for plan in list_plans(desk)]
    lines = [f"{value['office']}  {value['period']}  {text}" for value, text in found]
    show([value for value, _text in found], as_json, "\n".join(lines) or "还没有检查计划。")


@plans.command("cancel", help="取消本单位一个周期的检查计划")
@click.option("--period", type=PERIOD, required=True, help="周期，如 2026Q4")
@json_option
@click.pass_obj
def cancel(frame: Frame, period: Period, as_json: bool) -> None:
    """Withdraw the plan of a period."""
    with frame.desk(writing=True) as desk:
        cancel_plan(desk, period)
    show({"cancelled": period.code}, as_json, f"已取消{period.label}的检查计划。")


@plans.command("accounts", help="本期要检查的账号，查了没有")
@click.option("--period", type=PERIOD, help="周期，默认本季度")
@json_option
@click.pass_obj
def accounts(frame: Frame, period: Period | None, as_json: bool) -> None:
    """List the accounts of the period; those that its plan does not ask for are marked so."""
    with frame.desk(writing=False) as desk:
        found = period_list(desk, period or current_period(desk))
        plan = plan_in_words(desk, found.plan) if found.plan else ""
    rows = [
        {
            "account": row.listed.account.name,
            "platform": row.listed.account.platform.label,
            "planned": row.planned,
            "conclusion": row.conclusion.value if row.conclusion else None,
        }
        for row in found.everyone
    ]
    asked = [row for row in rows if row["planned"]]
    lines = [f"{row['account']}  {row['conclusion'] or '未检查'}" for row in asked]
    checked = f"已查 {found.done}/{len(found.rows)}"
    head = f"{found.period.label}  监测时间点{found.reference_date}  {checked}"
    value = {"reference_date": str(found.reference_date), "plan": plan or None, "accounts": rows}
    show(value, as_json, "\n".join(filter(None, [head, plan, *lines])))


def _value(desk: Desk, plan: Plan) -> dict[str, Any]:
    offices = {office.id: office.name for office in list_offices(desk)}
    names = {a.account.id: a.account.name for a in list_accounts(desk)}
    chosen = plan.accounts
    return {
        "id": plan.id,
        "office": offices.get(plan.office, ""),
        "period": plan.period.code,
        "form": plan.form_id,
        "day": str(plan.reference_date) if plan.reference_date else None,
        "due": str(plan.deadline) if plan.deadline else None,
        "share": plan.share,
        "accounts": None if chosen is None else len(chosen),
        "here": None if chosen is None else sorted(names[id_] for id_ in chosen if id_ in names),
        "note": plan.note,
    }
