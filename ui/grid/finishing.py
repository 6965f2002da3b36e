"""完成 in the grid: told in numbers first, then done account by account."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from govmedia_desktop.domain.verdicts import Verdict
from govmedia_desktop.usecases.grid.filling import Sheet
from govmedia_desktop.usecases.grid.finishing import Outlook, finish, look_ahead
from ui.grid import told
from ui.grid.entering import Entering
from ui.grid.model import words_of
from ui.parts.bars import Message
from ui.parts.states import Notice
from ui.session import Session
from ui.theme import State

FINAL = "再按一次“完成”就写入，写入后不能撤销。"


class Finishing(QObject):
    """The bar that says what finishing would do; `began`, and `ended` when it is done."""

    began = Signal()
    ended = Signal()

    def __init__(self, session: Session, entering: Entering) -> None:
        super().__init__()
        self._session = session
        self._entering = entering
        self._outlook: Outlook | None = None
        self.bar = Notice(State.HINT)
        self.bar.hide()

    def press(self, sheet: Sheet, button: QAction) -> None:
        """Say in numbers what finishing would do; the second time, do it."""
        if self._outlook is not None and self._outlook.ready:
            self._begin(sheet, self._outlook)
            self.forget(button)
            return
        outlook = self._outlook = look_ahead(sheet)
        count = len(outlook.ready)
        foreseen = told.foreseen(outlook, words_of(sheet.work))
        lines = (foreseen, FINAL if count else "", told.staying(outlook))
        self.bar.tell(State.HINT, "\n".join(filter(None, lines)))
        self.bar.show()
        button.setText(f"完成这 {count} 个" if count else "完成")

    def forget(self, button: QAction) -> None:
        """Take back what was said: something has changed, or the person thought better of it."""
        self._outlook = None
        self.bar.hide()
        button.setText("完成")

    def _begin(self, sheet: Sheet, outlook: Outlook) -> None:
        done: list[tuple[str, Verdict]] = []
        self.began.emit()
        self._session.tasks.run_here(
            "正在完成",
            self._steps(sheet, outlook, done),
            len(outlook.ready),
            lambda: self._end(sheet, done),
        )

    def _steps(
        self, sheet: Sheet, outlook: Outlook, done: list[tuple[str, Verdict]]
    ) -> Iterator[None]:
        for number, one in zip(outlook.ready, finish(sheet, outlook), strict=True):
            done.append(one)
            self._entering.moved.emit([number])
            yield

    def _end(self, sheet: Sheet, done: list[tuple[str, Verdict]]) -> None:
        self._entering.history.clear()
        with self._entering.own():
            self._session.announce("inspections")
        self.ended.emit()
        self._session.say(Message(State.PASSED, told.finished(done, words_of(sheet.work))))
