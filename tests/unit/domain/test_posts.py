"""Figures of an account's posts: gaps, days over the limit, shares of what was told."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.posts import Origin, Post, PostKind, figures

START, END = date(2026, 10, 1), date(2026, 10, 28)


def posts(*days, **others):
    return [Post(str(n), "a", day, f"标题{n}", **others) for n, day in enumerate(days)]


def of(found, limit=14):
    return figures(found, START, END, limit)


def test_an_account_without_posts_has_no_gap_that_anybody_could_measure():
    told = of([])
    assert (told.count, told.last, told.longest_gap, told.days_over) == (0, None, None, None)
    assert (told.per_week, told.originals, told.useful) == (0, None, None)


def test_posts_are_counted_within_the_span_and_a_week():
    told = of(posts("2026-10-01", "2026-10-14", "2026-10-28", "2026-10-28", "2026-11-01"))
    assert (told.count, told.first, told.last) == (4, "2026-10-01", "2026-10-28")
    assert told.per_week == 1
    assert told.longest_gap == 13


def test_the_last_post_before_the_span_begins_the_first_gap():
    told = of(posts("2026-09-20", "2026-10-10"), limit=14)
    assert (told.longest_gap, told.days_over) == (19, 9)
    # 2026-10-05 to 2026-10-09, and 2026-10-25 to 2026-10-28


def test_of_days_before_the_first_post_known_nothing_is_told():
    assert of(posts("2026-10-20", "2026-10-27")).since == "2026-10-20"
    assert of(posts("2026-09-20", "2026-10-20")).since is None
    assert of(posts("2026-10-01")).since is None
    assert of([]).since is None


def test_a_week_is_counted_of_days_that_are_known_and_of_a_week_at_least():
    assert of(posts("2026-10-15", "2026-10-28")).per_week == 1
    assert of(posts("2026-09-20", "2026-10-15")).per_week == Fraction(1, 4)
    assert of(posts("2026-10-22")).per_week == 1
    assert of(posts("2026-10-23")).per_week is None


def test_what_lies_before_the_span_and_ends_there_does_not_count():
    assert of(posts("2026-05-01", "2026-09-30", "2026-10-12")).longest_gap == 16


def test_shares_are_those_of_what_was_told():
    found = [
        Post("1", "a", "2026-10-02", "甲", origin=Origin.ORIGINAL, kind=PostKind.POLICY),
        Post("2", "a", "2026-10-03", "乙", origin=Origin.REPRINT, kind=PostKind.WORK),
        Post("3", "a", "2026-10-04", "丙", origin=Origin.REPRINT),
        Post("4", "a", "2026-10-05", "丁"),
    ]
    told = of(found)
    assert (told.originals, told.useful) == (Fraction(1, 3), Fraction(1, 2))


DAYS = st.lists(st.dates(date(2026, 9, 1), date(2026, 11, 5)).map(str), max_size=8)


@given(DAYS, st.integers(0, 30))
def test_days_over_and_gaps_equal_counting_day_by_day(days, limit):
    told = of(posts(*days), limit)
    over, gap, known = 0, 0, False
    for number in range((END - START).days + 1):
        day = START + timedelta(days=number)
        before = [d for d in days if d <= str(day)]
        if before:
            known = True
            idle = (day - date.fromisoformat(max(before))).days
            over += idle > limit
            gap = max(gap, idle)
    assert (told.days_over, told.longest_gap) == ((over, gap) if known else (None, None))


def walked(days, start, end, limit):
    """Retell day by day: how many days of the span lay further back than the limit, and gaps."""
    over = gap = 0
    for n in range((end - start).days + 1):
        day = start + timedelta(days=n)
        last = max((d for d in days if d <= day), default=None)
        if last is not None:
            over += (day - last).days > limit
            gap = max(gap, (day - last).days)
    return gap, over


@given(
    st.lists(st.dates(date(2026, 8, 1), date(2026, 11, 15)), max_size=8),
    st.integers(0, 40),
    st.integers(1, 20),
)
def test_gaps_and_days_over_are_what_a_walk_day_by_day_counts(days, length, limit):
    end = START + timedelta(days=length)
    told = figures(posts(*map(str, days)), START, end, limit)
    if not any(day <= end for day in days):
        assert (told.longest_gap, told.days_over) == (None, None)
        return
    gap, over = walked([d for d in days if d <= end], START, end, limit)
    assert told.days_over == over
    assert told.longest_gap == gap


@pytest.mark.parametrize(("limit", "over"), [(14, 1), (15, 0), (13, 2)])
def test_the_limit_itself_is_kept_across_the_turn_of_the_year(limit, over):
    told = figures(posts("2025-12-25"), date(2026, 1, 1), date(2026, 1, 9), limit)
    assert (told.longest_gap, told.days_over) == (15, over)
