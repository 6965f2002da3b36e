"""Chinese lines as they are wrapped: none ends in a sign alone, none begins with a comma."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetrics, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel

from ui import theme
from ui.grid.look import on_two_lines
from ui.parts.words import plain_label, unbroken_end

SENTENCES = (
    "有没有发布或者链接反动、暴力、色情等内容？",
    "单项否决：疑似严重表述错误，待有权部门认定",
    "要有人真正看过内容再答，没看就选“未检查”。",
    "单项否决 2 项 · 提示 1 项 · 未答 4 题",
)
MOST_LETTERS = 24


def lines(text: str, width: float) -> list[str]:
    """Return the lines that Qt makes of a text at a width."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout = QTextLayout(text, theme.font())
    layout.setTextOption(option)
    layout.beginLayout()
    found = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF())
        found.append(text[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return found


def letters(line: str) -> int:
    return sum(sign.isalnum() for sign in line)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("size", list(theme.BODY_POINTS))
def test_at_no_width_does_one_letter_stand_alone_on_the_last_line(qapp, sentence, size):
    theme.apply(size)
    sign = QFontMetrics(theme.font()).horizontalAdvance("国")
    lonely = 0
    for width in range(4 * sign, MOST_LETTERS * sign, sign // 2):
        assert letters(lines(unbroken_end(sentence), width)[-1]) > 1
        lonely += letters(lines(sentence, width)[-1]) == 1
    assert lonely, "otherwise the sentence would show nothing"


@given(st.text())
def test_what_is_read_and_told_is_the_text_itself(text):
    bare = unbroken_end(text).replace("\u2060", "")
    assert bare.replace("\u00a0", " ") == text.replace("\u2060", "").replace("\u00a0", " ")


def test_every_line_of_a_text_keeps_its_end(qapp):
    joined = unbroken_end("第一行有字\n第二行有字")
    assert [line[-3:].count("\u2060") for line in joined.split("\n")] == [1, 1]


@pytest.mark.parametrize("text", ["", "字", "……", "14"])
def test_what_is_too_short_to_be_broken_stays_as_it_is(text):
    assert unbroken_end(text) == text


def test_a_wrapped_label_gives_back_what_it_was_given(qtbot):
    label = plain_label("要有人真正看过内容再答", wrap=True)
    qtbot.addWidget(label)
    assert label.text() == "要有人真正看过内容再答"
    assert QLabel.text(label) != label.text()
    label.setText("另一句")
    assert label.text() == "另一句"


QUESTIONS = (
    "有没有无法下载、无法使用或者“僵尸”“睡眠”的情况？",
    "有没有购买“粉丝”、强制要求群众点赞等弄虚作假的做法？",
    "最近一次更新是哪一天？",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_line_of_a_grids_question_begins_with_a_comma_or_is_too_wide(qapp, question):
    theme.apply()
    metrics = QFontMetrics(theme.font(strong=True))
    for width in range(90, 220, 3):
        told = on_two_lines(question, theme.font(strong=True), width).split("\n")
        assert len(told) <= 2
        assert all(metrics.horizontalAdvance(line) <= width for line in told)
        assert not any(line.startswith(("、", "，", "？", "”")) for line in told)


def test_a_question_that_fits_on_one_line_is_not_broken(qapp):
    theme.apply()
    assert on_two_lines("是什么事件？", theme.font(strong=True), 300).replace("\u2060", "") == (
        "是什么事件？"
    )
