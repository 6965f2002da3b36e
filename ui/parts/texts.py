"""Longer texts to read and to copy."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit

from ui import theme


class ReadText(QPlainTextEdit):
    """A text that scrolls where it must, by whole lines: none is cut in two at the lower edge."""

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(text)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)

    def cut_line(self) -> QRect:
        """Return what the lower edge leaves of a line that has no room; empty where all have."""
        sheet = self.viewport().rect()
        lines = self.firstVisibleBlock().layout()
        if not lines.lineCount():
            return QRect()
        spare = (sheet.height() - self.contentOffset().y()) % lines.lineAt(0).height()
        return sheet.adjusted(0, sheet.height() - int(spare), 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Leave such a line out."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.fillRect(self.cut_line(), QColor(theme.palette().paper))
        painter.end()
