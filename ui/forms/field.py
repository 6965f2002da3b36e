"""What every input of a question can do, and what its appearance asks for."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QListWidget, QWidget

from govmedia_desktop.forms.items import Item

PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
LONG = 9
"""More choices than there are digits: they need a search."""


class Field(QObject):
    """An input; `typed(text)` when the person has answered, `renewed` when `inputs` are others.

    It is no widget of its own: its widgets, laid out in `room`, are those of the question
    `around`. They are made in it at once, since whatever gets another parent is styled anew.
    """

    typed = Signal(str)
    renewed = Signal()
    writes = False
    """Whether any sign can be typed into it, `/` too."""
    stretches = False
    """Whether it takes what width there is, up to its own."""

    def __init__(self, room: QLayout, around: QWidget) -> None:
        super().__init__()
        self.room, self.around = room, around
        self._enabled = True

    @property
    def inputs(self) -> list[QWidget]:
        """What takes the keyboard."""
        raise NotImplementedError

    @property
    def first(self) -> QWidget:
        """What has the keyboard when the question gets it."""
        return self.inputs[0]

    def take_focus(self) -> None:
        """Get the keyboard."""
        self.first.setFocus()

    def enable(self, *, enabled: bool) -> None:
        """Let people answer, or only read."""
        if enabled != self._enabled:
            self._enabled = enabled
            for widget in _widgets(self.room):
                widget.setEnabled(enabled)

    def go(self) -> None:
        """Take all of it off the screen, for good."""
        for widget in list(_widgets(self.room)):
            widget.hide()
            widget.deleteLater()
        self.room.deleteLater()

    def commit(self) -> None:
        """Hand on what was typed since the last time."""

    def show_item(self, item: Item) -> None:
        """Show the answer; what is being typed stays."""
        raise NotImplementedError

    def put_beside(self, _widget: QWidget) -> bool:
        """Take a short text at the right of the input; whether there is a place for it."""
        return False

    def show_wrong(self, *, wrong: bool) -> None:
        """Mark the input where its text was not taken."""

    def describe(self, label: str, message: str) -> None:
        """Say label and message to a reader."""
        for widget in self.inputs:
            widget.setAccessibleName(label)
            widget.setAccessibleDescription(message)

    def pressed(self, event: QKeyEvent) -> bool:
        """Take a key before the question does; whether it was one of this input's own."""
        return False


def _widgets(room: QLayout) -> Iterator[QWidget]:
    items = filter(None, (room.itemAt(place) for place in range(room.count())))
    for item in items:
        widget, within = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif within is not None:
            yield from _widgets(within)


def looks(item: Item, *words: str) -> bool:
    """Whether the appearance column asks for one of these looks."""
    return bool(set(words) & set(item.appearance.split()))


def is_plain(event: QKeyEvent) -> bool:
    """Whether a key was pressed without Ctrl, Alt or Shift."""
    return event.modifiers() in PLAIN


def fit(shown: QListWidget, most: int) -> None:
    """Make a list as high as its rows, `most` at most."""
    shown.ensurePolished()
    rows = min(shown.count(), most)
    shown.setFixedHeight(max(shown.sizeHintForRow(0), 1) * rows + 2 * shown.frameWidth() + 2)
