"""The line under a question for a note, a reason or an explanation."""

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from govmedia_desktop.domain.inspections import Absence
from govmedia_desktop.forms.items import Item
from ui.parts.states import row_of
from ui.parts.words import plain_label


class Purpose(Enum):
    """What is written on the line."""

    NOTE = "备注"
    EXPLANATION = "情况说明"
    NOT_APPLICABLE = "不适用的原因"
    NOT_FOUND = "查不到的原因"

    @property
    def absence(self) -> Absence | None:
        """The absence whose reason it is."""
        return Absence[self.name] if self.name in Absence.__members__ else None


_EXAMPLES = {
    Purpose.NOTE: "写给以后看这次检查的人",
    Purpose.EXPLANATION: "为什么确实是这样",
    Purpose.NOT_APPLICABLE: "为什么不用查这一项，必须填写",
    Purpose.NOT_FOUND: "在哪里查过、为什么查不到，必须填写",
}


class NoteLine(QWidget):
    """Hidden until it is wanted or holds something; `written(Purpose, text)` when it is left."""

    written = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.purpose = Purpose.NOTE
        self.title = plain_label()
        self.line = QLineEdit()
        self.title.setBuddy(self.line)
        layout = row_of(self.title, self.line, spacing=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.line)
        self._settled = ""
        self._wanted = False
        self.line.editingFinished.connect(self.commit)
        self.hide()

    def open(self, purpose: Purpose) -> None:
        """Offer the line for a purpose and give it the keyboard."""
        self._become(purpose)
        self._wanted = True
        self.show()
        self.line.setFocus()
        self.line.selectAll()

    def _become(self, purpose: Purpose) -> None:
        if purpose.absence != self.purpose.absence:
            self._settled = ""  # the same words are a reason now
        self.purpose = purpose
        self.title.setText(purpose.value)
        self.line.setPlaceholderText(_EXAMPLES[purpose])

    def commit(self) -> None:
        """Hand on what was written since the last time."""
        text = self.line.text().strip()
        if text != self._settled:
            self._settled = text
            self.written.emit(self.purpose, text)
        elif not text and not self.line.hasFocus():
            self._wanted = False
            self.hide()

    def settle(self) -> None:
        """Take note that what was written stands beside the answer now."""
        self._wanted = False

    def show_item(self, item: Item) -> None:
        """Show what stands beside the answer; what is being written stays."""
        if self.line.text().strip() != self._settled or self.line.hasFocus():
            return
        if not self._wanted or item.note:
            self._become(_purpose_of(item))
            self._settled = item.note
            self.line.setText(item.note)
        self.setVisible(bool(item.note) or item.unexplained or self._wanted)

    def describe(self, label: str) -> None:
        """Say to a reader whose note it is."""
        self.line.setAccessibleName(f"{self.purpose.value}：{label}")


def _purpose_of(item: Item) -> Purpose:
    if item.absent:
        return Purpose[item.absent.name]
    return Purpose.EXPLANATION if item.warning else Purpose.NOTE
