"""发布记录: take in posts that were read, and the figures that follow from them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.posted import PostRow, post_key
from govmedia_desktop.domain.posts import Origin, Post, PostFigures, PostKind, figures
from govmedia_desktop.domain.records import Value, day_of
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import Row, members, standing
from govmedia_desktop.usecases.activity.batches import Matter, put_down
from govmedia_desktop.usecases.activity.post_lists import KIND, PostsRead
from govmedia_desktop.usecases.column_notes import remember_columns
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.parameters import update_limits
from govmedia_desktop.usecases.register.accounts import (
    ListedAccount,
    account_standing,
    find_account,
    list_accounts,
)

_SPACE = uuid.UUID("0198f000-0000-7000-8000-000000000705")


def take_in_posts(desk: Desk, read: PostsRead, name: str = "") -> int:
    """Write the posts, and what they say of the last update; return how many posts there were.

    A later post than the register's last update was looked up today. But nobody knows of what day
    a file is: one that would put an account over its limit tells of the post's own day only, since
    what nobody saw judges nobody (domain.md §8). `name`: the file they came from. All of it can be
    taken back as one (`usecases.activity.batches`).
    """
    reason = f"导入发布记录：{name}" if name else "登记发布记录"
    ids = {_id(account, row): (account, row) for account, row in read.new}
    edits = [Edit(id_, "post", _values(*new), reason=reason) for id_, new in ids.items()]
    latest: dict[str, str] = defaultdict(str)
    for account, row in read.new:
        latest[account] = max(latest[account], row.day)
    limit = update_limits(desk, desk.today())
    for account, day in latest.items():
        listed = account_standing(desk, account)
        if listed and day > (listed.account.last_update or ""):
            idle = (desk.today() - date.fromisoformat(day)).days
            doubtful = read.columns is not None and idle > limit(listed.account.owner)
            looked_up = day if doubtful else str(desk.today())
            values = {"last_update": day, "last_update_verified": looked_up}
            edits.append(Edit(listed.account.id, "account", {**values}, reason=reason))
    with write(desk.db):
        put_down(desk, Matter.POSTS, edits, name, len(read.new))
        if edits:
            remember_columns(desk, KIND, read.columns, read.wanted)
    return len(read.new)


def posts_of(desk: Desk, account: str) -> list[Post]:
    """Return an account's posts, the latest first."""
    where = f"account IN ({', '.join('?' * len(ids := members(desk.db, account)))})"
    found = [post for row in standing(desk.db, "post", where, ids) if (post := _post(row))]
    return sorted(found, key=lambda p: (p.day, p.id), reverse=True)


def delete_posts(desk: Desk, posts: Sequence[Post]) -> None:
    """Clear posts that were entered by mistake; their history stays."""
    cleared = {"day": None, "title": None}
    desk.record([Edit(p.id, "post", {**cleared}, reason="删除发布记录") for p in posts])


def restore_posts(desk: Desk, posts: Sequence[Post]) -> None:
    """Put deleted posts back as they were."""
    desk.record(
        [Edit(p.id, "post", {"day": p.day, "title": p.title}, reason="撤销删除") for p in posts]
    )


@dataclass(frozen=True)
class AccountFigures:
    """An account's posts in figures, from the span's start to the day `until`, ISO."""

    listed: ListedAccount
    figures: PostFigures
    limit_days: int
    until: str


@dataclass(frozen=True)
class PostsSeen:
    """An account's posts of a span, the latest first, with what they come to.

    `last`: the day of its latest post of all, ISO; None where none is known. `figures` is None
    where nothing is said of the span.
    """

    within: list[Post]
    figures: AccountFigures | None
    last: str | None


def posts_seen(desk: Desk, span: Period, account: str) -> PostsSeen:
    """Return the posts of an account in a span and their figures, all posts read once."""
    listed = find_account(desk, account)
    known = posts_of(desk, listed.account.id)
    within = [p for p in known if str(span.start) <= p.day <= str(span.end)]
    told = _figures(desk, span, {listed.account.id: known}, [listed])
    return PostsSeen(within, told[0] if told else None, known[0].day if known else None)


def post_figures(desk: Desk, span: Period, account: str | None = None) -> list[AccountFigures]:
    """Return the figures of every account of which posts are known, or of one, by name.

    Nothing is said of days after anybody looked, nor of an account not looked at in the span.
    """
    if account is None:
        return _figures(desk, span, _by_account(desk), list_accounts(desk))
    found = find_account(desk, account)
    return _figures(desk, span, {found.account.id: posts_of(desk, found.account.id)}, [found])


def _figures(
    desk: Desk,
    span: Period,
    by_account: Mapping[str, Sequence[Post]],
    accounts: Iterable[ListedAccount],
) -> list[AccountFigures]:
    limit = update_limits(desk, span.end)
    found = []
    for listed in sorted(accounts, key=lambda a: (a.account.name, a.account.id)):
        posts = by_account.get(listed.account.id)
        if posts and (until := min(str(span.end), seen_until(listed, posts))) >= str(span.start):
            days = limit(listed.account.owner)
            told = figures(posts, span.start, date.fromisoformat(until), days)
            found.append(AccountFigures(listed, told, days, until))
    return found


def seen_until(listed: ListedAccount, posts: Sequence[Post]) -> str:
    """Return the ISO day up to which an account's posts are known.

    That of the last look, where the update it found is among them; else that of the last post.
    """
    last, account = max(post.day for post in posts), listed.account
    if last < (account.last_update or ""):
        return last
    return max(last, account.last_update_verified or "")


def posts_since(desk: Desk, day: date) -> dict[str, list[Post]]:
    """Return the posts from that day on, by account."""
    return _by_account(desk, "day >= ?", str(day))


def _by_account(desk: Desk, where: str = "TRUE", *values: str) -> dict[str, list[Post]]:
    found: dict[str, list[Post]] = defaultdict(list)
    for row in standing(desk.db, "post", where, values):
        if post := _post(row):
            found[post.account].append(post)
    return found


def _id(account: str, row: PostRow) -> str:
    """The same post entered by two offices is one record."""
    return str(uuid.uuid5(_SPACE, post_key(account, row.day, row.title)))


def _values(account: str, row: PostRow) -> dict[str, Value]:
    return {
        "account": account,
        "day": row.day,
        "title": row.title,
        "link": row.link or None,
        "origin": row.origin,
        "source": row.source or None,
        "kind": row.kind,
    }


def _post(row: Row) -> Post | None:
    """A post that lacks its day or title was cleared, or came from another program."""
    if day_of(row["day"]) is None or not row["title"] or not row["account"]:
        return None
    values = {f.name: row[f.name] for f in fields(Post) if row[f.name] is not None}
    values["origin"] = Origin(row["origin"]) if row["origin"] in set(Origin) else None
    values["kind"] = PostKind(row["kind"]) if row["kind"] in set(PostKind) else None
    return Post(**values)
