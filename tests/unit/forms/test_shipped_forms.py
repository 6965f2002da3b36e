"""The shipped forms: complete, nothing invented, and the stories of their verdicts."""

import json
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.domain.parameters import Parameter
from govmedia_desktop.domain.results import Result, result_as_value, result_from_value
from govmedia_desktop.domain.revisions import canonical
from govmedia_desktop.domain.verdicts import Conclusion, Severity
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.from_workbook import compile_workbook
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.paths import TEMPLATES
from tests.unit.forms.workbooks import run

JUDGEMENT = [
    "serious_error",
    "leak",
    "harmful_content",
    "adverse_opinion",
    "fake_engagement",
    "app_unusable",
]
NATIONAL = compile_workbook((TEMPLATES / "national-2019.xlsx").read_bytes(), "national-2019.xlsx")
BASIC = compile_workbook((TEMPLATES / "basic.xlsx").read_bytes(), "basic.xlsx")
BOTH = pytest.mark.parametrize("form", [NATIONAL, BASIC], ids=["national-2019", "basic"])


def findings_of(form):
    return [node for node in form.nodes if "fails" in node.expressions]


def filled(form, day="2026-11-21", parameters=(), answers=(), **register):
    """Return a run after typing the answers (name → value); an unknown name is an error."""
    under_way = run(form, day=day, register=register, parameters=parameters)
    for name, value in dict(answers).items():
        assert under_way.answer(resolve(form, name), value, Source.FILE) is None
    return under_way


def nothing_found(**others):
    return dict.fromkeys(JUDGEMENT, "none") | {"interaction": "yes"} | others


@BOTH
def test_every_finding_has_clause_problem_remedy_and_explains_itself(form):
    for node in findings_of(form):
        texts = [node.rules.get(rule) for rule in ("basis", "problem", "remedy", "passes")]
        assert all(texts), node.path
        assert node.rules["explains"]


@BOTH
def test_every_choice_question_can_be_left_unchecked(form):
    under_way = run(form)
    asked = {item.path: item for item in under_way.items() if item.choices}
    for node in findings_of(form):
        if node.kind == "select_one":
            assert asked[node.path].choices[-1].name == "unchecked"


def test_the_national_form_has_the_veto_items_and_no_other():
    assert NATIONAL.form_id == "national-2019"
    items = [node.name for node in findings_of(NATIONAL)]
    assert items == ["last_update", "interaction", *JUDGEMENT]
    assert {node.rules["severity"] for node in findings_of(NATIONAL)} == {"veto"}
    assert all("国办秘函〔2019〕19号" in node.rules["basis"] for node in findings_of(NATIONAL))


def test_the_national_form_says_that_its_wording_is_to_be_verified():
    for item in run(NATIONAL).items():
        if item.severity:
            assert "待核对原文" in item.basis


def test_exactly_the_judgement_items_are_judgement_items():
    marked = [node.name for node in NATIONAL.nodes if node.is_judgement]
    assert marked == JUDGEMENT
    assert not [node.name for node in BASIC.nodes if node.is_judgement]


def test_choices_are_named_as_agreed():
    choices = {i.name: [c.name for c in i.choices] for i in run(NATIONAL).items()}
    assert choices["interaction"] == ["yes", "no", "unchecked"]
    assert all(choices[name] == ["none", "found", "unchecked"] for name in JUDGEMENT)


def test_the_everyday_form_has_the_same_update_and_interaction_items_and_hints_besides():
    assert BASIC.form_id == "basic"
    for name in ("last_update", "interaction"):
        one, other = (form.node(resolve(form, name)) for form in (NATIONAL, BASIC))
        assert one.rules == other.rules
    others = [n for n in findings_of(BASIC) if n.name not in ("last_update", "interaction")]
    assert len(others) == 13
    assert {node.rules["severity"] for node in others} == {"hint"}


def test_a_publishing_account_silent_since_march_without_interaction_fails_twice():
    answers = nothing_found(last_update="2024-03-18", interaction="no")
    verdict = filled(NATIONAL, day="2024-05-06", answers=answers, kind="发布类").verdict()
    assert verdict.conclusion is Conclusion.FAILED
    assert [f.problem for f in verdict.findings] == ["内容不更新", "未提供有效互动功能"]
    assert verdict.findings[0].explanation == "2024-03-18至2024-05-06共49天未更新，上限14天"
    assert verdict.findings[0].passes_if == "最近更新日期在2024-04-22及以后即合格"


def test_an_account_updated_six_days_before_passes():
    register = {"last_update": "2024-04-30", "kind": "发布类", "platform": "wechat"}
    verdict = filled(NATIONAL, "2024-05-06", answers=nothing_found(), **register).verdict()
    assert verdict.conclusion is Conclusion.PASSED
    assert verdict.findings == ()


def test_a_judgement_item_left_out_is_named():
    answers = nothing_found(last_update="2024-04-30")
    del answers["leak"]
    verdict = filled(NATIONAL, "2024-05-06", answers=answers).verdict()
    assert verdict.conclusion is Conclusion.OPEN
    assert [(i.code, i.label) for i in verdict.open_items] == [("leak", "有没有泄露国家秘密？")]


def local(severity=Severity.HINT):
    return [Parameter("p", "o", "max_idle_days", Decimal(10), "本县规定", severity)]


@pytest.mark.parametrize(
    ("parameters", "severity", "conclusion"),
    [
        ([], None, Conclusion.PASSED),
        (local(), Severity.HINT, Conclusion.PASSED),
        (local(Severity.DEDUCT), Severity.DEDUCT, Conclusion.PASSED),
        (local(Severity.VETO), Severity.VETO, Conclusion.FAILED),
    ],
)
def test_twelve_days_are_judged_by_the_local_limit_where_there_is_one(
    parameters, severity, conclusion
):
    answers = nothing_found(last_update="2026-11-09")
    verdict = filled(NATIONAL, answers=answers, parameters=parameters).verdict()
    assert verdict.conclusion is conclusion
    assert [f.severity for f in verdict.findings] == ([severity] if severity else [])
    assert all(f.basis == "本县规定" for f in verdict.findings)
    assert all("上限10天" in f.explanation for f in verdict.findings)


def test_a_service_account_is_not_asked_when_it_last_posted():
    register = {"kind": "服务类", "last_update": "2024-01-01"}
    under_way = filled(NATIONAL, answers=nothing_found(), **register)
    assert under_way.verdict().conclusion is Conclusion.PASSED
    assert resolve(NATIONAL, "last_update") not in under_way.record()


@pytest.mark.parametrize(
    ("platform", "asked"), [("app", True), ("mini_program", True), ("wechat", False), ("", False)]
)
def test_usability_is_asked_of_apps_and_mini_programs_only(platform, asked):
    items = {i.name: i for i in filled(NATIONAL, platform=platform).items()}
    assert items["app_unusable"].relevant is asked


@pytest.mark.parametrize("name", ["serious_error", "leak", "adverse_opinion"])
def test_what_others_must_determine_reads_as_suspected(name):
    answers = nothing_found(last_update="2026-11-20") | {name: "found"}
    (finding,) = filled(NATIONAL, answers=answers).findings()
    assert finding.explanation.startswith("疑似")
    assert finding.explanation.endswith("待有权部门认定")
    assert finding.severity is Severity.VETO


def test_a_date_after_the_reference_date_is_refused_with_that_reason():
    under_way = run(NATIONAL)
    refused = under_way.answer(resolve(NATIONAL, "last_update"), "2026-11-22")
    assert refused.startswith("晚于监测时间点")


def test_facts_of_the_register_need_no_confirming_but_dates_do():
    under_way = filled(NATIONAL, platform="app", kind="发布类", last_update="2026-11-01")
    assert under_way.prefilled_unconfirmed() == (resolve(NATIONAL, "last_update"),)
    (finding,) = under_way.findings()
    assert finding.unconfirmed


def test_interaction_is_carried_over_and_waits_to_be_confirmed():
    path = resolve(NATIONAL, "interaction")
    previous = {path: Answer("no", Source.TYPED, "李四", "2026-08-01T09:00:00+08:00")}
    under_way = run(NATIONAL, previous=previous)
    (finding,) = under_way.findings()
    assert (finding.code, finding.unconfirmed) == ("interaction", True)
    under_way.confirm(path)
    assert not under_way.findings()[0].unconfirmed


@pytest.mark.parametrize(
    ("register", "name"),
    [
        ({"status": "拟关停"}, "closing_notice"),
        ({"operation": "委托"}, "final_review"),
        ({"level": "县"}, "media_center"),
    ],
)
def test_the_everyday_form_asks_only_what_concerns_the_account(register, name):
    assert resolve(BASIC, name) not in [i.path for i in filled(BASIC).open_items()]
    assert resolve(BASIC, name) in [i.path for i in filled(BASIC, **register).open_items()]


def test_hints_never_change_the_verdict():
    under_way = filled(
        BASIC, last_update="2026-11-20", status="拟关停", operation="委托", level="县"
    )
    for item in under_way.items():
        if item.severity and item.choices:
            worst = [c.name for c in item.choices if c.name in ("no", "found")]
            under_way.answer(item.path, "yes" if item.name == "interaction" else worst[0])
    verdict = under_way.verdict()
    assert len(verdict.findings) == 13
    assert verdict.conclusion is Conclusion.PASSED


def random_answers(form):
    under_way = run(form)
    values = {
        "date": ["2026-11-06", "2026-11-08", "2026-11-21", ""],
        "integer": ["0", "12", ""],
        "text": ["事件", ""],
    }
    asked = [item for item in under_way.items() if item.is_asked]
    options = [
        (item.path, value)
        for item in asked
        for value in ([c.name for c in item.choices] or values[item.kind])
    ]
    return st.lists(st.sampled_from(options), max_size=40)


@BOTH
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_record_evaluated_again_from_its_json_gives_the_same_verdict(form, data):
    register = {"kind": "发布类", "platform": "app", "last_update": "2026-11-01", "level": "县"}
    under_way = run(form, register=register, parameters=local())
    for path, value in data.draw(random_answers(form)):
        under_way.answer(path, value)
    verdict = under_way.verdict()
    result = Result(under_way.record(), tuple(local()), verdict.findings, verdict.conclusion)
    stored = result_from_value(json.loads(canonical(result_as_value(result))))
    again = run(form, answers=stored.answers, parameters=stored.parameters).verdict()
    assert (again.findings, again.conclusion) == (stored.findings, stored.conclusion)


@BOTH
def test_a_shipped_form_opens_from_its_stored_text_within_ten_milliseconds(form):
    text = form.to_text()
    times = []
    for _ in range(15):
        begun = perf_counter()
        opened = CompiledForm.from_text(text)
        times.append(perf_counter() - begun)
    assert opened == form
    assert min(times) < 0.010


@BOTH
def test_the_workbook_is_laid_out_for_people(form):
    book = load_workbook(TEMPLATES / f"{form.form_id}.xlsx")
    assert book.sheetnames == ["survey", "choices", "settings"]
    assert book["survey"].freeze_panes
    texts = [c.value for sheet in book for line in sheet.iter_rows() for c in line if c.value]
    assert not [text for text in texts if str(text).startswith("=")]
    book.close()
