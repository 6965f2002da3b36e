"""核对更新日期 by keyboard: type, Enter, down; refused beside the cell; undone."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from govmedia_desktop.errors import RefusedError
from tests.screens import invented
from ui.tables.date_entries import DateEntry
from ui.tables.date_grid import DateGrid

TODAY = date(2026, 11, 21)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Notebook:
    """Stands for the use case: keeps what was saved, in order."""

    def __init__(self) -> None:
        self.days: dict[str, date] = {}
        self.saves = 0
        self.refuses: set[str] = set()

    def save(self, account: str, day: date):
        if account in self.refuses:
            raise RefusedError("没有存下，请再输一次。")
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
    made = DateGrid(TODAY, notebook.save)
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
    return grid.model.index(position, 6).data()


def test_typing_down_the_column_saves_cell_by_cell(qtbot, grid, notebook):
    assert row(grid) == 0
    for text in ("11-06", "1119", "=", "2026/11/1"):
        type_in(qtbot, grid, text)
    assert row(grid) == 4
    registered = date.fromisoformat(grid.model.row_at(2).known)
    assert list(notebook.days.values()) == [
        date(2026, 11, 6), date(2026, 11, 19), registered, date(2026, 11, 1)
    ]  # fmt: skip
    assert outcome(grid, 0) == "✗ 超期"


def test_a_refused_date_keeps_the_cursor_and_says_why_beside_it(qtbot, grid, notebook):
    type_in(qtbot, grid, "2026-11-30")
    assert row(grid) == 0
    assert outcome(grid, 0) == "✗ 晚于今天，不能算"
    assert notebook.saves == 0
    type_in(qtbot, grid, "11-20")
    assert row(grid) == 1
    assert notebook.days == {grid.model.row_at(0).id: date(2026, 11, 20)}


def test_a_long_refusal_is_whole_in_its_row_however_narrow_the_grid(qtbot, grid, notebook):
    grid.resize(720, 500)
    usual = grid.table.rowHeight(0)
    type_in(qtbot, grid, "13-45-1")
    assert grid.table.rowHeight(0) > usual
    assert grid.table.horizontalScrollBar().maximum() == 0
    type_in(qtbot, grid, "11-20")
    assert grid.table.rowHeight(0) == usual
    assert len(notebook.days) == 1


def test_a_refusal_of_the_store_stands_beside_the_cell(qtbot, grid, notebook):
    notebook.refuses = {grid.model.row_at(0).id}
    type_in(qtbot, grid, "11-20")
    assert outcome(grid, 0) == "✗ 没有存下，请再输一次。"
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
    assert grid.model.index(1, 3).data() == ""
    qtbot.keyClick(grid.table, Qt.Key.Key_Y, CONTROL)
    assert list(notebook.days.values()) == [date(2026, 11, 6), date(2026, 11, 7)]
    assert grid.model.index(1, 3).data() == "2026-11-07"


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
    assert outcome(grid, 0) == "○ 待核实"


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
    assert grid.model.index(3, 3).data() == "2026-11-06"


def test_a_typed_date_judges_the_account_at_once_against_its_own_limit(qtbot, grid):
    entries = [
        DateEntry("1", "示例甲", "抖音", "示例镇", "2026-10-01", ""),
        DateEntry("2", "示例乙", "抖音", "示例镇", "2026-10-01", "2026-10-20", limit=7),
        DateEntry("3", "示例丙", "抖音", "示例镇", "2026-11-20", "2026-11-20"),
        DateEntry("4", "示例丁", "抖音", "示例镇", "", "", limit=None),
    ]
    grid.show_entries(entries)
    assert [outcome(grid, n) for n in range(4)] == ["○ 待核实", "✗ 超期", "✓ 正常", "不要求"]
    assert grid.model.index(0, 4).data() == "51 天"
    for text in ("11-08", "11-15", "10-01"):
        type_in(qtbot, grid, text)
    assert [outcome(grid, n) for n in range(3)] == ["△ 临近超期", "△ 临近超期", "✗ 超期"]
    assert [grid.model.index(n, 4).data() for n in range(4)] == ["13 天", "6 天", "51 天", ""]


def test_the_whole_reason_stands_under_the_grid_while_its_cell_is_current(qtbot, grid):
    type_in(qtbot, grid, "13-45-1")
    assert "可写 11-06" in grid.reason.text()
    qtbot.keyClick(grid.table, Qt.Key.Key_Down)
    assert grid.reason.isHidden()
    qtbot.keyClick(grid.table, Qt.Key.Key_Up)
    type_in(qtbot, grid, "11-20")
    assert grid.reason.isHidden()


def test_only_what_stands_badly_can_be_shown(grid):
    grid.show_entries(
        [
            DateEntry("1", "示例甲", "抖音", "示例镇", "2026-10-01", "2026-11-20"),
            DateEntry("2", "示例乙", "抖音", "示例镇", "2026-11-20", "2026-11-20"),
        ]
    )
    grid.standing.setCurrentText("超期")
    assert [grid.model.row_at(n).id for n in range(grid.model.rowCount())] == ["1"]
