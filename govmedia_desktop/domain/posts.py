"""发布记录: what an account posted, and the figures that follow from it.

Likes, reads and reposts are no fields here (中央网信委《关于防治“指尖上的形式主义”的若干意见》).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction


class Origin(StrEnum):
    """Whether a post is the account's own or taken over."""

    ORIGINAL = "原创"
    REPRINT = "转载"


class PostKind(StrEnum):
    """What a post is about."""

    POLICY = "政策解读"
    SERVICE = "办事服务"
    LIFE = "民生信息"
    WORK = "工作动态"
    AUTHORITY = "转载权威信息"
    OTHER = "其他"

    @property
    def is_useful(self) -> bool:
        """Whether it explains policy, serves people or concerns their daily life (domain.md §0)."""
        return self in (PostKind.POLICY, PostKind.SERVICE, PostKind.LIFE)


@dataclass(frozen=True)
class Post:
    """One post of an account; `day` is ISO, what nobody said is None or empty."""

    id: str
    account: str
    day: str
    title: str
    link: str = ""
    origin: Origin | None = None
    source: str = ""
    """稿源: from where it was taken over."""
    kind: PostKind | None = None


@dataclass(frozen=True)
class PostFigures:
    """What an account's posts say of a span; shares are None where nothing of the kind was told.

    `longest_gap`: most days in a row without a post, the last one before the span counted in and
    up to the span's end. `days_over`: days of the span on which the last post lay further back
    than the limit. Both are None where no post up to the end is known. `since`: the day of the
    first post known, where it lies within the span: of the days before it nothing is told, and
    `per_week` counts from it, None before a week of days is known.
    """

    count: int
    first: str | None
    last: str | None
    longest_gap: int | None
    days_over: int | None
    per_week: Fraction | None
    originals: Fraction | None
    useful: Fraction | None
    origins_told: int
    """Of how many posts it is known whether they are the account's own."""
    kinds_told: int
    since: str | None = None


def figures(posts: Iterable[Post], start: date, end: date, limit_days: int) -> PostFigures:
    """Return the figures of one account's posts between two days, both included."""
    known = sorted((p for p in posts if p.day <= str(end)), key=lambda p: p.day)
    within = [p for p in known if p.day >= str(start)]
    gaps = _gaps(known, start, end)
    origins = [p.origin is Origin.ORIGINAL for p in within if p.origin]
    kinds = [p.kind.is_useful for p in within if p.kind]
    since = known[0].day if known and known[0].day > str(start) else None
    weeks = Fraction((end - (date.fromisoformat(since) if since else start)).days + 1, 7)
    return PostFigures(
        count=len(within),
        first=within[0].day if within else None,
        last=known[-1].day if known else None,
        longest_gap=max(((last - day).days for day, last in gaps), default=None),
        days_over=_days_over(gaps, start, limit_days) if gaps else None,
        per_week=len(within) / weeks if weeks >= 1 else None,
        originals=_share(origins),
        useful=_share(kinds),
        origins_told=len(origins),
        kinds_told=len(kinds),
        since=since,
    )


def _gaps(known: Sequence[Post], start: date, end: date) -> list[tuple[date, date]]:
    """Return the runs from each post up to the day before the next, or the end, into the span."""
    days = sorted({date.fromisoformat(post.day) for post in known})
    after = [*(day - timedelta(days=1) for day in days[1:]), end]
    return [(day, last) for day, last in zip(days, after, strict=False) if last >= start]


def _days_over(gaps: Sequence[tuple[date, date]], start: date, limit_days: int) -> int:
    first = [max(day + timedelta(days=limit_days + 1), start) for day, _ in gaps]
    return sum(
        max((last - begin).days + 1, 0) for begin, (_, last) in zip(first, gaps, strict=True)
    )


def _share(said: Sequence[bool]) -> Fraction | None:
    return Fraction(sum(said), len(said)) if said else None
