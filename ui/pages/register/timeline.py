"""沿革: who changed what when, as text that can be read, searched by eye and copied."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from govmedia_desktop.usecases.account_history import Change
from ui import theme


class Timeline(QTextEdit):
    """The steps of an account's history, the latest first."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("timeline")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName("沿革")

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show other changes; those that were saved at once stand under one heading."""
        self.clear()
        cursor = QTextCursor(self.document())
        for (at, staff, office, reason), step in groupby(
            changes, key=lambda c: (c.at, c.staff, c.office, c.reason)
        ):
            # letter by letter: insertText reads no markup
            cursor.insertText(f"{at[:16].replace('T', ' ')}  {staff}\n", _format(strong=True))
            cursor.insertText(f"{office}\n", _format(faint=True))
            for change in step:
                cursor.insertText(f"{_told(change)}\n", _format())
            if reason:
                cursor.insertText(f"事由：{reason}\n", _format(faint=True))
            cursor.insertText("\n", _format())
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _told(change: Change) -> str:
    if not change.old:
        return f"{change.field}：{change.new}"
    return f"{change.field}：{change.old} → {change.new or '（清空）'}"


def _format(*, strong: bool = False, faint: bool = False) -> QTextCharFormat:
    result = QTextCharFormat()
    result.setFont(theme.font(strong=strong))
    colours = theme.palette()
    result.setForeground(QColor(colours.faint if faint else colours.ink))
    return result
