"""A reason: the sign of its state, and a sentence on as many lines as it needs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.parts.states import row_of
from ui.parts.words import plain_label, show_tone
from ui.theme import State

SIGN = 16


class Reason(QWidget):
    """One sentence in the colour of its state, with its sign in the middle of the first line."""

    def __init__(self, *, strong: bool = False) -> None:
        super().__init__()
        self._look: tuple[State, str, int] | None = None
        self._sign = plain_label()
        self.words = plain_label(name="toldStrong" if strong else "told", wrap=True)
        layout = row_of(self._sign, self.words, spacing=6)
        layout.setStretch(1, 1)
        layout.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)

    def tell(self, state: State, text: str) -> None:
        """Show another sentence."""
        self.words.setText(text)
        look = (state, state.colour.name(), theme.length(SIGN))
        if look == self._look:
            return
        self._look = look
        self._sign.setPixmap(state.icon.pixmap(look[2]))
        self._sign.setFixedHeight(self.words.fontMetrics().height())
        show_tone(self.words, state)
