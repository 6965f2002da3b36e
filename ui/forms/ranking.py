"""Choices to be put in order."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from govmedia_desktop.forms.items import Choice, Item
from ui import theme
from ui.forms.field import Field, fit
from ui.forms.lines import FIRST
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import faint_label

_WIDTH = 360
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RankField(Field):
    """All choices in their order; `typed(names)` whenever it is changed or taken as it stands."""

    stretches = True

    def __init__(self, around: QWidget) -> None:
        frame = QWidget(around)
        room = row_of(frame)
        room.setStretch(0, FIRST)
        room.addStretch(1)
        super().__init__(room, around)
        self._choices: dict[str, str] = {}
        self._names: list[str] = []
        self.list = QListWidget()
        self.list.setObjectName("choices")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told = faint_label(wrap=True)
        layout = column(4)
        for widget in (self.list, self.told):
            layout.addWidget(widget)
        frame.setLayout(layout)
        # not of its parts: the height would be reckoned as if the words were wider
        frame.setMaximumWidth(theme.length(_WIDTH))

    @property
    def inputs(self) -> list[QWidget]:
        """What takes the keyboard."""
        return [self.list]

    def show_item(self, item: Item) -> None:
        """Show the order; while there is none, that of the form."""
        self._choices = _labels(item.choices)
        ranked = (item.answer.value if item.answer else "").split()
        known = [name for name in ranked if name in self._choices]
        kept = known or [name for name in self._names if name in self._choices]
        self._names = [*kept, *(name for name in self._choices if name not in kept)]
        how = "Alt+↑↓ 移动，数字键移到第几位"
        self.told.setText(how if ranked else f"还没有排序：{how}，空格就按这个顺序")
        self._list(max(self.list.currentRow(), 0))

    def _list(self, row: int) -> None:
        self.list.clear()
        for number, name in enumerate(self._names, start=1):
            QListWidgetItem(f"{number}  {self._choices[name]}", self.list)
        fit(self.list, len(self._names))
        self.list.setCurrentRow(row)

    def pressed(self, event: QKeyEvent) -> bool:
        """Move the marked choice by Alt+↑↓ or by its new number; ↑ and ↓ mark another."""
        key, row = Qt.Key(event.key()), self.list.currentRow()
        moving = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in _STEPS and moving:
            self._move(row + _STEPS[key])
        elif key in _STEPS and 0 <= row + _STEPS[key] < len(self._names):
            self.list.setCurrentRow(row + _STEPS[key])
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not moving:
            self._move(key - Qt.Key.Key_1)
        elif key == Qt.Key.Key_Space:
            self.typed.emit(" ".join(self._names))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.typed.emit("")
        else:
            return False
        return True

    def _move(self, place: int) -> None:
        if not 0 <= place < len(self._names):
            return
        self._names.insert(place, self._names.pop(self.list.currentRow()))
        self._list(place)
        self.typed.emit(" ".join(self._names))


def _labels(choices: tuple[Choice, ...]) -> dict[str, str]:
    return {choice.name: choice.label for choice in choices}
