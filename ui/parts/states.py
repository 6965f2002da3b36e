"""States as people see them: sign, word and colour together."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import theme
from ui.parts.words import plain_label, show_tone
from ui.theme import State


def row_of(*widgets: QWidget, margins: tuple[int, int] = (0, 0), spacing: int = 12) -> QHBoxLayout:
    """Return the widgets side by side; `margins` are (sides, top and bottom) in pixels."""
    layout = QHBoxLayout()
    side, top = margins
    layout.setContentsMargins(side, top, side, top)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    return layout


class StatePill(QWidget):
    """A state; a reader hears the word."""

    def __init__(self, state: State, word: str | None = None) -> None:
        super().__init__()
        self._sign = plain_label()
        self.word = plain_label(name="toldStrong")
        layout = row_of(self._sign, self.word, spacing=6)
        layout.addStretch(1)
        self.setLayout(layout)
        self.show_state(state, word)

    def show_state(self, state: State, word: str | None = None) -> None:
        """Show another state, under its own word unless another is given."""
        self._sign.setPixmap(state.icon.pixmap(theme.ICON_SIZE))
        self.word.setText(state.word if word is None else word)
        show_tone(self.word, state)
        self.setAccessibleName(self.word.text())


class Notice(QFrame):
    """A sentence on the ground of its state."""

    def __init__(self, state: State, text: str = "") -> None:
        super().__init__()
        self.setObjectName("bar")
        self._sign = plain_label()
        self.words = plain_label(wrap=True)
        self.row = row_of(self._sign, self.words, margins=(12, 6))
        self.row.setStretch(1, 1)
        self.setLayout(self.row)
        self.tell(state, text)

    def tell(self, state: State, text: str) -> None:
        """Show another sentence."""
        self.setProperty("tone", state.colour_name)
        self.style().polish(self)
        self._sign.setPixmap(state.icon.pixmap(theme.ICON_SIZE))
        self.words.setText(text)
