"""A table as it is used: by keyboard, with its count, its widths and its details."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QComboBox, QStyleOptionViewItem, QToolTip

from tests.screens import invented
from ui.remembered import remembered
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable


@pytest.fixture
def panel(qtbot):
    made = TablePanel(RowsTable(RowsModel(invented.COLUMNS), "things"))
    qtbot.addWidget(made)
    made.model.set_rows(invented.accounts(60))
    made.resize(1000, 600)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def test_the_count_names_all_and_what_the_search_left(qtbot, panel):
    assert panel.count.text() == "共 60 条"
    qtbot.keyClicks(panel.search, "001")
    assert panel.count.text() == "共 60 条，已筛选 1 条"


def test_a_search_without_a_find_says_what_to_do(qtbot, panel):
    panel.search.setText("没有这样的")
    assert panel.nothing.isVisible()
    panel.search.clear()
    assert not panel.nothing.isVisible()


def test_a_filter_starts_with_all_and_narrows(panel):
    box = panel.add_filter("平台", invented.PLATFORMS, lambda row, chosen: row.platform == chosen)
    assert box.currentText() == "全部平台"
    assert isinstance(box, QComboBox)
    box.setCurrentText("抖音")
    assert {panel.row_at(n).platform for n in range(panel.model.rowCount())} == {"抖音"}
    box.setCurrentIndex(0)
    assert panel.count.text() == "共 60 条"


def test_every_input_has_an_accessible_name(panel):
    box = panel.add_filter("平台", invented.PLATFORMS, lambda row, chosen: row.platform == chosen)
    assert all(w.accessibleName() for w in (panel.search, panel.table, box))


def test_the_keyboard_alone_finds_chooses_and_opens(qtbot, panel):
    opened = []
    panel.opened.connect(opened.append)
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.search.hasFocus()
    panel.search.setText("普法")
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.table.hasFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    chosen = panel.current()
    assert chosen is panel.row_at(1)
    assert "普法" in chosen.name
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert opened == [chosen]


def test_the_chosen_row_stays_chosen_over_search_sort_and_reload(panel):
    panel.table.selectRow(7)
    row = panel.current()
    panel.table.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    assert panel.current() == row
    panel.model.set_rows(invented.accounts(60))
    assert panel.current().id == row.id
    panel.search.setText(row.name)
    assert panel.current().id == row.id


def test_losing_the_chosen_row_is_announced(qtbot, panel):
    panel.table.selectRow(0)
    with qtbot.waitSignal(panel.chosen) as chosen:
        panel.search.setText("没有这样的")
    assert chosen.args == [None]
    assert panel.current() is None


def test_tab_leaves_the_table_for_the_next_field(qtbot, panel):
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Tab)
    assert not panel.table.hasFocus()


def test_widths_come_back_as_the_person_left_them(qtbot, panel):
    panel.table.setColumnWidth(0, 333)
    again = RowsTable(RowsModel(invented.COLUMNS), "things")
    qtbot.addWidget(again)
    again.rows.set_rows(invented.accounts(3))
    assert again.columnWidth(0) == 333


@pytest.mark.parametrize("stored", ["", "12", "a,b,c,d,e,f,g", "1,2,3,4,5,6,7,8"])
def test_widths_of_another_table_are_not_used(qtbot, stored):
    remembered().setValue("widths/other", stored)
    table = RowsTable(RowsModel(invented.COLUMNS), "other")
    qtbot.addWidget(table)
    table.rows.set_rows(invented.accounts(3))
    assert table.columnWidth(0) > 100


def test_columns_are_sized_to_content_once(panel):
    before = panel.table.columnWidth(0)
    panel.model.set_rows(invented.accounts(1))
    assert panel.table.columnWidth(0) == before


def hover(table, index) -> str:
    spot = table.visualRect(index).center()
    option = QStyleOptionViewItem()
    option.rect = table.visualRect(index)
    event = QHelpEvent(QEvent.Type.ToolTip, spot, table.mapToGlobal(spot))
    table.itemDelegate().helpEvent(event, table, option, index)
    QApplication.processEvents()
    return QToolTip.text()


def test_the_whole_of_an_elided_text_is_told_and_escaped(qtbot, panel):
    row = invented.Account("1", "<b>" + "长" * 60, "抖音", "", "", 1, "", invented.State.PASSED)
    panel.model.set_rows([row])
    assert hover(panel.table, panel.model.index(0, 0)) == "&lt;b&gt;" + "长" * 60
    hover(panel.table, panel.model.index(0, 1))
    qtbot.waitUntil(lambda: not QToolTip.text())


def test_the_chosen_row_is_kept_when_rows_before_it_are_gone(panel):
    panel.table.selectRow(59)
    row = panel.current()
    panel.model.set_rows([a for a in invented.accounts(60) if int(a.id) >= 40])
    assert panel.current().id == row.id
    panel.model.set_rows(invented.accounts(3))
    assert panel.current() is None
