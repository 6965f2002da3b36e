"""Situations of choices that rows give, that rows filter, and that rows put in order."""

import pytest

from tests.unit.forms.scenario import END, Scenario
from tests.unit.forms.workbooks import row

ACCOUNTS = (
    row("begin repeat", "号"),
    row("text", "名"),
    row("select_one yn", "在用"),
    END,
    row("text", "头"),
)
LISTED = [
    ("档", "一", "一档", "1"),
    ("档", "二", "二档", "2"),
    ("档", "三", "三档", "3"),
    ("档", "四", "四档", "4"),
    ("事", "更新", "更新及时", "发布"),
    ("事", "公开", "公开原文", "发布"),
    ("事", "办事", "办事好用", "服务"),
    ("yn", "yes", "是", ""),
    ("yn", "no", "否", ""),
]

# choices from rows


def test_choices_come_change_and_go_with_the_rows_that_give_them():
    scenario = Scenario(*ACCOUNTS, row("select_one ${名}", "主号")).fill("名", "甲")
    offered = [scenario.offered("主号")]
    offered.append(scenario.fill("名", "甲", "乙").offered("主号"))
    offered.append(scenario.type_in(1, 名="丙").offered("主号"))
    offered.append(scenario.remove("号", 1).offered("主号"))
    offered.append(scenario.restore().offered("主号"))
    offered.append(scenario.remove("号", 1).remove("号", 1).offered("主号"))
    assert offered == [["甲"], ["甲", "乙"], ["丙", "乙"], ["乙"], ["丙", "乙"], []]


def test_a_row_without_the_answer_gives_no_choice():
    scenario = Scenario(*ACCOUNTS, row("select_one ${名}", "主号")).add("号", times=2)
    assert scenario.type_in(2, 名="乙").offered("主号") == ["乙"]


def test_a_row_that_does_not_apply_gives_no_choice():
    scenario = Scenario(
        row("begin repeat", "号"),
        row("select_one yn", "在用"),
        row("text", "名", relevant="${在用} = 'yes'"),
        END,
        row("select_one ${名}", "主号"),
    ).fill("在用", "yes", "yes")
    scenario.fill("名", "甲", "乙")
    assert scenario.type_in(1, 在用="no").offered("主号") == ["乙"]
    assert scenario.type_in(1, 在用="yes").offered("主号") == ["甲", "乙"]


def test_choices_from_rows_are_filtered_by_another_question_of_the_row():
    scenario = Scenario(
        *ACCOUNTS, row("select_one ${名}", "主号", choice_filter="${在用} = 'yes'")
    ).fill("名", "甲", "乙", "丙")
    scenario.fill("在用", "yes", "no", "yes")
    assert scenario.offered("主号") == ["甲", "丙"]
    assert scenario.type_in(1, 在用="no").type_in(2, 在用="yes").offered("主号") == ["乙", "丙"]


def test_choices_from_rows_are_filtered_by_a_question_outside():
    scenario = Scenario(
        *ACCOUNTS,
        row("select_one ${名}", "主号", choice_filter="starts-with(${名}, current()/../头)"),
    ).fill("名", "县发布", "县公安", "镇之声")
    assert scenario.type(头="县").offered("主号") == ["县发布", "县公安"]
    assert scenario.type(头="镇").offered("主号") == ["镇之声"]
    assert scenario.type(头="市").offered("主号") == []


def test_a_choice_whose_row_has_gone_is_named_and_comes_back_with_the_row():
    scenario = Scenario(*ACCOUNTS, row("select_one ${名}", "主号")).fill("名", "甲", "乙")
    scenario.type(主号="乙").remove("号", 2)
    assert scenario.item("主号").problem == "没有“乙”这个选项，请从列出的选项中选择"
    assert scenario.open() == ["/data/主号"]
    assert scenario.again().open() == ["/data/主号"]
    assert scenario.restore().item("主号").problem is None


def test_rows_are_put_in_order():
    scenario = Scenario(*ACCOUNTS, row("rank ${名}", "先后")).fill("名", "甲", "乙", "丙")
    assert scenario.refusal("先后", "丙 甲") is not None
    assert scenario.type(先后="丙 甲 乙").item("先后").shown == "丙、甲、乙"
    assert scenario.remove("号", 1).open() == ["/data/先后"]


def test_a_row_chooses_among_the_rows_of_another_repeat():
    scenario = Scenario(
        *ACCOUNTS, row("begin repeat", "事项"), row("select_one ${名}", "归哪号"), END
    ).fill("名", "甲", "乙")
    scenario.add("事项").type_in(2, 归哪号="乙")
    assert scenario.refusal("归哪号", "丁", 1) is not None
    scenario.type_in(2, 名="丁")
    assert scenario.open() == [scenario.path("归哪号", 2)]
    assert [scenario.offered("归哪号", n) for n in (1, 2)] == [["甲", "丁"]] * 2


def test_inner_rows_of_the_own_outer_row_are_offered_and_no_others():
    scenario = Scenario(
        row("begin repeat", "县"),
        row("begin repeat", "镇"),
        row("text", "镇名"),
        END,
        row("select_one ${镇名}", "驻地"),
        END,
    ).add("县")
    scenario.add("镇", 1).type_in(1, 1, 镇名="河").type_in(1, 2, 镇名="山").type_in(2, 1, 镇名="林")
    assert [scenario.offered("驻地", n) for n in (1, 2)] == [["河", "山"], ["林"]]


# choices filtered in rows


def test_each_row_filters_by_its_own_answer():
    scenario = Scenario(
        row("begin repeat", "查"),
        row("select_one kind", "类"),
        row("select_one 事", "项", choice_filter="extra = ${类}"),
        END,
        choices=[*LISTED, ("kind", "发布", "发布类", ""), ("kind", "服务", "服务类", "")],
    ).fill("类", "发布", "服务")
    offered = [scenario.offered("项", n) for n in (1, 2)]
    assert offered == [["更新", "公开"], ["办事"]]
    scenario.type_in(1, 项="公开").type_in(1, 类="服务")
    assert scenario.open() == [scenario.path("项", 1)]
    assert scenario.remove("查", 1).offered("项", 1) == ["办事"]
    assert scenario.open() == []


def test_choices_thin_out_as_rows_come():
    scenario = Scenario(
        row("begin repeat", "帖"),
        row("text", "题"),
        END,
        row("select_one 档", "档位", choice_filter="extra > count(${帖})"),
        choices=LISTED,
    )
    assert scenario.offered("档位") == ["二", "三", "四"]
    assert scenario.add("帖", times=2).offered("档位") == ["四"]
    assert scenario.remove("帖", 3).offered("档位") == ["三", "四"]


def test_what_the_row_before_has_chosen_is_offered_no_more():
    before = "/data/次[position() = position(current()/..) - 1]/选"
    scenario = Scenario(
        row("begin repeat", "次"),
        row("select_one 档", "选", choice_filter=f"name != {before}"),
        END,
        choices=LISTED,
    ).fill("选", "二", "三")
    assert scenario.offered("选", 2) == ["一", "三", "四"]
    assert scenario.type_in(1, 选="三").open() == [scenario.path("选", 2)]
    assert scenario.remove("次", 1).open() == []


def test_the_label_of_a_choice_is_told_in_every_row():
    scenario = Scenario(
        row("begin repeat", "次"),
        row("select_one 档", "选"),
        row("calculate", "名", calculation="jr:choice-name(${选}, '${选}')"),
        END,
        row("calculate", "全", calculation="join('、', ${名})"),
        choices=LISTED,
    ).fill("选", "四", "一")
    assert (scenario.each("名"), scenario.value("全")) == (["四档", "一档"], "四档、一档")


def test_several_choices_in_rows_are_asked_for_one_by_one():
    scenario = Scenario(
        row("begin repeat", "次"),
        row("select_multiple 档", "选"),
        row("text", "缘由", relevant="selected(${选}, '四')"),
        END,
        row("calculate", "四的", calculation="count(${缘由})"),
        row("calculate", "共选", calculation="count-selected(join(' ', ${选}))"),
        choices=LISTED,
    ).fill("选", "一 四", "二 三 一")
    assert scenario.each_relevant("缘由") == [True, False]
    assert scenario.values("四的", "共选") == ["1", "5"]


# putting in order

RANKED = (
    row("select_multiple 档", "选"),
    row("rank 档", "序", choice_filter="selected(${选}, name)"),
    row("calculate", "首", calculation="selected-at(${序}, 0)"),
)


def test_an_order_is_kept_as_it_was_given():
    scenario = Scenario(row("rank 档", "序"), choices=LISTED)
    assert scenario.value("序") == ""
    assert scenario.type(序="一 四 二 三").value("序") == "一 四 二 三"
    assert scenario.item("序").shown == "一档、四档、二档、三档"


def test_an_order_names_all_and_else_changes_nothing():
    scenario = Scenario(*RANKED, choices=LISTED).type(选="一 二 三", 序="三 一 二")
    assert scenario.refusal("序", "二 一") == "要给所有选项排出先后，一个也不能少"
    assert scenario.refusal("序", "二 一 三 四") is not None
    assert scenario.values("序", "首") == ["三 一 二", "三"]


def test_an_order_of_what_is_chosen_no_more_is_open_until_it_is_put_right():
    scenario = Scenario(*RANKED, choices=LISTED).type(选="一 二", 序="二 一")
    scenario.type(选="一 二 四")
    assert scenario.open() == ["/data/序"]
    scenario.type(选="一")
    assert scenario.open() == ["/data/序"]
    assert scenario.type(选="二 一").open() == []
    assert scenario.type(序="一 二").value("首") == "一"


def test_every_row_has_an_order_of_its_own():
    scenario = Scenario(row("begin repeat", "人"), *RANKED, END, choices=LISTED).add("人")
    scenario.type_in(1, 选="一 二", 序="二 一").type_in(2, 选="三 四", 序="三 四")
    assert scenario.each("首") == ["二", "三"]
    assert scenario.remove("人", 1).restore().again().each("序") == ["二 一", "三 四"]


# ranges, dates and times


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("-2", "-2"), ("2", "2"), ("0.5", "0.5"), ("－１", "-1"), ("-5", None), ("2.5", None)],
)
def test_a_range_takes_what_lies_within_it(typed, kept):
    scenario = Scenario(row("range", "余", parameters="start=-2 end=2 step=0.5"))
    assert (scenario.refusal("余", typed) is None) is (kept is not None)
    assert scenario.value("余") == (kept or "")


@pytest.mark.parametrize(
    ("parameters", "typed", "told"),
    [
        ("start=0 end=10 step=3", "4", "这里要填从0起、每次相差3的数"),
        ("start=10 end=0 step=2", "11", "这里要填0到10之间的数"),
        ("start=10 end=0 step=2", "4", None),
        ("start=1 end=5", "甲", "这里要填数字"),
    ],
)
def test_a_range_says_what_it_takes(parameters, typed, told):
    scenario = Scenario(row("range", "分", parameters=parameters))
    assert scenario.refusal("分", typed) == told


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("${止} > ${起}", "true"),
        ("${止} <= ${起}", "false"),
        ("${起} = '09:30'", "true"),
        ("${起} != '09:30:00'", "false"),
        ("${起} >= '08:00' and ${止} < '18:00'", "true"),
        ("round((${止} - ${起}) * 24, 1) = 5.5", "true"),
        ("decimal-time(${起}) < 0.4", "true"),
        ("${起} > ${空}", "false"),
        ("${空} = ''", "true"),
    ],
)
def test_times_of_day_compare_as_times(expression, holds):
    scenario = Scenario(
        row("time", "起"),
        row("time", "止"),
        row("time", "空"),
        row("calculate", "合", calculation=expression),
    ).type(起="9:30", 止="15点")
    assert scenario.value("合") == holds


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("${止} > ${起}", "true"),
        ("round((${止} - ${起}) * 24, 1) = 25", "true"),
        ("${起} >= '2026-11-06'", "true"),
        ("${起} < today()", "true"),
        ("date(${起}) = ${日}", "true"),
        ("${日} < ${起}", "true"),
    ],
)
def test_moments_compare_with_moments_and_with_days(expression, holds):
    scenario = Scenario(
        row("dateTime", "起"),
        row("dateTime", "止"),
        row("date", "日"),
        row("calculate", "合", calculation=expression),
    ).type(起="2026-11-06 08:00", 止="2026/11/7 9:00", 日="2026年11月6日")
    assert scenario.value("合") == holds


def test_the_latest_date_of_all_rows_is_found():
    scenario = Scenario(
        row("begin repeat", "帖"),
        row("date", "日"),
        row("calculate", "最新", calculation="${日} = date(max(../../帖/日))"),
        END,
        row("calculate", "末", calculation="date(max(${日}))"),
        row("calculate", "静默", calculation="today() - max(${日})"),
    ).fill("日", "2026-11-03", "2026-11-15", "2026-10-30")
    assert scenario.values("末", "静默") == ["2026-11-15", "6"]
    assert scenario.each("最新") == ["false", "true", "false"]
    assert scenario.remove("帖", 2).values("末", "静默") == ["2026-11-03", "18"]
