"""Choices that depend on other answers, and the words around questions."""

import pytest

from tests.unit.forms.scenario import GROUP_END, HINT, Scenario
from tests.unit.forms.workbooks import row

AREAS = [
    ("市", "芜湖", "芜湖市", ""),
    ("市", "淮北", "淮北市", ""),
    ("县", "湾沚", "湾沚区", "芜湖"),
    ("县", "无为", "无为市", "芜湖"),
    ("县", "濉溪", "濉溪县", "淮北"),
    ("镇", "六郎", "六郎镇", "湾沚"),
    ("镇", "百善", "百善镇", "濉溪"),
    ("镇", "铁佛", "铁佛镇", "濉溪"),
]
CASCADE = [
    row("select_one 市", "市"),
    row("select_one 县", "县", choice_filter="extra = ${市}"),
    row("select_one 镇", "镇", choice_filter="extra = ${县}", required="yes"),
]


@pytest.fixture
def one():
    return Scenario(*CASCADE, choices=AREAS)


@pytest.fixture
def several():
    return Scenario(
        row("select_multiple 市", "市"),
        row("select_multiple 县", "县", choice_filter="selected(${市}, extra)"),
        row("select_multiple 镇", "镇", choice_filter="selected(${县}, extra)"),
        choices=AREAS,
    )


def problem(scenario, name):
    return scenario.item(name).problem


def test_lower_levels_offer_nothing_before_the_upper_is_answered(one, several):
    for scenario in (one, several):
        assert (scenario.offered("县"), scenario.offered("镇")) == ([], [])


def test_each_level_offers_what_belongs_to_the_one_above(one):
    assert one.type(市="淮北").offered("县") == ["濉溪"]
    assert one.type(县="濉溪").offered("镇") == ["百善", "铁佛"]
    assert [choice.label for choice in one.item("镇").choices] == ["百善镇", "铁佛镇"]


def test_a_choice_of_another_branch_is_refused(one):
    one.type(市="淮北")
    assert one.refusal("县", "湾沚") == "没有“湾沚”这个选项，请从列出的选项中选择"


def test_clearing_the_middle_level_empties_the_offer_below(one):
    one.type(市="淮北", 县="濉溪", 镇="百善")
    one.run.clear("/data/县")
    assert (one.offered("镇"), one.offered("县")) == ([], ["濉溪"])


def test_an_answer_no_longer_offered_is_kept_named_and_open(one):
    one.type(市="淮北", 县="濉溪", 镇="百善")
    one.type(市="芜湖")
    assert "没有“濉溪”" in problem(one, "县")
    assert one.value("县") == "濉溪"
    assert [item.code for item in one.run.open_items()] == ["县"]
    one.type(县="湾沚")
    assert [item.code for item in one.run.open_items()] == ["镇"]
    assert one.type(市="淮北", 县="濉溪").run.open_items() == ()


def test_several_answers_offer_all_that_belongs_to_them_in_the_order_of_the_list(several):
    several.type(市="淮北 芜湖")
    assert several.offered("县") == ["湾沚", "无为", "濉溪"]
    assert several.type(县="濉溪 湾沚").offered("镇") == ["六郎", "百善", "铁佛"]


def test_taking_one_of_several_away_names_only_what_it_offered(several):
    several.type(市="芜湖 淮北", 县="湾沚 濉溪", 镇="铁佛 六郎 百善")
    several.type(市="淮北")
    assert "没有“湾沚”" in problem(several, "县")
    several.type(县="濉溪")
    assert "没有“六郎”" in problem(several, "镇")
    assert several.value("镇") == "铁佛 六郎 百善"


def test_taking_away_what_nothing_below_rests_on_changes_nothing(several):
    several.type(市="芜湖 淮北", 县="濉溪", 镇="铁佛 百善").type(市="淮北")
    assert [problem(several, name) for name in ("县", "镇")] == [None, None]


def test_a_filter_may_compare_numbers_and_name_no_question():
    lists = [("档", "低", "低", "10"), ("档", "中", "中", "100"), ("档", "高", "高", "1000")]
    scenario = Scenario(
        row("integer", "上限"),
        row("select_one 档", "档", choice_filter="extra <= ${上限}"),
        row("select_one 档", "定", choice_filter="extra != '10'"),
        choices=lists,
    )
    assert scenario.offered("档") == []
    assert scenario.type(上限="100").offered("档") == ["低", "中"]
    assert scenario.offered("定") == ["中", "高"]


def test_a_filter_sees_what_is_not_relevant_as_empty():
    scenario = Scenario(
        row("select_one yn", "有无", choice_filter="name != 'unchecked'"),
        row("select_one 市", "市", relevant="${有无} = 'yes'"),
        row("select_one 县", "县", choice_filter="extra = ${市}"),
        choices=[*AREAS, ("yn", "yes", "是"), ("yn", "no", "否")],
    ).type(有无="yes", 市="芜湖")
    assert scenario.offered("县") == ["湾沚", "无为"]
    assert scenario.type(有无="no").offered("县") == []


def test_a_filter_in_a_group_reads_its_neighbour_and_the_list():
    scenario = Scenario(
        row("begin group", "组"),
        row("select_one 市", "市"),
        row("select_one 县", "县", choice_filter="extra = current()/../市"),
        GROUP_END,
        row("calculate", "几个", calculation="count(instance('县')/root/item[extra = ${市}])"),
        choices=AREAS,
    ).type(市="芜湖")
    assert (scenario.offered("县"), scenario.value("几个")) == (["湾沚", "无为"], "2")


def test_columns_of_the_list_are_looked_up_with_several_conditions():
    item = "instance('县')/root/item[extra = ${市}][label != ${除外}]"
    scenario = Scenario(
        row("select_one 市", "市"),
        row("text", "除外"),
        row("calculate", "首个", calculation=f"{item}/name"),
        choices=AREAS,
    ).type(市="芜湖", 除外="湾沚区")
    assert scenario.value("首个") == "无为"
    assert scenario.type(市="淮北").value("首个") == "濉溪"
    scenario.run.clear("/data/市")
    assert scenario.value("首个") == ""


def test_the_label_of_the_choice_is_told_where_asked_for():
    scenario = Scenario(
        *CASCADE[:1],
        row("calculate", "全称", calculation="jr:choice-name(${市}, '${市}')"),
        row("note", "小结", label="所在：${全称}（${市}）"),
        choices=AREAS,
    )
    assert scenario.item("小结").label == "所在：（）"
    assert scenario.type(市="淮北").item("小结").label == "所在：淮北市（淮北）"


def test_the_label_of_a_choice_shows_the_answers_it_names():
    scenario = Scenario(
        row("text", "名"),
        row("select_one k", "题"),
        row("select_one k", "再", choice_filter="name = 'a'"),
        choices=[("k", "a", "${名}的"), ("k", "b", "别人的")],
    )
    assert [c.label for c in scenario.item("题").choices] == ["的", "别人的"]
    scenario.type(名="示例镇", 题="a")
    assert [c.label for c in scenario.item("题").choices] == ["示例镇的", "别人的"]
    assert [c.label for c in scenario.item("再").choices] == ["示例镇的"]
    assert scenario.item("题").shown == "示例镇的"


# words around questions


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("${姓} ${名}", "欧阳 明"),
        ("${姓}${名}", "欧阳明"),
        ("“${姓}”与‘${名}’", "“欧阳”与‘明’"),
        ("${缺}无人", "无人"),
        ("共${数}＞3？", "共5＞3？"),
        ("**${姓}** <b>&", "**欧阳** <b>&"),
        ("{姓}不是引用", "{姓}不是引用"),
    ],
)
def test_a_label_shows_the_values_it_names(label, shown):
    scenario = Scenario(
        row("text", "姓"),
        row("text", "名"),
        row("text", "缺"),
        row("integer", "数"),
        row("note", "注", label=label, hint=label, guidance_hint=label),
    ).type(姓="欧阳", 名="明", 数="5")
    item = scenario.item("注")
    assert [item.label, item.hint, item.guidance] == [shown] * 3


def test_a_value_in_a_label_is_text_however_it_looks():
    scenario = Scenario(row("text", "名"), row("note", "注", label="账号${名}"))
    assert scenario.type(名="<img> ${数} {名}").item("注").label == "账号<img> ${数} {名}"


def test_a_label_leaves_out_what_is_not_relevant():
    scenario = Scenario(
        row("select_one yn", "有无"),
        row("integer", "数", relevant="${有无} = 'yes'"),
        row("note", "注", label="[${数}]"),
    ).type(有无="yes", 数="3")
    assert scenario.item("注").label == "[3]"
    assert scenario.type(有无="no").item("注").label == "[]"


def in_languages(*languages):
    """Return the item of a question labelled in these languages, its refusal and its choices."""
    question = {"type": "integer", "name": "题", "constraint": ". < 5"}
    for language in languages:
        question[f"label::{language}"] = f"{language}问题"
        question[f"constraint_message::{language}"] = f"{language}过大"
    scenario = Scenario(question)
    return scenario.item("题").label, scenario.refusal("题", "9")


@pytest.mark.parametrize(
    ("languages", "taken"),
    [
        (["English (en)", "中文 (zh)"], "中文 (zh)"),
        (["中文 (zh)", "English (en)"], "中文 (zh)"),
        (["English (en)", "简体"], "简体"),
        (["English (en)"], "English (en)"),
        (["French (fr)", "Chinese"], "Chinese"),
    ],
)
def test_chinese_is_taken_wherever_it_stands_and_else_what_there_is(languages, taken):
    assert in_languages(*languages) == (f"{taken}问题", f"{taken}过大")


def test_sections_tell_the_groups_around_them_and_whether_they_are_relevant():
    scenario = Scenario(
        row("select_one yn", "有无"),
        row("begin group", "内容", label="内容检查"),
        row("begin group", "更新", label="${有无}更新", relevant="${有无} = 'yes'"),
        row("integer", "篇数"),
        GROUP_END,
        GROUP_END,
    ).type(有无="yes")
    assert [(s.label, s.relevant) for s in scenario.run.sections] == [
        ("表", True),
        ("内容检查 · yes更新", True),
    ]
    assert not scenario.type(有无="no").run.sections[1].relevant


def test_a_note_asks_nothing_and_stops_nothing():
    scenario = Scenario(row("note", "说明", label="先看首页", required="yes"))
    item = scenario.item("说明")
    assert (item.is_asked, item.open, item.value) == (False, False, "")
    assert scenario.refusal("说明", "知道") is not None


def test_a_note_that_is_an_item_is_open_until_what_it_reads_is_answered():
    scenario = Scenario(
        row("date", "更新"),
        row(
            "note", "间隔", gm_fails="today() - ${更新} > 7", gm_explains="{更新}以来无更新", **HINT
        ),
    )
    assert scenario.item("间隔").open
    scenario.type(更新="2026-11-01")
    assert scenario.finding().explanation == "2026-11-01以来无更新"
    assert not scenario.type(更新="2026-11-20").run.findings()
