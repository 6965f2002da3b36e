"""Dates as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.typed_dates import read_date

REFERENCE = date(2026, 11, 21)
TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2001, 1, 1), REFERENCE)


def read(text: str):
    return read_date(text, REFERENCE, TODAY)


@pytest.mark.parametrize(
    "text",
    ["2026-11-06", "2026/11/6", "2026.11.6", "2026年11月6日", "20261106", "11-06", "11-6", "11/6",
     "11.6", "11月6日", "1106", " 11-06 ", "11－06", "１１０６"],
)  # fmt: skip
def test_each_way_of_writing_a_day_is_read(text):
    assert read(text) == date(2026, 11, 6)


def test_a_day_without_a_year_is_the_latest_not_after_the_reference():
    assert read("12-30") == date(2025, 12, 30)
    assert read("11-21") == REFERENCE
    assert read("0229") == date(2024, 2, 29)


def test_yesterday_is_counted_from_today_not_from_the_reference():
    assert read_date("昨天", date(2026, 11, 24), TODAY) == date(2026, 11, 23)
    assert read_date("前天", date(2026, 11, 24), TODAY) == date(2026, 11, 22)


@pytest.mark.parametrize("text", ["今天", "2026-11-22", "2027/1/1", "20261122"])
def test_a_day_after_the_reference_is_refused_with_the_reason(text):
    reason = read(text)
    assert isinstance(reason, str)
    assert "晚于监测时间点 2026-11-21" in reason


@pytest.mark.parametrize("text", ["13-45", "2026-02-30", "0000", "20261399", "00-01"])
def test_a_day_that_does_not_exist_is_named(text):
    assert text in read(text)
    assert "没有" in read(text)


@pytest.mark.parametrize("text", ["上周", "1", "11-06-2026", "2026-11", "", "11", "abc"])
def test_what_is_no_date_is_told_how_to_write_one(text):
    assert "不像日期" in read(text)


@given(DAYS)
def test_every_full_spelling_of_a_day_means_that_day(day):
    for text in (day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"):
        assert read(text) == day


@given(st.integers(0, 364))
def test_every_short_spelling_means_a_day_of_the_year_before_the_reference(back):
    day = REFERENCE - timedelta(days=back)
    assert read(f"{day:%m-%d}") == read(f"{day:%m%d}") == day


@given(st.text(max_size=12))
def test_any_text_gives_a_day_not_after_the_reference_or_a_reason(text):
    found = read(text)
    assert isinstance(found, str) or found <= REFERENCE
