"""The settings of a score: checked by cell when a form is loaded, and what they come to."""

from decimal import Decimal

import pytest

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.faults import FormFaultsError
from govmedia_desktop.forms.from_workbook import compile_workbook
from govmedia_desktop.forms.scoring import nature_of, scoring_of
from tests.unit.forms.workbooks import row, run, workbook


def item(name="a", severity="deduct", points="5", **more):
    return row(
        "select_one yn",
        name,
        gm_fails=". = 'no'",
        gm_severity=severity,
        gm_points=points,
        gm_problem=f"问题{name}",
        **more,
    )


def group(*rows, name="g", **columns):
    return [row("begin group", name, **columns), *rows, {"type": "end group"}]


def settings(**given):
    return {f"attribute::gm:{name}": value for name, value in given.items()}


def form(*survey, **given):
    return compile_workbook(workbook(survey, **settings(**given)), "表.xlsx")


def faults(*survey, **given):
    with pytest.raises(FormFaultsError) as refused:
        form(*survey, **given)
    return [str(fault) for fault in refused.value.faults]


def test_a_form_without_settings_has_no_score():
    made = form(item())
    assert scoring_of(made) is None
    under_way = run(made)
    under_way.answer("/data/a", "no")
    assert under_way.verdict().score is None


def test_settings_survive_the_stored_text():
    marks = {"pass_mark": "60", "most_bonus": "20", "bonus_above": "80"}
    made = form(item(), base="100", least="10", **marks)
    scoring = scoring_of(CompiledForm.from_text(made.to_text()))
    numbers = (scoring.base, scoring.least, scoring.pass_mark)
    assert numbers == (100, 10, 60)
    assert (scoring.most_bonus, scoring.bonus_above) == (20, 80)


def test_a_score_follows_the_answers():
    marks = {"base": "100", "pass_mark": "96"}
    made = form(item("a"), item("b", "bonus", "3"), item("c", "hint", ""), **marks)
    under_way = run(made)
    for name, answer in {"a": "no", "b": "yes", "c": "no"}.items():
        under_way.answer(f"/data/{name}", answer)
    verdict = under_way.verdict()
    assert (verdict.score, verdict.conclusion) == (Decimal(95), Conclusion.FAILED)
    under_way.answer("/data/b", "no")
    assert under_way.verdict().score == 98
    assert under_way.verdict().conclusion is Conclusion.PASSED


def test_points_may_be_calculated():
    counted = row(
        "integer",
        "n",
        gm_fails=". > 0",
        gm_severity="deduct",
        gm_points="${n} * 0.2",
        gm_problem="错字",
    )
    under_way = run(form(counted, base="100"))
    under_way.answer("/data/n", "3")
    assert under_way.verdict().score == Decimal("99.4")


def test_a_group_and_a_repeat_have_caps_with_their_names():
    rows = group(item("a"), item("b", points="9"), label="信息发布", **{"bind::gm:most": "8"})
    under_way = run(form(*rows, base="100"))
    under_way.answer("/data/g/a", "no")
    under_way.answer("/data/g/b", "no")
    verdict = under_way.verdict()
    assert verdict.score == 92
    assert "“信息发布”共扣14分，按规定最多扣8分" in verdict.so_far.lines


def test_rows_of_a_repeat_share_the_cap_of_the_item():
    rows = [row("begin repeat", "r"), item("a", **{"bind::gm:most": "8"}), {"type": "end repeat"}]
    under_way = run(form(*rows, base="100"))
    for series in ("/data/r[#1]", under_way.add_row("/data/r"), under_way.add_row("/data/r")):
        under_way.answer(f"{series}/a", "no")
    assert under_way.verdict().score == 92


def test_a_form_may_name_the_nature_of_its_inspections():
    assert nature_of(form(item(), nature="日常监测")) is Nature.MONITORING
    assert nature_of(form(item())) is None


@pytest.mark.parametrize(
    ("given", "cell", "words"),
    [
        ({"base": "一百"}, "settings!E2", "基础分“一百”不是数"),
        ({"base": "-1"}, "settings!E2", "不是数"),
        ({"base": "nan"}, "settings!E2", "不是数"),
        ({"pass_mark": "60"}, "settings!E2", "就要在“attribute::gm:base”列填基础分"),
        ({"base": "100", "least": "101"}, "settings!F2", "比基础分100还高"),
        ({"base": "100", "bonus_above": "100"}, "settings!F2", "加分永远不计"),
        (
            {"base": "100", "most_bonus": "20", "pass_mark": "121"},
            "settings!G2",
            "比满分120还高",
        ),
        ({"base": "100", "bonus_from": "80"}, "settings!F1", "不认识的列"),
        ({"nature": "月检"}, "settings!E2", "不是检查性质"),
    ],
)
def test_a_setting_that_cannot_be_is_named_by_its_cell(given, cell, words):
    (told,) = faults(item(), **given)
    assert told.startswith(f"{cell}：")
    assert words in told


@pytest.mark.parametrize("severity", ["deduct", "bonus"])
def test_an_item_without_points_is_refused_where_the_form_scores(severity):
    (told,) = faults(item(severity=severity, points=""), base="100")
    assert "要在“bind::gm:points”列写分值" in told
    assert told.startswith("survey!")


@pytest.mark.parametrize("points", ["0", "-5"])
def test_points_above_nothing_only(points):
    (told,) = faults(item(points=points), base="100")
    assert f"分值“{points}”要大于0" in told


def test_a_cap_must_be_a_number_and_needs_a_base():
    cap = {"bind::gm:most": "八分"}
    assert "“八分”不是数" in faults(item(**cap), base="100")[0]
    assert "就要在settings工作表" in faults(item(**{"bind::gm:most": "8"}))[0]


def test_settings_without_their_namespace_are_told_by_cell():
    content = workbook([{"type": "text", "name": "a", "label": "a"}], **settings(base="100"))
    compile_workbook(content, "表.xlsx")
    bare = workbook(
        [{"type": "text", "name": "a", "label": "a"}], **settings(base="100"), namespaces=""
    )
    with pytest.raises(FormFaultsError, match="namespaces"):
        compile_workbook(bare, "表.xlsx")
