"""接收: drop files, see what they would do, take them in, decide what is left, look back."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange.arrivals import Arrival, bring_again, let_go
from govmedia_desktop.usecases.exchange.incoming import TakenIn, take_in_each
from govmedia_desktop.usecases.exchange.preview import Preview, preview
from govmedia_desktop.usecases.exchange.unknown_offices import list_unknown
from ui.pages.exchange.disputes import DisputesView
from ui.pages.exchange.doubts import Doubts
from ui.pages.exchange.dropping import Asking, DropArea
from ui.pages.exchange.ledger import LedgerView
from ui.pages.exchange.previewing import PreviewView
from ui.pages.exchange.queues import Queues
from ui.pages.exchange.unknown import UnknownOffices
from ui.parts import dialogs
from ui.parts.bars import Message
from ui.parts.buttons import make_action
from ui.parts.fresh import Fresh
from ui.parts.page import Panel, Scrolled, column
from ui.parts.states import Notice
from ui.session import Session
from ui.tasks import Progress, StoppedError, Task, watching
from ui.theme import State

T = TypeVar("T")

_ASKING = Asking(
    "把收到的文件拖到这里，可以一次拖多个",
    "先核对、预览，您点“接收”才写入；原文件不会被改动，收错了可以撤回。",
    (".gmpack", ".zip"),
    first=True,
)


class Receiving(QStackedWidget):
    """The place to drop files on, the preview of a batch, and the disputes to decide."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._task: Task | None = None
        self._paths: list[Path] = []
        self.choose = make_action(self, "选择文件", "folder", "Ctrl+I", self._choose)
        self.cancel = make_action(self, "取消", "close", "", self._cancel)
        self.drop = DropArea(_ASKING, self.take_in, self.choose, self.cancel)
        self.results = _Results()
        self.queues = Queues(session, self.decide)
        self.unknown = UnknownOffices(session)
        self.doubts = Doubts(session)
        self.ledger = LedgerView(session)
        self.home = Scrolled(self._home())
        self.previewing = PreviewView(session)
        self.disputes = DisputesView(session)
        for widget in (self.home, _framed(self.previewing), _framed(self.disputes)):
            self.addWidget(widget)
        self.previewing.confirmed.connect(self._confirm)
        self.previewing.left.connect(self._leave)
        self.previewing.unlocking.connect(self._unlock)
        self.disputes.left.connect(self._show_home)
        Fresh(self, session.changed, self.load)
        self.load()

    def _home(self) -> QWidget:
        home = Panel()
        for widget in (self.drop, self.results, self.queues, self.unknown, self.doubts):
            home.body.addWidget(widget)
        home.body.addWidget(self.ledger, 1)
        home.body.addStretch()
        return home

    def load(self) -> None:
        """Show the ledger and what waits as they stand now."""
        self.ledger.load()
        self.queues.load()
        self.unknown.load()
        self.doubts.load()
        self.disputes.load()

    def decide(self) -> None:
        """Bring the disputes to the front, unless files are being looked at."""
        if self.currentIndex() == 0:
            self.setCurrentIndex(2)
            self.disputes.panel.table.setFocus()

    def take_in(self, paths: Sequence[Path]) -> None:
        """Look the files over beside the window and show what they would do."""
        if self._task is not None:
            self._session.say(Message(State.HINT, "正在处理文件，请等这一批处理完。"))
            return
        if self.currentIndex() == 1:
            self._session.say(Message(State.HINT, "请先接收或放弃正在预览的这一批文件。"))
            return
        self.results.show_results([])
        self._paths = list(paths)
        self._look("")

    def _look(self, passphrase: str) -> None:
        self._show_home()
        work = partial(_previewed, self._paths, passphrase)
        self._run(f"正在核对和预览 {len(self._paths)} 个文件", work, self._show_preview)

    def _unlock(self, passphrase: str) -> None:
        let_go(self.previewing.arrivals)
        self._look(passphrase)

    def _run(
        self, title: str, work: Callable[[Desk, Progress], T], returned: Callable[[T], object]
    ) -> None:
        self.drop.show_busy(title)
        task = self._session.beside(title, work, returned, self._rest)
        self._task = task if self._session.tasks.busy else None
        task.progressed.connect(self.drop.advance)

    def _rest(self) -> None:
        self._task = None
        self.drop.show_rest()

    def _show_preview(self, shown: Preview) -> None:
        if self._task is not None and self._task.stopping:  # too late to stop it, not to obey
            let_go(shown.arrivals)
            return
        self.previewing.show_preview(shown)
        self.setCurrentIndex(1)

    def _confirm(self) -> None:
        arrivals, accepted = self.previewing.arrivals, self.previewing.accepted
        self._show_home()
        work = partial(_taken, arrivals, accepted)
        self._run("正在接收文件", work, self._tell)

    def _leave(self) -> None:
        let_go(self.previewing.arrivals)
        self._show_home()

    def _show_home(self) -> None:
        self.setCurrentIndex(0)

    def _tell(self, taken: Sequence[TakenIn]) -> None:
        self._session.announce("accounts")
        unknown = {one.office.name for one in list_unknown(self._session.desk) if one.sends}
        self.results.show_results(taken, unknown)

    def _choose(self) -> None:
        kinds = "上报文件、下发文件 (*.gmpack *.zip)"
        paths = dialogs.files_to_read(self, "选择收到的文件", kinds)
        if paths:
            self.take_in(paths)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()


class _Results(QWidget):
    """One line for each file of the batch just taken in."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Notice] = []
        self._column = column(6)
        self.setLayout(self._column)
        self.hide()

    def show_results(self, taken: Sequence[TakenIn], unknown: Collection[str] = ()) -> None:
        """Show what each file brought; none hides the place. `unknown`: senders to decide on."""
        for line in self.lines:
            line.hide()
            line.deleteLater()
        senders = [one.sender for one in taken]
        self.lines = [
            Notice(*told)
            for one in taken
            for told in (
                _told(one, unknown=one.sender in unknown, alone=senders.count(one.sender) == 1),
                *_remarks(one),
            )
        ]
        for line in self.lines:
            self._column.addWidget(line)
        self.setVisible(bool(self.lines))


def _remarks(taken: TakenIn) -> list[tuple[State, str]]:
    return [(State.HINT, remark) for remark in taken.remarks]


def _told(taken: TakenIn, *, unknown: bool, alone: bool) -> tuple[State, str]:
    """Return what a file brought; where its sender sent several, which of them it is."""
    who = taken.sender if taken.sender and alone else taken.file or taken.sender
    if taken.state == "refused":
        return State.FAILED, f"{who}：{taken.why}"
    if taken.state == "already":
        return State.STARTED, f"{who}：这个文件接收过了，没有变化"
    counts = f"新增 {taken.new} 条 · 变化 {taken.changed} 条 · 相同 {taken.same} 条"
    if taken.drafts:
        counts += f" · 没查完的检查 {taken.drafts} 份，可以接着查"
    open_ = ["单位待核对"] if unknown else []
    open_ += [
        text.format(count)
        for count, text in (
            (taken.conflicts, "{} 处两边填得不一致"),
            (len(taken.twins), "{} 组账号待核对"),
            (taken.held, "{} 条等待其他文件"),
        )
        if count
    ]
    if open_:
        return State.HINT, f"{who}：{counts} · {' · '.join(open_)}，见下"
    return State.PASSED, f"{who}：{counts}"


def _previewed(paths: Sequence[Path], passphrase: str, desk: Desk, progress: Progress) -> Preview:
    shown = preview(desk, paths, watching(progress), progress, passphrase)
    _in_order = shown.records  # put in order here: they may be a hundred thousand
    return shown


def _taken(
    arrivals: Sequence[Arrival], accepted: Collection[Path], desk: Desk, progress: Progress
) -> list[TakenIn]:
    """Verify the copies once more and take them in; what is begun is carried to its end."""

    def told(done: int, total: int) -> None:
        with suppress(StoppedError):
            progress(done, total)

    try:
        watch = watching(progress)
        again = bring_again(desk, arrivals, watch)
        try:
            return take_in_each(desk, again, accepted, told, watch)
        finally:
            let_go(again)
    finally:
        let_go(arrivals)


def _framed(view: QWidget) -> Panel:
    panel = Panel()
    panel.body.addWidget(view)
    return panel
