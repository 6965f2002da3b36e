"""What a form costs those who fill it in, and where it demands what the rules forbid."""

import pytest

from govmedia_desktop.forms.burden import weigh
from govmedia_desktop.forms.from_workbook import compile_workbook
from govmedia_desktop.paths import TEMPLATES
from tests.unit.forms.workbooks import compiled, row

FAILS = {"gm_fails": ". = 'no'", "gm_severity": "hint", "gm_problem": "p"}


def test_questions_typed_are_told_from_those_that_come_prefilled():
    burden = weigh(
        compiled(
            row("text", "typed"),
            row("text", "looked", gm_judgement="yes"),
            row("text", "registered", gm_register="name"),
            row("text", "carried", gm_carry="yes"),
            row("date", "today", default="today()"),
            row("text", "usual", default="x"),
            row("calculate", "counted", calculation="1"),
            row("note", "told"),
            row("hidden", "kept", gm_register="kind"),
        )
    )
    assert (burden.typed, burden.prefilled) == (2, 4)
    assert burden.summary == "共6题要答：2题由人填写，4题先带入、由人确认"


def test_a_form_that_asks_nothing_says_so():
    assert weigh(compiled(row("note", "told"))).summary == "没有要填写的题"


@pytest.mark.parametrize("name", ["national-2019.xlsx", "basic.xlsx"])
def test_the_shipped_forms_offend_no_rule(name):
    burden = weigh(compile_workbook((TEMPLATES / name).read_bytes(), name))
    assert burden.offences == ()
    assert burden.prefilled > 0


def test_an_indicator_is_named_with_its_label_and_the_rule():
    form = compiled(row("integer", "q", label="本季度点赞量", gm_fails=". < 100", **_hint()))
    (offence,) = weigh(form).indicators
    assert (offence.name, offence.text) == ("q", "“本季度点赞量”把点赞作为指标")
    assert "不得以点赞量" in offence.rule


def _hint():
    return {"gm_severity": "hint", "gm_problem": "p"}


def test_points_on_a_calculation_are_an_indicator_too():
    form = compiled(
        row("integer", "n", label="甲"),
        row("calculate", "followers", calculation="${n}", gm_fails=". < 5", **_hint()),
    )
    assert [o.name for o in weigh(form).indicators] == ["followers"]


# evidence


def evidence(*survey):
    return [offence.name for offence in weigh(compiled(*survey)).evidence]


PROOF = {"label": "截图文件名", "required": "yes"}


def test_evidence_that_is_always_demanded_offends():
    assert evidence(row("select_one yn", "a", **FAILS), row("text", "proof", **PROOF)) == ["proof"]


def test_evidence_that_may_be_left_out_does_not():
    assert evidence(row("text", "proof", label="截图文件名")) == []


def test_evidence_demanded_for_a_finding_only_does_not_offend():
    shown = row("text", "proof", **PROOF, relevant="${a} = 'no'")
    required = row("text", "proof", label="截图", required="${a} = 'no'")
    for asked in (shown, required):
        assert evidence(row("select_one yn", "a", **FAILS), asked) == []


def test_evidence_that_shows_before_the_item_is_answered_does_not_offend():
    shown = row("text", "proof", **PROOF, relevant="${a} != 'yes'")
    assert evidence(row("select_one yn", "a", **FAILS), shown) == []


def test_evidence_demanded_where_the_item_passes_offends():
    shown = row("text", "proof", **PROOF, relevant="${a} = 'yes'")
    assert evidence(row("select_one yn", "a", **FAILS), shown) == ["proof"]


def test_the_conditions_of_groups_and_calculations_count():
    item = row("date", "last", gm_fails="today() - . > 14", **_hint())
    idle = row("calculate", "idle", calculation="today() - ${last}")
    begin, end = row("begin group", "g", relevant="${idle} > 14"), row("end group", "")
    assert evidence(item, idle, begin, row("text", "proof", **PROOF), end) == []
    begin["relevant"] = "${idle} >= 0"
    assert evidence(item, idle, begin, row("text", "proof", **PROOF), end) == ["proof"]


def test_evidence_for_accounts_of_one_status_in_the_register_is_found_too():
    status = row("hidden", "status", gm_register="status", label="")
    shown = row("text", "proof", **PROOF, relevant="${status} = '拟关停'")
    assert evidence(status, shown) == ["proof"]
    shown["relevant"] = "${status} = '拟关停' and ${a} = 'no'"
    assert evidence(status, row("select_one yn", "a", **FAILS), shown) == []


def test_a_required_text_about_something_else_is_no_evidence():
    assert evidence(row("text", "why", label="为什么", required="yes")) == []


def test_many_conditions_are_tried_within_bounds():
    survey = [row("select_one yn", f"a{n}", **FAILS) for n in range(12)]
    every = " or ".join(f"${{a{n}}} = 'no'" for n in range(12))
    assert evidence(*survey, row("text", "proof", **PROOF, relevant=every)) == []


def test_a_photo_that_is_demanded_is_evidence_whatever_its_words():
    assert evidence(row("image", "a", label="首页", required="yes")) == ["a"]
    assert evidence(row("geopoint", "a", label="位置", required="yes")) == ["a"]
    assert evidence(row("image", "a", label="首页")) == []


def test_evidence_in_the_rows_of_a_repeat_is_weighed_alike():
    begin, end = row("begin repeat", "r"), row("end repeat", "")
    item = row("select_one yn", "a", **FAILS)
    wanted = row("text", "proof", **PROOF, relevant="${a} = 'no'")
    assert evidence(begin, item, wanted, end) == []
    assert evidence(begin, item, row("text", "proof", **PROOF), end) == ["proof"]
