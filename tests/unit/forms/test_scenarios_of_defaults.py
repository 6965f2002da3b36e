"""Situations of values that stand there before anybody answers: defaults, files, last records."""

import pytest

from govmedia_desktop.domain.inspections import Source
from tests.unit.forms.scenario import END, Scenario
from tests.unit.forms.workbooks import row

# defaults of rows

ROWS = (
    row("integer", "起", default="10"),
    row("begin repeat", "帖"),
    row("integer", "号", default="position(..)"),
    row("integer", "加二", default="${起} + 2"),
    row("text", "定", default="某帖"),
    row("text", "题"),
    END,
)


def test_each_new_row_takes_its_defaults_at_the_moment_it_is_made():
    scenario = Scenario(*ROWS).type(起="20").add("帖")
    assert (scenario.each("号"), scenario.each("加二")) == (["1", "2"], ["12", "22"])
    assert scenario.each("定") == ["某帖", "某帖"]


def test_a_later_row_and_a_later_answer_change_no_default_that_was_taken():
    scenario = Scenario(*ROWS).add("帖", times=2).type(起="0").remove("帖", 1)
    assert (scenario.each("号"), scenario.each("加二")) == (["2", "3"], ["12", "12"])
    assert scenario.again().each("号") == scenario.again(recorded=True).each("号") == ["2", "3"]


def test_a_row_put_back_has_its_answers_and_not_its_defaults_again():
    scenario = Scenario(*ROWS).add("帖").type_in(2, 号="7", 定="改过")
    scenario.run.clear(scenario.path("加二", 2))
    scenario.remove("帖", 2).restore()
    assert [scenario.value(name, 2) for name in ("号", "加二", "定")] == ["7", "", "改过"]


@pytest.mark.parametrize(
    "default",
    [
        "/data/帖[position() = position(current()/..) - 1]/负责",
        "indexed-repeat(${负责}, ${帖}, position(..) - 1)",
    ],
)
def test_a_new_row_begins_with_what_the_row_before_has(default):
    scenario = Scenario(row("begin repeat", "帖"), row("text", "负责", default=default), END)
    scenario.type_in(1, 负责="张三").add("帖")
    assert scenario.each("负责") == ["张三", "张三"]
    scenario.type_in(2, 负责="李四").add("帖").type_in(1, 负责="王五")
    assert scenario.each("负责") == ["王五", "李四", "李四"]


def test_the_defaults_of_one_repeat_are_not_those_of_another():
    scenario = Scenario(
        row("begin repeat", "发布"),
        row("text", "甲", default="concat('发', '布')"),
        END,
        row("begin repeat", "服务"),
        row("text", "乙", default="concat('服', '务')"),
        END,
    )
    scenario.add("发布").remove("服务", 1).add("服务", times=2)
    assert (scenario.each("甲"), scenario.each("乙")) == (["发布"] * 2, ["服务"] * 2)


def test_a_default_of_a_date_in_a_row_is_the_reference_date():
    scenario = Scenario(
        row("begin repeat", "次"),
        row("date", "日", default="today()"),
        row("calculate", "过", calculation="${日} < today()"),
        END,
    ).add("次")
    scenario.type_in(2, 日="2026-11-20")
    assert (scenario.each("日"), scenario.each("过")) == (
        ["2026-11-21", "2026-11-20"],
        ["false", "true"],
    )


def test_a_default_in_a_row_is_a_prefilled_answer_that_waits_to_be_confirmed():
    scenario = Scenario(row("begin repeat", "帖"), row("text", "题", default="例"), END).add("帖")
    first, second = scenario.path("题", 1), scenario.path("题", 2)
    assert scenario.run.prefilled_unconfirmed() == (first, second)
    scenario.run.confirm(first)
    assert scenario.run.prefilled_unconfirmed() == (second,)
    assert scenario.item("题", 2).answer.source is Source.DEFAULT


def test_a_default_that_is_no_whole_number_is_cut_where_it_is_calculated():
    scenario = Scenario(
        row("integer", "均", default="7 div 2"),
        row("integer", "负", default="-7 div 2"),
        row("integer", "无", default="1 div 0"),
        row("integer", "算", calculation="5.5"),
        row("text", "文", default="3.5"),
        row("integer", "转", calculation="${文}"),
    )
    assert scenario.values("均", "负", "无", "算", "转") == ["3", "-3", "", "5", "3"]


# whatever a draft or record holds goes before


def test_the_draft_goes_before_the_register_and_a_calculation_before_the_draft():
    survey = [
        row("text", "名称", default="默认", gm_register="comments"),
        row("calculate", "算", calculation="concat('算：', ${名称})"),
    ]
    scenario = Scenario(*survey, register={"comments": "台账"})
    assert scenario.values("名称", "算") == ["台账", "算：台账"]
    again = scenario.type(名称="手填").again(register={"comments": "新台账"})
    assert again.values("名称", "算") == ["手填", "算：手填"]


def test_rows_carry_over_answers_of_the_previous_inspection_in_the_rows_with_their_ids():
    survey = [row("begin repeat", "号"), row("text", "名", gm_carry="yes"), END]
    before = Scenario(*survey).fill("名", "甲", "乙")
    now = Scenario(*survey, previous=before.run.record())
    assert now.each("名") == ["甲"]
    assert now.add("号").each("名") == ["甲", "乙"]
    assert now.item("名", 2).answer.source is Source.PREVIOUS


# the record last saved


def test_a_default_and_a_calculation_read_the_record_last_saved():
    scenario = Scenario(
        row("text", "负责", default="${last-saved#负责}"),
        row("integer", "粉丝"),
        row("calculate", "增", calculation="${粉丝} - ${last-saved#粉丝}"),
        last_saved={"/data/负责": "张三", "/data/粉丝": "100"},
    ).type(粉丝="130")
    assert scenario.values("负责", "增") == ["张三", "30"]
    assert scenario.type(负责="李四").again().value("负责") == "李四"


def test_without_a_record_last_saved_there_is_nothing_to_begin_with():
    scenario = Scenario(
        row("text", "负责", default="${last-saved#负责}"),
        row("calculate", "几", calculation="count(instance('__last-saved')/data/号)"),
        row("begin repeat", "号"),
        row("text", "名"),
        END,
    )
    assert scenario.values("负责", "几") == ["", "0"]


def test_the_rows_of_the_record_last_saved_are_told_apart_and_in_their_order():
    survey = [
        row("begin repeat", "号"),
        row("text", "名"),
        row("begin repeat", "帖"),
        row("integer", "读"),
        END,
        END,
        row("calculate", "上次几个", calculation="count(instance('__last-saved')/data/号)"),
        row("calculate", "上次", calculation="join('、', instance('__last-saved')/data/号/名)"),
        row("calculate", "读数", calculation="sum(instance('__last-saved')/data/号[1]/帖/读)"),
        row("calculate", "首", calculation="${last-saved#名}"),
    ]
    before = Scenario(*survey).fill("名", "甲", "乙", "丙").add("帖", 3)
    before.type_in(3, 1, 读="3").type_in(3, 2, 读="4").remove("号", 1)
    before.run.restore_row("/data/号[#1]", 2)
    before.remove("号", 1)
    saved = {path: answer.value for path, answer in before.run.record().items()}
    now = Scenario(*survey, last_saved=saved)
    assert now.values("上次几个", "上次", "读数", "首") == ["2", "丙、甲", "7", "丙"]


# files that come with the form

STATES = {
    "市.csv": "名称,代码,层级\n芜湖,wh,市\n淮北,hb,市\n湾沚,wz,区\n湾沚,wz2,县\n".encode(),
}


@pytest.mark.parametrize(
    ("typed", "found"), [("芜湖", "wh"), ("湾沚", "wz"), ("不在", ""), ("", "")]
)
def test_a_cell_is_pulled_by_the_first_row_that_has_the_value(typed, found):
    scenario = Scenario(
        row("text", "名"),
        row("calculate", "码", calculation="pulldata('市', '代码', '名称', ${名})"),
        files=STATES,
    )
    scenario.run.answer("/data/名", typed)
    assert scenario.value("码") == found


def test_a_column_that_the_file_lacks_gives_nothing():
    scenario = Scenario(
        row("text", "名", default="芜湖"),
        row("calculate", "码", calculation="pulldata('市', '邮编', '名称', ${名})"),
        row("calculate", "反", calculation="pulldata('市', '代码', '邮编', ${名})"),
        files=STATES,
    )
    assert scenario.values("码", "反") == ["", ""]


def test_every_row_pulls_for_its_own_answer():
    scenario = Scenario(
        row("begin repeat", "地"),
        row("text", "名"),
        row("calculate", "码", calculation="pulldata('市', '代码', '名称', ${名})"),
        END,
        row("calculate", "全", calculation="join('/', ${码})"),
        files=STATES,
    ).fill("名", "淮北", "芜湖")
    assert (scenario.each("码"), scenario.value("全")) == (["hb", "wh"], "hb/wh")
    assert scenario.remove("地", 1).again().value("全") == "wh"


@pytest.mark.parametrize(
    "files",
    [
        {"地.csv": "name,label,上级\nhb,淮北,皖北\nwh,芜湖,皖南\nxc,宣城,皖南\n".encode()},
        {"地.csv": "\ufeffname,label,上级\nhb,淮北,皖北\nwh,芜湖,皖南\nxc,宣城,皖南\n".encode()},
        {"地.csv": "name,label,上级\nhb,淮北,皖北\nwh,芜湖,皖南\nxc,宣城,皖南\n".encode("gb18030")},
        {
            "地.xml": "<root>"
            "<item><name>hb</name><label>淮北</label><上级>皖北</上级></item>"
            "<item><name>wh</name><label>芜湖</label><上级>皖南</上级></item>"
            "<item><name>xc</name><label>宣城</label><上级>皖南</上级></item>"
            "</root>".encode()
        },
    ],
    ids=["utf-8", "with a mark", "gb18030", "xml"],
)
def test_choices_from_a_file_follow_the_answer_of_their_own_row(files):
    (name,) = files
    scenario = Scenario(
        row("begin repeat", "组"),
        row("text", "片"),
        row(f"select_one_from_file {name}", "地", choice_filter="上级 = ${片}"),
        END,
        files=files,
    ).fill("片", "皖南", "皖北")
    assert [scenario.offered("地", n) for n in (1, 2)] == [["wh", "xc"], ["hb"]]
    assert [c.label for c in scenario.item("地", 2).choices] == ["淮北"]
    assert scenario.refusal("地", "wh", 2) is not None
    assert scenario.type_in(1, 地="xc").item("地", 1).shown == "宣城"
