"""Two versions of a form side by side: what came, what went, what changed and how."""

import pytest

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.forms.comparison import ASPECTS, What, compare
from govmedia_desktop.paths import TEMPLATES
from tests.unit.forms.workbooks import YES_NO, row, workbook

ITEM = {"gm_fails": ". = 'no'", "gm_severity": "hint", "gm_points": "1", "gm_basis": "第一条"}


def item(**columns):
    return row("select_one yn", "q", **{"label": "甲", **ITEM, **columns})


def differences(older, newer, *, choices=YES_NO, **settings):
    found = compare(workbook(older), workbook(newer, choices, **settings), "f.xlsx")
    return [(d.what, d.name, d.aspect, d.before, d.after) for d in found]


def test_the_same_questions_differ_in_nothing():
    assert differences([item()], [item()]) == []


@pytest.mark.parametrize(
    ("column", "value", "aspect", "before"),
    [
        ("label", "乙", "题目文字", "甲"),
        ("gm_fails", ". = 'yes'", "什么算问题", ". = 'no'"),
        ("gm_severity", "veto", "性质", "hint"),
        ("gm_points", "2", "分值", "1"),
        ("gm_basis", "第二条", "依据", "第一条"),
        ("relevant", "1 = 1", "何时显示", ""),
        ("gm_judgement", "yes", "必须有人看", ""),
    ],
)
def test_a_change_is_told_with_both_sides(column, value, aspect, before):
    found = differences([item()], [item(**{column: value})])
    assert found == [(What.CHANGED, "q", aspect, before, value)]


def test_other_choices_are_a_change_of_the_question():
    found = differences([item()], [item()], choices=[*YES_NO, ("yn", "na", "不适用")])
    ((what, name, aspect, before, after),) = found
    assert (what, name, aspect) == (What.CHANGED, "q", "选项")
    assert before == "是（yes）、否（no）、未检查（unchecked）"
    assert after == f"{before}、不适用（na）"


def test_what_came_and_went_is_told_whole():
    found = differences([item(), row("text", "old")], [row("text", "new"), item()])
    assert found == [
        (What.ADDED, "new", "整题", "", "new"),
        (What.REMOVED, "old", "整题", "old", ""),
    ]


def test_a_declared_rename_is_one_question_under_two_names():
    renamed = {**item(), "name": "r"}
    found = differences([item()], [renamed], **{"attribute::gm:replaces": "q=r"})
    assert found == [(What.RENAMED, "r", "名称", "q", "r")]


def test_a_question_in_another_group_has_moved():
    group = [row("begin group", "g"), item(), row("end group", "")]
    found = differences([item()], group)
    assert [d[0] for d in found] == [What.ADDED, What.MOVED]
    assert found[1][3:] == ("", "/g")


def test_questions_of_one_name_in_two_groups_are_told_apart():
    def groups(second):
        end = row("end group", "")
        first = [row("begin group", "g"), row("text", "a"), end]
        return [*first, row("begin group", "h"), row("text", "a", label=second), end]

    found = differences(groups("甲"), groups("乙"))
    assert [d[2:] for d in found] == [("题目文字", "甲", "乙")]


def test_labels_in_several_languages_are_compared_whole():
    older = {"type": "text", "name": "a", "label::English": "A", "label::中文": "甲"}
    found = differences([older], [{**older, "label::中文": "乙"}])
    assert found == [(What.CHANGED, "a", "题目文字", "A / 甲", "A / 乙")]


def test_the_shipped_forms_can_be_compared():
    older, newer = ((TEMPLATES / n).read_bytes() for n in ("national-2019.xlsx", "basic.xlsx"))
    found = compare(older, newer, "f.xlsx")
    assert {d.what for d in found} >= {What.ADDED, What.REMOVED}
    assert {d.aspect for d in found} <= {*ASPECTS.values(), "整题", "所在分组"}


def test_what_is_no_workbook_is_refused():
    with pytest.raises(CannotReadError):
        compare(b"x", workbook([item()]), "f.xlsx")
