"""`govmedia accounts show|merge|part|main|matrix`: one account, its entries, its 矩阵."""

from typing import Any

import click

from govmedia_desktop.cli.frame import Frame, json_option, show
from govmedia_desktop.domain.accounts import FIELD_LABELS, as_shown
from govmedia_desktop.usecases.accounts import as_listed, find_account
from govmedia_desktop.usecases.matrix import Branch, matrix, set_main_account
from govmedia_desktop.usecases.merging import entries_of, merge, part_again


@click.command("show", help="一个账号的全部栏目")
@click.argument("account")
@json_option
@click.pass_obj
def show_(frame: Frame, account: str, as_json: bool) -> None:
    """Tell every field of an account and the entries it was merged from."""
    with frame.desk(writing=False) as desk:
        value = as_listed(find_account(desk, account))
        entries = entries_of(desk, account)
        main = value["main_account"]
        if main:
            value["main_account"] = find_account(desk, str(main)).account.name
    shown = {title: as_shown(name, value[name]) for name, title in FIELD_LABELS.items()}
    lines = [f"{title}：{text}" for title, text in shown.items() if text]
    if len(entries) > 1:
        lines.append(f"由{len(entries)}条登记合并而成")
    show({**value, "entries": entries}, as_json, "\n".join(lines))


@click.command("merge", help="把重复登记的两个账号合并为一个（可以用 accounts part 分开）")
@click.argument("one")
@click.argument("other")
@json_option
@click.pass_obj
def merge_(frame: Frame, one: str, other: str, as_json: bool) -> None:
    """Make two entries one account."""
    with frame.desk(writing=True) as desk:
        entries = merge(desk, one, other)
        merged = as_listed(find_account(desk, entries[0]))
    text = f"已合并为一个账号“{merged['name']}”，只计一次；两条登记都还在。"
    show({**merged, "entries": entries}, as_json, text)


@click.command("part", help="把合并过的账号分开")
@click.argument("account")
@json_option
@click.pass_obj
def part_(frame: Frame, account: str, as_json: bool) -> None:
    """Undo a merge, however long ago it was."""
    with frame.desk(writing=True) as desk:
        entries = entries_of(desk, account)
        count = part_again(desk, account)
    show({"entries": entries}, as_json, f"已分开为{count}个账号，不再自动合并。")


@click.command("main", help="写明一个账号归哪个主账号；不写主账号即不归任何账号")
@click.argument("account")
@click.argument("main", default="")
@json_option
@click.pass_obj
def main_(frame: Frame, account: str, main: str, as_json: bool) -> None:
    """Say to which main account an account belongs."""
    with frame.desk(writing=True) as desk:
        changed = set_main_account(desk, account, main or None)
    text = "已记下。" if changed else "没有变化。"
    show({"account": account, "main_account": main or None, "changed": changed}, as_json, text)


@click.command("matrix", help="矩阵：主账号和归它的账号")
@json_option
@click.pass_obj
def matrix_(frame: Frame, as_json: bool) -> None:
    """Tell the main accounts with all that belongs to them."""
    with frame.desk(writing=False) as desk:
        branches = matrix(desk)
    text = "\n".join(line for branch in branches for line in _lines(branch, 0))
    show([_branch(branch) for branch in branches], as_json, text or "台账还是空的。")


def _branch(branch: Branch) -> dict[str, Any]:
    account = branch.listed.account
    return {
        "id": account.id,
        "name": account.name,
        "platform": account.platform.value,
        "owner": branch.listed.owner_name,
        "below": [_branch(below) for below in branch.below],
    }


def _lines(branch: Branch, depth: int) -> list[str]:
    account = branch.listed.account
    told = f"{'  ' * depth}{account.name}（{account.platform.label}）"
    return [told, *(line for below in branch.below for line in _lines(below, depth + 1))]
