"""工作台: what is to be done today, and the grid for looking up when accounts were updated."""

from PySide6.QtWidgets import QStackedWidget

from ui.pages.workbench.board import Board
from ui.pages.workbench.dates import DatesPage
from ui.session import Session


class WorkbenchPage(QStackedWidget):
    """工作台; 核对更新日期 is its sub-view, left with Esc."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self.board = Board(session)
        self.dates = DatesPage(session)
        self.addWidget(self.board)
        self.addWidget(self.dates)
        self.board.dates_wanted.connect(self.open_dates)
        self.dates.left.connect(lambda: self.setCurrentWidget(self.board))

    def open_dates(self, standing: str = "") -> None:
        """Open the grid on the accounts of that standing, on all where it is empty."""
        self.dates.load(standing)
        self.setCurrentWidget(self.dates)
        self.dates.grid.table.setFocus()
