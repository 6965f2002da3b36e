"""Names: their spelling for comparing, and which accounts of several offices are one account."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.naming import TwinAccount, Twins, clean_name, find_twins, only_owner


def account(id_, name="示例发布", owner="示例局", platform="wechat", platform_id=None):
    return TwinAccount(id_, platform, platform_id, name, owner)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例镇发布 ", "示例镇发布"),
        ("示例\u3000发布", "示例发布"),
        ("示例\u200b发\u200d布\ufeff", "示例发布"),
        ("ＡＢＣ１２３", "abc123"),
        ("公众号（订阅号）", "公众号(订阅号)"),
        ("示例【县】局〔办〕", "示例（县）局(办)"),
        ("示例\n发布", "示例发布"),
        ("㈱", "(株)"),
    ],
)
def test_spellings_of_one_name_compare_equal(one, other):
    assert clean_name(one) == clean_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("示例县", "示例镇"), ("示例1", "示例2"), ("𠮷安发布", "吉安发布")]
)
def test_different_names_stay_different(one, other):
    assert clean_name(one) != clean_name(other)


@settings(deadline=None)
@given(st.text())
def test_a_cleaned_name_stays_as_it_is(text):
    once = clean_name(text)
    assert clean_name(once) == once
    assert not any(c.isspace() for c in once)


@settings(deadline=None)
@given(st.text(), st.sampled_from(" \t\n\u3000\u200b\ufeff\u2060"), st.integers(0, 40))
def test_blanks_anywhere_make_no_difference(text, blank, place):
    base = clean_name(text)
    assert clean_name(base[:place] + blank + base[place:]) == base


def test_the_only_owner_is_the_single_named_one():
    assert only_owner(["", "甲", "甲"]) == "甲"
    assert only_owner(["", ""]) is None
    assert only_owner(["甲", "乙"]) is None


def test_the_same_platform_and_account_id_is_one_account():
    found = find_twins(
        [
            account("2", "旧名", "甲局", platform_id="GH_1"),
            account("1", "新名", None, platform_id="gh_1"),
        ]
    )
    assert found == Twins((("2", "1"),), ())


def test_the_same_platform_owner_and_name_is_one_account_of_the_smallest_id():
    found = find_twins([account("3"), account("1", "示例 发布"), account("2", owner="示例局 ")])
    assert found == Twins((("2", "1"), ("3", "1")), ())


def test_one_name_on_two_platforms_is_two_accounts():
    assert find_twins([account("1"), account("2", platform="weibo")]) == Twins((), ())


def test_an_empty_owner_is_that_of_the_only_account_of_the_name():
    assert find_twins([account("1"), account("2", owner=None)]).joins == (("2", "1"),)
    assert find_twins([account("1", owner=""), account("2", owner=None)]).joins == (("2", "1"),)


def test_an_empty_owner_among_two_owners_is_doubtful_with_both():
    accounts = [account("1", owner="甲局"), account("2", owner="乙局"), account("3", owner=None)]
    assert find_twins(accounts) == Twins((), (("1", "2", "3"),))


def test_another_owner_of_the_same_name_is_doubtful():
    accounts = [account("1", owner="甲局"), account("2", owner="乙局"), account("3", owner="乙局")]
    assert find_twins(accounts) == Twins((("3", "2"),), (("1", "2"),))


def test_an_account_agreeing_with_two_that_disagree_is_doubtful_with_both():
    accounts = [
        account("1", "甲", "甲局", platform_id="x"),
        account("2", "乙", "乙局", platform_id="x"),
        account("3", "乙", "乙局", platform_id="y"),
    ]
    assert find_twins(accounts) == Twins((), (("1", "2", "3"),))


ACCOUNTS = st.lists(
    st.builds(
        TwinAccount,
        id=st.uuids().map(str),
        platform=st.sampled_from(["wechat", "weibo"]),
        platform_id=st.sampled_from([None, None, "", "a", "b"]),
        name=st.sampled_from(["甲", " 甲", "乙", "丙(一)", "丙（一）"]),
        owner_name=st.sampled_from([None, "", "东局", "西局", "东 局"]),
    ),
    max_size=12,
    unique_by=lambda a: a.id,
)


@settings(deadline=None)
@given(ACCOUNTS, st.randoms(use_true_random=False))
def test_the_order_of_the_accounts_makes_no_difference(accounts, chance):
    shuffled = list(accounts)
    chance.shuffle(shuffled)
    assert find_twins(shuffled) == find_twins(accounts)


@settings(deadline=None)
@given(ACCOUNTS)
def test_joined_accounts_share_a_platform_and_point_to_the_smallest(accounts):
    found = find_twins(accounts)
    platform = {a.id: a.platform for a in accounts}
    larger = {join[0] for join in found.joins}
    for id_, smallest in found.joins:
        assert smallest < id_
        assert smallest not in larger
        assert platform[id_] == platform[smallest]


@settings(deadline=None)
@given(ACCOUNTS)
def test_every_pair_that_agrees_is_joined_or_doubtful(accounts):
    found = find_twins(accounts)
    first = {a.id: a.id for a in accounts} | dict(found.joins)
    doubted = {id_: group for group in found.doubtful for id_ in group}
    for one in accounts:
        for other in accounts:
            if one.platform == other.platform and clean_name(one.name) == clean_name(other.name):
                same = first[one.id] == first[other.id]
                both = doubted.get(first[one.id], 1) == doubted.get(first[other.id], 2)
                assert same or both


@settings(deadline=None)
@given(ACCOUNTS)
def test_an_account_stands_in_one_doubt_at_most(accounts):
    ids = [id_ for group in find_twins(accounts).doubtful for id_ in group]
    assert len(ids) == len(set(ids))


def test_five_thousand_accounts_take_well_under_five_seconds():
    accounts = [
        account(str(i), f"示例{i % 2000}", [None, "甲", "乙"][i % 7 % 3]) for i in range(5000)
    ]
    start = time.perf_counter()
    find_twins(accounts)
    assert time.perf_counter() - start < 2
