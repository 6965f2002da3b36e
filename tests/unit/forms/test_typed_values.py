"""What a person may type for each kind of question, how it is kept, and what is refused."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govmedia_desktop.forms.values import WRONG, normalised, outside
from tests.unit.forms.scenario import Scenario
from tests.unit.forms.workbooks import row

PLACE = "31.86 117.28"


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("date", "2026.11.6", "2026-11-06"),
        ("date", " ２０２６－１１－６ ", "2026-11-06"),
        ("date", "2026 年 11 月 6 日", "2026-11-06"),
        ("date", "2026年11月6", "2026-11-06"),
        ("time", "9:30", "09:30:00"),
        ("time", "９：３０", "09:30:00"),
        ("time", "9点", "09:00:00"),
        ("time", "9点30分", "09:30:00"),
        ("time", "9时5分", "09:05:00"),
        ("time", "09:30:15", "09:30:15"),
        ("time", "09:30:15.250+08:00", "09:30:15"),
        ("datetime", "2026-11-06 9:30", "2026-11-06T09:30:00"),
        ("datetime", "2026年11月6日　9点30分", "2026-11-06T09:30:00"),
        ("datetime", "2026-11-06T09:30:15.000+08:00", "2026-11-06T09:30:15"),
        ("datetime", "2026/11/6", "2026-11-06T00:00:00"),
        ("integer", "+7", "7"),
        ("integer", "007", "7"),
        ("integer", "-0", "0"),
        ("integer", "1 000", "1000"),
        ("decimal", "+.5", ".5"),
        ("decimal", "２．５０", "2.50"),
        ("decimal", "-0.25", "-0.25"),
        ("range", "３", "3"),
        ("acknowledge", "是", "OK"),
        ("acknowledge", " TRUE ", "OK"),
        ("acknowledge", "yes", "OK"),
        ("acknowledge", "√", "OK"),
        ("select_multiple", " b  a b ", "b a"),
        ("rank", "c c a", "c a"),
        ("text", "  两 头  ", "两 头"),
        ("geopoint", PLACE, "31.86 117.28 0 0"),
        ("geopoint", "31.86，117.28", "31.86 117.28 0 0"),
        ("geopoint", "31.86, 117.28, 25.5, 4", "31.86 117.28 25.5 4"),
        ("geopoint", "-90 180", "-90 180 0 0"),
        ("geotrace", f"{PLACE}；31.9 117.3;", "31.86 117.28 0 0; 31.9 117.3 0 0"),
        ("geoshape", f"{PLACE};32 118;{PLACE}", "31.86 117.28 0 0; 32 118 0 0; 31.86 117.28 0 0"),
    ],
)
def test_what_is_typed_is_kept_in_one_spelling(kind, typed, kept):
    assert normalised(kind, typed) == kept
    assert normalised(kind, kept) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("date", "2026-02-29"),
        ("date", "2026-11"),
        ("date", "26-11-06"),
        ("date", "6.11.2026"),
        ("date", "2026-11-06-07"),
        ("date", "0000-01-01"),
        ("time", "24:00"),
        ("time", "9:60"),
        ("time", "九点"),
        ("time", "9"),
        ("time", "下午3点"),
        ("datetime", "2026-11-06 25:00"),
        ("datetime", "2026-02-30 09:30"),
        ("datetime", "09:30"),
        ("datetime", "2026-11-06 上午"),
        ("integer", "1.0"),
        ("integer", "十"),
        ("integer", "1e3"),
        ("integer", "9" * 16),
        ("decimal", "1,5"),
        ("decimal", "1."),
        ("decimal", "1.2.3"),
        ("decimal", "１０⁵"),
        ("range", "三"),
        ("acknowledge", "否"),
        ("acknowledge", "OK?"),
        ("geopoint", "31.86"),
        ("geopoint", "90.01 117"),
        ("geopoint", "-31 180.5"),
        ("geopoint", "117.28 31.86 北"),
        ("geopoint", "1 2 3 4 5"),
        ("geotrace", PLACE),
        ("geotrace", f"{PLACE}; 东门"),
        ("geoshape", f"{PLACE};{PLACE}"),
    ],
)
def test_what_is_not_of_the_kind_is_not_taken_for_something_else(kind, typed):
    assert normalised(kind, typed) is None
    assert kind in WRONG


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)).map(
        lambda m: m.replace(microsecond=0)
    ),
    st.sampled_from(["{:%Y-%m-%dT%H:%M:%S}", "{0.year}年{0.month}月{0.day}日 {0:%H:%M:%S}"]),
)
def test_every_moment_is_kept_to_the_second(moment, spelling):
    assert normalised("datetime", spelling.format(moment)) == moment.isoformat()


@given(st.times().map(lambda t: t.replace(microsecond=0, second=0)))
def test_every_minute_of_the_day_is_read_in_both_spellings(minute):
    for typed in (f"{minute.hour}:{minute.minute:02}", f"{minute.hour}点{minute.minute}分"):
        assert time.fromisoformat(normalised("time", typed)) == minute


@given(st.decimals(-(10**9), 10**9, places=4, allow_nan=False))
def test_every_decimal_keeps_its_value_and_its_digits(number):
    kept = normalised("decimal", f"{number:f}")
    assert kept == f"{number:f}"
    assert Decimal(kept) == number


@given(st.sampled_from(sorted(WRONG)), st.text(max_size=25))
def test_what_is_kept_of_any_text_is_kept_again_as_it_is(kind, typed):
    kept = normalised(kind, typed)
    assert kept is None or normalised(kind, kept) == kept


# a range


steps = st.sampled_from(["1", "0.5", "0.1", "2", "-1", "3"])
ends = st.integers(-20, 20).map(str)


@given(ends, ends, steps, st.integers(-500, 500))
def test_a_number_is_of_a_range_where_it_lies_between_its_ends_on_one_of_its_steps(
    start, end, step, tenths
):
    number = Decimal(tenths) / 10
    low, high = sorted((Fraction(start), Fraction(end)))
    steps_gone = (Fraction(str(number)) - Fraction(start)) / Fraction(step)
    within = low <= Fraction(str(number)) <= high and steps_gone.denominator == 1
    told = outside({"start": start, "end": end, "step": step}, str(number))
    assert (told is None) == within


@given(st.integers(0, 9), st.integers(10, 99))
def test_beyond_a_range_its_two_ends_are_told_the_lower_first(least, number):
    assume(number > 10)
    told = outside({"start": "10", "end": str(least), "step": "1"}, str(number))
    assert told == f"这里要填{least}到10之间的数"


def test_off_the_steps_of_a_range_start_and_step_are_told():
    bounds = {"start": "0.5", "end": "9", "step": "2"}
    assert outside(bounds, "3") == "这里要填从0.5起、每次相差2的数"
    assert outside(bounds, "4.5") is None


@pytest.mark.parametrize(
    ("bounds", "number"),
    [
        ({}, "999"),
        ({"start": "1"}, "-5"),
        ({"end": "1"}, "5"),
        ({"start": "0", "end": "10", "step": "0"}, "3.3"),
        ({"start": "0", "end": "10"}, "4"),
        ({"start": "0", "end": "10", "step": ""}, "10"),
    ],
)
def test_without_both_ends_any_number_will_do_and_without_a_step_every_whole_one(bounds, number):
    assert outside(bounds, number) is None


# in a form


def test_what_is_refused_changes_nothing_and_is_told_by_the_kind():
    scenario = Scenario(row("date", "d"), row("geopoint", "p"), row("time", "t"))
    scenario.type(d="2026-11-06", p=PLACE, t="9:30")
    before = scenario.run.answers()
    for name, typed in (("d", "昨天"), ("p", "东门"), ("t", "早上")):
        kind = scenario.form.node(scenario.path(name)).kind
        assert scenario.run.answer(scenario.path(name), typed) == WRONG[kind]
    assert scenario.run.answers() == before


@given(st.dates(date(2020, 1, 1), date(2026, 11, 21)), st.integers(0, 400))
def test_a_day_typed_in_any_spelling_counts_the_same_days(day, later):
    scenario = _DAYS
    after = day + timedelta(later)
    scenario.type(a=f"{day:%Y%m%d}", b=f"{after.year}年{after.month}月{after.day}日")
    assert scenario.item("n").value == str(later)


_DAYS = Scenario(
    row("date", "a"), row("date", "b"), row("calculate", "n", calculation="${b} - ${a}")
)
