"""What the tabs of 台账核对 share: a list with the chosen row beside it, or why there is none."""

from collections.abc import Sequence
from typing import Generic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.parts.buttons import make_action
from ui.parts.page import EmptyState
from ui.session import Session
from ui.tables.columns import Row
from ui.tables.panel import TablePanel


class ReviewPanel(QWidget, Generic[Row]):
    """One tab; `waiting` counts what is left to do in it, `account_wanted(id)`."""

    account_wanted = Signal(str)
    panel: TablePanel[Row]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.waiting = 0
        self.look = make_action(self, "看这个账号", "register", "Ctrl+O", self._look)
        self._stack = QStackedWidget()

    def _lay_out(self, panel: TablePanel[Row], nothing: EmptyState) -> None:
        self.panel = panel
        panel.chosen.connect(self._show)
        panel.opened.connect(lambda _row: self._look())
        self._stack.addWidget(nothing)
        self._stack.addWidget(panel)
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setLayout(layout)
        self._show(None)

    def _set_rows(self, rows: Sequence[Row]) -> None:
        """Show the rows; what was chosen stays chosen."""
        self.panel.model.set_rows(rows)
        self._stack.setCurrentIndex(1 if rows else 0)
        if rows and self.panel.current() is None:
            self.panel.table.selectRow(0)

    def _show(self, row: Row | None) -> None:
        """Show what is told beside the list of the chosen row."""

    def _account_of(self, row: Row) -> str | None:
        """Return the id of the account that a row is about, where the register has it."""
        raise NotImplementedError

    def _look(self) -> None:
        row = self.panel.current()
        account = None if row is None else self._account_of(row)
        if account is not None:
            self.account_wanted.emit(account)
