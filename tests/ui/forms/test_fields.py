"""Inputs of a form made for it: filtered choices, several choices, long ones, markup in labels."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from tests.data.offices import LAW, office
from tests.unit.forms.workbooks import row, workbook
from ui.forms.filling import Filling
from ui.forms.flow import Flow
from ui.forms.progress import Progress
from ui.forms.sheet import Sheet
from ui.session import Session
from ui.tasks import InlinePool, Tasks
from ui.theme import State

KEY = Qt.Key
EVIL = "<b>粗</b> & 细"
CHOICES = [
    ("kind", "a", "甲类"),
    ("kind", "b", "乙类"),
    ("sub", "a1", "甲一", "a"),
    ("sub", "a2", "甲二", "a"),
    ("sub", "b1", EVIL, "b"),
]
SURVEY = [
    row("select_one kind", "kind"),
    row("select_one sub", "sub", choice_filter="extra = ${kind}"),
    row("select_multiple kind", "both"),
    row("integer", "few", constraint=". < 5", constraint_message="要小于5"),
    row("decimal", "share"),
    row("text", "words", label=EVIL),
]


@pytest.fixture
def sheet(qtbot, tmp_path):
    with office(tmp_path / "数据", [LAW], forms=False) as desk:
        form = publish(desk, workbook([{"extra": "", **r} for r in SURVEY], CHOICES), "f.xlsx")
        session = Session(desk, Tasks(InlinePool()), office="示例县")
        made = Sheet(Filling(session, begin(desk, Occasion("示例普法", form)), read_date))
        qtbot.addWidget(made)
        made.resize(900, 420)
        made.show()
        with qtbot.waitActive(made):
            made.activateWindow()
        yield made


def at(sheet, name):
    path = resolve(sheet.filling.inspection.compiled, name)
    sheet.go_to(path)
    return sheet.question(path)


def value(sheet, name):
    path = resolve(sheet.filling.inspection.compiled, name)
    answer = sheet.filling.inspection.run.answers().get(path)
    return answer.value if answer else None


def press(qtbot, *keys):
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_choices_follow_the_answer_they_depend_on(qtbot, sheet):
    at(sheet, "kind")
    press(qtbot, KEY.Key_1)
    assert [b.text() for b in at(sheet, "sub").field.inputs] == ["1  甲一", "2  甲二"]
    press(qtbot, KEY.Key_2)
    assert value(sheet, "sub") == "a2"
    at(sheet, "kind")
    press(qtbot, KEY.Key_2)
    question = at(sheet, "sub")
    assert [b.text() for b in question.field.inputs] == ["1  <b>粗</b> && 细"]
    assert question.field.chosen == []
    assert "没有“a2”这个选项" in question.fault.text()
    press(qtbot, KEY.Key_1)
    assert (value(sheet, "sub"), question.fault.isHidden()) == ("b1", True)


def test_a_number_without_a_choice_does_nothing(qtbot, sheet):
    at(sheet, "kind")
    press(qtbot, KEY.Key_7)
    assert value(sheet, "kind") is None


def test_several_choices_are_switched_one_by_one(qtbot, sheet):
    at(sheet, "both")
    press(qtbot, KEY.Key_1, KEY.Key_2)
    assert value(sheet, "both") == "a b"
    press(qtbot, KEY.Key_1)
    assert value(sheet, "both") == "b"
    press(qtbot, KEY.Key_2)
    assert not value(sheet, "both")


@pytest.mark.parametrize(
    ("name", "text", "kept"), [("few", "4", "4"), ("share", "0.5", "0.5"), ("words", "12", "12")]
)
def test_digits_typed_into_a_line_are_its_text(qtbot, sheet, name, text, kept):
    at(sheet, name)
    qtbot.keyClicks(QApplication.focusWidget(), text)
    press(qtbot, KEY.Key_Return)
    assert value(sheet, name) == kept


def test_what_breaks_a_constraint_is_refused_with_its_message_and_kept_for_mending(qtbot, sheet):
    question = at(sheet, "few")
    qtbot.keyClicks(QApplication.focusWidget(), "7")
    press(qtbot, KEY.Key_Return)
    assert question.fault.text().endswith("要小于5")
    assert (question.field.line.text(), value(sheet, "few")) == ("7", None)
    assert sheet.stands_in_the_way().code == "few"
    at(sheet, "kind")
    press(qtbot, KEY.Key_1)
    assert question.field.line.text() == "7"


def test_an_emptied_line_takes_the_answer_back(qtbot, sheet):
    at(sheet, "few")
    qtbot.keyClicks(QApplication.focusWidget(), "3")
    press(qtbot, KEY.Key_Return)
    line = at(sheet, "few").field.line
    line.clear()
    press(qtbot, KEY.Key_Return)
    assert not value(sheet, "few")


def test_markup_in_labels_is_shown_letter_by_letter(sheet):
    question = at(sheet, "words")
    assert question.label.text() == EVIL
    assert question.label.textFormat() == Qt.TextFormat.PlainText


def test_the_question_with_the_keyboard_is_wholly_on_the_screen(qtbot, sheet):
    sheet.resize(900, 260)
    at(sheet, "kind")
    press(qtbot, KEY.Key_1)
    for _further in range(5):
        press(qtbot, KEY.Key_Return)
        question = sheet.question(sheet.path)
        qtbot.waitUntil(
            lambda q=question: q.visibleRegion().boundingRect().height() == q.height(), timeout=1000
        )
    assert sheet.path.endswith("words")


def test_a_question_without_choices_is_passed_over(qtbot, sheet):
    at(sheet, "kind")
    press(qtbot, KEY.Key_Return)
    assert sheet.path.endswith("both")


def test_enter_on_the_last_question_reaches_the_end(qtbot, sheet):
    at(sheet, "words")
    with qtbot.waitSignal(sheet.reached_end):
        press(qtbot, KEY.Key_Return)


def test_the_list_of_sections_gives_way_on_a_narrow_screen(sheet):
    assert sheet.sections.isVisible()
    sheet.resize(560, 420)
    assert sheet.sections.isHidden()


def test_choices_go_on_in_the_next_row_where_a_row_is_full(qtbot, sheet):
    field = at(sheet, "both").field
    layout = field.room
    assert isinstance(layout, Flow)
    one_row = layout.heightForWidth(layout.sizeHint().width())
    assert layout.heightForWidth(layout.sizeHint().width() - 1) == 2 * one_row + 8
    assert layout.minimumSize().width() < layout.sizeHint().width()


@pytest.mark.parametrize(
    ("progress", "words", "state", "spoken"),
    [
        (Progress(0, 2), "0/2", State.UNCHECKED, "已答 0，共 2 项"),
        (Progress(1, 2), "1/2", State.STARTED, "已答 1，共 2 项"),
        (Progress(2, 2), "2/2", State.PASSED, "已答完"),
        (Progress(0, 0), "", State.PASSED, ""),
        (Progress(0, 0, 3), "可不填", State.UNCHECKED, "可不填"),
    ],
)
def test_progress_is_told_by_sign_and_word(progress, words, state, spoken):
    assert (progress.words, progress.state, progress.spoken) == (words, state, spoken)
