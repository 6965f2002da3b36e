"""发布记录 as files or pasted lines tell it: read and matched, nothing written yet."""

from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from govmedia_desktop.domain.posted import PostList, PostRow, distinct, post_key
from govmedia_desktop.domain.registers import Problem, Source, Wanted
from govmedia_desktop.store.standing import roots, standing
from govmedia_desktop.usecases.column_notes import read_as_told
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.register.accounts import account_named, find_account

KIND = "post"
"""Under which its columns are remembered."""
_AS_FOUND = Wanted()
_WHOSE = "没有写是哪个账号的，未读入；请选定账号再导入"


@dataclass(frozen=True)
class PostsRead:
    """A list of posts, every new one of an account of the register.

    `new`: account id and row, each row once, those known already left out. `columns`: how a file
    was read, None of what was pasted; `wanted`: as a person told, now or the last time.
    """

    new: tuple[tuple[str, PostRow], ...]
    known: int
    doubles: int
    rejected: int
    problems: tuple[Problem, ...]
    columns: Source | None = None
    wanted: Wanted = _AS_FOUND

    @property
    def counts(self) -> dict[str, int]:
        """rows = added + unchanged + duplicates + rejected."""
        return {
            "rows": len(self.new) + self.known + self.doubles + self.rejected,
            "added": len(self.new),
            "unchanged": self.known,
            "duplicates": self.doubles,
            "rejected": self.rejected,
        }


def read_post_file(
    desk: Desk, path: Path, account: str | None = None, wanted: Wanted = _AS_FOUND
) -> PostsRead:
    """Return what a file of posts adds; rows that name no account are of the one given.

    Columns that nobody tells are those told the last time for this account and header, else for
    this header, else what the headers mean. Raises `CannotReadError` and, for an unknown account,
    `RefusedError`.
    """
    from govmedia_desktop.spreadsheets.posts import read_posts  # noqa: PLC0415  (openpyxl)

    one = find_account(desk, account).account.id if account else None
    reading = partial(read_posts, path, desk.today())
    asked = replace(wanted, sender=one or "")
    read, wanted, _ = read_as_told(desk, KIND, reading, asked, lambda _found: "")
    return replace(_matched(desk, read, one), wanted=wanted)


def read_pasted_posts(desk: Desk, text: str, account: str) -> PostsRead:
    """Return what pasted lines `日期 标题 链接`, or pasted cells, add to an account."""
    from govmedia_desktop.spreadsheets.posts import read_pasted  # noqa: PLC0415  (openpyxl)

    return _matched(desk, read_pasted(text, desk.today()), find_account(desk, account).account.id)


def _matched(desk: Desk, read: PostList, one: str | None) -> PostsRead:
    named = cache(partial(account_named, desk))  # the same few accounts, row after row
    rows = distinct(read.rows)
    meant = [(named(row.account, row.platform) if row.account else one, row) for row in rows]
    known = _known(desk, {id_ for id_, _ in meant if id_})
    matched, problems, twice = [], list(read.problems), 0
    for id_, row in meant:
        if id_ is None:
            problems.append(Problem(row.sheet, row.cell, _unmatched(row)))
        elif post_key(id_, row.day, row.title) in known:
            twice += 1
        else:
            matched.append((id_, row))
    refused = read.rejected + len(rows) - len(matched) - twice
    doubles = len(read.rows) - len(rows)
    return PostsRead(tuple(matched), twice, doubles, refused, tuple(problems), read.source)


def _unmatched(row: PostRow) -> str:
    return f"台账里没有（或不止一个）“{row.account}”，未读入" if row.account else _WHOSE


def _known(desk: Desk, accounts: set[str]) -> set[str]:
    """Return the keys of the posts that these accounts have."""
    ids = [*accounts, *(id_ for id_, root in roots(desk.db).items() if root in accounts)]
    where = f"account IN ({', '.join('?' * len(ids))})"
    rows = standing(desk.db, "post", where, ids)
    return {post_key(r["account"], r["day"] or "", r["title"] or "") for r in rows}
