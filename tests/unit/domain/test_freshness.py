from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.freshness import SOON_DAYS, Freshness, freshness

DAY = date(2026, 11, 21)


def after(idle, looked_up=DAY, limit=14):
    return freshness(DAY - timedelta(days=idle), looked_up, limit, DAY)


def test_the_limit_itself_is_kept_and_the_days_before_it_are_near():
    assert [after(idle) for idle in (0, 11, 12, 14, 15)] == [
        Freshness.CURRENT,
        Freshness.CURRENT,
        Freshness.SOON,
        Freshness.SOON,
        Freshness.OVERDUE,
    ]


def test_a_date_nobody_looked_at_judges_nobody():
    assert after(30, looked_up=None) is Freshness.UNKNOWN
    assert freshness(None, DAY, 14, DAY) is Freshness.UNKNOWN


def test_a_date_looked_up_once_the_limit_had_run_out_is_a_fact():
    last = DAY - timedelta(days=30)
    assert freshness(last, last + timedelta(days=14), 14, DAY) is Freshness.UNKNOWN
    assert freshness(last, last + timedelta(days=15), 14, DAY) is Freshness.OVERDUE


@given(st.integers(0, 60), st.integers(1, 30))
def test_looked_up_today_an_account_is_overdue_just_past_its_limit(idle, limit):
    found = after(idle, limit=limit)
    assert (found is Freshness.OVERDUE) == (idle > limit)
    assert (found is Freshness.SOON) == (limit - SOON_DAYS < idle <= limit)


def test_an_update_after_the_day_says_nothing_of_the_last_one_up_to_it():
    later = DAY + timedelta(days=1)
    assert freshness(later, later, 14, DAY) is Freshness.UNKNOWN
    assert freshness(DAY, DAY, 14, DAY) is Freshness.CURRENT


@given(st.integers(-40, 60), st.none() | st.integers(-5, 70), st.integers(1, 30))
def test_the_standing_is_what_the_rule_says_in_one_breath(idle, looked, limit):
    last = DAY - timedelta(days=idle)
    looked_up = None if looked is None else last + timedelta(days=looked)
    if idle < 0:
        expected = Freshness.UNKNOWN
    elif idle <= limit - SOON_DAYS:
        expected = Freshness.CURRENT
    elif idle <= limit:
        expected = Freshness.SOON
    else:
        expected = Freshness.OVERDUE if (looked or 0) > limit else Freshness.UNKNOWN
    assert freshness(last, looked_up, limit, DAY) is expected
