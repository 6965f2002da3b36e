"""`govmedia messages …`."""

from dataclasses import asdict
from datetime import date
from typing import Any

import click

from govmedia_desktop.cli.frame import DAY, Frame, json_option, pairs, show, span_of
from govmedia_desktop.domain.periods import quarter_of
from govmedia_desktop.usecases.activity.messages import (
    ToldMessage,
    add_message,
    change_message,
    feedback_by,
    list_messages,
)


@click.group(help="互动测试、诉求：登记、答复、统计")
def messages() -> None:
    """Commands about messages."""


@messages.command("add", help="登记：账号 content=… asked=… nature=互动测试|诉求 theme=… units=…")
@click.argument("account")
@click.argument("fields", nargs=-1, required=True)
@json_option
@click.pass_obj
def add(frame: Frame, account: str, fields: tuple[str, ...], as_json: bool) -> None:
    """Put a question down."""
    with frame.desk(writing=True) as desk:
        record = add_message(desk, account, pairs(fields))
    show({"id": record}, as_json, f"已登记，编号{record}。")


@messages.command("set", help="补记答复：编号 answered=… answer=… quality=…")
@click.argument("message")
@click.argument("fields", nargs=-1, required=True)
@json_option
@click.pass_obj
def set_(frame: Frame, message: str, fields: tuple[str, ...], as_json: bool) -> None:
    """Put the answer down."""
    with frame.desk(writing=True) as desk:
        change_message(desk, message, pairs(fields))
    show({"id": message}, as_json, "已保存。")


@messages.command("list", help="列出互动测试和诉求，待答复的在前")
@click.argument("account", required=False)
@json_option
@click.pass_obj
def list_(frame: Frame, account: str | None, as_json: bool) -> None:
    """List messages."""
    with frame.desk(writing=False) as desk:
        found = list_messages(desk, account)
    lines = [
        f"{t.message.asked}  {t.listed.account.name}  {t.message.content}  {t.state}" for t in found
    ]
    show([_told(t) for t in found], as_json, "\n".join(lines) or "还没有互动测试和诉求。")


@messages.command("stats", help="答复情况：按单位、主题或账号")
@click.option(
    "--by",
    "group",
    type=click.Choice(["unit", "theme", "account"]),
    default="unit",
    help="按什么分，默认单位",
)
@click.option("--from", "start", type=DAY, help="从哪一天，默认本季度")
@click.option("--to", "end", type=DAY, help="到哪一天")
@json_option
@click.pass_obj
def stats(frame: Frame, group: str, start: date | None, end: date | None, as_json: bool) -> None:
    """Tell who answers how."""
    with frame.desk(writing=False) as desk:
        quarter = quarter_of(desk.today())
        span = span_of(start or quarter.start, end or quarter.end)
        found = feedback_by(desk, span, group)
    value = [{**asdict(f), "days": None if f.days is None else float(f.days)} for f in found]
    lines = [f"{f.group}：{f.asked}件，已答复{f.answered}件，按期{f.in_time}件" for f in found]
    show(value, as_json, "\n".join(lines) or "这段时间没有互动测试和诉求。")


def _told(told: ToldMessage) -> dict[str, Any]:
    told_message = asdict(told.message)
    del told_message["calendar"]
    return {
        **told_message,
        "account": told.listed.account.name,
        "platform": told.listed.account.platform.value,
        "owner": told.listed.owner_name,
        "state": told.state.value,
        "due": str(told.due) if told.due else None,
        "days": told.message.days,
    }
