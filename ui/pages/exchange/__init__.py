"""上报与接收: two halves of one page; a file dropped anywhere on the window comes to the right."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
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
        for half in (self.sending, self.receiving):
            halves.addWidget(Scrolled(half))
        halves.setSizes([500, 600])
        self.body.addWidget(halves)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take in files that were dropped or chosen."""
        self.receiving.take_in(paths)
