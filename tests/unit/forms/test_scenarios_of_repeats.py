"""Situations of repeats that every XLSForm tool must agree on: rows coming, going and adding up."""

import pytest

from govmedia_desktop.forms import model
from govmedia_desktop.forms.compiled import FormFaultsError
from tests.unit.forms.scenario import END, GROUP_END, Scenario
from tests.unit.forms.workbooks import compiled, row

# rows come and go


def test_a_chain_of_calculations_is_settled_in_every_new_row():
    scenario = Scenario(
        row("begin repeat", "帖"),
        row("integer", "转"),
        row("calculate", "两倍", calculation="2 * ${转}"),
        row("calculate", "四倍", calculation="2 * ${两倍}"),
        END,
    ).type_in(1, 转="0")
    assert scenario.add("帖").type_in(2, 转="1").each("四倍") == ["0", "4"]


def test_a_new_row_knows_its_number_before_anything_is_answered():
    scenario = Scenario(
        row("begin repeat", "帖"),
        row("text", "题"),
        row("calculate", "号", calculation="position(..)"),
        row("calculate", "倍", calculation="${号} * 2"),
        row("calculate", "定", calculation="2 * 2"),
        row("calculate", "并", calculation="concat(${倍}, '-', ${定})"),
        END,
    ).add("帖")
    assert scenario.each("并") == ["2-4", "4-4"]


@pytest.mark.parametrize(
    "inside", ["${几条}", "count(${帖})", "count(/data/帖)", "count(../../帖)"]
)
def test_every_row_knows_how_many_there_are_now(inside):
    scenario = Scenario(
        row("calculate", "几条", calculation="count(${帖})"),
        row("begin repeat", "帖"),
        row("text", "题"),
        row("calculate", "共", calculation=inside),
        END,
    ).add("帖", times=4)
    assert scenario.each("共") == ["5"] * 5
    assert scenario.remove("帖", 4).each("共") == ["4"] * 4
    assert scenario.restore().each("共") == ["5"] * 5


@pytest.mark.parametrize("whole", ["sum(../../帖/读)", "${总}"])
def test_every_row_knows_the_sum_over_all_as_rows_come_and_go(whole):
    scenario = Scenario(
        row("calculate", "总", calculation="sum(${读})"),
        row("begin repeat", "帖"),
        row("integer", "读", default="5"),
        row("calculate", "合", calculation=whole),
        END,
    )
    for count in (2, 3, 4):
        assert scenario.add("帖").each("合") == [str(5 * count)] * count
    assert scenario.remove("帖", 2).type_in(1, 读="1").each("合") == ["11"] * 3


def test_a_sum_of_places_follows_when_a_row_in_the_middle_goes():
    scenario = Scenario(
        row("calculate", "和", calculation="sum(${号})"),
        row("begin repeat", "户"),
        row("calculate", "号", calculation="position(..)"),
        row("calculate", "同", calculation="${号}"),
        END,
    ).add("户", times=9)
    assert scenario.value("和") == "55"
    scenario.remove("户", 3)
    assert (scenario.value("和"), scenario.each("同")) == ("45", [str(n) for n in range(1, 10)])


def test_names_move_up_to_the_numbers_of_their_new_places():
    scenario = Scenario(
        row("begin repeat", "户"),
        row("text", "名"),
        row("calculate", "名号", calculation="concat(${名}, position(..))"),
        END,
        row("calculate", "全", calculation="concat(${名})"),
    ).fill("名", "甲", "乙", "丙", "丁")
    assert scenario.value("全") == "甲乙丙丁"
    scenario.remove("户", 2)
    assert (scenario.each("名号"), scenario.value("全")) == (["甲1", "丙2", "丁3"], "甲丙丁")
    scenario.remove("户", 3)
    assert (scenario.each("名号"), scenario.value("全")) == (["甲1", "丙2"], "甲丙")
    scenario.restore().restore()
    assert scenario.each("名号") == ["甲1", "乙2", "丙3", "丁4"]


def test_a_removal_evaluates_only_what_rests_on_places(monkeypatch):
    scenario = Scenario(
        row("begin repeat", "户"),
        row("text", "名"),
        row("calculate", "号", calculation="position(..)"),
        row("calculate", "称", calculation="concat(${名}, '户')"),
        END,
        row("calculate", "几户", calculation="count(${户})"),
        row("calculate", "旁的", calculation="string-length('旁的')"),
    ).fill("名", "甲", "乙", "丙")
    evaluated = []
    found = model.Model._found
    monkeypatch.setattr(
        model.Model, "_found", lambda self, *v: (evaluated.append(v), found(self, *v))[1]
    )
    scenario.remove("户", 2)
    values = [path.rpartition("/")[2] for path, slot in evaluated if slot == "value"]
    assert sorted(values) == sorted(["几户", "号", "号"])
    assert scenario.each("称") == ["甲户", "丙户"]


def test_an_answer_in_one_row_evaluates_nothing_in_the_others(monkeypatch):
    scenario = Scenario(
        row("begin repeat", "户"),
        row("integer", "数"),
        row("calculate", "倍", calculation="${数} * 2"),
        END,
        row("calculate", "和", calculation="sum(${倍})"),
    ).fill("数", "1", "2", "3")
    evaluated = []
    found = model.Model._found
    monkeypatch.setattr(
        model.Model, "_found", lambda self, *v: (evaluated.append(v), found(self, *v))[1]
    )
    scenario.type_in(2, 数="9")
    assert evaluated == [
        (scenario.path("数", 2), "value"),
        (scenario.path("倍", 2), "value"),
        ("/data/和", "value"),
    ]


def test_every_row_reads_the_one_before_and_the_one_after_it():
    scenario = Scenario(
        row("begin repeat", "帖"),
        row("integer", "读"),
        row("calculate", "前", calculation="/data/帖[position() = position(current()/..) - 1]/读"),
        row("calculate", "后", calculation="/data/帖[position() = position(current()/..) + 1]/读"),
        END,
    ).fill("读", "11", "22", "33")
    assert (scenario.each("前"), scenario.each("后")) == (["", "11", "22"], ["22", "33", ""])
    scenario.remove("帖", 2)
    assert (scenario.each("前"), scenario.each("后")) == (["", "11"], ["33", ""])
    scenario.type_in(2, 读="44")
    assert scenario.each("后") == ["44", ""]


def test_the_last_row_is_found_by_its_number():
    scenario = Scenario(
        row("begin repeat", "帖"),
        row("integer", "读"),
        END,
        row("calculate", "几", calculation="count(${帖})"),
        row("calculate", "一", calculation="10 + /data/帖[position() = /data/几]/读"),
        row("calculate", "二", calculation="10 + /data/帖[position() = count(../帖)]/读"),
        row("calculate", "三", calculation="10 + /data/帖[last()]/读"),
    ).fill("读", "10")
    assert scenario.values("一", "二", "三") == ["20"] * 3
    scenario.fill("读", "10", "20")
    assert scenario.values("一", "二", "三") == ["30"] * 3
    scenario.remove("帖", 2)
    assert scenario.values("一", "二", "三") == ["20"] * 3


def test_nothing_is_lost_when_all_rows_go_and_one_comes_anew():
    scenario = Scenario(row("begin repeat", "户"), row("text", "名", default="新户"), END).type_in(
        1, 名="甲"
    )
    scenario.remove("户", 1).add("户")
    assert scenario.each("名") == ["新户"]
    assert scenario.remove("户", 1).restore().restore().each("名") == ["甲", "新户"]


def test_an_empty_row_taken_out_leaves_its_number_to_no_other():
    scenario = Scenario(row("begin repeat", "户"), row("text", "名"), END).add("户")
    scenario.remove("户", 2).add("户").type_in(2, 名="乙").restore()
    assert scenario.each("名") == ["", "", "乙"]
    assert len(set(scenario.ids("/data/户"))) == 3


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


# rings


@pytest.mark.parametrize(
    "survey",
    [
        [
            row("begin repeat", "户"),
            row("calculate", "甲", calculation="${乙} + 1"),
            row("calculate", "乙", calculation="${甲} + 1"),
            END,
        ],
        [row("begin repeat", "户"), row("calculate", "甲", calculation="../甲 + 1"), END],
        [
            row("begin repeat", "户"),
            row("calculate", "甲", calculation="${外} + 1"),
            END,
            row("calculate", "外", calculation="/data/户[position() = 1]/甲 + 1"),
        ],
    ],
)
def test_a_ring_through_rows_is_refused(survey):
    with pytest.raises(FormFaultsError, match="成了环"):
        compiled(*survey)


def test_conditions_in_a_row_may_name_each_other():
    scenario = Scenario(
        row("begin repeat", "户"),
        row("integer", "甲", required="${乙} > 0", readonly="${乙} = 7"),
        row("integer", "乙", required="${甲} > 0"),
        END,
    ).add("户")
    scenario.type_in(2, 甲="1")
    assert scenario.open() == [scenario.path("乙", 2)]
    scenario.type_in(2, 乙="7")
    assert [scenario.item("甲", n).readonly for n in (1, 2)] == [False, True]
