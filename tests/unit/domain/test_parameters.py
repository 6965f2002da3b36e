from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.parameters import (
    RULES,
    Parameter,
    climb,
    in_force,
    in_words,
    is_looser,
)


def limit(office, value, **dates):
    return Parameter(
        f"p-{office}-{value}", office, "max_idle_days", Decimal(value), "本县规定", **dates
    )


def test_the_nearest_office_upward_decides():
    found = in_force([limit("县", 10), limit("市", 12)], ["镇", "县", "市"], "2026-11-21")
    assert [p.value for p in found] == [10]


def test_a_parameter_holds_on_both_its_ends_and_not_beyond():
    seven = limit("县", 7, valid_from="2026-01-01", valid_to="2026-03-31")
    assert in_force([seven], ["县"], "2026-01-01")
    assert in_force([seven], ["县"], "2026-03-31")
    assert not in_force([seven], ["县"], "2026-04-01")


def test_the_latest_to_begin_decides_within_one_office():
    old, new = limit("县", 10), limit("县", 7, valid_from="2026-07-01")
    assert [p.value for p in in_force([old, new], ["县"], "2026-11-21")] == [7]


def test_a_climb_ends_where_parents_form_a_ring():
    assert climb("a", {"a": "b", "b": "a"}) == ["a", "b"]
    assert climb(None, {}) == []


def test_looser_than_national_is_told_from_stricter():
    assert is_looser("max_idle_days", Decimal(30))
    assert not is_looser("max_idle_days", Decimal(14))


@pytest.mark.parametrize(
    ("name", "value", "looser"),
    [
        ("max_idle_days", 14, False),
        ("max_idle_days", 15, True),
        ("max_idle_days", 1, False),
        ("app_idle_days", 999, False),
        ("posts_per_week", 0, False),
        ("reply_days", 999, False),
    ],
)
def test_only_where_the_nation_says_something_can_a_local_limit_be_looser(name, value, looser):
    assert is_looser(name, Decimal(value)) is looser


def test_the_offices_of_others_decide_nothing():
    assert in_force([limit("邻县", 3)], ["镇", "县"], "2026-11-21") == []


def test_a_nearer_office_decides_whatever_began_later_above():
    near, far = limit("镇", 12), limit("县", 7, valid_from="2026-11-01")
    for both in ([near, far], [far, near]):
        assert in_force(both, ["镇", "县"], "2026-11-21") == [near]
    assert in_force([near, far], ["县", "镇"], "2026-11-21") == [far]


def test_a_rule_that_is_over_gives_way_to_the_office_above():
    over, above = limit("镇", 5, valid_to="2026-11-20"), limit("县", 10)
    assert in_force([over, above], ["镇", "县"], "2026-11-20") == [over]
    assert in_force([over, above], ["镇", "县"], "2026-11-21") == [above]


def test_of_two_that_began_on_one_day_the_smaller_id_decides():
    twins = [replace(limit("县", value), id=id_) for value, id_ in ((10, "b"), (7, "a"))]
    for both in (twins, twins[::-1]):
        assert [p.id for p in in_force(both, ["县"], "2026-11-21")] == ["a"]


def test_each_name_is_decided_for_itself_and_told_by_name():
    filing = replace(limit("县", 5), name="filing_days")
    found = in_force([limit("镇", 10), filing], ["镇", "县"], "2026-11-21")
    assert [(p.name, p.office) for p in found] == [("filing_days", "县"), ("max_idle_days", "镇")]


offices = st.sampled_from(["镇", "县", "市", "邻县"])
days = st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(str)
several = st.lists(
    st.builds(
        Parameter,
        st.uuids().map(str),
        offices,
        st.sampled_from(["max_idle_days", "filing_days"]),
        st.integers(1, 14).map(Decimal),
        st.just("本县规定"),
        valid_from=st.none() | days,
        valid_to=st.none() | days,
    ),
    max_size=8,
)


@given(several, days)
def test_one_rule_a_name_holds_and_none_that_is_nearer_or_later_holds_too(parameters, day):
    way = ["镇", "县", "市"]
    found = {p.name: p for p in in_force(parameters, way, day)}
    holding = [p for p in parameters if p.office in way and p.holds_on(day)]
    assert set(found) == {p.name for p in holding}
    for one in holding:
        chosen = found[one.name]
        assert way.index(chosen.office) <= way.index(one.office)
        if one.office == chosen.office:
            assert (one.valid_from or "") <= (chosen.valid_from or "")


@pytest.mark.parametrize(
    ("parameter", "words"),
    [
        (limit("县", 10), "本县规定：最长不更新天数10天（国家规定14天）"),
        (replace(limit("县", "2.50"), name="posts_per_week"), "本县规定：每周最少发布条数2.5条"),
        (replace(limit("县", 7), basis=""), "最长不更新天数7天（国家规定14天）"),
    ],
)
def test_a_rule_is_told_with_its_basis_and_beside_it_the_national_one(parameter, words):
    assert in_words(parameter) == words


@pytest.mark.parametrize(
    ("name", "value", "admitted"),
    [
        ("max_idle_days", "1", True),
        ("max_idle_days", "14.0", True),
        ("max_idle_days", "0", False),
        ("max_idle_days", "-1", False),
        ("max_idle_days", "0.5", False),
        ("filing_days", "14.5", False),
        ("filing_days", "3650", True),
        ("filing_days", "3651", False),
        ("filing_days", "1e400", False),
        ("filing_days", "NaN", False),
        ("filing_days", "Infinity", False),
        ("same_posts_percent", "100", True),
        ("same_posts_percent", "101", False),
    ],
)
def test_a_limit_is_a_whole_number_that_means_something(name, value, admitted):
    assert RULES[name].admits(Decimal(value)) is admitted
