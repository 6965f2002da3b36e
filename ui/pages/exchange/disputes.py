"""两处填写不一致，请核定: both values side by side; a person chooses, nothing is chosen before."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from govmedia_desktop.domain.labels import KIND_LABELS
from govmedia_desktop.usecases.exchange import disagreements as cases
from govmedia_desktop.usecases.exchange.disagreements import OURS, THEIRS, Dispute, Side
from ui.parts.bars import Message
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label, plain_label, section_title
from ui.reading import Reading
from ui.session import Session
from ui.tables.columns import Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

COLUMNS: list[Column[Dispute]] = [
    Column("记录", lambda d: d.title, width=240, least=120, wraps=True),
    Column("类别", lambda d: KIND_LABELS[d.kind], width=80, spare=2),
    Column("栏目", lambda d: d.label, width=112, least=72),
    Column("本机原有", lambda d: d.sides[0].words, width=160, least=100, spare=1),
    Column("对方填的", lambda d: d.sides[1].words, width=160, least=100, spare=3),
]
CHOOSE = "在左边选一处，这里列出两边各填了什么。"
ABOUT = (
    "接收没有覆盖任何一边。逐处核定后，决定会随下一个文件发出，各处都按它；"
    "没核定前先按登记单位填的显示。"
)


class DisputesView(QWidget):
    """Every open dispute; `left` goes back to the files."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._reading = Reading(session, "正在读取两处填写不一致")
        self.title = section_title("两处填写不一致，请核定")
        self.leave = make_action(self, "返回接收", "undo", "Esc", self.left.emit)
        self.choice = Choice(self._decide)
        self.panel = TablePanel(RowsTable(RowsModel(COLUMNS), "disputes"), self.choice)
        self.panel.chosen.connect(self.choice.show_dispute)
        self.panel.want_details(shown=True)  # without them nothing can be decided
        head = row_of(self.title)
        head.addStretch(1)
        head.addWidget(secondary_button(self.leave))
        layout = column(8)
        layout.addLayout(head)
        layout.addWidget(faint_label(ABOUT, wrap=True))
        layout.addWidget(self.panel, 1)
        self.setLayout(layout)

    def load(self) -> None:
        """Show the disputes as they stand now, read beside the window."""
        self._reading.ask(cases.list_disputes, self._show)

    def _show(self, found: Sequence[Dispute]) -> None:
        self.title.setText(f"两处填写不一致，请核定 {len(found)} 处")
        self.panel.model.set_rows(found)
        if found and self.panel.current() is None:
            self.panel.table.setCurrentIndex(self.panel.model.index(0, 0))

    def _decide(self, dispute: Dispute, take: str, words: str) -> None:
        with self._session.writing("accounts") as desk:
            cases.resolve(desk, dispute.id, take)
        told = f"“{dispute.title}”的{dispute.label}已核定为“{words}”，随下一个文件发出。"
        self._session.say(Message(State.PASSED, told))


class Choice(QFrame):
    """One dispute with its two sides and the ways to decide it."""

    def __init__(self, decide: Callable[[Dispute, str, str], object]) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._decide = decide
        self._dispute: Dispute | None = None
        self.title = section_title("")
        self.title.setWordWrap(True)
        self.base = faint_label(CHOOSE, wrap=True)
        self.sides = [
            _SideCard("本机原有", "用这个", "Alt+Up"),
            _SideCard("对方填的", "用这个", "Alt+Down"),
        ]
        self.differences = plain_label(wrap=True)
        self.other = QLineEdit()
        self.take_other = make_action(self, "用另填的", "edit", "Alt+Return", self._take_typed)
        for side, take in zip(self.sides, (OURS, THEIRS), strict=True):
            side.pressed.connect(partial(self._take, take))
        self._lay_out()
        self.show_dispute(None)

    def _lay_out(self) -> None:
        layout = column(12, 16)
        layout.addWidget(self.title)
        for side in self.sides:
            layout.addWidget(side)
        layout.addWidget(self.base)
        layout.addWidget(self.differences)
        self._typed = QWidget()
        typed = column(4)
        typed.addWidget(buddy_label("都不对，另填", self.other))
        typed.addLayout(row_of(self.other, secondary_button(self.take_other)))
        self._typed.setLayout(typed)
        layout.addWidget(self._typed)
        layout.addStretch(1)
        self.setLayout(layout)

    def show_dispute(self, dispute: Dispute | None) -> None:
        """Show another dispute, or none; nothing is chosen."""
        self._dispute = dispute
        self.other.clear()
        self.title.setVisible(dispute is not None)
        for side in self.sides:
            side.setVisible(dispute is not None)
        self._typed.setVisible(dispute is not None and dispute.may_be_typed)
        self.take_other.setEnabled(dispute is not None and dispute.may_be_typed)
        self.differences.setVisible(dispute is not None and bool(dispute.differences))
        if dispute is None:
            self.base.setText(CHOOSE)
            return
        self.title.setText(f"{dispute.title}\n{dispute.label}")
        for side, told in zip(self.sides, dispute.sides, strict=False):
            side.show_side(told)
        self.base.setText(f"原来是：{dispute.base or '（空）'}")
        self.differences.setText(
            "\n".join(f"{d.what}：{' / '.join(d.sides)}" for d in dispute.differences)
        )

    def _take(self, take: str) -> None:
        if self._dispute is not None:
            self._decide(self._dispute, take, self._dispute.sides[take == THEIRS].words)

    def _take_typed(self) -> None:
        text = self.other.text().strip()
        if self._dispute is not None and text:
            self._decide(self._dispute, text, text)


class _SideCard(QFrame):
    """One side: what it says, who said it when, and the button that takes it."""

    pressed = Signal()

    def __init__(self, title: str, button: str, key: str) -> None:
        super().__init__()
        self.setObjectName("line")
        self.take = make_action(self, button, "ok", key, self.pressed.emit)
        self.words = plain_label(wrap=True, name="sectionTitle")
        self.who = faint_label(wrap=True)
        told = column(2)
        for label in (faint_label(title), self.words, self.who):
            told.addWidget(label)
        layout = row_of(margins=(0, 8), spacing=8)
        layout.addLayout(told, 1)
        layout.addWidget(secondary_button(self.take))
        self.setLayout(layout)

    def show_side(self, side: Side) -> None:
        """Show another side."""
        self.words.setText(side.words)
        when = side.at[:16].replace("T", " ")
        reason = f"：{side.reason}" if side.reason else ""
        self.who.setText(f"{side.office} {side.staff} {when}{reason}")
