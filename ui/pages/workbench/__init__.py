"""工作台: what is to be done today, and the grid for looking up when accounts were updated."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from ui.pages.workbench.board import Board
from ui.session import Session

if TYPE_CHECKING:
    from govmedia_desktop.domain.told_dates import ToldDate
    from ui.pages.workbench.dates import DatesPage
    from ui.pages.workbench.told import ToldPage


class WorkbenchPage(QStackedWidget):
    """工作台; 核对更新日期 is its sub-view, left with Esc."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self.board = Board(session)
        self.addWidget(self.board)
        self.board.dates_wanted.connect(self.open_dates)

    @cached_property
    def dates(self) -> "DatesPage":
        """The grid, made when it is first asked for."""
        from ui.pages.workbench.dates import DatesPage  # noqa: PLC0415 (the first page waits)

        made = DatesPage(self._session)
        self.addWidget(made)
        made.left.connect(self._back_to_board)
        made.paste_wanted.connect(self._paste)
        return made

    @cached_property
    def told(self) -> "ToldPage":
        """The page for a list that somebody sent."""
        from ui.pages.workbench.told import ToldPage  # noqa: PLC0415 (the first page waits)

        made = ToldPage(self._session)
        self.addWidget(made)
        made.left.connect(self._back_to_dates)
        made.confirmed.connect(self._take)
        return made

    def _back_to_board(self) -> None:
        self.setCurrentWidget(self.board)
        self.board.lead_to()

    def _paste(self) -> None:
        self.told.begin()
        self.setCurrentWidget(self.told)
        self.told.text.setFocus()

    def _take(self, told: "list[ToldDate]") -> None:
        self._back_to_dates()
        self.dates.take(told)

    def _back_to_dates(self) -> None:
        self.setCurrentWidget(self.dates)
        self.dates.grid.table.setFocus()

    def open_dates(self, standing: str = "") -> None:
        """Open the grid on the accounts of that standing, on all where it is empty."""
        self.dates.load(standing)
        self.setCurrentWidget(self.dates)
        self.dates.grid.table.setFocus()
