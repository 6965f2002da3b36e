from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.periods import (
    Period,
    parse_period,
    parse_quarter,
    quarter_of,
    quarters_back,
)

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


@given(st.dates(), st.dates())
def test_every_period_is_known_again_by_its_code(one, other):
    start, end = sorted((one, other))
    period = Period(start, end)
    assert parse_period(period.code) == period
    quarter = quarter_of(one)
    assert parse_period(quarter.code) == parse_quarter(quarter.code) == quarter
    assert one in quarter


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("2026-11-21/2026-11-21", Period(date(2026, 11, 21), date(2026, 11, 21))),
        ("2026-11-22/2026-11-21", None),
        ("2026-10-01/2026-12-31", None),  # a quarter is called by its own name
        ("2026Q0", None),
        ("2026Q5", None),
        ("0000Q1", None),
        ("2026q4", None),
        ("2026-11-21", None),
        ("20261001/20261101", None),
        ("", None),
        ("/", None),
    ],
)
def test_a_period_has_one_spelling(code, period):
    assert parse_period(code) == period


@given(st.dates(), st.integers(0, 5000))
def test_so_many_quarters_back_each_is_the_one_that_ends_the_day_before(day, count):
    found, before = quarters_back(day, count), quarters_back(day, count + 1)
    if before is None:
        assert found is None or found.start == date(1, 1, 1)
        return
    assert before.end + timedelta(days=1) == found.start
    assert quarters_back(day, 0) == quarter_of(day)


def test_the_quarters_of_a_year_have_their_names_and_their_ends():
    told = [(q.label, q.end) for m in (1, 4, 9, 12) for q in [quarter_of(date(2024, m, 1))]]
    assert told == [
        ("2024年第一季度", date(2024, 3, 31)),
        ("2024年第二季度", date(2024, 6, 30)),
        ("2024年第三季度", date(2024, 9, 30)),
        ("2024年第四季度", date(2024, 12, 31)),
    ]
    assert quarter_of(date(2024, 2, 29)).code == "2024Q1"
