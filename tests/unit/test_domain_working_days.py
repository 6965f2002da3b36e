"""Working days: weekends, holidays and 调休, and years nobody knows yet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.working_days import (
    deadline,
    is_known,
    is_working_day,
    working_days_between,
)

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
    assert is_working_day(date.fromisoformat(day)) is works


def test_five_working_days_pass_over_a_long_holiday():
    due = deadline(date(2026, 9, 29), 5)
    assert due.day == date(2026, 10, 12)
    assert due.certain
    assert due.remark == ""


def test_of_a_year_not_known_monday_to_friday_count_and_that_is_said():
    due = deadline(date(2031, 1, 1), 2)
    assert due.day == date(2031, 1, 3)
    assert due.remark == "2031年放假安排本程序还没有收录，按周一至周五计算"


def test_a_term_of_no_days_ends_where_it_begins():
    assert deadline(date(2026, 10, 3), 0).day == date(2026, 10, 3)


@given(DAYS, st.integers(1, 30))
def test_a_term_ends_on_a_working_day_after_exactly_so_many(start, count):
    due = deadline(start, count)
    assert is_working_day(due.day)
    assert working_days_between(start, due.day) == count
    assert working_days_between(start, due.day - timedelta(days=1)) == count - 1
    assert due.certain is is_known(due.day)


@given(DAYS, DAYS)
def test_days_between_are_never_below_zero(start, end):
    assert working_days_between(start, end) >= 0
