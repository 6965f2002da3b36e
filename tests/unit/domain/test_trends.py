from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.accounts import Status
from govmedia_desktop.domain.history import Published
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.periods import Period, parse_quarter
from govmedia_desktop.domain.rates import parse_rate, printed_rate
from govmedia_desktop.domain.trends import (
    BELOW_MARK,
    Group,
    Tally,
    own_points,
    published_points,
)
from tests.unit.trend_rule import CheckedAccount, deciding, tallies

QUARTER = parse_quarter("2026Q4")
PASSED = CheckedAccount(
    inspection="i1",
    account="a1",
    reference_date=date(2026, 11, 21),
    nature=Nature.QUARTERLY,
    by="county",
    supervisor="county",
    status=Status.RUNNING,
    suspended=False,
    failed=False,
    unconfirmed=False,
    platform="微信公众号",
    level="乡镇",
    office="示例镇",
)
FAILED = replace(PASSED, inspection="i2", account="a2", failed=True, problems=("内容不更新",))
OPEN = replace(FAILED, inspection="i3", account="a3", unconfirmed=True, problems=())

FUZHOU = Published(
    place="抚州市",
    level="市",
    period="2019Q3",
    period_start="2019-07-01",
    period_end="2019-09-30",
    total=314,
    checked=314,
    unqualified=55,
    pass_rate_printed="82.48%",  # noqa: S106
    by_platform={"微信公众号": 218, "新浪微博": 67},
    by_owner={"微信公众号/市直": 53, "微信公众号/县区": 165, "新浪微博/市直": 28},
    remark=None,
    source="2019年第三季度通报",
)


def one_point(**fields):
    (point,) = published_points([replace(FUZHOU, **fields)], None)
    return point


@pytest.mark.parametrize(
    ("spoiled", "counts"),
    [
        ({}, True),
        ({"nature": Nature.SAMPLE}, True),
        ({"nature": Nature.SELF}, False),
        ({"nature": Nature.MONITORING}, False),
        ({"nature": Nature.RECHECK}, False),
        ({"by": "township"}, False),
        ({"supervisor": None}, False),
        ({"status": Status.CLOSING}, True),
        ({"status": Status.CLOSED}, False),
        ({"status": Status.CANCELLED}, False),
        ({"status": Status.UNFILED}, False),
        ({"status": Status.FAKE}, False),
        ({"suspended": True}, False),
        ({"reference_date": date(2026, 9, 30)}, False),
        ({"reference_date": date(2026, 10, 1)}, True),
        ({"reference_date": date(2026, 12, 31)}, True),
        ({"reference_date": date(2027, 1, 1)}, False),
    ],
)
def test_what_counts(spoiled, counts):
    assert bool(deciding([replace(PASSED, **spoiled)], QUARTER)) is counts


def test_the_latest_reference_date_decides_and_then_the_later_entry():
    later = replace(FAILED, account="a1", reference_date=date(2026, 12, 1))
    assert deciding([later, PASSED], QUARTER) == [later]
    same_day = replace(FAILED, account="a1")
    assert deciding([same_day, PASSED], QUARTER) == [same_day]


def test_a_recheck_never_rewrites_the_quarter():
    recheck = replace(PASSED, account="a2", nature=Nature.RECHECK, reference_date=date(2026, 12, 1))
    assert deciding([FAILED, recheck], QUARTER) == [FAILED]


def test_accounts_wholly_unconfirmed_are_in_neither_count_but_told():
    assert tallies([PASSED, FAILED, OPEN], QUARTER, None) == [Tally(QUARTER, "", 2, 1, 1)]


def test_an_unconfirmed_latest_inspection_leaves_the_account_out_even_if_it_passed_before():
    latest = replace(OPEN, account="a1", reference_date=date(2026, 12, 1))
    decided = deciding([PASSED, latest], QUARTER)
    assert tallies(decided, QUARTER, None) == [Tally(QUARTER, "", 0, 0, 1)]


@pytest.mark.parametrize(
    ("group", "names"),
    [(Group.PLATFORM, ["微信公众号"]), (Group.LEVEL, ["乡镇"]), (Group.OFFICE, ["示例镇"])],
)
def test_counts_are_split_by_group(group, names):
    rows = tallies([PASSED, FAILED], QUARTER, group)
    assert [(row.group, row.checked, row.unqualified) for row in rows] == [(names[0], 2, 1)]


def test_by_problem_all_checked_stand_against_those_that_have_it():
    twice = replace(FAILED, account="a4", problems=("内容不更新", "互动回应差", "互动回应差"))
    assert tallies([PASSED, FAILED, twice, OPEN], QUARTER, Group.PROBLEM) == [
        Tally(QUARTER, "互动回应差", 3, 1, 1),
        Tally(QUARTER, "内容不更新", 3, 2, 1),
    ]


def test_what_fails_by_points_stands_under_the_items_that_deducted_them():
    low = replace(FAILED, account="a5", problems=(), deductions=("错别字", "存在商业广告"))
    assert tallies([PASSED, low], QUARTER, Group.PROBLEM) == [
        Tally(QUARTER, "存在商业广告", 2, 1),
        Tally(QUARTER, "错别字", 2, 1),
    ]


def test_beside_a_veto_deductions_are_not_what_failed_it():
    both = replace(FAILED, deductions=("错别字",))
    assert [t.group for t in tallies([both], QUARTER, Group.PROBLEM)] == ["内容不更新"]


def test_what_fails_by_points_without_a_deducting_item_stands_under_its_score():
    bare = replace(FAILED, problems=())
    assert tallies([bare], QUARTER, Group.PROBLEM) == [Tally(QUARTER, BELOW_MARK, 1, 1)]


def test_a_period_without_inspections_has_no_counts():
    assert tallies([], QUARTER, None) == []


FACTS = st.lists(
    st.builds(
        replace,
        st.sampled_from([PASSED, FAILED, OPEN]),
        account=st.sampled_from("abcdef"),
        inspection=st.uuids().map(str),
        reference_date=st.dates(date(2026, 9, 1), date(2027, 1, 31)),
        platform=st.sampled_from(["抖音", "快手"]),
        nature=st.sampled_from(Nature),
    ),
    unique_by=lambda fact: fact.inspection,
)


@given(FACTS, st.randoms())
def test_order_never_matters_and_groups_add_up_to_the_whole(facts, chance):
    shuffled = chance.sample(facts, len(facts))
    decided = deciding(facts, QUARTER)
    assert deciding(shuffled, QUARTER) == decided
    assert len({fact.account for fact in decided}) == len(decided)
    whole, parts = tallies(decided, QUARTER, None), tallies(decided, QUARTER, Group.PLATFORM)
    for count in ("checked", "unqualified", "left_out"):
        assert sum(getattr(t, count) for t in whole) == sum(getattr(t, count) for t in parts)


def test_own_results_become_points_by_period_then_group():
    free = Period(date(2026, 4, 1), date(2026, 6, 15))
    points = own_points([Tally(QUARTER, "抖音", 3, 1), Tally(free, "", 0, 0, 2)])
    assert [(p.period_code, p.period_label, p.pass_rate) for p in points] == [
        ("2026-04-01/2026-06-15", "2026-04-01至2026-06-15", None),
        ("2026Q4", "2026年第四季度", Fraction(2, 3)),
    ]
    assert [(p.pass_rate_printed, p.taken_over, p.left_out) for p in points] == [
        ("", False, 2),
        ("66.67%", False, 0),
    ]


def test_a_notice_with_counts_is_a_point_with_the_unrounded_rate():
    point = one_point()
    assert (point.period_code, point.period_label) == ("2019Q3", "2019年第三季度")
    assert (point.checked, point.unqualified, point.total) == (314, 55, 314)
    assert point.pass_rate == Fraction(259, 314)
    assert point.pass_rate_printed == "82.48%" == printed_rate(314, 55)  # noqa: S105
    assert point.taken_over


def test_where_the_unqualified_were_not_printed_the_printed_rate_stands():
    point = one_point(checked=255, unqualified=None, pass_rate_printed="95.7%")  # noqa: S106
    assert (point.unqualified, point.pass_rate) == (None, Fraction(957, 1000))


def test_where_neither_was_printed_there_is_no_rate():
    point = one_point(unqualified=None, pass_rate_printed=None)
    assert (point.unqualified, point.pass_rate, point.pass_rate_printed) == (None, None, "")


def test_counts_without_a_printed_rate_still_make_one():
    point = one_point(checked=30, unqualified=0, pass_rate_printed=None)
    assert (point.pass_rate, point.pass_rate_printed) == (1, "")


def test_by_platform_a_notice_gives_its_totals_only():
    points = published_points([FUZHOU], Group.PLATFORM)
    assert [(p.group, p.total, p.checked, p.pass_rate) for p in points] == [
        ("微信公众号", 218, None, None),
        ("新浪微博", 67, None, None),
    ]


def test_by_level_a_notice_is_added_up_over_its_platforms_only():
    points = published_points([FUZHOU, replace(FUZHOU, place="甘肃省")], Group.LEVEL)
    assert [(p.group, p.total) for p in points] == [("市直", 81), ("县区", 165)] * 2


@pytest.mark.parametrize("group", [Group.OFFICE, Group.PROBLEM])
def test_notices_are_not_split_by_what_they_do_not_print(group):
    assert published_points([FUZHOU], group) == []


def test_places_of_one_period_stay_apart():
    other = replace(FUZHOU, place="甘肃省", checked=591, unqualified=25)
    assert [p.checked for p in published_points([other, FUZHOU], None)] == [314, 591]


def test_a_period_that_is_no_quarter_keeps_its_own_name_and_place_in_time():
    month = replace(FUZHOU, period="2024-04", period_start="2024-04-30")
    rows = [month, replace(FUZHOU, period="2024Q1", period_start="2024-01-01"), FUZHOU]
    assert [p.period_label for p in published_points(rows, None)] == [
        "2019年第三季度",
        "2024年第一季度",
        "2024-04",
    ]


@pytest.mark.parametrize(
    ("checked", "unqualified", "decimals", "printed"),
    [
        (314, 55, 2, "82.48%"),
        (591, 25, 2, "95.77%"),
        (139, 39, 0, "72%"),
        (303, 10, 0, "97%"),
        (120, 4, 2, "96.67%"),
        (8, 1, 1, "87.5%"),
        (8, 1, 0, "88%"),
        (400, 1, 1, "99.8%"),
        (20_000, 1, 2, "100.00%"),
        (1, 1, 2, "0.00%"),
        (0, 0, 2, ""),
        (3, 4, 2, ""),
    ],
)
def test_rates_are_printed_rounded_half_up(checked, unqualified, decimals, printed):
    assert printed_rate(checked, unqualified, decimals) == printed


@given(st.integers(1, 10**6), st.data(), st.integers(0, 6))
def test_a_printed_rate_is_the_nearest_and_is_read_back(checked, data, decimals):
    unqualified = data.draw(st.integers(0, checked))
    read = parse_rate(printed_rate(checked, unqualified, decimals))
    assert abs(read - Fraction(checked - unqualified, checked)) * 10 ** (decimals + 2) * 2 <= 1


@pytest.mark.parametrize("text", ["", "约97%", "101%", "97", "-1%", "९७%", "9" * 99 + "%", "1.%"])
def test_what_is_no_percentage_gives_no_rate(text):
    assert parse_rate(text) is None
