"""What was answered in 检查 is kept at once, comes back, and is finished when nothing is open."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.inspections.filling import LEAK_WARNING
from tests.ui.clerk import CONTROL, KEY, look_through
from ui.theme import State

# 涉密


def test_a_leak_found_shows_the_fixed_warning_and_asks_for_nothing_more(town):
    town.go("leak")
    assert town.page.filling.warning.isHidden()
    inputs = len(town.page.filling.findChildren(QLineEdit))
    town.press(KEY.Key_2)
    assert town.page.filling.warning.isVisible()
    assert len(town.page.filling.findChildren(QLineEdit)) == inputs
    assert town.page.filling.warning.words.text() == LEAK_WARNING
    assert LEAK_WARNING == "疑似涉密，请停止操作，不截图、不转发，立即报告保密部门"
    town.press(KEY.Key_1)
    assert town.page.filling.warning.isHidden()


# nothing is lost


def test_every_answer_is_on_the_disk_at_once_and_said_to_be_saved(town):
    town.go("interaction")
    before = len(town.saved)
    town.press(KEY.Key_2)
    assert town.answers() == {"interaction": "no"}
    assert len(town.saved) == before + 1


def test_coming_back_goes_on_at_the_very_question(town):
    town.press(KEY.Key_Return)
    town.press(KEY.Key_2, KEY.Key_Return)
    town.press(KEY.Key_Escape)
    assert town.listed
    assert town.row("示例镇之声").state is State.STARTED
    assert town.page.list.begin.text() == "继续检查"
    town.check("示例镇之声")
    assert town.at() == "looked_at"


def test_after_a_crash_another_window_goes_on_where_the_first_was(town):
    town.press(KEY.Key_Return)
    town.press(KEY.Key_1)
    town.open()
    town.check("示例镇之声")
    assert town.at() == "serious_error"
    assert town.question("interaction").field.chosen == ["yes"]


def test_leaving_without_an_answer_leaves_no_draft(town):
    town.press(KEY.Key_Escape)
    assert town.row("示例镇之声").state is State.UNCHECKED
    assert drafts.drafts(town.desk.db) == []


def test_hiding_the_page_and_showing_it_again_keeps_the_question(town):
    town.go("harmful_content")
    town.page.hide()
    town.page.show()
    assert town.at() == "harmful_content"


def test_a_text_not_left_yet_is_taken_when_one_goes_back(town):
    town.type("5-1")
    town.press(KEY.Key_Escape)
    assert town.answers() == {"last_update": "2024-05-01"}


def test_what_was_set_aside_comes_back_with_its_answers(town):
    town.press(KEY.Key_Return)
    town.press(KEY.Key_2)
    before = town.answers()
    town.page.filling.throw.trigger()
    assert town.listed
    assert drafts.drafts(town.desk.db) == []
    message = town.said[-1]
    assert (message.button, "示例镇之声" in message.text) == ("撤销", True)
    message.pressed()
    assert town.answers() == before
    assert town.row("示例镇之声").state is State.STARTED


# what is still open


def test_every_open_item_is_whole_however_narrow_the_conclusion_is(town):
    entries = town.sheet.conclusion.open_items
    for width in (1100, 820):
        town.page.resize(width, 640)
        QApplication.processEvents()
        room = QRect(0, 0, entries.viewport().width() - 8, 1000)
        for row in range(entries.count()):
            item = entries.item(row)
            wrapped = int(Qt.TextFlag.TextWordWrap)
            needed = entries.fontMetrics().boundingRect(room, wrapped, item.text()).height()
            assert entries.visualItemRect(item).height() >= needed
        last = entries.visualItemRect(entries.item(entries.count() - 1))
        assert last.bottom() <= entries.viewport().height()


def test_there_is_no_ground_under_a_clause_that_says_nothing(town):
    clause = town.sheet.clause
    assert clause.words.text()
    assert not clause.property("empty")
    town.sheet.open_section(0)
    assert not clause.words.text()
    assert clause.property("empty")


def test_the_check_form_is_named_in_full(clerk):
    box = clerk.page.list.form
    assert box.currentText() == "政务新媒体单项否决检查（国办秘函〔2019〕19号）"


def test_finishing_with_open_items_names_one_and_goes_there(town):
    town.press(KEY.Key_Return)
    town.press(KEY.Key_S, modifier=CONTROL)
    assert not town.listed
    assert town.at() == "interaction"
    assert town.said[-1].text.startswith("还有 6 题没有答完，先看这一题：有没有一种能用的互动方式")


def test_an_answer_of_unchecked_is_still_open(town):
    town.go("interaction")
    town.press(KEY.Key_3)
    assert "interaction" in [item.code for item in town.sheet.filling.verdict.open_items]


def test_the_conclusion_lists_what_is_open_and_jumps_there(town):
    entries = town.sheet.conclusion.open_items
    labels = [entries.item(n).text() for n in range(entries.count())]
    assert labels[2] == "有没有泄露国家秘密？"
    entries.itemActivated.emit(entries.item(2))
    assert town.at() == "leak"


def test_the_conclusion_says_why_and_what_would_pass(town):
    block = town.sheet.conclusion.blocks[town.sheet.path]
    assert block.isVisible()
    assert block.head.words.text() == "内容不更新"
    assert block.explanation.text() == (
        "单项否决（待核实）：2024-03-18至2024-05-06共49天未更新，上限14天"
    )
    assert block.passes.text() == (
        "带入的还没有人核实，到这一题回车确认。\n最近更新日期在2024-04-22及以后即合格"
    )
    assert "国办秘函〔2019〕19号" in block.basis.text()
    town.type("5-1")
    town.press(KEY.Key_Return)
    assert block.isHidden()
    assert town.sheet.conclusion.counts.isHidden()
    assert town.sheet.conclusion.unanswered.word.text() == "未答 6"


def test_all_answered_well_is_said_to_pass(clerk):
    clerk.check("示例普法")
    look_through(clerk)
    clerk.go("interaction")
    clerk.press(KEY.Key_1)
    clerk.go("leak")
    clerk.press(KEY.Key_0, modifier=CONTROL)
    assert clerk.sheet.conclusion.pill.word.text() == "合格"
    assert clerk.sheet.conclusion.counts.text() == "没有发现问题"
    clerk.press(KEY.Key_S, modifier=CONTROL)
    assert clerk.row("示例普法").checked.conclusion is Conclusion.PASSED
    assert clerk.said[-1].text == "“示例普法”检查完成：合格"
