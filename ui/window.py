"""The window: navigation at the left, one page at the right, made when first opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QStackedWidget, QWidget

from ui import theme
from ui.parts.bars import Message, MessageBar, PracticeBanner, StatusLine
from ui.parts.buttons import make_action
from ui.parts.dialogs import ErrorDialog, Keys, KeySheet, ask
from ui.parts.navigation import Navigation
from ui.parts.page import EmptyState, column
from ui.parts.states import row_of
from ui.parts.words import plain_label
from ui.remembered import remembered
from ui.session import Errand, Session
from ui.tasks import Task
from ui.theme import State

SIDE_WIDTH = 176
EXCHANGED = (".gmpack", ".zip")
WELCOME = (*EXCHANGED, ".xlsx", ".xlsm", ".csv", ".xml")


@dataclass(frozen=True)
class Place:
    """An entry of the navigation; `load` fetches what makes its page when it is first opened.

    It may run beside the window: it imports, and touches no widget.
    """

    title: str
    icon: str
    load: Callable[[], Callable[[Session], QWidget]]


class Window(QMainWindow):
    """Navigation and pages, nothing else; files dropped on it come out as `dropped` (a list)."""

    dropped = Signal(list)

    def __init__(self, session: Session, places: Sequence[Place]) -> None:
        super().__init__()
        self.session = session
        self.places = tuple(places)
        self._pages: dict[int, QWidget] = {}
        self._errands: dict[int, list[Errand]] = {}
        self._followed: Task | None = None
        self.navigation = Navigation([(place.title, place.icon) for place in self.places])
        self.messages = MessageBar()
        self.stack = QStackedWidget()
        self.opening = EmptyState("folder", "正在打开", "第一次打开这一页，请稍等。")
        self.stack.addWidget(self.opening)
        self.status = StatusLine()
        self.office = plain_label(name="officeName", wrap=True)
        self._name_office()
        self.setWindowIcon(theme.icon("app"))
        self.setAcceptDrops(True)
        self._lay_out()
        self._add_keys()
        self._wire()
        self.resize(1280, 720)
        self.restoreGeometry(cast(bytes, remembered().value("window/geometry", b"")))

    def _name_office(self) -> None:
        """Name the own office, which may have been renamed."""
        office = self.session.office
        self.office.setText(office)
        self.setWindowTitle(f"{'练习 · ' if self.session.practice else ''}{office} 政务新媒体监管")

    def _lay_out(self) -> None:
        side = QFrame()
        side.setObjectName("side")
        theme.fix(side, width=SIDE_WIDTH)
        self.office.setContentsMargins(16, 16, 12, 12)
        left = column(0)
        left.setContentsMargins(0, 0, 1, 0)
        left.addWidget(self.office)
        left.addWidget(self.navigation, 1)
        side.setLayout(left)
        right = column(0)
        if self.session.practice:
            right.addWidget(PracticeBanner())
        above = row_of(self.messages, margins=(24, 8))
        above.setContentsMargins(24, 12, 24, 0)
        right.addLayout(above)
        right.addWidget(self.stack, 1)
        right.addWidget(self.status)
        whole = row_of(side, spacing=0)
        whole.addLayout(right, 1)
        centre = QWidget()
        centre.setLayout(whole)
        self.setCentralWidget(centre)

    def _add_keys(self) -> None:
        for number, place in enumerate(self.places, start=1):
            make_action(self, place.title, place.icon, f"Alt+{number}", _opener(self, number - 1))
        make_action(self, "上一页", "undo", "Ctrl+PgUp", lambda: self._step(-1))
        make_action(self, "下一页", "next", "Ctrl+PgDown", lambda: self._step(1))
        make_action(self, "快捷键", "help", "F1", self._show_keys)

    def _wire(self) -> None:
        self.session.changed.connect(lambda _subject: self._name_office())
        self.navigation.currentRowChanged.connect(self._show_page)
        self.session.said.connect(self.messages.show_message)
        self.session.wanted.connect(self._send)
        self.session.tasks.started.connect(self._follow)

    def open(self, title: str) -> QWidget:
        """Go to the page of that title, made here and now where it was not open yet; return it."""
        number = self._number(title)
        if number not in self._pages:
            self._make(number, self.places[number].load())
        self.navigation.setCurrentRow(number)
        return self._pages[number]

    def _number(self, title: str) -> int:
        return [place.title for place in self.places].index(title)

    def _send(self, title: str, errand: Errand | None) -> None:
        number = self._number(title)
        if errand is not None:
            self._errands.setdefault(number, []).append(errand)
        self.navigation.setCurrentRow(number)
        if number in self._pages:
            self._do_errands(number)

    def _do_errands(self, number: int) -> None:
        for errand in self._errands.pop(number, []):
            errand(self._pages[number])

    def refuse(self, text: str) -> None:
        """Show a refusal above the page."""
        self.messages.show_message(Message(State.FAILED, text))

    def show_error(self, account: str) -> None:
        """Show a bug of ours in the one box there is for it."""
        ask(ErrorDialog(account, self))

    def _show_page(self, number: int) -> None:
        self.messages.clear()
        if number in self._pages:
            self.stack.setCurrentWidget(self._pages[number])
            return
        self.stack.setCurrentWidget(self.opening)
        place = self.places[number]
        self.session.tasks.load(
            f"正在打开{place.title}", place.load, partial(self._take_page, number)
        )

    def _take_page(self, number: int, make: Callable[[Session], QWidget]) -> None:
        """Show a page that has been fetched, unless the person has gone on meanwhile."""
        if number not in self._pages:
            self._make(number, make)
        if self.navigation.currentRow() == number:
            self.stack.setCurrentWidget(self._pages[number])
        self._do_errands(number)

    def _make(self, number: int, make: Callable[[Session], QWidget]) -> None:
        self._pages[number] = page = make(self.session)
        self.stack.addWidget(page)

    def _step(self, by: int) -> None:
        count = len(self.places)
        self.navigation.setCurrentRow((self.navigation.currentRow() + by) % count)

    def _follow(self, task: Task) -> None:
        """Show in the status line what was begun last, until it ends or something else begins."""
        self._followed = task
        self.status.begin(task.title, task.cancel)
        task.progressed.connect(partial(self._advance, task))
        task.ended.connect(partial(self._end, task))

    def _advance(self, task: Task, done: int, total: int) -> None:
        if task is self._followed:
            self.status.advance(done, total)

    def _end(self, task: Task) -> None:
        if task is self._followed:
            self._followed = None
            self.status.end()

    def _show_keys(self) -> None:
        page = self.stack.currentWidget()
        groups = [("本页", _keys_of(page))] if page and _keys_of(page) else []
        ask(KeySheet([*groups, ("到处可用", _keys_of(self, deep=False))], self))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a file of a kind that we read, of exchange files also several."""
        if _welcome_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        if paths := _welcome_files(event):
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's place and let running work end."""
        remembered().setValue("window/geometry", self.saveGeometry())
        self.session.tasks.close()
        super().closeEvent(event)


def _opener(window: Window, number: int) -> Callable[[], None]:
    return lambda: window.navigation.setCurrentRow(number)


def _welcome_files(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    kinds = {path.suffix.lower() for path in paths}
    alone = len(paths) == 1 and kinds <= set(WELCOME)
    return paths if alone or kinds <= set(EXCHANGED) else []


def _keys_of(widget: QWidget, *, deep: bool = True) -> Keys:
    inside = widget.findChildren(QWidget) if deep else []
    owners = [widget, *(child for child in inside if child.isVisibleTo(widget))]
    actions = [a for owner in owners for a in owner.actions() if a.isVisible()]
    # a button holds its page's action once more
    keyed = [action for action in dict.fromkeys(actions) if not action.shortcut().isEmpty()]
    return [(action.shortcut().toString(), action.text()) for action in keyed]
