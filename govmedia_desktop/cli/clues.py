"""`govmedia clues …`."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from govmedia_desktop.cli.batches import show_batches, undo_batch
from govmedia_desktop.cli.frame import FILE, Frame, columns_told, json_option, pairs, show
from govmedia_desktop.domain.clues import FIELDS
from govmedia_desktop.domain.registers import Wanted
from govmedia_desktop.usecases.activity.batches import Matter
from govmedia_desktop.usecases.activity.clue_lists import ReadClue, read_clue_file, take_in_clues
from govmedia_desktop.usecases.activity.clues import (
    ToldClue,
    confirm_clue,
    list_clues,
    reject_clue,
)
from govmedia_desktop.usecases.register.accounts import as_listed, find_account


@click.group(help="监测线索：导入、列出、核实")
def clues() -> None:
    """Commands about what monitoring firms tell."""


@clues.command("import", help="导入监测单位的线索（xlsx、xls、et、csv）")
@click.argument("file", type=FILE)
@click.option("--source", default="", help="谁提供的，默认是文件名")
@click.option("--same", multiple=True, help="名称相近的是哪个账号：名单里的名称=台账里的名称")
@click.option("--column", "columns", multiple=True, help="认错的列是什么：D=问题")
@click.option("--dry-run", is_flag=True, help="只看结果，不写入")
@json_option
@click.pass_obj
def import_(
    frame: Frame,
    file: Path,
    source: str,
    same: tuple[str, ...],
    columns: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read a list and, unless it is a dry run, take it in."""
    with frame.desk(writing=not dry_run) as desk:
        read = read_clue_file(desk, file, source)
        if columns:
            told = columns_told(read.columns, columns, FIELDS)
            read = read_clue_file(desk, file, source, Wanted(columns=told))
        accounts = {name: find_account(desk, of).account.id for name, of in pairs(same).items()}
        decided = {c.id: accounts[c.row.named] for c in read.rows if c.row.named in accounts}
        if not dry_run:
            take_in_clues(desk, read, decided)
    counts = read.counts
    head = "试读（未写入）：" if dry_run else "已导入："
    lines = [
        f"{head}共{counts['rows']}条，新增{counts['added']}，已有{counts['unchanged']}，"
        f"重复{counts['duplicates']}，未读入{counts['rejected']}，"
        f"台账里没有的账号{counts['unmatched']}。",
        *(f"  存疑 {p.sheet} {p.cell}：{p.text}" for p in read.problems),
    ]
    problems = [{"sheet": p.sheet, "cell": p.cell, "text": p.text} for p in read.problems]
    value = {**counts, "problems": problems, "read": [_read(found) for found in read.rows]}
    show(value, as_json, "\n".join(lines))


def _read(found: ReadClue) -> dict[str, Any]:
    account = as_listed(found.listed) if found.listed else None
    near = [{"account": as_listed(listed), "why": why} for listed, why in found.near]
    return {**asdict(found.row), "fate": found.fate, "account": account, "near": near}


@clues.command("imports", help="在这台电脑上导入过的各批线索")
@json_option
@click.pass_obj
def imports(frame: Frame, as_json: bool) -> None:
    """List the lists that were taken in, the latest first."""
    show_batches(frame, Matter.CLUES, as_json)


@clues.command("undo", help="整批撤回：编号（见 clues imports），默认最近一批")
@click.argument("which", metavar="ID", default="")
@json_option
@click.pass_obj
def undo(frame: Frame, which: str, as_json: bool) -> None:
    """Take back a list as a whole."""
    undo_batch(frame, Matter.CLUES, which, as_json)


@clues.command("list", help="列出线索，待核实的在前")
@click.argument("account", required=False)
@json_option
@click.pass_obj
def list_(frame: Frame, account: str | None, as_json: bool) -> None:
    """List all clues, or an account's."""
    with frame.desk(writing=False) as desk:
        found = list_clues(desk, account)
    text = "\n".join(map(_line, found)) or "没有监测线索。"
    show([_told(told) for told in found], as_json, text)


@clues.command("confirm", help="一条线索属实：编号（见 clues list）")
@click.argument("clue")
@click.option("--account", default="", help="台账里认不出账号时，写明是哪一个")
@json_option
@click.pass_obj
def confirm(frame: Frame, clue: str, account: str, as_json: bool) -> None:
    """Confirm a clue."""
    with frame.desk(writing=True) as desk:
        told = confirm_clue(desk, clue, account)
    show(_told(told), as_json, f"已核实：{_line(told)}")


@clues.command("reject", help="一条线索不属实")
@click.argument("clue")
@click.option("--reason", default="", help="为什么不属实")
@json_option
@click.pass_obj
def reject(frame: Frame, clue: str, reason: str, as_json: bool) -> None:
    """Reject a clue."""
    with frame.desk(writing=True) as desk:
        told = reject_clue(desk, clue, reason)
    show(_told(told), as_json, f"不属实：{_line(told)}")


def _told(told: ToldClue) -> dict[str, Any]:
    account = as_listed(told.listed) if told.listed else None
    return {**asdict(told.clue), "account": account}


def _line(told: ToldClue) -> str:
    clue = told.clue
    return f"{clue.id}  {clue.state}  {clue.named}  {clue.problem}  {clue.found_on or '日期未填'}"
