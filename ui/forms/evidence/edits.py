"""What can be done to a picture before it is kept: cut it, point at something, make it unreadable.

Steps are remembered, not pictures: undoing does all but the last anew on the original.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from math import atan2, cos, pi, sin

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

SMALLEST = 8
"""Dots; what a slip of the hand draws is smaller."""
_COARSE = 24
_LEVELS = 32
_CELL = 12
_RED = "#D0021B"


class Tool(Enum):
    """What a frame drawn on the picture does."""

    CROP = "裁剪"
    ARROW = "箭头"
    MOSAIC = "打码"


@dataclass(frozen=True)
class Frame:
    """Two corners in dots of the picture; an arrow goes from `start` to `end`."""

    start: QPoint
    end: QPoint

    @property
    def rect(self) -> QRect:
        """The dots between the corners."""
        left, right = sorted((self.start.x(), self.end.x()))
        top, bottom = sorted((self.start.y(), self.end.y()))
        return QRect(left, top, right - left, bottom - top)

    @property
    def is_slip(self) -> bool:
        """Whether it is too small to be meant."""
        return max(self.rect.width(), self.rect.height()) < SMALLEST


@dataclass(frozen=True)
class Step:
    """One edit."""

    tool: Tool
    frame: Frame


class Edits:
    """A picture under edit."""

    def __init__(self, original: QImage) -> None:
        self._original = original
        self._steps: list[Step] = []
        self.image = original

    @property
    def edited(self) -> bool:
        """Whether the picture is another than the original."""
        return bool(self._steps)

    def do(self, step: Step) -> None:
        """Do one step; a cut or a mosaic that catches nothing changes nothing."""
        changed = _WAYS[step.tool](self.image, step.frame)
        if changed is not None:
            self._steps.append(step)
            self.image = changed

    def undo(self) -> None:
        """Take the last step back."""
        self.image = self._original
        for step in self._steps[:-1]:
            self.image = _WAYS[step.tool](self.image, step.frame) or self.image
        del self._steps[-1:]


def _crop(image: QImage, frame: Frame) -> QImage | None:
    rect = frame.rect.intersected(image.rect())
    return None if rect.width() < SMALLEST or rect.height() < SMALLEST else image.copy(rect)


def _arrow(image: QImage, frame: Frame) -> QImage | None:
    result = image.copy()
    painter = QPainter(result)
    draw_arrow(painter, QPointF(frame.start), QPointF(frame.end), arrow_width(image))
    painter.end()
    return result


def arrow_width(image: QImage) -> float:
    """Return how thick an arrow is on a picture, so that it shows on a large one too."""
    return max(4.0, max(image.width(), image.height()) / 250)


def draw_arrow(painter: QPainter, start: QPointF, end: QPointF, width: float) -> None:
    """Draw a red arrow with a white rim, which stands out on any ground."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    angle = atan2(end.y() - start.y(), end.x() - start.x())
    head = width * 4.5
    neck = end - QPointF(cos(angle), sin(angle)) * head * 0.8
    sides = [
        end - QPointF(cos(angle + turn), sin(angle + turn)) * head for turn in (pi / 7, -pi / 7)
    ]
    for colour, rim in (("#FFFFFF", width * 0.9), (_RED, 0.0)):
        pen = QPen(QColor(colour), width + rim)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(QColor(colour))
        painter.drawLine(start, neck)
        pen.setWidthF(max(rim, 1))
        painter.setPen(pen)
        painter.drawPolygon(QPolygonF([end, *sides]))


def _mosaic(image: QImage, frame: Frame) -> QImage | None:
    """Cover what is framed so that nothing of it can be computed back.

    A square as high as what is framed keeps but its mean, in eight shades a channel: several
    digits of a number become one of a few greys. The chequers over it are always the same.
    """
    rect = frame.rect.intersected(image.rect())
    if rect.isEmpty():
        return None
    result = image.copy()
    painter = QPainter(result)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    painter.drawImage(rect, _means(image.copy(rect)))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setClipRect(rect)
    _chequer(painter, rect)
    painter.end()
    return result


def _means(region: QImage) -> QImage:
    """Return one dot for each square of the region, its mean in eight shades a channel, opaque."""
    square = max(_COARSE, min(region.width(), region.height()))
    columns, rows = -(-region.width() // square), -(-region.height() // square)
    opaque = region.convertToFormat(QImage.Format.Format_RGB32)
    way = (Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    means = opaque.scaled(columns, rows, *way)
    for x in range(means.width()):
        for y in range(means.height()):
            shades = (c // _LEVELS * _LEVELS + _LEVELS // 2 for c in _channels(means, x, y))
            means.setPixelColor(x, y, QColor(*shades))
    return means


def _channels(image: QImage, x: int, y: int) -> tuple[int, int, int]:
    colour = image.pixelColor(x, y)
    return colour.red(), colour.green(), colour.blue()


def _chequer(painter: QPainter, rect: QRect) -> None:
    cell = max(_CELL, min(rect.width(), rect.height()) // 6)
    for row, top in enumerate(range(rect.top(), rect.bottom() + 1, cell)):
        for column, left in enumerate(range(rect.left(), rect.right() + 1, cell)):
            shade = QColor(0, 0, 0, 46) if (row + column) % 2 else QColor(255, 255, 255, 46)
            painter.fillRect(left, top, cell, cell, shade)


_WAYS: dict[Tool, Callable[[QImage, Frame], QImage | None]] = {
    Tool.CROP: _crop,
    Tool.ARROW: _arrow,
    Tool.MOSAIC: _mosaic,
}
