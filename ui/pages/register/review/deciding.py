"""What a person says of a chosen row: one line for the reason and the buttons under it."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.forms.flow import Flow
from ui.parts.buttons import secondary_button
from ui.parts.page import column
from ui.parts.words import buddy_label, fault_label, show_fault


class Reason(QWidget):
    """The line for a reason over its buttons; a refusal stands between them."""

    def __init__(self, title: str, hint: str, actions: Sequence[QAction]) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.refusal = fault_label()
        buttons = Flow(8)
        for action in actions:
            buttons.addWidget(secondary_button(action))
        layout = column(8)
        layout.addWidget(buddy_label(title, self.line))
        layout.addWidget(self.line)
        layout.addWidget(self.refusal)
        layout.addLayout(buttons)
        self.setLayout(layout)

    @property
    def text(self) -> str:
        """The reason that stands in the line."""
        return self.line.text().strip()

    def begin(self, text: str = "") -> None:
        """Show another reason; a refusal of before is gone."""
        self.line.setText(text)
        self.refuse("")

    def refuse(self, sentence: str) -> None:
        """Show why it was not taken; the cursor stands where it can be mended."""
        show_fault(self.refusal, sentence)
        if sentence:
            self.line.setFocus()
