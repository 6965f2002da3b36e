"""The place where files that came are dropped; busy while they are looked at."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from ui import theme
from ui.parts.buttons import primary_button, secondary_button
from ui.parts.page import column
from ui.parts.words import faint_label, plain_label

ENDINGS = (".gmpack", ".zip")


class DropArea(QFrame):
    """Where files are dropped; `rest` and `busy` are its two faces, each with its button."""

    def __init__(
        self, dropped: Callable[[Sequence[Path]], object], choose: QAction, cancel: QAction
    ) -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self._dropped = dropped
        self.job = plain_label()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("接收进度")
        picture = plain_label()
        picture.setPixmap(theme.picture("import", theme.palette().edge, size=32))
        hint = faint_label("先核对、预览，您点“接收”才写入；原文件不会被改动，收错了可以撤回。")
        self.rest = _face(
            picture,
            plain_label("把收到的文件拖到这里，可以一次拖多个"),
            hint,
            primary_button(choose),
        )
        self.busy = _face(self.job, self.progress, secondary_button(cancel))
        layout = column(0, 16)
        layout.addWidget(self.rest)
        layout.addWidget(self.busy)
        self.setLayout(layout)
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
        if _files_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        if paths := _files_of(event):
            event.acceptProposedAction()
            self._dropped(paths)


def _face(*widgets: QWidget) -> QWidget:
    face = QWidget()
    layout = column(8)
    for widget in widgets:
        layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
    face.setLayout(layout)
    return face


def _files_of(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths if all(path.suffix.lower() in ENDINGS for path in paths) else []
