"""Texts to read: copied by keyboard, scrolled by whole lines."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ui.parts.texts import ReadText


@pytest.fixture
def text(qtbot):
    made = ReadText("总体情况", "\n".join(f"第{number}行" for number in range(40)))
    qtbot.addWidget(made)
    made.resize(300, 203)
    made.show()
    made.setFocus()
    return made


def line_height(text):
    return text.document().firstBlock().layout().lineAt(0).height()


@pytest.mark.parametrize("height", range(150, 190, 7))
def test_what_is_left_of_a_line_at_the_lower_edge_is_not_shown(text, height):
    text.resize(300, height)
    text.grab()
    cut = text.cut_line()
    assert 0 <= cut.height() < line_height(text)
    shown = text.grab(text.viewport().geometry()).toImage()
    ratio = shown.devicePixelRatio()
    paper = {
        shown.pixelColor(x, y).name()
        for x in range(round(cut.width() * ratio) - 14)
        for y in range(round(cut.top() * ratio) + 1, shown.height())
    }
    assert paper <= {"#ffffff"}


def test_the_lines_above_it_are_all_shown_at_the_top_and_at_the_end(text):
    text.grab()
    room = text.viewport().height() - text.cut_line().height()
    assert abs(room % line_height(text) - text.contentOffset().y()) < 1
    text.verticalScrollBar().setValue(text.verticalScrollBar().maximum())
    last = text.document().lastBlock()
    bottom = text.blockBoundingGeometry(last).translated(text.contentOffset()).bottom()
    assert bottom <= text.viewport().height() - text.cut_line().height() + 1


def test_a_short_text_and_none_leave_nothing_out_that_matters(text):
    text.setPlainText("")
    assert not text.grab().isNull()
    text.setPlainText("一行")
    assert text.cut_line().top() > line_height(text)


def test_it_can_be_copied_and_left_by_keyboard_and_not_changed(qtbot, text):
    qtbot.keyClick(text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("第0行\n第1行")
    qtbot.keyClicks(text, "x")
    assert text.toPlainText().startswith("第0行")
    assert text.tabChangesFocus()
    assert text.accessibleName() == "总体情况"
