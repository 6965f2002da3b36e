"""Situations of findings, labels and what is still open in the rows of repeats."""

from decimal import Decimal

import pytest

from govmedia_desktop.domain.parameters import Parameter
from govmedia_desktop.domain.verdicts import Severity
from tests.unit.forms.scenario import END, GROUP_END, HINT, VETO, Scenario
from tests.unit.forms.workbooks import row

POSTS = (
    row("text", "单位"),
    row("begin repeat", "帖", label="抽查的文章"),
    row("text", "标题"),
    row("integer", "天数"),
    row("calculate", "超期", calculation="${天数} > 14"),
    row(
        "select_one yn",
        "失实",
        label="《${标题}》是否失实",
        gm_fails=". = 'yes'",
        gm_explains="{单位}第{序}篇《{标题}》失实：{失实}",
        gm_passes="《{标题}》属实",
        **VETO,
    ),
    row(
        "note",
        "过期",
        label="${标题}（${单位}）",
        gm_fails="${超期} = true()",
        gm_explains="《{标题}》已过{天数}天",
        **HINT,
    ),
    row("calculate", "序", calculation="position(..)"),
    END,
)


def posts():
    return (
        Scenario(*POSTS)
        .type(单位="县办")
        .fill("标题", "甲", "乙", "丙")
        .fill("天数", "3", "20", "30")
        .fill("失实", "no", "yes", "no")
    )


def test_each_row_that_fails_is_a_finding_of_its_own_with_its_place_and_words():
    scenario = posts()
    told = [(f.path, f.explanation) for f in scenario.run.findings()]
    assert told == [
        (scenario.path("失实", 2), "县办第2篇《乙》失实：是"),
        (scenario.path("过期", 2), "《乙》已过20天"),
        (scenario.path("过期", 3), "《丙》已过30天"),
    ]
    assert scenario.run.findings()[0].passes_if == "《乙》属实"


def test_findings_are_renumbered_when_a_row_before_them_goes_and_go_with_their_row():
    scenario = posts().remove("帖", 1)
    assert scenario.run.findings()[0].explanation == "县办第1篇《乙》失实：是"
    scenario.remove("帖", 1)
    assert [f.explanation for f in scenario.run.findings()] == ["《丙》已过30天"]
    scenario.restore().restore()
    assert len(scenario.run.findings()) == 3


def test_a_finding_tells_the_values_of_its_own_row():
    found = posts().run.findings()[1]
    assert dict(found.values) == {"天数": "20"}


def test_one_veto_in_any_row_fails_the_account_and_none_after_it_is_taken_out():
    scenario = posts()
    assert scenario.run.verdict().conclusion == "不合格"
    assert scenario.remove("帖", 2).run.verdict().conclusion == "合格"
    assert scenario.restore().again(recorded=True).run.verdict().conclusion == "不合格"


def test_there_is_no_verdict_while_one_row_is_not_answered():
    scenario = posts().add("帖").type_in(2, 失实="no")
    told = scenario.run.verdict()
    assert (told.conclusion, {item.path for item in told.open_items}) == (
        "未检查完",
        {scenario.path("失实", 4), scenario.path("过期", 4)},
    )
    scenario.type_in(4, 失实="unchecked", 天数="1")
    assert scenario.open() == [scenario.path("失实", 4)]
    assert scenario.type_in(4, 失实="no").run.verdict().conclusion == "合格"


def test_a_repeat_without_rows_leaves_nothing_open():
    scenario = Scenario(*POSTS)
    assert scenario.run.verdict().conclusion == "未检查完"
    assert scenario.remove("帖", 1).run.verdict().conclusion == "合格"


def test_labels_in_rows_show_the_values_of_their_own_row():
    scenario = posts()
    assert [scenario.item("失实", n).label for n in (1, 2)] == ["《甲》是否失实", "《乙》是否失实"]
    assert scenario.type_in(1, 标题="丁").item("过期", 1).label == "丁（县办）"
    assert scenario.remove("帖", 1).item("失实", 1).label == "《乙》是否失实"


def test_hints_and_messages_in_rows_show_the_values_of_their_own_row():
    scenario = Scenario(
        row("begin repeat", "账"),
        row("text", "名"),
        row("integer", "粉丝", default="100"),
        row(
            "integer",
            "净增",
            hint="${名}现有${粉丝}",
            constraint=". < ${粉丝}",
            constraint_message="${名}不会增这么多（现有${粉丝}）",
        ),
        END,
    ).fill("名", "甲", "乙")
    scenario.type_in(2, 粉丝="5")
    assert [scenario.item("净增", n).hint for n in (1, 2)] == ["甲现有100", "乙现有5"]
    assert scenario.refusal("净增", "50", 1) is None
    assert scenario.refusal("净增", "50", 2) == "乙不会增这么多（现有5）"


def test_sections_of_rows_are_called_after_what_the_row_says():
    scenario = Scenario(
        row("begin repeat", "县", label="${县名}"),
        row("text", "县名"),
        row("begin repeat", "镇", label="镇街"),
        row("text", "镇名"),
        END,
        END,
    ).add("县")
    scenario.add("镇", 1).type_in(1, 县名="甲县").type_in(2, 县名="乙县").remove("镇", 1, 1)
    assert [section.label for section in scenario.run.sections] == [
        "甲县 第1条",
        "甲县 第1条 · 镇街 第1条",
        "乙县 第2条",
        "乙县 第2条 · 镇街 第1条",
    ]


def test_a_finding_over_all_rows_rests_on_every_one_of_them():
    scenario = Scenario(
        row("begin repeat", "月"),
        row("integer", "篇", default="2"),
        END,
        row("calculate", "总", calculation="sum(${篇})"),
        row("note", "太少", gm_fails="${总} < 10", gm_explains="共{总}篇（{篇}）", **VETO),
    ).add("月", times=2)
    found = scenario.finding()
    assert (found.explanation, found.unconfirmed) == ("共6篇（2、2、2）", True)
    scenario.fill("篇", "2", "2")
    assert scenario.finding().unconfirmed
    scenario.run.confirm(scenario.path("篇", 3))
    assert not scenario.finding().unconfirmed
    scenario.run.clear(scenario.path("篇", 2))
    assert scenario.open() == ["/data/太少"]
    assert scenario.remove("月", 2).finding().explanation == "共4篇（2、2）"


def test_rows_that_do_not_apply_find_nothing_and_leave_nothing_open():
    scenario = Scenario(
        row("select_one yn", "查"),
        row("begin repeat", "帖", relevant="${查} = 'yes'"),
        row("text", "题", required="yes"),
        row("select_one yn", "错", gm_fails=". = 'yes'", **VETO),
        END,
    ).type(查="yes")
    scenario.type_in(1, 错="yes")
    assert (scenario.open(), len(scenario.run.findings())) == ([scenario.path("题", 1)], 1)
    scenario.type(查="no")
    assert (scenario.open(), scenario.run.findings()) == ([], ())
    assert not any(path.startswith("/data/帖") for path in scenario.run.record())
    assert scenario.type(查="yes").value("错", 1) == "yes"


def test_a_judgement_in_a_row_is_never_begun_with_anything():
    survey = [
        row("begin repeat", "帖"),
        row(
            "select_one yn", "看", gm_fails=". = 'yes'", gm_judgement="yes", required="yes", **VETO
        ),
        END,
    ]
    before = Scenario(*survey).add("帖").fill("看", "no", "no")
    now = Scenario(*survey, previous=before.run.record()).add("帖")
    assert now.each("看") == ["", ""]
    assert now.open() == [now.path("看", 1), now.path("看", 2)]


def test_a_local_limit_decides_in_every_row_for_itself():
    limit = Parameter("p", "o", "max_idle_days", Decimal(7), "本县规定", Severity.DEDUCT)
    scenario = Scenario(
        row("calculate", "限", calculation="14", gm_parameter="max_idle_days"),
        row("begin repeat", "号"),
        row("text", "名"),
        row("integer", "静默", gm_fails=". > ${限}", gm_explains="{名}静默{静默}天", **VETO),
        END,
        parameters=(limit,),
    ).fill("名", "甲", "乙", "丙")
    scenario.fill("静默", "5", "10", "20")
    told = [(f.explanation, f.severity, f.basis) for f in scenario.run.findings()]
    assert told == [
        ("乙静默10天", Severity.DEDUCT, "本县规定"),
        ("丙静默20天", Severity.VETO, "国家条文"),
    ]
    scenario.remove("号", 3)
    assert scenario.run.verdict().conclusion == "合格"


# what does not apply, and what is not there, reads as empty


@pytest.mark.parametrize(
    ("expression", "given"),
    [
        ("${数} = ''", "true"),
        ("${文} = ''", "true"),
        ("${文} != ''", "false"),
        ("${文} != '甲'", "true"),
        ("not(${文} = '甲')", "true"),
        ("${数} = 0", "false"),
        ("${数} != 5", "true"),
        ("${数} > 0 or ${数} <= 0", "false"),
        ("${数} = ${别}", "true"),
        ("if(${数} != '', ${数} + 33, 33)", "33"),
        ("coalesce(${文}, '无')", "无"),
        ("string-length(${文})", "0"),
        ("concat('[', ${文}, ']')", "[]"),
        ("selected(${文}, '甲')", "false"),
        ("count(${文})", "0"),
        ("/data/组/文 = ''", "true"),
        ("/data/帖[position() = 9]/题 = ''", "true"),
        ("/data/帖[position() = 9]/题 != '甲'", "true"),
        ("/data/帖[position() = 1]/题 = '甲'", "true"),
        ("/data/帖/题 = '乙'", "true"),
        ("/data/帖/题 = '丙'", "false"),
        ("instance('yn')/root/item[name = 'maybe']/label = ''", "true"),
        ("count(instance('yn')/root/item[extra = ''])", "3"),
        ("count(instance('yn')/root/item[extra = ${文}])", "3"),
        ("count(instance('yn')/root/item[extra != 'x'])", "3"),
    ],
)
def test_what_does_not_apply_or_is_not_there_reads_as_empty(expression, given):
    scenario = Scenario(
        row("select_one yn", "有"),
        row("integer", "别"),
        row("begin group", "组", relevant="${有} = 'yes'"),
        row("text", "文"),
        row("integer", "数"),
        GROUP_END,
        row("begin repeat", "帖"),
        row("text", "题"),
        END,
        row("select_one yn", "列"),
        row("calculate", "得", calculation=expression),
    ).fill("题", "甲", "乙")
    scenario.type(文="甲", 数="5", 有="no")
    assert scenario.value("得") == given
    assert scenario.values("文", "数") == ["", ""]


def test_an_answer_kept_aside_counts_again_when_it_applies():
    scenario = Scenario(
        row("select_one yn", "有"),
        row("integer", "数", relevant="${有} = 'yes'"),
        row("calculate", "得", calculation="if(${数} = '', '空', ${数} + 33)"),
    ).type(有="yes", 数="42")
    assert scenario.value("得") == "75"
    scenario.type(有="no")
    assert (scenario.value("得"), scenario.run.answers()["/data/数"].value) == ("空", "42")
    assert "/data/数" not in scenario.run.record()
    assert scenario.type(有="yes").value("得") == "75"
