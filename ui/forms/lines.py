"""Inputs that are typed into: a line, or several."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from govmedia_desktop.forms.items import Item
from ui import theme
from ui.forms.field import Field, is_plain, looks
from ui.parts.states import row_of
from ui.parts.words import mark_wrong

_WIDTHS = {"date": 150, "integer": 110, "decimal": 110, "time": 110, "datetime": 190}
_EXAMPLES = {
    "date": "如 11-06",
    "time": "如 09:30",
    "datetime": "如 11-06 09:30",
    "barcode": "扫描或键入条码上的数字",
    "geopoint": "纬度 经度，如 31.86 117.28",
    "geotrace": "如 31.86 117.28; 31.87 117.29",
    "geoshape": "如 31.8 117.2; 31.9 117.2; 31.9 117.3",
}
_WIDE, _LEAST = 420, 80
FIELD = 34
"""Pixels that a line is high in the 标准 size, its border with it."""
FIRST = 100
"""Share of the width that an input takes before anything is left empty."""
_NUMBERS = ("numbers", "thousands-sep")


_WITHIN = re.compile(r"^jr://\w+/")
"""How an XLSForm names a picture or a recording that comes with it."""
_MOMENT = re.compile(r"(?:(\d{4}-\d\d-\d\d)T)?(\d\d:\d\d):00(?:\.0+)?")


def readable(value: str) -> str:
    """Return a time of day, with or without its day, as people write it, and a file by its name.

    Other values come back as they are.
    """
    moment = _MOMENT.fullmatch(value)
    return " ".join(filter(None, moment.groups())) if moment else _WITHIN.sub("", value, count=1)


class LineField(Field):
    """A line of text, a number or a date; `typed(text)` once the person leaves it changed."""

    stretches = True

    def __init__(self, item: Item, around: QWidget) -> None:
        self.line = QLineEdit(around)
        self._row = row_of(self.line)
        self._row.setStretch(0, FIRST)
        self._row.addStretch(1)
        super().__init__(self._row, around)
        self.line.setPlaceholderText(_EXAMPLES.get(item.kind, ""))
        self.writes = item.kind not in ("integer", "decimal", "range")
        if looks(item, *_NUMBERS):
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        if item.kind in _WIDTHS:
            theme.fix(self.line, width=_WIDTHS[item.kind])
        else:
            self.line.setMaximumWidth(theme.length(_WIDE if item.kind in _EXAMPLES else 280))
            self.line.setMinimumWidth(theme.length(_LEAST))
        self._settled = ""
        self.line.editingFinished.connect(self.commit)

    def put_beside(self, widget: QWidget, share: int = 0) -> bool:
        """Put something at the right of the line, with a share of the width."""
        self._row.insertWidget(self._row.count() - 1, widget, share)
        return True

    @property
    def inputs(self) -> list[QWidget]:
        """What takes the keyboard."""
        return [self.line]

    def commit(self) -> None:
        """Hand on what was typed since the last time."""
        text = self.line.text().strip()
        if text != self._settled:
            self._settled = text
            self.typed.emit(text)

    def show_item(self, item: Item) -> None:
        """Show the answer; a text that is being typed stays."""
        value = readable(item.answer.value) if item.answer else ""
        if self.line.text().strip() == self._settled and value != self._settled:
            self._settled = value
            self.line.setText(value)

    def show_wrong(self, *, wrong: bool) -> None:
        """Mark the line where its text was not taken."""
        mark_wrong(self.line, wrong=wrong)


class Paper(QPlainTextEdit):
    """Several lines; `left` when the keyboard goes elsewhere."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the person went on."""
        super().focusOutEvent(event)
        self.left.emit()


class PaperField(Field):
    """A text of several lines: Enter goes on as everywhere, Shift+Enter begins a new line."""

    writes = stretches = True

    def __init__(self, around: QWidget) -> None:
        self.paper = Paper(around)
        row = row_of(self.paper)
        row.setStretch(0, FIRST)
        row.addStretch(1)
        super().__init__(row, around)
        self.paper.setTabChangesFocus(True)
        self.paper.setPlaceholderText("可写多行；Shift+回车换行")
        self.paper.setMaximumWidth(theme.length(_WIDE))
        self.paper.setMinimumWidth(theme.length(_LEAST))
        self.paper.setFixedHeight(theme.length(88))
        self._settled = ""
        self.paper.left.connect(self.commit)

    @property
    def inputs(self) -> list[QWidget]:
        """What takes the keyboard."""
        return [self.paper]

    def commit(self) -> None:
        """Hand on what was written since the last time."""
        text = self.paper.toPlainText().strip()
        if text != self._settled:
            self._settled = text
            self.typed.emit(text)

    def show_item(self, item: Item) -> None:
        """Show the answer; a text that is being written stays."""
        value = item.answer.value if item.answer else ""
        if self.paper.toPlainText().strip() == self._settled and value != self._settled:
            self._settled = value
            self.paper.setPlainText(value)

    def pressed(self, event: QKeyEvent) -> bool:
        """Let ↑ and ↓ go through the lines before they leave the text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not is_plain(event):
            self.paper.insertPlainText("\n")
            return True
        cursor = self.paper.textCursor()
        last = self.paper.blockCount() - 1
        inside = {Qt.Key.Key_Up: cursor.blockNumber() > 0}
        inside[Qt.Key.Key_Down] = cursor.blockNumber() < last
        if not (is_plain(event) and inside.get(Qt.Key(event.key()), False)):
            return False
        up = event.key() == Qt.Key.Key_Up
        self.paper.moveCursor(cursor.MoveOperation.Up if up else cursor.MoveOperation.Down)
        return True
