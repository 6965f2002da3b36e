"""Inputs of a question: a line to type into, or choices with their numbers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from govmedia_desktop.forms.items import Choice, Item
from ui import theme
from ui.forms.flow import Flow
from ui.parts.states import row_of

_WIDTHS = {"date": 150, "integer": 110, "decimal": 110}
_EXAMPLES = {"date": "如 11-06"}


class LineField(QWidget):
    """A line of text, a number or a date; `typed(text)` once the person leaves it changed."""

    typed = Signal(str)
    renewed = Signal()

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(_EXAMPLES.get(item.kind, ""))
        if item.kind in _WIDTHS:
            theme.fix(self.line, width=_WIDTHS[item.kind])
        else:
            self.line.setMinimumWidth(theme.length(280))
        self._settled = ""
        self.setLayout(row_of(self.line))
        self.setFocusProxy(self.line)
        self.line.editingFinished.connect(self.commit)

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
        value = item.answer.value if item.answer else ""
        if self.line.text().strip() == self._settled and value != self._settled:
            self._settled = value
            self.line.setText(value)

    def show_wrong(self, *, wrong: bool) -> None:
        """Mark the line where its text was not taken."""
        self.line.setProperty("wrong", wrong)
        self.line.style().polish(self.line)

    def describe(self, label: str, message: str) -> None:
        """Say label and message to a reader."""
        self.line.setAccessibleName(label)
        self.line.setAccessibleDescription(message)


class ChoiceField(QWidget):
    """One of several choices, or any of them; `typed(names)` at every choice made.

    `renewed`: the choices are others now, `inputs` too.
    """

    typed = Signal(str)
    renewed = Signal()

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._several = item.kind == "select_multiple"
        self._choices: tuple[Choice, ...] = ()
        self._group = QButtonGroup(self)
        self._group.setExclusive(not self._several)
        self._group.idClicked.connect(self._clicked)
        self._layout = Flow(8)
        self.setLayout(self._layout)

    @property
    def inputs(self) -> list[QAbstractButton]:
        """What takes the keyboard."""
        return self._group.buttons()

    @property
    def chosen(self) -> list[str]:
        """The names of what is chosen."""
        return [c.name for c, b in zip(self._choices, self.inputs, strict=True) if b.isChecked()]

    def choose(self, number: int) -> None:
        """Choose the choice of that number, from 1; nothing where there is none."""
        button = self._group.button(number)
        if button is not None:
            button.setFocus()
            button.click()

    def _clicked(self, number: int) -> None:
        names = self.chosen if self._several else [self._choices[number - 1].name]
        self.typed.emit(" ".join(names))

    def commit(self) -> None:
        """Do nothing: a choice was handed on when it was made."""

    def show_item(self, item: Item) -> None:
        """Show the choices and which are chosen."""
        if item.choices != self._choices:
            self._renew(item.choices)
        chosen = (item.answer.value if item.answer else "").split()
        self._group.setExclusive(False)
        for choice, button in zip(self._choices, self.inputs, strict=True):
            button.setChecked(choice.name in chosen)
        self._group.setExclusive(not self._several)
        self._keep_one_stop()

    def _keep_one_stop(self) -> None:
        """Let Tab stop once at a question with one answer: at the chosen one, else the first."""
        stop = next((b for b in self.inputs if b.isChecked()), next(iter(self.inputs), None))
        if stop is not None:
            self.setFocusProxy(stop)
        for button in self.inputs if not self._several else []:
            way = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(way)

    def _renew(self, choices: tuple[Choice, ...]) -> None:
        for button in self.inputs:
            self._group.removeButton(button)
            self._layout.removeWidget(button)
            button.deleteLater()
        self._choices = choices
        for number, choice in enumerate(choices, start=1):
            # a single & in the text of a button would name its key
            text = f"{number}  {choice.label}".replace("&", "&&")
            button = QCheckBox(text) if self._several else QRadioButton(text)
            button.setObjectName("choice")
            self._group.addButton(button, number)
            self._layout.addWidget(button)
            button.show()  # a layout would show it a moment later, too late for the keyboard
        self.renewed.emit()

    def show_wrong(self, *, wrong: bool) -> None:
        """Do nothing: the sentence beside it says enough."""

    def describe(self, label: str, message: str) -> None:
        """Say label and message to a reader, with each choice."""
        for choice, button in zip(self._choices, self.inputs, strict=True):
            button.setAccessibleName(f"{label} {choice.label}")
            button.setAccessibleDescription(message)


Field = LineField | ChoiceField


def field_for(item: Item) -> Field:
    """Return the input that a question needs."""
    return ChoiceField(item) if item.kind.startswith("select") else LineField(item)
