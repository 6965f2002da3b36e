"""The register as a table: search, filters, details beside it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from govmedia_desktop.domain.accounts import PLATFORM_LABELS, Status
from govmedia_desktop.domain.listing import NOT_FILLED, Line
from govmedia_desktop.usecases.register import accounts
from govmedia_desktop.usecases.register.accounts import ListedAccount, account_standing
from govmedia_desktop.usecases.register.listing import Listing, accounts_in_all
from ui.pages.register.details import AccountDetails
from ui.parts.bars import Message
from ui.parts.buttons import MoreButton, make_action
from ui.parts.page import EmptyState, Page
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.paged import PagedModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

ABOUT = (
    "台账是本单位和下级单位政务新媒体账号的名册，检查、趋势和报告都从它出。"
    "先把现有的 Excel 台账导入进来，原表不会被改动。"
)


def _state(line: Line) -> State | None:
    """Return the sign of how an account came out last."""
    if line.waits:
        return State.UNCHECKED
    return {True: State.PASSED, False: State.FAILED, None: None}[line.passed]


COLUMNS: dict[str, Column[Line]] = {
    "name": Column("账号名称", lambda r: r.name, width=160, least=128),
    "platform": Column("平台", lambda r: r.platform, width=100, spare=2),
    "owner": Column("主办单位", lambda r: r.owner or NOT_FILLED, width=160, least=128, spare=4),
    "status": Column("状态", lambda r: r.status, align=Align.CENTRE, width=84, spare=1),
    "last_update": Column(
        "最近更新", lambda r: r.last_update or NOT_FILLED, align=Align.CENTRE, width=104, spare=3
    ),
    "told": Column(
        "上次结论",
        lambda r: r.told,
        state=_state,
        width=132,
        spare=1,
        wraps=True,
    ),
    "comments": Column("留言", lambda r: r.comments, align=Align.CENTRE, width=72, spare=5),
    "kind": Column("类型", lambda r: r.kind, align=Align.CENTRE, width=72, spare=6),
}


class ListPage(Page):
    """All accounts; `import_wanted` asks for a file, `review_wanted` for 台账核对.

    `export_wanted(Asked, count, total)`: what is shown now, in how many words or figures, and how
    many there are.
    `messages_wanted` for 互动.
    """

    import_wanted = Signal()
    review_wanted = Signal()
    export_wanted = Signal(object, str, int)
    messages_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("台账")
        self._session = session
        self._unfolded = True
        self.details = AccountDetails(session)
        self.model = PagedModel(
            COLUMNS,
            lambda asked: Listing(session.desk, asked),
            lambda: accounts_in_all(session.desk),
        )
        self.panel = TablePanel(RowsTable(self.model, "register"), self.details, own_scroll=True)
        self.add = make_action(self, "新增账号", "add", "Ctrl+N", self.begin_new)
        self.fetch = make_action(self, "导入台账", "import", "Ctrl+I", self.import_wanted.emit)
        self.review = make_action(self, "台账核对", "check", "Ctrl+K", self.review_wanted.emit)
        self.fold = make_action(self, "收起详情", "details", "F4", self._fold)
        self.export = make_action(self, "导出台账", "export", "Ctrl+Shift+E", self._export)
        self.messages = make_action(self, "互动", "edit", "Ctrl+M", self.messages_wanted.emit)
        self.more = (self.export, self.messages)
        self.offer(self.fold, self.review, self.fetch, primary=self.add, more=self.more)
        self._more_buttons = self.findChildren(MoreButton)
        self.stack = QStackedWidget()
        self.first = (
            make_action(self, "导入台账", "import", "Ctrl+I", self.import_wanted.emit),
            make_action(self, "新增账号", "add", "Ctrl+N", self.begin_new),
        )
        self.stack.addWidget(EmptyState("register", "台账里还没有账号", ABOUT, *self.first))
        self.stack.addWidget(self.panel)
        self.body.addWidget(self.stack, 1)
        self._wire()

    def _wire(self) -> None:
        labels = list(PLATFORM_LABELS.values())
        self.panel.add_choice("平台", labels, self._keep_platform)
        self.panel.add_choice("状态", list(Status), self._keep_status)
        self.panel.chosen.connect(self._show)
        self.panel.opened.connect(lambda _row: self._edit())
        self.panel.unfolded.connect(self._name_fold)
        self.details.entered.connect(self._welcome)
        self.details.left.connect(self._leave_new)
        self.details.removed.connect(self._tell_removed)
        self._session.changed.connect(self._refresh_if_seen)

    def _keep_platform(self, word: str | None) -> None:
        self.model.ask_for(replace(self.model.asked, platform=word or ""))

    def _keep_status(self, word: str | None) -> None:
        self.model.ask_for(replace(self.model.asked, status=word or ""))

    def showEvent(self, event: QShowEvent) -> None:
        """Show the register as it is now."""
        super().showEvent(event)
        self.refresh()
        self.panel.table.setFocus()

    def _refresh_if_seen(self, subject: str) -> None:
        if self.isVisible() and subject != "personal":
            self.refresh()

    def refresh(self) -> None:
        """Read the register again; what was chosen stays chosen."""
        self.model.reload()
        anything = self.model.total > 0
        self._offer(anything=anything or self.details.is_new)
        if anything and self.panel.current() is None and not self.details.is_new:
            self.panel.table.selectRow(0)

    def _offer(self, *, anything: bool) -> None:
        """Show the table with its buttons at the top, or what to do first in its place."""
        self.stack.setCurrentIndex(1 if anything else 0)
        for action in (self.fold, self.review, self.fetch, *self.more):
            action.setVisible(anything)
        for button in self._more_buttons:
            button.setVisible(anything)
        self.add.setVisible(anything and not self.details.is_new)
        for action in self.first:
            action.setVisible(not anything)

    def _export(self) -> None:
        shown = f"{self.model.rowCount()} 个账号{'以上' if self.model.cut else ''}"
        asked = self.model.asked if self.model.narrowed else None
        self.export_wanted.emit(asked, shown, self.model.total)

    def choose(self, record: str) -> None:
        """Choose an account, the search and filters lifted where they hide it."""
        place = self.model.place_of(record)
        if place is not None:
            self.panel.table.selectRow(place)
            self.panel.table.scrollTo(self.model.index(place, 0))

    def show_checks(self, record: str) -> None:
        """Show the inspections of an account, unless a new one is being entered."""
        if not self.details.is_new:
            self.choose(record)
            self.details.show_checks()

    def show_life(self, record: str) -> None:
        """Show what happened to an account, unless a new one is being entered."""
        if not self.details.is_new:
            self.choose(record)
            self.panel.want_details(shown=True)
            self.details.show_life()

    # a new account

    def begin_new(self) -> None:
        """Open the form of a new account beside the list."""
        self._offer(anything=True)
        self.panel.table.clearSelection()
        self.panel.hold_details(held=True)
        self.details.begin_new()
        self.add.setVisible(False)

    def _leave_new(self) -> None:
        self.panel.hold_details(held=False)
        self.details.show_account(None)
        self.refresh()
        self.panel.table.setFocus()

    def _welcome(self, record: str) -> None:
        self.refresh()
        self.choose(record)
        self.panel.table.setFocus()
        row = self.panel.current()
        if row is not None:
            self._session.say(Message(State.PASSED, f"已登记“{row.name}”。"))

    def _show(self, row: Line | None) -> None:
        if self.details.is_new and row is None:
            return
        self.add.setVisible(True)
        self.panel.hold_details(held=False)
        self.details.show_account(account_standing(self._session.desk, row.id) if row else None)

    # the details

    def _fold(self) -> None:
        self.panel.want_details(shown=not self._unfolded)

    def _name_fold(self, unfolded: bool) -> None:
        self._unfolded = unfolded
        self.fold.setText("收起详情" if unfolded else "展开详情")

    def _edit(self) -> None:
        self.panel.want_details(shown=True)
        self.details.form.fields["name"].setFocus()

    def _tell_removed(self, listed: ListedAccount, records: Sequence[str]) -> None:
        def bring_back() -> None:
            with self._session.writing("accounts") as desk:
                accounts.restore_account(desk, records)
            self.choose(listed.account.id)

        text = f"已从台账删除“{listed.account.name}”，它的检查记录和沿革仍然保留。"
        self._session.say(Message(State.HINT, text, "撤销删除", bring_back))
