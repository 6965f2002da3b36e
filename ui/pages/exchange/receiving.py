"""接收: drop a file, see what came, decide what may be the same account, look back."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.usecases import incoming as cases
from govmedia_desktop.usecases.desk import Desk, second_desk
from govmedia_desktop.usecases.incoming import TakenIn
from govmedia_desktop.usecases.ledger import ReceivedFile, received_files
from ui import theme
from ui.pages.exchange.doubts import Doubts
from ui.parts import dialogs
from ui.parts.bars import Message
from ui.parts.buttons import make_action, secondary_button
from ui.parts.fresh import Fresh
from ui.parts.page import Panel, column
from ui.parts.states import Notice, row_of
from ui.parts.words import faint_label, plain_label, section_title
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import missing_label
from ui.tables.view import RowsTable
from ui.tasks import Progress, Task, is_stopped
from ui.theme import State

NOTHING_YET = "还没有接收过。下级单位发来的上报文件存到电脑上，再拖到上面的框里。"
ENDINGS = (".gmpack", ".zip")
_COLUMNS = [
    Column[ReceivedFile](
        "接收时间", lambda r: r.taken_at[:16].replace("T", " "), align=Align.CENTRE, width=150
    ),
    Column[ReceivedFile]("单位", lambda r: r.sender, width=140, least=112, wraps=True),
    Column[ReceivedFile]("新增（条）", lambda r: str(r.new), lambda r: r.new, Align.RIGHT, spare=2),
    Column[ReceivedFile](
        "变化（条）", lambda r: str(r.changed), lambda r: r.changed, Align.RIGHT, spare=3
    ),
    Column[ReceivedFile]("文件", lambda r: r.file_name, width=180, least=140, spare=1, wraps=True),
]


class Receiving(Panel):
    """The place to drop files on, what they brought, and the ledger."""

    def __init__(self, session: Session) -> None:
        super().__init__("接收")
        self._session = session
        self._task: Task | None = None
        self.choose = make_action(self, "选择文件", "folder", "Ctrl+I", self._choose)
        self.cancel = make_action(self, "取消", "close", "", self._cancel)
        self.drop = DropArea(self.take_in, self.choose, self.cancel)
        self.results = _Results()
        self.doubts = Doubts(session)
        self.ledger = RowsModel(_COLUMNS)
        self.table = RowsTable(self.ledger, "received")
        self.count = faint_label(wrap=True)
        self._lay_out()
        Fresh(self, session.changed, self.load)
        self.load()

    def _lay_out(self) -> None:
        self.table.setAccessibleName("接收过的文件")
        self.table.setMinimumHeight(theme.length(150))
        for widget in (self.drop, self.results, self.doubts, section_title("接收过的文件")):
            self.body.addWidget(widget)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.count)
        self.body.addWidget(missing_label(self.table))
        self.body.addStretch()

    def load(self) -> None:
        """Show the ledger and the open doubts as they stand now."""
        files = received_files(self._session.desk)
        self.ledger.set_rows(files)
        self.table.setVisible(bool(files))
        self.count.setText(f"共 {len(files)} 个文件" if files else NOTHING_YET)
        self.doubts.load()

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take the files in beside the window; what one of them refuses, none of them does."""
        if self._task is not None:
            self._session.say(Message(State.HINT, "正在接收文件，请等这一批收完。"))
            return
        self.drop.show_busy(f"正在接收 {len(paths)} 个文件")
        self.results.show_results([])
        work = partial(_taken, self._session.desk, list(paths))
        task = self._session.tasks.run("正在接收文件", work, self._tell, self._rest)
        self._task = task if self._session.tasks.busy else None

    def _rest(self) -> None:
        self._task = None
        self.drop.show_rest()

    def _tell(self, taken: Sequence[TakenIn]) -> None:
        self._session.announce("accounts")
        self.results.show_results(taken)

    def _choose(self) -> None:
        kinds = "上报文件、下发文件 (*.gmpack *.zip)"
        paths = dialogs.files_to_read(self, "选择收到的文件", kinds)
        if paths:
            self.take_in(paths)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()


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
        progress = QProgressBar()
        progress.setRange(0, 0)
        progress.setTextVisible(False)
        progress.setAccessibleName("接收进度")
        picture = plain_label()
        picture.setPixmap(theme.picture("import", theme.palette().edge, size=32))
        hint = faint_label("接收前先核对、再备份")
        words = plain_label("把收到的文件拖到这里")
        self.rest = _face(picture, words, hint, secondary_button(choose))
        self.busy = _face(self.job, progress, secondary_button(cancel))
        self.setLayout(row_of(self.rest, self.busy, margins=(16, 12)))
        self.show_rest()

    def show_rest(self) -> None:
        """Ask for files."""
        self.rest.show()
        self.busy.hide()

    def show_busy(self, job: str) -> None:
        """Say what is going on."""
        self.job.setText(job)
        self.rest.hide()
        self.busy.show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome exchange files."""
        if _files_of(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        if paths := _files_of(event):
            event.acceptProposedAction()
            self._dropped(paths)


class _Results(QWidget):
    """One line for each file of the batch just taken in."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Notice] = []
        self._column = column(6)
        self.setLayout(self._column)
        self.hide()

    def show_results(self, taken: Sequence[TakenIn]) -> None:
        """Show what each file brought; none hides the place."""
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [Notice(*_told(one)) for one in taken]
        for line in self.lines:
            self._column.addWidget(line)
        self.setVisible(bool(self.lines))


def _told(taken: TakenIn) -> tuple[State, str]:
    if taken.state == "already":
        return State.STARTED, f"{taken.sender}：这个文件接收过了，没有变化"
    counts = f"新增 {taken.new} 条 · 变化 {taken.changed} 条 · 相同 {taken.same} 条"
    if taken.twins:
        return State.HINT, f"{taken.sender}：{counts} · {len(taken.twins)} 组账号待核对，见下"
    return State.PASSED, f"{taken.sender}：{counts}"


def _taken(desk: Desk, paths: Sequence[Path], progress: Progress) -> list[TakenIn]:
    with second_desk(desk) as own:
        return cases.take_in(own, paths, Watch(cancelled=partial(is_stopped, progress)))


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
