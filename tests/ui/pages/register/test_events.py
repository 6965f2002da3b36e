"""热点事件 in 台账核对: an event, the responses, and who is still silent."""

import pytest

from govmedia_desktop.usecases.activity.events import list_events, list_responses
from govmedia_desktop.usecases.register.accounts import add_account
from ui.pages.register import RegisterPage

EVENTS = 5


@pytest.fixture
def page(qtbot, session):
    for name in ("示例发布", "示例应急"):
        add_account(session.desk, {"name": name, "platform": "wechat"})
    made = RegisterPage(session)
    qtbot.addWidget(made)
    made.show()
    made.list.review.trigger()
    made.review.tabs.setCurrentIndex(EVENTS)
    return made


@pytest.fixture
def panel(page):
    return page.review.events


def put(panel, name="强降雨", day="2026-11-10"):
    panel.name.setText(name)
    panel.day.setText(day)
    panel.put.trigger()


def test_before_an_event_no_response_can_be_entered(page, panel):
    assert not panel.answer.isEnabled()
    put(panel)
    assert panel.answer.isEnabled()
    assert [e.name for e in list_events(page._session.desk)] == ["强降雨"]
    assert (panel.name.text(), panel.of_event.currentText()) == ("", "2026-11-10 强降雨")


def test_who_is_silent_and_who_answered_stand_in_the_table(page, panel):
    put(panel)
    panel.answer.trigger()
    panel.of_account.setCurrentText("示例应急（微信公众号）")
    panel.answered.setText("2026-11-12")
    panel.said.setText("情况通报")
    panel.answer.trigger()
    model = panel.panel.model
    rows = [[model.index(r, c).data() for c in (2, 3, 4)] for r in range(2)]
    assert rows == [
        ["示例发布", "○ 至今 11 天没有回应", ""],
        ["示例应急", "✓ 2 天后回应", "2026-11-12 情况通报"],
    ]
    assert page.review.tabs.tabText(EVENTS) == "热点事件 1"


def test_what_is_refused_stands_beside_and_what_was_typed_stays(page, panel):
    put(panel, day="2026-13-01")
    assert "日期请写成" in panel.fault.text()
    put(panel, name="")
    assert "请写事件的名称" in panel.fault.text()
    put(panel)
    panel.answered.setText("2026-11-01")
    panel.answer.trigger()
    assert "事件当天" in panel.refusal.text()
    assert panel.answered.text() == "2026-11-01"
    assert list_responses(page._session.desk) == []


def test_before_anything_is_entered_the_tables_place_says_what_to_do(panel):
    assert panel.panel.nothing.isVisible()
    assert "先在右边登记事件" in panel.panel.nothing.text()
    put(panel)
    panel.answer.trigger()
    assert panel.panel.table.isVisible()
    panel.panel.search.setText("没有这样的字")
    assert "改一改查找的字" in panel.panel.nothing.text()


def test_a_day_of_a_response_that_is_none_is_refused_and_what_was_typed_stays(page, panel):
    put(panel)
    panel.answered.setText("2026-13-40")
    panel.said.setText("情况通报")
    panel.answer.trigger()
    assert "日期请写成" in panel.refusal.text()
    assert (panel.answered.text(), panel.said.text()) == ("2026-13-40", "情况通报")
    assert list_responses(page._session.desk) == []
    panel.answered.setText("2026-11-12")
    panel.answer.trigger()
    assert len(list_responses(page._session.desk)) == 1
    assert (panel.answered.text(), panel.said.text(), panel.refusal.text()) == ("", "", "")


def test_a_second_event_leaves_the_response_with_the_event_that_was_chosen(page, panel):
    put(panel)
    put(panel, name="停水", day="2026-11-15")
    named = [panel.of_event.itemText(n) for n in range(panel.of_event.count())]
    assert sorted(named) == ["2026-11-10 强降雨", "2026-11-15 停水"]
    panel.of_event.setCurrentText("2026-11-10 强降雨")
    panel.answered.setText("2026-11-16")
    panel.said.setText("已恢复")
    panel.answer.trigger()
    said = {told.event.name: told.words for told in list_responses(page._session.desk)}
    assert [word.title for word in said["强降雨"]] == ["已恢复"]
    assert not said.get("停水")
