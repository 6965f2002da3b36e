"""证据图片 that nothing needs any more: how much could be freed, and freeing it."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.upkeep.evidence_sweep import Sweepable, sweep, sweepable
from ui.parts import dialogs
from ui.parts.bars import Message
from ui.parts.buttons import make_action, secondary_button
from ui.parts.states import row_of
from ui.parts.words import faint_label
from ui.session import Session
from ui.tasks import Progress
from ui.theme import State

NOTHING = "证据图片：没有可以清理的。草稿、检查和备份用到的不会清理。"
_RULE = "草稿、检查和备份里都没有用到，存了 30 天以上"


class UnusedEvidence(QWidget):
    """One line of 数据; counted beside the window whenever it is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found = Sweepable({})
        self.words = faint_label(NOTHING, wrap=True)
        self.sweep = make_action(self, "清理证据图片", "close", "", self._ask)
        self.sweep.setVisible(False)
        row = row_of(self.words, secondary_button(self.sweep), spacing=12)
        row.setStretch(0, 1)
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew."""
        super().showEvent(event)
        if any(self._session.desk.store.evidence.iterdir()):
            self._work("正在查看证据图片", _counted, self._tell)

    def _work(
        self,
        title: str,
        work: Callable[[Desk, Progress], Sweepable | RefusedError],
        then: Callable[[Sweepable], None],
    ) -> None:
        def told(found: Sweepable | RefusedError) -> None:
            if isinstance(found, RefusedError):
                self.words.setText(f"证据图片：{found}")
            else:
                then(found)

        self._session.beside(title, work, told)

    def _tell(self, found: Sweepable) -> None:
        self._found = found
        self.sweep.setVisible(bool(found.count))
        self.words.setText(
            f"证据图片：有 {_size(found)}，{_RULE}，可以清理。" if found.count else NOTHING
        )

    def _ask(self) -> None:
        text = (
            f"将删除 {_size(self._found)}，它们{_RULE}。删除后不能恢复；"
            "检查记录、草稿和备份都不受影响。"
        )
        if dialogs.ask(dialogs.Question("清理证据图片", text, "删除这些图片", self.window())):
            self._work("正在清理证据图片", _swept, self._tell_swept)

    def _tell_swept(self, done: Sweepable) -> None:
        self._tell(Sweepable({}))
        self._session.say(Message(State.PASSED, f"已清理 {_size(done)}。"))


def _size(found: Sweepable) -> str:
    size = f"{found.bytes / 1e6:.1f} MB" if found.bytes >= 1e5 else "不到 0.1 MB"
    return f"{found.count} 张（{size}）"


def _counted(desk: Desk, progress: Progress) -> Sweepable | RefusedError:
    return _refusing(desk, progress, sweepable)


def _swept(desk: Desk, progress: Progress) -> Sweepable | RefusedError:
    return _refusing(desk, progress, sweep)


def _refusing(
    desk: Desk, progress: Progress, work: Callable[[Desk, Progress], Sweepable]
) -> Sweepable | RefusedError:
    """Return a refusal as what it is: it belongs in the line, not above the page."""
    try:
        return work(desk, progress)
    except RefusedError as refusal:
        return refusal
