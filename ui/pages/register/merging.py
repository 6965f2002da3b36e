"""合并: two entries of one account field by field, and what stands after the merge."""

from PySide6.QtCore import Signal

from govmedia_desktop.usecases.merging import SideBySide, side_by_side
from ui.parts.buttons import make_action
from ui.parts.page import Page
from ui.parts.states import Notice
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

NOT_FILLED = "未填"
_DIFFERENT, _EQUAL, _ONCE = "不同", "一致", "一处未填"
_STATES = {_DIFFERENT: State.HINT, _EQUAL: State.PASSED, _ONCE: State.UNCHECKED}


def _word(field: SideBySide) -> str:
    if field.differs:
        return _DIFFERENT
    return _EQUAL if field.one == field.other else _ONCE


COLUMNS: list[Column[SideBySide]] = [
    Column("栏目", lambda f: f.title, width=120, least=96),
    Column("登记一", lambda f: f.one or NOT_FILLED, width=260, least=120, wraps=True),
    Column("登记二", lambda f: f.other or NOT_FILLED, width=260, least=120, wraps=True),
    Column(
        "比较",
        _word,
        align=Align.CENTRE,
        state=lambda f: _STATES[_word(f)],
        width=120,
    ),
    Column("合并后", lambda f: f.stands, width=260, least=120, wraps=True),
]


class MergePage(Page):
    """Two entries; `confirmed(ids)`: they are one account. `left`: leave them as they are."""

    confirmed = Signal(object)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("合并重复登记")
        self._session = session
        self._ids: tuple[str, ...] = ()
        self.told = Notice(State.HINT)
        self.panel = TablePanel(RowsTable(RowsModel(COLUMNS), "merging"))
        self.leave = make_action(self, "不合并", "close", "Esc", self.left.emit)
        self.confirm = make_action(self, "合并为一个账号", "ok", "Ctrl+Return", self._confirm)
        self.offer(self.leave, primary=self.confirm)
        self.body.addWidget(self.told)
        self.body.addWidget(self.panel, 1)

    def show_entries(self, one: str, other: str) -> None:
        """Show two entries. Raises `RefusedError` where they cannot be one."""
        fields = side_by_side(self._session.desk, one, other)
        self._ids = (one, other)
        self.panel.model.set_rows(fields)
        differing = sum(field.differs for field in fields)
        self.told.tell(
            State.HINT if differing else State.PASSED,
            f"{differing} 处不同，合并后用登记一的；登记一未填的用登记二的。"
            "检查、发布和沿革归在一起，只计一次；两条登记都保留，以后可以分开。",
        )
        self.panel.table.setFocus()

    def _confirm(self) -> None:
        self.confirmed.emit(self._ids)
