"""What posts tell a check form of the last weeks, and where they tell nothing."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.posts import Origin, Post
from govmedia_desktop.domain.recent_posts import recent_posts

DAY = date(2026, 11, 21)
RULES = {"posts_per_week": 1, "originals_per_month": 1}


def posts(*days, origin=None):
    return [Post(day, "a", day, day, origin=origin) for day in days]


WEEKLY = posts("2026-10-20", "2026-10-30", "2026-11-05", "2026-11-12", "2026-11-20")


def test_of_an_account_without_posts_nothing_is_told():
    assert recent_posts([], DAY, DAY, RULES) == {}


def test_posts_of_every_week_are_yes_and_a_week_without_is_no():
    told = recent_posts(WEEKLY, DAY, DAY, RULES)
    assert (told["posts_last_week"], told["weekly_posts"]) == ("1", "yes")
    assert recent_posts(WEEKLY[:3] + WEEKLY[4:], DAY, DAY, RULES)["weekly_posts"] == "no"


def test_without_a_local_rule_nothing_is_measured_against_it():
    assert set(recent_posts(WEEKLY, DAY, DAY, {})) == {"posts_last_week"}


def test_what_reaches_before_the_first_known_post_is_not_told():
    assert recent_posts(posts("2026-11-12", "2026-11-20"), DAY, DAY, RULES) == {
        "posts_last_week": "1"
    }


def test_days_after_the_last_look_are_not_judged():
    assert recent_posts(WEEKLY, DAY - timedelta(days=1), DAY, RULES) == {}


def test_originals_are_told_only_where_every_post_says_so_or_there_are_enough():
    known = posts("2026-10-20")
    own = posts("2026-11-01", origin=Origin.ORIGINAL)
    taken = posts("2026-11-02", origin=Origin.REPRINT)
    unsaid = posts("2026-11-03")
    told = recent_posts(known + own + taken, DAY, DAY, RULES)
    assert (told["originals_last_month"], told["monthly_originals"]) == ("1", "yes")
    assert recent_posts(known + taken, DAY, DAY, RULES)["monthly_originals"] == "no"
    assert "monthly_originals" not in recent_posts(known + taken + unsaid, DAY, DAY, RULES)
    enough = recent_posts(known + own + unsaid, DAY, DAY, RULES)
    assert enough["monthly_originals"] == "yes"
    assert "originals_last_month" not in enough


def test_a_post_on_the_day_itself_counts_and_one_after_it_does_not():
    told = recent_posts(posts("2026-11-01", "2026-11-21", "2026-11-22"), DAY, DAY, {})
    assert told["posts_last_week"] == "1"


@given(
    st.lists(st.dates(date(2026, 9, 1), date(2026, 12, 1)), max_size=20),
    st.dates(date(2026, 10, 1), date(2026, 12, 1)),
)
def test_no_answer_rests_on_days_that_nobody_knows(days, until):
    told = recent_posts(posts(*map(str, days)), until, DAY, RULES)
    if until < DAY or not any(day <= DAY - timedelta(days=7) for day in days):
        assert told == {}
    if told.get("weekly_posts"):
        assert min(days) <= DAY - timedelta(days=28)


def test_a_week_is_seven_days_with_the_reference_day_and_without_the_day_a_week_before():
    known = posts("2026-11-14", "2026-11-15", "2026-11-21", "2026-11-22")
    assert recent_posts(known, DAY + timedelta(days=1), DAY, {})["posts_last_week"] == "2"
    assert recent_posts(known[1:], DAY, DAY, {}) == {}, "the days before are not known throughout"
    assert recent_posts(known, DAY - timedelta(days=1), DAY, {}) == {}, "nobody looked that day"


def test_a_month_is_thirty_days_and_told_only_where_every_post_says_what_it_is():
    old = posts("2026-10-22", origin=Origin.ORIGINAL)
    month = posts("2026-10-23", "2026-11-21", origin=Origin.ORIGINAL)
    told = recent_posts([*old, *month], DAY, DAY, {"originals_per_month": 2})
    assert (told["originals_last_month"], told["monthly_originals"]) == ("2", "yes")
    told = recent_posts([*old, *month], DAY, DAY, {"originals_per_month": 3})
    assert told["monthly_originals"] == "no"
    doubtful = [*old, *month, *posts("2026-11-01")]
    told = recent_posts(doubtful, DAY, DAY, {"originals_per_month": 3})
    assert not {"originals_last_month", "monthly_originals"} & set(told)
    enough = recent_posts(doubtful, DAY, DAY, {"originals_per_month": 2})
    assert (enough.get("originals_last_month"), enough["monthly_originals"]) == (None, "yes")
