"""上报与接收: a tab for each thing that is done here; a dropped file comes to 接收."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.pages.exchange.board import ReportBoard
from ui.pages.exchange.foreign import Foreign
from ui.pages.exchange.receiving import Receiving
from ui.pages.exchange.sending import Sending
from ui.pages.exchange.sheets import SheetsOut
from ui.pages.exchange.sheets_back import SheetsBack
from ui.parts.bars import Message
from ui.parts.buttons import make_action
from ui.parts.later import Later
from ui.parts.page import Page, Scrolled
from ui.parts.tabs import stack_under, tab_bar
from ui.session import Session
from ui.theme import State

_TABS = (
    ("上报", "export"),
    ("接收", "import"),
    ("报送情况", "register"),
    ("发出检查表格", "export"),
    ("收回检查表格", "import"),
    ("收别的表格", "import"),
)


class ExchangePage(Page):
    """What goes up, what comes in: one tab each, in the order of the quarter's work."""

    def __init__(self, session: Session) -> None:
        super().__init__("上报与接收")
        self._session = session
        self.sending = Sending(session)
        self._scrolled = Scrolled(self.sending)
        # what comes in scrolls by itself, as its tables need all the height there is
        self._receiving = Later(self._make_receiving)
        self._board = Later(lambda: ReportBoard(session), scrolled=True)
        self._sheets_out = Later(lambda: SheetsOut(session), scrolled=True)
        self._sheets_back = Later(lambda: SheetsBack(session), scrolled=True)
        self._foreign = Later(lambda: Foreign(session), scrolled=True)
        self.tabs = tab_bar("上报或接收")
        others = (self._receiving, self._board, self._sheets_out, self._sheets_back, self._foreign)
        self._stack = stack_under(self.tabs, (self._scrolled, *others))
        for number, (title, icon) in enumerate(_TABS):
            turn = partial(self.tabs.setCurrentIndex, number)
            action = make_action(self, title, icon, f"Ctrl+{number + 1}", turn)
            self.tabs.setTabText(number, title)
            self.tabs.setTabToolTip(number, action.toolTip())
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        # once the files' names have found their place
        self.sending.written.connect(lambda: QTimer.singleShot(0, self._show_done))

    def _show_done(self) -> None:
        self._scrolled.ensureWidgetVisible(self.sending.done)

    def _make_receiving(self) -> Receiving:
        made = Receiving(self._session)
        made.ledger.answer_wanted.connect(self.answer)
        return made

    @property
    def receiving(self) -> Receiving:
        """接收."""
        return self._receiving.part

    @property
    def board(self) -> ReportBoard:
        """报送情况."""
        return self._board.part

    @property
    def sheets_out(self) -> SheetsOut:
        """发出检查表格."""
        return self._sheets_out.part

    @property
    def sheets_back(self) -> SheetsBack:
        """收回检查表格."""
        return self._sheets_back.part

    @property
    def foreign(self) -> Foreign:
        """收别的表格."""
        return self._foreign.part

    def show_tab(self, panel: QWidget) -> None:
        """Bring one of the panels of this page to the front."""
        place = next(n for n in range(self._stack.count()) if self._holds(n, panel))
        self.tabs.setCurrentIndex(place)

    def _holds(self, number: int, panel: QWidget) -> bool:
        return self._stack.widget(number).isAncestorOf(panel)

    def answer(self, office: str) -> None:
        """Bring 上报 to the front, to tell an office (id) that its files were received."""
        if self.sending.choose(office):
            self.show_tab(self.sending)
        else:
            told = "回执只发给主管单位和直接下级；这个文件是其他单位的，不用回执。"
            self._session.say(Message(State.HINT, told))

    def open_board(self, quarter: str) -> None:
        """Bring 报送情况 of a quarter (`2026Q4`) to the front."""
        self.show_tab(self.board)
        self.board.choose(quarter)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Look over files that were dropped or chosen, to be taken in."""
        self.show_tab(self.receiving)
        self.receiving.take_in(paths)

    def decide(self) -> None:
        """Bring what two people entered differently to the front."""
        self.show_tab(self.receiving)
        self.receiving.decide()

    def take_back(self, paths: Sequence[Path]) -> None:
        """Take in check sheets that were sent out and came back filled."""
        self.show_tab(self.sheets_back)
        self.sheets_back.take_in(paths)
