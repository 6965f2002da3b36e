"""`govmedia agreement`."""

from datetime import date
from typing import Any

import click

from govmedia_desktop.cli.frame import DAY, Frame, json_option, show, span_of
from govmedia_desktop.usecases.inspections.second_looks import (
    SecondLooks,
    ShownItem,
    ShownPair,
    second_looks,
)


@click.command(help="两个人各看一遍的检查：哪些答得不一样，哪些题不够明确")
@click.option("--from", "start", type=DAY, required=True, help="起始日期（按监测时间点）")
@click.option("--to", "end", type=DAY, required=True, help="截止日期")
@json_option
@click.pass_obj
def agreement(frame: Frame, start: date, end: date, as_json: bool) -> None:
    """Show second looks: pair by pair and item by item."""
    span = span_of(start, end)
    with frame.desk(writing=False) as desk:
        found = second_looks(desk, span.start, span.end)
    value = {"pairs": [_pair(p) for p in found.pairs], "items": [_item(i) for i in found.items]}
    show(value, as_json, _text(found))


def _pair(pair: ShownPair) -> dict[str, Any]:
    return {
        "account": pair.account_name,
        "form": pair.form_title,
        "day": pair.day,
        "persons": [pair.first_person, pair.second_person],
        "compared": pair.compared,
        "differences": [vars(difference) for difference in pair.differences],
    }


def _item(item: ShownItem) -> dict[str, Any]:
    counts = item.agreement
    return {
        "form": item.form_title,
        "item": item.label,
        "path": counts.path,
        "compared": counts.compared,
        "same": counts.same,
        "vague": counts.is_vague,
    }


def _text(found: SecondLooks) -> str:
    lines = [
        f"{pair.account_name}  {pair.day}  {pair.first_person}、{pair.second_person}："
        f"{len(pair.differences)}项不同（共{pair.compared}项）"
        for pair in found.pairs
    ]
    lines += [f"{item.label}：{item.words}" for item in found.items]
    return "\n".join(lines) or "这段时间没有两个人各看一遍的检查。"
