"""`govmedia package …`."""

from pathlib import Path
from typing import Any

import click

from govmedia_desktop.cli.frame import FILE, PERIOD, Frame, first_line, json_option, show
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.trust import Trust
from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.usecases.accounts import accounts_as_listed
from govmedia_desktop.usecases.handing_over import write_mail
from govmedia_desktop.usecases.incoming import TakenIn, take_in
from govmedia_desktop.usecases.looking import Looked, look_at
from govmedia_desktop.usecases.orders import Order
from govmedia_desktop.usecases.outgoing import Exported, export
from govmedia_desktop.usecases.reporting import Reported, letter

_KINDS = {
    "report": PackageKind.REPORT,
    "issue": PackageKind.ISSUE,
    "correction": PackageKind.CORRECTION,
    "backup": PackageKind.BACKUP,
    "handover": PackageKind.HANDOVER,
}
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
    return f"已写出{names}：{written.revisions}条修改记录{to_whom}。{faulty}"


@package.command("show", help="查看一个文件：是谁的、是什么、是否完好；不接收")
@click.argument("file", type=FILE)
@click.option("--passphrase-file", type=FILE, help="口令是这个文件的第一行")
@json_option
@click.pass_obj
def show_(frame: Frame, file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Verify a file and tell what it is."""
    passphrase = first_line(passphrase_file) if passphrase_file else ""
    with frame.desk(writing=False) as desk:
        looked = look_at(desk, file, passphrase)
    show(_looked_value(looked), as_json, _told_looked(looked))


def _looked_value(looked: Looked) -> dict[str, Any]:
    if looked.manifest is None:
        return {"state": looked.state, "reason": looked.reason}
    manifest = looked.manifest
    return {
        "state": looked.state,
        "code": looked.code,
        "sender": manifest.office.name,
        "recipient": manifest.recipient.name if manifest.recipient else None,
        "kind": manifest.kind,
        "period": manifest.period,
        "scope": vars(manifest.limits),
        "sequence": manifest.sequence,
        "part": vars(manifest.part) if manifest.part else None,
        "light": manifest.light,
        "practice": manifest.practice,
        "created": manifest.created,
        "counts": vars(manifest.counts),
    }


def _told_looked(looked: Looked) -> str:
    if looked.manifest is None:
        return f"{looked.state}：{looked.reason}"
    manifest, counts = looked.manifest, looked.manifest.counts
    part = f"，共{manifest.part.of}份之{manifest.part.number}" if manifest.part else ""
    code = "" if looked.state is Trust.KNOWN else f"，校验码 {looked.code}"
    return (
        f"{looked.state}{code}。{manifest.office.name}的{manifest.kind}文件，"
        f"第{manifest.sequence}次{part}：{counts.revisions}条修改记录，{counts.evidence}张截图。"
    )


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
