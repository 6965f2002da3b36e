from decimal import Decimal

from govmedia_desktop.domain.parameters import Parameter, climb, in_force, is_looser


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
