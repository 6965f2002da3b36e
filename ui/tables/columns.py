"""Columns: how a row of plain data is shown, sorted and searched."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtCore import Qt

from ui.theme import State

Row = TypeVar("Row")
SortKey = str | int | float
"""Dates as ISO text: Qt's and Python's own date objects sort wrongly without a word."""


class Align(Enum):
    """Words left, numbers right, dates and states in the middle."""

    LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column of a table.

    `text` is what the cell shows (empty where nothing is known). `sort_key` is what it sorts by,
    the text unless given. `state` adds sign and colour to the text. `width` in pixels of the
    标准 size holds at first where the content does not tell the right one.

    Where the table is too narrow for all: `least` is the width down to which the column gives room
    (0: it gives none), `spare` says how soon it is left out (see `Wish`). A text that `wraps` is
    shown whole on as many lines as it needs.
    """

    title: str
    text: Callable[[Row], str]
    sort_key: Callable[[Row], SortKey] | None = None
    align: Align = Align.LEFT
    state: Callable[[Row], State | None] | None = None
    width: int = 0
    least: int = 0
    spare: int = 0
    wraps: bool = False
    editable: bool = False

    def shown(self, row: Row) -> str:
        """Return the cell's text, with the sign of its state."""
        state = self.state(row) if self.state else None
        return state.text(self.text(row)) if state else self.text(row)

    def key(self, row: Row) -> SortKey:
        """Return what the row sorts by in this column; a key of another kind is a TypeError."""
        key = self.sort_key(row) if self.sort_key else self.text(row)
        if not isinstance(key, str | int | float):
            raise TypeError(f"{self.title}: {type(key).__name__}")
        return key
