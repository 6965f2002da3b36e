"""What the register takes from a person's hand, and every sentence by which it does not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.accounts import Platform, Status
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.register.accounts import (
    account_named,
    add_account,
    change_account,
    confirm_last_updates,
    delete_account,
    find_account,
    list_accounts,
    personal_data,
    platform_code,
    read_field,
    restore_account,
    set_personal_data,
    suspend,
    suspended,
    suspensions_of,
)
from tests.unit.desks import add, desk_of

PAUSE = {"reason": "机构改革", "approved_by": "市政府办", "valid_from": "2026-11-01"}


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"name": "示例发布"}, "至少要填账号名称和注册平台"),
        ({"platform": "wechat"}, "至少要填账号名称和注册平台"),
        ({"name": "\u200b ", "platform": "wechat"}, "至少要填账号名称和注册平台"),
        ({"name": "示例", "platform": "某平台"}, "“某平台”不是已知的平台；可以填：微信公众号"),
        ({"name": "示例", "platform": "wechat", "颜色": "红"}, "没有名为“颜色”的栏目"),
        ({"name": "示例", "platform": "wechat", "same_as": "x"}, "没有名为“same_as”的栏目"),
        ({"name": "示例", "platform": "wechat", "followers": "1万"}, "粉丝量“1万”不是整数或过大"),
        ({"name": "示例", "platform": "wechat", "followers": "9" * 16}, "不是整数或过大"),
        ({"name": "示例", "platform": "wechat", "opened": "去年"}, "“去年”不是有效的日期"),
        ({"name": "示例", "platform": "wechat", "status": "好"}, "可以填：正常运行、"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_entered(desk, given, why):
    with pytest.raises(RefusedError, match=why):
        add_account(desk, given)
    assert list_accounts(desk) == []


def test_a_new_account_runs_and_publishes_unless_something_else_is_said(desk):
    plain = find_account(desk, add(desk, "示例甲")).account
    assert (plain.status, plain.kind) == (Status.RUNNING, "发布类")
    other = find_account(desk, add(desk, "示例乙", status="拟关停", kind="服务类")).account
    assert (other.status, other.kind) == (Status.CLOSING, "服务类")


@given(st.sampled_from(list(Platform)))
def test_a_platform_is_known_by_its_code_and_by_its_name(platform):
    assert platform_code(platform.value) is platform_code(platform.label) is platform


@given(st.integers(0, 10**9))
def test_a_number_of_followers_is_read_as_it_is_written(number):
    assert read_field("followers", f" {number} ") == number


@pytest.mark.parametrize("field", ["name", "platform", "status", "kind"])
def test_what_every_account_has_cannot_be_cleared_from_one(desk, field):
    record = add(desk, "示例发布")
    with pytest.raises(RefusedError, match="不能为空；没有保存"):
        change_account(desk, record, {field: " ", "remark": "顺便"})
    assert find_account(desk, record).account.remark is None


def test_a_change_tells_whether_anything_changed(desk):
    record = add(desk, "示例发布", remark="原来的")
    assert change_account(desk, record, {"remark": "后来的"})
    assert not change_account(desk, record, {"remark": "后来的"})


def test_the_same_platform_name_and_owner_are_not_entered_twice_others_are(desk):
    add(desk, "示例发布", owner="示例县教育局")
    with pytest.raises(RefusedError, match="台账里已有微信公众号“示例发布”（示例县教育局）"):
        add(desk, "示例发布", owner="示例县教育局")
    add(desk, "示例发布", owner="示例县公安局")
    add_account(desk, {"name": "示例发布", "platform": "weibo", "owner": "示例县教育局"})
    add(desk, "示例发布")
    with pytest.raises(RefusedError, match="（主办单位未填），没有重复新增"):
        add(desk, "示例发布")
    assert len(list_accounts(desk)) == 4


def test_a_list_means_an_account_only_where_there_is_just_one(desk):
    first = add(desk, "示例发布")
    assert account_named(desk, "示例 发布", "") == first
    assert account_named(desk, "示例发布", "微信公众号") == first
    assert account_named(desk, "示例发布", "微博") is None
    assert account_named(desk, "", "") is None
    second = add_account(desk, {"name": "示例发布", "platform": "weibo"})
    assert account_named(desk, "示例发布", "") is None
    assert account_named(desk, "示例发布", "新浪微博") == second


def test_of_many_dates_looked_up_one_that_cannot_be_keeps_all_out(desk):
    one, other = add(desk, "示例甲"), add(desk, "示例乙")
    day = date(2026, 11, 20)
    with pytest.raises(RefusedError, match="2026-11-21晚于核实日期2026-11-20，没有保存"):
        confirm_last_updates(desk, {one: date(2026, 11, 19), other: date(2026, 11, 21)}, day)
    assert find_account(desk, one).account.last_update is None
    assert confirm_last_updates(desk, {one: day, other: day}, day) == 2


def test_a_deleted_account_comes_back_with_all_it_had(desk):
    record = add(desk, "示例发布", remark="留着", followers="12")
    set_personal_data(desk, record, {"contact": "王五"})
    before = list_accounts(desk)
    gone = delete_account(desk, record, "误录")
    assert list_accounts(desk) == []
    restore_account(desk, gone)
    assert list_accounts(desk) == before
    assert personal_data(desk, record) == {"contact": "王五"}


def test_a_contact_field_that_there_is_not_is_refused_whole(desk):
    record = add(desk, "示例发布")
    with pytest.raises(RefusedError, match="没有名为“微信号”的联系信息"):
        set_personal_data(desk, record, {"contact": "王五", "微信号": "x"})
    assert personal_data(desk, record) == {}


class TestSuspensions:
    """暂停更新(经批准): whoever is paused is judged by nobody, so it must be told whole."""

    @pytest.fixture
    def record(self, desk):
        return add(desk, "示例发布")

    @pytest.mark.parametrize("field", ["reason", "approved_by", "valid_from"])
    def test_blanks_are_no_reason_no_office_and_no_day(self, desk, record, field):
        with pytest.raises(RefusedError, match="暂停更新要填事由、批准单位和起始日期"):
            suspend(desk, record, {**PAUSE, field: " \u3000"})
        assert suspensions_of(desk, record) == []

    def test_one_that_ends_before_it_begins_would_hold_on_no_day(self, desk, record):
        with pytest.raises(RefusedError, match="结束日期早于起始日期，没有保存"):
            suspend(desk, record, {**PAUSE, "valid_to": "2026-10-31"})
        assert suspensions_of(desk, record) == []
        suspend(desk, record, {**PAUSE, "valid_to": "2026-11-01"})
        assert suspended(desk, date(2026, 11, 1)) == {record}

    @pytest.mark.parametrize(
        ("day", "holds"),
        [("2026-10-31", False), ("2026-11-01", True), ("2026-11-10", True), ("2026-11-11", False)],
    )
    def test_it_holds_from_its_first_day_to_its_last(self, desk, record, day, holds):
        suspend(desk, record, {**PAUSE, "valid_to": "2026-11-10"})
        assert (record in suspended(desk, date.fromisoformat(day))) is holds

    def test_without_an_end_it_holds_until_one_is_set(self, desk, record):
        suspend(desk, record, {**PAUSE, "valid_to": " "})
        assert suspended(desk, date(2030, 1, 1)) == {record}
        (told,) = suspensions_of(desk, record)
        assert (told.valid_to, told.document) == (None, None)

    def test_the_latest_comes_first_and_only_those_of_the_account(self, desk, record):
        other = add(desk, "另一个")
        for start, account in (
            ("2026-03-01", record),
            ("2026-09-01", record),
            ("2026-05-01", other),
        ):
            suspend(desk, account, {**PAUSE, "valid_from": start, "valid_to": start})
        assert [s.valid_from for s in suspensions_of(desk, record)] == ["2026-09-01", "2026-03-01"]
