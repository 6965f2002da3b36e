"""How a check form behaves while it is filled in."""

from decimal import Decimal

import pytest

from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.domain.parameters import Parameter
from govmedia_desktop.domain.verdicts import Conclusion, Severity
from govmedia_desktop.forms.run import resolve
from tests.unit.forms.workbooks import compiled, row, run

FINDING = {"gm_severity": "veto", "gm_problem": "问题", "gm_basis": "条文"}


@pytest.fixture(scope="module")
def idle():
    """A date from the register with the limits of 内容不更新."""
    return compiled(
        row(
            "date",
            "last",
            constraint=". <= today()",
            constraint_message="晚于监测时间点",
            gm_register="last_update",
            gm_fails="${days} > ${limit}",
            gm_explains="{last}起{days}天，上限{limit}天",
            gm_passes="{since}起有更新即合格",
            gm_remedy="更新",
            **FINDING,
        ),
        row("calculate", "days", calculation="today() - ${last}"),
        row("calculate", "limit", calculation="14", gm_parameter="max_idle_days"),
        row("calculate", "since", calculation="date(today() - ${limit})"),
    )


@pytest.fixture(scope="module")
def branching():
    """Relevance over a group, sums, choices, a judgement item and one carried over."""
    return compiled(
        row("select_one yn", "has", gm_fails=". = 'no'", gm_carry="yes", **FINDING),
        row("begin group", "g", relevant="${has} = 'yes'"),
        row("integer", "a", constraint=". > 0"),
        row("integer", "b", relevant="${a} > 5", default="3"),
        row("end group", ""),
        row("calculate", "total", calculation="${a} + coalesce(${b}, 0)"),
        row("text", "why", relevant="${total} > 10", required="yes"),
        row("select_one yn", "look", gm_fails=". = 'yes'", gm_judgement="yes", **FINDING),
        row("select_multiple yn", "many", choice_filter="name != ${has}", label="多选"),
        row("note", "n", label="共${total}处，“${has}”"),
    )


def item(filled, name):
    return next(i for i in filled.items() if i.name == name)


def test_fifteen_days_fail_and_say_why_and_what_would_pass(idle):
    filled = run(idle)
    assert filled.answer("/data/last", "2026-11-06") is None
    (finding,) = filled.findings()
    assert finding.explanation == "2026-11-06起15天，上限14天"
    assert finding.passes_if == "2026-11-07起有更新即合格"
    assert finding.values == (("last", "2026-11-06"), ("最长不更新天数", "14天"))
    assert (finding.severity, finding.basis, finding.remedy) == (Severity.VETO, "条文", "更新")
    assert filled.verdict().conclusion is Conclusion.FAILED


def test_fourteen_days_pass(idle):
    filled = run(idle)
    filled.answer("/data/last", "2026-11-07")
    assert filled.verdict().conclusion is Conclusion.PASSED


def test_an_unanswered_item_is_open_and_leaves_the_verdict_open(idle):
    verdict = run(idle).verdict()
    assert verdict.conclusion is Conclusion.OPEN
    assert [i.code for i in verdict.open_items] == ["last"]


def test_a_date_after_the_reference_date_is_refused_with_that_reason_and_changes_nothing(idle):
    filled = run(idle)
    filled.answer("/data/last", "2026-11-20")
    assert filled.answer("/data/last", "2026-11-22") == "晚于监测时间点"
    assert filled.answers()["/data/last"].value == "2026-11-20"


@pytest.mark.parametrize(
    "typed",
    ["2026/11/6", "2026年11月6日", "20261106", "2026.11.06", "２０２６－１１－０６", " 2026-11-6 "],
)
def test_dates_are_taken_in_every_usual_spelling(idle, typed):
    filled = run(idle)
    assert filled.answer("/data/last", typed) is None
    assert filled.answers()["/data/last"].value == "2026-11-06"


@pytest.mark.parametrize(
    "typed", ["昨天", "2026-13-01", "2026-02-30", "2026", "11-06", "0000-01-01"]
)
def test_what_is_no_date_is_refused(idle, typed):
    assert "要填日期" in run(idle).answer("/data/last", typed)


def test_a_register_value_is_prefilled_unconfirmed_and_its_finding_is_to_be_verified(idle):
    filled = run(idle, register={"last_update": "2026-10-01"})
    assert filled.prefilled_unconfirmed() == ("/data/last",)
    assert filled.verdict().rests_on_unconfirmed
    filled.confirm("/data/last")
    assert filled.prefilled_unconfirmed() == ()
    assert not filled.findings()[0].unconfirmed
    kept = filled.answers()["/data/last"]
    assert (kept.source, kept.confirmed_by) == (Source.REGISTER, "张三")


def test_a_register_value_that_somebody_verified_needs_no_confirming(idle):
    register = {"last_update": "2026-10-01", "last_update_verified": "2026-11-20"}
    filled = run(idle, register=register, register_confirmed=frozenset({"last_update"}))
    assert not filled.findings()[0].unconfirmed
    assert filled.answers()["/data/last"].confirmed_at == "2026-11-20"


@pytest.mark.parametrize("known", ["2026-11-22", "不详", ""])
def test_a_register_value_that_could_not_be_typed_is_not_prefilled(idle, known):
    filled = run(idle, register={"last_update": known})
    assert filled.answers() == {}
    assert filled.verdict().conclusion is Conclusion.OPEN


def test_a_prefilled_value_that_was_cleared_stays_cleared_in_the_draft(idle):
    filled = run(idle, register={"last_update": "2026-10-01"})
    filled.clear("/data/last")
    again = run(idle, answers=filled.answers(), register={"last_update": "2026-10-01"})
    assert again.verdict().conclusion is Conclusion.OPEN
    assert again.answers() == filled.answers()


def parameter(value, severity=Severity.HINT):
    return Parameter("p", "o", "max_idle_days", Decimal(value), "本县规定", severity)


def judged(idle, last, *parameters):
    filled = run(idle, parameters=parameters)
    filled.answer("/data/last", last)
    return filled.verdict()


def test_between_local_and_national_limit_the_parameter_gives_severity_and_basis(idle):
    assert judged(idle, "2026-11-09").findings == ()
    verdict = judged(idle, "2026-11-09", parameter("1E+1"))
    (finding,) = verdict.findings
    assert (finding.severity, finding.basis) == (Severity.HINT, "本县规定")
    assert finding.explanation == "2026-11-09起12天，上限10天"
    assert verdict.conclusion is Conclusion.PASSED


def test_a_local_veto_fails_the_account(idle):
    verdict = judged(idle, "2026-11-09", parameter(10, Severity.VETO))
    assert verdict.conclusion is Conclusion.FAILED
    assert verdict.findings[0].basis == "本县规定"


def test_a_local_deduction_is_no_veto(idle):
    verdict = judged(idle, "2026-11-09", parameter(10, Severity.DEDUCT))
    assert verdict.conclusion is Conclusion.PASSED


def test_past_the_national_limit_the_national_clause_is_told_with_its_values(idle):
    (finding,) = judged(idle, "2026-11-06", parameter(10)).findings
    assert (finding.severity, finding.basis) == (Severity.VETO, "条文")
    assert finding.explanation == "2026-11-06起15天，上限14天"


def test_what_is_not_relevant_reads_as_empty_and_is_kept_aside(branching):
    filled = run(branching)
    for name, value in {"has": "yes", "g/a": "9"}.items():
        assert filled.answer(f"/data/{name}", value) is None
    assert item(filled, "total").value == "12"
    filled.answer("/data/has", "no")
    assert item(filled, "total").value == ""
    assert filled.answers()["/data/g/a"].value == "9"
    assert "/data/g/a" not in filled.record()
    filled.answer("/data/has", "yes")
    assert item(filled, "total").value == "12"


def test_a_static_default_is_a_prefilled_answer(branching):
    kept = run(branching).answers()["/data/g/b"]
    assert (kept.value, kept.source, kept.confirmed) == ("3", Source.DEFAULT, False)


def test_a_required_question_that_becomes_relevant_is_open(branching):
    filled = run(branching)
    for name, value in {"has": "yes", "look": "no", "g/a": "3"}.items():
        filled.answer(f"/data/{name}", value)
    assert filled.verdict().conclusion is Conclusion.PASSED
    filled.answer("/data/g/a", "8")
    assert [i.code for i in filled.open_items()] == ["why"]


def test_unchecked_is_not_answered(branching):
    filled = run(branching)
    filled.answer("/data/has", "unchecked")
    filled.answer("/data/look", "unchecked")
    assert [i.code for i in filled.open_items()] == ["has", "look"]


def test_a_veto_already_found_shows_while_another_item_is_open(branching):
    filled = run(branching)
    filled.answer("/data/has", "no")
    verdict = filled.verdict()
    assert verdict.conclusion is Conclusion.OPEN
    assert [f.code for f in verdict.vetoes] == ["has"]
    assert verdict.findings[0].explanation == "has：否"


def test_a_judgement_item_takes_no_answer_that_no_person_gave(branching):
    machine = Answer("no", Source.PREVIOUS)
    filled = run(branching, previous={"/data/look": machine}, answers={"/data/look": machine})
    assert "/data/look" not in filled.answers()
    assert filled.answer("/data/look", "no", Source.PREVIOUS) is not None
    assert filled.answer("/data/look", "no", Source.FILE) is None


def test_only_items_marked_so_are_carried_over_and_never_an_unchecked_one(branching):
    before = {
        "/data/has": Answer("no", Source.TYPED, "李四"),
        "/data/why": Answer("x", Source.TYPED),
    }
    filled = run(branching, previous=before)
    assert filled.answers()["/data/has"] == Answer("no", Source.PREVIOUS)
    assert "/data/why" not in filled.answers()
    unchecked = {"/data/has": Answer("unchecked", Source.TYPED)}
    assert "/data/has" not in run(branching, previous=unchecked).answers()


def test_a_choice_that_is_not_offered_is_refused(branching):
    filled = run(branching)
    assert "没有“也许”这个选项" in filled.answer("/data/has", "也许")
    assert "没有“maybe”" in filled.answer("/data/many", "yes maybe")


def test_an_answer_whose_choice_is_filtered_away_is_a_problem_and_open(branching):
    filled = run(branching)
    filled.answer("/data/many", "yes no")
    assert item(filled, "many").shown == "是、否"
    filled.answer("/data/has", "no")
    found = item(filled, "many")
    assert [choice.name for choice in found.choices] == ["yes", "unchecked"]
    assert "没有“no”" in found.problem
    assert found.open


def test_an_answer_that_a_later_one_contradicts_is_a_problem():
    form = compiled(row("integer", "a"), row("integer", "b", constraint=". <= ${a}"))
    filled = run(form)
    filled.answer("/data/a", "5")
    filled.answer("/data/b", "4")
    filled.answer("/data/a", "3")
    assert item(filled, "b").problem == "填写的内容不符合这道题的要求"
    assert [i.code for i in filled.open_items()] == ["b"]


@pytest.mark.parametrize(
    ("typed", "kept"), [("０１２", "12"), ("-3", None), ("1.5", None), ("十", None)]
)
def test_whole_numbers_are_whole_numbers(branching, typed, kept):
    filled = run(branching)
    refused = filled.answer("/data/g/a", typed)
    assert (refused is None) == (kept is not None)
    assert filled.answers().get("/data/g/a", Answer("", Source.TYPED)).value == (kept or "")


@pytest.mark.parametrize(
    ("typed", "kept"), [("1.50", "1.50"), ("+2", "2"), (".5", ".5"), ("１．５", "1.5")]
)
def test_decimals_are_kept_as_written(typed, kept):
    filled = run(compiled(row("decimal", "d")))
    assert filled.answer("/data/d", typed) is None
    assert filled.answers()["/data/d"].value == kept
    assert "要填数字" in filled.answer("/data/d", "1,5")


def test_texts_with_rare_and_forbidden_characters_are_taken(branching):
    filled = run(branching)
    assert filled.answer("/data/why", "𠮷\x00㐀\ud800<b>&") is None
    assert filled.answers()["/data/why"].value == "𠮷㐀<b>&"


def test_what_the_program_gives_cannot_be_answered(branching):
    filled = run(branching)
    assert "不能填写" in filled.answer("/data/total", "5")
    assert "不能填写" in filled.answer("/data/n", "5")


def test_an_empty_answer_clears(branching):
    filled = run(branching)
    filled.answer("/data/has", "yes")
    filled.answer("/data/has", " ")
    assert filled.answers()["/data/has"].value == ""
    assert "/data/has" not in filled.record()
    assert item(filled, "has").open


def test_labels_show_the_values_they_name_and_keep_chinese_quotes(branching):
    filled = run(branching)
    filled.answer("/data/has", "yes")
    filled.answer("/data/g/a", "4")
    assert item(filled, "n").label == "共4处，“yes”"


def test_sections_are_the_groups_in_order(branching):
    filled = run(branching)
    found = [(s.label, [i.name for i in s.items]) for s in filled.sections]
    assert found == [("表", ["has", "why", "look", "many", "n"]), ("g", ["a", "b"])]
    assert [s.relevant for s in filled.sections] == [True, False]


def test_a_question_is_found_by_name_or_path(branching):
    assert resolve(branching, "a") == "/data/g/a"
    assert resolve(branching, "/data/g/a") == "/data/g/a"
    assert resolve(branching, "total") is None
    assert resolve(branching, "nosuch") is None


def test_a_name_used_in_two_groups_is_no_single_question():
    form = compiled(
        *(r for g in "xy" for r in (row("begin group", g), row("text", "a"), row("end group", "")))
    )
    assert resolve(form, "a") is None
    assert resolve(form, "/data/y/a") == "/data/y/a"


def test_a_finding_carries_its_points():
    columns = {"gm_severity": "deduct", "gm_problem": "p", "gm_points": "${a} * 0.5"}
    filled = run(compiled(row("integer", "a", gm_fails=". > 0", **columns)))
    filled.answer("/data/a", "3")
    assert filled.findings()[0].points == Decimal("1.5")
    assert filled.verdict().conclusion is Conclusion.PASSED


def test_a_dynamic_default_is_evaluated_once():
    form = compiled(row("date", "d", default="today()"), row("text", "t", default="${d}"))
    filled = run(form)
    assert filled.answers()["/data/d"].value == "2026-11-21"
    again = run(form, day="2026-12-01", answers=filled.answers())
    assert again.answers() == filled.answers()


def test_a_cleared_default_stays_cleared_in_the_record(branching):
    filled = run(branching)
    for name, value in {"has": "yes", "g/a": "8", "g/b": ""}.items():
        filled.answer(f"/data/{name}", value)
    assert item(run(branching, answers=filled.record()), "total").value == "8"


def test_a_record_evaluated_again_without_register_gives_the_same(idle):
    filled = run(idle, register={"last_update": "2026-10-01"})
    again = run(idle, answers=filled.record())
    assert again.verdict() == filled.verdict()
