"""表格填: pasted, copied, filled down, confirmed."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtGui import QGuiApplication

from govmedia_desktop.usecases.grid import filling as grid_filling
from govmedia_desktop.usecases.grid.rows import Mark
from tests.ui.grid.conftest import CONTROL, JUSTICE, KEY, ORDER, PHONE, TOWN
from ui.grid import beside, entering

LOOKED = {"looked_at": "12", "looked_from": "4-1", "looked_to": "5-6"}


# blocks


def test_a_block_from_wps_lands_at_the_cell(clerk):
    clerk.at(PHONE, "last_update")
    clerk.paste('5-1\t有\n"13\n-1"\t也许\n4-30\t没有\n')
    assert clerk.text(TOWN, "interaction") == "✗ 没有"
    assert clerk.grid.faults.count == 2
    assert clerk.grid.outcome.words.text() == "粘贴：填入 4 格，2 格没有接受（Ctrl+Z 撤销）"
    clerk.press(KEY.Key_Z, modifier=CONTROL)
    assert clerk.on_disk() == {}
    assert clerk.grid.faults.count == 0


def test_what_lies_outside_is_told(clerk):
    clerk.at(TOWN, "interaction")
    clerk.paste("有\n没有\n")
    assert "1 格超出表格，没有填入" in clerk.grid.outcome.words.text()


def test_a_large_paste_is_one_step_to_take_back(clerk, monkeypatch):
    monkeypatch.setattr(entering, "AT_ONCE", 1)
    monkeypatch.setattr(entering, "ROWS_A_STEP", 1)
    monkeypatch.setattr(entering, "ROWS_AT_ONCE", 1)
    clerk.at(PHONE, "last_update")
    clerk.paste("5-1\t有\n4-30\t没有\n4-29\t有\n")
    assert len(clerk.on_disk()) == 3
    assert clerk.table.isEnabled()
    clerk.press(KEY.Key_Z, modifier=CONTROL)
    assert clerk.on_disk() == {}
    clerk.press(KEY.Key_Y, modifier=CONTROL)
    assert clerk.on_disk()[TOWN] == {"last_update": "2024-04-29", "interaction": "yes"}
    assert clerk.table.hasFocus()


def test_a_block_is_copied_as_it_can_be_pasted(clerk):
    clerk.put(PHONE, interaction="有", looked_at="12")
    clerk.put(JUSTICE, interaction="没有")
    first = clerk.grid.model.index(0, clerk.names.index("last_update"))
    last = clerk.grid.model.index(2, clerk.names.index("looked_at"))
    clerk.at(PHONE, "last_update")
    clerk.table.selectionModel().select(
        QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    clerk.press(KEY.Key_C, modifier=CONTROL)
    expected = "\t有\t12\n2024-04-30\t没有\t\n2024-03-18\t\t\n"
    assert QGuiApplication.clipboard().text() == expected


def test_filling_down_a_chosen_column(clerk):
    clerk.put(PHONE, interaction="有")
    clerk.choose("interaction", *ORDER)
    clerk.press(KEY.Key_D, modifier=CONTROL)
    assert [clerk.text(a, "interaction") for a in ORDER] == ["有"] * 3
    assert clerk.grid.outcome.words.text() == "向下填充：填入 2 格（Ctrl+Z 撤销）"


def test_a_judgement_is_not_filled_down_without_a_word_of_what_was_looked_at(clerk):
    clerk.put(PHONE, leak="未发现")
    clerk.put(JUSTICE, **LOOKED)
    clerk.choose("leak", *ORDER)
    clerk.press(KEY.Key_D, modifier=CONTROL)
    assert clerk.text(JUSTICE, "leak") == "未发现"
    assert clerk.mark(TOWN, "leak") is Mark.REFUSED
    assert clerk.text(TOWN, "leak") == "✗ 未发现"
    clerk.grid.mending.trigger()
    assert clerk.text(TOWN, "leak") == ""


def test_there_is_nothing_to_fill_down(clerk):
    clerk.choose("interaction", *ORDER)
    clerk.press(KEY.Key_D, modifier=CONTROL)
    assert "没有答案，没有往下填" in clerk.grid.outcome.words.text()


def test_the_chosen_values_are_confirmed_by_key(clerk):
    clerk.choose("last_update", *ORDER)
    clerk.press(KEY.Key_K, modifier=CONTROL)
    assert [clerk.mark(a, "last_update") for a in (JUSTICE, TOWN)] == [Mark.GIVEN] * 2
    assert "带入待确认" not in clerk.grid.count.text()


# many cells, a few rows at a time


@pytest.fixture
def many(clerk, monkeypatch):
    """The clerk, to whom two cells are many, and one row is all that is held open."""
    monkeypatch.setattr(entering, "AT_ONCE", 1)
    monkeypatch.setattr(entering, "ROWS_A_STEP", 1)
    monkeypatch.setattr(grid_filling, "OPEN_ROWS", 1)
    clerk.began = []
    clerk.grid.entering.began.connect(lambda: clerk.began.append(clerk.grid.entering))
    return clerk


def test_many_cells_are_filled_down_as_one_step_to_take_back(many):
    many.put(PHONE, interaction="有")
    many.choose("interaction", *ORDER)
    many.press(KEY.Key_D, modifier=CONTROL)
    assert [many.text(a, "interaction") for a in ORDER] == ["有"] * 3
    assert many.grid.outcome.words.text() == "向下填充：填入 2 格（Ctrl+Z 撤销）"
    assert len(many.began) == 1
    many.press(KEY.Key_Z, modifier=CONTROL)
    assert [many.text(a, "interaction") for a in ORDER] == ["有", "", ""]


def test_many_judgements_take_only_what_their_own_account_allows(many):
    many.put(PHONE, leak="未发现")
    many.put(JUSTICE, **LOOKED, leak="发现")
    many.choose("leak", *ORDER)
    many.press(KEY.Key_D, modifier=CONTROL)
    assert many.text(JUSTICE, "leak") == "✗ 发现"
    told = many.grid.outcome.words.text()
    assert "填入 0 格，1 格没有接受，1 格不用填或已有人答过，没有动" in told


def test_many_cells_are_confirmed_and_cleared(many):
    many.choose("last_update", *ORDER)
    many.press(KEY.Key_K, modifier=CONTROL)
    assert [many.mark(a, "last_update") for a in (JUSTICE, TOWN)] == [Mark.GIVEN] * 2
    many.choose("last_update", *ORDER)
    many.press(KEY.Key_Delete)
    assert [many.text(a, "last_update") for a in (JUSTICE, TOWN)] == ["", ""]
    assert len(many.began) == 2
    many.press(KEY.Key_Z, modifier=CONTROL)
    assert [many.mark(a, "last_update") for a in (JUSTICE, TOWN)] == [Mark.GIVEN] * 2


def test_many_cells_in_which_nothing_is_to_be_done_leave_nothing_to_take_back(many):
    many.choose("interaction", *ORDER)
    many.press(KEY.Key_K, modifier=CONTROL)
    assert not many.grid.undo.isEnabled()
    assert many.table.isEnabled()
    assert many.on_disk() == {}


def test_many_cells_are_copied_whole_verdicts_too(many):
    many.put(PHONE, interaction="有")
    many.table.selectAll()
    many.press(KEY.Key_C, modifier=CONTROL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 3
    assert lines[0].split("\t")[many.names.index("interaction")] == "有"
    assert lines[0].split("\t")[-1].startswith("未检查完")


def test_a_copy_that_is_stopped_leaves_the_clipboard_alone(many, monkeypatch):
    QGuiApplication.clipboard().setText("原来的")
    monkeypatch.setattr(
        many.session.tasks, "run_here", lambda title, steps, rows, ended: (next(steps), ended())
    )
    many.table.selectAll()
    many.press(KEY.Key_C, modifier=CONTROL)
    assert QGuiApplication.clipboard().text() == "原来的"
    assert many.table.isEnabled()


def test_more_refused_texts_than_are_listed_come_up_as_they_are_mended(clerk, monkeypatch):
    monkeypatch.setattr(beside, "LISTED_FAULTS", 2)
    clerk.at(PHONE, "interaction")
    clerk.paste("也许\n也许\n也许\n")
    assert (clerk.grid.faults.count, clerk.grid.faults.list.count()) == (3, 2)
    assert "3 格没有接受" in clerk.grid.faults.head.text()
    clerk.put(PHONE, interaction="有")
    assert (clerk.grid.faults.count, clerk.grid.faults.list.count()) == (2, 2)
    clerk.press(KEY.Key_F8)
    clerk.press(KEY.Key_F8)
    assert clerk.here() == (TOWN, "interaction")
