"""Who changed what of an account when, read from the journal; deleting and bringing back."""

from datetime import date, datetime, timedelta

import pytest

from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.store.history_of import history_of, records_about
from govmedia_desktop.usecases.register import accounts
from govmedia_desktop.usecases.register.account_history import (
    account_history,
    inspections_of,
)
from govmedia_desktop.usecases.register.merging import ONE, merge_all
from govmedia_desktop.usecases.upkeep.maintenance import rebuild
from tests.unit.desks import add, desk_of, inspect, last_inspections
from tests.unit.store_stories import offices


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def later(desk, minutes):
    before = desk.clock()
    desk.clock = lambda: before + timedelta(minutes=minutes)


def told(desk, record):
    return [(c.field, c.old, c.new) for c in account_history(desk, record)]


def test_each_change_tells_field_old_and_new_in_words_the_latest_first(desk):
    record = add(desk, owner="示例镇")
    later(desk, 5)
    accounts.change_account(desk, record, {"platform": "weibo", "owner": "示例局"}, "登记有误")
    later(desk, 5)
    accounts.change_account(desk, record, {"followers": "1200"})
    assert told(desk, record) == [
        ("粉丝量", "", "1200 人"),
        ("注册平台", "微信公众号", "新浪微博"),
        ("主办单位", "示例镇", "示例局"),
        ("账号名称", "", "示例发布"),
        ("注册平台", "", "微信公众号"),
        ("主办单位", "", "示例镇"),
        ("状态", "", "正常运行"),
        ("类型", "", "发布类"),
    ]


def test_a_change_tells_who_when_from_which_office_and_why(desk):
    record = add(desk)
    later(desk, 7)
    desk.staff = "李四"
    accounts.change_account(desk, record, {"status": "拟关停"}, "无力维护")
    latest = account_history(desk, record)[0]
    assert (latest.staff, latest.office, latest.reason) == (
        "李四",
        "示例县人民政府办公室",
        "无力维护",
    )
    assert datetime.fromisoformat(latest.at).isoformat() == "2026-11-21T10:07:00+08:00"


def test_another_account_and_a_name_of_the_office_do_not_mix_in(desk):
    first, second = add(desk), add(desk, "示例普法")
    accounts.change_account(desk, second, {"remark": "别的"})
    assert ("备注", "", "别的") not in told(desk, first)


def test_a_suspension_stands_in_the_history_of_its_account(desk):
    record = add(desk)
    given = {"reason": "认证年审", "approved_by": "示例县政府", "valid_from": "2026-11-01"}
    accounts.suspend(desk, record, given)
    assert ("暂停更新·事由", "", "认证年审") in told(desk, record)
    (suspension,) = accounts.suspensions_of(desk, record)
    assert (suspension.approved_by, suspension.valid_to) == ("示例县政府", None)


def test_a_deleted_account_comes_back_whole_and_both_steps_are_told(desk):
    record = add(desk, url="https://a.example")
    before = accounts.list_accounts(desk)
    later(desk, 1)
    gone = accounts.delete_account(desk, record, "重复登记")
    assert accounts.list_accounts(desk) == []
    later(desk, 1)
    accounts.restore_account(desk, gone)
    assert accounts.list_accounts(desk) == before
    assert told(desk, record)[:2] == [
        ("台账登记", "已删除", "在册"),
        ("台账登记", "在册", "已删除"),
    ]
    assert account_history(desk, record)[1].reason == "重复登记"


def test_an_account_joined_of_two_is_deleted_and_brought_back_as_one(desk):
    first = add(desk, owner="示例镇")
    second = add(desk, owner="示例局", url="https://a.example")
    merge_all(desk, [first, second], {}, ONE)
    before = accounts.list_accounts(desk)
    gone = accounts.delete_account(desk, min(first, second), "误录")
    assert set(gone) == {first, second}
    assert accounts.list_accounts(desk) == []
    accounts.restore_account(desk, gone)
    assert accounts.list_accounts(desk) == before
    assert len({c.staff for c in account_history(desk, first)}) == 1


def test_bringing_back_survives_a_rebuild(desk):
    record = add(desk)
    accounts.restore_account(desk, accounts.delete_account(desk, record, "误删"))
    before = accounts.list_accounts(desk)
    rebuild(desk)
    assert accounts.list_accounts(desk) == before


def test_a_disagreement_that_is_resolved_names_both_old_values(tmp_path):
    with offices(tmp_path, 2) as (one, two):
        record = one.new(name="甲")
        two.receive(one.lines())
        one.edit(record, name="乙")
        two.edit(record, name="丙")
        one.receive(two.lines(only_own=True))
        one.edit(record, name="丁")
        *_, last = history_of(one.db, [record])
        assert last.revision.changes["name"].value == "丁"
        assert sorted(last.before["name"]) == ["丙", "乙"]


def test_what_waits_for_something_missing_is_no_history_yet(tmp_path):
    with offices(tmp_path, 3) as (one, two, three):
        record = one.new(name="甲")
        two.receive(one.lines())
        two.edit(record, name="乙")
        three.receive(two.lines(only_own=True))
        assert list(history_of(three.db, [record])) == []
        three.receive(one.lines())
        assert len(list(history_of(three.db, [record]))) == 2


def test_records_about_an_account_are_found_by_the_field_that_names_it(tmp_path):
    with offices(tmp_path, 1) as (one,):
        account = one.new(name="甲")
        suspension = one.new("suspension", account=account, reason="年审")
        one.new("suspension", account=one.new(name="乙"), reason="年审")
        assert records_about(one.db, "suspension", "account", [account]) == [suspension]


def test_inspections_of_an_account_come_with_the_latest_first(desk):
    record = add(desk, last_update="2026-11-20")
    inspect(desk, record, last_update="2026-11-20")
    later(desk, 24 * 60)
    inspect(desk, record, last_update="2026-11-01")
    first, second = inspections_of(desk, record)
    assert (first.conclusion, second.conclusion) == (Conclusion.FAILED, Conclusion.PASSED)
    assert first.reference_date == str(date(2026, 11, 22))
    assert last_inspections(desk) == {record: first}
