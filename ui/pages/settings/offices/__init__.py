"""单位: the tree of offices; a list taken in; one office changed, what moves shown before."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from govmedia_desktop.domain.office_changes import OfficeChange
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.offices.register import (
    OfficesRead,
    read_office_list,
    take_in_offices,
)
from govmedia_desktop.usecases.register.office_changes import Moves, change_office
from ui.pages.settings.offices.changing import ChangePage
from ui.pages.settings.offices.listing import OfficeList
from ui.pages.settings.offices.preview import OfficesPreview
from ui.parts import dialogs
from ui.parts.bars import Message
from ui.session import Session
from ui.theme import State

KINDS = "单位名册 (*.xlsx *.xls *.et *.csv)"


class OfficesPage(QStackedWidget):
    """Everything about offices; `left` goes back to where one came from."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._read: OfficesRead | None = None
        self.list = OfficeList(session)
        self.preview = OfficesPreview()
        self.changing = ChangePage(session)
        for page in (self.list, self.preview, self.changing):
            self.addWidget(page)
        self.list.left.connect(self.left)
        self.list.import_wanted.connect(self.fetch)
        self.list.change_wanted.connect(self.begin_change)
        self.preview.left.connect(self._show_list)
        self.preview.confirmed.connect(self._take_in)
        self.changing.left.connect(self._show_list)
        self.changing.confirmed.connect(self._change)

    def _show_list(self) -> None:
        self._read = None
        self.setCurrentWidget(self.list)

    # a list of offices

    def fetch(self) -> None:
        """Ask for a list of offices and read it."""
        path = dialogs.file_to_read(self, "选择单位名册", KINDS)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a list beside the window; what it would do comes as a preview."""
        self.list.fetch.setEnabled(False)
        self._session.beside(
            "正在读取单位名册",
            lambda desk, _: read_office_list(desk, path),
            partial(self._show_read, path),
            partial(self.list.fetch.setEnabled, True),
        )

    def _show_read(self, path: Path, read: OfficesRead) -> None:
        self._read = read
        self.preview.show_read(path, read)
        self.setCurrentWidget(self.preview)
        self.preview.focus_table()

    def _take_in(self) -> None:
        if self._read is None:
            return
        counts = self._read.counts
        with self._session.writing("offices") as desk:
            take_in_offices(desk, self._read)
        self._show_list()
        told = f"已导入：新增 {counts['added']} 个，更新 {counts['updated']} 个单位。"
        self._session.say(Message(State.PASSED, told))

    # a change

    def begin_change(self, office: str) -> None:
        """Ask what is to happen to an office."""
        self.changing.begin(office)
        self.setCurrentWidget(self.changing)

    def _change(self, change: OfficeChange) -> None:
        with self._session.writing("accounts") as desk:
            moves = change_office(desk, change)
            self._session.office = own_office(desk).name
        self._show_list()
        self.list.choose(change.office)
        self._session.say(self._told(change, moves))

    def _told(self, change: OfficeChange, moves: Moves) -> Message:
        text = f"“{moves.office.name}”已{change.kind}，{change.day}起生效。"
        if not moves.accounts:
            return Message(State.PASSED, text)
        first = moves.accounts[0].account.id
        look = partial(self._session.go, "台账", lambda page: page.show_life(first))
        text += f"{len(moves.accounts)} 个账号已移交，各自的沿革里记有依据。"
        return Message(State.PASSED, text, "看沿革", look, "details")
