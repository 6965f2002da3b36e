"""The register as a table: search, filters, details beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from govmedia_desktop.domain.accounts import PLATFORM_LABELS, Status
from govmedia_desktop.usecases import accounts
from govmedia_desktop.usecases.account_history import PastInspection, last_inspections
from govmedia_desktop.usecases.accounts import ListedAccount, list_accounts
from ui.pages.register.checks import state_of, word_of
from ui.pages.register.details import AccountDetails
from ui.pages.register.fields import NOT_FILLED
from ui.parts.bars import Message
from ui.parts.buttons import MoreButton, make_action
from ui.parts.page import EmptyState, Page
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

ABOUT = (
    "台账是本单位和下级单位政务新媒体账号的名册，检查、趋势和报告都从它出。"
    "先把现有的 Excel 台账导入进来，原表不会被改动。"
)


@dataclass(frozen=True)
class Row:
    """One account of the list; `id` is the account's."""

    id: str
    listed: ListedAccount
    last: PastInspection | None

    @property
    def told(self) -> str:
        """How it came out last; 未检查 where it never was and should be."""
        return State.UNCHECKED.word if self.waits else word_of(self.last)

    @property
    def state(self) -> State | None:
        """The sign of that."""
        return State.UNCHECKED if self.waits else state_of(self.last)

    @property
    def waits(self) -> bool:
        """Whether an account that is supervised was never checked."""
        return self.last is None and self.listed.account.status.counts


COLUMNS: list[Column[Row]] = [
    Column("账号名称", lambda r: r.listed.account.name, width=160, least=128),
    Column("平台", lambda r: r.listed.account.platform.label, width=100, spare=2),
    Column("主办单位", lambda r: r.listed.owner_name or NOT_FILLED, width=160, least=128, spare=4),
    Column("状态", lambda r: r.listed.account.status.value, align=Align.CENTRE, width=84, spare=1),
    Column(
        "最近更新",
        lambda r: r.listed.account.last_update or NOT_FILLED,
        align=Align.CENTRE,
        width=104,
        spare=3,
    ),
    Column(
        "上次结论",
        lambda r: r.told,
        state=lambda r: r.state,
        align=Align.CENTRE,
        width=128,
        spare=1,
    ),
    Column(
        "留言", lambda r: r.listed.account.comments or "", align=Align.CENTRE, width=72, spare=5
    ),
    Column("类型", lambda r: r.listed.account.kind.value, align=Align.CENTRE, width=72, spare=6),
]


class ListPage(Page):
    """All accounts; `import_wanted` asks for a file, `review_wanted` for 台账核对.

    `export_wanted(ids, total)`: those that are shown now, and how many there are.
    `messages_wanted` for 互动.
    """

    import_wanted = Signal()
    review_wanted = Signal()
    export_wanted = Signal(object, int)
    messages_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("台账")
        self._session = session
        self._unfolded = True
        self.details = AccountDetails(session)
        self.panel = TablePanel(
            RowsTable(RowsModel(COLUMNS), "register"), self.details, own_scroll=True
        )
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
        self.panel.add_filter(
            "平台",
            list(PLATFORM_LABELS.values()),
            lambda r, label: r.listed.account.platform.label == label,
        )
        self.panel.add_filter(
            "状态", list(Status), lambda r, status: r.listed.account.status == status
        )
        self.panel.chosen.connect(self._show)
        self.panel.opened.connect(lambda _row: self._edit())
        self.panel.unfolded.connect(self._name_fold)
        self.details.entered.connect(self._welcome)
        self.details.left.connect(self._leave_new)
        self.details.removed.connect(self._tell_removed)
        self._session.changed.connect(self._refresh_if_seen)

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
        last = last_inspections(self._session.desk)
        rows = [
            Row(a.account.id, a, last.get(a.account.id)) for a in list_accounts(self._session.desk)
        ]
        rows.sort(key=lambda r: (r.listed.owner_name or "", r.listed.account.name))
        self.show_rows(rows)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.panel.model.set_rows(rows)
        self._offer(anything=bool(rows) or self.details.is_new)
        if rows and self.panel.current() is None and not self.details.is_new:
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
        model = self.panel.model
        self.export_wanted.emit([model.row_at(n).id for n in range(model.rowCount())], model.total)

    def choose(self, record: str) -> None:
        """Choose an account, the search and filters lifted where they hide it."""
        model = self.panel.model
        for position in range(model.rowCount()):
            if model.row_at(position).id == record:
                self.panel.table.selectRow(position)
                self.panel.table.scrollTo(model.index(position, 0))
                return

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
            self._session.say(Message(State.PASSED, f"已登记“{row.listed.account.name}”。"))

    def _show(self, row: Row | None) -> None:
        if self.details.is_new and row is None:
            return
        self.add.setVisible(True)
        self.panel.hold_details(held=False)
        self.details.show_account(row.listed if row else None)

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
