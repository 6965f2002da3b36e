"""`govmedia conflicts …`."""

from typing import Any

import click

from govmedia_desktop.cli.frame import Frame, json_option, show
from govmedia_desktop.usecases.exchange.disagreements import Dispute, list_disputes, resolve


@click.group(help="两处填写不一致，请核定")
def conflicts() -> None:
    """Commands about what two people entered differently."""


@conflicts.command("list", help="列出还没有核定的")
@json_option
@click.pass_obj
def list_(frame: Frame, as_json: bool) -> None:
    """List what nobody has decided yet."""
    with frame.desk(writing=False) as desk:
        found = list_disputes(desk)
    lines = "\n".join(map(_told, found)) or "没有两处填写不一致的内容。"
    show([_value(dispute) for dispute in found], as_json, lines)


@conflicts.command("resolve", help="核定一处；决定随下一个文件发出，各处都按它")
@click.argument("dispute", metavar="ID")
@click.option("--take", required=True, metavar="ours|theirs|值", help="本机原有的、对方的，或另填")
@json_option
@click.pass_obj
def resolve_(frame: Frame, dispute: str, take: str, as_json: bool) -> None:
    """Decide one."""
    with frame.desk(writing=True) as desk:
        resolve(desk, dispute, take)
    show({"resolved": dispute}, as_json, "已核定。")


def _value(dispute: Dispute) -> dict[str, Any]:
    ours, theirs, *more = dispute.sides
    return {
        "id": dispute.id,
        "record": dispute.record,
        "title": dispute.title,
        "kind": dispute.kind,
        "field": dispute.field,
        "label": dispute.label,
        "ours": ours.value,
        "theirs": theirs.value,
        "base": dispute.base,
        "others": [side.value for side in more],
        "sides": [
            {"value": s.value, "office": s.office, "staff": s.staff, "at": s.at}
            for s in dispute.sides
        ],
        "differences": [vars(difference) for difference in dispute.differences],
    }


def _told(dispute: Dispute) -> str:
    sides = " / ".join(f"{s.words}（{s.office} {s.staff} {s.at[:10]}）" for s in dispute.sides)
    return f"{dispute.id}  {dispute.title} {dispute.label}：{sides}"
