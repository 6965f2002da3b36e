"""What every input of a question can do, and what its appearance asks for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget

from govmedia_desktop.forms.items import Item

PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
LONG = 9
"""More choices than there are digits: they need a search."""


class Field(QWidget):
    """An input; `typed(text)` when the person has answered, `renewed` when `inputs` are others."""

    typed = Signal(str)
    renewed = Signal()
    writes = False
    """Whether any sign can be typed into it, `/` too."""
    stretches = False
    """Whether it takes what width there is, up to its own."""

    @property
    def inputs(self) -> list[QWidget]:
        """What takes the keyboard."""
        raise NotImplementedError

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
