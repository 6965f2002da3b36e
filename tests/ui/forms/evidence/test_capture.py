"""A region of the screen: our window steps aside and comes back, whatever happens."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.drawings import dots, sheet
from ui.forms.evidence import capture as module
from ui.forms.evidence.capture import NOTHING_CAME, Capture, is_nothing

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton


def screen(_screen=None):
    size = QApplication.primaryScreen().size()
    image = sheet(size.width(), size.height(), "#3A6EA5")
    for x in range(100, 300):
        for y in range(100, 200):
            image.setPixelColor(x, y, QColor("#FFFFFF"))
    return image


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def capture(monkeypatch):
    monkeypatch.setattr(module, "_STEPS_ASIDE_MS", 0)
    monkeypatch.delenv("XDG_SESSION_TYPE", raising=False)
    return Capture(screen)


def begun(qtbot, capture, window):
    capture.begin(window)
    assert not window.isVisible()
    qtbot.waitUntil(lambda: bool(capture.overlays))
    return capture.overlays[0]


def test_the_region_drawn_with_the_mouse_is_taken_and_the_window_is_back(qtbot, capture, window):
    overlay = begun(qtbot, capture, window)
    overlay.resize(screen().size())
    with qtbot.waitSignal(capture.taken) as taken:
        qtbot.mousePress(overlay, LEFT, pos=QPoint(100, 100))
        qtbot.mouseMove(overlay, QPoint(300, 200))
        qtbot.mouseRelease(overlay, LEFT, pos=QPoint(300, 200))
    (image,) = taken.args
    assert (image.width(), image.height()) == (200, 100)
    assert set(dots(image)) == {QColor("#FFFFFF").rgb()}
    assert window.isVisible()
    assert capture.overlays == []


def test_the_keyboard_takes_a_region_too(qtbot, capture, window):
    overlay = begun(qtbot, capture, window)
    with qtbot.waitSignal(capture.taken) as taken:
        qtbot.keyClick(overlay, KEY.Key_Return)
    assert taken.args[0].width() == screen().width() // 2


def test_a_region_of_nothing_leaves_the_screen_to_be_tried_again(qtbot, capture, window):
    overlay = begun(qtbot, capture, window)
    qtbot.mouseClick(overlay, LEFT, pos=QPoint(100, 100))
    assert capture.overlays == [overlay]
    qtbot.keyClick(overlay, KEY.Key_Escape)


def test_escape_brings_the_window_back_with_nothing_taken(qtbot, capture, window):
    overlay = begun(qtbot, capture, window)
    taken = []
    capture.taken.connect(taken.append)
    with qtbot.waitSignal(capture.left):
        qtbot.keyClick(overlay, KEY.Key_Escape)
    assert window.isVisible()
    assert taken == []


@pytest.mark.parametrize("image", [QImage(), sheet(800, 600, "#000000")])
def test_where_nothing_comes_the_way_by_printscreen_is_told(qtbot, capture, window, image):
    capture._grab = lambda _screen: image
    with qtbot.waitSignal(capture.failed) as failed:
        capture.begin(window)
    assert failed.args == [NOTHING_CAME]
    assert "PrintScreen" in NOTHING_CAME
    assert "Ctrl+V" in NOTHING_CAME
    assert window.isVisible()


def test_on_wayland_the_window_does_not_even_step_aside(qtbot, capture, window, monkeypatch):
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    with qtbot.waitSignal(capture.failed) as failed:
        capture.begin(window)
    assert failed.args == [NOTHING_CAME]
    assert window.isVisible()


def test_closing_the_overlay_does_not_end_the_program(qtbot, capture, window):
    overlay = begun(qtbot, capture, window)
    assert not overlay.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    qtbot.keyClick(overlay, KEY.Key_Escape)


def test_a_picture_of_something_is_told_from_nothing():
    assert not is_nothing(screen())
    assert is_nothing(sheet())


def test_the_screen_itself_can_be_read(qapp):
    assert isinstance(module.grab(qapp.primaryScreen()), QImage)
