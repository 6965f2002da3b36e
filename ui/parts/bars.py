"""Bars: a message above the page, the mark of practice data, the line at the foot."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QAccessible, QAccessibleEvent, QAction
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar

from ui import theme
from ui.parts import desktop
from ui.parts.buttons import make_action, quiet_button
from ui.parts.states import Notice, row_of
from ui.parts.words import faint_label, plain_label
from ui.theme import State


@dataclass(frozen=True)
class Message:
    """What happened, what it means for the data, what to do now; perhaps with one way to act."""

    state: State
    text: str
    button: str = ""
    pressed: Callable[[], object] | None = None
    icon: str = "undo"


def kept_file(text: str, path: Path) -> Message:
    """Return the message that a file was written, with the way to it."""
    return Message(
        State.PASSED, text, "打开所在文件夹", lambda: desktop.show_file(path), icon="folder"
    )


class MessageBar(Notice):
    """The latest message above the page; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__(State.PASSED)
        self._pressed: Callable[[], object] | None = None
        self.act: QAction = make_action(self, "", "undo", "", self._press)
        self.dismiss: QAction = make_action(self, "知道了", "close", "", self.clear)
        self._button = quiet_button(self.act)
        self.row.addWidget(self._button)
        self.row.addWidget(quiet_button(self.dismiss))
        self.hide()

    def show_message(self, message: Message) -> None:
        """Show a message in place of the one before."""
        self.tell(message.state, message.text)
        self._pressed = message.pressed
        self.act.setText(message.button)
        self.act.setIcon(theme.icon(message.icon, theme.palette().accent))
        self._button.setVisible(bool(message.button))
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self.words, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Take the message away."""
        self._pressed = None
        self.hide()

    def _press(self) -> None:
        pressed = self._pressed
        self.clear()
        if pressed is not None:
            pressed()


class PracticeBanner(QFrame):
    """Says on every page that these are practice data."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("practice")
        self.sign = plain_label()
        self.sign.setPixmap(theme.picture("practice", theme.palette().hint))
        self.words = plain_label("练习 · 这里的数据只供练手，不会进入正式台账，也不能上报")
        layout = row_of(self.sign, self.words, margins=(24, 4))
        layout.setStretch(1, 1)
        self.setLayout(layout)


class StatusLine(QFrame):
    """The line at the foot: how things stand on the left, what is running on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self._cancelled: Callable[[], object] | None = None
        self.words: QLabel = faint_label()
        self.job = plain_label()
        self.progress = QProgressBar()
        self.progress.setFixedWidth(160)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("进度")
        self.cancel = make_action(self, "取消", "close", "", self._cancel)
        self._button = quiet_button(self.cancel)
        layout = row_of(self.words, self.job, self.progress, self._button, margins=(24, 2))
        layout.setStretch(0, 1)
        self.setLayout(layout)
        theme.fix(self, height=40)
        self.end()

    def begin(self, title: str, cancelled: Callable[[], object]) -> None:
        """Show that a job runs; `cancelled` is called when the person stops it."""
        self._cancelled = cancelled
        self.job.setText(title)
        self.progress.setRange(0, 0)
        self.cancel.setEnabled(True)
        self._show_job(shown=True)

    def advance(self, done: int, total: int) -> None:
        """Show how far the job is; an unknown total is 0."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def end(self) -> None:
        """Show that nothing runs any more."""
        self._cancelled = None
        self._show_job(shown=False)

    def _show_job(self, *, shown: bool) -> None:
        for widget in (self.job, self.progress, self._button):
            widget.setVisible(shown)

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        if self._cancelled is not None:
            self._cancelled()
