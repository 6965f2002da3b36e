"""Two entries of one account: what stands is told before, merging loses nothing, parting undoes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.accounts import find_account, list_accounts
from govmedia_desktop.usecases.merging import entries_of, merge, part_again, side_by_side
from tests.unit.desks import add, desk_of

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


def test_fields_that_differ_come_first_and_say_what_will_stand(desk, entries):
    fields = side_by_side(desk, *entries[::-1])
    assert [f.name for f in fields if f.differs] == [f.name for f in fields[:2]]
    told = {f.name: (f.one, f.other, f.stands) for f in fields}
    assert told["remark"] == ("老号", "新号", "老号")
    assert told["url"] == ("", "https://a.example", "https://a.example")
    assert told["owner"] == ("示例县司法局",) * 3
    assert len(list_accounts(desk)) == 2


def test_a_merge_counts_once_and_parting_gives_both_back_as_they_were(desk, entries):
    before = list_accounts(desk)
    merge(desk, "示例县普法", "示例縣普法")
    (merged,) = list_accounts(desk)
    assert (merged.account.remark, merged.account.url) == ("老号", "https://a.example")
    assert sorted(entries_of(desk, "示例县普法")) == sorted(entries)
    assert part_again(desk, merged.account.id) == 2
    assert list_accounts(desk) == before
    merge(desk, *entries)
    assert len(list_accounts(desk)) == 1


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FIELDS, min_size=3, max_size=3), st.permutations(range(3)))
def test_what_is_told_is_what_stands_even_of_entries_merged_before(tmp_path_factory, given_, order):
    with desk_of(tmp_path_factory.mktemp("并") / "县") as desk:
        ids = [add(desk, f"号{n}", **fields) for n, fields in enumerate(given_)]
        one, other, third = (ids[n] for n in order)
        merge(desk, one, other)
        told = {f.name: f.stands for f in side_by_side(desk, one, third)}
        merge(desk, one, third)
        account = find_account(desk, third).account
        assert (told.get("remark"), told.get("url")) == (account.remark, account.url)
        assert told["name"] == account.name


def test_one_account_other_platforms_and_nothing_merged_are_refused(desk, entries):
    add(desk, "示例微博", platform="weibo")
    for call, why in (
        (lambda: merge(desk, "示例县普法", "示例微博"), "不同平台是不同的账号"),
        (lambda: merge(desk, entries[0], "示例县普法"), "是同一个账号"),
        (lambda: part_again(desk, "示例微博"), "没有合并过"),
    ):
        with pytest.raises(RefusedError, match=why):
            call()
    assert len(list_accounts(desk)) == 3
