"""`govmedia posts …`."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from govmedia_desktop.cli.batches import show_batches, undo_batch
from govmedia_desktop.cli.frame import DAY, FILE, Frame, columns_told, json_option, show, span_of
from govmedia_desktop.domain.periods import quarter_of
from govmedia_desktop.domain.posted import FIELDS
from govmedia_desktop.domain.registers import Wanted
from govmedia_desktop.usecases.activity.batches import Matter
from govmedia_desktop.usecases.activity.post_lists import (
    PostsRead,
    read_pasted_posts,
    read_post_file,
)
from govmedia_desktop.usecases.activity.post_words import lines_of
from govmedia_desktop.usecases.activity.posts import (
    AccountFigures,
    post_figures,
    posts_of,
    take_in_posts,
)
from govmedia_desktop.usecases.register.accounts import as_listed, find_account


@click.group(help="发布记录：导入、列出、统计")
def posts() -> None:
    """Commands about posts."""


@posts.command("import", help="导入发布记录（平台后台导出的 xlsx、xls、csv 等）")
@click.argument("file", type=FILE)
@click.option("--account", help="没有写账号的行都是这个账号的")
@click.option("--column", "columns", multiple=True, help="认错的列是什么：D=标题")
@click.option("--dry-run", is_flag=True, help="只看结果，不写入")
@json_option
@click.pass_obj
def import_(
    frame: Frame,
    file: Path,
    account: str | None,
    columns: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read a list of posts and, unless it is a dry run, take it in."""
    with frame.desk(writing=not dry_run) as desk:
        read = read_post_file(desk, file, account)
        if columns and read.columns:
            told = columns_told(read.columns, columns, FIELDS)
            read = read_post_file(desk, file, account, Wanted(columns=told))
        if not dry_run:
            take_in_posts(desk, read, file.name)
    _show_read(read, as_json, dry_run=dry_run)


@posts.command("add", help="记一条或几条：账号 “日期 标题 链接”…")
@click.argument("account")
@click.argument("lines", nargs=-1, required=True)
@json_option
@click.pass_obj
def add(frame: Frame, account: str, lines: tuple[str, ...], as_json: bool) -> None:
    """Enter posts as lines of text."""
    with frame.desk(writing=True) as desk:
        read = read_pasted_posts(desk, "\n".join(lines), account)
        take_in_posts(desk, read)
    _show_read(read, as_json, dry_run=False)


@posts.command("list", help="一个账号的发布记录")
@click.argument("account")
@json_option
@click.pass_obj
def list_(frame: Frame, account: str, as_json: bool) -> None:
    """List an account's posts."""
    with frame.desk(writing=False) as desk:
        found = posts_of(desk, find_account(desk, account).account.id)
    text = "\n".join(f"{p.day}  {p.title}" for p in found) or "还没有发布记录。"
    show([asdict(p) for p in found], as_json, text)


@posts.command("imports", help="在这台电脑上记下过的各批发布记录")
@json_option
@click.pass_obj
def imports(frame: Frame, as_json: bool) -> None:
    """List what was put down at once, the latest first."""
    show_batches(frame, Matter.POSTS, as_json)


@posts.command("undo", help="整批撤回：编号（见 posts imports），默认最近一批")
@click.argument("which", metavar="ID", default="")
@json_option
@click.pass_obj
def undo(frame: Frame, which: str, as_json: bool) -> None:
    """Take back what was put down at once."""
    undo_batch(frame, Matter.POSTS, which, as_json)


@posts.command("stats", help="一段时间的发布情况")
@click.argument("account", required=False)
@click.option("--from", "start", type=DAY, help="从哪一天，默认本季度")
@click.option("--to", "end", type=DAY, help="到哪一天")
@json_option
@click.pass_obj
def stats(
    frame: Frame, account: str | None, start: date | None, end: date | None, as_json: bool
) -> None:
    """Tell the figures of accounts' posts."""
    with frame.desk(writing=False) as desk:
        quarter = quarter_of(desk.today())
        span = span_of(start or quarter.start, end or quarter.end)
        found = post_figures(desk, span, account)
        today = desk.today()
    lines = [
        f"{f.listed.account.name}：{'；'.join(lines_of(f, today))}（算到{f.until}）" for f in found
    ]
    show([_figures(f) for f in found], as_json, "\n".join(lines) or "还没有发布记录。")


def _figures(found: AccountFigures) -> dict[str, Any]:
    told = found.figures
    shares = {"per_week": told.per_week, "originals": told.originals, "useful": told.useful}
    return {
        **asdict(told),
        **{name: None if value is None else float(value) for name, value in shares.items()},
        "limit_days": found.limit_days,
        "until": found.until,
        "account": as_listed(found.listed),
    }


def _show_read(read: PostsRead, as_json: bool, *, dry_run: bool) -> None:
    problems = [{"sheet": p.sheet, "cell": p.cell, "text": p.text} for p in read.problems]
    counts = read.counts
    head = "试读（未写入）：" if dry_run else "已导入："
    lines = [
        f"{head}共{counts['rows']}条，新增{counts['added']}，已有{counts['unchanged']}，"
        f"重复{counts['duplicates']}，未读入{counts['rejected']}。",
        *(f"  存疑 {p['sheet']} {p['cell']}：{p['text']}" for p in problems),
    ]
    show({**counts, "problems": problems}, as_json, "\n".join(lines))
