"""合并: two entries of one account field by field, and which value stands, as a person chooses."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QAbstractItemView

from govmedia_desktop.usecases.register.merging import ONE, OTHER, SideBySide, side_by_side
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import Page
from ui.parts.states import Notice, row_of
from ui.parts.words import faint_label
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

NOT_FILLED = "未填"
ASKED = "请选"
_WORDS = {ONE: "用登记一", OTHER: "用登记二"}
ABOUT = "可以选中几行一起选。"


@dataclass(frozen=True)
class Choice:
    """A field of the two entries, and whose value a person wants to stand."""

    field: SideBySide
    taken: str = ""

    @property
    def id(self) -> str:
        """The field's."""
        return self.field.id

    @property
    def is_open(self) -> bool:
        """Whether a person has to choose yet."""
        return self.field.differs and not self.taken

    @property
    def word(self) -> str:
        """How the two compare, or what was chosen."""
        if self.field.differs:
            return _WORDS.get(self.taken, ASKED)
        return "一致" if self.field.one == self.field.other else "一处未填"

    @property
    def state(self) -> State:
        """Its sign."""
        if self.is_open:
            return State.HINT
        return State.PASSED if self.field.one and self.field.other else State.UNCHECKED


def _one(choice: Choice) -> str:
    return _told(choice, choice.field.one, choice.field.one_by)


def _other(choice: Choice) -> str:
    return _told(choice, choice.field.other, choice.field.other_by)


def _told(choice: Choice, value: str, by: str) -> str:
    """Who wrote it and when helps to choose, and stands only where there is a choice."""
    return f"{value}\n{by}" if choice.field.differs and by else value or NOT_FILLED


COLUMNS: list[Column[Choice]] = [
    Column("栏目", lambda c: c.field.title, width=110, least=96),
    Column("登记一", _one, width=270, least=150, wraps=True),
    Column("登记二", _other, width=270, least=150, wraps=True),
    Column("选用", lambda c: c.word, align=Align.CENTRE, state=lambda c: c.state, width=120),
    Column("合并后", lambda c: c.field.stands(c.taken), width=220, spare=1, wraps=True),
]


class MergePage(Page):
    """Two entries; `confirmed(ids, taken)`: they are one account. `left`: they are not merged."""

    confirmed = Signal(object, object)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("合并重复登记")
        self._session = session
        self._ids: tuple[str, ...] = ()
        self._choices: list[Choice] = []
        self.told = Notice(State.HINT)
        self.panel = TablePanel(RowsTable(RowsModel(COLUMNS), "merging"))
        self.panel.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.one = make_action(self, "用登记一", "previous", "1", partial(self._take, ONE))
        self.other = make_action(self, "用登记二", "next", "2", partial(self._take, OTHER))
        self.leave = make_action(self, "不合并", "close", "Esc", self.left.emit)
        self.confirm = make_action(self, "合并为一个账号", "ok", "Ctrl+Return", self._confirm)
        self.offer(self.leave, primary=self.confirm)
        choosing = row_of(*(secondary_button(action) for action in (self.one, self.other)))
        choosing.addWidget(faint_label(ABOUT))
        choosing.addStretch(1)
        self.body.addWidget(self.told)
        self.body.addLayout(choosing)
        self.body.addWidget(self.panel, 1)
        self.panel.table.selectionModel().selectionChanged.connect(lambda *_: self._offer())

    def show_entries(self, one: str, other: str) -> None:
        """Show two entries. Raises `RefusedError` where they cannot be one."""
        self._choices = [Choice(f) for f in side_by_side(self._session.desk, one, other)]
        self._ids = (one, other)
        self._show()
        self._choose(0)
        self.panel.table.setFocus()

    def _show(self) -> None:
        self.panel.model.set_rows(self._choices)
        differing = sum(choice.field.differs for choice in self._choices)
        still = sum(choice.is_open for choice in self._choices)
        kept = "检查、发布和沿革归在一起，只计一次；两条登记都保留，以后分开时各自恢复原样。"
        if still:
            text = f"{differing} 处不同，还有 {still} 处没有选用哪一条；选完才能合并。{kept}"
        else:
            text = (f"{differing} 处不同，都已选好。" if differing else "没有不同的地方。") + kept
        self.told.tell(State.HINT if still else State.PASSED, text)
        self.confirm.setEnabled(not still)
        self._offer()

    def _chosen_rows(self) -> list[Choice]:
        rows = self.panel.table.selectionModel().selectedRows()
        return [self.panel.row_at(index.row()) for index in rows]

    def _offer(self) -> None:
        differing = any(choice.field.differs for choice in self._chosen_rows())
        for action in (self.one, self.other):
            action.setEnabled(differing)

    def _take(self, side: str) -> None:
        """Let a side's value stand in the chosen fields that differ; go on to the next open one."""
        chosen = {choice.id for choice in self._chosen_rows() if choice.field.differs}
        self._choices = [
            replace(choice, taken=side) if choice.id in chosen else choice
            for choice in self._choices
        ]
        self._show()
        rows = range(self.panel.model.rowCount())
        after = next((row for row in rows if self.panel.row_at(row).is_open), None)
        if after is not None:
            self._choose(after)

    def _choose(self, row: int) -> None:
        # selectRow() would add to the selection, or take from it, while a key is held down
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        rows = QItemSelectionModel.SelectionFlag.Rows
        index = self.panel.model.index(row, 0)
        self.panel.table.selectionModel().setCurrentIndex(index, alone | rows)

    def _confirm(self) -> None:
        taken = {choice.id: choice.taken for choice in self._choices if choice.taken}
        self.confirmed.emit(self._ids, taken)
