"""`govmedia package …`."""

from pathlib import Path
from typing import Any

import click

from govmedia_desktop.cli.frame import FILE, Frame, json_option, show
from govmedia_desktop.usecases.accounts import accounts_as_listed
from govmedia_desktop.usecases.incoming import TakenIn, take_in
from govmedia_desktop.usecases.orders import Order
from govmedia_desktop.usecases.outgoing import export


@click.group(help="上报文件、下发文件")
def package() -> None:
    """Commands about exchange files."""


@package.command("export", help="写出上报（下发）文件")
@click.option("--to", help="接收单位，默认主管单位")
@click.option("--full", is_flag=True, help="全部数据，不论对方收到过什么")
@click.option("-o", "--output", type=FILE, required=True, help="写到哪个文件（.gmpack）")
@json_option
@click.pass_obj
def export_(frame: Frame, to: str | None, full: bool, output: Path, as_json: bool) -> None:
    """Write an exchange file."""
    with frame.desk(writing=True) as desk:
        written = export(desk, output, Order(to, full=full))
    value = {
        "file": str(written.path),
        "revisions": written.revisions,
        "recipient": written.recipient,
        "faulty_evidence": written.faulty,
    }
    to_whom = f"，发往{written.recipient}" if written.recipient else ""
    faulty = f"有{written.faulty}张证据图片缺失或被改动，没有带上。" if written.faulty else ""
    show(value, as_json, f"已写出{written.path}：{written.revisions}条修改记录{to_whom}。{faulty}")


@package.command("import", help="接收上报（下发）文件")
@click.argument("files", nargs=-1, required=True, type=FILE)
@json_option
@click.pass_obj
def import_(frame: Frame, files: tuple[Path, ...], as_json: bool) -> None:
    """Take in exchange files."""
    with frame.desk(writing=True) as desk:
        taken = take_in(desk, files)
    show([_value(t) for t in taken], as_json, "\n".join(map(_told, taken)))


def _value(taken: TakenIn) -> dict[str, Any]:
    return {
        "import": taken.intake,
        "state": taken.state,
        "sender": taken.sender,
        "new": taken.new,
        "changed": taken.changed,
        "same": taken.same,
        "twins": [accounts_as_listed(doubt.accounts) for doubt in taken.twins],
    }


def _told(taken: TakenIn) -> str:
    if taken.state == "already":
        return f"{taken.sender}的这个文件接收过了，没有变化。"
    doubts = f"；待核对的重复账号{len(taken.twins)}组" if taken.twins else ""
    return (
        f"已接收{taken.sender}的文件：新增{taken.new}条，变化{taken.changed}条，"
        f"相同{taken.same}条{doubts}。"
    )
