"""Calculations: settled in order, each once, refused in a ring, the same from scratch."""

import pytest

from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.forms import model
from govmedia_desktop.forms.faults import FormFaultsError
from tests.unit.forms.scenario import GROUP_END, Scenario
from tests.unit.forms.workbooks import compiled, row, run


@pytest.fixture
def evaluations(monkeypatch):
    """Names of the values in the order in which they are evaluated."""
    order = []
    found = model.Model._found

    def noted(self, path, slot):
        if slot == "value":
            order.append(path.rpartition("/")[2])
        return found(self, path, slot)

    monkeypatch.setattr(model.Model, "_found", noted)
    return order


DIAMOND = [
    row("calculate", "底", calculation="${左} + ${右}"),
    row("calculate", "右", calculation="${顶} * 5"),
    row("calculate", "左", calculation="${顶} * 3"),
    row("integer", "顶", default="2"),
]


def test_a_diamond_is_settled_from_the_top_and_each_corner_once(evaluations):
    scenario = Scenario(*DIAMOND)
    assert scenario.values("左", "右", "底") == ["6", "10", "16"]
    evaluations.clear()
    scenario.type(顶="3")
    assert sorted(evaluations) == sorted(["顶", "左", "右", "底"])
    assert (evaluations[0], evaluations[-1]) == ("顶", "底")
    assert scenario.value("底") == "24"


def test_the_same_answer_again_evaluates_nothing_that_depends_on_it(evaluations):
    scenario = Scenario(*DIAMOND)
    evaluations.clear()
    scenario.type(顶="2")
    assert evaluations == ["顶"]


def test_a_result_that_stays_the_same_goes_no_further(evaluations):
    scenario = Scenario(
        row("integer", "天数"),
        row("calculate", "超期", calculation="${天数} > 14"),
        row("calculate", "提示", calculation="if(${超期}, '超期', '正常')"),
    ).type(天数="20")
    evaluations.clear()
    scenario.type(天数="30")
    assert evaluations == ["天数", "超期"]
    assert scenario.type(天数="10").value("提示") == "正常"


def test_a_long_chain_written_backwards_is_settled():
    length = 60
    chain = [
        row("calculate", f"步{n}", calculation=f"${{步{n - 1}}} + 1") for n in range(length, 0, -1)
    ]
    scenario = Scenario(*chain, row("integer", "步0")).type(步0="5")
    assert scenario.value(f"步{length}") == str(5 + length)
    assert scenario.type(步0="").value(f"步{length}") == ""


def test_an_operation_with_an_empty_operand_is_empty_all_the_way():
    scenario = Scenario(
        row("integer", "甲"),
        row("integer", "乙"),
        row("calculate", "和", calculation="${甲} + ${乙}"),
        row("calculate", "转抄", calculation="${和}"),
        row("calculate", "比", calculation="if(${和} > 5, '多', '少')"),
    ).type(甲="7")
    assert scenario.values("和", "转抄", "比") == ["", "", "少"]
    assert scenario.type(乙="3").values("和", "转抄", "比") == ["10", "10", "多"]


def test_a_value_used_inside_and_outside_its_group_is_one_value():
    scenario = Scenario(
        row("begin group", "统计"),
        row("integer", "发布"),
        row("calculate", "日均", calculation="round(${发布} div 30, 1)"),
        GROUP_END,
        row("calculate", "评语", calculation="concat('日均', ${日均}, '篇')"),
    ).type(发布="45")
    assert scenario.value("评语") == "日均1.5篇"


@pytest.mark.parametrize(
    ("survey", "cells"),
    [
        ([row("integer", "数", calculation=". + 1")], ["D2"]),
        ([row("integer", "数", relevant=". > 0")], ["D2"]),
        (
            [
                row("calculate", "甲", calculation="${乙} + 1"),
                row("calculate", "乙", calculation="${丙} + 1"),
                row("calculate", "丙", calculation="${甲} + 1"),
            ],
            ["D2", "D3", "D4"],
        ),
        (
            [
                row("begin group", "组"),
                row("calculate", "内", calculation="${外} + 1"),
                GROUP_END,
                row("calculate", "外", calculation="sum(/data/组/*)"),
            ],
            ["D3", "D5"],
        ),
        (
            [
                row("text", "无关"),
                row("begin group", "组", relevant="${内} = 'x'"),
                row("text", "内"),
                GROUP_END,
            ],
            ["D3"],
        ),
    ],
)
def test_a_ring_is_refused_at_the_rows_that_make_it(survey, cells):
    with pytest.raises(FormFaultsError) as refused:
        compiled(*survey)
    assert sorted(fault.cell for fault in refused.value.faults) == cells
    assert all("成了环" in fault.text for fault in refused.value.faults)


@pytest.mark.parametrize("column", ["required", "readonly", "constraint"])
def test_a_condition_on_the_question_itself_is_no_ring(column):
    scenario = Scenario(row("integer", "数", **{column: ". > 10"}))
    assert scenario.type(数="11").value("数") == "11"


def test_the_reference_date_not_the_clock_is_today():
    form = compiled(
        row("date", "更新"),
        row("calculate", "间隔", calculation="today() - ${更新}"),
        row("calculate", "此刻", calculation="now()"),
    )
    kept = {"/data/更新": Answer("2024-03-18", Source.TYPED)}
    for day, days in {"2024-04-01": "14", "2024-05-06": "49", "2024-03-01": "-17"}.items():
        values = [item.value for item in run(form, day=day, answers=kept).items()]
        assert values == ["2024-03-18", days, f"{day}T00:00:00"]


def test_once_in_a_calculation_is_the_same_again_from_the_answers():
    scenario = Scenario(row("integer", "数"), row("calculate", "首次", calculation="once(${数})"))
    scenario.type(数="1").type(数="2")
    again = run(scenario.form, answers=scenario.run.answers())
    assert again.items() == scenario.run.items()


def test_large_results_are_shown_as_people_write_them():
    scenario = Scenario(
        row("integer", "阅读"),
        row("calculate", "全年", calculation="${阅读} * 12"),
        row("note", "小结", label="全年${全年}次"),
    ).type(阅读="250000000")
    assert scenario.item("小结").label == "全年3000000000次"


def test_a_text_that_reads_nan_is_a_text():
    scenario = Scenario(row("text", "名称"), row("calculate", "抄", calculation="${名称}"))
    assert scenario.type(名称="NaN").value("抄") == "NaN"


# defaults


@pytest.mark.parametrize(
    ("kind", "default", "kept"),
    [
        ("text", "示例县", "示例县"),
        ("integer", "14", "14"),
        ("decimal", "0.5", "0.5"),
        ("date", "2026-01-01", "2026-01-01"),
        ("date", "today()", "2026-11-21"),
        ("date", "date(today() - 14)", "2026-11-07"),
        ("integer", "3 + 4", "7"),
        ("text", "concat('第', 4, '季度')", "第4季度"),
        ("select_one yn", "yes", "yes"),
        ("select_multiple yn", "yes no", "yes no"),
        ("integer", "十四", ""),
        ("date", "2026-02-30", ""),
        ("select_one yn", "maybe", ""),
    ],
)
def test_a_default_stands_where_it_could_have_been_typed(kind, default, kept):
    scenario = Scenario(row(kind, "题", default=default))
    assert scenario.value("题") == kept
    assert not scenario.run.record()["/data/题"].confirmed


def test_a_default_that_breaks_the_constraint_is_not_taken():
    scenario = Scenario(row("integer", "天数", default="0", constraint=". > 0"))
    assert scenario.value("天数") == ""


def test_a_dynamic_default_is_no_calculation():
    scenario = Scenario(
        row("text", "单位", default="示例县"),
        row("text", "落款", default="concat(${单位}, '政府')"),
    )
    assert scenario.value("落款") == "示例县政府"
    assert scenario.type(单位="另一县").value("落款") == "示例县政府"
    assert scenario.type(落款="办公室").value("落款") == "办公室"


def test_a_typed_answer_goes_before_every_default_when_the_draft_is_opened_again():
    scenario = Scenario(row("date", "日", default="today()")).type(日="2026-11-01")
    again = run(scenario.form, answers=scenario.run.answers())
    assert again.items()[0].value == "2026-11-01"


def test_a_hidden_value_feeds_calculations_and_is_not_asked():
    scenario = Scenario(
        row("hidden", "地区", default="芜湖"),
        row("calculate", "标题", calculation="concat(${地区}, '检查')"),
    )
    assert scenario.value("标题") == "芜湖检查"
    assert [i.name for section in scenario.run.sections for i in section.items] == []
    assert scenario.run.prefilled_unconfirmed() == ()


def test_a_default_that_gave_nothing_gives_nothing_when_the_record_is_evaluated_again():
    scenario = Scenario(row("date", "更新"), row("date", "起算", default="${更新}"))
    assert scenario.type(更新="2026-11-06").value("起算") == ""
    for kept in (scenario.run.answers(), scenario.run.record()):
        assert run(scenario.form, answers=kept).items()[1].value == ""
