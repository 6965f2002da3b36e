"""Two entries of one account: what stands is told before, merging loses nothing, parting undoes."""

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.register.account_history import account_history
from govmedia_desktop.usecases.register.accounts import (
    change_account,
    confirm_last_updates,
    find_account,
    list_accounts,
)
from govmedia_desktop.usecases.register.merge_choices import CHOSEN
from govmedia_desktop.usecases.register.merging import (
    ONE,
    OTHER,
    entries_of,
    merge,
    merge_all,
    part_again,
    side_by_side,
)
from tests.unit.desks import add, desk_of

SIDES = st.sampled_from([ONE, OTHER])
FIELDS = st.fixed_dictionaries(
    {}, optional={"remark": st.sampled_from("甲乙"), "url": st.sampled_from("丙丁")}
)


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


@pytest.fixture
def entries(desk):
    return [
        add(desk, "示例县普法", owner="示例县司法局", remark="老号"),
        add(desk, "示例縣普法", owner="示例县司法局", remark="新号", url="https://a.example"),
    ]


def all_of(desk, side, *entries):
    return {f.name: side for f in side_by_side(desk, *entries) if f.differs}


def test_fields_that_differ_come_first_and_stand_open_until_somebody_chooses(desk, entries):
    fields = side_by_side(desk, *entries[::-1])
    assert [f.name for f in fields if f.differs] == [f.name for f in fields[:2]]
    told = {f.name: (f.one, f.other, f.stands()) for f in fields}
    assert told["remark"] == ("老号", "新号", "")
    assert told["url"] == ("", "https://a.example", "https://a.example")
    assert told["owner"] == ("示例县司法局",) * 3
    (remark,) = [f for f in fields if f.name == "remark"]
    assert (remark.stands(ONE), remark.stands(OTHER)) == ("老号", "新号")
    assert len(list_accounts(desk)) == 2


def test_both_values_say_who_wrote_them_and_when(desk, entries):
    (remark,) = [f for f in side_by_side(desk, *entries) if f.name == "remark"]
    assert remark.one_by == remark.other_by == "张三 · 示例县人民政府办公室 · 2026-11-21"
    desk.staff = "李四"
    change_account(desk, entries[1], {"remark": "再改"})
    (remark,) = [f for f in side_by_side(desk, *entries) if f.name == "remark"]
    assert (remark.one_by[:2], remark.other, remark.other_by[:2]) == ("张三", "再改", "李四")


def test_nothing_that_differs_is_merged_unchosen(desk, entries):
    for taken in ({}, {"name": ONE}, {"name": ONE, "remark": ""}):
        with pytest.raises(RefusedError, match="备注不同，还没有选用"):
            merge(desk, *entries, taken)
    assert len(list_accounts(desk)) == 2


@pytest.mark.parametrize(("side", "remark"), [(ONE, "老号"), (OTHER, "新号")])
def test_a_merge_counts_once_and_parting_gives_both_back_as_they_were(desk, entries, side, remark):
    before = list_accounts(desk)
    merge(desk, "示例县普法", "示例縣普法", {"name": ONE, "remark": side})
    (merged,) = list_accounts(desk)
    assert (merged.account.remark, merged.account.url) == (remark, "https://a.example")
    assert sorted(entries_of(desk, "示例县普法")) == sorted(entries)
    assert part_again(desk, merged.account.id) == 2
    assert list_accounts(desk) == before
    merge(desk, *entries, all_of(desk, OTHER, *entries))
    assert [a.account.name for a in list_accounts(desk)] == ["示例縣普法"]
    part_again(desk, entries[0])
    assert list_accounts(desk) == before


def test_the_life_of_the_account_tells_what_was_chosen(desk, entries):
    merge(desk, *entries, {"name": ONE, "remark": OTHER})
    changes = account_history(desk, entries[0])
    assert ("备注", "老号", "新号", "合并重复登记，逐项选定") in [
        (c.field, c.old, c.new, c.reason) for c in changes
    ]


def test_what_was_written_after_a_merge_stays_when_it_is_parted(desk, entries):
    merge(desk, *entries, {"name": OTHER, "remark": OTHER})
    change_account(desk, entries[0], {"remark": "合并后改的"})
    part_again(desk, entries[0])
    told = {a.account.id: (a.account.name, a.account.remark) for a in list_accounts(desk)}
    assert told == {entries[0]: ("示例县普法", "合并后改的"), entries[1]: ("示例縣普法", "新号")}


def test_only_what_a_merge_chose_is_taken_back_never_what_somebody_wrote_so(desk, entries):
    merge(desk, *entries, {"name": ONE, "remark": OTHER})
    part_again(desk, entries[0])
    desk.clock = lambda: datetime.fromisoformat("2026-11-22T10:00:00+08:00")
    change_account(desk, entries[0], {"remark": "新号"}, CHOSEN)
    before = list_accounts(desk)
    desk.clock = lambda: datetime.fromisoformat("2026-11-23T10:00:00+08:00")
    merge(desk, *entries, {"name": ONE})
    part_again(desk, entries[0])
    assert list_accounts(desk) == before


def test_a_date_that_nobody_looked_up_does_not_become_looked_up_by_a_merge(desk):
    ids = [add(desk, f"示例{n}", owner="甲局") for n in "一二"]
    desk.record([Edit(ids[0], "account", {"last_update": "2026-11-01"})])
    confirm_last_updates(desk, {ids[1]: date(2026, 11, 20)}, date(2026, 11, 21))
    before = list_accounts(desk)
    for side, told in ((ONE, ("2026-11-01", None)), (OTHER, ("2026-11-20", "2026-11-21"))):
        merge(desk, *ids, {"name": ONE, "last_update": side})
        account = find_account(desk, ids[0]).account
        assert (account.last_update, account.last_update_verified) == told
        part_again(desk, ids[0])
        assert list_accounts(desk) == before
    confirm_last_updates(desk, {ids[0]: date(2026, 11, 1)}, date(2026, 11, 2))
    desk.record([Edit(ids[1], "account", {"last_update_verified": None})])
    merge(desk, *ids, {"name": ONE, "last_update": OTHER})
    account = find_account(desk, ids[0]).account
    assert (account.last_update, account.last_update_verified) == ("2026-11-20", None)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(FIELDS, min_size=3, max_size=3), st.permutations(range(3)), st.lists(SIDES, min_size=2)
)
def test_what_is_chosen_stands_even_of_entries_merged_before_and_parting_gives_all_back(
    tmp_path_factory, given_, order, sides
):
    with desk_of(tmp_path_factory.mktemp("并") / "县") as desk:
        ids = [add(desk, f"号{n}", **fields) for n, fields in enumerate(given_)]
        before = list_accounts(desk)
        one, other, third = (ids[n] for n in order)
        merge(desk, one, other, all_of(desk, sides[0], one, other))
        fields = side_by_side(desk, one, third)
        told = {f.name: f.stands(sides[1]) for f in fields}
        merge(desk, one, third, all_of(desk, sides[1], one, third))
        account = find_account(desk, third).account
        assert (told.get("remark"), told.get("url")) == (account.remark, account.url)
        assert told["name"] == account.name
        assert part_again(desk, third) == 3
        assert list_accounts(desk) == before


def test_one_account_other_platforms_and_nothing_merged_are_refused(desk, entries):
    add(desk, "示例微博", platform="weibo")
    for call, why in (
        (lambda: merge(desk, "示例县普法", "示例微博", {}), "不同平台是不同的账号"),
        (lambda: merge(desk, entries[0], "示例县普法", {}), "是同一个账号"),
        (lambda: part_again(desk, "示例微博"), "没有合并过"),
    ):
        with pytest.raises(RefusedError, match=why):
            call()
    assert len(list_accounts(desk)) == 3


def test_several_entries_become_one_by_what_is_chosen_and_it_is_told(desk, entries):
    before = list_accounts(desk)
    third = add(desk, "示例普法", remark="最新")
    chosen = {"name": ONE, "remark": OTHER}
    records, told = merge_all(desk, [third, *entries], chosen)
    account = find_account(desk, third).account
    assert (account.name, account.remark, records) == ("示例县普法", "最新", [*entries, third])
    assert [taken.told for taken in told] == [
        "账号名称：用“示例县普法”，没有用“示例縣普法”",
        "备注：用“新号”，没有用“老号”",
        "账号名称：用“示例县普法”，没有用“示例普法”",
        "备注：用“最新”，没有用“新号”",
    ]
    part_again(desk, third)
    assert [a for a in list_accounts(desk) if a.account.id != third] == before


def test_of_several_entries_none_is_merged_while_one_field_is_not_chosen(desk):
    owners = ({"owner": "甲局"}, {}, {"owner": "乙局"})
    ids = [add(desk, "甲", **owner) for owner in owners]
    with pytest.raises(RefusedError, match="主办单位不同，还没有选用"):
        merge_all(desk, ids, {})
    assert len(list_accounts(desk)) == 3
    with pytest.raises(RefusedError, match="至少要两个不同的账号"):
        merge_all(desk, ids[:1] * 2, {}, ONE)
