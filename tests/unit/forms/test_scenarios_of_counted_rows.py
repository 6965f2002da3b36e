"""Situations of rows that are counted, and of rows and repeats that apply or do not."""

import pytest

from tests.unit.forms.scenario import END, GROUP_END, Scenario
from tests.unit.forms.workbooks import row

# counted rows


@pytest.mark.parametrize(
    ("count", "rows"),
    [("1", 1), ("5", 5), ("'12'", 12), ("number(true())", 1), ("number(false())", 0), ("5.5", 5)],
)
def test_a_constant_count_makes_so_many_rows(count, rows):
    direct = Scenario(row("begin repeat", "户", repeat_count=count), row("text", "名"), END)
    assert len(direct.each("名")) == rows
    through = Scenario(
        row("calculate", "几", calculation=count),
        row("begin repeat", "户", repeat_count="${几}"),
        row("text", "名"),
        END,
    )
    assert len(through.each("名")) == rows


def test_a_count_follows_the_answers_it_is_made_of_and_their_relevance():
    scenario = Scenario(
        row("select_one yn", "直接"),
        row("integer", "数", relevant="${直接} = 'yes'"),
        row("integer", "发布"),
        row("integer", "服务"),
        row("calculate", "几个", calculation="coalesce(${数}, ${发布} + ${服务})"),
        row("begin repeat", "账号", repeat_count="${几个}"),
        row("text", "名称"),
        END,
    ).type(直接="yes", 数="3")
    counts = [len(scenario.each("名称"))]
    scenario.type(发布="4", 服务="5", 直接="no")
    counts.append(len(scenario.each("名称")))
    counts.append(len(scenario.type(发布="2").each("名称")))
    counts.append(len(scenario.type(直接="yes").each("名称")))
    assert counts == [3, 9, 7, 3]


def test_a_row_of_a_count_that_shrinks_is_kept_in_the_draft_and_left_out_of_the_record():
    scenario = Scenario(
        row("integer", "几"),
        row("begin repeat", "户", repeat_count="${几}"),
        row("text", "名"),
        END,
        row("calculate", "全", calculation="join('、', ${名})"),
    ).type(几="3")
    scenario.fill("名", "甲", "乙", "丙").type(几="1")
    assert scenario.value("全") == "甲"
    assert "/data/户[#3]/名" in scenario.run.answers()
    assert "/data/户[#3]/名" not in scenario.run.record()
    assert scenario.again().type(几="3").value("全") == "甲、乙、丙"
    assert scenario.again(recorded=True).type(几="3").value("全") == "甲、、"


def test_counted_rows_number_themselves_and_keep_their_defaults():
    scenario = Scenario(
        row("integer", "几"),
        row("begin repeat", "户", repeat_count="${几}"),
        row("text", "称", default="concat('第', position(..), '户')"),
        row("calculate", "倍", calculation="position(..) * 2"),
        END,
    ).type(几="2")
    scenario.type_in(2, 称="张村").type(几="4")
    assert scenario.each("称") == ["第1户", "张村", "第3户", "第4户"]
    assert scenario.each("倍") == ["2", "4", "6", "8"]


# relevance of repeats and of rows


def test_a_group_in_every_row_goes_and_comes_with_the_number_of_rows():
    scenario = Scenario(
        row("begin repeat", "户"),
        row("integer", "数"),
        row("begin group", "细", relevant="count(../../户) mod 2 = 1"),
        row("text", "注"),
        GROUP_END,
        END,
    )
    shown = [scenario.each_relevant("注")]
    shown.append(scenario.add("户").each_relevant("注"))
    shown.append(scenario.remove("户", 2).each_relevant("注"))
    assert shown == [[True], [False, False], [True]]


def test_what_never_applies_applies_in_no_new_row_either():
    scenario = Scenario(
        row("begin repeat", "户"),
        row("text", "名"),
        row("begin group", "细", relevant="false()"),
        row("integer", "数", default="3"),
        GROUP_END,
        END,
        row("calculate", "和", calculation="sum(${数})"),
    ).add("户", times=2)
    assert (scenario.each_relevant("数"), scenario.value("和")) == ([False] * 3, "0")


def test_rows_may_be_relevant_by_their_own_number():
    scenario = Scenario(
        row("begin repeat", "户", relevant="position(.) > 1"),
        row("integer", "数"),
        END,
        row("calculate", "和", calculation="sum(${数})"),
        row("calculate", "几", calculation="count(${户})"),
    ).fill("数", "1", "2", "3")
    assert scenario.each_relevant("数") == [False, True, True]
    assert scenario.values("和", "几") == ["5", "2"]
    assert scenario.again(recorded=True).values("和", "几") == ["5", "2"]
    scenario.remove("户", 1)
    assert scenario.values("和", "几") == ["3", "1"]


def test_sums_lists_and_counts_pass_over_rows_in_which_the_question_does_not_apply():
    scenario = Scenario(
        row("begin repeat", "号"),
        row("select_one yn", "在用"),
        row("integer", "数", relevant="${在用} = 'yes'"),
        row("text", "名", relevant="${在用} = 'yes'"),
        END,
        row("calculate", "和", calculation="sum(${数})"),
        row("calculate", "最大", calculation="max(${数})"),
        row("calculate", "几", calculation="count(${数})"),
        row("calculate", "有", calculation="count-non-empty(${名})"),
        row("calculate", "列", calculation="join('、', ${名})"),
        row("calculate", "在用数", calculation="count(${号}[在用 = 'yes'])"),
    ).fill("在用", "yes", "yes", "yes")
    scenario.fill("数", "4", "9", "6").fill("名", "甲", "乙", "丙")
    told = ("和", "最大", "几", "有", "列", "在用数")
    assert scenario.values(*told) == ["19", "9", "3", "3", "甲、乙、丙", "3"]
    scenario.type_in(2, 在用="no")
    assert scenario.values(*told) == ["10", "6", "2", "2", "甲、丙", "2"]
    scenario.type_in(2, 在用="yes")
    assert scenario.values(*told) == ["19", "9", "3", "3", "甲、乙、丙", "3"]


def test_an_inner_repeat_goes_with_an_answer_of_its_own_outer_row():
    scenario = Scenario(
        row("begin repeat", "县"),
        row("select_one yn", "有镇"),
        row("begin repeat", "镇", relevant="${有镇} = 'yes'"),
        row("integer", "数"),
        END,
        END,
        row("calculate", "和", calculation="sum(${数})"),
    ).add("县")
    scenario.type_in(1, 有镇="yes").type_in(2, 有镇="yes")
    scenario.type_in(1, 1, 数="3").type_in(2, 1, 数="4")
    assert scenario.value("和") == "7"
    assert scenario.type_in(1, 有镇="no").value("和") == "4"
    assert scenario.each_relevant("数") == [False, True]
    assert scenario.path("数", 1, 1) not in scenario.run.record()


def test_a_row_that_is_there_is_put_back_no_second_time():
    scenario = Scenario(row("begin repeat", "户"), row("text", "名"), END).fill("名", "甲", "乙")
    scenario.run.restore_row(scenario.path("户", 2), 0)
    assert scenario.each("名") == ["甲", "乙"]


def test_people_put_no_rows_back_where_they_are_counted():
    scenario = Scenario(
        row("integer", "几"),
        row("begin repeat", "户", repeat_count="${几}"),
        row("text", "名"),
        END,
    ).type(几="2")
    gone = scenario.path("户", 2)
    scenario.type(几="1")
    with pytest.raises(ValueError, match="户"):
        scenario.run.restore_row(gone, 1)
    assert scenario.each("名") == [""]
