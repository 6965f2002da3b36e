"""Lists of posts as offices and platforms export them, and what taking one in adds."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.posts import Origin, PostKind
from govmedia_desktop.domain.registers import Problem


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
    """What was read: posts, the number of rows that are none, all doubts."""

    rows: tuple[PostRow, ...]
    rejected: int
    problems: tuple[Problem, ...]


_LINE = re.compile(
    r"\s*(?P<y>\d{4})\s*[-./年]\s*(?P<m>\d{1,2})\s*[-./月]\s*(?P<d>\d{1,2})\s*日?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\s,，:：、]*(?P<title>\S.*?)\s*"
)
_LINK = re.compile(r"https?://\S+")


def read_lines(text: str) -> tuple[list[PostRow], list[str]]:
    """Return the posts of pasted lines `2026-11-20 标题 链接`, and the lines that are none."""
    rows, others = [], []
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.fullmatch(line)
        if match is not None:
            link = _LINK.search(match["title"])
            title = _LINK.sub("", match["title"]).strip()
            day = f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}"
            rows.append(PostRow("", f"第{number}行", day, title, link[0] if link else ""))
        elif line.strip():
            others.append(line.strip())
    return rows, others


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
