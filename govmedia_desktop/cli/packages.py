"""`govmedia package …`."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from govmedia_desktop.cli.arrivals import previewed_value, taken_value, told_preview, told_taken
from govmedia_desktop.cli.frame import FILE, PERIOD, Frame, first_line, json_option, show
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.packages.errors import DAMAGE
from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.usecases.exchange.arrivals import let_go
from govmedia_desktop.usecases.exchange.handing_over import write_mail
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.ledger import withdraw_intake
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import Exported, export
from govmedia_desktop.usecases.exchange.preview import preview, what_stands
from govmedia_desktop.usecases.exchange.reporting import Reported, letter

_KINDS = {
    "report": PackageKind.REPORT,
    "issue": PackageKind.ISSUE,
    "correction": PackageKind.CORRECTION,
    "backup": PackageKind.BACKUP,
    "handover": PackageKind.HANDOVER,
}
_FIRST_LINE = "口令是这个文件的第一行"
_SIZE = "每个文件最大多少MB，超过就分成几份；0 不分"


@click.group(help="上报文件、下发文件")
def package() -> None:
    """Commands about exchange files."""


@package.command("export", help="写出上报、下发等文件")
@click.option("--to", help="接收单位，默认主管单位")
@click.option("--kind", type=click.Choice(list(_KINDS)), help="默认：给下级是下发，否则是上报")
@click.option("--period", type=PERIOD, help="只报这个周期的检查，如 2026Q4；默认所有新内容")
@click.option("--full", is_flag=True, help="全部数据，不论对方收到过什么")
@click.option("--light", is_flag=True, help="不含截图")
@click.option("--personal", is_flag=True, help="带上联系人等个人信息（只报给直接的主管单位）")
@click.option("--passphrase-file", type=FILE, help="加密，口令是这个文件的第一行")
@click.option("--part-size", type=click.IntRange(min=0), default=20, show_default=True, help=_SIZE)
@click.option("--eml", type=FILE, help="另写一封附有这些文件的邮件草稿（.eml）")
@click.option("-o", "--output", type=FILE, required=True, help="写到哪个文件（.gmpack）")
@json_option
@click.pass_obj
def export_(frame: Frame, /, eml: Path | None, output: Path, as_json: bool, **ordered: Any) -> None:
    """Write an exchange file."""
    order = _order(**ordered)
    with frame.desk(writing=True) as desk:
        written = export(desk, output, order)
        mail = eml and write_mail(
            desk, eml, letter(desk, order, Reported(written, None)), "", written.paths
        )
    value = {
        "file": str(written.path),
        "files": [str(path) for path in written.paths],
        "kind": written.manifest.kind,
        "sequence": written.manifest.sequence,
        "revisions": written.revisions,
        "receipts": written.receipts,
        "recipient": written.recipient,
        "faulty_evidence": written.faulty,
        "eml": str(mail) if mail else None,
    }
    show(value, as_json, _told_written(written))


def _order(
    to: str | None,
    kind: str | None,
    period: Period | None,
    passphrase_file: Path | None,
    part_size: int,
    **ticked: bool,
) -> Order:
    return Order(
        to,
        _KINDS[kind] if kind else None,
        period,
        limited=period is not None,
        passphrase=first_line(passphrase_file) if passphrase_file else "",
        part_bytes=part_size * 1_000_000,
        **ticked,
    )


def _told_written(written: Exported) -> str:
    names = "、".join(str(path) for path in written.paths)
    to_whom = f"，发往{written.recipient}" if written.recipient else ""
    faulty = f"有{written.faulty}张证据图片缺失或被改动，没有带上。" if written.faulty else ""
    if written.is_receipt:
        told = f"没有新的内容，只有回执：对方的{written.receipts}个文件已收到"
        return f"已写出{names}：{told}{to_whom}。"
    return f"已写出{names}：{written.revisions}条修改记录{to_whom}。{faulty}"


@package.command("show", help="查看一个文件：是谁的、是否完好、接收后有什么变化；不改动数据")
@click.argument("file", type=FILE)
@click.option("--passphrase-file", type=FILE, help=_FIRST_LINE)
@json_option
@click.pass_obj
def show_(frame: Frame, file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Verify a file, tell what it is and what taking it in would do."""
    passphrase = first_line(passphrase_file) if passphrase_file else ""
    with frame.desk(writing=False) as desk:
        previewed = preview(desk, [file], passphrase=passphrase)
        let_go(previewed.arrivals)
        (arrival,), (told,) = previewed.arrivals, previewed.files
        if as_json:
            told = replace(told, records=tuple(what_stands(desk, told.records)))
    if arrival.refusal is not None and str(arrival.refusal) not in DAMAGE:
        raise arrival.refusal
    show(previewed_value(told), as_json, told_preview(told))


@package.command("import", help="接收上报（下发）文件；有一个不能接收，就一个也不接收")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--yes", is_flag=True, help="要再确认的文件（隐去较多记录，或来源不明）也接收")
@click.option("--passphrase-file", type=FILE, help=_FIRST_LINE)
@json_option
@click.pass_obj
def import_(
    frame: Frame, files: tuple[Path, ...], yes: bool, passphrase_file: Path | None, as_json: bool
) -> None:
    """Take in exchange files."""
    passphrase = first_line(passphrase_file) if passphrase_file else ""
    with frame.desk(writing=True) as desk:
        taken = take_in(desk, files, confirmed=yes, passphrase=passphrase)
    show([taken_value(t) for t in taken], as_json, "\n".join(map(told_taken, taken)))


@package.command("undo", help="撤回一次接收，数据回到没有接收这个文件的样子")
@click.argument("import_", metavar="IMPORT")
@json_option
@click.pass_obj
def undo(frame: Frame, import_: str, as_json: bool) -> None:
    """Take an import back."""
    with frame.desk(writing=True) as desk:
        entry = withdraw_intake(desk, import_)
    value = {"import": entry.id, "state": "withdrawn", "file": entry.file_name}
    show(value, as_json, f"已撤回“{entry.file_name}”；再接收一次就会恢复。")
