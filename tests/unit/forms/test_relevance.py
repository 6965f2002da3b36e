"""What is shown, required, read-only, and what a constraint takes."""

import pytest

from govmedia_desktop.domain.inspections import Answer, Source
from tests.unit.forms.scenario import GROUP_END, Scenario
from tests.unit.forms.workbooks import row, run

STATES = [("状态", "正常", "正常"), ("状态", "停更", "停更"), ("状态", "注销", "注销")]


@pytest.fixture
def nested():
    """An account's state, with two groups one in the other and a sum over both."""
    return Scenario(
        row("select_one 状态", "运行"),
        row("begin group", "内容", relevant="${运行} != '注销'"),
        row("integer", "原创", default="4"),
        row("begin group", "互动", relevant="${运行} = '正常'"),
        row("integer", "留言"),
        row("integer", "回复", relevant="${留言} > 0"),
        GROUP_END,
        GROUP_END,
        row("calculate", "合计", calculation="sum(/data/内容//*[count(*) = 0])"),
        row("calculate", "几项", calculation="count-non-empty(/data/内容/互动/*)"),
        row("calculate", "最多", calculation="max(/data/内容/互动/*)"),
        choices=STATES,
    )


def test_each_level_of_nested_groups_goes_with_its_own_condition(nested):
    names = ("原创", "留言", "回复")
    nested.type(运行="正常", 留言="3")
    assert nested.relevant(*names) == [True, True, True]
    nested.type(运行="停更")
    assert nested.relevant(*names) == [True, False, False]
    nested.type(运行="注销")
    assert nested.relevant(*names) == [False, False, False]


def test_sums_and_counts_leave_out_what_is_not_relevant(nested):
    nested.type(运行="正常", 留言="3", 回复="2")
    assert nested.values("合计", "几项", "最多") == ["9", "2", "3"]
    nested.type(运行="停更")
    assert nested.values("合计", "几项", "最多") == ["4", "0", ""]
    nested.type(运行="注销")
    assert nested.values("合计", "几项", "最多") == ["0", "0", ""]


def test_answers_come_back_with_the_question_however_often_it_goes(nested):
    nested.type(运行="正常", 留言="3", 回复="2")
    for state in ("注销", "停更", "注销", "正常"):
        nested.type(运行=state)
    assert nested.values("留言", "回复", "合计") == ["3", "2", "9"]


def test_a_question_answered_while_not_relevant_counts_once_it_is(nested):
    nested.type(留言="8", 回复="7", 运行="注销")
    assert nested.value("回复") == ""
    assert nested.type(运行="正常").value("回复") == "7"


def test_only_answers_of_relevant_questions_enter_the_record(nested):
    nested.type(运行="正常", 留言="3", 回复="2")
    nested.type(运行="停更")
    record = nested.run.record()
    assert sorted(record) == ["/data/内容/原创", "/data/运行"]
    again = run(nested.form, answers=record)
    assert [i.value for i in again.items()] == [i.value for i in nested.run.items()]


def test_the_condition_of_one_question_may_name_one_that_comes_later():
    scenario = Scenario(
        row("text", "原因", relevant="${结果} = 'no'"), row("select_one yn", "结果")
    )
    assert scenario.relevant("原因") == [False]
    assert scenario.type(结果="no").relevant("原因") == [True]


def test_a_calculated_value_appears_only_while_its_condition_holds():
    scenario = Scenario(
        row("select_one yn", "核对"),
        row(
            "calculate", "结语", calculation="concat('结果：', ${核对})", relevant="${核对} = 'yes'"
        ),
        row("calculate", "抄送", calculation="${结语}"),
    )
    assert scenario.value("抄送") == ""
    assert scenario.type(核对="yes").value("抄送") == "结果：yes"
    assert scenario.type(核对="no").value("抄送") == ""


def test_a_calculation_in_a_group_not_shown_gives_nothing_to_those_outside():
    scenario = Scenario(
        row("integer", "篇数"),
        row("select_one yn", "继续"),
        row("begin group", "组", relevant="${继续} = 'yes'"),
        row("calculate", "两倍", calculation="${篇数} * 2"),
        row("integer", "抽查", relevant="${两倍} > 0", required="yes"),
        GROUP_END,
        row("calculate", "四倍", calculation="coalesce(${两倍} * 2, '无')"),
    ).type(篇数="2")
    assert (scenario.value("四倍"), scenario.relevant("抽查")) == ("无", [False])
    scenario.type(继续="yes")
    assert (scenario.value("四倍"), scenario.relevant("抽查")) == ("8", [True])


def test_a_condition_over_several_choices():
    scenario = Scenario(
        row("select_multiple 平台", "开通"),
        row("text", "微信名", relevant="selected(${开通}, '微信')"),
        row("text", "说明", relevant="count-selected(${开通}) > 1"),
        choices=[("平台", "微信", "微信公众号"), ("平台", "微博", "微博")],
    )
    assert scenario.relevant("微信名", "说明") == [False, False]
    assert scenario.type(开通="微博").relevant("微信名", "说明") == [False, False]
    assert scenario.type(开通="微博 微信").relevant("微信名", "说明") == [True, True]


# required


def test_a_question_required_in_a_group_not_shown_is_not_missing():
    scenario = Scenario(
        row("select_one yn", "有无"),
        row("begin group", "组", relevant="${有无} = 'yes'"),
        row("text", "名称", required="yes"),
        GROUP_END,
    )
    assert scenario.run.open_items() == ()
    scenario.type(有无="yes")
    assert [item.code for item in scenario.run.open_items()] == ["名称"]
    scenario.type(名称="示例县发布")
    assert scenario.run.open_items() == ()


def test_two_questions_may_require_each_other():
    scenario = Scenario(
        row("integer", "甲", required="${乙} != ''"), row("integer", "乙", required="${甲} != ''")
    )
    assert scenario.run.open_items() == ()
    assert [item.code for item in scenario.type(乙="1").run.open_items()] == ["甲"]


def test_a_required_answer_that_is_taken_away_is_missing_again():
    scenario = Scenario(row("text", "名称", required="yes")).type(名称="发布")
    scenario.run.clear("/data/名称")
    assert [item.label for item in scenario.run.open_items()] == ["名称"]


# constraint


@pytest.mark.parametrize(
    ("constraint", "typed", "taken"),
    [
        (". > 0 and . <= 100", "100", True),
        (". > 0 and . <= 100", "101", False),
        (". <= ${上限}", "20", True),
        (". <= ${上限}", "21", False),
        (". mod 2 = 0", "7", False),
        (". != ${上限}", "20", False),
        ("${篇数} < ${上限}", "19", True),
        (". <= ${不详}", "1", False),
        ("not(. > ${不详})", "1", True),
    ],
)
def test_a_number_is_held_against_its_constraint(constraint, typed, taken):
    scenario = Scenario(
        row("integer", "上限", default="20"),
        row("integer", "不详"),
        row("integer", "篇数", constraint=constraint, constraint_message="请核对篇数"),
    )
    assert scenario.refusal("篇数", typed) == (None if taken else "请核对篇数")
    assert scenario.value("篇数") == (typed if taken else "")


@pytest.mark.parametrize(
    ("constraint", "typed", "taken"),
    [
        ("string-length(.) <= 2", "𠮷㐀", True),
        ("string-length(.) <= 2", "𠮷㐀字", False),
        ("regex(., '[0-9]{11}')", "13800000000", True),
        ("regex(., '[0-9]{11}')", "１３８００００００００", False),
        ("not(contains(., ' '))", "甲 乙", False),
        ("starts-with(., '国办')", "国办秘函", True),
        (". = normalize-space(.)", "甲  乙", False),
    ],
)
def test_a_text_is_held_against_its_constraint(constraint, typed, taken):
    scenario = Scenario(row("text", "内容", constraint=constraint))
    assert (scenario.refusal("内容", typed) is None) is taken


@pytest.mark.parametrize("end", ["2026-11-06", "2026-11-05", "2026-11-22"])
def test_a_date_stays_between_another_date_and_the_reference_date(end):
    limits = ". >= ${开始} and . <= today()"
    scenario = Scenario(row("date", "开始"), row("date", "结束", constraint=limits))
    scenario.type(开始="2026-11-06")
    assert (scenario.refusal("结束", end) is None) is (end == "2026-11-06")


def test_the_choices_taken_may_be_limited_in_number():
    scenario = Scenario(
        row("select_multiple 状态", "情形", constraint="count-selected(.) <= 2"), choices=STATES
    )
    assert scenario.refusal("情形", "正常 停更 注销") is not None
    assert scenario.refusal("情形", "正常 停更") is None


def test_a_refused_answer_keeps_the_one_before_and_a_good_one_replaces_it():
    scenario = Scenario(row("integer", "天数", constraint=". > 10"))
    kept = []
    for typed in ("5", "20", "5", "30"):
        scenario.refusal("天数", typed)
        kept.append(scenario.value("天数"))
    assert kept == ["", "20", "20", "30"]


def test_no_constraint_is_asked_of_an_answer_that_is_empty_or_invisible():
    scenario = Scenario(row("text", "内容", constraint="string-length(.) > 3", default="示例内容"))
    assert scenario.refusal("内容", "\x00\x07") is None
    assert (scenario.value("内容"), scenario.item("内容").problem) == ("", None)


def test_an_answer_spoilt_by_a_later_one_is_good_again_when_that_is_put_right():
    scenario = Scenario(
        row("integer", "总数"),
        row("integer", "抽查", constraint=". <= ${总数}", constraint_message="抽查多于总数"),
    ).type(总数="9", 抽查="5")
    assert scenario.type(总数="3").item("抽查").problem == "抽查多于总数"
    assert [item.code for item in scenario.run.open_items()] == ["抽查"]
    assert scenario.type(总数="5").item("抽查").problem is None


def test_a_spoilt_answer_that_is_not_relevant_troubles_nobody():
    scenario = Scenario(
        row("select_one yn", "有无"),
        row("integer", "数", constraint=". < ${上限}", relevant="${有无} = 'yes'"),
        row("integer", "上限", default="9"),
    ).type(有无="yes", 数="5", 上限="2")
    assert [item.code for item in scenario.run.open_items()] == ["数"]
    assert scenario.type(有无="no").run.open_items() == ()


# read-only


def test_what_is_read_only_around_a_question_makes_it_read_only():
    scenario = Scenario(
        row("select_one yn", "锁定"),
        row("begin group", "外", readonly="${锁定} = 'yes'"),
        row("begin group", "内"),
        row("text", "意见"),
        GROUP_END,
        GROUP_END,
    ).type(意见="初稿", 锁定="yes")
    assert scenario.item("意见").readonly
    assert "不能填写" in scenario.refusal("意见", "改稿")
    assert scenario.value("意见") == "初稿"
    scenario.type(锁定="no", 意见="改稿")
    assert scenario.value("意见") == "改稿"


def test_a_calculated_question_is_read_only_and_follows():
    scenario = Scenario(row("integer", "甲"), row("integer", "乙", calculation="${甲} + 1"))
    assert scenario.type(甲="1").value("乙") == "2"
    assert scenario.refusal("乙", "9") is not None
    kept = {"/data/乙": Answer("9", Source.TYPED)}
    assert [i.value for i in run(scenario.form, answers=kept).items()] == ["", ""]
