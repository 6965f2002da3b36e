"""Choices with their numbers: one of several, or any of them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from govmedia_desktop.forms.items import Choice, Item
from govmedia_desktop.forms.values import ACKNOWLEDGED
from ui.forms.field import Field, is_plain, looks
from ui.forms.flow import Flow
from ui.parts.states import row_of

TABLE_GAP = 6
"""Between the choices in a table of questions."""
_ACKNOWLEDGED = (Choice(ACKNOWLEDGED, "已看过，确认"),)


def choices_of(item: Item) -> tuple[Choice, ...]:
    """Return the choices of a question; an acknowledgement has one."""
    return _ACKNOWLEDGED if item.kind == "acknowledge" else item.choices


class ChoiceField(Field):
    """One of several choices, or any of them; `typed(names)` at every choice made.

    `renewed`: the choices are others now, `inputs` too.
    """

    def __init__(self, item: Item, around: QWidget) -> None:
        self._in_table = looks(item, "list-nolabel")
        table = row_of(spacing=TABLE_GAP) if self._in_table else None
        super().__init__(table or Flow(8, columns=_columns(item)), around)
        self.stretches = self._in_table
        self._several = item.kind in ("select_multiple", "acknowledge")
        self._choices: tuple[Choice, ...] = ()
        self._last: QWidget | None = None
        self.buttons: list[QAbstractButton] = []
        """The choices' buttons in order."""
        self._group = QButtonGroup(self)
        self._group.setExclusive(not self._several)
        self._group.idClicked.connect(self._clicked)
        self._aligned = self._in_table or _columns(item) is not None

    @property
    def inputs(self) -> list[QWidget]:
        """What takes the keyboard."""
        return [*self.buttons]

    @property
    def first(self) -> QWidget:
        """The chosen button, else the first; Tab stops there once where one can be chosen."""
        chosen = (button for button in self.buttons if button.isChecked())
        return next(chosen, self.buttons[0])

    def take_focus(self) -> None:
        """Get the keyboard, unless all choices are filtered out."""
        if self.buttons:
            super().take_focus()

    @property
    def chosen(self) -> list[str]:
        """The names of what is chosen."""
        return [c.name for c, b in zip(self._choices, self.buttons, strict=True) if b.isChecked()]

    def choose(self, number: int) -> None:
        """Choose the choice of that number, from 1; nothing where there is none."""
        button = self._group.button(number)
        if button is not None:
            button.setFocus()
            button.click()

    def _clicked(self, number: int) -> None:
        names = self.chosen if self._several else [self._choices[number - 1].name]
        self.typed.emit(" ".join(names))

    def show_item(self, item: Item) -> None:
        """Show the choices and which are chosen."""
        if choices_of(item) != self._choices:
            self._renew(choices_of(item))
        chosen = (item.answer.value if item.answer else "").split()
        self._group.setExclusive(False)
        for choice, button in zip(self._choices, self.buttons, strict=True):
            button.setChecked(choice.name in chosen)
        self._group.setExclusive(not self._several)
        self._keep_one_stop()

    def _keep_one_stop(self) -> None:
        """Let Tab stop once at a question with one answer."""
        if self._several or not self.buttons:
            return
        first = self.first
        for button in self.buttons:
            stops = button is first
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus
            )

    def _renew(self, choices: tuple[Choice, ...]) -> None:
        for button in self.buttons:
            self._group.removeButton(button)
            self.room.removeWidget(button)
            button.deleteLater()
        self._choices, self.buttons = choices, []
        made = QCheckBox if self._several else QRadioButton
        visible = self.around.isVisible()
        for number, choice in enumerate(choices, start=1):
            # a single & in the text of a button would name its key
            words = "" if self._in_table else choice.label
            text = f"{number}  {words}".strip().replace("&", "&&")
            button = made(text, self.around)
            button.setObjectName("choice")
            if self._in_table:
                button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self.buttons.append(button)
            self._group.addButton(button, number)
            self.room.addWidget(button)
            if visible:
                button.show()  # a layout would show it a moment later, too late for the keyboard
        if self._last is not None:
            self.room.removeWidget(self._last)
            self.room.addWidget(self._last)
        self.renewed.emit()

    def put_beside(self, widget: QWidget) -> bool:
        """Let it follow the choices, in the next row where theirs is full."""
        if self._aligned:
            return False
        self._last = widget
        self.room.addWidget(widget)
        return True

    def describe(self, label: str, message: str) -> None:
        """Say label and message to a reader, with each choice."""
        for choice, button in zip(self._choices, self.buttons, strict=True):
            button.setAccessibleName(f"{label} {choice.label}")
            button.setAccessibleDescription(message)

    def pressed(self, event: QKeyEvent) -> bool:
        """Choose by the number; take the choice back by Delete."""
        if not is_plain(event):
            return False
        if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.choose(event.key() - Qt.Key.Key_0)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.typed.emit("")
        else:
            return False
        return True


def _columns(item: Item) -> int | None:
    """Return how many choices stand in a row: None as many as fit, each as wide as it is; 0 as many
    as fit, all as wide as the widest."""
    words = [word for word in item.appearance.split() if word.startswith("columns-")]
    number = words[0].removeprefix("columns-") if words else ""
    if number.isdigit():
        return int(number)
    return 0 if looks(item, "columns", "likert", "horizontal") else None
