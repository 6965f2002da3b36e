"""倒计时: days left, and the words that remind a unit; what nobody looked up is asked for."""

from datetime import date

import pytest

from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.oversight.countdown import countdown, reminders
from govmedia_desktop.usecases.register.accounts import confirm_last_updates, suspend
from tests.unit.desks import add, desk_of

TODAY = date(2026, 11, 21)


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def looked_up(desk, name, last, day=TODAY, **fields):
    record = add(desk, name, **fields)
    confirm_last_updates(desk, {record: date.fromisoformat(last)}, day)
    return record


def test_the_account_with_the_fewest_days_left_stands_first_and_the_unknown_last(desk):
    looked_up(desk, "甲发布", "2026-11-21")
    looked_up(desk, "乙发布", "2026-11-01")
    looked_up(desk, "丙发布", "2026-11-08")
    add(desk, "丁发布")
    told = [(u.listed.account.name, u.days_left) for u in countdown(desk)]
    assert told == [("乙发布", -6), ("丙发布", 1), ("甲发布", 14), ("丁发布", None)]


def test_another_day_and_a_local_limit_count_otherwise(desk):
    looked_up(desk, "甲发布", "2026-11-21")
    set_parameter(desk, NewParameter("max_idle_days", "10", "县规定"))
    assert [u.days_left for u in countdown(desk, date(2026, 11, 25))] == [6]


def test_what_need_not_post_is_left_out(desk):
    record = looked_up(desk, "甲发布", "2026-11-01")
    looked_up(desk, "乙办事", "2026-11-01", kind="服务类")
    looked_up(desk, "丙发布", "2026-11-01", status="已关停")
    paused = {"reason": "改名", "approved_by": "县政府办", "valid_from": "2026-11-01"}
    suspend(desk, record, paused)
    assert countdown(desk) == []


def test_each_unit_is_told_of_its_own_accounts_only(desk):
    looked_up(desk, "甲发布", "2026-11-01", owner="甲镇")
    looked_up(desk, "乙发布", "2026-11-09", owner="乙镇")
    looked_up(desk, "丙发布", "2026-11-20", owner="丙镇")
    told = {reminder.owner: reminder.text for reminder in reminders(desk)}
    assert list(told) == ["甲镇", "乙镇"]
    assert told["甲镇"] == (
        "甲镇：截至11月21日，以下政务新媒体账号请及时处理：\n"
        "1. 微信公众号“甲发布”：最近更新2026-11-01，已20天未更新，超过14天，请立即更新。"
    )
    assert "还剩2天，请在11月23日前更新。" in told["乙镇"]


def test_what_nobody_looked_up_lately_is_asked_for_and_never_called_overdue(desk):
    looked_up(desk, "甲发布", "2026-11-01", date(2026, 11, 2))
    add(desk, "乙发布", platform="weibo")
    (reminder,) = reminders(desk)
    assert reminder.owner == ""
    assert reminder.text.startswith("各有关单位：")
    assert "台账登记的最近更新2026-11-01已过14天，请核实是否另有更新。" in reminder.text
    assert "新浪微博“乙发布”：最近更新日期不详，请核实后告知。" in reminder.text
    assert "超过" not in reminder.text
