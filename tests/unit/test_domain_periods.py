from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.periods import Period, parse_quarter, quarter_of

DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))


@given(DAYS)
def test_a_quarter_holds_its_day_and_is_named_back_to_itself(day):
    quarter = quarter_of(day)
    assert day in quarter
    assert parse_quarter(quarter.code) == quarter


@given(DAYS)
def test_quarters_follow_each_other_without_gap(day):
    quarter = quarter_of(day)
    assert quarter_of(quarter.end + timedelta(days=1)).start == quarter.end + timedelta(days=1)


def test_periods_are_named_as_people_write_them():
    assert quarter_of(date(2026, 11, 21)).label == "2026年第四季度"
    assert Period(date(2025, 4, 1), date(2025, 6, 15)).label == "2025-04-01至2025-06-15"


def test_what_is_no_quarter_is_not_read_as_one():
    assert parse_quarter("2026Q5") is None
    assert parse_quarter("0000Q1") is None
    assert parse_quarter("2026-Q1") is None


def test_the_last_quarter_there_is_ends_on_the_last_day_there_is():
    assert quarter_of(date(9999, 11, 5)) == Period(date(9999, 10, 1), date.max)
    assert Period(date(9999, 10, 1), date.max).code == "9999Q4"
    assert parse_quarter("9999Q4") == quarter_of(date.max)
