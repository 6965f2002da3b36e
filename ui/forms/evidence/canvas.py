"""A picture, whole or dot for dot, and a frame drawn on it with the mouse or the keyboard."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from ui import theme
from ui.forms.evidence.decoding import fitted
from ui.forms.evidence.edits import Frame, Step, Tool, arrow_width, draw_arrow

_ARROWS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS_ACROSS = 40
_LEAST = QSize(200, 120)


class Canvas(QWidget):
    """Shows a picture; with a tool in hand, `drawn(Step)` when a frame is let go of or entered.

    The arrow keys move the frame, with Shift its second corner, with Ctrl by single dots; `moved`
    tells where its second corner is then. Without a tool Enter is `entered`.
    """

    drawn = Signal(object)
    entered = Signal()
    moved = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.tool: Tool | None = None
        self.whole = True
        self.frame: Frame | None = None
        self._image = QImage()
        self._shown = QPixmap()
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("图片")
        self.setMinimumSize(_LEAST)

    def show_image(self, image: QImage) -> None:
        """Show another picture, or the same one changed; a frame is let go."""
        self._image, self.frame = image, None
        self.show_whole(whole=self.whole)

    def show_whole(self, *, whole: bool) -> None:
        """Show all of the picture, or every dot of it on a dot of the screen."""
        self.whole = whole
        self.setMinimumSize(_LEAST if whole else self._full.toSize().expandedTo(_LEAST))
        self._fit()

    @property
    def _full(self) -> QSizeF:
        """The picture's size dot for dot."""
        size, ratio = self._image.size(), self.devicePixelRatioF()
        return QSizeF(size.width() / ratio, size.height() / ratio)

    def take_up(self, tool: Tool | None) -> None:
        """Take a tool in hand with a frame in the middle, or put it away."""
        self.tool = tool
        self.frame = _middle(self._image.size()) if tool else None
        self.setCursor(Qt.CursorShape.CrossCursor if tool else Qt.CursorShape.ArrowCursor)
        name = f"图片，{tool.value}：方向键移动，Shift 加方向键改大小，回车生效" if tool else "图片"
        self.setAccessibleName(name)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.size() * self.devicePixelRatioF()
        self._shown = QPixmap.fromImage(fitted(self._image, room.width(), room.height()))
        self._shown.setDevicePixelRatio(self.devicePixelRatioF())
        self.update()

    @property
    def place(self) -> QRectF:
        """Where the picture stands in this widget."""
        size = self._shown.deviceIndependentSize() if self.whole else self._full
        room = self.rect()
        left, top = (room.width() - size.width()) / 2, (room.height() - size.height()) / 2
        return QRectF(QPointF(left, top), size)

    def to_dots(self, at: QPointF) -> QPoint:
        """Return the dot of the picture under a point of this widget, the nearest one beside it."""
        place, size = self.place, self._image.size()
        across = (at.x() - place.left()) / max(place.width(), 1)
        down = (at.y() - place.top()) / max(place.height(), 1)
        return QPoint(
            round(min(max(across, 0), 1) * size.width()),
            round(min(max(down, 0), 1) * size.height()),
        )

    def from_dots(self, dot: QPoint) -> QPointF:
        """Return the point of this widget where a dot of the picture stands."""
        place, size = self.place, self._image.size()
        return place.topLeft() + QPointF(
            dot.x() * place.width() / max(size.width(), 1),
            dot.y() * place.height() / max(size.height(), 1),
        )

    # with the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a frame."""
        self.setFocus()
        if self.tool is not None and event.button() == Qt.MouseButton.LeftButton:
            dot = self.to_dots(event.position())
            self.frame, self._dragging = Frame(dot, dot), True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the frame out."""
        if self._dragging and self.frame is not None:
            self.frame = Frame(self.frame.start, self.to_dots(event.position()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the frame as drawn; a slip of the hand is none."""
        if self._dragging and event.button() == Qt.MouseButton.LeftButton:
            self._dragging = False
            self._let_go()

    # with the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the frame, change its size, or take it."""
        if event.key() in _ENTER:
            self._let_go()
        elif self.tool is not None and event.key() in _ARROWS:
            self.frame = self.frame or _middle(self._image.size())
            self._move(_ARROWS[Qt.Key(event.key())], event.modifiers())
        else:
            super().keyPressEvent(event)

    def _move(self, way: QPoint, keys: Qt.KeyboardModifier) -> None:
        if self.frame is None:
            return
        fine = bool(keys & Qt.KeyboardModifier.ControlModifier)
        size = self._image.size()
        step = way * (1 if fine else max(1, min(size.width(), size.height()) // _STEPS_ACROSS))
        resized = bool(keys & Qt.KeyboardModifier.ShiftModifier)
        self.frame = _moved(self.frame, step, size, resized=resized)
        self.moved.emit(self.from_dots(self.frame.end).toPoint())
        self.update()

    def _let_go(self) -> None:
        if self.tool is None:
            self.entered.emit()
        frame, self.frame = self.frame, None
        self.update()
        if self.tool is not None and frame is not None and not frame.is_slip:
            self.drawn.emit(Step(self.tool, frame))

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, and over it the frame."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.palette().ground))
        if self.whole:
            painter.drawPixmap(self.place.topLeft(), self._shown)
        else:
            painter.drawImage(self.place, self._image)
        if self.frame is not None and self.tool is not None:
            painter.save()
            self._draw_frame(painter, self.frame)
            painter.restore()
        self._draw_edge(painter)
        painter.end()

    def _draw_edge(self, painter: QPainter) -> None:
        """Draw the outline of the room there is, stronger while the keyboard is here."""
        colours, room = theme.palette(), self.visibleRegion().boundingRect()
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))
        else:
            painter.setPen(QColor(colours.line))
            painter.drawRect(room.adjusted(0, 0, -1, -1))

    def _draw_frame(self, painter: QPainter, frame: Frame) -> None:
        start, end = self.from_dots(frame.start), self.from_dots(frame.end)
        if self.tool is Tool.ARROW:
            scale = self.place.width() / max(self._image.width(), 1)
            draw_arrow(painter, start, end, max(arrow_width(self._image) * scale, 2))
            return
        box = QRectF(start, end).normalized()
        if self.tool is Tool.CROP:
            self._darken_around(painter, box)
        else:
            painter.fillRect(box, QBrush(QColor(0, 0, 0, 150), Qt.BrushStyle.DiagCrossPattern))
        for colour, width in (("#FFFFFF", 4), (theme.palette().accent, 2)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRect(box)

    def _darken_around(self, painter: QPainter, box: QRectF) -> None:
        place, shade = self.place, QColor(0, 0, 0, 120)
        left, right = place.left(), place.right()
        for around in (
            QRectF(QPointF(left, place.top()), QPointF(right, box.top())),
            QRectF(QPointF(left, box.bottom()), QPointF(right, place.bottom())),
            QRectF(QPointF(left, box.top()), QPointF(box.left(), box.bottom())),
            QRectF(QPointF(box.right(), box.top()), QPointF(right, box.bottom())),
        ):
            painter.fillRect(around, shade)


class Easel(QScrollArea):
    """Holds a canvas that may be larger than the room there is."""

    def __init__(self) -> None:
        super().__init__()
        self.canvas = Canvas()
        self.setWidgetResizable(True)
        self.setWidget(self.canvas)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.moved.connect(lambda at: self.ensureVisible(at.x(), at.y()))
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self.canvas.update)


def _middle(size: QSize) -> Frame:
    """The frame to begin with at the keyboard: the middle half."""
    width, height = size.width(), size.height()
    return Frame(QPoint(width // 4, height // 4), QPoint(width * 3 // 4, height * 3 // 4))


def _moved(frame: Frame, step: QPoint, size: QSize, *, resized: bool) -> Frame:
    """Return the frame a step further, its second corner only where it is resized."""
    if resized:
        return Frame(frame.start, _within(frame.end + step, size))
    box = frame.rect.translated(step)
    kept = QPoint(
        step.x() if box.left() >= 0 and box.left() + box.width() <= size.width() else 0,
        step.y() if box.top() >= 0 and box.top() + box.height() <= size.height() else 0,
    )
    return Frame(frame.start + kept, frame.end + kept)


def _within(dot: QPoint, size: QSize) -> QPoint:
    return QPoint(min(max(dot.x(), 0), size.width()), min(max(dot.y(), 0), size.height()))
