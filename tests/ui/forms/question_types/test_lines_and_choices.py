"""Lines of text, ranges and choices, answered by keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.data.all_types import PLACES
from tests.ui.forms.question_types.conftest import ALT, KEY, at, path_of, value
from ui.forms.searching import SearchField

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    "case",
    [
        ("title", "搬迁公告", "搬迁公告"),
        ("number", "0012", "0012"),
        ("posts", "31", "31"),
        ("share", "40.5", "40.5"),
        ("score", "7", "7"),
        ("tall", "2.5", "2.5"),
        ("picked", "7", "7"),
        ("last", "5-1", "2024-05-01"),
        ("hour", "9:30", "09:30:00"),
        ("moment", "5-1 9:30", "2024-05-01T09:30:00"),
        ("moment", "2024-05-01 09:30", "2024-05-01T09:30:00"),
        ("photo", "a/b.png", "a/b.png"),
        ("sound", "x.mp3", "x.mp3"),
        ("film", "x.mp4", "x.mp4"),
        ("paper", "x.pdf", "x.pdf"),
        ("code", "http://weixin/1", "http://weixin/1"),
        ("place", "31.86 117.28", "31.86 117.28 0 0"),
        ("way", "1 2; 3 4", "1 2 0 0; 3 4 0 0"),
        ("area", "1 2; 3 4; 5 6", "1 2 0 0; 3 4 0 0; 5 6 0 0"),
    ],
)
def test_what_is_typed_is_taken_by_enter(sheet, press, write, case):
    name, text, kept = case
    at(sheet, name)
    write(text)
    press(KEY.Key_Return)
    assert value(sheet, name) == kept
    assert sheet.path != path_of(sheet, name)


@pytest.mark.parametrize(
    "case",
    [
        ("hour", "25:00", "要填时间"),
        ("moment", "5-1 99", "要填日期和时间"),
        ("score", "11", "0到10之间"),
        ("tall", "2.3", "相差0.5"),
        ("place", "北京", "纬度和经度"),
        ("way", "1 2", "两个以上的点"),
        ("where", "没有的地方", "没有“没有的地方”这个选项"),
    ],
)
def test_what_cannot_stand_is_said_and_kept_for_mending(sheet, press, write, case):
    name, text, told = case
    question = at(sheet, name)
    write(text)
    press(KEY.Key_Return)
    assert told in question.fault.text()
    assert (question.field.line.text(), value(sheet, name)) == (text, None)
    assert sheet.path == path_of(sheet, name)


def test_a_text_of_several_lines_keeps_its_lines(sheet, press, write):
    paper = at(sheet, "said").field.paper
    write("第一行")
    press(KEY.Key_Return, modifier=SHIFT)
    write("第二行")
    press(KEY.Key_Up)
    assert paper.textCursor().blockNumber() == 0
    press(KEY.Key_Down, KEY.Key_Down)
    assert sheet.path == path_of(sheet, "number")
    assert value(sheet, "said") == "第一行\n第二行"
    at(sheet, "said")
    press(KEY.Key_Return)
    assert sheet.path == path_of(sheet, "number")


def test_a_slash_is_a_sign_of_a_text_and_opens_a_note_elsewhere(sheet, press, write):
    question = at(sheet, "title")
    write("a/b")
    assert (question.field.line.text(), question.note.isHidden()) == ("a/b", True)
    question = at(sheet, "posts")
    press(KEY.Key_Slash)
    assert not question.note.isHidden()


def test_a_range_goes_step_by_step(sheet, press):
    question = at(sheet, "score")
    press(KEY.Key_Plus, KEY.Key_Plus, KEY.Key_Plus, KEY.Key_Minus)
    assert (value(sheet, "score"), question.field.slider.value()) == ("1", 1)
    press(KEY.Key_Minus, KEY.Key_Minus)
    assert value(sheet, "score") == "0"


def test_a_slider_let_go_is_an_answer(sheet):
    field = at(sheet, "tall").field
    field.slider.setSliderDown(True)
    field.slider.setSliderPosition(3)
    assert field.line.text() == "1.5"
    field.slider.setSliderDown(False)
    assert value(sheet, "tall") == "1.5"
    assert field.slider.orientation() == Qt.Orientation.Vertical


def test_one_of_few_choices_is_chosen_by_its_number(sheet, press):
    at(sheet, "open")
    press(KEY.Key_1)
    assert value(sheet, "open") == "yes"
    press(KEY.Key_Delete)
    assert not value(sheet, "open")


def test_a_quick_choice_goes_on_at_once(sheet, press):
    at(sheet, "fast")
    press(KEY.Key_2)
    assert (value(sheet, "fast"), sheet.path) == ("no", path_of(sheet, "even"))


def test_likert_and_columns_are_as_wide_as_each_other(sheet):
    for name, row in (("content", None), ("even", 2)):
        buttons = at(sheet, name).field.buttons
        QApplication.processEvents()
        assert len({button.width() for button in buttons}) == 1
        top = [button for button in buttons if button.y() == buttons[0].y()]
        assert row is None or len(top) == row


def test_a_long_list_is_searched_and_chosen_by_enter(sheet, press, write):
    field = at(sheet, "where").field
    assert isinstance(field, SearchField)
    assert (len(field.offered), field.list.isHidden()) == (len(PLACES), False)
    write("街")
    assert field.offered == ["p11"]
    press(KEY.Key_Return)
    assert (value(sheet, "where"), field.line.text()) == ("p11", "示例街道")
    assert sheet.path == path_of(sheet, "short")


def test_a_folded_list_opens_by_typing_or_by_alt_down(sheet, press, write):
    field = at(sheet, "short").field
    assert field.list.isHidden()
    press(KEY.Key_Down, modifier=ALT)
    assert not field.list.isHidden()
    press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    assert value(sheet, "short") == "p1"
    assert field.list.isHidden()


def test_arrows_leave_a_folded_list_alone(sheet, press):
    at(sheet, "short")
    press(KEY.Key_Down)
    assert (value(sheet, "short"), sheet.path) == (None, path_of(sheet, "several"))


def test_an_emptied_search_takes_the_choice_back(sheet, press, write):
    at(sheet, "where")
    write("街")
    press(KEY.Key_Return)
    field = at(sheet, "where").field
    field.line.clear()
    press(KEY.Key_Return)
    assert not value(sheet, "where")


def test_several_of_a_long_list_are_marked_one_after_another(sheet, press, write):
    field = at(sheet, "several").field
    for text in ("街", "乡"):
        write(text)
        press(KEY.Key_Return)
    assert value(sheet, "several") == "p11 p10"
    assert field.told.text() == "已选：示例街道、示例乡"
    write("街")
    press(KEY.Key_Return)
    assert value(sheet, "several") == "p10"
    press(KEY.Key_Return)
    assert sheet.path == path_of(sheet, "order")


def test_every_input_begins_where_its_question_begins(sheet):
    shifted = []
    for number in range(len(sheet.filling.sections)):
        sheet.open_section(number)
        QApplication.processEvents()
        for path, question in sheet.view.questions.items():
            left = min(w.mapTo(question, w.rect().topLeft()).x() for w in question.field.inputs)
            in_table = "list-nolabel" in question.item.appearance
            if left != question.label.x() and not in_table and question.isVisible():
                shifted.append((path, left))
    assert shifted == []


def test_a_choice_of_a_long_list_is_taken_by_a_click_too(qtbot, sheet):
    field = at(sheet, "where").field
    wanted = field.offered[2]
    row = field.list.visualItemRect(field.list.item(2)).center()
    qtbot.mouseClick(field.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert value(sheet, "where") == wanted
    assert field.line.hasFocus()


def test_a_click_on_a_marked_one_of_several_takes_it_out_again(qtbot, sheet, write):
    field = at(sheet, "several").field
    write("街")
    for expected in ("p11", None):
        row = field.list.visualItemRect(field.list.item(field.offered.index("p11"))).center()
        qtbot.mouseClick(field.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
        assert (value(sheet, "several") or None) == expected
