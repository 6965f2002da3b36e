"""导出台账: what is shown or all, one table, one a unit or an own one; contacts on a tick only."""

import json

import openpyxl
import pytest
from PySide6.QtCore import Qt

from govmedia_desktop.usecases.register.accounts import set_personal_data
from ui.pages.register import RegisterPage
from ui.parts import dialogs


@pytest.fixture
def page(qtbot, session_at):
    made = RegisterPage(session_at(accounts=6, quarters=1))
    qtbot.addWidget(made)
    made.resize(1200, 720)
    made.show()
    return made


@pytest.fixture
def said(page, heard):
    return heard(page._session)


@pytest.fixture
def opened(page):
    page.list.export.trigger()
    return page.export


def cells(path):
    book = openpyxl.load_workbook(path)
    return [str(c) for row in book.active.iter_rows(values_only=True) for c in row if c]


def names(page):
    model = page.list.panel.model
    return [model.row_at(n).name for n in range(model.rowCount())]


def test_all_accounts_go_out_as_one_table(page, opened, file_at, tmp_path):
    offered = file_at(tmp_path / "出.xlsx")
    opened.write.trigger()
    assert offered[0].endswith("台账 2026-11-21.xlsx")
    assert set(names(page)) <= set(cells(tmp_path / "出.xlsx"))


def test_the_folder_of_what_was_written_is_offered(opened, said, file_at, shown_files, tmp_path):
    file_at(tmp_path / "出.xlsx")
    opened.write.trigger()
    assert said[-1].text == "已写出“出.xlsx”。"
    said[-1].pressed()
    assert shown_files == [tmp_path / "出.xlsx"]


def test_what_the_list_shows_is_offered_where_it_is_less(page, file_at, tmp_path):
    page.list.panel.search.setText(names(page)[0])
    page.list.export.trigger()
    assert page.export.range.currentText() == "当前筛选（1 个账号）"
    file_at(tmp_path / "出.xlsx")
    page.export.write.trigger()
    shown = names(page)
    page.list.panel.search.setText("")
    written = cells(tmp_path / "出.xlsx")
    assert [name for name in names(page) if name in written] == shown


def test_each_unit_gets_a_workbook_in_a_new_folder_beside_older_ones(
    opened, said, tmp_path, monkeypatch
):
    monkeypatch.setattr(dialogs, "folder_to_write", lambda *_asked: tmp_path / "发")
    opened.way.setCurrentText("一个单位一张表")
    opened.write.trigger()
    opened.write.trigger()
    one, other = sorted(p.name for p in (tmp_path / "发").iterdir())
    assert other == f"{one}(2)"
    count = len(list((tmp_path / "发" / one).iterdir()))
    assert said[-1].text == f"已在“{other}”里写出 {count} 个单位的工作簿。"


def test_an_own_empty_table_is_filled_into_a_new_file(page, opened, file_at, tmp_path, monkeypatch):
    template = tmp_path / "上级表.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["账号名称", "平台", "主办单位"])
    book.save(template)
    before = template.read_bytes()
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_asked: template)
    offered = file_at(tmp_path / "填.xlsx")
    opened.way.setCurrentText("填进自己的表")
    assert not opened.layout_box.isEnabled()
    opened.write.trigger()
    assert offered[0].endswith("上级表（已填） 2026-11-21.xlsx")
    assert set(names(page)) <= set(cells(tmp_path / "填.xlsx"))
    assert template.read_bytes() == before


def layout_file(path):
    columns = [["账号", "name", 20], ["联系人", "contact", 10]]
    content = {"name": "自己的版式", "title": "台账", "sheet": "台账", "columns": columns}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_contact_data_go_out_only_where_they_are_ticked(
    page, opened, file_at, tmp_path, monkeypatch
):
    record = page.list.panel.current().id
    set_personal_data(page._session.desk, record, {"contact": "示例人"})
    path = layout_file(tmp_path / "版式.json")
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_asked: path)
    opened.choose.trigger()
    assert opened.layout_box.currentText() == "自己的版式"
    assert not opened.personal.isChecked()
    file_at(tmp_path / "无.xlsx")
    opened.write.trigger()
    assert "示例人" not in cells(tmp_path / "无.xlsx")
    opened.personal.setChecked(True)
    file_at(tmp_path / "有.xlsx")
    opened.write.trigger()
    assert "示例人" in cells(tmp_path / "有.xlsx")
    page.list.export.trigger()
    assert not opened.personal.isChecked()


def test_a_file_that_is_no_layout_is_refused_in_a_sentence(opened, tmp_path, monkeypatch):
    path = tmp_path / "坏.json"
    path.write_text("{", encoding="utf-8")
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_asked: path)
    opened.choose.trigger()
    assert "读不出来或写法不对" in opened.refusal.text()
    assert opened.layout_box.findText("坏") < 0


def test_nothing_is_written_where_the_person_thinks_better_of_it(opened, said, file_at):
    file_at()
    opened.write.trigger()
    assert said == []
    assert opened.write.isEnabled()


def test_the_keys_open_and_leave_the_page(qtbot, page):
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_E, keys)
    assert page.currentWidget() is page.export
    qtbot.keyClick(page.export, Qt.Key.Key_Escape)
    assert page.currentWidget() is page.list


def test_an_empty_register_offers_nothing_to_export(qtbot, session_at):
    made = RegisterPage(session_at(accounts=0, quarters=0))
    qtbot.addWidget(made)
    made.show()
    assert not any(button.isVisible() for button in made.list._more_buttons)
    assert not made.list.export.isVisible()
