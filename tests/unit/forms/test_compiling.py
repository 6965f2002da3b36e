"""Wrong workbooks are refused by sheet and cell, in Chinese, all faults at once."""

import io
import zipfile
from contextlib import suppress
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.faults import FormFaultsError
from govmedia_desktop.forms.from_workbook import compile_workbook
from tests.unit.forms.workbooks import compiled, row, run, saved, workbook, write

GOOD = {"gm_severity": "hint", "gm_problem": "p"}


def faults_of(*survey, **settings):
    """Return (cell, text) of every fault of a workbook with these survey rows."""
    with pytest.raises(FormFaultsError) as refused:
        compile_workbook(workbook(survey, **settings), "我的表.xlsx")
    assert "我的表.xlsx" in str(refused.value)
    return [(fault.cell, fault.text) for fault in refused.value.faults]


def fault_of(*survey, **settings):
    (fault,) = faults_of(*survey, **settings)
    return fault


def test_a_wrong_expression_is_named_with_its_cell():
    cell, text = fault_of(row("text", "a"), row("text", "b", relevant="nosuch(${a})"))
    assert (cell, "没有函数“nosuch”" in text) == ("D3", True)


@pytest.mark.parametrize(
    ("column", "expression", "told"),
    [
        ("relevant", "selected(${a})", "要2个参数"),
        ("constraint", "1 +", "没有写完"),
        ("required", "(1 = 1", "缺少“)”"),
        ("calculation", "${a} ＋ 1", "全角符号"),
        ("relevant", "${a} == 'yes'", "不认识“==”，请改为“=”"),
        ("relevant", "${a} = 'yes' && ${a} != ''", "不认识“&&”，请改为“and”"),
        ("relevant", "${a} = 'yes' || ${a} = 'no'", "不认识“||”，请改为“or”"),
        ("constraint", ". ≥ 0 and . ≤ 100", "不认识“≥”，请改为“>=”"),
        ("calculation", "${a} ÷ 2", "不认识“÷”，请改为“div”"),
        ("gm_fails", "nosuch() = 1", "没有函数“nosuch”"),
    ],
)
def test_every_column_with_an_expression_is_checked(column, expression, told):
    columns = {column: expression, **(GOOD if column == "gm_fails" else {})}
    cell, text = fault_of(row("text", "a"), row("text", "b", **columns))
    assert (cell, told in text) == ("D3", True)


def test_all_faults_come_at_once():
    found = faults_of(
        row("text", "a", relevant="x(1)", gm_severity="bad", gm_register="colour"),
        row("text", "b", relevant="y(1)"),
    )
    assert [cell for cell, _ in found] == ["E2", "F2", "D2", "D3"]


def test_an_expression_inside_a_label_is_checked_too():
    cell, text = fault_of(row("integer", "a"), row("note", "n", label="共 ${b} 处"))
    assert (cell, "不存在的题目“b”" in text) == ("C3", True)


@pytest.mark.parametrize(
    ("columns", "cell", "told"),
    [
        ({"gm_fails": ". = ''", "gm_severity": "hint"}, "D2", "问题类型"),
        ({"gm_fails": ". = ''", "gm_problem": "p"}, "D2", "填性质"),
        ({"gm_severity": "严重"}, "D2", "veto（单项否决）"),
        ({"gm_judgement": "是"}, "D2", "yes（是）"),
        ({"gm_register": "colour"}, "D2", "last_update"),
        ({"gm_parameter": "max_days"}, "D2", "max_idle_days"),
        ({"gm_problem": "见${a}"}, "D2", "请写{题目名}"),
        ({"gm_basis": "${a}"}, "D2", "不能引用题目"),
        ({"gm_fail": "1"}, "D1", "不认识的列"),
        ({"gm_explains": "{nosuch}天"}, "D2", "没有“nosuch”这道题"),
        ({"gm_remedy": "{a}"}, "D2", "没有“a”"),
        ({"gm_judgement": "yes", "default": "x"}, "E2", "不能有默认值"),
        ({"gm_judgement": "yes", "gm_carry": "yes"}, "E2", "不能有沿用上次"),
        ({"gm_judgement": "yes", "gm_register": "kind"}, "E2", "不能有台账带入"),
        ({"gm_judgement": "yes", "calculation": "1"}, "E2", "不能有计算"),
    ],
)
def test_the_columns_of_findings_are_checked(columns, cell, told):
    found, text = fault_of(row("text", "a", **columns))
    assert (found, told in text) == (cell, True), text


def test_references_are_allowed_in_fails_and_points():
    compiled(row("integer", "a"), row("text", "b", gm_fails="${a} > 1", gm_points="${a}", **GOOD))


def test_the_namespace_must_be_declared():
    _, text = fault_of(row("text", "a", gm_problem="p"), namespaces="")
    assert 'gm="https://govmedia-desktop.example/check"' in text


@pytest.mark.parametrize(
    "survey",
    [
        [row("calculate", "a", calculation="${b}"), row("calculate", "b", calculation="${a}")],
        [row("calculate", "a", calculation="${a} + 1")],
        [row("text", "a", relevant="${a} = ''")],
        [row("text", "a", relevant="${b} = ''"), row("text", "b", relevant="${a} = ''")],
        [
            row("begin group", "g", relevant="${a} = ''"),
            row("text", "a"),
            row("end group", ""),
        ],
    ],
)  # fmt: skip
def test_calculations_in_a_ring_are_refused(survey):
    found = faults_of(*survey)
    assert all("成了环" in text for _, text in found)
    assert all(cell.startswith("D") for cell, _ in found)


def test_a_constraint_may_name_its_own_question():
    compiled(row("integer", "a", constraint="${a} > 0 and . < 9"))


@pytest.mark.parametrize(
    ("survey", "told"),
    [
        ([row("select_one nosuch", "a")], "没有选项列表“nosuch”"),
        ([row("begin group", "g"), row("text", "a")], "没有对应的end"),
        ([row("text", "a"), row("end group", "")], "多出一个end"),
        ([row("colour", "a")], "不认识的题型“colour”"),
        ([row("text", "a", relevant="${b}")], "不存在的题目"),
        ([row("text", "")], "没有名称"),
        ([row("text", "a"), row("integer", "a")], "名称“a”重复"),
        ([row("text", "1a")], "名称只能用"),
        ([{"name": "a", "label": "甲"}], "缺少“type”列"),
    ],
)
def test_what_xlsform_itself_forbids_is_said_in_chinese(survey, told):
    assert any(told in text for _, text in faults_of(*survey)), faults_of(*survey)


def test_faults_of_xlsform_have_their_row():
    cells = [cell for cell, _ in faults_of(row("text", "a"), row("colour", "b"))]
    assert cells == ["A3"]


def test_a_select_without_choices_sheet_is_named_with_its_cell():
    book = load_workbook(io.BytesIO(workbook([row("text", "a"), row("select_one yn", "b")])))
    book.remove(book["choices"])
    with pytest.raises(FormFaultsError, match="survey!A3：有选择题但缺少choices工作表"):
        compile_workbook(saved(book), "f.xlsx")


def test_a_formula_is_refused_with_its_cell():
    cell, text = fault_of(row("text", "a", label="=1+1"))
    assert (cell, "公式" in text) == ("C2", True)


def test_a_repeated_header_is_refused():
    book = Workbook()
    book.remove(book.worksheets[0])
    write(book, "survey", [["type", "name", "label", "name"], ["text", "a", "甲", "b"]])
    with pytest.raises(FormFaultsError, match="D1：列名“name”重复"):
        compile_workbook(saved(book), "f.xlsx")


def test_a_workbook_without_survey_is_no_form():
    with pytest.raises(FormFaultsError, match="缺少survey工作表"):
        compile_workbook(saved(Workbook()), "f.xlsx")


# what is read


def test_numbers_and_truth_values_in_cells_become_text():
    book = load_workbook(io.BytesIO(workbook([row("integer", "a"), row("text", "b")])))
    survey = book["survey"]
    survey["D1"], survey["D2"], survey["E1"], survey["E3"] = "default", 7, "required", True
    form = compile_workbook(saved(book), "f.xlsx")
    assert form.node("/data/a").default == "7"
    assert run(form).items()[1].required


def test_blank_rows_and_blanks_around_words_do_no_harm():
    book = load_workbook(io.BytesIO(workbook([row(" text ", " a ")])))
    book["survey"]["A9"], book["survey"]["B9"], book["survey"]["C9"] = "text", "b", "乙"
    form = compile_workbook(saved(book), "f.xlsx")
    assert [node.name for node in form.nodes] == ["a", "b"]


def test_chinese_labels_are_taken_among_several_languages_and_others_stand_in():
    form = compiled(
        {
            "type": "select_one yn",
            "name": "a",
            "label::English (en)": "Question",
            "label::中文 (zh)": "问题",
            "hint::English (en)": "Only English",
        }
    )
    item = run(form).items()[0]
    assert (item.label, item.hint) == ("问题", "Only English")
    assert [choice.label for choice in item.choices] == ["是", "否", "未检查"]


def test_a_constraint_message_may_name_a_value():
    form = compiled(
        row("integer", "a"),
        row("integer", "b", constraint=". <= ${a}", constraint_message="最多${a}篇"),
    )
    filled = run(form)
    filled.answer("/data/a", "5")
    assert filled.answer("/data/b", "6") == "最多5篇"


def test_names_in_chinese_are_names():
    form = compiled(row("integer", "篇数"), row("calculate", "加倍", calculation="${篇数} * 2"))
    filled = run(form)
    filled.answer("/data/篇数", "4")
    assert filled.items()[1].value == "8"


def test_a_stored_form_comes_back_equal_and_opens_within_ten_milliseconds():
    survey = [
        row("integer", f"q{n}", relevant=f"${{q{n - 1}}} > 1" if n else "", constraint=". < 9")
        for n in range(100)
    ]
    form = compiled(*survey)
    text = form.to_text()
    assert CompiledForm.from_text(text) == form
    times = []
    for _ in range(20):
        begun = perf_counter()
        CompiledForm.from_text(text)
        times.append(perf_counter() - begun)
    assert min(times) < 0.010


def test_a_form_stored_by_another_engine_is_compiled_again():
    text = compiled(row("text", "a")).to_text().replace('"engine":', '"engine":9')
    with pytest.raises(CannotReadError, match="重新编译"):
        CompiledForm.from_text(text)


def test_the_same_workbook_compiles_to_the_same_text():
    content = workbook([row("integer", "a"), row("text", "b", relevant="${a} > 1")])
    one, other = (compile_workbook(content, "f.xlsx").to_text() for _ in range(2))
    assert one == other


# hostile files


def zipped(**entries):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return content.getvalue()


def replaced(content, part, change):
    """Return the workbook with one part changed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return result.getvalue()


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"type,name,label\ntext,a,A\n",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0" + bytes(600),
        zipped(a_xml="<a/>"),
        zipped(xl__workbook_xml=b"\0" * 30_000_000),
        zipped(**{f"n{n}": "" for n in range(1_500)}),
        replaced(workbook([row("text", "a")]), "xl/worksheets/sheet1.xml", lambda _: BOMB),
        replaced(workbook([row("text", "a")]), "xl/workbook.xml", lambda _: b"<no"),
    ],
)
def test_a_broken_or_hostile_file_is_refused_in_one_sentence(content):
    with pytest.raises(CannotReadError, match=r"未采用.*。$"):
        compile_workbook(content, "f.xlsx")


@pytest.mark.parametrize("count", [500_000, 30_000])
def test_too_many_rows_are_refused(count):
    line = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
    rows = "".join(line.format(n) for n in range(1, count + 1)).encode()
    content = replaced(
        workbook([row("text", "a")]),
        "xl/worksheets/sheet1.xml",
        lambda _: (
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b"<sheetData>" + rows + b"</sheetData></worksheet>"
        ),
    )
    with pytest.raises(CannotReadError):
        compile_workbook(content, "f.xlsx")


def test_every_truncation_is_refused():
    content = workbook([row("text", "a")])
    for length in range(0, len(content) - 1, 97):
        with pytest.raises(CannotReadError):
            compile_workbook(content[:length], "f.xlsx")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_mutated_workbook_is_compiled_or_refused_and_nothing_else_escapes(data):
    content = workbook([row("select_one yn", "a"), row("text", "b", relevant="${a} = 'yes'")])
    parts = ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"]
    part = data.draw(st.sampled_from([*parts, "xl/workbook.xml", "xl/styles.xml"]))

    def change(old):
        place = data.draw(st.integers(0, len(old) - 1))
        return old[:place] + data.draw(st.binary(min_size=1, max_size=4)) + old[place + 2 :]

    with suppress(CannotReadError):
        compile_workbook(replaced(content, part, change), "f.xlsx")
