"""Situations of repeats within repeats and of rows found by their numbers."""

import pytest

from govmedia_desktop.forms.faults import FormFaultsError
from tests.unit.forms.scenario import END, Scenario
from tests.unit.forms.workbooks import compiled, row

# rows within rows

OUTER = (
    row("begin repeat", "县"),
    row("text", "县名"),
    row("begin repeat", "镇"),
    row("text", "镇名"),
    row("integer", "号数"),
    row("calculate", "本县镇数", calculation="count(../../镇)"),
    row("calculate", "称", calculation="concat(${县名}, ${镇名}, position(../..), position(..))"),
    END,
    row("calculate", "县计", calculation="sum(${号数})"),
    END,
    row("calculate", "总计", calculation="sum(${号数})"),
    row("calculate", "镇总数", calculation="count(${镇})"),
)


def counties():
    return (
        Scenario(*OUTER)
        .add("县")
        .add("镇", 1, times=2)
        .add("镇", 2)
        .type_in(1, 县名="甲")
        .type_in(2, 县名="乙")
        .type_in(1, 2, 镇名="河", 号数="3")
        .type_in(2, 1, 镇名="山", 号数="4")
        .type_in(2, 2, 镇名="林", 号数="5")
    )


def test_inner_rows_are_counted_within_their_own_outer_row():
    scenario = counties()
    assert scenario.each("本县镇数") == ["3", "3", "3", "2", "2"]
    assert scenario.remove("镇", 1, 1).each("本县镇数") == ["2", "2", "2", "2"]


def test_sums_are_told_for_every_outer_row_and_for_all():
    scenario = counties()
    assert (scenario.each("县计"), scenario.value("总计")) == (["3", "9"], "12")
    assert scenario.value("镇总数") == "5"
    scenario.remove("镇", 2, 1)
    assert (scenario.each("县计"), scenario.value("总计")) == (["3", "5"], "8")


def test_an_outer_row_put_back_brings_all_its_inner_rows_along():
    scenario = counties()
    before = scenario.each("称")
    assert before[3:] == ["乙山21", "乙林22"]
    scenario.remove("县", 2)
    assert (scenario.value("总计"), scenario.value("镇总数")) == ("3", "3")
    assert scenario.restore().each("称") == before
    assert scenario.again().each("称") == scenario.again(recorded=True).each("称") == before


def test_an_inner_row_taken_out_before_its_outer_one_stays_out():
    scenario = counties().remove("镇", 2, 1).remove("县", 2).restore()
    assert scenario.each("镇名") == ["", "河", "", "林"]
    assert scenario.restore().each("镇名") == ["", "河", "", "山", "林"]


def test_an_outer_row_in_front_gone_renumbers_the_rows_within():
    assert counties().remove("县", 1).each("称") == ["乙山11", "乙林12"]


def test_a_counted_repeat_within_a_counted_repeat_follows_the_count_of_its_own_row():
    scenario = Scenario(
        row("integer", "几县"),
        row("begin repeat", "县", repeat_count="${几县}"),
        row("integer", "几镇"),
        row("begin repeat", "镇", repeat_count="${几镇}"),
        row("text", "镇名"),
        END,
        END,
        row("calculate", "镇总数", calculation="count(${镇})"),
    ).type(几县="2")
    scenario.type_in(1, 几镇="3").type_in(2, 几镇="2").type_in(2, 2, 镇名="林")
    assert scenario.value("镇总数") == "5"
    scenario.type(几县="1")
    assert scenario.value("镇总数") == "3"
    scenario.type(几县="2")
    assert scenario.each("镇名") == ["", "", "", "", "林"]


def test_rows_that_people_made_within_a_counted_row_come_back_with_it():
    scenario = Scenario(
        row("integer", "几县"),
        row("begin repeat", "县", repeat_count="${几县}"),
        row("begin repeat", "镇"),
        row("text", "镇名"),
        END,
        END,
    ).type(几县="1")
    scenario.add("镇", 1).type_in(1, 1, 镇名="河").type_in(1, 2, 镇名="山")
    assert scenario.type(几县="0").each("镇名") == []
    assert scenario.type(几县="2").each("镇名") == ["河", "山", ""]


def test_a_condition_over_inner_rows_reads_the_bound_of_its_own_outer_row():
    scenario = Scenario(
        row("begin repeat", "县"),
        row("integer", "界"),
        row("begin repeat", "镇"),
        row("integer", "数"),
        END,
        row("calculate", "过界", calculation="sum(../镇[数 > ../界]/数)"),
        END,
    ).add("县")
    scenario.add("镇", 1, times=2).type_in(1, 界="2").type_in(2, 界="0")
    for number, value in enumerate(("1", "3", "4"), 1):
        scenario.type_in(1, number, 数=value)
    scenario.type_in(2, 1, 数="9")
    assert scenario.each("过界") == ["7", "9"]
    assert scenario.type_in(1, 界="0").each("过界") == ["8", "9"]
    assert scenario.type_in(1, 界="7").each("过界") == ["0", "9"]


def test_current_leads_out_of_a_list_to_the_outer_row_around():
    listed = [("档", f"第{n}档", f"第{n}档", str(n)) for n in range(1, 6)]
    scenario = Scenario(
        row("begin repeat", "县"),
        row("integer", "界"),
        row("begin repeat", "镇"),
        row(
            "calculate",
            "高档",
            calculation="join('、', instance('档')/root/item[extra > current()/../../界]/name)",
        ),
        row("select_one 档", "档位"),
        END,
        END,
        choices=listed,
    ).type_in(1, 界="3")
    assert scenario.each("高档") == ["第4档、第5档"]
    assert scenario.type_in(1, 界="7").each("高档") == [""]
    assert scenario.type_in(1, 界="4").each("高档") == ["第5档"]


# indexed-repeat


def test_a_row_of_one_repeat_reads_the_row_with_its_number_in_another():
    scenario = Scenario(
        row("begin repeat", "计划"),
        row("text", "任务"),
        END,
        row("begin repeat", "落实"),
        row("text", "结果"),
        row("calculate", "对应", calculation="indexed-repeat(${任务}, ${计划}, position(..))"),
        END,
    ).fill("任务", "整改", "公开", "培训")
    scenario.add("落实", times=3)
    assert scenario.each("对应") == ["整改", "公开", "培训", ""]
    assert scenario.remove("落实", 1).each("对应") == ["整改", "公开", "培训"]
    assert scenario.remove("计划", 2).each("对应") == ["整改", "培训", ""]


def test_an_indexed_row_is_found_whatever_the_order_of_the_repeats():
    scenario = Scenario(
        *OUTER,
        row("integer", "一"),
        row("integer", "二"),
        row("calculate", "甲序", calculation="indexed-repeat(${镇名}, ${县}, ${一}, ${镇}, ${二})"),
        row("calculate", "乙序", calculation="indexed-repeat(${镇名}, ${镇}, ${二}, ${县}, ${一})"),
    ).add("县")
    scenario.add("镇", 2).type_in(2, 2, 镇名="林").type_in(1, 1, 镇名="河")
    assert scenario.type(一="2", 二="2").values("甲序", "乙序") == ["林", "林"]
    assert scenario.type(一="1", 二="1").values("甲序", "乙序") == ["河", "河"]
    assert scenario.type(一="3").values("甲序", "乙序") == ["", ""]


def test_a_question_outside_the_repeat_cannot_be_indexed():
    with pytest.raises(FormFaultsError, match="indexed-repeat"):
        compiled(
            row("text", "外"),
            row("begin repeat", "户"),
            row("text", "内"),
            END,
            row("calculate", "错", calculation="indexed-repeat(${外}, ${户}, 1)"),
        )
