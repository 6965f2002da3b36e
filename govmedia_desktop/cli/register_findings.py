"""`govmedia accounts checks|advise|countdown|step|history …`: what the register knows and finds."""

from dataclasses import asdict
from datetime import date
from typing import Any

import click

from govmedia_desktop.cli.frame import DAY, Frame, json_option, pairs, show
from govmedia_desktop.domain.advice import Deed
from govmedia_desktop.domain.life import CHANGEABLE, StepKind
from govmedia_desktop.usecases.oversight.advice import DECISIONS, Advised, account_advice, decide
from govmedia_desktop.usecases.oversight.countdown import countdown, reminders
from govmedia_desktop.usecases.oversight.register_checks import (
    Told,
    dismiss,
    register_findings,
    take_up,
)
from govmedia_desktop.usecases.oversight.timeline import timeline
from govmedia_desktop.usecases.oversight.today import Update
from govmedia_desktop.usecases.register.account_history import account_history, inspections_of
from govmedia_desktop.usecases.register.accounts import accounts_as_listed, as_listed, find_account
from govmedia_desktop.usecases.register.filings import (
    Unfiled,
    filing_reminders,
    note_filing,
    take_back_filing,
    unfiled,
)
from govmedia_desktop.usecases.register.life import NewStep, add_step, steps_of


@click.command("checks", help="台账自己能发现的问题")
@json_option
@click.pass_obj
def checks(frame: Frame, as_json: bool) -> None:
    """Tell what the register finds by itself."""
    with frame.desk(writing=False) as desk:
        found = register_findings(desk)
    lines = [f"{t.key}  {t.finding.check}：{t.finding.text}{_dismissed(t)}" for t in found]
    text = "\n".join(lines) or "台账里没有发现问题。"
    show([_finding(t) for t in found], as_json, text)


@click.command("dismiss", help="说明一项不是问题：编号（见 accounts checks）")
@click.argument("key")
@click.option("--reason", default="", help="为什么不是问题；不写即撤回以前的说明")
@json_option
@click.pass_obj
def dismiss_(frame: Frame, key: str, reason: str, as_json: bool) -> None:
    """Say that a finding is no problem, or take that back."""
    with frame.desk(writing=True) as desk:
        if reason:
            dismiss(desk, key, reason)
        else:
            take_up(desk, key)
    show({"key": key, "dismissed": reason or None}, as_json, "已记下。")


@click.command("advise", help="处置建议：保留、整合、关停，附理由")
@json_option
@click.pass_obj
def advise(frame: Frame, as_json: bool) -> None:
    """Suggest what to do with every account."""
    with frame.desk(writing=False) as desk:
        found = account_advice(desk)
    lines = [
        f"{a.listed.account.name}（{a.listed.account.platform.label}）：{a.advice.deed}。"
        f"{'；'.join(a.advice.reasons)}。{f'已决定{a.decision.deed}。' if a.decision else ''}"
        for a in found
    ]
    show([_advised(a) for a in found], as_json, "\n".join(lines) or "台账还是空的。")


@click.command("decide", help="记下对一个账号的决定：账号 保留|整合到主账号|关停")
@click.argument("account")
@click.argument("deed", type=click.Choice([deed.value for deed in DECISIONS]))
@click.option("--reason", default="", help="理由或依据")
@json_option
@click.pass_obj
def decide_(frame: Frame, account: str, deed: str, reason: str, as_json: bool) -> None:
    """Record a person's decision."""
    with frame.desk(writing=True) as desk:
        decide(desk, account, Deed(deed), reason)
    show({"account": account, "decision": deed, "reason": reason}, as_json, "已记下。")


@click.command("countdown", help="离更新期限还有几天")
@click.option("--as-of", type=DAY, help="以哪一天计算，默认今天")
@json_option
@click.pass_obj
def countdown_(frame: Frame, as_of: date | None, as_json: bool) -> None:
    """Tell the days left of every account, and the words that remind its unit."""
    with frame.desk(writing=False) as desk:
        found, told = countdown(desk, as_of), reminders(desk, as_of)
    value = {"accounts": [_update(u) for u in found], "reminders": [asdict(r) for r in told]}
    left = "\n".join(
        f"{u.left}  {u.listed.account.name}（{u.listed.account.platform.label}）" for u in found
    )
    texts = [r.text for r in told] or ["没有临近或超过更新期限的账号。"]
    show(value, as_json, "\n\n".join([left, *texts] if left else texts))


@click.command("step", help="登记一个事项：账号 申请|备案|运行|停更公告|关停|注销|变更|迁移")
@click.argument("account")
@click.argument("kind", type=click.Choice([kind.value for kind in StepKind]))
@click.argument("fields", nargs=-1)
@click.option("--date", "day", type=DAY, help="哪一天，默认今天")
@click.option("--filed", type=DAY, help="报备案的日期")
@json_option
@click.pass_obj
def step(
    frame: Frame,
    account: str,
    kind: str,
    fields: tuple[str, ...],
    day: date | None,
    filed: date | None,
    as_json: bool,
) -> None:
    """Enter a step: basis, document, link, note; for 变更 name, owner, platform_id."""
    given = pairs(fields)
    changes = {name: text for name, text in given.items() if name in CHANGEABLE}
    texts = {name: text for name, text in given.items() if name not in CHANGEABLE}
    with frame.desk(writing=True) as desk:
        new = NewStep(StepKind(kind), day or desk.today(), filed, texts, changes)
        steps = add_step(desk, account, new)
    show([asdict(s) for s in steps], as_json, f"已登记{kind}。")


@click.command("filings", help="还没有备案的事项和备案期限")
@json_option
@click.pass_obj
def filings_(frame: Frame, as_json: bool) -> None:
    """Tell what is to be filed, and the words that remind its unit."""
    with frame.desk(writing=False) as desk:
        found, told = unfiled(desk), filing_reminders(desk)
    value = {"steps": [_unfiled(u) for u in found], "reminders": [asdict(r) for r in told]}
    lines = [f"{u.id}  {u.listed.account.name}  {u.due.step.told}  {_until(u)}" for u in found]
    show(value, as_json, "\n".join(lines) or "没有等着备案的事项。")


@click.command("file", help="登记一个事项的备案日期：编号（见 accounts filings）")
@click.argument("step_id", metavar="STEP")
@click.option("--day", type=DAY, help="哪一天备案的，默认今天")
@click.option("--undo", is_flag=True, help="撤销登记错的备案日期")
@json_option
@click.pass_obj
def file_(frame: Frame, step_id: str, day: date | None, undo: bool, as_json: bool) -> None:
    """Note the day a step was filed, or take that back."""
    with frame.desk(writing=True) as desk:
        filed = None if undo else day or desk.today()
        if filed is None:
            take_back_filing(desk, step_id)
        else:
            note_filing(desk, step_id, filed)
    value = {"step": step_id, "filed": str(filed) if filed else None}
    show(value, as_json, f"已登记备案日期{filed}。" if filed else "已撤销备案日期。")


@click.command("history", help="一个账号的沿革")
@click.argument("account")
@json_option
@click.pass_obj
def history(frame: Frame, account: str, as_json: bool) -> None:
    """Tell everything that happened to an account."""
    with frame.desk(writing=False) as desk:
        listed = find_account(desk, account)
        steps = steps_of(desk, listed.account.id)
        changes = account_history(desk, listed.account.id)
        inspections = inspections_of(desk, listed.account.id)
        happened = timeline(desk, listed.account.id)
    value = {
        "account": as_listed(listed),
        "steps": [asdict(s) for s in steps],
        "inspections": [asdict(i) for i in inspections],
        "changes": [asdict(c) for c in changes],
        "timeline": [asdict(h) for h in happened],
    }
    lines = [f"{h.day}  {'；'.join((h.title, *h.lines))}" for h in happened]
    show(value, as_json, "\n".join(lines))


def _until(waiting: Unfiled) -> str:
    due = waiting.due
    return f"最迟{due.due.day}备案" + (f"，已超期{due.days_over}天" if due.overdue else "")


def _unfiled(waiting: Unfiled) -> dict[str, Any]:
    due = waiting.due
    return {
        **asdict(due.step),
        "account": as_listed(waiting.listed),
        "due": str(due.due.day),
        "days_left": due.days_left,
        "days_over": due.days_over,
        "basis": waiting.basis,
        "remark": due.due.remark,
    }


def _finding(told: Told) -> dict[str, Any]:
    return {
        "key": told.key,
        "check": told.finding.check.value,
        "text": told.finding.text,
        "basis": told.finding.basis,
        "score": told.finding.score,
        "accounts": accounts_as_listed(told.accounts),
        "dismissed": told.dismissed,
    }


def _advised(advised: Advised) -> dict[str, Any]:
    return {
        "account": as_listed(advised.listed),
        "advice": advised.advice.deed.value,
        "reasons": list(advised.advice.reasons),
        "into": advised.into.account.name if advised.into else None,
        "decision": asdict(advised.decision) if advised.decision else None,
    }


def _dismissed(told: Told) -> str:
    return f"（不是问题：{told.dismissed}）" if told.dismissed else ""


def _update(update: Update) -> dict[str, Any]:
    return {
        **as_listed(update.listed),
        "limit_days": update.limit_days,
        "idle_days": update.idle_days,
        "days_left": update.days_left,
        "freshness": update.freshness.value,
    }
