"""处置建议: every suggestion with its reasons; essential services and unseen accounts are safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.accounts import Account, Platform, Status
from govmedia_desktop.domain.advice import ESSENTIAL, NO_INTERACTION, Case, Deed, advise
from govmedia_desktop.domain.freshness import Freshness
from govmedia_desktop.domain.register_checks import Check


def case(number=1, platform=Platform.WECHAT, owner="局", freshness=Freshness.CURRENT, **others):
    beside = {k: others.pop(k) for k in ("idle_days", "found", "problems") if k in others}
    account = Account(str(number), f"示例{number}", platform, owner=owner, **others)
    return Case(account, owner, freshness, **beside)


def told(*cases):
    return [(advice.account, advice.deed, advice.into) for advice in advise(cases)]


def reasons(*cases):
    return "；".join(advise(cases)[0].reasons)


def test_an_account_in_good_order_is_kept_and_says_why():
    assert told(case()) == [("1", Deed.KEEP, None)]
    assert reasons(case(service="一般服务")) == "承载一般服务；更新正常"
    assert "经批准暂停" in reasons(case(freshness=Freshness.EXEMPT))


def test_an_account_that_is_only_late_is_urged_not_closed():
    assert told(case(freshness=Freshness.OVERDUE)) == [("1", Deed.KEEP, None)]
    assert "先督促整改" in reasons(case(freshness=Freshness.OVERDUE))
    assert "没有有效互动功能" in reasons(case(problems=frozenset([NO_INTERACTION])))


def test_a_long_dead_account_is_to_be_closed_and_its_services_moved_first():
    dead = case(found=frozenset([Check.ZOMBIE]), idle_days=120, freshness=Freshness.OVERDUE)
    assert told(dead) == [("1", Deed.CLOSE, None)]
    assert "120天未更新" in reasons(dead)
    assert "先把内容和服务迁到保留的账号" in reasons(dead)


def test_a_dormant_account_is_to_be_closed_only_where_it_also_answers_nobody():
    found = frozenset([Check.DORMANT])
    assert told(case(found=found))[0][1] is Deed.KEEP
    silent = case(found=found, problems=frozenset([NO_INTERACTION]))
    assert told(silent)[0][1] is Deed.CLOSE


def test_of_two_accounts_on_one_platform_the_one_updated_last_stays():
    old = case(1, last_update="2026-01-01")
    new = case(2, last_update="2026-11-01")
    assert told(old, new) == [("1", Deed.MERGE, "2"), ("2", Deed.KEEP, None)]
    assert "“示例2”" in reasons(old, new)
    assert told(old, case(2, Platform.WEIBO)) == [("1", Deed.KEEP, None), ("2", Deed.KEEP, None)]


def test_of_two_updated_alike_the_one_with_a_service_stays_then_the_filed_then_the_first():
    alike = {"last_update": "2026-11-20"}
    for kept in ({"service": "一般服务"}, {"filing_number": "备1"}, {}):
        assert told(case(1, **alike, **kept), case(2, **alike))[1][1:] == (Deed.MERGE, "1")
    second = case(2, **alike, service="一般服务")
    assert told(case(1, **alike, filing_number="备1"), second)[0][1:] == (Deed.MERGE, "2")


def test_what_is_to_be_looked_up_first_says_that_it_carries_an_essential_service():
    told_ = reasons(case(freshness=Freshness.UNKNOWN, service="重大民生"))
    assert told_ == "承载重大民生；最近更新日期待核实，核实前不作建议"


def test_a_main_account_that_was_chosen_is_the_one_to_merge_into():
    main = case(3, Platform.WEIBO)
    sub = case(1, main_account="3", last_update="2026-01-01")
    assert told(sub, case(2, last_update="2026-11-01"), main)[0] == ("1", Deed.MERGE, "3")


def test_a_dead_second_account_is_merged_so_that_its_readers_are_not_lost():
    dead = case(1, found=frozenset([Check.ZOMBIE]), idle_days=100)
    assert told(dead, case(2, last_update="2026-11-01"))[0] == ("1", Deed.MERGE, "2")


def test_an_account_about_to_close_is_told_the_way():
    assert told(case(status=Status.CLOSING)) == [("1", Deed.CLOSE, None)]
    assert "停更公告" in reasons(case(status=Status.CLOSING))


def test_what_nobody_looked_up_is_looked_up_first():
    assert told(case(freshness=Freshness.UNKNOWN)) == [("1", Deed.LOOK, None)]


def test_accounts_that_are_not_supervised_get_no_advice():
    assert told(case(status=Status.CANCELLED), case(2, status=Status.FAKE)) == []


CASES = st.builds(
    case,
    st.integers(1, 9),
    st.sampled_from(Platform),
    st.sampled_from(["甲局", "乙局"]),
    st.sampled_from(Freshness),
    service=st.sampled_from([*ESSENTIAL, "一般服务", None]),
    status=st.sampled_from(Status),
    found=st.frozensets(st.sampled_from(Check), max_size=3),
    followers=st.integers(0, 10**6),
    idle_days=st.integers(0, 400),
    last_update=st.sampled_from([None, "2026-01-01", "2026-11-01"]),
)


@given(st.lists(CASES, max_size=6, unique_by=lambda c: c.account.id))
def test_essential_services_are_never_closed_or_merged_by_a_program(cases):
    by_id = {c.account.id: c for c in cases}
    for advice in advise(cases):
        if by_id[advice.account].account.service in ESSENTIAL:
            assert advice.deed in (Deed.KEEP, Deed.DECIDE, Deed.LOOK)
        assert advice.reasons


@given(st.lists(CASES, max_size=6, unique_by=lambda c: c.account.id), st.integers(0, 10**6))
def test_followers_change_no_advice(cases, followers):
    changed = [
        Case(
            Account(**{**vars(c.account), "followers": followers}),
            c.owner_name,
            c.freshness,
            c.idle_days,
            c.found,
            c.problems,
        )
        for c in cases
    ]
    assert advise(changed) == advise(cases)


@pytest.mark.parametrize("service", list(ESSENTIAL))
def test_an_essential_account_in_good_order_is_simply_kept(service):
    assert told(case(service=service)) == [("1", Deed.KEEP, None)]
    assert reasons(case(service=service)) == f"承载{service}；更新正常"


def test_what_an_account_serves_is_named_where_it_is_to_be_closed():
    dead = case(found=frozenset([Check.ZOMBIE]), idle_days=120, service="一般服务")
    assert "先把内容和服务（一般服务）迁到" in reasons(dead)


def test_who_is_closing_already_is_helped_to_close_even_beside_another_account():
    closing = case(1, status=Status.CLOSING, last_update="2026-01-01")
    other = case(2, last_update="2026-11-01")
    assert told(closing, other)[0] == ("1", Deed.CLOSE, None)


def test_the_account_with_an_essential_service_is_the_one_that_stays():
    old = case(1, last_update="2026-01-01", service=next(iter(ESSENTIAL)))
    new = case(2, last_update="2026-11-01")
    assert told(old, new) == [("1", Deed.KEEP, None), ("2", Deed.MERGE, "1")]


@pytest.mark.parametrize("status", [s for s in Status if not s.counts])
def test_of_who_is_not_supervised_nothing_is_suggested_and_nobody_goes_into_it(status):
    gone, here = case(1, status=status, last_update="2026-11-20"), case(2, last_update="2026-01-01")
    assert told(gone, here) == [("2", Deed.KEEP, None)]
