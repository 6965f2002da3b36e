"""What stands between the questions of a section: notes, and the heads of tables."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from govmedia_desktop.forms.items import Item
from ui.forms.choosing import TABLE_GAP
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import faint_label, plain_label

_SHARES = (1, 3)
BAR, SIDE = 3, 12
EDGE = BAR + SIDE
"""Where all words of a section begin, in pixels from its left."""


def share(row: QHBoxLayout) -> None:
    """Divide the width of a table of questions between what is asked and the choices."""
    for place, share in enumerate(_SHARES):
        row.setStretch(place, share)


class Note(QWidget):
    """A note of the form: words to read, nothing to answer."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.words = plain_label(wrap=True)
        self.hint = faint_label(wrap=True)
        layout = column(4)
        layout.setContentsMargins(EDGE, 8, SIDE, 8)
        layout.addWidget(self.words)
        layout.addWidget(self.hint)
        self.setLayout(layout)

    def show_item(self, item: Item) -> None:
        """Show the words as they are now."""
        self.setVisible(item.relevant)
        self.words.setText(item.label)
        self.hint.setText(item.hint)
        self.hint.setVisible(bool(item.hint))


class TableHead(QWidget):
    """The choices over a table of questions that share them."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        choices = QWidget()
        columns = row_of(spacing=TABLE_GAP)
        for number, choice in enumerate(item.choices, start=1):
            words = faint_label(f"{number} {choice.label}", wrap=True)
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            columns.addWidget(words, 1)
        choices.setLayout(columns)
        row = row_of(faint_label(item.label, wrap=True), choices)
        row.setContentsMargins(EDGE, 6, SIDE, 6)
        share(row)
        self.setLayout(row)

    def show_item(self, item: Item) -> None:
        """Come and go with the table."""
        self.setVisible(item.relevant)
