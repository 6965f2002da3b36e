"""检查 with real widgets on a real data folder: from the list to the verdict by keyboard."""

from contextlib import contextmanager
from datetime import date

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget

from govmedia_desktop.domain.board import covers_as_value
from govmedia_desktop.domain.identifiers import review_id
from govmedia_desktop.domain.inspections import Source
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.store import drafts
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases import accounts, periods, reviews
from govmedia_desktop.usecases.board import own_standing
from govmedia_desktop.usecases.filling import LEAK_WARNING
from govmedia_desktop.usecases.forms import SHIPPED
from govmedia_desktop.usecases.inspections import result_of
from tests.data.offices import LAW, TOWN_VOICE, office
from ui.pages.check import CheckPage
from ui.parts.buttons import MoreButton
from ui.session import Session
from ui.tasks import InlinePool, Tasks
from ui.theme import State
from ui.window import _keys_of

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


class Clerk:
    """The person at the page: presses keys, reads what stands there."""

    def __init__(self, qtbot, desk):
        self.qtbot, self.desk = qtbot, desk
        self.session = Session(desk, Tasks(InlinePool()), office="示例县人民政府办公室")
        self.said, self.saved = [], []
        self.session.said.connect(self.said.append)
        self.session.saved.connect(self.saved.append)
        self.open()

    def open(self):
        self.page = CheckPage(self.session)
        self.qtbot.addWidget(self.page)
        self.page.resize(1100, 640)
        self.page.show()
        with self.qtbot.waitActive(self.page):
            self.page.activateWindow()

    @property
    def sheet(self):
        return self.page.filling.sheet

    @property
    def listed(self):
        return self.page.currentWidget() is self.page.list

    def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    def type(self, text):
        line = QApplication.focusWidget()
        line.selectAll()
        if text.isascii():
            self.qtbot.keyClicks(line, text)
        else:  # what an input method commits
            line.insert(text)

    def rows(self):
        model = self.page.list.panel.model
        return [model.row_at(n) for n in range(model.rowCount())]

    def row(self, name):
        return next(r for r in self.rows() if r.checked.listed.account.name == name)

    def choose(self, name):
        self.page.list.panel.table.selectRow(self.rows().index(self.row(name)))
        self.page.list.panel.table.setFocus()

    def check(self, name):
        self.choose(name)
        self.press(KEY.Key_Return)

    def at(self):
        return self.sheet.path.rpartition("/")[2]

    def question(self, name=None):
        if name is not None:
            self.go(name)
        return self.sheet.question(self.sheet.path)

    def go(self, name):
        paths = {i.name: i.path for s in self.sheet.filling.sections for i in s.items}
        self.sheet.go_to(paths[name])

    def answers(self):
        found = drafts.answers(self.desk.db, drafts.drafts(self.desk.db)[0].id)
        return {path.rpartition("/")[2]: answer.value for path, answer in found.items()}


@contextmanager
def at_work(qtbot, folder, *given, **how):
    with office(folder, given, **how) as desk:
        yield Clerk(qtbot, desk)


@pytest.fixture
def clerk(qtbot, tmp_path):
    with at_work(qtbot, tmp_path / "数据 文件夹", TOWN_VOICE, LAW) as person:
        yield person


@pytest.fixture
def town(clerk):
    """示例镇之声 opened, the cursor in its prefilled last update."""
    clerk.check("示例镇之声")
    return clerk


def look_through(clerk):
    for name, text in (("looked_at", "12"), ("looked_from", "4-1"), ("looked_to", "今天")):
        clerk.go(name)
        clerk.type(text)
        clerk.press(KEY.Key_Return)


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
    look_through(town)
    town.go("interaction")
    town.press(KEY.Key_1)
    town.go("leak")
    town.press(KEY.Key_0, modifier=CONTROL)
    town.press(KEY.Key_S, modifier=CONTROL)
    assert f"{period.label}的报送已经接收，这次检查列为待更正" in town.said[-1].text
    assert own_standing(town.desk, period).pending == 1


def test_after_finishing_the_next_account_that_waits_is_chosen_and_holds_the_keyboard(town):
    look_through(town)
    town.go("interaction")
    town.press(KEY.Key_1)
    town.go("leak")
    town.press(KEY.Key_0, modifier=CONTROL)
    town.press(KEY.Key_S, modifier=CONTROL)
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
        look_through(clerk)
        clerk.go("interaction")
        clerk.press(KEY.Key_1)
        clerk.go("leak")
        clerk.press(KEY.Key_0, modifier=CONTROL)
        clerk.press(KEY.Key_S, modifier=CONTROL)
        assert clerk.listed


def test_the_answer_of_the_previous_inspection_is_marked_as_such(clerk):
    clerk.check("示例镇之声")
    look_through(clerk)
    clerk.go("interaction")
    clerk.press(KEY.Key_2)
    clerk.go("leak")
    clerk.press(KEY.Key_0, modifier=CONTROL)
    clerk.press(KEY.Key_S, modifier=CONTROL)
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


# going about


def test_sections_are_stepped_through_by_key(town):
    assert town.at() == "last_update"
    town.press(KEY.Key_Down, modifier=CONTROL)
    assert town.at() == "interaction"
    town.press(KEY.Key_Up, modifier=CONTROL)
    assert town.at() == "last_update"
    town.press(KEY.Key_Up, modifier=CONTROL)
    assert town.sheet.sections.currentRow() == 0


def test_arrow_keys_go_from_question_to_question_and_answer_nothing(town):
    town.go("serious_error")
    town.press(KEY.Key_Down)
    assert town.at() == "leak"
    town.press(KEY.Key_Up)
    assert town.at() == "serious_error"
    assert town.question().item.answer is None


def test_an_answer_is_taken_back_by_delete(town):
    town.go("interaction")
    town.press(KEY.Key_2)
    town.press(KEY.Key_Delete)
    assert town.question().field.chosen == []
    assert town.answers()["interaction"] == ""


def test_the_list_of_sections_tells_how_far_each_is(town):
    entry = town.sheet.sections.item(4)
    heard = Qt.ItemDataRole.AccessibleTextRole
    assert entry.data(heard) == "内容安全与弄虚作假，已答 0，共 5 项"
    town.go("leak")
    town.press(KEY.Key_1)
    assert entry.data(heard) == "内容安全与弄虚作假，已答 1，共 5 项"
    assert town.page.filling.total.text() == "1/7"


def test_an_app_is_asked_whether_it_works_others_are_not(qtbot, tmp_path):
    app = {"name": "示例掌上通", "platform": "移动客户端", "last_update": "2024-05-01"}
    with at_work(qtbot, tmp_path / "d", app, LAW) as clerk:
        clerk.check("示例掌上通")
        assert clerk.question("app_unusable").isVisible()
        clerk.press(KEY.Key_Escape)
        clerk.check("示例普法")
        clerk.go("leak")
        asked = clerk.sheet.stack.currentWidget().questions.values()
        assert [q.item.name for q in asked if q.isVisible()][-1] == "fake_engagement"


def test_keys_build_no_widgets_anew(town):
    town.go("serious_error")
    town.press(KEY.Key_2)
    before = set(town.page.filling.findChildren(QWidget))
    town.press(KEY.Key_1, KEY.Key_2, KEY.Key_1, KEY.Key_2)
    assert set(town.page.filling.findChildren(QWidget)) == before


def test_the_first_finding_builds_what_shows_it_and_nothing_for_other_questions(town):
    town.go("serious_error")
    before = set(town.page.filling.findChildren(QWidget))
    town.press(KEY.Key_2)
    new = set(town.page.filling.findChildren(QWidget)) - before
    question, panel = town.question("serious_error"), town.sheet.conclusion
    around = [w for w in new if not (question.isAncestorOf(w) or panel.isAncestorOf(w))]
    assert around == []
    assert len([w for w in new if w.objectName() == "finding"]) == 1
    others = [q for path, q in town.sheet.view.questions.items() if q is not question]
    assert not any({"found", "evidence", "note", "fault"} & vars(q).keys() for q in others)


# hearing


def test_every_input_has_its_name_value_and_message_for_a_reader(town):
    line = town.question("last_update").field.line
    assert line.accessibleName() == "最近一次更新是哪一天？"
    assert "台账带入，回车确认" in line.accessibleDescription()
    assert "共49天未更新" in line.accessibleDescription()
    town.go("interaction")
    town.press(KEY.Key_2)
    buttons = town.question().field.inputs
    assert [b.accessibleName() for b in buttons][:2] == [
        "有没有一种能用的互动方式？ 有",
        "有没有一种能用的互动方式？ 没有",
    ]
    assert [b.isChecked() for b in buttons] == [False, True, False]
    assert "没有找到能用的互动方式" in buttons[1].accessibleDescription()


def test_tab_stops_once_at_each_question_in_reading_order(town):
    town.go("serious_error")
    names = []
    for _stop in range(4):
        names.append(QApplication.focusWidget().accessibleName())
        town.press(KEY.Key_Tab)
    assert [name.rpartition(" ")[0][:8] for name in names] == [
        "有没有出现严重表",
        "有没有泄露国家秘",
        "有没有发布或者链",
        "有没有因为发布内",
    ]


# the list


def test_accounts_paused_with_approval_are_listed_apart(clerk):
    account = clerk.row("示例普法").id
    given = {"reason": "改名", "approved_by": "示例县人民政府办公室", "valid_from": "2024-04-01"}
    with clerk.session.writing("accounts") as desk:
        accounts.suspend(desk, account, given)
    assert [r.checked.listed.account.name for r in clerk.rows()] == ["示例镇之声"]
    assert "示例普法（新浪微博）" in clerk.page.list.paused.text()


def test_the_list_is_narrowed_by_state(town):
    town.press(KEY.Key_Return)
    town.press(KEY.Key_Escape)
    box = town.page.list.panel.findChild(type(town.page.list.form), "")
    state = next(
        b for b in town.page.list.panel.findChildren(type(box)) if b.accessibleName() == "状态"
    )
    state.setCurrentText("未检查完")
    assert [r.checked.listed.account.name for r in town.rows()] == ["示例镇之声"]


def test_the_reference_day_is_set_for_all_checks_of_the_period(town):
    town.press(KEY.Key_Return)
    town.press(KEY.Key_Escape)
    day = town.page.list.day
    day.setFocus()
    town.type("5-2")
    town.press(KEY.Key_Return)
    period = periods.current_period(town.desk)
    assert periods.reference_date(town.desk, period) == date(2024, 5, 2)
    town.check("示例镇之声")
    assert "监测时间点 2024-05-02" in town.page.filling.about.text()
    assert town.answers()["last_update"] == "2024-03-18"


def test_a_reference_day_outside_of_the_period_is_refused_beside_it(clerk):
    clerk.page.list.day.setFocus()
    clerk.type("2024-08-01")
    clerk.press(KEY.Key_Return)
    assert "2024年第二季度以内" in clerk.page.list.day_fault.text()
    period = periods.current_period(clerk.desk)
    assert periods.reference_date(clerk.desk, period) == date(2024, 5, 6)


def test_without_accounts_the_page_leads_to_the_register(qtbot, tmp_path):
    with at_work(qtbot, tmp_path / "d") as clerk:
        assert not clerk.page.list.begin.isEnabled()
        with qtbot.waitSignal(clerk.session.wanted) as led:
            clerk.page.list.fetch.trigger()
        assert led.args == ["台账", None]


def test_without_a_form_the_page_offers_the_shipped_ones(qtbot, tmp_path):
    with at_work(qtbot, tmp_path / "d", LAW, forms=False) as clerk:
        assert clerk.page.list.stack.currentIndex() == 2
        clerk.page.list.take_up.trigger()
        assert clerk.page.list.stack.currentIndex() == 0
        assert clerk.page.list.form.count() == len(SHIPPED)
        assert "单项否决" in clerk.page.list.form.currentText()


def test_a_draft_is_gone_on_with_from_elsewhere(town):
    town.press(KEY.Key_Return)
    draft = drafts.drafts(town.desk.db)[0].id
    town.open()
    town.page.resume(draft)
    assert town.page.filling.title.text() == "示例镇之声"


def test_going_to_another_draft_keeps_what_was_being_typed(town):
    town.press(KEY.Key_Return)
    draft = drafts.drafts(town.desk.db)[0].id
    town.press(KEY.Key_Escape)
    town.check("示例普法")
    town.type("5-3")
    town.page.resume(draft)
    assert town.page.filling.title.text() == "示例镇之声"
    assert town.answers() == {"last_update": "2024-05-03"}


def test_the_everyday_form_is_chosen_and_filled_in(clerk):
    clerk.page.list.form.setCurrentIndex(clerk.page.list.form.findText("政务新媒体日常检查"))
    clerk.check("示例普法")
    assert clerk.sheet.filling.inspection.form.form_id == "basic"
    clerk.go("hot_response")
    clerk.press(KEY.Key_1, KEY.Key_Return)
    assert clerk.at() == "hot_event"
    clerk.type("暴雨 & 汛情")
    clerk.press(KEY.Key_Return)
    assert clerk.answers()["hot_event"] == "暴雨 & 汛情"
    clerk.go("hot_response")
    clerk.press(KEY.Key_3, KEY.Key_Return)
    assert clerk.at() == "name_regular"


def test_the_sheet_of_keys_names_those_that_work_now_and_no_others(clerk):
    named = {text: key for key, text in _keys_of(clerk.page)}
    assert (named["下一个"], "完成" in named) == ("Ctrl+Return", False)
    clerk.check("示例普法")
    named = {text: key for key, text in _keys_of(clerk.page)}
    assert (named["完成"], "下一个" in named) == ("Ctrl+S", False)


# the head of the list


def test_the_head_offers_four_buttons_and_the_other_ways_in_one_list(clerk):
    shown = [b for b in clerk.page.list.findChildren(QToolButton) if b.isVisible()]
    assert [button.text() for button in shown] == ["更多", "表格填", "下一个", "开始检查"]
    listed = [action.text() for action in shown[0].menu().actions()]
    assert listed[:4] == ["打印空白表", "打印本期全部", "照单录入", "导入手机检查"]
    assert listed[4:] == ["再看一遍", "两次核对"]


def test_every_other_way_has_a_key_that_the_key_sheet_names(clerk):
    keys = {text: key for key, text in _keys_of(clerk.page)}
    (more,) = clerk.page.list.findChildren(MoreButton)
    assert {keys[action.text()] for action in more.menu().actions()} == {
        "Ctrl+P",
        "Ctrl+Shift+P",
        "Ctrl+L",
        "Ctrl+I",
        "Ctrl+R",
        "Ctrl+Shift+R",
    }


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Space, KEY.Key_Down])
def test_the_list_of_other_ways_opens_by_keyboard_and_does_what_is_chosen(qtbot, clerk, key):
    (more,) = clerk.page.list.findChildren(MoreButton)
    menu, opened = more.menu(), []

    def choose():
        opened.append(menu.isVisible())
        menu.setActiveAction(clerk.page.list.rekey)
        qtbot.keyClick(menu, KEY.Key_Return)

    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, choose))
    more.setFocus()
    clerk.press(key)
    qtbot.waitUntil(lambda: clerk.page.currentWidget() is clerk.page.rekeying)
    assert opened == [True]
