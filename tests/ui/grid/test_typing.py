"""表格填: typed cell by cell, refused, left, taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit

from govmedia_desktop.usecases.grid.rows import Mark
from tests.ui.grid.conftest import CONTROL, JUSTICE, KEY, PHONE, TOWN
from ui import theme
from ui.grid.look import HEAD_HEIGHT
from ui.tables.edge import cut_row

# typing


def test_the_grid_opens_over_the_list_as_it_is_filtered(clerk):
    assert clerk.grid.model.rowCount() == 3
    clerk.press(KEY.Key_Escape)
    assert clerk.page.currentWidget() is clerk.page.list
    clerk.page.list.panel.search.setText("普法")
    clerk.open()
    assert clerk.grid.model.rowCount() == 1
    assert clerk.grid.model.headerData(0, Qt.Orientation.Vertical) == "示例普法 · 新浪微博"
    assert clerk.on_disk() == {}


def test_a_column_is_typed_down_and_saved_cell_by_cell(clerk):
    clerk.at(PHONE, "last_update")
    for text in ("5-1", "0430", "="):
        clerk.type(text)
    assert clerk.here() == (TOWN, "last_update")
    saved = {name: answers["last_update"] for name, answers in clerk.on_disk().items()}
    assert saved == {PHONE: "2024-05-01", JUSTICE: "2024-04-30", TOWN: "2024-03-18"}
    assert "带入已确认 1" in clerk.grid.count.text()


def test_a_digit_chooses_at_once_and_enter_goes_down(clerk):
    clerk.at(PHONE, "interaction")
    clerk.press(KEY.Key_2)
    assert clerk.text(PHONE, "interaction") == "✗ 没有"
    assert clerk.here() == (PHONE, "interaction")
    clerk.press(KEY.Key_Return, KEY.Key_1, KEY.Key_Return)
    assert clerk.here() == (TOWN, "interaction")
    assert clerk.on_disk()[JUSTICE] == {"interaction": "yes"}
    assert clerk.verdict(PHONE) == "✗ 不合格 · 未答 7 项"
    assert clerk.verdict(JUSTICE) == "○ 未检查完 5 项"


def test_a_digit_that_is_no_choice_is_typed(clerk):
    clerk.at(PHONE, "interaction")
    clerk.type("9")
    assert clerk.mark(PHONE, "interaction") is Mark.REFUSED


def test_a_refused_text_stays_with_its_reason_and_enter_stays_too(clerk):
    clerk.at(JUSTICE, "last_update")
    clerk.type("13-1")
    assert clerk.here() == (JUSTICE, "last_update")
    assert clerk.text(JUSTICE, "last_update") == "✗ 13-1"
    assert "没有“13-1”这一天" in clerk.grid.detail.reason.words.text()
    faults = clerk.grid.faults
    assert faults.isVisible()
    assert faults.list.item(0).text().startswith("示例普法 · 最近一次更新是哪一天？“13-1”：没有")
    clerk.at(PHONE, "interaction")
    faults.list.setFocus()
    faults.list.itemActivated.emit(faults.list.item(0))
    assert clerk.here() == (JUSTICE, "last_update")
    clerk.type("4-30")
    assert not faults.isVisible()


def test_one_key_goes_from_one_refused_text_to_the_next(clerk):
    clerk.put(JUSTICE, last_update="13-1", looked_at="十")
    clerk.at(PHONE, "interaction")
    places = []
    for _ in range(3):
        clerk.press(KEY.Key_F8)
        places.append(clerk.here())
    assert places == [(JUSTICE, "last_update"), (JUSTICE, "looked_at"), (JUSTICE, "last_update")]


def test_a_low_screen_leaves_the_table_its_room(clerk):
    clerk.put(JUSTICE, looked_at="十")
    clerk.grid.resize(1000, 420)
    assert not clerk.grid.ways.isVisible()
    assert not clerk.grid.faults.list.isVisible()
    assert clerk.grid.faults.head.isVisible()
    clerk.grid.resize(1000, 640)
    assert clerk.grid.faults.list.isVisible()


@pytest.mark.parametrize("height", [70, 90, 100, 110])
def test_the_grid_shows_no_half_row_at_its_lower_edge(clerk, height):
    table = clerk.grid.table
    table.setFixedHeight(theme.length(HEAD_HEIGHT) + height)
    QApplication.processEvents()
    cut = cut_row(table)
    assert cut is not None
    paper = QColor(theme.palette().paper)
    for sheet in (table.viewport(), table.verticalHeader().viewport()):
        image = sheet.grab().toImage()
        across = range(0, image.width(), 3)
        below = range(cut.top(), image.height())
        assert all(image.pixelColor(x, y) == paper for x in across for y in below)


def test_opening_an_editor_and_leaving_it_changes_nothing(clerk):
    for name in ("last_update", "interaction"):
        clerk.at(TOWN, name)
        clerk.press(KEY.Key_F2)
        assert isinstance(QApplication.focusWidget(), QLineEdit)
        clerk.press(KEY.Key_Return)
    assert clerk.on_disk() == {}
    assert clerk.mark(TOWN, "last_update") is Mark.WAITING


def test_escape_leaves_the_cell_as_it_was_and_the_grid_where_it_is(clerk):
    clerk.at(TOWN, "last_update")
    clerk.qtbot.keyClicks(clerk.table, "5")
    clerk.press(KEY.Key_Escape)
    assert clerk.page.currentWidget() is clerk.grid
    assert clerk.on_disk() == {}


@pytest.mark.parametrize("key", [KEY.Key_S, KEY.Key_B])
def test_what_is_typed_but_not_entered_is_taken_before_going_on(clerk, key):
    clerk.at(TOWN, "last_update")
    clerk.qtbot.keyClicks(clerk.table, "5")
    clerk.qtbot.keyClicks(QApplication.focusWidget(), "-1")
    clerk.press(key, modifier=CONTROL)
    assert clerk.on_disk()[TOWN]["last_update"] == "2024-05-01"


def test_a_change_elsewhere_leaves_what_is_being_typed(clerk):
    clerk.at(TOWN, "last_update")
    clerk.qtbot.keyClicks(clerk.table, "5")
    clerk.session.announce("accounts")
    clerk.qtbot.keyClicks(QApplication.focusWidget(), "-1")
    clerk.press(KEY.Key_Return)
    assert clerk.on_disk()[TOWN]["last_update"] == "2024-05-01"


def test_an_editor_begins_with_the_value_alone(clerk):
    clerk.at(TOWN, "last_update")
    clerk.press(KEY.Key_F2)
    assert QApplication.focusWidget().text() == "2024-03-18"


def test_the_cell_tells_what_it_asks_and_where_its_value_comes_from(clerk):
    clerk.at(TOWN, "last_update")
    detail = clerk.grid.detail
    assert detail.asked.text() == "示例镇之声 · 最近一次更新是哪一天？"
    assert detail.how.text().startswith("台账带入，按 = 确认")
    assert "按 =" not in detail.asked.text()
    detail.be_brief(brief=True)  # as on a low screen
    assert detail.asked.text().endswith(" · 按 = 确认")
    detail.be_brief(brief=False)
    assert clerk.text(JUSTICE, "last_update") == "○ 2024-04-30 待确认"
    clerk.at(TOWN, "leak")
    assert "1 未发现  2 发现  3 未检查" in detail.how.text()
    clerk.at(TOWN, "app_unusable")
    assert clerk.text(TOWN, "app_unusable") == "不用填"
    assert "不用填" in detail.how.text()


def test_delete_clears_and_undo_brings_back(clerk):
    clerk.put(TOWN, interaction="没有")
    clerk.press(KEY.Key_Delete)
    assert clerk.text(TOWN, "interaction") == ""
    assert clerk.on_disk()[TOWN] == {"interaction": ""}
    clerk.press(KEY.Key_Z, modifier=CONTROL)
    assert clerk.text(TOWN, "interaction") == "✗ 没有"
    clerk.press(KEY.Key_Z, modifier=CONTROL)
    assert clerk.on_disk() == {}
    clerk.press(KEY.Key_Y, modifier=CONTROL)
    assert clerk.on_disk()[TOWN] == {"interaction": "no"}
