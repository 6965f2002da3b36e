"""再看一遍 and 两次核对 with real widgets on a real data folder."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from govmedia_desktop.usecases.inspections.inspections import answer_all
from tests.data.looks import USUAL, look, look_again
from tests.data.offices import APP, LAW, TOWN_VOICE, office
from ui.pages.check import CheckPage
from ui.parts.buttons import ActionButton
from ui.session import Session
from ui.tables.model import STATE_ROLE
from ui.tasks import InlinePool, Tasks
from ui.theme import State
from ui.window import _keys_of

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
TOWN = "示例镇之声"


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据 文件夹", (TOWN_VOICE, LAW, APP)) as opened:
        yield opened


@pytest.fixture
def open_page(qtbot, desk):
    def make() -> CheckPage:
        made = CheckPage(Session(desk, Tasks(InlinePool()), office="示例县"))
        qtbot.addWidget(made)
        made.resize(1100, 640)
        made.show()
        with qtbot.waitActive(made):
            made.activateWindow()
        return made

    return make


def choose(page, name):
    panel = page.list.panel
    names = [panel.row_at(n).checked.listed.account.name for n in range(panel.model.rowCount())]
    panel.table.selectRow(names.index(name))
    panel.table.setFocus()


def press(qtbot, key, modifier=CONTROL):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def texts(table):
    model = table.rows
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def compared(page):
    page.list.compare.trigger()
    assert page.currentWidget() is page.comparison
    return page.comparison


# 再看一遍


def test_only_an_account_checked_to_the_end_can_be_looked_at_again(desk, open_page):
    look(desk, TOWN)
    page = open_page()
    choose(page, "示例普法")
    assert not page.list.again.action.isEnabled()
    choose(page, TOWN)
    assert page.list.again.action.isEnabled()


def test_another_person_begins_the_second_look_by_key_and_sees_none_of_the_answers(
    qtbot, desk, open_page
):
    look(desk, TOWN, interaction="yes")
    desk.staff = "李四"
    page = open_page()
    choose(page, TOWN)
    press(qtbot, KEY.Key_R)
    assert page.currentWidget() is page.filling
    inspection = page.filling.sheet.filling.inspection
    assert inspection.account.account.name == TOWN
    typed = [a for path, a in inspection.run.answers().items() if path.endswith("interaction")]
    assert not any(answer.value for answer in typed)


def test_the_same_person_is_refused_in_place_and_shown_the_way_to_the_settings(
    qtbot, desk, open_page
):
    look(desk, TOWN)
    page = open_page()
    sent = []
    page.list._session.wanted.connect(lambda title, _errand: sent.append(title))
    choose(page, TOWN)
    press(qtbot, KEY.Key_R)
    again = page.list.again
    assert page.currentWidget() is page.list
    assert again.isVisible()
    assert "第二遍要由另一个人来看" in again.words.text()
    again.change_name.trigger()
    assert sent == ["设置"]
    choose(page, "示例普法")
    assert not again.isVisible()


def test_a_refusal_that_a_name_does_not_mend_offers_no_way_to_the_settings(desk, open_page):
    look(desk, TOWN)
    page = open_page()
    desk.staff = "李四"
    choose(page, TOWN)
    page.list.again.action.trigger()
    answer_all(page.filling.sheet.filling.inspection, {"leak": "none"})
    page.filling.leave()
    desk.staff = "王五"
    choose(page, TOWN)
    page.list.again.action.trigger()
    assert "李四已经开始" in page.list.again.words.text()
    assert not page.list.again.change_name.isVisible()


def test_both_actions_stand_in_the_key_sheet_and_name_their_keys(desk, open_page):
    page = open_page()
    keys = dict(_keys_of(page))
    assert (keys["Ctrl+R"], keys["Ctrl+Shift+R"]) == ("再看一遍", "两次核对")
    assert "（Ctrl+R）" in page.list.again.action.toolTip()
    assert "（Ctrl+Shift+R）" in page.list.compare.toolTip()


# 两次核对


def test_without_second_looks_the_page_teaches_how_to_begin_one(qtbot, desk, open_page):
    look(desk, TOWN)
    page = open_page()
    view = compared(page)
    assert view.empty.isVisible()
    focused = QApplication.focusWidget()
    assert isinstance(focused, ActionButton)
    assert focused.text() == "去选一个账号"
    press(qtbot, KEY.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert page.currentWidget() is page.list


def test_a_pair_shows_both_answers_of_what_differs_in_words(desk, open_page):
    look_again(desk, look(desk, TOWN, interaction="yes"), "李四", leak="found")
    view = compared(open_page())
    (pair,) = texts(view.pairs)
    assert pair[:4] == [TOWN, "2024-05-06", "张三、李四", "△ 2 项不同 / 共 7 项"]
    assert [row[1:] for row in texts(view.differences)] == [["有", "没有"], ["未发现", "发现"]]
    assert "第一遍 张三，第二遍 李四" in view.chosen.text()
    assert QApplication.focusWidget() is view.pairs


def test_a_pair_without_a_difference_says_so_instead_of_an_empty_table(desk, open_page):
    look_again(desk, look(desk, TOWN), "李四")
    view = compared(open_page())
    assert view.same.words.text() == "两个人都答过的 7 项，答得都一样。"
    assert not view.differences.isVisible()


def test_another_pair_is_shown_when_it_is_chosen_by_keyboard(qtbot, desk, open_page):
    look_again(desk, look(desk, TOWN), "李四", leak="found")
    look_again(desk, look(desk, "示例普法"), "李四", adverse_opinion="found")
    view = compared(open_page())
    before = texts(view.differences)
    press(qtbot, KEY.Key_Down, Qt.KeyboardModifier.NoModifier)
    assert "示例普法" in view.chosen.text()
    assert texts(view.differences) != before


def test_items_come_least_agreed_on_first_with_few_comparisons_said_to_be_few(desk, open_page):
    look_again(desk, look(desk, TOWN), "李四", leak="found")
    view = compared(open_page())
    rows = texts(view.items)
    assert rows[0][:2] == ["有没有泄露国家秘密？", "○ 1 次中 0 次一致，次数还少"]
    assert all(row[1] == "○ 1 次中 1 次一致，次数还少" for row in rows[1:])


def test_a_vague_item_carries_a_sign_and_the_advice(qtbot, desk, open_page):
    for name in (TOWN, "示例普法"):
        record = look(desk, name)
        look_again(desk, record, "李四", leak="found")
        look_again(desk, record, "王五", leak="none")
    view = compared(open_page())
    model = view.items.rows
    assert model.index(0, 1).data() == "△ 6 次中 2 次一致，建议把题目写得更明确"
    assert model.index(0, 1).data(STATE_ROLE) is State.HINT
    assert model.index(1, 1).data(STATE_ROLE) is State.PASSED


def test_no_person_is_named_where_items_are_counted(desk, open_page):
    look_again(desk, look(desk, TOWN), "李四", leak="found")
    view = compared(open_page())
    told = "".join(text for row in texts(view.items) for text in row)
    assert not any(person in told for person in ("张三", "李四"))


def test_after_a_second_look_interrupted_or_not_its_differences_are_shown(qtbot, desk, open_page):
    look_again(desk, look(desk, "示例普法"), "李四")
    look(desk, TOWN)
    desk.staff = "李四"
    page = open_page()
    choose(page, TOWN)
    page.list.again.action.trigger()
    second = page.filling.sheet.filling.inspection
    answer_all(second, {**USUAL, "leak": "found"})
    page.filling.leave()
    page.resume(second.draft.id)
    page.filling.finish()
    assert page.currentWidget() is page.comparison
    assert TOWN in page.comparison.chosen.text()
    assert [row[1:] for row in texts(page.comparison.differences)] == [["未发现", "发现"]]
    press(qtbot, KEY.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert page.currentWidget() is page.list


def test_another_span_shows_its_own_second_looks(qtbot, desk, open_page):
    look_again(desk, look(desk, TOWN), "李四")
    view = compared(open_page())
    assert view.pairs.rows.rowCount() == 1
    view.spans.box.setCurrentIndex(view.spans.box.count() - 1)
    for field, text in ((view.spans.start, "2023-01-01"), (view.spans.end, "2023-12-31")):
        field.setText(text)
        field.editingFinished.emit()
    assert view.empty.isVisible()
