"""Lists of posts as offices and platforms export them, and what taking one in adds."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.posts import Origin, PostKind
from govmedia_desktop.domain.registers import Problem, Source
from govmedia_desktop.domain.typed_dates import read_date

FIELDS = {
    "day": "发布日期",
    "title": "标题",
    "link": "链接",
    "origin": "原创或转载",
    "source": "转载来源",
    "kind": "内容类型",
    "account": "账号名称",
    "platform": "平台",
}
"""What a column of a list of posts may be read as."""
REQUIRED = ("day", "title")


@dataclass(frozen=True)
class PostRow:
    """One post as a list tells it; `account` and `platform` where the list has such columns."""

    sheet: str
    cell: str
    day: str
    title: str
    link: str = ""
    origin: Origin | None = None
    source: str = ""
    kind: PostKind | None = None
    account: str = ""
    platform: str = ""


@dataclass(frozen=True)
class PostList:
    """What was read: posts, the number of rows that are none, all doubts, and by which columns."""

    rows: tuple[PostRow, ...]
    rejected: int
    problems: tuple[Problem, ...]
    source: Source | None = None
    """None where it was pasted."""


_LINE = re.compile(
    r"\s*(?P<day>\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}(?!\d)(?:\s*日)?"
    r"|\d{1,2}\s*月\s*\d{1,2}(?!\d)(?:\s*日)?|\d{1,2}[-/]\d{1,2}(?=\s)|今天|昨天|前天)"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\s,，:：、]*(?P<title>\S.*?)\s*"
)
_LINK = re.compile(r"https?://\S+")


def read_line(line: str, place: str, today: date) -> PostRow | Problem | None:
    """Return the post of a line `2026-11-20 标题 链接`, or why it is none; None of a blank line."""
    if not line.strip():
        return None
    match = _LINE.fullmatch(line)
    title = _LINK.sub("", match["title"]).strip() if match else ""
    if match is None or not title:
        return Problem("", place, f"看不出日期和标题：“{line.strip()[:40]}”")
    day = typed_day("".join(match["day"].split()), today)
    if isinstance(day, Problem):
        return Problem("", place, day.text)
    link = _LINK.search(match["title"])
    return PostRow("", place, day, title, link[0] if link else "")


def typed_day(text: str, today: date) -> str | Problem:
    """Return the ISO day of a post that somebody typed; without a year the latest that was."""
    day = read_date(text, today, today, "今天")
    return Problem("", "", f"{day}，未读入") if isinstance(day, str) else str(day)


def post_key(account: str, day: str, title: str) -> str:
    """Return what makes a post the same one however often it is told: account, day and title."""
    return f"{account}\n{day}\n{clean_name(title)}"


def origin_of(text: str) -> Origin | None:
    """Return whether a cell says 原创 or 转载, None where it says neither."""
    word = clean_name(text)
    if word in ("原创", "是", "自采", "自编", "original"):
        return Origin.ORIGINAL
    return Origin.REPRINT if word in ("转载", "否", "转发", "非原创") else None


def kind_of(text: str) -> PostKind | None:
    """Return the kind that a cell names, None where it names none of them."""
    return next((kind for kind in PostKind if clean_name(text) == clean_name(kind)), None)


def distinct(rows: Iterable[PostRow]) -> Sequence[PostRow]:
    """Return the rows, each post once."""
    return list({post_key(f"{r.platform}\n{r.account}", r.day, r.title): r for r in rows}.values())
