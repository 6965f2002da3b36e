"""What may be written beside any answer: a note, or why there is no value."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ui.forms.note_line import Purpose
from ui.parts.buttons import make_action
from ui.parts.words import set_tip

_WAYS = (
    (Purpose.NOTE, "备注", "F6"),
    (Purpose.NOT_APPLICABLE, "不适用", "F7"),
    (Purpose.NOT_FOUND, "查不到", "F9"),
)


class Asides:
    """Three actions about the question that has the keyboard, in one button with a list."""

    def __init__(self, owner: QWidget, chosen: Callable[[Purpose], object]) -> None:
        self.actions = [
            make_action(owner, word, "edit", key, partial(chosen, purpose))
            for purpose, word, key in _WAYS
        ]
        menu = QMenu(owner)
        menu.addActions(self.actions)
        self.button = QToolButton()
        self.button.setText("备注、不适用…")
        self.button.setObjectName("asides")
        self.button.setProperty("quiet", True)
        self.button.setMenu(menu)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_tip(self.button, "给这一题写备注（F6），或者答不适用（F7）、查不到（F9），都要写明原因")
