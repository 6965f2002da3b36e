"""Situations of answers that set other answers (`trigger`), and of once()."""

import pytest

from govmedia_desktop.domain.inspections import Source
from govmedia_desktop.forms.faults import FormFaultsError
from tests.unit.forms.scenario import END, GROUP_END, Scenario
from tests.unit.forms.workbooks import compiled, row

# what sets, and when


def test_a_changed_answer_sets_another_question_once_and_it_stays_open_to_change():
    scenario = Scenario(
        row("integer", "天数"),
        row("integer", "平方", calculation="4 * 4", trigger="${天数}"),
    )
    assert scenario.value("平方") == ""
    assert scenario.type(天数="22").value("平方") == "16"
    assert scenario.type(平方="9").value("平方") == "9"
    assert scenario.type(天数="23").value("平方") == "16"


def test_the_same_answer_again_sets_nothing():
    scenario = Scenario(
        row("text", "源"),
        row("text", "得", calculation="concat('转：', ${别})", trigger="${源}"),
        row("text", "别"),
    ).type(源="甲", 别="乙")
    assert scenario.type(源="甲").value("得") == "转："
    assert scenario.type(源="丙").value("得") == "转：乙"


def test_confirming_a_prefilled_answer_is_no_change_and_sets_nothing():
    scenario = Scenario(
        row("text", "名称", gm_register="comments"),
        row("text", "得", calculation="concat('新', ${名称})", trigger="${名称}"),
        register={"comments": "示例发布"},
    )
    scenario.run.confirm(scenario.path("名称"))
    assert scenario.value("得") == ""
    assert scenario.type(名称="示例之声").value("得") == "新示例之声"


def test_what_is_set_is_taken_after_all_calculations_are_settled():
    scenario = Scenario(
        row("integer", "源"),
        row("calculate", "倍", calculation="${源} * 2"),
        row("calculate", "四倍", calculation="${倍} * 2"),
        row("integer", "得", calculation="${四倍}", trigger="${源}"),
        row("calculate", "加一", calculation="${得} + 1"),
    ).type(源="12")
    assert scenario.values("得", "加一") == ["48", "49"]


def test_one_answer_sets_several_questions():
    scenario = Scenario(
        row("text", "源"),
        row("integer", "七", calculation="7", trigger="${源}"),
        row("text", "日", calculation="today()", trigger="${源}"),
    ).type(源="有")
    assert scenario.values("七", "日") == ["7", "2026-11-21"]


def test_one_question_is_set_by_any_of_several():
    scenario = Scenario(
        row("text", "甲"),
        row("text", "乙"),
        row("text", "合", calculation="concat(${甲}, '与', ${乙})", trigger="${甲}, ${乙}"),
    )
    assert scenario.type(甲="一").value("合") == "一与"
    assert scenario.type(乙="二").value("合") == "一与二"


def test_what_is_set_sets_the_next_in_turn():
    scenario = Scenario(
        row("text", "甲"),
        row("text", "乙", calculation="concat(${甲}, '乙')", trigger="${甲}"),
        row("text", "丙", calculation="concat(${乙}, '丙')", trigger="${乙}"),
    )
    assert scenario.type(甲="甲").values("乙", "丙") == ["甲乙", "甲乙丙"]
    assert scenario.type(乙="改").value("丙") == "改丙"


def test_two_questions_that_set_each_other_do_so_once():
    scenario = Scenario(
        row("integer", "公里", calculation="${里} div 2", trigger="${里}"),
        row("integer", "里", calculation="${公里} * 2", trigger="${公里}"),
    )
    assert scenario.type(公里="3").values("公里", "里") == ["3", "6"]
    assert scenario.type(里="8").values("公里", "里") == ["4", "8"]


def test_an_answer_without_calculation_clears_what_it_triggers():
    scenario = Scenario(
        row("select_one yn", "有"), row("text", "说明", default="原有说明", trigger="${有}")
    )
    assert scenario.value("说明") == "原有说明"
    assert scenario.type(有="no").value("说明") == ""


def test_clearing_an_answer_is_a_change_too():
    scenario = Scenario(
        row("text", "源"),
        row("text", "得", calculation="if(${源} = '', '已清空', ${源})", trigger="${源}"),
    ).type(源="甲")
    scenario.run.clear(scenario.path("源"))
    assert scenario.value("得") == "已清空"


def test_a_refused_answer_sets_nothing():
    scenario = Scenario(
        row("integer", "数", constraint=". < 10"),
        row("integer", "倍", calculation="${数} * 2", trigger="${数}"),
    ).type(数="4")
    assert scenario.refusal("数", "40") is not None
    assert scenario.value("倍") == "8"


def test_a_question_that_people_cannot_fill_in_can_be_set():
    scenario = Scenario(
        row("select_one yn", "看过"),
        row("date", "看的日期", calculation="today()", trigger="${看过}", readonly="yes"),
    ).type(看过="yes")
    assert scenario.value("看的日期") == "2026-11-21"
    assert scenario.refusal("看的日期", "2026-11-01") is not None


def test_what_was_set_says_so_and_waits_to_be_confirmed():
    scenario = Scenario(
        row("text", "源"), row("text", "得", calculation="${源}", trigger="${源}")
    ).type(源="甲")
    answer = scenario.item("得").answer
    assert (answer.source, answer.confirmed) == (Source.DEFAULT, False)
    assert scenario.run.prefilled_unconfirmed() == ("/data/得",)


def test_a_whole_number_is_set_without_its_fraction():
    scenario = Scenario(
        row("integer", "和"),
        row("integer", "均", calculation="${和} div 2", trigger="${和}"),
        row("decimal", "准", calculation="${和} div 2", trigger="${和}"),
    ).type(和="7")
    assert scenario.values("均", "准") == ["3", "3.5"]


def test_a_question_that_does_not_apply_is_set_all_the_same_and_shows_it_when_it_does():
    scenario = Scenario(
        row("text", "源"),
        row("select_one yn", "要"),
        row("text", "得", calculation="${源}", trigger="${源}", relevant="${要} = 'yes'"),
    ).type(源="甲")
    assert scenario.value("得") == ""
    assert scenario.type(要="yes").value("得") == "甲"


def test_a_draft_opened_again_sets_nothing_anew():
    scenario = Scenario(
        row("text", "源"), row("text", "得", calculation="${源}", trigger="${源}")
    ).type(源="甲", 得="改")
    again = scenario.again()
    assert again.value("得") == "改"
    assert again.type(源="乙").value("得") == "乙"


# groups and rows


def test_answers_set_into_groups_and_out_of_them():
    scenario = Scenario(
        row("text", "外", calculation="${内}", trigger="${内}"),
        row("begin group", "甲组"),
        row("text", "内"),
        GROUP_END,
        row("begin group", "乙组"),
        row("text", "邻", calculation="concat(${内}, '邻')", trigger="${内}"),
        GROUP_END,
    ).type(内="有")
    assert scenario.values("外", "邻") == ["有", "有邻"]


def test_every_row_sets_its_own_question_and_knows_its_place():
    scenario = Scenario(
        row("begin repeat", "帖"),
        row("text", "源"),
        row("begin group", "细"),
        row("integer", "得", calculation="4 * position(../..)", trigger="${源}"),
        GROUP_END,
        END,
    ).add("帖", times=2)
    assert scenario.each("得") == ["", "", ""]
    assert scenario.fill("源", "甲", "乙", "丙").each("得") == ["4", "8", "12"]
    scenario.remove("帖", 1).type_in(1, 源="丁")
    assert scenario.each("得") == ["4", "12"]


def test_rows_set_what_stands_outside_and_it_adds_up():
    scenario = Scenario(
        row("begin repeat", "帖"),
        row("text", "源"),
        END,
        row("integer", "改动", default="0", calculation=". + 1", trigger="${源}"),
    )
    assert scenario.fill("源", "甲", "乙", "丙").value("改动") == "3"
    assert scenario.type_in(2, 源="丁").value("改动") == "4"
    assert scenario.type_in(2, 源="丁").value("改动") == "4"


def test_an_answer_outside_sets_the_question_in_every_row_there_is():
    scenario = Scenario(
        row("text", "源"),
        row("begin repeat", "帖"),
        row("text", "得", calculation="concat(${源}, “第”, position(..))", trigger="${源}"),
        END,
    ).add("帖")
    assert scenario.type(源="甲").each("得") == ["甲第1", "甲第2"]
    assert scenario.add("帖").each("得") == ["甲第1", "甲第2", ""]


def test_an_outer_row_sets_the_inner_rows_of_its_own_only():
    scenario = Scenario(
        row("begin repeat", "县"),
        row("text", "县名"),
        row("begin repeat", "镇"),
        row("text", "所属", calculation="${县名}", trigger="${县名}"),
        END,
        END,
    ).add("县")
    scenario.add("镇", 1).type_in(1, 县名="甲县")
    assert scenario.each("所属") == ["甲县", "甲县", ""]
    assert scenario.type_in(2, 县名="乙县").each("所属") == ["甲县", "甲县", "乙县"]


def test_a_trigger_in_a_row_reads_the_record_last_saved_and_questions_in_its_groups():
    scenario = Scenario(
        row("begin repeat", "帖"),
        row("begin group", "头"),
        row("text", "题"),
        GROUP_END,
        row("begin group", "身"),
        row("text", "比", calculation="concat(${题}, '←', ${last-saved#单位})", trigger="${题}"),
        GROUP_END,
        END,
        row("text", "单位"),
        last_saved={"/data/单位": "县办"},
    ).add("帖")
    assert scenario.type_in(2, 题="乙").each("比") == ["", "乙←县办"]


def test_what_an_answer_sets_changes_how_many_rows_there_are():
    scenario = Scenario(
        row("select_one yn", "多"),
        row("integer", "几", calculation="if(${多} = 'yes', 3, 1)", trigger="${多}"),
        row("begin repeat", "户", repeat_count="${几}"),
        row("text", "名", default="某户"),
        END,
    )
    assert scenario.type(多="yes").each("名") == ["某户"] * 3
    assert scenario.type(多="no").each("名") == ["某户"]


def test_a_trigger_that_names_no_question_is_refused():
    with pytest.raises(FormFaultsError, match="引用了不存在的题目“不在”"):
        compiled(row("text", "源"), row("text", "得", calculation="1", trigger="${不在}"))


# once()


@pytest.mark.parametrize("opened", [{"recorded": False}, {"recorded": True}])
def test_once_keeps_what_it_first_gave_also_when_opened_again(opened):
    scenario = Scenario(row("text", "来源"), row("calculate", "最初", calculation="once(${来源})"))
    assert scenario.value("最初") == ""
    assert scenario.type(来源="甲").value("最初") == "甲"
    assert scenario.type(来源="乙").value("最初") == "甲"
    again = scenario.again(**opened)
    assert again.values("来源", "最初") == ["乙", "甲"]
    assert again.type(来源="丙").value("最初") == "甲"


def test_once_rests_on_the_defaults_that_the_form_or_row_begins_with():
    scenario = Scenario(
        row("calculate", "先", calculation="once(concat('自', ${起}, ${算}))"),
        row("integer", "起", default="10"),
        row("integer", "算", default="${起} + 5"),
        row("begin repeat", "帖"),
        row("calculate", "初", calculation="once(concat('第', ${号}, ${题}))"),
        row("integer", "号", default="position(..)"),
        row("text", "题", default="题"),
        END,
    ).add("帖")
    assert (scenario.value("先"), scenario.each("初")) == ("自1015", ["第1题", "第2题"])
    scenario.type(起="3").type_in(1, 题="改")
    assert (scenario.value("先"), scenario.each("初")) == ("自1015", ["第1题", "第2题"])
    assert scenario.again().each("初") == ["第1题", "第2题"]


def test_once_settles_in_every_row_for_itself_and_comes_back_with_the_row():
    scenario = Scenario(
        row("begin repeat", "帖"),
        row("text", "题"),
        row("calculate", "初号", calculation="once(position(..))"),
        row("calculate", "初题", calculation="once(${题})"),
        END,
    ).fill("题", "甲", "乙", "丙")
    scenario.type_in(2, 题="改").remove("帖", 1)
    assert (scenario.each("初号"), scenario.each("初题")) == (["2", "3"], ["乙", "丙"])
    assert scenario.again().each("初号") == ["2", "3"]
    assert scenario.restore().each("初号") == ["1", "2", "3"]


def test_a_drawn_number_and_a_uuid_stay_through_answers_rows_and_reopening():
    scenario = Scenario(
        row("calculate", "签", calculation="once(random())"),
        row("text", "编号", default="uuid()"),
        row("begin repeat", "帖"),
        row("text", "题"),
        row("calculate", "号", calculation="once(uuid())"),
        END,
        seed="检查一",
    ).fill("题", "甲", "乙")
    drawn = scenario.values("签", "编号"), scenario.each("号")
    assert len({*drawn[0], *drawn[1]}) == 4
    scenario.type_in(1, 题="改").add("帖")
    for opened in (scenario, scenario.again(seed="另一次"), scenario.again(recorded=True)):
        assert (opened.values("签", "编号"), opened.each("号")[:2]) == drawn
