"""上报与接收: two halves of one page; a file dropped anywhere on the window comes to the right."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter

from ui.pages.exchange.receiving import Receiving
from ui.pages.exchange.sending import Sending
from ui.parts.page import Page, Scrolled
from ui.session import Session


class ExchangePage(Page):
    """What goes up at the left, what comes in at the right."""

    def __init__(self, session: Session) -> None:
        super().__init__("上报与接收")
        self.sending = Sending(session)
        self.receiving = Receiving(session)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setHandleWidth(12)
        halves.setChildrenCollapsible(False)
        self._left = Scrolled(self.sending)
        for half in (self._left, Scrolled(self.receiving)):
            halves.addWidget(half)
        halves.setSizes([560, 600])
        self.body.addWidget(halves)
        # once the files' names have found their place
        self.sending.written.connect(lambda: QTimer.singleShot(0, self._show_done))

    def _show_done(self) -> None:
        self._left.ensureWidgetVisible(self.sending.done)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take in files that were dropped or chosen."""
        self.receiving.take_in(paths)
