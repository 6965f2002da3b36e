"""Situations of repeats that every XLSForm tool must agree on: rows coming, going and adding up."""

import pytest

from govmedia_desktop.forms import model
from govmedia_desktop.forms.faults import FormFaultsError
from tests.unit.forms.scenario import END, Scenario
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
