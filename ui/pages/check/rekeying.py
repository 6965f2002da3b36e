"""照单录入: a sheet of paper that was filled in, keyed in quickly in its own order."""

from collections.abc import Callable
from typing import cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.inspections.check_sheets import FoundSheet, find_sheet
from govmedia_desktop.usecases.inspections.rekeying import OnPaper
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.periods.periods import current_period
from ui.forms.dense import DenseSheet
from ui.forms.filling import ReadDate
from ui.forms.filling_page import FillingPage
from ui.pages.check.on_paper import OnPaperBar
from ui.parts.buttons import make_action
from ui.parts.page import EmptyState
from ui.parts.states import row_of
from ui.parts.words import buddy_label, fault_label, show_fault
from ui.session import Session

TITLE = "照单录入"
ABOUT = (
    "拿一张填好的检查表，用扫码枪扫二维码（或者照小字输入，也可以输入账号名称），"
    "就打开这张表。然后按题号往下：数字键选择，回车到下一题，录完按 Ctrl+S 完成，再扫下一张。"
)

Begin = Callable[[FoundSheet, OnPaper | None], Inspection]
"""Begins (or goes on with) the inspection of a sheet, another office's where its paper is told."""


class RekeyingPage(FillingPage):
    """The line for the code above the inspection that it opened; `form` is for names."""

    def __init__(
        self, session: Session, read_date: ReadDate, form: Callable[[], str], begin: Begin
    ) -> None:
        self._form, self._begin = form, begin
        self.on_paper = OnPaperBar(session)
        super().__init__(session, read_date, DenseSheet)
        self.title.setText(TITLE)
        make_action(self, "扫下一张", "next", "Ctrl+L", self._go_to_code)
        self.finished.connect(lambda _account: self.await_next())

    def _lay_out(self) -> None:
        super()._lay_out()
        self.code = QLineEdit()
        self.code.setPlaceholderText("扫二维码，或输入账号名称，回车打开")
        self.code_fault = fault_label()
        self.code.returnPressed.connect(self.open_code)
        row = row_of(buddy_label("检查表上的二维码", self.code), self.code)
        row.setStretch(1, 1)
        self.empty = EmptyState("check", "扫一张填好的检查表", ABOUT)
        self.body.insertWidget(2, self.empty, 1)
        whole = cast(QVBoxLayout, self.layout())
        whole.insertLayout(1, row)
        whole.insertWidget(2, self.on_paper)
        whole.insertWidget(3, self.code_fault)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the code, or come back to the question that was left."""
        super().showEvent(event)
        if self.sheet is None:
            self.await_next()

    def await_next(self) -> None:
        """Wait for the next sheet."""
        self._offer(open_sheet=False)
        self.title.setText(TITLE)
        for label in (self.about, self.section, self.total):
            label.setText("")
        self.code.clear()
        self.on_paper.await_next()
        self.on_paper.load(current_period(self._session.desk))
        self._go_to_code()

    def _go_to_code(self) -> None:
        self.code.setFocus()
        self.code.selectAll()

    def open_code(self) -> None:
        """Open the sheet of the code that stands in the line."""
        text = self.code.text().strip()
        if not text:
            return
        try:
            found = find_sheet(self._session.desk, text, self._form())
            inspection = self._begin(found, self.on_paper.paper())
        except RefusedError as refusal:
            show_fault(self.code_fault, str(refusal))
            self.code.selectAll()
            return
        self.show_inspection(inspection)

    def show_inspection(self, inspection: Inspection) -> None:
        """Show the inspection of a sheet; one that is open stays as its draft."""
        show_fault(self.code_fault, "")
        self.code.setCursorPosition(0)  # a long code is read from its beginning
        self._offer(open_sheet=True)
        super().show_inspection(inspection)

    def _offer(self, *, open_sheet: bool) -> None:
        self.empty.setVisible(not open_sheet)
        self.bar.setVisible(open_sheet)
        for action in (self.done, self.throw, self.before, self.after):
            action.setVisible(open_sheet)
            action.setEnabled(open_sheet)
