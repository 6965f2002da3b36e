"""Ask once: what a person answered today under one form stands in the same item of another."""

from datetime import timedelta

import pytest

from govmedia_desktop.domain.inspections import Nature, Source
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections.inspections import (
    Occasion,
    answer_all,
    begin,
    result_of,
    resume,
)
from tests.data.offices import NOON, TOWN_VOICE, office
from tests.unit.forms.workbooks import row, workbook

NATIONAL = "国办秘函〔2019〕19号 检查指标第一部分（单项否决）：未提供有效互动功能（文字待核对原文）"
LEAK = "国办秘函〔2019〕19号 检查指标第一部分（单项否决）：泄露国家秘密（文字待核对原文）"
CHOICES = [
    ("has", "yes", "有"),
    ("has", "no", "没有"),
    ("has", "unchecked", "未检查"),
    ("look", "none", "未发现"),
    ("look", "found", "发现"),
    ("look", "unchecked", "未检查"),
]
NONE = dict.fromkeys(
    ("serious_error", "leak", "harmful_content", "adverse_opinion", "fake_engagement"), "none"
)


def fails(value, **columns):
    problem = {"gm_severity": "veto", "gm_problem": "问题", "gm_fails": f". = '{value}'"}
    return problem | columns


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据", [TOWN_VOICE]) as opened:
        basis = {n.name: n.rules.get("basis", "") for n in national(opened).compiled.nodes}
        survey = [
            row("select_one has", "interaction", **fails("no", gm_basis=basis["interaction"])),
            row("select_one look", "leak", **judged("found", basis["leak"])),
            row("select_one look", "serious_error", **judged("found", "本县办法第三条")),
            row("integer", "looked_at"),
        ]
        made = workbook(survey, CHOICES, form_id="county", form_title="某县综合检查表")
        publish(opened, made, "county.xlsx")
        yield opened


def judged(value, basis):
    return fails(value, gm_basis=basis, gm_judgement="yes")


def national(desk, nature=Nature.QUARTERLY, day=None):
    return begin(desk, Occasion("示例镇之声", "national-2019", nature, day))


def county(desk, nature=Nature.QUARTERLY, day=None):
    return begin(desk, Occasion("示例镇之声", "county", nature, day))


def item(inspection, name):
    return next(i for i in inspection.run.items() if i.name == name)


def test_an_answer_given_today_fills_the_same_item_and_names_its_form(desk):
    first = national(desk)
    answer_all(first, {"interaction": "no", "leak": "none"})
    second = county(desk)
    for name, value in (("interaction", "no"), ("leak", "none")):
        answer = item(second, name).answer
        assert (answer.value, answer.source) == (value, Source.TODAY)
        assert (answer.confirmed_by, answer.confirmed_at) == ("张三", NOON.isoformat())
        path = resolve(second.compiled, name)
        assert second.origins[path].startswith("政务新媒体单项否决检查")


def test_a_finished_inspection_tells_as_a_draft_does(desk):
    first = national(desk)
    answer_all(first, {**NONE, "interaction": "yes", "last_update": "2024-05-01"})
    first.finish()
    second = county(desk)
    assert item(second, "interaction").value == "yes"
    assert item(second, "leak").value == "none"
    assert [o.code for o in second.run.verdict().open_items] == ["serious_error"]
    answer_all(second, {"serious_error": "none"})
    kept = result_of(desk, second.finish()).answers[resolve(second.compiled, "leak")]
    assert (kept.source, kept.confirmed_by) == (Source.TODAY, "张三")


def test_another_clause_or_none_is_another_item(desk):
    answer_all(national(desk), {"serious_error": "none", "looked_at": "12"})
    second = county(desk)
    assert item(second, "serious_error").value == ""
    assert item(second, "looked_at").value == ""


def test_what_nobody_looked_at_is_not_told(desk):
    answer_all(national(desk), {"leak": "unchecked", "looked_at": "1"})
    assert item(county(desk), "leak").value == ""
    assert item(county(desk), "interaction").answer is None


def test_what_was_told_is_not_told_on_as_if_it_were_looked_at_again(desk):
    answer_all(national(desk), {"leak": "none"})
    second = county(desk)
    answer_all(second, {"interaction": "yes"})
    first = national(desk)
    first.clear(resolve(first.compiled, "leak"))
    assert item(resume(desk, first.draft.id), "leak").value == ""


def test_yesterdays_answers_are_asked_again(desk):
    day = NOON.date()
    answer_all(national(desk, day=day), {"interaction": "no"})
    desk.clock = lambda: NOON + timedelta(days=1)
    assert item(county(desk, day=day), "interaction").value == ""


def test_another_reference_day_is_another_look(desk):
    answer_all(national(desk, day=NOON.date() - timedelta(days=7)), {"interaction": "no"})
    assert item(county(desk), "interaction").value == ""


def test_a_recheck_neither_gives_nor_takes(desk):
    answer_all(national(desk), {"interaction": "no"})
    assert item(county(desk, Nature.RECHECK), "interaction").value == ""
    answer_all(national(desk, Nature.RECHECK), {"leak": "none"})
    assert item(county(desk), "leak").value == ""


def test_what_is_told_is_kept_with_the_first_answer_given_here(desk):
    first = national(desk)
    answer_all(first, {"interaction": "no"})
    second = county(desk)
    assert drafts.answers(desk.db, second.draft.id) == {}
    answer_all(second, {"leak": "none"})
    desk.clock = lambda: NOON + timedelta(days=1)
    again = resume(desk, second.draft.id)
    assert item(again, "interaction").answer.source is Source.TODAY
    assert again.origins[resolve(again.compiled, "interaction")]


def test_an_answer_given_here_stands_against_what_is_told(desk):
    second = county(desk)
    answer_all(second, {"interaction": "yes"})
    answer_all(national(desk), {"interaction": "no"})
    assert item(resume(desk, second.draft.id), "interaction").value == "yes"
    second.clear(resolve(second.compiled, "interaction"))
    assert item(resume(desk, second.draft.id), "interaction").value == ""


def test_a_value_the_other_form_does_not_know_is_left_out(desk):
    basis = item(national(desk), "interaction").basis
    survey = [row("select_one yn", "interaction", **fails("bad", gm_basis=basis))]
    made = workbook(survey, [("yn", "good", "好"), ("yn", "bad", "差")], form_id="third")
    publish(desk, made, "third.xlsx")
    answer_all(national(desk), {"interaction": "no"})
    third = begin(desk, Occasion("示例镇之声", "third"))
    assert item(third, "interaction").value == ""
    assert not third.told
