"""`govmedia forms …`."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from govmedia_desktop.cli.frame import DAY, FILE, Frame, json_option, show
from govmedia_desktop.domain.periods import parse_quarter
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.compiled import Node
from govmedia_desktop.usecases.check_sheets import (
    ToPrint,
    print_sheets,
    sheet_for,
    sheets_for_period,
)
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms import find_form, list_forms, open_form
from govmedia_desktop.usecases.periods import current_period


@click.group(help="检查表")
def forms() -> None:
    """Commands about check forms."""


@forms.command("list", help="列出检查表")
@json_option
@click.pass_obj
def list_(frame: Frame, as_json: bool) -> None:
    """List the form versions."""
    with frame.desk(writing=False) as desk:
        found = list_forms(desk)
    value = [vars(form) for form in found]
    show(value, as_json, "\n".join(f"{f.form_id}  {f.version}  {f.title}" for f in found))


@forms.command("show", help="列出一张检查表的问题")
@click.argument("form")
@json_option
@click.pass_obj
def show_(frame: Frame, form: str, as_json: bool) -> None:
    """Show a form's questions."""
    with frame.desk(writing=False) as desk:
        listed = find_form(desk, form)
        nodes = open_form(desk, listed).nodes
    questions = [_question(node) for node in nodes if node.is_asked]
    text = "\n".join(f"{q['name']}  {q['label']}  {q['path']}" for q in questions)
    show({**vars(listed), "questions": questions}, as_json, f"{listed.title}\n{text}")


@forms.command("print", help="打印空白检查表（PDF）：一个账号，或一个季度要检查的所有账号")
@click.argument("form")
@click.option("--account", help="账号名称或编号")
@click.option("--platform", help="平台，同名账号不止一个时要填")
@click.option("--period", help="季度，如 2026Q4，默认本季度")
@click.option("--as-of", type=DAY, help="监测时间点，只打印一个账号时用，默认今天")
@click.option("-o", "--output", type=FILE, required=True, help="写到哪个文件（.pdf）")
@json_option
@click.pass_obj
def print_(
    frame: Frame,
    form: str,
    account: str | None,
    platform: str | None,
    period: str | None,
    as_of: date | None,
    output: Path,
    as_json: bool,
) -> None:
    """Write blank check sheets."""
    if "pdf" not in frame.renderers:
        raise RefusedError("这个命令行不能写PDF；请在窗口程序的“检查”页打印空白检查表。")
    with frame.desk(writing=False) as desk:
        if account is not None:
            printing = sheet_for(desk, form, account, platform, as_of or desk.today())
        else:
            printing = _of_period(desk, form, period)
        path = print_sheets(desk, printing, output, frame.renderers["pdf"])
    count = len(printing.accounts)
    value = {"file": str(path), "sheets": count, "reference_date": str(printing.day)}
    show(value, as_json, f"已写出{path}：{count}张检查表，监测时间点{printing.day}。")


def _of_period(desk: Desk, form: str, period: str | None) -> ToPrint:
    chosen = parse_quarter(period) if period else current_period(desk)
    if chosen is None:
        raise RefusedError(f"“{period}”不是季度，请写成 2026Q4 的样子；没有写出检查表。")
    return sheets_for_period(desk, form, chosen)


def _question(node: Node) -> dict[str, Any]:
    label = "".join(piece for piece in node.texts.get("label", ()) if isinstance(piece, str))
    return {"name": node.name, "path": node.path, "kind": node.kind, "label": label.strip()}
