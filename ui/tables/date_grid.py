"""核对更新日期: all accounts in one grid, type a date, Enter goes down; saved cell by cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from govmedia_desktop.errors import RefusedError
from ui.parts.page import column
from ui.parts.words import faint_label
from ui.tables.columns import Align, Column
from ui.tables.model import Index, RowsModel
from ui.tables.panel import TablePanel
from ui.tables.typed_dates import read_date
from ui.tables.view import RowsTable
from ui.theme import State

TakeBack = Callable[[], object]
Save = Callable[[str, date], TakeBack]
AS_REGISTERED = "="
_DATE_COLUMN = 3


@dataclass(frozen=True)
class DateEntry:
    """One account of the grid: what the register says and what was typed in this sitting.

    `known` and `verified` are ISO dates or empty; `day` is what was saved, `typed` and `reason`
    stand only while the last text was refused.
    """

    id: str
    account: str
    platform: str
    owner: str
    known: str = ""
    verified: str = ""
    day: date | None = None
    typed: str = ""
    reason: str = ""


@dataclass(frozen=True)
class _Days:
    """The two days that the grid reckons with."""

    reference: date
    today: date

    def read(self, entry: DateEntry, text: str) -> DateEntry:
        """Return the entry with the date that was typed, or with the reason against it."""
        words = entry.known if text.strip() == AS_REGISTERED else text
        if not words.strip():
            return replace(entry, typed="", reason="")
        found = read_date(words, self.reference, self.today)
        if isinstance(found, str):
            return replace(entry, typed=text, reason=found)
        return replace(entry, day=found, typed="", reason="")

    def outcome(self, entry: DateEntry) -> str:
        """Return what the grid says beside the date."""
        if entry.reason:
            return entry.reason
        if entry.day is None:
            return "待核对"
        return f"已核对,距监测时间点 {(self.reference - entry.day).days} 天"


def _state(entry: DateEntry) -> State:
    if entry.reason:
        return State.FAILED
    return State.UNCHECKED if entry.day is None else State.PASSED


def _registered(entry: DateEntry) -> str:
    if not entry.known:
        return "未填"
    return f"{entry.known} {'已核实' if entry.verified else '未核实'}"


def _columns(days: _Days) -> list[Column[DateEntry]]:
    return [
        Column("账号名称", lambda e: e.account),
        Column("平台", lambda e: e.platform),
        Column("台账所记", _registered, width=160),
        Column(
            "最近更新日期",
            lambda e: e.typed or (e.day.isoformat() if e.day else ""),
            align=Align.CENTRE,
            width=130,
            editable=True,
        ),
        Column("核对情况", days.outcome, state=_state, width=310),
        Column("主办单位", lambda e: e.owner),
    ]


class DateTable(RowsTable[DateEntry]):
    """Keeps the cell cursor in the date column; Enter goes down unless the date was refused."""

    def __init__(self, model: RowsModel[DateEntry], name: str) -> None:
        super().__init__(model, name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Bring the cursor back into the date column, whatever was clicked."""
        super().currentChanged(current, previous)
        if current.isValid() and current.column() != _DATE_COLUMN:
            self.setCurrentIndex(self.rows.index(current.row(), _DATE_COLUMN))

    def closeEditor(  # noqa: N802 — Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """Go down after Enter; the editor's text is already read."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_down()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go down also where nothing was typed."""
        # an open editor passes Enter on to here before its text is read
        typing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not typing:
            self._go_down()
        else:
            super().keyPressEvent(event)

    def _go_down(self) -> None:
        here = self.currentIndex()
        if here.isValid() and not self.rows.row_at(here.row()).reason:
            below = here.siblingAtRow(here.row() + 1)
            if below.isValid():
                self.setCurrentIndex(below)


class _Typed(QUndoCommand):
    def __init__(self, grid: "DateGrid", was: DateEntry, now: DateEntry, back: TakeBack) -> None:
        super().__init__(f"{now.account} {now.day}")
        self._grid, self._was, self._now = grid, was, now
        self._take_back: TakeBack | None = back

    def redo(self) -> None:
        """Save again after an undo; the first time the cell has done it."""
        if self._take_back is None:
            self._take_back = self._grid.save_day(self._now)
            self._grid.put(self._now)

    def undo(self) -> None:
        """Take the saved date back and show what stood there before."""
        if self._take_back is not None:
            self._take_back()
            self._take_back = None
            self._grid.put(self._was)


class DateGrid(QWidget):
    """The grid; `save(id, day)` writes one date and returns what takes it back.

    A `RefusedError` of `save` is shown beside its cell. `moved(checked, total)` tells how many
    accounts have been looked at.
    """

    moved = Signal(int, int)

    def __init__(self, reference: date, today: date, save: Save) -> None:
        super().__init__()
        self._days = _Days(reference, today)
        self._save = save
        self._checked: set[str] = set()
        self.history = QUndoStack(self)
        self.model = RowsModel(_columns(self._days), self._type, self)
        self.panel = TablePanel(DateTable(self.model, "dates"))
        self.table = self.panel.table
        self.undo = self.history.createUndoAction(self, "撤销")
        self.undo.setShortcut("Ctrl+Z")
        self.again = self.history.createRedoAction(self, "重做")
        self.again.setShortcut("Ctrl+Y")
        self.addActions([self.undo, self.again])
        layout = column()
        layout.addWidget(
            faint_label(
                "输入日期后按回车到下一行:11-06、1106、2026-11-06、今天、昨天;"
                f"与台账所记一致输入 {AS_REGISTERED};Ctrl+Z 撤销",
                wrap=True,
            )
        )
        layout.addWidget(self.panel, 1)
        self.setLayout(layout)

    def show_entries(self, entries: Sequence[DateEntry]) -> None:
        """Show accounts, the cursor on the first."""
        self.history.clear()
        self._checked = {entry.id for entry in entries if entry.day}
        self.model.set_rows(entries)
        if entries:
            self.table.setCurrentIndex(self.model.index(0, _DATE_COLUMN))
        self.moved.emit(len(self._checked), self.model.total)

    def save_day(self, entry: DateEntry) -> TakeBack:
        """Write the entry's date through the callback; return what takes it back."""
        if entry.day is None:
            raise ValueError(entry)
        return self._save(entry.id, entry.day)

    def put(self, entry: DateEntry) -> None:
        """Show an entry in its place and count it."""
        self.model.replace(entry)
        self._count(entry)

    def _type(self, entry: DateEntry, _column: int, text: str) -> DateEntry:
        now = self._days.read(entry, text)
        if now.reason or now.day is None or now.day == entry.day:
            return now
        try:
            take_back = self.save_day(now)
        except RefusedError as refusal:
            return replace(entry, typed=text, reason=str(refusal))
        self.history.push(_Typed(self, replace(entry, typed="", reason=""), now, take_back))
        self._count(now)
        return now

    def _count(self, entry: DateEntry) -> None:
        (self._checked.add if entry.day else self._checked.discard)(entry.id)
        self.moved.emit(len(self._checked), self.model.total)
