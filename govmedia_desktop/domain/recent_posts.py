"""What an account's posts of the last weeks tell a check form; where nobody knows, nothing."""

from collections.abc import Sequence
from datetime import date, timedelta

from govmedia_desktop.domain.posts import Origin, Post

REACH_DAYS = 62
"""So far back an account must be known for its last weeks to be told."""
WEEKS, MONTH_DAYS = 4, 30
RECENT = frozenset(("posts_last_week", "originals_last_month", "weekly_posts", "monthly_originals"))
"""The names under which a form finds them (`bind::gm:register`)."""


def recent_posts(
    posts: Sequence[Post], until: date, day: date, least: dict[str, int]
) -> dict[str, str]:
    """Return by name what the posts known up to `until` say on the day (监测时间点).

    `posts_last_week`, `originals_last_month`: counts. `weekly_posts`, `monthly_originals`: `yes` or
    `no`, where `least` gives the local rule `posts_per_week` or `originals_per_month`. What reaches
    before the first known post or beyond the last look is left out, and so is what depends on posts
    of which nobody said whether they are 原创.
    """
    found: dict[str, str] = {}
    weeks = [_last(posts, until, day - timedelta(days=7 * n), 7) for n in range(WEEKS)]
    if (last := weeks[0]) is not None:
        found["posts_last_week"] = str(len(last))
    if "posts_per_week" in least and None not in weeks:
        enough = all(len(week or ()) >= least["posts_per_week"] for week in weeks)
        found["weekly_posts"] = _word(enough)
    month = _last(posts, until, day, MONTH_DAYS)
    if month is not None:
        found |= _originals(month, least.get("originals_per_month"))
    return found


def _originals(month: Sequence[Post], least: int | None) -> dict[str, str]:
    count = sum(post.origin is Origin.ORIGINAL for post in month)
    told = all(post.origin for post in month)
    found = {"originals_last_month": str(count)} if told else {}
    if least is not None and (told or count >= least):
        found["monthly_originals"] = _word(count >= least)
    return found


def _last(posts: Sequence[Post], until: date, day: date, days: int) -> list[Post] | None:
    """Return the posts of so many days up to the day; None where they are not known throughout."""
    before = str(day - timedelta(days=days))
    if until < day or not any(post.day <= before for post in posts):
        return None
    return [post for post in posts if before < post.day <= str(day)]


def _word(yes: bool) -> str:
    return "yes" if yes else "no"
