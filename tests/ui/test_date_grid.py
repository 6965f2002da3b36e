"""核对更新日期 by keyboard: type, Enter, down; refused beside the cell; undone."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from govmedia_desktop.errors import RefusedError
from tests.screens import invented
from ui.tables.date_grid import DateEntry, DateGrid

REFERENCE = date(2026, 11, 21)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Notebook:
    """Stands for the use case: keeps what was saved, in order."""

    def __init__(self) -> None:
        self.days: dict[str, date] = {}
        self.saves = 0
        self.refuses: set[str] = set()

    def save(self, account: str, day: date):
        if account in self.refuses:
            raise RefusedError("没有存下,请再输一次。")
        before = self.days.get(account)
        self.days[account] = day
        self.saves += 1
        return lambda: self._back(account, before)

    def _back(self, account: str, before: date | None) -> None:
        self.days.pop(account)
        if before is not None:
            self.days[account] = before


@pytest.fixture
def notebook():
    return Notebook()


@pytest.fixture
def grid(qtbot, notebook):
    made = DateGrid(REFERENCE, REFERENCE, notebook.save)
    qtbot.addWidget(made)
    made.show_entries(invented.entries(5))
    made.resize(1000, 500)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.table.setFocus()
    return made


def type_in(qtbot, grid, text: str) -> None:
    """Type into the current cell and press Enter, as a person does."""
    qtbot.keyClicks(grid.table, text[0])
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def row(grid) -> int:
    return grid.table.currentIndex().row()


def outcome(grid, position: int) -> str:
    return grid.model.index(position, 4).data()


def test_typing_down_the_column_saves_cell_by_cell(qtbot, grid, notebook):
    assert row(grid) == 0
    for text in ("11-06", "1119", "=", "2026/11/1"):
        type_in(qtbot, grid, text)
    assert row(grid) == 4
    registered = date.fromisoformat(grid.model.row_at(2).known)
    assert list(notebook.days.values()) == [
        date(2026, 11, 6), date(2026, 11, 19), registered, date(2026, 11, 1)
    ]  # fmt: skip
    assert outcome(grid, 0) == "✓ 已核对,距监测时间点 15 天"


def test_a_refused_date_keeps_the_cursor_and_says_why_beside_it(qtbot, grid, notebook):
    type_in(qtbot, grid, "2026-11-30")
    assert row(grid) == 0
    assert outcome(grid, 0) == "✗ 晚于监测时间点 2026-11-21,不能算"
    assert notebook.saves == 0
    type_in(qtbot, grid, "11-20")
    assert row(grid) == 1
    assert notebook.days == {grid.model.row_at(0).id: date(2026, 11, 20)}


def test_a_refusal_of_the_store_stands_beside_the_cell(qtbot, grid, notebook):
    notebook.refuses = {grid.model.row_at(0).id}
    type_in(qtbot, grid, "11-20")
    assert outcome(grid, 0) == "✗ 没有存下,请再输一次。"
    assert not grid.undo.isEnabled()


def test_enter_on_an_untouched_cell_goes_down_and_saves_nothing(qtbot, grid, notebook):
    qtbot.keyClick(grid.table, Qt.Key.Key_Return)
    assert row(grid) == 1
    assert notebook.saves == 0


def test_enter_on_the_last_cell_stays(qtbot, grid, notebook):
    grid.table.setCurrentIndex(grid.model.index(4, 3))
    type_in(qtbot, grid, "11-20")
    assert row(grid) == 4
    assert notebook.saves == 1


def test_ctrl_z_takes_the_last_date_back_and_ctrl_y_saves_it_again(qtbot, grid, notebook):
    type_in(qtbot, grid, "11-06")
    type_in(qtbot, grid, "11-07")
    qtbot.keyClick(grid.table, Qt.Key.Key_Z, CONTROL)
    assert list(notebook.days.values()) == [date(2026, 11, 6)]
    assert outcome(grid, 1) == "○ 待核对"
    qtbot.keyClick(grid.table, Qt.Key.Key_Y, CONTROL)
    assert list(notebook.days.values()) == [date(2026, 11, 6), date(2026, 11, 7)]
    assert outcome(grid, 1).startswith("✓")


def test_undo_of_a_change_brings_the_earlier_date_back(qtbot, grid, notebook):
    type_in(qtbot, grid, "11-06")
    grid.table.setCurrentIndex(grid.model.index(0, 3))
    grid.model.setData(grid.model.index(0, 3), "11-09")
    grid.undo.trigger()
    assert list(notebook.days.values()) == [date(2026, 11, 6)]
    assert grid.model.index(0, 3).data() == "2026-11-06"


def test_the_same_date_again_is_not_saved_twice(grid, notebook):
    cell = grid.model.index(0, 3)
    grid.model.setData(cell, "11-06")
    grid.model.setData(cell, "2026-11-06")
    assert notebook.saves == 1


def test_a_bad_text_after_a_saved_date_leaves_the_saved_one(grid, notebook):
    cell = grid.model.index(0, 3)
    grid.model.setData(cell, "11-06")
    grid.model.setData(cell, "13-45")
    assert list(notebook.days.values()) == [date(2026, 11, 6)]
    grid.model.setData(cell, "")
    assert cell.data() == "2026-11-06"
    grid.undo.trigger()
    assert notebook.days == {}


def test_how_many_are_checked_is_told_at_each_step(qtbot, grid):
    told = []
    grid.moved.connect(lambda checked, total: told.append((checked, total)))
    type_in(qtbot, grid, "11-06")
    grid.undo.trigger()
    assert told == [(1, 5), (0, 5)]


def test_a_date_nobody_entered_in_the_register_cannot_be_confirmed_by_the_sign(grid, notebook):
    grid.show_entries([DateEntry("9", "示例", "抖音", "示例镇")])
    grid.model.setData(grid.model.index(0, 3), "=")
    assert notebook.saves == 0
    assert outcome(grid, 0) == "○ 待核对"


def test_a_click_anywhere_in_a_row_brings_the_cursor_to_its_date(qtbot, grid):
    spot = grid.table.visualRect(grid.model.index(2, 0)).center()
    qtbot.mouseClick(grid.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert (row(grid), grid.table.currentIndex().column()) == (2, 3)


def test_dates_can_be_typed_into_what_a_search_left(qtbot, grid, notebook):
    name = grid.model.row_at(3).account
    grid.panel.search.setText(name)
    grid.table.setCurrentIndex(grid.model.index(0, 3))
    type_in(qtbot, grid, "11-06")
    grid.panel.search.clear()
    assert outcome(grid, 3).startswith("✓")
