"""`govmedia package …`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from govmedia_desktop.cli.frame import FILE, Frame, json_option, show
from govmedia_desktop.usecases.accounts import accounts_as_listed
from govmedia_desktop.usecases.arrivals import let_go
from govmedia_desktop.usecases.incoming import TakenIn, take_in
from govmedia_desktop.usecases.ledger import withdraw_intake
from govmedia_desktop.usecases.outgoing import export
from govmedia_desktop.usecases.preview import FilePreview, preview


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
        written = export(desk, output, to, full=full)
    value = {
        "file": str(written.path),
        "revisions": written.revisions,
        "recipient": written.recipient,
        "faulty_evidence": written.faulty,
    }
    to_whom = f"，发往{written.recipient}" if written.recipient else ""
    faulty = f"有{written.faulty}张证据图片缺失或被改动，没有带上。" if written.faulty else ""
    show(value, as_json, f"已写出{written.path}：{written.revisions}条修改记录{to_whom}。{faulty}")


@package.command("show", help="核对一个文件并预览接收后的变化，不改动任何数据")
@click.argument("file", type=FILE)
@json_option
@click.pass_obj
def show_(frame: Frame, file: Path, as_json: bool) -> None:
    """Verify an exchange file and tell what taking it in would do."""
    with frame.desk(writing=False) as desk:
        previewed = preview(desk, [file])
        let_go(previewed.arrivals)
    (arrival,), (told,) = previewed.arrivals, previewed.files
    if arrival.refusal is not None:
        raise arrival.refusal
    show(_shown(told), as_json, "\n".join(_lines(told)))


@package.command("import", help="接收上报（下发）文件；有一个不能接收，就一个也不接收")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--yes", is_flag=True, help="文件会删除或改掉别的单位填的较多记录，也接收")
@json_option
@click.pass_obj
def import_(frame: Frame, files: tuple[Path, ...], yes: bool, as_json: bool) -> None:
    """Take in exchange files."""
    with frame.desk(writing=True) as desk:
        taken = take_in(desk, files, confirmed=yes)
    show([_value(t) for t in taken], as_json, "\n".join(map(_told, taken)))


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


def _value(taken: TakenIn) -> dict[str, Any]:
    return {"import": taken.intake, "state": taken.state, "sender": taken.sender, **_counts(taken)}


def _counts(taken: TakenIn) -> dict[str, Any]:
    return {
        "new": taken.new,
        "changed": taken.changed,
        "same": taken.same,
        "conflicts": taken.conflicts,
        "twins": [accounts_as_listed(doubt.accounts) for doubt in taken.twins],
        "held": taken.held,
    }


def _shown(told: FilePreview) -> dict[str, Any]:
    return {
        "state": told.taken.state,
        "sender": told.taken.sender,
        "kind": told.kind,
        "created": told.created,
        "counts": dict(told.counts),
        "preview": _counts(told.taken),
        "hides": told.taken.hides,
        "records": [
            {
                "record": r.record,
                "kind": r.kind,
                "title": r.title,
                "state": r.fate.name.lower(),
                "fields": [vars(field) for field in r.fields],
            }
            for r in told.records
        ],
    }


def _told(taken: TakenIn) -> str:
    if taken.state == "already":
        return f"{taken.sender}的这个文件接收过了，没有变化。"
    return f"已接收{taken.sender}的文件：{_in_words(taken)}。（撤回用编号{taken.intake}）"


def _in_words(taken: TakenIn) -> str:
    counts = f"新增{taken.new}条，变化{taken.changed}条，相同{taken.same}条"
    asked = (
        (taken.conflicts, "两处填写不一致{}处"),
        (len(taken.twins), "待核对的重复账号{}组"),
        (taken.held, "等待其他文件{}条"),
    )
    return "；".join([counts, *(text.format(n) for n, text in asked if n)])


def _lines(told: FilePreview) -> Sequence[str]:
    if told.taken.state == "already":
        return [_told(told.taken)]
    head = f"{told.taken.sender}的{told.kind}文件，接收后：{_in_words(told.taken)}。"
    warned = [told.taken.why] if told.taken.hides_much else []
    lines = [head, *warned]
    for record in told.records:
        if record.fields:
            lines.append(f"{record.fate}  {record.title}")
            lines += [
                f"    {f.field}：{f.old or '（空）'} → {f.new or '（空）'}（{f.office} {f.staff}）"
                for f in record.fields
            ]
    return lines
