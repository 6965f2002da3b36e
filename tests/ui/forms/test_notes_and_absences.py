"""Notes, answers without a value and warnings by keyboard; drafts that are offered again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin, result_of
from govmedia_desktop.usecases.inspections.unfinished import in_hand, take_in_hand
from tests.data.all_types import all_types
from tests.data.offices import LAW, TOWN_VOICE, office
from tests.ui.forms.clerk import Clerk
from tests.unit.desks import NONE
from ui.main import offer_unfinished
from ui.pages.register.checks import Checks

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clerk(qtbot, tmp_path):
    with office(tmp_path / "数据", [TOWN_VOICE, LAW]) as desk:
        publish(desk, all_types(), "演示表.xlsx")
        yield Clerk(qtbot, desk)


def test_a_slash_opens_a_note_and_enter_keeps_it_and_goes_on(clerk):
    clerk.open("示例普法")
    clerk.go("interaction")
    clerk.press(KEY.Key_1, KEY.Key_Slash)
    clerk.type("菜单第三层")
    clerk.press(KEY.Key_Return)
    answer = clerk.answer("interaction")
    assert (answer.value, answer.note) == ("yes", "菜单第三层")
    assert clerk.sheet.path != clerk.path("interaction")


def test_a_note_left_empty_goes_away(clerk):
    clerk.open("示例普法")
    question = clerk.go("interaction")
    clerk.press(KEY.Key_F6, KEY.Key_Return)
    assert question.note.isHidden()
    assert clerk.answer("interaction") is None


@pytest.mark.parametrize(("key", "word"), [(KEY.Key_F7, "不适用"), (KEY.Key_F9, "查不到")])
def test_a_question_is_answered_without_a_value_for_a_reason(clerk, key, word):
    clerk.open("示例普法")
    question = clerk.go("interaction")
    clerk.press(key)
    assert question.note.title.text() == f"{word}的原因"
    clerk.type("内部测试号")
    clerk.press(KEY.Key_Return)
    assert clerk.answer("interaction").absence == f"{word}（内部测试号）"
    assert question.absence.text().startswith(f"{word}（内部测试号）")
    assert not question.item.open


def test_answering_takes_the_absence_away(clerk):
    clerk.open("示例普法")
    question = clerk.go("interaction")
    clerk.press(KEY.Key_F7)
    clerk.type("x")
    clerk.press(KEY.Key_Return)
    clerk.go("interaction")
    clerk.press(KEY.Key_2)
    assert (clerk.answer("interaction").absent, question.absence.isHidden()) == (None, True)
    assert question.note.isHidden()


def test_a_judgement_item_cannot_be_not_found_and_says_so_beside_it(clerk):
    clerk.open("示例普法")
    question = clerk.go("leak")
    clerk.press(KEY.Key_F9)
    clerk.type("not seen")
    clerk.press(KEY.Key_Return)
    assert "仍是未检查" in question.fault.text()
    assert clerk.answer("leak") is None
    assert clerk.sheet.path == clerk.path("leak")


def test_a_warning_asks_for_an_explanation_and_lets_it_pass(clerk):
    clerk.open("示例普法", "all-types")
    question = clerk.go("posts")
    clerk.type("150")
    clerk.press(KEY.Key_Return)
    assert "150篇比平时多很多" in question.warning.words.text()
    assert question.note.line.hasFocus()
    assert [o.code for o in clerk.sheet.filling.verdict.open_items] == ["posts", "open"]
    clerk.type("flood")
    clerk.press(KEY.Key_Return)
    assert clerk.answer("posts").note == "flood"
    assert [o.code for o in clerk.sheet.filling.verdict.open_items] == ["open"]
    assert clerk.sheet.path == clerk.path("share")


def test_an_unexplained_warning_can_be_left_but_not_finished(clerk):
    clerk.open("示例普法", "all-types")
    clerk.go("posts")
    clerk.type("150")
    clerk.press(KEY.Key_Return, KEY.Key_Return)
    assert clerk.sheet.path == clerk.path("share")
    clerk.page.filling.finish()
    assert clerk.sheet.path == clerk.path("posts")


def test_a_constraint_is_not_passed_by_a_note(clerk):
    clerk.open("示例普法", "all-types")
    question = clerk.go("posts")
    clerk.type("99999")
    clerk.press(KEY.Key_Return, KEY.Key_F6)
    clerk.type("really")
    clerk.press(KEY.Key_Return)
    assert clerk.answer("posts") is None or not clerk.answer("posts").value
    assert question.item.value == ""


def test_a_reader_hears_the_warning_and_whose_note_it_is(clerk):
    clerk.open("示例普法", "all-types")
    question = clerk.go("posts")
    clerk.type("150")
    clerk.press(KEY.Key_Return)
    heard = QAccessible.queryAccessibleInterface(question.field.inputs[0])
    assert "比平时多很多" in heard.text(QAccessible.Text.Description)
    note = QAccessible.queryAccessibleInterface(question.note.line)
    assert note.text(QAccessible.Text.Name) == "情况说明：本月发布篇数"


def test_the_conclusion_tells_where_the_answers_came_from(clerk):
    clerk.open("示例镇之声")
    assert clerk.sheet.conclusion.provenance.text() == "作答：台账带入 1（未确认 1）"
    clerk.go("last_update")
    clerk.press(KEY.Key_Return)
    clerk.go("interaction")
    clerk.press(KEY.Key_1)
    told = clerk.sheet.conclusion.provenance.text()
    assert told == "作答：手填 1 · 台账带入 1（已确认 1）"


def test_a_record_tells_what_had_no_value(clerk):
    clerk.open("示例普法")
    inspection = clerk.sheet.filling.inspection
    answer_all(inspection, {**NONE, "looked_at": "3", "last_update": "2024-05-01"})
    clerk.go("interaction")
    clerk.press(KEY.Key_F7)
    clerk.type("内部测试号")
    clerk.press(KEY.Key_Return)
    clerk.page.filling.finish()
    checks = Checks(clerk.session)
    clerk.qtbot.addWidget(checks)
    checks.show_account(inspection.account)
    assert "不适用（内部测试号）" in checks.findings.text()
    assert "作答：" in checks.findings.text()


def test_what_was_open_when_the_program_ended_is_offered_in_one_line(clerk):
    clerk.open("示例镇之声")
    clerk.go("interaction")
    clerk.press(KEY.Key_1)
    offer_unfinished(clerk.session)
    message = clerk.said[-1]
    assert message.text.startswith("上次没有查完：“示例镇之声” · ")
    message.pressed()
    title, errand = clerk.wanted[-1]
    assert title == "检查"
    errand(clerk.page)
    assert clerk.sheet.filling.inspection.draft.id == in_hand(clerk.desk).id


def test_what_was_left_in_order_is_not_offered(clerk):
    clerk.open("示例镇之声")
    clerk.go("interaction")
    clerk.press(KEY.Key_1, KEY.Key_Escape)
    offer_unfinished(clerk.session)
    assert clerk.said == []


def test_another_draft_of_the_same_account_and_form_is_named_and_offered(clerk):
    first = begin(clerk.desk, Occasion("示例镇之声", "national-2019", Nature.RECHECK))
    take_in_hand(clerk.desk, first.draft.id)
    clerk.open("示例镇之声")
    message = clerk.said[-1]
    assert "另有一份没查完：“示例镇之声”" in message.text
    assert "复查" in message.text
    assert "现在打开的是季度检查" in message.text
    message.pressed()
    clerk.wanted[-1][1](clerk.page)
    assert clerk.sheet.filling.inspection.draft.id == first.draft.id


def test_one_account_of_the_national_form_takes_16_keys_from_a_prefilled_start(clerk):
    """At a key in two seconds, with all the looking in between, that is well under a minute."""
    clerk.open("示例普法")
    account = clerk.sheet.filling.inspection.account.account.id
    clerk.pressed = 0
    clerk.press(KEY.Key_Return)  # the last update, from the register, is right
    clerk.press(KEY.Key_1, KEY.Key_Return)  # 有互动功能
    for typed in ("12", "4-1", "5-6"):
        clerk.type(typed)
        clerk.press(KEY.Key_Return)
    clerk.press(KEY.Key_0, modifier=CONTROL)  # 其余均未发现
    clerk.press(KEY.Key_S, modifier=CONTROL)
    (fact,) = clerk.desk.db.query("SELECT id, conclusion FROM inspection_fact")
    assert fact["conclusion"] == "合格"
    assert result_of(clerk.desk, fact["id"]).answers
    assert account
    assert clerk.pressed == 16
