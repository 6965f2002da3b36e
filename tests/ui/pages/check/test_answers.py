"""Answers in 检查: from the list to the verdict, what is prefilled, days, what is refused."""

import pytest
from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain.board import covers_as_value
from govmedia_desktop.domain.identifiers import review_id
from govmedia_desktop.domain.inspections import Source
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.exchange import reviews
from govmedia_desktop.usecases.inspections.inspections import result_of
from govmedia_desktop.usecases.periods import periods
from govmedia_desktop.usecases.periods.board import own_standing
from tests.ui.clerk import CONTROL, KEY, finish_looking, look_through
from ui.theme import State

# the main job


def test_an_account_is_failed_from_the_list_with_digits_and_enter_only(clerk):
    clerk.choose("示例镇之声")
    clerk.press(KEY.Key_Return)
    clerk.press(KEY.Key_Return)  # the last update stands as the register has it
    clerk.press(KEY.Key_2, KEY.Key_Return)  # no way to interact
    clerk.press(KEY.Key_Return, KEY.Key_Return, KEY.Key_Return)  # how much was looked at: left out
    for _judged in range(5):
        clerk.press(KEY.Key_1, KEY.Key_Return)
    clerk.press(KEY.Key_Return)
    assert clerk.listed
    row = clerk.row("示例镇之声")
    assert (row.state, row.word) == (State.FAILED, "不合格")
    result = result_of(clerk.desk, row.checked.inspection)
    assert [f.problem for f in result.findings] == ["内容不更新", "未提供有效互动功能"]
    assert clerk.said[-1].state is State.FAILED
    assert clerk.said[-1].text == "“示例镇之声”检查完成：不合格 · 内容不更新、未提供有效互动功能"
    assert clerk.page.list.done.text() == "已查 1/2"


def test_an_inspection_of_an_accepted_quarter_says_that_it_waits_for_a_correction(town):
    period = periods.current_period(town.desk)
    report = reviews.submit(town.desk, period)
    covers = own_standing(town.desk, period).newest.covers
    decided = {"report": report, "decision": "已接收", "covers": covers_as_value(covers)}
    town.desk.record([Edit(review_id(report), "review", decided)])
    finish_looking(town)
    assert f"{period.label}的报送已经接收，这次检查列为待更正" in town.said[-1].text
    assert own_standing(town.desk, period).pending == 1


def test_after_finishing_the_next_account_that_waits_is_chosen_and_holds_the_keyboard(town):
    finish_looking(town)
    assert town.listed
    assert town.page.list.panel.current() == town.row("示例普法")
    assert QApplication.focusWidget() is town.page.list.panel.table


def test_ctrl_enter_opens_the_next_account_that_waits(clerk):
    first, second = (row.checked.listed.account.name for row in clerk.rows())
    clerk.press(KEY.Key_Return, modifier=CONTROL)
    assert clerk.page.filling.title.text() == first
    clerk.press(KEY.Key_1)
    clerk.press(KEY.Key_Escape)
    clerk.choose(second)
    clerk.press(KEY.Key_Return, modifier=CONTROL)
    assert clerk.page.filling.title.text() == second


# prefilled values


def test_a_prefilled_value_is_marked_and_confirmed_by_enter(town):
    question = town.question("last_update")
    assert question.origin.text() == "台账带入，回车确认"
    assert town.sheet.filling.verdict.rests_on_unconfirmed
    assert town.sheet.conclusion.pill.word.text() == "不合格·待核实"
    town.press(KEY.Key_Return)
    assert question.origin.text() == "台账带入，已确认"
    assert not town.sheet.filling.verdict.rests_on_unconfirmed
    assert town.sheet.conclusion.pill.word.text() == "不合格"


def test_leaving_a_prefilled_value_by_tab_confirms_nothing(town):
    town.press(KEY.Key_Tab)
    assert town.sheet.filling.sections[1].items[0].unconfirmed
    assert town.saved == [town.saved[0]]


def test_judgement_items_are_never_prefilled_even_the_second_time(clerk):
    for _time in range(2):
        clerk.check("示例镇之声")
        for name in ("serious_error", "leak", "harmful_content", "adverse_opinion"):
            assert clerk.question(name).item.answer is None
        finish_looking(clerk)
        assert clerk.listed


def test_the_answer_of_the_previous_inspection_is_marked_as_such(clerk):
    clerk.check("示例镇之声")
    finish_looking(clerk, KEY.Key_2)
    clerk.check("示例镇之声")
    question = clerk.question("interaction")
    assert question.item.answer.source is Source.PREVIOUS
    assert question.origin.text() == "上次检查带入，回车确认"
    assert question.field.chosen == ["no"]


# dates


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("04-30", "2024-04-30"),
        ("0430", "2024-04-30"),
        ("2024/4/30", "2024-04-30"),
        ("今天", "2024-05-06"),
        ("昨天", "2024-05-05"),
        ("12-31", "2023-12-31"),
    ],
)
def test_dates_are_taken_as_people_type_them(town, typed, kept):
    town.type(typed)
    town.press(KEY.Key_Return)
    assert town.answers()["last_update"] == kept
    assert town.question("last_update").field.line.text() == kept


def test_a_date_after_the_reference_day_is_refused_beside_the_field(town):
    town.type("2024-05-30")
    town.press(KEY.Key_Return)
    question = town.question()
    assert town.at() == "last_update"
    assert "晚于监测时间点" in question.fault.text()
    assert question.field.line.text() == "2024-05-30"
    assert question.field.line.accessibleDescription().count("晚于监测时间点") == 1
    assert "last_update" not in town.answers()


def test_what_is_no_date_is_refused_with_an_example(town):
    town.type("上周")
    town.press(KEY.Key_Return)
    assert "可写 11-06" in town.question().fault.text()


def test_a_refusal_goes_away_with_the_next_good_answer(town):
    town.type("上周")
    town.press(KEY.Key_Return)
    town.type("5-1")
    town.press(KEY.Key_Return)
    assert town.question("last_update").fault.isHidden()


def test_a_refused_text_stands_in_the_way_of_finishing(town):
    town.go("interaction")
    town.press(KEY.Key_1)
    look_through(town)
    town.go("leak")
    town.press(KEY.Key_0, modifier=CONTROL)
    town.go("last_update")
    town.type("2024-12-01")
    town.press(KEY.Key_S, modifier=CONTROL)
    assert not town.listed
    assert town.at() == "last_update"
    assert "最近一次更新是哪一天" in town.said[-1].text


# the judgement group


def test_the_group_is_not_answered_before_it_is_said_what_was_looked_at(town):
    town.go("looked_at")
    town.type("12")
    town.go("serious_error")
    town.press(KEY.Key_0, modifier=CONTROL)
    fault = town.sheet.stack.currentWidget().group_fault.text()
    assert "起始日期、截止日期" in fault
    assert "篇数" not in fault
    assert "serious_error" not in town.answers()


def test_the_group_leaves_answers_already_given_as_they_are(town):
    look_through(town)
    town.go("serious_error")
    town.press(KEY.Key_2)
    town.go("adverse_opinion")
    town.press(KEY.Key_3)
    town.press(KEY.Key_0, modifier=CONTROL)
    answers = town.answers()
    assert (answers["serious_error"], answers["adverse_opinion"]) == ("found", "unchecked")
    assert {answers[n] for n in ("leak", "harmful_content", "fake_engagement")} == {"none"}
