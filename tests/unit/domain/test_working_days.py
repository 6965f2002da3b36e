"""Working days: weekends, holidays and 调休, and years nobody knows yet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.working_days import KEPT, Arrangement, Calendar

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-10-01", False),
        ("2026-10-07", False),
        ("2026-10-10", True),  # a Saturday worked instead
        ("2026-02-14", True),
        ("2026-02-23", False),
        ("2026-11-28", False),
        ("2026-11-27", True),
    ],
)
def test_holidays_and_days_worked_instead_follow_the_notice_of_the_year(day, works):
    assert KEPT.is_working_day(date.fromisoformat(day)) is works


def test_five_working_days_pass_over_a_long_holiday():
    due = KEPT.deadline(date(2026, 9, 29), 5)
    assert due.day == date(2026, 10, 12)
    assert due.certain
    assert due.remark == ""


def test_of_a_year_not_known_monday_to_friday_count_and_that_is_said():
    due = KEPT.deadline(date(2031, 1, 1), 2)
    assert due.day == date(2031, 1, 3)
    assert due.remark == "2031年放假安排本程序还没有收录，按周一至周五计算"


def test_a_term_of_no_days_ends_where_it_begins():
    assert KEPT.deadline(date(2026, 10, 3), 0).day == date(2026, 10, 3)


@given(DAYS, st.integers(1, 30))
def test_a_term_ends_on_a_working_day_after_exactly_so_many(start, count):
    due = KEPT.deadline(start, count)
    assert KEPT.is_working_day(due.day)
    assert KEPT.working_days_between(start, due.day) == count
    assert KEPT.working_days_between(start, due.day - timedelta(days=1)) == count - 1
    assert due.certain is KEPT.is_known(due.day)


@given(DAYS, DAYS)
def test_days_between_are_never_below_zero(start, end):
    assert KEPT.working_days_between(start, end) >= 0


OWN = Calendar({2031: Arrangement(frozenset({date(2031, 1, 1)}), frozenset({date(2031, 1, 4)}))})


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2031, 1, 1), False),
        (date(2031, 1, 3), True),
        (date(2031, 1, 4), True),  # a Saturday
        (date(2031, 1, 5), False),
        (date(2026, 10, 1), False),
        (date(2032, 1, 1), True),
    ],
)
def test_a_year_that_was_entered_counts_as_it_was_and_the_others_as_before(day, works):
    assert OWN.is_working_day(day) is works


def test_a_term_in_an_entered_year_is_certain():
    due = OWN.deadline(date(2031, 1, 1), 3)
    assert (due.day, due.remark) == (date(2031, 1, 4), "")
