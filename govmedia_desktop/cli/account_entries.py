"""`govmedia accounts show|merge|part|main|matrix` and `twins join`: entries and 矩阵."""

from dataclasses import asdict
from typing import Any

import click

from govmedia_desktop.cli.frame import Frame, json_option, pairs, show
from govmedia_desktop.domain.accounts import FIELD_LABELS, as_shown
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.register.accounts import as_listed, find_account
from govmedia_desktop.usecases.register.matrix import Branch, matrix, set_main_account
from govmedia_desktop.usecases.register.merging import (
    ONE,
    OTHER,
    SideBySide,
    Taken,
    entries_of,
    merge_all,
    part_again,
    side_by_side,
)

_TAKE = click.option(
    "--take",
    "taken",
    multiple=True,
    help="不同的栏目用哪条登记的：remark=2；只写 1 或 2 即其余不同的都用它。1 是先登记的",
)


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
@_TAKE
@click.option("--dry-run", is_flag=True, help="只逐项对照，不合并")
@json_option
@click.pass_obj
def merge_(
    frame: Frame, one: str, other: str, taken: tuple[str, ...], dry_run: bool, as_json: bool
) -> None:
    """Make two entries one account, or show them side by side."""
    with frame.desk(writing=not dry_run) as desk:
        chosen, otherwise = _taken(taken)
        if dry_run:
            fields = side_by_side(desk, one, other)
            lines = (_beside(f, chosen.get(f.name, otherwise)) for f in fields)
            beside = [{**asdict(f), "differs": f.differs} for f in fields]
            show(beside, as_json, "\n".join(lines))
            return
        entries, told = merge_all(desk, [one, other], chosen, otherwise)
        merged = as_listed(find_account(desk, entries[0]))
    head = f"已合并为一个账号“{merged['name']}”，只计一次；两条登记都还在。"
    value = {**merged, "entries": entries, "taken": [_took(one) for one in told]}
    show(value, as_json, "\n".join([head, *(f"  {one.told}" for one in told)]))


@click.command("join", help="这些是同一个账号（可以用 twins part 分开）")
@click.argument("accounts", nargs=-1, required=True)
@_TAKE
@json_option
@click.pass_obj
def join_(frame: Frame, accounts: tuple[str, ...], taken: tuple[str, ...], as_json: bool) -> None:
    """Decide that accounts are one."""
    with frame.desk(writing=True) as desk:
        _, told = merge_all(desk, accounts, *_taken(taken))
    head = f"已合并{len(accounts)}个账号，只计一次；各条登记都还在。"
    value = {"joined": list(accounts), "taken": [_took(one) for one in told]}
    show(value, as_json, "\n".join([head, *(f"  {one.told}" for one in told)]))


def _taken(given: tuple[str, ...]) -> tuple[dict[str, str], str]:
    """Return which entry stands by field, and for all others. Raises `RefusedError`."""
    for_all = [word for word in given if "=" not in word]
    named = pairs(tuple(word for word in given if "=" in word))
    if unknown := set(named) - {*FIELD_LABELS}:
        raise RefusedError(f"没有名为“{min(unknown)}”的栏目可选；没有合并。")
    if not {*for_all, *named.values()} <= {ONE, OTHER}:
        raise RefusedError("--take 只能写 1（先登记的）或 2，如 --take remark=2；没有合并。")
    return named, next(reversed(for_all), "")


def _took(taken: Taken) -> dict[str, str]:
    field = taken.field
    return {"name": field.name, "one": field.one, "other": field.other, "side": taken.side}


def _beside(field: SideBySide, side: str) -> str:
    sides = ((field.one, field.one_by), (field.other, field.other_by))
    one, other = (f"{value}（{by}）" if value else "未填" for value, by in sides)
    stands = field.stands(side) or "还没有选"
    return f"{'不同' if field.differs else '    '}  {field.title}：{one} | {other} → {stands}"


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
