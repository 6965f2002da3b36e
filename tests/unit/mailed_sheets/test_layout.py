"""The workbook itself: what a clerk may touch, what is hidden, what spreadsheets make of it."""

import shutil
import subprocess
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.domain.mailed_sheets import IssuedAccount, MailedSheet, Prefilled
from govmedia_desktop.reports.mailed_paper import MailedCell, MailedColumn, MailedPaper, MailedRow
from govmedia_desktop.reports.mailed_sheet import write_mailed
from govmedia_desktop.spreadsheets.mailed import read_mailed
from tests.data.mailed import SHEET
from tests.data.reports import HOSTILE_TEXTS

CHOICES = ("有", "没有", "=未检查")
COLUMNS = (
    MailedColumn("/data/u/last", "最近一次更新是哪一天？" * 6, "看最后一篇\n依据：国办", "date"),
    MailedColumn("/data/r/talk", "有没有互动方式？", "", "select_one"),
    MailedColumn("/data/r/many", "有哪些？", "", "select_multiple"),
    MailedColumn("/data/s/count", "抽看了几篇？", "", "integer"),
    MailedColumn("/data/s/share", "占多少？", "", "decimal"),
    MailedColumn("/data/s/words", "说明", "", "text"),
)
ACCOUNTS = tuple(
    IssuedAccount(
        f"{number:036d}",
        name,
        "抖音",
        {"/data/u/last": Prefilled("2026-11-01", Answer("2026-11-01", Source.REGISTER))},
    )
    for number, name in enumerate(("示例镇发布", "=示例镇之声"))
)
IDENTITY = MailedSheet(
    "s",
    "i",
    "示例县人民政府办公室",
    "o",
    "示例镇人民政府",
    "f",
    "x",
    "1",
    "h",
    "2026Q4",
    "2026-11-21",
    practice=False,
    questions=tuple(column.path for column in COLUMNS),
    accounts=ACCOUNTS,
)


def cells(words="", **last):
    return (
        MailedCell("2026-11-01", known=True),
        MailedCell("有", CHOICES),
        MailedCell("有、没有", CHOICES),
        MailedCell("12", **last),
        MailedCell("0.5"),
        MailedCell(words),
    )


def paper(*words, **changes):
    rows = tuple(
        MailedRow(account.id, account.name, account.platform, cells(text))
        for account, text in zip(ACCOUNTS, (*words, "", "")[:2], strict=True)
    )
    made = MailedPaper(IDENTITY, "单项否决检查", "2026年第四季度", COLUMNS, rows)
    return replace(made, **changes)


def opened(tmp_path, content=None):
    path = write_mailed(tmp_path / "表.xlsx", content or paper())
    return openpyxl.load_workbook(path)


def test_only_the_cells_to_be_filled_in_are_unlocked_and_no_password_is_needed(tmp_path):
    sheet = opened(tmp_path)[SHEET]
    unlocked = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
    answers = {f"{column}{row}" for column in "EFGHIJK" for row in (7, 8)}
    assert unlocked == answers | {"C5", "E5"}
    assert sheet.protection.sheet is True
    assert sheet.protection.password is None


def test_what_is_not_asked_of_an_account_is_grey_and_locked(tmp_path):
    row = MailedRow(ACCOUNTS[0].id, "示例镇发布", "抖音", (MailedCell(closed=True), *cells()[1:]))
    sheet = opened(tmp_path, paper(rows=(row,)))[SHEET]
    assert sheet["E7"].protection.locked
    assert sheet["E7"].fill.fgColor.rgb != sheet["F7"].fill.fgColor.rgb


def test_ids_are_hidden_in_a_column_and_in_a_sheet_that_no_menu_shows(tmp_path):
    book = opened(tmp_path)
    states = {sheet.title: sheet.sheet_state for sheet in book}
    assert states == {SHEET: "visible", "选项": "hidden", "标识": "veryHidden"}
    assert book[SHEET].column_dimensions["A"].hidden
    assert book[SHEET].row_dimensions[1].hidden
    assert [book[SHEET][f"A{row}"].value for row in (7, 8)] == [a.id for a in ACCOUNTS]


def rule_at(book, cell):
    rules = book[SHEET].data_validations.dataValidation
    (rule,) = [rule for rule in rules if cell in rule.sqref]
    return rule


def test_choices_are_dropped_down_from_a_hidden_sheet(tmp_path):
    book = opened(tmp_path)
    for cell, choices in (("F7", CHOICES), ("F8", CHOICES)):
        name, area = rule_at(book, cell).formula1.split("!")
        assert name == "'选项'"
        listed = [row[0].value for row in book["选项"][area.replace("$", "")]]
        assert tuple(listed) == choices
    assert rule_at(book, "G7").type is None
    assert rule_at(book, "G7").prompt == "用顿号隔开：有、没有、=未检查"


def test_dates_and_numbers_are_checked_with_chinese_sentences(tmp_path):
    book = opened(tmp_path)
    types = {cell: rule_at(book, cell).type for cell in ("E5", "E8", "H8", "I8")}
    assert types == {"E5": "date", "E8": "date", "H8": "whole", "I8": "decimal"}
    for rule in book[SHEET].data_validations.dataValidation:
        assert rule.showErrorMessage
        assert len(rule.error or "") <= 255
        assert len(rule.errorTitle or "") <= 32
    assert rule_at(book, "E7").error == "请填日期，写成 2026-11-06 的样子。"


def test_choices_too_many_for_a_message_are_cut_there_and_whole_in_the_list(tmp_path):
    many = tuple(f"第{n}种很长很长的选择" for n in range(60))
    row = replace(paper().rows[0], cells=(cells()[0], MailedCell("", many), *cells()[2:]))
    book = opened(tmp_path, paper(rows=(row,)))
    assert len(rule_at(book, "F7").error) <= 255
    assert rule_at(book, "F7").formula1.endswith("$60")


def test_what_was_filled_in_beforehand_looks_otherwise_and_is_what_it_is(tmp_path):
    sheet = opened(tmp_path)[SHEET]
    known, typed = sheet["E7"], sheet["F7"]
    assert known.value.date().isoformat() == "2026-11-01"
    assert known.number_format == "yyyy-mm-dd"
    assert known.font.italic
    assert not typed.font.italic
    assert known.fill.fgColor.rgb != typed.fill.fgColor.rgb
    assert (sheet["H7"].value, sheet["I7"].value) == (12, 0.5)


def test_no_text_of_anybody_becomes_a_formula_or_a_number(tmp_path):
    for text in HOSTILE_TEXTS:
        path = write_mailed(tmp_path / "表.xlsx", paper(text, filler=text))
        with zipfile.ZipFile(path) as archive:
            assert not any(
                b"<f>" in archive.read(name)
                for name in archive.namelist()
                if "worksheets/sheet" in name
            )
        cell = openpyxl.load_workbook(path)[SHEET]["J7"]
        assert (cell.value, cell.data_type) == (text, "s")
        row = read_mailed(path).rows[0]
        assert row.cells["/data/s/words"].text == text


def test_long_headers_wrap_in_a_row_that_is_high_enough_and_stays_in_view(tmp_path):
    sheet = opened(tmp_path)[SHEET]
    assert sheet["E6"].alignment.wrap_text
    assert sheet.row_dimensions[6].height > 8 * 13
    assert sheet.freeze_panes == "E7"
    assert sheet["E6"].comment.text.startswith("看最后一篇")
    assert sheet["F6"].comment is None


def test_it_prints_on_a4_landscape_with_names_and_header_on_every_page(tmp_path):
    sheet = opened(tmp_path)[SHEET]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$6:$6", "$B:$D")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet["B10"].value.startswith("填报单位（盖章）：")


def test_a_table_with_many_columns_is_printed_on_more_pages_side_by_side(tmp_path):
    columns = tuple(replace(COLUMNS[5], path=f"/data/q{n}") for n in range(20))
    identity = replace(IDENTITY, questions=tuple(c.path for c in columns))
    row = MailedRow(ACCOUNTS[0].id, "示例镇发布", "抖音", (MailedCell(),) * 20)
    content = MailedPaper(identity, "很多题", "2026年第四季度", columns, (row,))
    assert opened(tmp_path, content)[SHEET].page_setup.fitToWidth > 1


def test_practice_sheets_say_so(tmp_path):
    content = paper(identity=replace(IDENTITY, practice=True))
    assert opened(tmp_path, content)[SHEET]["B2"].value.startswith("【练习】")


def test_what_goes_back_is_red_and_says_in_words_what_is_wrong(tmp_path):
    rows = (
        replace(
            paper().rows[0], cells=cells(fault="这里要填整数"), problem="“抽看了几篇？”要填整数"
        ),
        replace(paper().rows[1], problem="已接收，不用再填"),
    )
    sheet = opened(tmp_path, paper(rows=rows, marked=True, filler="李四"))[SHEET]
    assert sheet["H7"].fill.fgColor.rgb.endswith("F4B6AE")
    assert sheet["L6"].value == "问题"
    assert [sheet[f"L{row}"].value for row in (7, 8)] == [r.problem for r in rows]
    assert "红色" in sheet["B4"].value
    assert sheet["C5"].value == "李四"


def test_a_number_that_is_none_stays_as_it_was_typed(tmp_path):
    for text in ("十二", "1e5", "12篇", "nan"):
        typed = (*cells()[:3], MailedCell(text), *cells()[4:])
        row = replace(paper().rows[0], cells=typed)
        sheet = opened(tmp_path, paper(rows=(row,)))[SHEET]
        assert (sheet["H7"].value, sheet["H7"].data_type) == (text, "s")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_what_it_saves_is_still_the_same_sheet(tmp_path):
    path = write_mailed(tmp_path / "表.xlsx", paper("第一行\n第二行", filler="李四"))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "again")]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    before, after = read_mailed(path), read_mailed(tmp_path / "again" / "表.xlsx")
    assert after == before
