"""A frame drawn on a picture with the mouse or the keyboard."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt

from tests.ui.drawings import frame, sheet
from ui.forms.evidence.canvas import Canvas, Easel
from ui.forms.evidence.edits import Tool

KEY = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def canvas(qtbot):
    made = Canvas()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show_image(sheet(1000, 400))
    made.show()
    return made


@pytest.fixture
def drawn(canvas):
    steps = []
    canvas.drawn.connect(steps.append)
    return steps


def drag(qtbot, canvas, start, end):
    qtbot.mousePress(canvas, LEFT, pos=start)
    qtbot.mouseMove(canvas, end)
    qtbot.mouseRelease(canvas, LEFT, pos=end)


def test_the_picture_stands_in_the_middle_as_large_as_there_is_room(canvas):
    assert canvas.place.getRect() == (0, 50, 500, 200)
    assert canvas.to_dots(QPointF(250, 150)) == QPoint(500, 200)
    assert canvas.from_dots(QPoint(1000, 400)) == QPointF(500, 250)


def test_beside_the_picture_the_nearest_dot_counts(canvas):
    assert canvas.to_dots(QPointF(-9, 9)) == QPoint(0, 0)
    assert canvas.to_dots(QPointF(900, 900)) == QPoint(1000, 400)


def test_a_frame_drawn_with_the_mouse_is_told_in_dots_of_the_picture(qtbot, canvas, drawn):
    canvas.take_up(Tool.CROP)
    drag(qtbot, canvas, QPoint(100, 100), QPoint(200, 150))
    (step,) = drawn
    assert (step.tool, step.frame.rect.getRect()) == (Tool.CROP, (200, 100, 200, 100))


def test_a_click_or_a_drag_without_a_tool_draws_nothing(qtbot, canvas, drawn):
    drag(qtbot, canvas, QPoint(100, 100), QPoint(200, 150))
    canvas.take_up(Tool.MOSAIC)
    qtbot.mouseClick(canvas, LEFT, pos=QPoint(100, 100))
    assert drawn == []


def test_the_keyboard_begins_with_the_middle_half(qtbot, canvas, drawn):
    canvas.take_up(Tool.MOSAIC)
    qtbot.keyClick(canvas, KEY.Key_Return)
    assert drawn[0].frame == frame(250, 100, 750, 300)


def test_arrow_keys_move_resize_and_go_dot_by_dot(qtbot, canvas):
    canvas.take_up(Tool.CROP)
    qtbot.keyClick(canvas, KEY.Key_Right)
    assert canvas.frame == frame(260, 100, 760, 300)
    qtbot.keyClick(canvas, KEY.Key_Up, SHIFT)
    assert canvas.frame == frame(260, 100, 760, 290)
    qtbot.keyClick(canvas, KEY.Key_Left, CONTROL)
    qtbot.keyClick(canvas, KEY.Key_Down, CONTROL | SHIFT)
    assert canvas.frame == frame(259, 100, 759, 291)


def test_a_frame_never_leaves_the_picture(qtbot, canvas):
    canvas.take_up(Tool.CROP)
    for _ in range(200):
        qtbot.keyClick(canvas, KEY.Key_Left)
        qtbot.keyClick(canvas, KEY.Key_Down)
    assert canvas.frame.rect.getRect() == (0, 200, 500, 200)
    for _ in range(200):
        qtbot.keyClick(canvas, KEY.Key_Right, SHIFT)
    assert canvas.frame.rect.getRect() == (0, 200, 1000, 200)


def test_after_a_step_the_arrow_keys_begin_a_new_frame(qtbot, canvas, drawn):
    canvas.take_up(Tool.ARROW)
    qtbot.keyClick(canvas, KEY.Key_Return)
    qtbot.keyClick(canvas, KEY.Key_Return)
    assert len(drawn) == 1
    qtbot.keyClick(canvas, KEY.Key_Right)
    qtbot.keyClick(canvas, KEY.Key_Enter)
    assert len(drawn) == 2


def test_without_a_tool_enter_is_told(qtbot, canvas, drawn):
    with qtbot.waitSignal(canvas.entered):
        qtbot.keyClick(canvas, KEY.Key_Return)
    assert drawn == []


def test_a_reader_hears_how_the_tool_is_used(canvas):
    canvas.take_up(Tool.MOSAIC)
    assert canvas.accessibleName().startswith("图片，打码：方向键移动")
    canvas.take_up(None)
    assert canvas.accessibleName() == "图片"


@pytest.mark.parametrize("tool", [None, *Tool])
@pytest.mark.parametrize("whole", [True, False])
def test_every_tool_is_drawn_over_the_picture(canvas, tool, whole):
    canvas.show_whole(whole=whole)
    plain = canvas.grab().toImage()
    canvas.take_up(tool)
    assert (canvas.grab().toImage() == plain) is (tool is None)


@pytest.mark.parametrize("tool", [Tool.ARROW, Tool.MOSAIC])
def test_a_frame_being_drawn_hides_nothing_beside_it(canvas, tool):
    canvas.setFocus()
    plain = canvas.grab().toImage()
    canvas.take_up(tool)
    drawn = canvas.grab().toImage()
    for at in (QPoint(20, 20), QPoint(30, 150), QPoint(470, 240), QPoint(480, 20)):
        assert drawn.pixel(at) == plain.pixel(at)


def test_dot_for_dot_a_large_picture_can_be_scrolled_after_the_frame(qtbot):
    easel = Easel()
    qtbot.addWidget(easel)
    easel.resize(300, 200)
    easel.canvas.show_image(sheet(1000, 900))
    easel.show()
    assert easel.verticalScrollBar().maximum() == 0
    easel.canvas.show_whole(whole=False)
    assert easel.canvas.minimumSize() == QSize(1000, 900)
    qtbot.waitUntil(lambda: easel.verticalScrollBar().maximum() > 0)
    easel.canvas.take_up(Tool.MOSAIC)
    for _ in range(20):
        qtbot.keyClick(easel.canvas, KEY.Key_Down, SHIFT)
    assert easel.verticalScrollBar().value() > 0
    assert easel.canvas.to_dots(QPointF(700, 650)) == QPoint(700, 650)
