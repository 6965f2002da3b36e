"""The inputs of an account: one line each, the fault under its own line."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLabel, QLineEdit

from ui import theme
from ui.parts.words import buddy_label, fault_label, show_fault

NOT_FILLED = "未填"


class Field(QObject):
    """One input with its label and the place for its fault, laid out by `field_grid`.

    `given(name, text)` when the person leaves it.
    With `choices` it is a list to choose from, `may_be_empty` puts an empty choice first.
    """

    given = Signal(str, str)

    def __init__(
        self, name: str, title: str, choices: Sequence[str] = (), *, may_be_empty: bool = True
    ) -> None:
        super().__init__()
        self.name = name
        self.title = title
        self.fault = fault_label()
        self.label: QLabel | None = None
        self.input: QLineEdit | QComboBox = QComboBox() if choices else QLineEdit()
        if isinstance(self.input, QComboBox):
            self.input.addItems([NOT_FILLED, *choices] if may_be_empty else list(choices))
            self.input.activated.connect(self._give)
        else:
            self.input.editingFinished.connect(self._give)
        self.input.setMinimumWidth(theme.length(80))

    def setFocus(self) -> None:  # noqa: N802 — as of a widget
        """Put the cursor into the input."""
        self.input.setFocus()

    @property
    def text(self) -> str:
        """What stands in the input."""
        box = self.input
        if isinstance(box, QLineEdit):
            return box.text().strip()
        return "" if box.currentText() == NOT_FILLED else box.currentText()

    def show_text(self, text: str) -> None:
        """Show a stored value and lift the fault; what is there already is not touched."""
        box = self.input
        if isinstance(box, QComboBox):
            # a value of a newer program or of no choice is shown as it is
            shown = text or NOT_FILLED
            if box.findText(shown) < 0:
                box.addItem(shown)
            box.setCurrentText(shown)
        elif box.text() != text:
            box.setText(text)
            box.setCursorPosition(0)
        self.refuse("")

    def refuse(self, reason: str) -> None:
        """Show why the input is not taken, or (empty) that it is."""
        show_fault(self.fault, reason)
        self.input.setProperty("wrong", bool(reason))
        self.input.style().polish(self.input)

    def offer(self, words: Sequence[str]) -> None:
        """Complete what is typed from these words."""
        if isinstance(self.input, QLineEdit):
            completer = QCompleter(list(words), self.input)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.input.setCompleter(completer)

    def choose_from(self, words: Sequence[str]) -> None:
        """Offer other choices than before."""
        if isinstance(self.input, QComboBox):
            self.input.clear()
            self.input.addItems(list(words))

    def hint(self, text: str) -> None:
        """Say in the empty input what is expected."""
        if isinstance(self.input, QLineEdit):
            self.input.setPlaceholderText(text)

    def show_line(self, *, shown: bool) -> None:
        """Show the field's line of its grid or leave it out."""
        for part in (self.label, self.input):
            if part is not None:
                part.setVisible(shown)
        if not shown:
            self.refuse("")

    def _give(self) -> None:
        self.given.emit(self.name, self.text)


def field_grid(fields: Sequence[Field]) -> QGridLayout:
    """Return the fields under each other, their labels at the left in one column."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, theme.length(86))
    for place, field in enumerate(fields):
        field.label = buddy_label(field.title, field.input)
        grid.addWidget(field.label, place * 2, 0)
        grid.addWidget(field.input, place * 2, 1)
        grid.addWidget(field.fault, place * 2 + 1, 1)
    return grid
