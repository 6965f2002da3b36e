"""Situations of metadata: taken when the form is opened, when it is closed, and never again."""

import pytest

from tests.unit.forms.scenario import END, VETO, Scenario
from tests.unit.forms.workbooks import row

TOLD = ("开始", "结束", "今天", "设备", "谁", "邮箱", "电话")
META = (
    row("start", "开始", label=""),
    row("end", "结束", label=""),
    row("today", "今天", label=""),
    row("deviceid", "设备", label=""),
    row("username", "谁", label=""),
    row("email", "邮箱", label=""),
    row("phonenumber", "电话", label=""),
    row("text", "题"),
)
NOW = "2026-11-22T09:00:00+08:00"


def test_metadata_stand_there_before_anything_is_answered():
    scenario = Scenario(*META, device="本机")
    assert scenario.values(*TOLD) == [NOW, "", "2026-11-21", "本机", "张三", "", ""]


def test_the_end_is_noted_when_the_inspection_is_closed():
    scenario = Scenario(*META)
    scenario.run.close()
    assert scenario.value("结束") == NOW
    assert scenario.run.record()["/data/结束"].value == NOW


@pytest.mark.parametrize("opened", [{"recorded": False}, {"recorded": True}])
def test_metadata_are_not_taken_anew_when_opened_again(opened):
    scenario = Scenario(*META, device="本机").type(题="有")
    again = scenario.again(**opened, device="另一台", day="2026-12-01")
    assert again.values(*TOLD) == scenario.values(*TOLD)


def test_metadata_are_kept_from_the_first_moment_on():
    scenario = Scenario(*META, device="本机")
    assert {"/data/开始", "/data/今天", "/data/设备", "/data/谁"} <= set(scenario.run.unsaved())
    scenario.run.mark_saved()
    assert scenario.again().run.unsaved() == {}


def test_nobody_answers_metadata_and_they_keep_nothing_open():
    scenario = Scenario(*META)
    assert scenario.refusal("谁", "李四") is not None
    assert scenario.open() == []
    assert scenario.run.prefilled_unconfirmed() == ()
    shown = [item.name for section in scenario.run.sections for item in section.items]
    assert shown == ["题"]


def test_metadata_enter_calculations_labels_and_findings():
    scenario = Scenario(
        *META,
        row("calculate", "日", calculation="substring-before(${开始}, 'T')"),
        row("note", "说明", label="由${谁}于${今天}检查"),
        row(
            "select_one yn", "停", gm_fails=". = 'yes'", gm_explains="{谁}于{今天}看到已停", **VETO
        ),
    ).type(停="yes")
    assert scenario.value("日") == "2026-11-22"
    assert scenario.item("说明").label == "由张三于2026-11-21检查"
    assert scenario.finding().explanation == "张三于2026-11-21看到已停"


def test_today_in_every_row_is_the_reference_date_and_not_the_clock():
    scenario = Scenario(
        row("begin repeat", "帖"),
        row("date", "日"),
        row("calculate", "隔", calculation="today() - ${日}"),
        END,
        day="2026-03-01",
    ).fill("日", "2026-02-27", "2026-03-02")
    assert scenario.each("隔") == ["2", "-1"]


def test_a_form_knows_which_version_of_it_is_filled_in():
    scenario = Scenario(
        row("calculate", "版本", calculation="version()"),
        row("note", "说明", label="第${版本}版"),
    )
    assert scenario.value("版本") == "1"
    assert scenario.again().value("版本") == "1"
    assert scenario.item("说明").label == "第1版"
