"""矩阵: main accounts with those that belong to them; the main account is chosen beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QWidget

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.register.accounts import ListedAccount
from govmedia_desktop.usecases.register.matrix import Branch, set_main_account
from ui.pages.register.review.listing import ReviewPanel
from ui.parts.buttons import secondary_button
from ui.parts.page import EmptyState, Panel
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label, fault_label, section_title, show_fault
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable

NOTHING = "台账里还没有账号。导入台账或新增账号以后，这里写明哪些账号归哪个主账号。"
NONE = "不归别的账号"
_STEP = "　　"


@dataclass(frozen=True)
class Row:
    """One account at its place; `size` counts it and all that belongs to it."""

    listed: ListedAccount
    depth: int
    size: int

    @property
    def id(self) -> str:
        """The account's id."""
        return self.listed.account.id

    @property
    def role(self) -> str:
        """What it is in the 矩阵, empty for a single account."""
        if self.size > 1:
            return f"主账号，共 {self.size} 个"
        return "子账号" if self.depth else ""


COLUMNS: list[Column[Row]] = [
    Column("账号", lambda r: f"{_STEP * r.depth}{r.listed.account.name}", width=280, least=180),
    Column("平台", lambda r: r.listed.account.platform.label, width=110, spare=1),
    Column("主办单位", lambda r: r.listed.owner_name or "", width=180, least=110, spare=2),
    Column("矩阵", lambda r: r.role, lambda r: r.size, Align.CENTRE, width=140, least=120),
]


class MatrixPanel(ReviewPanel[Row]):
    """The tree and the chooser of a main account; `account_wanted(id)`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.name = section_title("")
        self.name.setWordWrap(True)
        self.main = QComboBox()
        self.main.setMinimumContentsLength(16)
        self.refusal = fault_label()
        panel = TablePanel(RowsTable(RowsModel(COLUMNS), "matrix"), self._details())
        self.main.activated.connect(self._choose)
        self._lay_out(panel, EmptyState("register", "还没有账号", NOTHING))

    def _details(self) -> QWidget:
        sheet = Panel()
        look = row_of(secondary_button(self.look))
        look.addStretch(1)
        sheet.body.addWidget(self.name)
        sheet.body.addWidget(buddy_label("归哪个主账号", self.main))
        sheet.body.addWidget(self.main)
        sheet.body.addWidget(self.refusal)
        sheet.body.addWidget(faint_label("只记归属，不影响检查和合格率。", wrap=True))
        sheet.body.addLayout(look)
        sheet.body.addStretch(1)
        return sheet

    def showing(self, branches: Sequence[Branch]) -> Iterator[None]:
        """Show the tree step by step, 矩阵 before single accounts; what was chosen stays chosen."""
        in_order = sorted(branches, key=lambda branch: branch.size == 1)
        rows = [row for branch in in_order for row in _rows(branch, 0)]
        yield
        self.main.clear()
        self.main.addItem(NONE, None)
        for row in sorted(rows, key=lambda r: r.listed.account.name):
            account = row.listed.account
            self.main.addItem(f"{account.name}（{account.platform.label}）", row.id)
        yield
        self._set_rows(rows)
        self._show(self.panel.current())

    def _show(self, row: Row | None) -> None:
        self.main.setEnabled(row is not None)
        self.look.setEnabled(row is not None)
        self.name.setText(row.listed.account.name if row else "没有选中账号")
        show_fault(self.refusal, "")
        above = row.listed.account.main_account if row else None
        self.main.setCurrentIndex(max(self.main.findData(above), 0) if above else 0)

    def _choose(self) -> None:
        row = self.panel.current()
        if row is None:
            return
        main = self.main.currentData()
        try:
            with self._session.writing("accounts") as desk:
                set_main_account(desk, row.id, main)
        except RefusedError as refusal:
            self._show(row)
            show_fault(self.refusal, str(refusal))

    def _account_of(self, row: Row) -> str:
        return row.id


def _rows(branch: Branch, depth: int) -> Iterator[Row]:
    yield Row(branch.listed, depth, branch.size)
    for below in branch.below:
        yield from _rows(below, depth + 1)
