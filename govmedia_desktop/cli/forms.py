"""`govmedia forms …`."""

from typing import Any

import click

from govmedia_desktop.cli.frame import Frame, json_option, show
from govmedia_desktop.forms.compiled import Node
from govmedia_desktop.usecases.default_form import default_form, set_default_form
from govmedia_desktop.usecases.forms import find_form, list_forms, open_form


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
