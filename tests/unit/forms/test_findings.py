"""What `gm:` columns make of the answers: open items, findings, their severity and their words."""

from decimal import Decimal

import pytest

from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.domain.parameters import Parameter
from govmedia_desktop.domain.verdicts import Conclusion, Severity
from govmedia_desktop.forms.faults import FormFaultsError
from tests.unit.forms.scenario import GROUP_END, HINT, VETO, Scenario
from tests.unit.forms.workbooks import compiled, row, run


def opened(scenario):
    return [item.code for item in scenario.run.open_items()]


def found(scenario):
    return [finding.code for finding in scenario.run.findings()]


# open while nobody has answered


@pytest.mark.parametrize("answer", ["", "unchecked"])
def test_a_calculation_makes_no_finding_of_a_question_that_nobody_answered(answer):
    scenario = Scenario(
        row("select_one yn", "互动"),
        row("calculate", "得分", calculation="if(${互动} = 'yes', 1, 0)"),
        row("note", "功能", gm_fails="${得分} = 0", **VETO),
    )
    scenario.run.answer("/data/互动", answer)
    assert (opened(scenario), found(scenario)) == (["功能"], [])
    assert found(scenario.type(互动="no")) == ["功能"]


def test_an_item_that_is_itself_answered_waits_for_the_others_it_reads():
    scenario = Scenario(
        row("integer", "留言"),
        row(
            "integer",
            "回复",
            gm_fails="${回复} < ${留言}",
            gm_explains="{留言}条只回{回复}",
            **VETO,
        ),
    ).type(回复="1")
    assert (opened(scenario), found(scenario)) == (["回复"], [])
    assert scenario.type(留言="3").finding().explanation == "3条只回1"
    assert scenario.type(回复="3").run.verdict().conclusion is Conclusion.PASSED


def test_one_of_several_choices_left_unchecked_leaves_the_item_open():
    choices = [("项", "错字", "错别字"), ("项", "断链", "断链"), ("项", "unchecked", "未检查")]
    scenario = Scenario(
        row("select_multiple 项", "问题", gm_fails="selected(., '错字')", **HINT), choices=choices
    )
    assert opened(scenario.type(问题="错字 unchecked")) == ["问题"]
    assert found(scenario.type(问题="错字")) == ["问题"]
    assert scenario.finding().explanation == "问题：错别字"
    assert found(scenario.type(问题="断链")) == []


def test_an_item_not_relevant_is_neither_open_nor_found():
    scenario = Scenario(
        row("select_one yn", "有无"),
        row("begin group", "组", relevant="${有无} = 'yes'"),
        row("select_one yn", "回应", gm_fails=". = 'no'", **VETO),
        GROUP_END,
    ).type(有无="yes", 回应="no")
    assert found(scenario) == ["回应"]
    scenario.type(有无="no")
    assert (opened(scenario), found(scenario)) == ([], [])
    assert scenario.run.verdict().conclusion is Conclusion.PASSED


def test_an_answer_that_breaks_its_constraint_is_open_and_no_finding():
    scenario = Scenario(
        row("integer", "上限", default="9"),
        row("integer", "数", constraint=". <= ${上限}", gm_fails=". > 3", **VETO),
    ).type(数="8")
    assert found(scenario) == ["数"]
    scenario.type(上限="5")
    assert (opened(scenario), found(scenario)) == (["数"], [])


# what a finding does


@pytest.mark.parametrize(
    ("severity", "conclusion"),
    [
        ("veto", Conclusion.FAILED),
        ("deduct", Conclusion.PASSED),
        ("bonus", Conclusion.PASSED),
        ("hint", Conclusion.PASSED),
    ],
)
def test_only_a_veto_fails_the_account(severity, conclusion):
    columns = {"gm_severity": severity, "gm_problem": "问题"}
    scenario = Scenario(row("select_one yn", "题", gm_fails=". = 'no'", **columns)).type(题="no")
    verdict = scenario.run.verdict()
    assert (verdict.conclusion, verdict.findings[0].severity) == (conclusion, severity)
    assert scenario.type(题="yes").run.verdict().findings == ()


def test_findings_come_in_the_order_of_the_form_whatever_was_answered_first():
    items = [row("select_one yn", name, gm_fails=". = 'no'", **HINT) for name in "甲乙丙"]
    assert found(Scenario(*items).type(丙="no", 甲="no", 乙="no")) == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("points", "count", "expected"),
    [
        ("5", "", Decimal(5)),
        ("${处数} * 0.5", "3", Decimal("1.5")),
        ("${处数} * 0.5", "", None),
        ("10 div ${处数}", "0", None),
    ],
)
def test_points_are_a_number_or_none(points, count, expected):
    columns = {"gm_severity": "deduct", "gm_problem": "问题", "gm_points": points}
    scenario = Scenario(
        row("integer", "处数", default=count),
        row("select_one yn", "题", gm_fails=". = 'no'", **columns),
    )
    assert scenario.type(题="no").finding().points == expected


# the words of a finding


def test_placeholders_show_labels_dates_and_numbers_as_people_read_them():
    told = "{平台}自{更新}起{天数}天，{缺}“{名称}”"
    scenario = Scenario(
        row("select_multiple 平台", "平台"),
        row("text", "名称"),
        row("text", "缺"),
        row("date", "更新", gm_fails="${天数} > 14", gm_explains=told, **VETO),
        row("calculate", "天数", calculation="today() - ${更新}"),
        choices=[("平台", "wx", "微信"), ("平台", "wb", "微博")],
    ).type(平台="wb wx", 名称="{名称}𠮷", 更新="2026-11-01")
    assert scenario.finding().explanation == "微博、微信自2026-11-01起20天，“{名称}𠮷”"


def test_without_explanation_the_label_and_what_was_answered_tell_it():
    scenario = Scenario(
        row("text", "名"),
        row("select_one yn", "题", label="${名}能打开", gm_fails=". = 'no'", **VETO),
    ).type(名="发布", 题="no")
    assert scenario.finding().explanation == "发布能打开：否"


def test_a_finding_carries_what_the_form_says_and_the_values_it_rests_on():
    told = {"gm_remedy": "两日内更新", "gm_passes": "{起}后有更新即合格"}
    scenario = Scenario(
        row("date", "更新", label="最近更新", gm_fails="${天数} > 14", **VETO, **told),
        row("calculate", "天数", calculation="today() - ${更新}"),
        row("calculate", "起", calculation="date(today() - 14)"),
        row("text", "无关"),
    ).type(更新="2026-10-01", 无关="别的")
    finding = scenario.finding()
    assert (finding.problem, finding.basis, finding.remedy) == ("问题", "国家条文", "两日内更新")
    assert finding.passes_if == "2026-11-07后有更新即合格"
    assert finding.values == (("最近更新", "2026-10-01"),)


@pytest.mark.parametrize(
    ("survey", "cell", "told"),
    [
        (
            [
                row("begin group", "组", gm_fails="${题} = 'no'", **VETO),
                row("select_one yn", "题"),
                GROUP_END,
            ],
            "D2",
            "分组不能是检查项",
        ),
        (
            [
                *(r for g in "甲乙" for r in (row("begin group", g), row("text", "题"), GROUP_END)),
                row("text", "总", gm_explains="{题}"),
            ],
            "D8",
            "有2道题都叫“题”",
        ),
        (
            [
                row("begin group", "组"),
                row("text", "题", gm_explains="{组}"),
                GROUP_END,
            ],
            "D3",
            "没有“组”这道题",
        ),
    ],
)
def test_what_could_never_be_answered_or_shown_is_refused_at_its_cell(survey, cell, told):
    with pytest.raises(FormFaultsError) as refused:
        compiled(*survey)
    (fault,) = refused.value.faults
    assert (fault.cell, told in fault.text) == (cell, True)


# local parameters


def idle(value=None, severity=Severity.DEDUCT, last="2026-11-10"):
    """Return a scenario with eleven idle days under a local limit, if there is one."""
    local = (
        [Parameter("p", "o", "max_idle_days", Decimal(value), "本市规定", severity)]
        if value
        else []
    )
    scenario = Scenario(
        row("date", "更新", gm_fails="${天数} > ${上限}", gm_explains="{天数}/{上限}", **VETO),
        row("calculate", "天数", calculation="today() - ${更新}"),
        row("calculate", "上限", calculation="14", gm_parameter="max_idle_days"),
        row("note", "余", label="还有${上限}"),
        parameters=local,
    )
    return scenario.type(更新=last)


@pytest.mark.parametrize("severity", list(Severity))
def test_under_a_stricter_local_limit_severity_and_basis_are_the_parameters(severity):
    finding = idle(7, severity).finding()
    assert (finding.severity, finding.basis) == (severity, "本市规定")
    assert finding.explanation == "11/7"
    assert ("最长不更新天数", "7天") in finding.values


@pytest.mark.parametrize("first", [True, False])
def test_of_several_local_limits_in_one_finding_the_strictest_counts(first):
    limits = [("max_idle_days", Severity.HINT, "甲规"), ("posts_per_week", Severity.VETO, "乙规")]
    scenario = Scenario(
        row("date", "更新", gm_fails="${天数} > ${上限} and ${条数} < ${最少}", **HINT),
        row("integer", "条数"),
        row("calculate", "天数", calculation="today() - ${更新}"),
        row("calculate", "上限", calculation="14", gm_parameter="max_idle_days"),
        row("calculate", "最少", calculation="0", gm_parameter="posts_per_week"),
        parameters=[
            Parameter("p", "o", name, Decimal(7), basis, severity)
            for name, severity, basis in (limits if first else reversed(limits))
        ],
    )
    finding = scenario.type(更新="2026-11-10", 条数="2").finding()
    assert (finding.severity, finding.basis) == (Severity.VETO, "乙规")


def test_without_a_local_limit_or_within_it_nothing_is_found():
    assert found(idle()) == []
    assert found(idle(11)) == []
    assert found(idle(10)) == ["更新"]


@pytest.mark.parametrize("severity", list(Severity))
def test_past_the_national_limit_the_national_rule_decides(severity):
    finding = idle(7, severity, last="2026-11-01").finding()
    assert (finding.severity, finding.basis) == (Severity.VETO, "国家条文")
    assert finding.explanation == "20/14"


def test_the_local_limit_is_what_the_form_shows_and_calculates_with():
    scenario = idle(7)
    assert (scenario.value("上限"), scenario.item("余").label) == ("7", "还有7")


# prefilled values


def carried(**context):
    return Scenario(
        row("text", "名称", gm_register="name"),
        row("select_one yn", "互动", gm_carry="yes", gm_fails=". = 'no'", **VETO),
        row("calculate", "名长", calculation="string-length(${名称})"),
        row("calculate", "过长", calculation="if(${名长} > 4, 'yes', 'no')"),
        row("note", "命名", gm_fails="${过长} = 'yes'", **VETO),
        row("select_one yn", "差错", gm_judgement="yes", gm_fails=". = 'yes'", **VETO),
        previous={
            "/data/互动": Answer("no", Source.TYPED, "李四", "t"),
            "/data/名称": Answer("不该沿用", Source.TYPED, "李四", "t"),
            "/data/差错": Answer("no", Source.TYPED, "李四", "t"),
        },
        register={"name": "示例县发布"},
        **context,
    )


def test_prefilled_values_say_whence_they_come_and_that_nobody_stood_by_them():
    scenario = carried()
    sources = {name: scenario.item(name).answer.source for name in ("名称", "互动")}
    assert sources == {"名称": Source.REGISTER, "互动": Source.PREVIOUS}
    assert [i.name for i in scenario.run.items() if i.unconfirmed] == ["名称", "互动"]
    assert scenario.run.prefilled_unconfirmed() == ("/data/名称", "/data/互动")


def test_a_judgement_is_never_prefilled_and_stays_open():
    scenario = carried(answers={"/data/差错": Answer("no", Source.REGISTER)})
    assert scenario.item("差错").answer is None
    assert opened(scenario) == ["差错"]
    assert scenario.type(差错="no").run.verdict().conclusion is Conclusion.FAILED


def test_a_verdict_rests_on_the_unconfirmed_until_one_veto_is_confirmed():
    scenario = carried().type(差错="no")
    assert [f.unconfirmed for f in scenario.run.findings()] == [True, True]
    assert scenario.run.verdict().rests_on_unconfirmed
    scenario.run.confirm("/data/名称")
    assert [f.unconfirmed for f in scenario.run.findings()] == [True, False]
    assert not scenario.run.verdict().rests_on_unconfirmed


def test_typing_over_a_prefilled_value_confirms_it_and_names_who_did():
    scenario = carried().type(名称="示例县发布", 互动="yes", 差错="no")
    assert scenario.run.prefilled_unconfirmed() == ()
    kept = scenario.item("名称").answer
    assert (kept.source, kept.confirmed_by) == (Source.TYPED, "张三")
    assert [f.unconfirmed for f in scenario.run.findings()] == [False]


def test_confirming_changes_no_value_and_nothing_at_all_without_one():
    scenario = carried()
    before = scenario.values("名称", "互动", "名长")
    for name in ("名称", "互动", "差错", "命名"):
        scenario.run.confirm(f"/data/{name}")
    assert scenario.values("名称", "互动", "名长") == before
    assert "/data/差错" not in scenario.run.answers()


def test_what_was_confirmed_stays_confirmed_when_the_draft_is_opened_again():
    scenario = carried()
    scenario.run.confirm("/data/互动")
    again = run(scenario.form, answers=scenario.run.answers(), register={"name": "新名"})
    assert again.prefilled_unconfirmed() == ("/data/名称",)
    assert again.answers() == scenario.run.answers()
