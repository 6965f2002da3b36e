"""A region of the screen: our window steps aside, the person draws what is wanted."""

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeyEvent, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.forms.evidence.canvas import Canvas
from ui.forms.evidence.decoding import editable
from ui.forms.evidence.edits import Edits, Step, Tool

NOTHING_CAME = (
    "没有截到屏幕，这台电脑的桌面可能不允许程序截屏；检查内容没有变化。"
    "请按键盘上的 PrintScreen 截屏，回到这一题按 Ctrl+V 粘贴。"
)
_HELP = (
    "按住鼠标拖出要截的范围，松开就截下 · 键盘：方向键移动，Shift+方向键改大小，回车截下 · Esc 不截"
)
_STEPS_ASIDE_MS = 300
"""Until desktops have faded our window out."""


def grab(screen: QScreen) -> QImage:
    """Return what stands on a screen, an empty picture where the desktop gives none."""
    return screen.grabWindow(0).toImage()


class Overlay(Canvas):
    """One whole screen with what stood on it; `drawn` or `left`."""

    left = Signal()

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self.image = editable(image)
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        # our own window is hidden meanwhile: closing this one must not end the program
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle("截屏")
        self.show_image(self.image)
        self.take_up(Tool.CROP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave at Esc; the rest is the frame's."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what stood there and, above it, what to do."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(theme.font(strong=True))
        box = QRect(0, 0, self.width(), painter.fontMetrics().height() + 20)
        painter.fillRect(box, QColor(0, 0, 0, 200))
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, _HELP)
        painter.end()


class Capture(QObject):
    """Takes one region; `taken(QImage)`, `failed(str)` or `left`."""

    taken = Signal(QImage)
    failed = Signal(str)
    left = Signal()

    def __init__(self, grab_screen: Callable[[QScreen], QImage] = grab) -> None:
        super().__init__()
        self._grab = grab_screen
        self._window: QWidget | None = None
        self.overlays: list[Overlay] = []

    def begin(self, window: QWidget) -> None:
        """Let the window step aside and look at the screens."""
        if not allowed():
            self.failed.emit(NOTHING_CAME)
            return
        self._window = window
        window.hide()
        QTimer.singleShot(_STEPS_ASIDE_MS, self, self._look)

    def _look(self) -> None:
        screens = QGuiApplication.screens()
        images = [self._grab(screen) for screen in screens]
        if all(is_nothing(image) for image in images):
            self._end()
            self.failed.emit(NOTHING_CAME)
            return
        for screen, image in zip(screens, images, strict=True):
            overlay = Overlay(image)
            overlay.drawn.connect(lambda step, of=overlay: self._take(of, step))
            overlay.left.connect(self._leave)
            self.overlays.append(overlay)
            overlay.setGeometry(screen.geometry())
            overlay.showFullScreen()
        self.overlays[0].activateWindow()
        self.overlays[0].setFocus()

    def _take(self, overlay: Overlay, step: Step) -> None:
        edits = Edits(overlay.image)
        edits.do(step)
        if not edits.edited:
            return
        self._end()
        self.taken.emit(edits.image)

    def _leave(self) -> None:
        self._end()
        self.left.emit()

    def _end(self) -> None:
        """Bring our window back before the overlays go, so that some window is always there."""
        window, self._window = self._window, None
        if window is not None:
            window.show()
            window.activateWindow()
        for overlay in self.overlays:
            overlay.close()
            overlay.deleteLater()
        self.overlays = []


def allowed() -> bool:
    """Whether this desktop lets a program see the screen at all: Wayland does not."""
    on_wayland = QGuiApplication.platformName().startswith("wayland")
    return not on_wayland and os.environ.get("XDG_SESSION_TYPE") != "wayland"


def is_nothing(image: QImage) -> bool:
    """Whether a screen came out empty, or all in one colour, as a desktop that forbids it gives."""
    if image.isNull():
        return True
    few = image.scaled(24, 24)
    colours = {few.pixel(x, y) for x in range(few.width()) for y in range(few.height())}
    return len(colours) == 1
