"""Pictures made with Qt, for tests of what is done to pictures."""

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from ui.forms.evidence.edits import Frame, Step, Tool


def sheet(width=200, height=100, colour="#FFFFFF"):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def stripes(image, rect, colour="#000000", width=2, shift=0):
    """Draw upright stripes, which stand for letters."""
    painter = QPainter(image)
    for left in range(rect.left() + shift, rect.right(), 2 * width):
        painter.fillRect(left, rect.top(), width, rect.height(), QColor(colour))
    painter.end()
    return image


def dots(image, rect=None):
    rect = rect or image.rect()
    return [
        image.pixel(x, y)
        for y in range(rect.top(), rect.top() + rect.height())
        for x in range(rect.left(), rect.left() + rect.width())
    ]


def frame(left, top, right, bottom):
    return Frame(QPoint(left, top), QPoint(right, bottom))


def step(tool: Tool, left, top, right, bottom):
    return Step(tool, frame(left, top, right, bottom))


def as_file(image, kind="PNG"):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(buffer.data().data())


NUMBER = QRect(20, 40, 120, 20)
"""Where the telephone number stands in tests."""
