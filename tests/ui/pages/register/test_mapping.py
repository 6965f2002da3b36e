"""哪一列是什么: shown, corrected by hand, read again at once, remembered."""

import openpyxl
import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.usecases.register import accounts
from govmedia_desktop.usecases.register.imported import read_register
from ui.parts import dialogs

CONTROL = Qt.KeyboardModifier.ControlModifier
HEAD = ("序号", "账号名称", "平台", "单位", "管理机构", "联系人")
ROW = (1, "示例发布", "微信公众号", "示例甲局", "示例乙局", "示例人")


def write(path, *sheets, hidden=False):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
        if hidden:
            sheet.row_dimensions[2].hidden = True
    book.save(path)
    return path


@pytest.fixture
def mailed(tmp_path):
    return write(tmp_path / "台账.xlsx", [HEAD, ROW])


def choose(mapping, column, field):
    box = mapping.boxes[column]
    box.setCurrentIndex(box.findData(field))
    box.activated.emit(box.currentIndex())


def chosen(mapping):
    return {column: box.currentData() for column, box in mapping.boxes.items()}


def rows_of(model):
    return [model.row_at(place) for place in range(model.rowCount())]


def owners(page):
    return [row.owner for row in rows_of(page.preview.rows.model)]


def test_each_column_shows_what_it_was_read_as(page, mailed):
    page.read(mailed)
    assert chosen(page.preview.mapping) == {
        2: "name",
        3: "platform",
        4: "owner_name",
        5: "",
        6: "contact",
    }
    assert page.preview.tabs.tabText(2) == "哪一列是什么 · 共 5 列"
    assert page.preview.mapping.boxes[4].currentText() == "主办单位"
    assert page.preview.mapping.boxes[4].accessibleName() == "“单位”这一列是"


def test_no_person_is_shown_as_an_example(page, mailed):
    page.read(mailed)
    grid = page.preview.mapping._grid
    texts = [grid.itemAt(place).widget() for place in range(grid.count())]
    assert not any("示例人" in w.text() for w in texts if hasattr(w, "text"))


def test_a_correction_is_read_at_once_and_nothing_is_written(desk, page, mailed):
    page.read(mailed)
    assert owners(page) == ["示例甲局"]
    page.preview.tabs.setCurrentIndex(2)
    choose(page.preview.mapping, 5, "owner_name")
    assert owners(page) == ["示例乙局"]
    assert chosen(page.preview.mapping)[4] == ""
    assert page.preview.tabs.currentIndex() == 2
    assert page.preview.confirm.isEnabled()
    assert not any("不认识" in r.text for r in rows_of(page.preview.remarks.model))
    assert accounts.list_accounts(desk) == []


def test_what_was_corrected_is_what_is_taken_in_and_is_remembered(qtbot, desk, page, mailed):
    page.read(mailed)
    choose(page.preview.mapping, 5, "owner_name")
    qtbot.keyClick(page, Qt.Key.Key_Return, CONTROL)
    (listed,) = accounts.list_accounts(desk)
    assert listed.owner_name == "示例乙局"
    other = write(mailed.with_name("下季度.xlsx"), [("台账",), HEAD, ROW])
    read = read_register(desk, other)
    assert read.counts["unchanged"] == 1
    assert read.wanted.columns[5] == "owner_name"


def test_what_was_only_looked_at_is_not_remembered(desk, page, mailed):
    page.read(mailed)
    choose(page.preview.mapping, 5, "owner_name")
    page.preview.left.emit()
    assert read_register(desk, mailed).wanted.columns is None


def test_a_table_of_another_layout_is_read_by_its_own_headers(qtbot, desk, page, mailed):
    page.read(mailed)
    choose(page.preview.mapping, 5, "owner_name")
    qtbot.keyClick(page, Qt.Key.Key_Return, CONTROL)
    other = write(mailed.with_name("别的.xlsx"), [HEAD[:4], ROW[:4]])
    assert read_register(desk, other).register.rows[0].values["owner_name"] == "示例甲局"


def test_without_a_name_or_a_platform_nothing_can_be_taken_in(page, mailed):
    page.read(mailed)
    choose(page.preview.mapping, 3, "")
    assert not page.preview.confirm.isEnabled()
    assert "注册平台，不能导入" in page.preview.counts.words.text()
    choose(page.preview.mapping, 3, "platform")
    assert page.preview.confirm.isEnabled()
    assert page.preview.counts.words.text().startswith("共 1 行")


def test_another_sheet_can_be_chosen(page, tmp_path):
    two = write(tmp_path / "台账.xlsx", [HEAD, ROW], [HEAD[:4], (1, "示例普法", "微博", "示例办")])
    page.read(two)
    assert page.preview.mapping.sheet.isVisibleTo(page.preview.mapping)
    page.preview.mapping.sheet.setCurrentText("表2")
    page.preview.mapping.sheet.activated.emit(1)
    assert owners(page) == ["示例办"]
    assert list(page.preview.mapping.boxes) == [2, 3, 4]
    assert page.preview.mapping.sheet.currentText() == "表2"


def test_a_file_of_one_sheet_without_hidden_rows_asks_nothing(page, mailed):
    page.read(mailed)
    mapping = page.preview.mapping
    assert not mapping.sheet.isVisibleTo(mapping)
    assert not mapping.hidden.isVisibleTo(mapping)


def test_hidden_rows_can_be_left_out(qtbot, page, tmp_path):
    page.read(write(tmp_path / "台账.xlsx", [HEAD, ROW, (2, "示例普法", *ROW[2:])], hidden=True))
    page.preview.tabs.setCurrentIndex(2)
    assert len(owners(page)) == 2
    qtbot.mouseClick(page.preview.mapping.hidden, Qt.MouseButton.LeftButton)
    assert len(owners(page)) == 1
    assert not page.preview.mapping.hidden.isChecked()


def test_tables_side_by_side_keep_both_when_one_column_is_corrected(page, tmp_path):
    part = ("账号名称", "平台", "单位", "管理机构")
    one, two = ("示例甲", "微信", "甲局", "丙局"), ("示例乙", "微信", "乙局", "丁局")
    page.read(write(tmp_path / "台账.xlsx", [(*part, *part), (*one, *two)]))
    assert owners(page) == ["甲局", "乙局"]
    choose(page.preview.mapping, 4, "operator")
    assert owners(page) == ["甲局", "乙局"]


def test_a_file_that_went_away_leaves_what_was_read_as_it_was(qtbot, page, mailed):
    page.read(mailed)
    mailed.unlink()
    with qtbot.captureExceptions() as caught:
        choose(page.preview.mapping, 5, "owner_name")
    assert [kind for kind, _, _ in caught] == [CannotReadError]
    assert owners(page) == ["示例甲局"]
    assert chosen(page.preview.mapping)[4] == "owner_name"


def test_rows_that_are_doubtful_or_left_out_come_first_with_their_cells(page, tmp_path):
    rows = [HEAD, ROW, (2, "示例普法", "不知道", "示例局"), (3, None, "微博", "示例局")]
    page.read(write(tmp_path / "台账.xlsx", rows))
    shown = rows_of(page.preview.rows.model)
    assert [(row.place, row.word, row.doubts) for row in shown] == [
        ("第4行", "未读入", "B4"),
        ("第3行", "新增", "C3"),
        ("第2行", "新增", ""),
    ]


def test_a_marked_workbook_for_the_sender_is_written_on_one_key(
    qtbot, monkeypatch, said, page, tmp_path
):
    page.read(write(tmp_path / "台账.xlsx", [HEAD, (1, "示例发布", "不知道", "示例局")]))
    out = tmp_path / "退回.xlsx"
    asked = []
    monkeypatch.setattr(
        dialogs, "file_to_write", lambda _p, _t, name, _k: asked.append(name) or out
    )
    qtbot.keyClick(page, Qt.Key.Key_E, CONTROL)
    assert asked == ["台账（标注）.xlsx"]
    assert openpyxl.load_workbook(out)["表1"]["C2"].comment
    assert "退回.xlsx" in said[-1].text


def test_the_sender_is_shown_and_another_ones_way_of_reading_is_chosen(qtbot, desk, page, tmp_path):
    rows = [("填报单位：示例甲局",), HEAD, ROW]
    page.read(write(tmp_path / "甲.xlsx", rows))
    mapping = page.preview.mapping
    assert (mapping.office.currentText(), mapping.memory.text()) == ("示例甲局", "")
    choose(mapping, 5, "owner_name")
    assert mapping.office.currentText() == "示例甲局"
    qtbot.keyClick(page, Qt.Key.Key_Return, CONTROL)
    page.read(write(tmp_path / "县.xlsx", [("填报单位：示例丙局",), HEAD, ROW]))
    assert mapping.memory.text() == "各列照同样表头上一次的读法"
    choose(mapping, 4, "owner_name")
    qtbot.keyClick(page, Qt.Key.Key_Return, CONTROL)
    page.read(write(tmp_path / "丙.xlsx", [("填报单位：示例丙局",), HEAD, (2, "新号", *ROW[2:])]))
    assert (owners(page), mapping.memory.text()) == (["示例甲局"], "各列照这个单位上一次的读法")
    mapping.office.setCurrentText("示例乙局")
    mapping.office.activated.emit(mapping.office.currentIndex())
    assert mapping.office.currentText() == "示例乙局"
    assert mapping.memory.text() == "各列照同样表头上一次的读法"
