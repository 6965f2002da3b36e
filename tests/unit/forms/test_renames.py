"""Answers of an older version under a newer one: renamed, moved, gone, split and put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.forms.compiled import CompiledForm, Node
from govmedia_desktop.forms.faults import FormFaultsError
from govmedia_desktop.forms.from_workbook import compile_workbook
from govmedia_desktop.forms.renames import (
    carried_over,
    parse_renames,
    renames_of,
    unknown_before,
)
from tests.unit.forms.workbooks import row, workbook

COLUMN = "attribute::gm:replaces"


def form(*paths, replaces=""):
    nodes = tuple(Node(path, kind) for path, kind in map(told, paths))
    return CompiledForm("f", "2", "表", "", "", nodes, (), {"replaces": replaces})


def told(path):
    return (path.rstrip("*"), "repeat") if path.endswith("*") else (path, "text")


def answers(**values):
    return {f"/data/{path}": Answer(value, Source.TYPED) for path, value in values.items()}


def carried(previous, newer, *steps):
    return {path: a.value for path, a in carried_over(previous, newer, steps).items()}


def test_an_answer_follows_its_question_through_every_version_between():
    newer = form("/data/c", "/data/stays")
    found = carried(answers(a="1", stays="2"), newer, {"a": "b"}, {"b": "c"})
    assert found == {"/data/c": "1", "/data/stays": "2"}
    assert carried(answers(a="1"), newer, {"b": "c"}, {"a": "b"}) == {}, "oldest first"


def test_a_question_that_moved_to_another_group_keeps_its_answer_and_one_that_is_gone_has_none():
    newer = form("/data/g/q", "/data/new")
    assert carried(answers(q="1", gone="2"), newer) == {"/data/g/q": "1"}


def test_names_that_change_places_take_their_answers_along():
    newer = form("/data/a", "/data/b")
    swapped = {"a": "b", "b": "a"}
    assert carried(answers(a="1", b="2"), newer, swapped) == {"/data/a": "2", "/data/b": "1"}


def test_where_a_renamed_question_takes_the_name_of_one_that_is_gone_its_own_answer_counts():
    newer = form("/data/b")
    for order in ({"a": "1", "b": "2"}, {"b": "2", "a": "1"}):
        assert carried(answers(**order), newer, {"a": "b"}) == {"/data/b": "1"}


def test_a_name_that_two_groups_have_is_found_in_its_own_group_only():
    newer = form("/data/g/q", "/data/h/q")
    previous = {
        "/data/g/q": Answer("1", Source.TYPED),
        "/data/h/old": Answer("2", Source.TYPED),
        "/data/k/q": Answer("3", Source.TYPED),
    }
    assert carried(previous, newer, {"old": "q"}) == {"/data/g/q": "1", "/data/h/q": "2"}


def test_answers_in_rows_stay_in_their_rows_under_the_new_name():
    newer = form("/data/r*", "/data/r/now")
    previous = {
        "/data/r[#1]/was": Answer("1", Source.TYPED),
        "/data/r[#3]/was": Answer("3", Source.TYPED),
    }
    found = carried(previous, newer, {"was": "now"})
    assert found == {"/data/r[#1]/now": "1", "/data/r[#3]/now": "3"}


@pytest.mark.parametrize(
    ("text", "renames"),
    [
        ("a=b", {"a": "b"}),
        (" a = b ；c＝d\n e=f;", {"a": "b", "c": "d", "e": "f"}),
        ("a=b=c; d; =e; f=; g=h", {"g": "h"}),
        ("", {}),
    ],
)
def test_renames_are_read_however_they_are_parted_and_wrong_ones_left_out(text, renames):
    assert parse_renames(text) == renames
    assert renames_of(form("/data/a", replaces=text)) == renames


names = st.text("abcdefgh", min_size=1, max_size=3)


@given(st.dictionaries(names, names, max_size=5), st.sampled_from([";", "；", "\n"]))
def test_renames_that_are_written_out_are_read_as_they_were(renames, between):
    assert parse_renames(between.join(f"{a}={b}" for a, b in renames.items())) == renames


def test_an_old_name_that_no_older_version_has_is_told():
    newer = form("/data/b", "/data/d", replaces="a=b; c=d")
    assert unknown_before(newer, [form("/data/a"), form("/data/x")]) == ["c"]
    assert unknown_before(newer, []) == ["a", "c"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("旧名", "“旧名”写法不对，请写成“旧名称=新名称”，几道题用分号隔开"),
        ("旧名=没有", "“旧名=没有”里的“没有”不是这张表里要填的题目，请改成新版里的名称"),
        ("旧名=calc", "“旧名=calc”里的“calc”不是这张表里要填的题目，请改成新版里的名称"),
        ("旧名=q", "“旧名=q”里的“q”有2道题同名，请先改成不同的名称"),
        ("旧名=a; 旧名=b", "旧名称“旧名”写了2次，只能写一次"),
        ("甲=a; 乙=a", "新名称“a”写了2次，只能写一次"),
    ],
)
def test_a_rename_that_cannot_be_is_refused_at_the_cell_of_the_settings(written, text):
    survey = [
        row("text", "a"),
        row("text", "b"),
        row("calculate", "calc", calculation="1"),
        row("begin group", "g"),
        row("text", "q"),
        row("end group", ""),
        row("begin group", "h"),
        row("text", "q"),
        row("end group", ""),
    ]
    with pytest.raises(FormFaultsError) as refused:
        compile_workbook(workbook(survey, **{COLUMN: written}), "f.xlsx")
    (fault,) = refused.value.faults
    assert (fault.sheet, fault.cell, fault.text) == ("settings", "E2", text)


def test_the_right_renames_are_kept_with_the_form():
    content = workbook([row("text", "a"), row("text", "b")], **{COLUMN: "旧=a；更旧=b"})
    compiled = compile_workbook(content, "f.xlsx")
    assert renames_of(compiled) == {"旧": "a", "更旧": "b"}
