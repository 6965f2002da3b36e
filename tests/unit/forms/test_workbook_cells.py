"""Cells of a form's workbook as Excel keeps them: days, figures, truth values, formulas, gaps."""

from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.forms.faults import FormFaultsError
from govmedia_desktop.forms.from_workbook import compile_workbook
from govmedia_desktop.forms.workbook import read_workbook
from tests.unit.forms.workbooks import NAMESPACES, run, saved, write


def book_of(survey, choices=(), settings=("f", "1", "表", NAMESPACES)):
    book = Workbook()
    book.remove(book.worksheets[0])
    write(book, "survey", survey)
    write(book, "choices", [["list_name", "name", "label"], *choices])
    write(book, "settings", [["form_id", "version", "form_title", "namespaces"], settings])
    return book


def compiled_of(*survey, **more):
    return compile_workbook(saved(book_of(survey, **more)), "f.xlsx")


HEADER = ["type", "name", "label", "default", "required"]


def cell(value):
    """Return what a cell with that value reads as."""
    book = Workbook()
    book.active.title = "survey"
    book.active.append(["default"])
    book.active.append([value])
    return read_workbook(saved(book), "f.xlsx").sheets["survey"].rows[0]["default"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 11, 6), "2026-11-06"),
        (datetime(2026, 11, 6), "2026-11-06"),
        (datetime(2026, 11, 6, 9, 30), "2026-11-06 09:30:00"),
        (time(9, 30), "09:30:00"),
        (5.0, "5"),
        (2.5, "2.5"),
        (7, "7"),
        (True, "TRUE"),
        (False, "FALSE"),
        (" 两\xa0头 ", "两 头"),
    ],
)
def test_a_cell_is_the_text_that_a_person_sees_in_it(value, text):
    assert cell(value) == text


def test_a_default_that_excel_made_a_day_or_a_figure_is_prefilled_as_such():
    form = compiled_of(
        HEADER,
        ["date", "day", "哪天", date(2026, 11, 6), None],
        ["integer", "count", "几个", 3.0, True],
        ["decimal", "share", "多少", 0.5, False],
    )
    filled = run(form)
    assert [item.value for item in filled.items()] == ["2026-11-06", "3", "0.5"]
    assert [item.required for item in filled.items()] == [False, True, False]


def test_choices_that_excel_keeps_as_figures_are_named_without_a_point():
    form = compiled_of(
        HEADER, ["select_one s", "a", "几分", 2.0, None], choices=[["s", 1, "一"], ["s", 2.0, "二"]]
    )
    filled = run(form)
    (item,) = filled.items()
    assert [choice.name for choice in item.choices] == ["1", "2"]
    assert (item.value, item.shown) == ("2", "二")
    assert filled.answer("/data/a", "1") is None


@pytest.mark.parametrize("formula", ["=A1", '=CONCATENATE("a","b")', ArrayFormula("D2", "=1+1")])
def test_a_formula_in_a_form_is_refused_at_its_cell(formula):
    with pytest.raises(FormFaultsError) as refused:
        compiled_of(HEADER, ["text", "a", "题", formula, None])
    told = {(fault.sheet, fault.cell, fault.text) for fault in refused.value.faults}
    assert ("survey", "D2", "这一格是公式，请复制后用“选择性粘贴-数值”改成文字") in told


def test_a_column_that_stands_there_twice_is_refused_at_the_second():
    with pytest.raises(FormFaultsError) as refused:
        compiled_of(["type", "name", "label", "hint", " hint "], ["text", "a", "题", "一", "二"])
    told = [(fault.cell, fault.text) for fault in refused.value.faults]
    assert ("E1", "列名“hint”重复，请删去一列") in told


def test_sheets_are_known_whatever_their_case_and_others_are_left_aside():
    book = book_of([HEADER[:3], ["text", "a", "题"]])
    for sheet in book.worksheets:
        sheet.title = f" {sheet.title.upper()}"
    book.create_sheet("说明", 0).append(["type", "name"])
    form = compile_workbook(saved(book), "f.xlsx")
    assert [node.name for node in form.nodes if node.is_asked] == ["a"]


@pytest.mark.parametrize(("gap", "read"), [(1, True), (60, True), (61, False), (500, False)])
def test_questions_below_so_many_empty_rows_that_they_would_be_lost_are_refused(gap, read):
    survey = [HEADER[:3], ["text", "a", "题"], *([[]] * gap), ["text", "b", "题"]]
    if read:
        form = compiled_of(*survey)
        assert [node.name for node in form.nodes if node.is_asked] == ["a", "b"]
        return
    with pytest.raises(CannotReadError) as refused:
        compiled_of(*survey)
    assert f"工作表“survey”第{gap + 3}行上面连着空了{gap}行，从这一行起会读不到" in str(
        refused.value
    )


@pytest.mark.parametrize("rows", [500, 30_000])
def test_empty_rows_that_are_only_formatted_below_a_form_lose_nothing(rows):
    book = book_of([HEADER[:3], ["text", "a", "题"]])
    book["survey"].cell(rows, 1).number_format = "0.00"
    form = compile_workbook(saved(book), "f.xlsx")
    assert [node.name for node in form.nodes if node.is_asked] == ["a"]
