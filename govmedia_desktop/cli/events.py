"""`govmedia events …`."""

from dataclasses import asdict
from datetime import date
from typing import Any

import click

from govmedia_desktop.cli.frame import DAY, Frame, json_option, show
from govmedia_desktop.usecases.activity.events import (
    ToldResponse,
    Word,
    add_event,
    list_events,
    list_responses,
    respond,
)
from govmedia_desktop.usecases.register.accounts import as_listed


@click.group(help="热点事件：登记、回应、沉默多久")
def events() -> None:
    """Commands about hot events."""


@events.command("add", help="登记一个热点事件")
@click.argument("name")
@click.option("--date", "day", type=DAY, help="哪一天，默认今天")
@click.option("--first-word", default="", help="谁最先发声")
@click.option("--note", default="", help="说明")
@json_option
@click.pass_obj
def add(
    frame: Frame, name: str, day: date | None, first_word: str, note: str, as_json: bool
) -> None:
    """Put an event down."""
    with frame.desk(writing=True) as desk:
        record = add_event(desk, name, day or desk.today(), first_word, note)
    show({"id": record, "name": name}, as_json, f"已登记“{name}”。")


@events.command("respond", help="登记一个账号的回应；不写日期即应回应、还没有回应")
@click.argument("event")
@click.argument("account")
@click.option("--date", "day", type=DAY, help="哪一天回应的")
@click.option("--title", default="", help="标题")
@click.option("--link", default="", help="链接")
@json_option
@click.pass_obj
def respond_(
    frame: Frame,
    event: str,
    account: str,
    day: date | None,
    title: str,
    link: str,
    as_json: bool,
) -> None:
    """Put down what an account said of an event."""
    with frame.desk(writing=True) as desk:
        told = respond(desk, event, account, Word(day, title, link))
    show(_told(told), as_json, _line(told))


@events.command("list", help="列出热点事件和各账号沉默多久")
@click.argument("event", required=False)
@json_option
@click.pass_obj
def list_(frame: Frame, event: str | None, as_json: bool) -> None:
    """List the events and the accounts they concern."""
    with frame.desk(writing=False) as desk:
        found = list_responses(desk, event)
        known = [e for e in list_events(desk) if event in (None, e.id, e.name)]
    value = [
        {**asdict(e), "accounts": [_told(t) for t in found if t.event.id == e.id]} for e in known
    ]
    lines = []
    for one in known:
        lines.append(f"{one.day}  {one.name}")
        lines += [f"  {_line(t)}" for t in found if t.event.id == one.id]
    show(value, as_json, "\n".join(lines) or "还没有热点事件。")


def _told(told: ToldResponse) -> dict[str, Any]:
    first = told.silence.first
    return {
        "account": as_listed(told.listed),
        "silent_days": told.silence.days,
        "first": asdict(first) if first else None,
    }


def _line(told: ToldResponse) -> str:
    account = told.listed.account
    return f"{account.name}（{account.platform.label}）：{told.silence.told}"
