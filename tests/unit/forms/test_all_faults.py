"""A workbook wrong in many places names all of them at once, each once, with what to write."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.forms.faults import FormFaultsError
from govmedia_desktop.forms.from_workbook import compile_workbook
from govmedia_desktop.paths import TEMPLATES
from tests.unit.forms.test_compiling import GOOD, fault_of, faults_of, replaced
from tests.unit.forms.workbooks import YES_NO, compiled, row, run, saved, workbook


def cells(found):
    return [cell for cell, _ in found]


def refused(content, name="f.xlsx"):
    with pytest.raises(FormFaultsError) as error:
        compile_workbook(content, name)
    return {str(fault) for fault in error.value.faults}


def test_faults_of_every_kind_come_at_once_and_each_once():
    found = faults_of(
        row("colour", "a"),
        row("text", "1b"),
        row("begin group", "g"),
        row("select_one nosuch", "c", relevant="${zz} = 1"),
        row("text", "c"),
        row("integer", "d", relevant="1 +"),
        row("calculate", "e"),
        row("text", "f", gm_severity="bad"),
        row("text", "", label="无名"),
    )
    assert sorted(cells(found)) == ["A2", "A4", "A5", "A8", "B10", "B3", "B6", "D5", "D7", "E9"]
    assert len(found) == len(set(found))


def test_a_missing_calculation_stands_where_it_should_be_written():
    found = faults_of(row("calculate", "a"), row("calculate", "b", calculation="1"))
    assert found == [("D2", "计算题没有写计算式，请填写calculation一列")]


def test_what_refers_to_a_refused_name_is_no_second_fault():
    assert cells(faults_of(row("text", "1a"), row("text", "b", relevant="${1a} = ''"))) == ["B2"]
    twice = [row("text", "a"), row("text", "a"), row("text", "b", relevant="${a} = ''")]
    assert cells(faults_of(*twice)) == ["B3"]


def test_two_faults_that_only_pyxform_knows_are_both_named():
    columns = {"parameters": "bad"}
    found = faults_of(row("range", "a", **columns), row("range", "b", **columns))
    assert cells(found) == ["D2", "D3"]
    assert all("参数=值" in text for _, text in found)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("intger", "是不是要写“integer”？"),
        ("Begin group", "是不是要写“begin group”？"),
        ("select_one", "请写成“select_one 列表名”"),
        ("select one", "请写成“select_one 列表名”"),
        ("字段", "不认识的题型“字段”，请检查type一列"),
    ],
)
def test_an_unknown_type_says_what_may_have_been_meant(kind, told):
    cell, text = fault_of(row("text", "a"), row(kind, "b"))
    assert (cell, told in text) == ("A3", True), text


def test_a_missing_list_says_which_may_have_been_meant():
    choices = [("yes_no", "yes", "是"), ("yes_no", "no", "否")]
    survey = [row("select_one yes_mo", "a"), row("select_one yes_no", "b")]
    assert refused(workbook(survey, choices)) == {
        "survey!A2：choices工作表里没有选项列表“yes_mo”，是不是要写“yes_no”？请检查名称"
    }


def test_a_condition_on_a_choice_of_a_missing_list_is_no_second_fault():
    survey = [
        row("select_one nosuch", "a"),
        row("note", "b", relevant="${a} = 'x'", label="${a}"),
        row("calculate", "c", calculation="jr:choice-name(${a}, '${a}')"),
    ]
    assert cells(faults_of(*survey)) == ["A2"]


# begin and end


def group(kind, name="g"):
    return row(f"begin {kind}", name), row(f"end {kind}", "")


def test_an_end_of_the_wrong_kind_says_what_it_should_be():
    begin, _ = group("group")
    cell, text = fault_of(begin, row("text", "a"), row("end repeat", ""), row("text", "b"))
    assert (cell, "请改成end group" in text, "第2行的“begin group”" in text) == ("A4", True, True)


def test_every_begin_without_an_end_is_named():
    survey = [row("begin group", "g"), row("begin group", "h"), row("text", "a")]
    assert sorted(cells(faults_of(*survey))) == ["A2", "A3"]


def test_the_same_name_may_stand_in_two_groups_unless_it_is_referred_to():
    begin, end = group("group")
    other, _ = group("group", "h")
    survey = [begin, row("text", "a"), end, other, row("text", "a"), end]
    assert len([n for n in compiled(*survey).nodes if n.name == "a"]) == 2
    cell, text = fault_of(*survey, row("text", "b", relevant="${a} = ''"))
    assert (cell, "有2道题都叫“a”" in text) == ("D8", True)


# references


@pytest.mark.parametrize("written", ["${a", "${ a }", "＄{a}", "$｛a｝", "${a｝", "${a b}"])
def test_a_reference_written_wrongly_says_how_to_write_it(written):
    found = faults_of(row("integer", "a"), row("text", "b", relevant=f"{written} > 1"))
    ((cell, text),) = found
    assert (cell, "写法不对，请写成${" in text) == ("D3", True), text


def test_a_reference_in_a_label_is_checked_too_and_says_what_may_have_been_meant():
    cell, text = fault_of(
        row("integer", "count"), row("note", "b", label="共＄{count}篇，${coumt}")
    )
    assert cell == "C3"
    assert "请写成${count}" in text
    assert "是不是要写“count”？" in text


# names


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("1a", "可写成“q_1a”"),
        ("篇数（条）", "可写成“篇数_条”"),
        ("a b", "可写成“a_b”"),
        ("ａ：ｂ", "可写成“a_b”"),
        ("meta", "请改名"),
    ],
)
def test_a_name_that_will_not_do_comes_with_one_that_will(name, told):
    cell, text = fault_of(row("text", name), row("text", "other"))
    assert (cell, told in text) == ("B2", True), text


# choices


@pytest.mark.parametrize(
    ("choices", "cell", "told"),
    [
        ([("yn", "yes", "是"), ("yn", "yes", "对")], "B3", "重复（第2行已经用了）"),
        ([("yn", "", "是")], "B2", "没有名称"),
        ([("", "yes", "是"), ("yn", "no", "否")], "A2", "没有写属于哪个选项列表"),
        ([("yn", "yes", "")], "C2", "没有文字"),
    ],
)
def test_a_wrong_row_of_choices_is_named_by_its_cell(choices, cell, told):
    (text,) = refused(workbook([row("select_one yn", "a", gm_problem="p")], choices))
    assert text.startswith(f"choices!{cell}：")
    assert told in text


def test_all_wrong_choices_come_at_once():
    choices = [("yn", "", "是"), ("yn", "a", "甲"), ("yn", "a", "乙"), ("yn", "c d", "丙")]
    found = refused(workbook([row("select_multiple yn", "a")], choices))
    assert {text.split("：", maxsplit=1)[0] for text in found} == {
        "choices!B2",
        "choices!B4",
        "choices!B5",
    }


def test_one_choice_may_stand_twice_where_the_form_says_so():
    choices = [*YES_NO, YES_NO[0]]
    content = workbook([row("select_one yn", "a")], choices, allow_choice_duplicates="yes")
    assert compile_workbook(content, "f.xlsx")


# columns


@pytest.mark.parametrize("header", ["relevent", "Constraints", "calculaton", "bind：：gm：fails"])
def test_a_column_nearly_hit_is_named_since_it_would_be_ignored(header):
    (cell, text) = fault_of({**row("text", "a"), header: "x"})
    assert (cell, f"不认识的列“{header}”" in text) == ("D1", True), text


@pytest.mark.parametrize("header", ["备注", "note for us", "body::accept", "备注（内部）"])
def test_columns_of_ones_own_are_left_alone(header):
    assert compiled({**row("text", "a"), header: "x"})


def test_every_question_without_a_text_is_named():
    unlabelled = [row("text", "a", label=""), row("select_one yn", "b", label="")]
    found = faults_of(*unlabelled, row("hidden", "c", label=""))
    assert found == [
        ("C2", "“a”没有题目文字，请填写label"),
        ("C3", "“b”没有题目文字，请填写label"),
    ]


def test_a_wrong_namespace_does_not_hide_other_faults():
    found = faults_of(row("text", "a", gm_problem="p", relevant="1 +"), namespaces="")
    assert len(found) == 2


# smart quotes, blanks, full-width characters


def test_smart_quotes_in_expressions_are_taken_for_plain_ones_and_kept_in_texts():
    columns = {"gm_fails": ". = ‘no’", "label": "“粉丝”是多少？"}
    form = compiled(row("select_one yn", "a", **columns, **GOOD))
    filled = run(form)
    filled.answer("/data/a", "no")
    assert filled.findings()
    assert filled.items()[0].label == "“粉丝”是多少？"


@pytest.mark.parametrize("kind", ["select_one　yn", "select_one  yn ", "ｓｅｌｅｃｔ_ｏｎｅ yn"])
def test_blanks_and_full_width_letters_in_a_type_do_no_harm(kind):
    assert compiled(row(kind, "a")).node("/data/a").kind == "select_one"


@pytest.mark.parametrize("title", ["survey ", "SurveY ", " SURVEY"])
def test_blanks_and_capitals_in_a_sheets_name_do_no_harm(title):
    book = load_workbook(io.BytesIO(workbook([row("text", "a")])))
    book["survey"].title = title
    assert compile_workbook(saved(book), "f.xlsx").node("/data/a")


def test_full_width_brackets_in_an_expression_are_named():
    _, text = fault_of(row("text", "a", constraint="string-length（.）> 1"))
    assert "全角符号，请改为半角“(”" in text


# kinds of files


def test_a_workbook_with_macros_loads_as_it_is():
    content = replaced(
        workbook([row("text", "a")]),
        "[Content_Types].xml",
        lambda old: old.replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        ),
    )
    with_macros = io.BytesIO(content)
    with zipfile.ZipFile(with_macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", bytes(512))
    assert compile_workbook(with_macros.getvalue(), "f.xlsm").node("/data/a")


@pytest.mark.parametrize(
    ("inside", "told"),
    [(b"", "旧格式的工作簿（.xls或.et）"), ("EncryptedPackage".encode("utf-16-le"), "去掉密码")],
)
def test_an_old_or_a_locked_workbook_is_refused_saying_what_to_do(inside, told):
    with pytest.raises(CannotReadError, match=r"另存为\.xlsx") as error:
        compile_workbook(b"\xd0\xcf\x11\xe0" + bytes(600) + inside, "f.xls")
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("survey", "told"),
    [
        ([row("select_one_from_file ..csv", "a")], "带扩展名的文件名"),
        ([row("audit", "b")], "audit这一行不要写名称"),
        ([row("text", "a", **{"media::big-image": "x.png"})], "同时填写image一列"),
        ([row("range", "a", parameters="start=a")], "参数=值"),
        ([row("text", "a", save_to="x")], "本程序不用entities工作表和save_to列"),
    ],
)
def test_what_only_pyxform_knows_is_said_in_chinese_too(survey, told):
    found = faults_of(*survey)
    assert any(told in text for _, text in found), found
    assert not any("XLSForm" in text for _, text in found)


# many faults in a real form

SPOILT = {
    "A11": "data", "F11": "${kinds} != '服务类'", "G11": ". <= today(", "K11": "严重",
    "B17": "", "A18": "select_one yesno", "J19": ". ＝ 'no'", "F20": "${hot_response = 'yes'",
    "A24": "字段", "B26": "owner_marked", "B29": "within duties", "R34": "operations",
    "B36": "1media", "A37": "end repeat",
}  # fmt: skip


@pytest.fixture(scope="module")
def daily():
    return (TEMPLATES / "basic.xlsx").read_bytes()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spoilt=st.sets(st.sampled_from(sorted(SPOILT)), min_size=1))
def test_whatever_cells_of_a_form_are_spoilt_just_these_are_named(daily, spoilt):
    book = load_workbook(io.BytesIO(daily))
    for cell in spoilt:
        book["survey"][cell] = SPOILT[cell]
    with pytest.raises(FormFaultsError) as error:
        compile_workbook(saved(book), "f.xlsx")
    found = [(fault.sheet, fault.cell) for fault in error.value.faults]
    assert set(found) == {("survey", cell) for cell in spoilt}
    assert len(found) == len(set(found))


def test_column_names_below_a_title_are_told_where_they_stand():
    book = Workbook()
    survey = book.active
    survey.title = "survey"
    for line in (["某县检查表"], [], ["type", "name", "label"], ["text", "a", "甲"]):
        survey.append(line)
    with pytest.raises(FormFaultsError) as caught:
        compile_workbook(saved(book), "f.xlsx")
    (fault,) = caught.value.faults
    assert (fault.cell, fault.text) == (
        "A3",
        "列名写在第3行，要放在第1行，请删去它上面的行",
    )
