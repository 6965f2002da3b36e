"""What the page 检查 offers: its list, the reference day, drafts, forms, the other ways in."""

from datetime import date

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QToolButton

from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import SHIPPED
from govmedia_desktop.usecases.periods import periods
from govmedia_desktop.usecases.register import accounts
from tests.data.offices import LAW
from tests.ui.clerk import KEY, at_work
from ui.parts.buttons import MoreButton
from ui.window import _keys_of

# the list


def test_accounts_paused_with_approval_are_listed_apart(clerk):
    account = clerk.row("示例普法").id
    given = {"reason": "改名", "approved_by": "示例县人民政府办公室", "valid_from": "2024-04-01"}
    with clerk.session.writing("accounts") as desk:
        accounts.suspend(desk, account, given)
    assert [r.checked.listed.account.name for r in clerk.rows()] == ["示例镇之声"]
    assert "示例普法（新浪微博）" in clerk.page.list.paused.text()


def test_the_list_is_narrowed_by_state(town):
    town.press(KEY.Key_Return)
    town.press(KEY.Key_Escape)
    box = town.page.list.panel.findChild(type(town.page.list.form), "")
    state = next(
        b for b in town.page.list.panel.findChildren(type(box)) if b.accessibleName() == "状态"
    )
    state.setCurrentText("未检查完")
    assert [r.checked.listed.account.name for r in town.rows()] == ["示例镇之声"]


def test_the_reference_day_is_set_for_all_checks_of_the_period(town):
    town.press(KEY.Key_Return)
    town.press(KEY.Key_Escape)
    day = town.page.list.day
    day.setFocus()
    town.type("5-2")
    town.press(KEY.Key_Return)
    period = periods.current_period(town.desk)
    assert periods.reference_date(town.desk, period) == date(2024, 5, 2)
    town.check("示例镇之声")
    assert "监测时间点 2024-05-02" in town.page.filling.about.text()
    assert town.answers()["last_update"] == "2024-03-18"


def test_a_reference_day_outside_of_the_period_is_refused_beside_it(clerk):
    clerk.page.list.day.setFocus()
    clerk.type("2024-08-01")
    clerk.press(KEY.Key_Return)
    assert "2024年第二季度以内" in clerk.page.list.day_fault.text()
    period = periods.current_period(clerk.desk)
    assert periods.reference_date(clerk.desk, period) == date(2024, 5, 6)


def test_without_accounts_the_page_leads_to_the_register(qtbot, tmp_path):
    with at_work(qtbot, tmp_path / "d") as clerk:
        assert not clerk.page.list.begin.isEnabled()
        with qtbot.waitSignal(clerk.session.wanted) as led:
            clerk.page.list.fetch.trigger()
        assert led.args == ["台账", None]


def test_without_a_form_the_page_offers_the_shipped_ones(qtbot, tmp_path):
    with at_work(qtbot, tmp_path / "d", LAW, forms=False) as clerk:
        assert clerk.page.list.stack.currentIndex() == 2
        clerk.page.list.take_up.trigger()
        assert clerk.page.list.stack.currentIndex() == 0
        assert clerk.page.list.form.count() == len(SHIPPED)
        assert "单项否决" in clerk.page.list.form.currentText()


def test_a_draft_is_gone_on_with_from_elsewhere(town):
    town.press(KEY.Key_Return)
    draft = drafts.drafts(town.desk.db)[0].id
    town.open()
    town.page.resume(draft)
    assert town.page.filling.title.text() == "示例镇之声"


def test_going_to_another_draft_keeps_what_was_being_typed(town):
    town.press(KEY.Key_Return)
    draft = drafts.drafts(town.desk.db)[0].id
    town.press(KEY.Key_Escape)
    town.check("示例普法")
    town.type("5-3")
    town.page.resume(draft)
    assert town.page.filling.title.text() == "示例镇之声"
    assert town.answers() == {"last_update": "2024-05-03"}


def test_the_everyday_form_is_chosen_and_filled_in(clerk):
    clerk.page.list.form.setCurrentIndex(clerk.page.list.form.findText("政务新媒体日常检查"))
    clerk.check("示例普法")
    assert clerk.sheet.filling.inspection.form.form_id == "basic"
    clerk.go("hot_response")
    clerk.press(KEY.Key_1, KEY.Key_Return)
    assert clerk.at() == "hot_event"
    clerk.type("暴雨 & 汛情")
    clerk.press(KEY.Key_Return)
    assert clerk.answers()["hot_event"] == "暴雨 & 汛情"
    clerk.go("hot_response")
    clerk.press(KEY.Key_3, KEY.Key_Return)
    assert clerk.at() == "name_regular"


def test_the_sheet_of_keys_names_those_that_work_now_and_no_others(clerk):
    named = {text: key for key, text in _keys_of(clerk.page)}
    assert (named["下一个"], "完成" in named) == ("Ctrl+Return", False)
    clerk.check("示例普法")
    named = {text: key for key, text in _keys_of(clerk.page)}
    assert (named["完成"], "下一个" in named) == ("Ctrl+S", False)


# the head of the list


def test_the_head_offers_four_buttons_and_the_other_ways_in_one_list(clerk):
    shown = [b for b in clerk.page.list.findChildren(QToolButton) if b.isVisible()]
    assert [button.text() for button in shown] == ["更多", "表格填", "下一个", "开始检查"]
    listed = [action.text() for action in shown[0].menu().actions()]
    assert listed[:4] == ["打印空白表", "打印本期全部", "照单录入", "导入手机检查"]
    assert listed[4:] == ["缺照片", "再看一遍", "两次核对"]


def test_every_other_way_has_a_key_that_the_key_sheet_names(clerk):
    keys = {text: key for key, text in _keys_of(clerk.page)}
    (more,) = clerk.page.list.findChildren(MoreButton)
    assert {keys[action.text()] for action in more.menu().actions()} == {
        "Ctrl+P",
        "Ctrl+Shift+P",
        "Ctrl+L",
        "Ctrl+I",
        "Ctrl+Shift+I",
        "Ctrl+R",
        "Ctrl+Shift+R",
    }


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Space, KEY.Key_Down])
def test_the_list_of_other_ways_opens_by_keyboard_and_does_what_is_chosen(qtbot, clerk, key):
    (more,) = clerk.page.list.findChildren(MoreButton)
    menu, opened = more.menu(), []

    def choose():
        opened.append(menu.isVisible())
        menu.setActiveAction(clerk.page.list.rekey)
        qtbot.keyClick(menu, KEY.Key_Return)

    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, choose))
    more.setFocus()
    clerk.press(key)
    qtbot.waitUntil(lambda: clerk.page.currentWidget() is clerk.page.rekeying)
    assert opened == [True]
