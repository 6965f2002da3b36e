"""沿革: all that happened to an account, as text that can be read, searched by eye and copied."""

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor

from govmedia_desktop.usecases.oversight.timeline import Happening
from ui import theme
from ui.parts.texts import ReadText


class Timeline(ReadText):
    """What happened, the latest first."""

    def __init__(self) -> None:
        super().__init__("沿革")
        self.setObjectName("timeline")

    def show_happenings(self, happenings: Sequence[Happening]) -> None:
        """Show what happened to another account."""
        self.clear()
        cursor = QTextCursor(self.document())
        for happening in happenings:
            # letter by letter: insertText reads no markup
            when = f"{happening.day} {happening.clock}".strip()
            cursor.insertText(f"{when}  {happening.title}\n", _format(strong=True))
            if happening.who:
                cursor.insertText(f"{happening.who}\n", _format(faint=True))
            for line in happening.lines:
                cursor.insertText(f"{line}\n", _format())
            cursor.insertText("\n", _format())
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _format(*, strong: bool = False, faint: bool = False) -> QTextCharFormat:
    result = QTextCharFormat()
    result.setFont(theme.font(strong=strong))
    colours = theme.palette()
    result.setForeground(QColor(colours.faint if faint else colours.ink))
    return result
