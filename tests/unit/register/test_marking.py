"""A register back to its sender: the same table, the doubts marked, the sender's file as it was."""

import hashlib
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.comments import Comment

from govmedia_desktop.domain.registers import MARK_HEADER
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.register.imported import read_register, take_in_register
from govmedia_desktop.usecases.register.marking import mark_register
from tests.unit.desks import desk_of
from tests.unit.workbooks import parts_of, rows_of, write_parts

HEAD = ("账号名称", "注册平台", "主办单位", "账号状态", "粉丝数", "最近更新日期")


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


@pytest.fixture
def mailed(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "统计表"
    sheet.append(("政务新媒体台账",))
    sheet.append(HEAD)
    sheet.append(("示例发布", "微信公众号", "示例局", "正常运行", 1200, date(2024, 4, 30)))
    sheet.append(("示例普法", "微信公众号", None, "看不懂", "约一万", "近期"))
    sheet.append((None, "微信公众号", "示例办", "正常运行", 0.5, "=TODAY()"))
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("C3:C4")
    sheet.column_dimensions["A"].width = 31
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("说明").append(("=cmd|' /C calc'!A0",))
    book.save(tmp_path / "台账.xlsx")
    return tmp_path / "台账.xlsx"


def marked(desk, path):
    out = path.with_name("退回.xlsx")
    read = read_register(desk, path, date(2024, 5, 6))
    assert mark_register(desk, read, out) == out
    return read, openpyxl.load_workbook(out)


def test_values_widths_merges_and_sheets_are_those_of_the_sender(desk, mailed):
    _, book = marked(desk, mailed)
    assert book.sheetnames == ["统计表", "说明"]
    sheet = book["统计表"]
    assert [cell.value for cell in sheet[3]][:6] == [
        "示例发布", "微信公众号", "示例局", "正常运行", 1200, datetime(2024, 4, 30),
    ]  # fmt: skip
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:F1", "C3:C4"}
    assert sheet.column_dimensions["A"].width == 31
    assert sheet.row_dimensions[4].hidden
    assert sheet["A5"].value is None


def test_every_doubt_is_filled_commented_and_told_in_its_row(desk, mailed):
    read, book = marked(desk, mailed)
    sheet = book["统计表"]
    assert sheet["G2"].value.startswith(MARK_HEADER)
    assert len(read.problems) >= 5
    for problem in read.problems:
        cell = sheet[problem.cell]
        assert cell.fill.fgColor.rgb.endswith("FFF2CC"), problem
        assert problem.text in cell.comment.text
        assert f"{problem.cell}：" in sheet.cell(cell.row, 7).value
        assert problem.text in sheet.cell(cell.row, 7).value


def test_cells_that_are_not_doubtful_are_not_marked(desk, mailed):
    read, book = marked(desk, mailed)
    told = {problem.cell for problem in read.problems}
    sheet = book["统计表"]
    for row in sheet.iter_rows(max_col=6):
        for cell in row:
            assert (cell.comment is not None) == (cell.coordinate in told)
            assert (cell.fill.fill_type is not None) == (cell.coordinate in told)
    assert all(cell.comment is None for row in book["说明"].iter_rows() for cell in row)


def test_the_senders_file_is_not_touched(desk, mailed):
    before = hashlib.sha256(mailed.read_bytes()).hexdigest()
    marked(desk, mailed)
    assert hashlib.sha256(mailed.read_bytes()).hexdigest() == before


def test_the_senders_file_is_never_replaced(desk, mailed):
    read = read_register(desk, mailed)
    with pytest.raises(RefusedError, match="原表"):
        mark_register(desk, read, mailed)


def test_no_cell_is_a_formula_and_texts_stay_texts(desk, tmp_path):
    table = [HEAD[:3], ("示例发布", "微信", "示例局"), ("=1+1", "不知道", "+SUM(A1)")]
    path = write_parts(tmp_path / "台账.xlsx", parts_of(rows_of(table)))
    _, book = marked(desk, path)
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n"}
    assert book.worksheets[0]["A3"].value == "=1+1"


def test_a_marked_workbook_reads_as_the_one_it_was_made_of(desk, mailed):
    read, _ = marked(desk, mailed)
    again = read_register(desk, mailed.with_name("退回.xlsx"), date(2024, 5, 6))
    assert [row.values for row in again.register.rows] == [row.values for row in read.register.rows]
    # formulas are values there: one without a result is simply empty
    told = {(p.cell, p.text) for p in again.problems}
    assert told == {(p.cell, p.text) for p in read.problems if "公式" not in p.text}


def test_marking_a_marked_workbook_again_adds_no_second_column(desk, mailed):
    marked(desk, mailed)
    first = mailed.with_name("退回.xlsx")
    read = read_register(desk, first, date(2024, 5, 6))
    second = mark_register(desk, read, mailed.with_name("再退.xlsx"))
    sheet = openpyxl.load_workbook(second)["统计表"]
    heads = [str(cell.value) for cell in sheet[2] if cell.value]
    assert sum(head.startswith(MARK_HEADER) for head in heads) == 1


def test_a_text_table_is_marked_as_a_workbook(desk, tmp_path):
    path = tmp_path / "台账.csv"
    path.write_text("账号名称,平台,单位,粉丝数\n示例发布,微信,示例局,很多\n", "gb18030")
    _, book = marked(desk, path)
    assert "不是数量" in book.worksheets[0]["D2"].comment.text


def test_an_odd_workbook_is_marked_without_breaking_the_new_one(desk, tmp_path):
    cells = '<row r="3"><c r="A3"><v>1e999</v></c><c r="B3" s="1"><v>12</v></c></row>'
    merges = '<mergeCells><mergeCell ref="A2:B3"/><mergeCell ref="A3:B4"/></mergeCells>'
    far = '<row r="9"><c r="XFD9"><v>1</v></c></row>'
    parts = parts_of(rows_of([HEAD[:2], ("示例发布", "不知道")]) + cells + far, merges)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace('"表"', '"表[1]:很长的名字'
        '很长的名字很长的名字很长的名字很长的名字"')  # fmt: skip
    _, book = marked(desk, write_parts(tmp_path / "台账.xlsx", parts))
    assert len(book.worksheets[0].title) <= 31
    assert book.worksheets[0]["XFD9"].value == 1


def test_marks_are_printed_on_the_same_page_as_what_they_mark(desk, mailed, tmp_path):
    path = mark_register(desk, read_register(desk, mailed), tmp_path / "退回.xlsx")
    sheet = openpyxl.load_workbook(path)["统计表"]
    lines = {r: str(sheet.cell(r, sheet.max_column).value).count("\n") for r in range(2, 9)}
    long = max(lines, key=lambda row: lines[row])
    assert sheet.row_dimensions[long].height > 15 * lines[long]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.orientation) == (1, "landscape")


def test_what_is_taken_in_is_not_changed_by_marking(desk, mailed):
    read, _ = marked(desk, mailed)
    take_in_register(desk, read)
    again = read_register(desk, mailed.with_name("退回.xlsx"), date(2024, 5, 6))
    assert (again.counts["added"], again.counts["updated"]) == (0, 0)


def test_a_comment_of_the_senders_does_not_hinder(desk, mailed):
    book = openpyxl.load_workbook(mailed)
    book["统计表"]["D4"].comment = Comment("原批注", "示例人")
    book.save(mailed)
    _, again = marked(desk, mailed)
    assert "看不懂" in again["统计表"]["D4"].comment.text
