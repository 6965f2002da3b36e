"""The ledger of files taken in, and 撤回 of one of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from govmedia_desktop.usecases.exchange.ledger import ReceivedFile, received_files, withdraw_intake
from ui.parts.bars import Message
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import faint_label, section_title
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import missing_label
from ui.tables.view import RowsTable
from ui.theme import State

NOTHING_YET = "还没有接收过。下级单位发来的上报文件存到电脑上，再拖到上面的框里。"
COLUMNS: list[Column[ReceivedFile]] = [
    Column("接收时间", lambda r: r.taken_at[:16].replace("T", " "), align=Align.CENTRE, width=150),
    Column("单位", lambda r: r.sender, width=140, least=112, wraps=True),
    Column(
        "状态",
        lambda r: "已撤回" if r.withdrawn else "已接收",
        state=lambda r: State.UNCHECKED if r.withdrawn else State.PASSED,
        width=96,
    ),
    Column("新增（条）", lambda r: str(r.new), lambda r: r.new, Align.RIGHT, spare=2),
    Column("变化（条）", lambda r: str(r.changed), lambda r: r.changed, Align.RIGHT, spare=3),
    Column("接收人", lambda r: r.staff, width=80, spare=4),
    Column("文件", lambda r: r.file_name, width=180, least=140, spare=1, wraps=True),
]


class LedgerView(QWidget):
    """What was taken in, newest first; the chosen one may be taken back.

    `answer_wanted` asks for a receipt to the office (id) that sent it.
    """

    answer_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows = RowsModel(COLUMNS)
        self.table = RowsTable(self.rows, "received")
        self.count = faint_label(wrap=True)
        self.withdraw = make_action(self, "撤回选中的接收", "undo", "Ctrl+Z", self._withdraw)
        self.answer = make_action(self, "给该单位回执", "export", "Ctrl+R", self._answer)
        self.table.setAccessibleName("接收过的文件")
        self.table.allow_low(150)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())
        head = row_of(section_title("接收过的文件"))
        head.addStretch(1)
        self._buttons = [secondary_button(action) for action in (self.answer, self.withdraw)]
        for button in self._buttons:
            head.addWidget(button)
        layout = column(8)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.count)
        layout.addWidget(missing_label(self.table))
        self.setLayout(layout)

    def load(self) -> None:
        """Show the ledger as it stands now."""
        files = received_files(self._session.desk)
        self.rows.set_rows(files)
        self.table.setVisible(bool(files))
        for button in self._buttons:
            button.setVisible(bool(files))
        self.count.setText(f"共 {len(files)} 个文件" if files else NOTHING_YET)
        self._offer()

    def current(self) -> ReceivedFile | None:
        """Return the chosen line, None while there is none."""
        chosen = self.table.selectionModel().selectedRows()
        return self.rows.row_at(chosen[0].row()) if chosen else None

    def _offer(self) -> None:
        chosen = self.current()
        stands = chosen is not None and not chosen.withdrawn
        self.withdraw.setEnabled(stands)
        self.answer.setEnabled(stands)

    def _answer(self) -> None:
        if chosen := self.current():
            self.answer_wanted.emit(chosen.office)

    def _withdraw(self) -> None:
        chosen = self.current()
        if chosen is not None and not chosen.withdrawn:
            self.withdraw.setEnabled(False)
            self._session.beside(
                "正在撤回接收",
                lambda desk, _: withdraw_intake(desk, chosen.id),
                self._tell,
                self._offer,
            )

    def _tell(self, entry: ReceivedFile) -> None:
        self._session.announce("accounts")
        told = f"已撤回“{entry.file_name}”，数据回到没有接收它的样子；再接收一次就会恢复。"
        self._session.say(Message(State.PASSED, told))
