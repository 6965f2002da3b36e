"""The place to drop files on, with the button to choose them; while they are read it says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from ui import theme
from ui.parts.buttons import primary_button, secondary_button
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import faint_label, plain_label


@dataclass(frozen=True)
class Asking:
    """What a drop area says, and how the names of the files end that it takes.

    `first`: its button is the page's primary one.
    """

    words: str
    hint: str
    endings: tuple[str, ...]
    first: bool = False


class DropArea(QFrame):
    """Where files are dropped; `rest` and `busy` are its two faces, each with its button.

    It is low: what came of the files before, and waits for a person, stands below it.
    """

    def __init__(
        self,
        asking: Asking,
        dropped: Callable[[Sequence[Path]], object],
        choose: QAction,
        cancel: QAction,
    ) -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self._dropped, self._endings = dropped, asking.endings
        self.job = plain_label()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("接收进度")
        picture = plain_label()
        picture.setPixmap(theme.picture("import", theme.palette().edge, size=32))
        words = plain_label(asking.words, wrap=True), faint_label(asking.hint, wrap=True)
        button = primary_button(choose) if asking.first else secondary_button(choose)
        self.rest = _at_rest(picture, words, button)
        self.busy = _busy(self.job, self.progress, secondary_button(cancel))
        self.setLayout(row_of(self.rest, self.busy, margins=(16, 12)))
        self.show_rest()

    def show_rest(self) -> None:
        """Ask for files."""
        self.rest.show()
        self.busy.hide()

    def show_busy(self, job: str) -> None:
        """Say what is going on."""
        self.job.setText(job)
        self.progress.setRange(0, 0)
        self.rest.hide()
        self.busy.show()

    def advance(self, done: int, total: int) -> None:
        """Show how far it is; an unknown total is 0."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome exchange files."""
        if self._files_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        if paths := self._files_of(event):
            event.acceptProposedAction()
            self._dropped(paths)

    def _files_of(self, event: QDropEvent) -> list[Path]:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return paths if all(path.suffix.lower() in self._endings for path in paths) else []


def _busy(*widgets: QWidget) -> QWidget:
    face = QWidget()
    layout = column(8)
    for widget in widgets:
        layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
    face.setLayout(layout)
    return face


def _at_rest(picture: QWidget, words: Sequence[QWidget], button: QWidget) -> QWidget:
    lines = column(4)
    for line in words:
        lines.addWidget(line)
    layout = row_of(picture)
    layout.addLayout(lines, 1)
    layout.addWidget(button)
    face = QWidget()
    face.setLayout(layout)
    return face
