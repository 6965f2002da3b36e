"""`govmedia forms …`."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from govmedia_desktop.cli.frame import DAY, FILE, QUARTER, Frame, json_option, show
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.forms.compiled import Node
from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.usecases.forms import management as cases
from govmedia_desktop.usecases.forms.known import ListedForm, find_form, list_forms, open_form
from govmedia_desktop.usecases.forms.versions import compare_versions
from govmedia_desktop.usecases.inspections.check_sheets import (
    print_sheets,
    sheet_for,
    sheets_for_period,
)
from govmedia_desktop.usecases.inspections.default_form import default_form, set_default_form
from govmedia_desktop.usecases.periods.periods import current_period


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
    value = [_listed(form) for form in found]
    show(value, as_json, "\n".join(map(_line, found)))


def _listed(form: ListedForm) -> dict[str, Any]:
    return {name: value for name, value in vars(form).items() if name != "retired_by"}


def _line(form: ListedForm) -> str:
    return f"{form.form_id}  {form.version}  {form.title}" + ("  已停用" if form.retired else "")


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
    show({**_listed(listed), "questions": questions}, as_json, f"{listed.title}\n{text}")


@forms.command("print", help="打印空白检查表（PDF）：一个账号，或一个季度要检查的所有账号")
@click.argument("form")
@click.option("--account", help="账号名称或编号")
@click.option("--platform", help="平台，同名账号不止一个时要填")
@click.option("--period", type=QUARTER, help="季度，如 2026Q4，默认本季度")
@click.option("--as-of", type=DAY, help="监测时间点，只打印一个账号时用，默认今天")
@click.option("-o", "--output", type=FILE, required=True, help="写到哪个文件（.pdf）")
@json_option
@click.pass_obj
def print_(
    frame: Frame,
    form: str,
    account: str | None,
    platform: str | None,
    period: Period | None,
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
            printing = sheets_for_period(desk, form, period or current_period(desk))
        path = print_sheets(desk, printing, output, frame.renderers["pdf"])
    count = len(printing.accounts)
    value = {"file": str(path), "sheets": count, "reference_date": str(printing.day)}
    show(value, as_json, f"已写出{path}：{count}张检查表，监测时间点{printing.day}。")


@forms.command("default", help="显示默认检查表；写上检查表的名字，就设为本单位及下级的默认检查表")
@click.argument("form", required=False)
@json_option
@click.pass_obj
def default_(frame: Frame, form: str | None, as_json: bool) -> None:
    """Show the default form, or set it."""
    with frame.desk(writing=form is not None) as desk:
        found = set_default_form(desk, form) if form else default_form(desk)
    text = f"默认检查表：{found.title}" if found else "还没有检查表。"
    show(vars(found) if found else {}, as_json, text)


def _question(node: Node) -> dict[str, Any]:
    return {"name": node.name, "path": node.path, "kind": node.kind, "label": node.label}


@forms.command("check", help="检查工作簿能不能作检查表，列出所有要改的格")
@click.argument("files", nargs=-1, required=True, type=FILE)
@json_option
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Check workbooks without a data folder; exit 1 where one is wrong."""
    found = [_checked(path) for path in files]
    show(found, as_json, "\n".join(map(_told, found)))
    if not all(one["ok"] for one in found):
        raise click.exceptions.Exit(1)


def _checked(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = {"file": str(path), "ok": False, "burden": None}
    try:
        checked = cases.check_file(path)
    except CannotReadError as error:
        return {**told, "faults": [vars(Fault("", "", str(error)))]}
    if checked.burden is not None:
        told |= {"ok": True, "burden": asdict(checked.burden)}
        told["before_publishing"] = [vars(fault) for fault in checked.unpublishable]
    return {**told, "faults": [vars(fault) for fault in checked.faults]}


def _told(checked: dict[str, Any]) -> str:
    if not checked["ok"]:
        faults = [f"  {Fault(**fault)}" for fault in checked["faults"]]
        return "\n".join([f"{checked['file']}：有{len(faults)}处要改", *faults])
    burden = checked["burden"]
    offences = [
        f"  加重负担：{offence['text']}（{offence['rule']}）"
        for offence in (*burden["evidence"], *burden["indicators"])
    ]
    missing = [f"  {Fault(**fault)}" for fault in checked["before_publishing"]]
    typed, prefilled = burden["typed"], burden["prefilled"]
    head = f"{checked['file']}：可以使用，{typed}题由人填写，{prefilled}题先带入"
    return "\n".join([head, *missing, *offences])


@forms.command("add", help="发布一张检查表")
@click.argument("file", type=FILE)
@click.option("--reason", default="", help="加重基层负担而确需发布的理由")
@json_option
@click.pass_obj
def add(frame: Frame, file: Path, reason: str, as_json: bool) -> None:
    """Publish a workbook."""
    checked = cases.check_file(file)
    with frame.desk(writing=True) as desk:
        published = cases.publish_workbook(desk, checked, reason)
    show({**_listed(published.form), "standing": published.standing}, as_json, published.text)


@forms.command("export", help="写出检查表的工作簿，与发布时一字不差")
@click.argument("form")
@click.option("-o", "--output", type=FILE, required=True, help="写到哪个文件")
@json_option
@click.pass_obj
def export(frame: Frame, form: str, output: Path, as_json: bool) -> None:
    """Write a form's workbook."""
    with frame.desk(writing=False) as desk:
        written = cases.export_workbook(desk, find_form(desk, form), output)
    show({"file": str(written)}, as_json, f"已写出{written}")


@forms.command("compare", help="比较一张检查表的两版（编号见 list --json）")
@click.argument("older")
@click.argument("newer")
@json_option
@click.pass_obj
def compare(frame: Frame, older: str, newer: str, as_json: bool) -> None:
    """List what differs between two form versions."""
    with frame.desk(writing=False) as desk:
        versions = [find_form(desk, name) for name in (older, newer)]
        old, new = (cases.workbook_of(desk, version) for version in versions)
    found = compare_versions(old, new, versions[1].title)
    lines = [f"{d.what}  {d.label}  {d.aspect}：{d.before} → {d.after}" for d in found]
    show([asdict(one) for one in found], as_json, "\n".join(lines) or "两版的题目完全相同。")


@forms.command("retire", help="停用一张检查表：不再用于新的检查")
@click.argument("form")
@click.option("--reason", default="", help="停用的理由")
@json_option
@click.pass_obj
def retire(frame: Frame, form: str, reason: str, as_json: bool) -> None:
    """Withdraw a form."""
    _change(frame, form, (cases.retire, reason), as_json)


@forms.command("restore", help="恢复一张停用的检查表")
@click.argument("form")
@click.option("--reason", default="", help="恢复的理由")
@json_option
@click.pass_obj
def restore(frame: Frame, form: str, reason: str, as_json: bool) -> None:
    """Offer a withdrawn form again."""
    _change(frame, form, (cases.restore, reason), as_json)


def _change(frame: Frame, form: str, what: Sequence[Any], as_json: bool) -> None:
    act, reason = what
    with frame.desk(writing=True) as desk:
        act(desk, find_form(desk, form).id, reason)
        listed = find_form(desk, form)
    show(_listed(listed), as_json, _line(listed))
