"""上报与接收: a tab for each thing that is done here; a dropped file comes to 接收."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.pages.exchange.receiving import Receiving
from ui.pages.exchange.sending import Sending
from ui.parts.buttons import make_action
from ui.parts.page import Page, Scrolled
from ui.parts.tabs import stack_under, tab_bar
from ui.session import Session


class ExchangePage(Page):
    """What goes up, what comes in: one tab each, in the order of the quarter's work."""

    def __init__(self, session: Session) -> None:
        super().__init__("上报与接收")
        self.sending = Sending(session)
        self.receiving = Receiving(session)
        self.tabs = tab_bar("上报或接收")
        self._scrolled = Scrolled(self.sending)
        stack = stack_under(self.tabs, (self._scrolled, self.receiving))
        for number, (title, icon) in enumerate((("上报", "export"), ("接收", "import"))):
            turn = partial(self.tabs.setCurrentIndex, number)
            action = make_action(self, title, icon, f"Ctrl+{number + 1}", turn)
            self.tabs.setTabText(number, title)
            self.tabs.setTabToolTip(number, action.toolTip())
        self.body.addWidget(self.tabs)
        self.body.addWidget(stack, 1)
        # once the files' names have found their place
        self.sending.written.connect(lambda: QTimer.singleShot(0, self._show_done))

    def _show_done(self) -> None:
        self._scrolled.ensureWidgetVisible(self.sending.done)

    def show_tab(self, panel: QWidget) -> None:
        """Bring one of the panels of this page to the front."""
        self.tabs.setCurrentIndex(1 if panel is self.receiving else 0)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Look over files that were dropped or chosen, to be taken in."""
        self.show_tab(self.receiving)
        self.receiving.take_in(paths)

    def decide(self) -> None:
        """Bring what two people entered differently to the front."""
        self.show_tab(self.receiving)
        self.receiving.decide()
