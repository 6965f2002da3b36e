"""`govmedia offices …`."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from govmedia_desktop.cli.frame import DAY, FILE, Frame, json_option, show
from govmedia_desktop.domain.office_changes import OfficeChange, OfficeChangeKind
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange import unknown_offices
from govmedia_desktop.usecases.exchange.unknown_offices import UnknownOffice
from govmedia_desktop.usecases.offices.known import find_office
from govmedia_desktop.usecases.offices.register import read_office_list, take_in_offices
from govmedia_desktop.usecases.register.office_changes import change_office, moves_of
from govmedia_desktop.usecases.register.office_tree import OfficeNode, office_tree


@click.group(help="单位：名册导入、列出、核对、合并更名撤销划转")
def offices() -> None:
    """Commands about offices."""


@offices.command("list", help="列出单位")
@json_option
@click.pass_obj
def list_(frame: Frame, as_json: bool) -> None:
    """List every office, those below under those above."""
    with frame.desk(writing=False) as desk:
        tree = office_tree(desk)
    value = [_listed(node) for node in tree]
    lines = [
        f"{'  ' * node.depth}{node.office.name}  {node.office.level or '层级未填'}  "
        f"{node.parent or '无主管单位'}  账号{node.accounts}个"
        + "".join(f"  曾用名{told}" for told in node.office.former_told)
        for node in tree
    ]
    show(value, as_json, "\n".join(lines))


@offices.command("import", help="导入单位名册（xlsx、xls、et、csv）")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="只看结果，不写入")
@json_option
@click.pass_obj
def import_(frame: Frame, file: Path, dry_run: bool, as_json: bool) -> None:
    """Read a list of offices and, unless it is a dry run, take it in."""
    with frame.desk(writing=not dry_run) as desk:
        read = read_office_list(desk, file)
        if not dry_run:
            take_in_offices(desk, read)
    problems = [{"sheet": p.sheet, "cell": p.cell, "text": p.text} for p in read.problems]
    head = "试读（未写入）：" if dry_run else "已导入："
    counts = read.counts
    lines = [
        f"{head}共{counts['rows']}行，新增{counts['added']}，更新{counts['updated']}，"
        f"无变化{counts['unchanged']}，重复{counts['duplicates']}，未读入{counts['rejected']}。",
        *(f"  存疑 {p['sheet']} {p['cell']}：{p['text']}" for p in problems),
    ]
    show({**counts, "problems": problems}, as_json, "\n".join(lines))


@offices.command("change", help="更名、合并、撤销、划转一个单位")
@click.argument("name")
@click.argument("kind", type=click.Choice([kind.value for kind in OfficeChangeKind]))
@click.option("--to", default="", help="新名称、承接单位，或新的主管单位")
@click.option("--date", "day", type=DAY, help="从哪一天起，默认今天")
@click.option("--basis", default="", help="依据（文件名或文号）")
@click.option("--dry-run", is_flag=True, help="只看会移动什么，不写入")
@json_option
@click.pass_obj
def change(
    frame: Frame,
    name: str,
    kind: str,
    to: str,
    day: date | None,
    basis: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Change an office, or tell what a change would move."""
    with frame.desk(writing=not dry_run) as desk:
        wanted = _change(desk, name, OfficeChangeKind(kind), to, day, basis)
        moves = moves_of(desk, wanted) if dry_run else change_office(desk, wanted)
    value: dict[str, Any] = {
        "office": moves.office.name,
        "to": to or None,
        "accounts": [a.account.name for a in moves.accounts],
        "offices": [o.name for o in moves.offices],
        "drafts": moves.drafts,
    }
    head = "将" if dry_run else "已"
    text = (
        f"{head}{kind}“{name}”：移动账号{len(moves.accounts)}个、下级单位{len(moves.offices)}个。"
    )
    moved = {"账号": value["accounts"], "下级单位": value["offices"]}
    lines = (f"  {word}：{'、'.join(names)}" for word, names in moved.items() if names)
    show(value, as_json, "\n".join([text, *lines]))


@offices.command("unknown", help="列出待核对的单位：随文件来的，可能就是已有的单位")
@json_option
@click.pass_obj
def unknown(frame: Frame, as_json: bool) -> None:
    """List the offices that a person must decide on, each with those it may be."""
    with frame.desk(writing=False) as desk:
        found = unknown_offices.list_unknown(desk)
    lines = [line for one in found for line in _told_unknown(one)]
    show([_unknown(one) for one in found], as_json, "\n".join(lines) or "没有待核对的单位。")


@offices.command("same", help="核对：这个单位就是已有的那个单位")
@click.argument("name")
@click.argument("known")
@json_option
@click.pass_obj
def same(frame: Frame, name: str, known: str, as_json: bool) -> None:
    """Decide that two offices are one."""
    with frame.desk(writing=True) as desk:
        unknown_offices.confirm_same(desk, name, known)
    show({"same": [name, known]}, as_json, "已记为同一个单位，账号和报送只计一次。")


@offices.command("new", help="核对：这些是新的单位，和已有的都不同")
@click.argument("names", nargs=-1, required=True)
@json_option
@click.pass_obj
def new(frame: Frame, names: tuple[str, ...], as_json: bool) -> None:
    """Decide that offices are none of the others."""
    with frame.desk(writing=True) as desk:
        unknown_offices.confirm_new(desk, names)
    show({"new": list(names)}, as_json, f"已记为{len(names)}个新的单位，不再询问。")


@offices.command("reopen", help="撤回对一个单位的核对，重新列为待核对")
@click.argument("name")
@json_option
@click.pass_obj
def reopen(frame: Frame, name: str, as_json: bool) -> None:
    """Take a decision back."""
    with frame.desk(writing=True) as desk:
        unknown_offices.take_back_decision(desk, name)
    show({"reopened": name}, as_json, "已撤回核对。")


def _unknown(one: UnknownOffice) -> dict[str, Any]:
    office = one.office
    return {
        "id": office.id,
        "name": office.name,
        "code": office.code,
        "file": one.file,
        "sends": one.sends,
        "matches": [
            {"id": m.office.id, "name": m.office.name, "why": list(m.why)} for m in one.matches
        ],
    }


def _told_unknown(one: UnknownOffice) -> list[str]:
    head = f"{one.office.id} {one.office.name}（{one.file}）"
    likely = [f"  可能是 {m.office.id} {m.office.name}：{'、'.join(m.why)}" for m in one.matches]
    return [head, *(likely or ["  没有相近的单位"])]


def _change(
    desk: Desk, name: str, kind: OfficeChangeKind, to: str, day: date | None, basis: str
) -> OfficeChange:
    office = find_office(desk, name)
    renamed = kind is OfficeChangeKind.RENAMED
    target = to if renamed or not to else find_office(desk, to).id
    return OfficeChange(kind, office.id, day or desk.today(), basis, target or None)


def _listed(node: OfficeNode) -> dict[str, Any]:
    return {
        **asdict(node.office),
        "parent": node.parent,
        "successor": node.successor,
        "depth": node.depth,
        "accounts": node.accounts,
    }
