"""检查计划 as values: carried and read back, said in words; a drawing that nobody can steer."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.periods import parse_period
from govmedia_desktop.domain.plans import Plan, in_force, plan_as_values, plan_from_values
from govmedia_desktop.domain.sampling import drawn

Q4 = parse_period("2026Q4")
IDS = [f"账号{n}" for n in range(40)]
WHOLE = Plan(
    "p",
    "县",
    Q4,
    "national-2019",
    date(2026, 12, 15),
    date(2026, 12, 25),
    30,
    frozenset({"a", "b"}),
    "全覆盖以外的抽查",
)


@pytest.mark.parametrize("plan", [WHOLE, Plan("p", "县", Q4)], ids=["all said", "nothing said"])
def test_a_plan_is_read_as_it_was_carried(plan):
    assert plan_from_values("p", plan_as_values(plan)) == plan


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reference_date", "2027-01-05"),
        ("reference_date", "明天"),
        ("deadline", "2026-13-01"),
        ("share", 0),
        ("share", 300),
        ("accounts", {"ids": "a"}),
        ("accounts", {}),
    ],
)
def test_what_nobody_could_have_set_is_left_open(field, value):
    plan = plan_from_values("p", {**plan_as_values(WHOLE), field: value})
    assert getattr(plan, field) is None
    assert plan.form_id == "national-2019"


@pytest.mark.parametrize("gone", [{"period": "第四季度"}, {"period": None}, {"office": None}])
def test_without_office_or_period_it_is_no_plan(gone):
    assert plan_from_values("p", {**plan_as_values(WHOLE), **gone}) is None


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (WHOLE, "用“国办表”，监测时间点2026-12-15，抽查30%（共2个账号），2026-12-25前报送"),
        (Plan("p", "县", Q4, accounts=frozenset("abc")), "用“国办表”，检查指定的3个账号"),
        (Plan("p", "县", Q4, deadline=date(2026, 12, 25)), "检查全部账号，2026-12-25前报送"),
    ],
)
def test_it_is_said_as_people_say_it(plan, told):
    assert told in plan.in_words("国办表") or told in plan.in_words("")


def test_the_nearest_office_upward_decides():
    county, city = Plan("1", "县", Q4), Plan("2", "市", Q4)
    assert in_force([city, county], ["镇", "县", "市"]) == county
    assert in_force([city, county], ["市"]) == city
    assert in_force([city, county], ["别处"]) is None


def test_form_and_days_that_it_leaves_open_are_those_of_the_next_one_but_not_the_accounts():
    drawn_by_city = replace(WHOLE, id="2", office="市")
    county = Plan("1", "县", Q4, deadline=date(2026, 12, 20))
    found = in_force([drawn_by_city, county], ["镇", "县", "市"])
    assert found == replace(
        county, form_id="national-2019", reference_date=date(2026, 12, 15)
    )  # 全部账号 is what the county says
    assert in_force([drawn_by_city, county], ["市"]).accounts == WHOLE.accounts


@given(st.sets(st.sampled_from(IDS), min_size=1), st.integers(1, 100), st.text())
def test_a_share_is_rounded_up_and_drawn_the_same_again(ids, share, seed):
    found = drawn(ids, share, seed)
    assert set(found) <= ids
    assert len(found) - 1 < len(ids) * share / 100 <= len(found)
    assert drawn(sorted(ids), share, seed) == found


@given(st.integers(1, 100), st.integers(1, 100), st.text())
def test_a_larger_share_holds_the_smaller_one(one, other, seed):
    less, more = sorted((one, other))
    assert set(drawn(IDS, less, seed)) <= set(drawn(IDS, more, seed))


def test_every_account_has_its_chance():
    counted = dict.fromkeys(IDS, 0)
    for seed in range(400):
        for id_ in drawn(IDS, 25, str(seed)):
            counted[id_] += 1
    assert sum(counted.values()) == 400 * 10
    assert min(counted.values()) > 60  # 100 each are expected
    assert max(counted.values()) < 140
