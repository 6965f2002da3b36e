"""How things stand, at the foot of the window and as numbers in its navigation."""

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from govmedia_desktop.domain.freshness import Freshness
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange.unknown_offices import list_unknown
from govmedia_desktop.usecases.oversight.today import today
from govmedia_desktop.usecases.periods.periods import current_period, period_list
from govmedia_desktop.usecases.register.twins import list_twins
from govmedia_desktop.usecases.upkeep.backups import list_backups
from ui.reading import Reading
from ui.session import Session
from ui.window import Window

PATIENCE_MS = 400
"""Many writes in a row are reckoned once."""


class Standing(QObject):
    """Keeps the status line and the numbers of the navigation true to the data."""

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._reading = Reading(session, "正在清点待办")
        self._saved = ""
        self._unsent = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE_MS)
        self._timer.timeout.connect(self.reckon)
        session.saved.connect(self._note)
        session.changed.connect(lambda _subject: self._timer.start())
        self._timer.start()

    def stop(self) -> None:
        """Count no more: the data folder is about to be closed."""
        self._timer.stop()

    def _note(self, at: datetime) -> None:
        self._saved = f"已保存 {at:%H:%M:%S}"
        self._tell()

    def reckon(self) -> None:
        """Count what waits, beside the window."""
        self._reading.ask(_counted, self._show)

    def _show(self, counted: tuple[int, dict[str, int]]) -> None:
        self._unsent, waiting = counted
        self._window.navigation.show_waiting(waiting)
        self._tell()

    def _tell(self) -> None:
        unsent = f"未上报 {self._unsent} 条" if self._unsent else "没有未上报的改动"
        parts = (self._saved, unsent, self._backed_up())
        self._window.status.words.setText(" · ".join(part for part in parts if part))

    def _backed_up(self) -> str:
        found = list_backups(self._session.desk)
        if not found:
            return "还没有备份"
        at, day = found[0].made_at, self._session.desk.today()
        return f"最近备份 {'今天' if at.date() == day else at.date()} {at:%H:%M}"


def _counted(desk: Desk) -> tuple[int, dict[str, int]]:
    """Return how many changes are not reported, and what waits by the page it waits on."""
    board = today(desk)
    period = period_list(desk, current_period(desk))
    waiting = (Freshness.UNKNOWN, Freshness.OVERDUE, Freshness.SOON)
    return board.unsent, {
        "工作台": sum(board.count(freshness) for freshness in waiting),
        "检查": len(period.rows) - period.done,
        "上报与接收": len(list_twins(desk)) + len(list_unknown(desk)),
    }
