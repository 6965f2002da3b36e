"""核对更新日期: all accounts in one grid, type a date, Enter goes down; saved cell by cell."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from govmedia_desktop.errors import RefusedError
from ui.parts.page import column
from ui.parts.words import faint_label, fault_label, show_fault
from ui.tables.date_entries import AS_REGISTERED, DATE_COLUMN, STATES, DateEntry, Today, columns
from ui.tables.model import Index, RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable

TakeBack = Callable[[], object]
Save = Callable[[str, date], TakeBack]


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
        if current.isValid() and current.column() != DATE_COLUMN:
            self.setCurrentIndex(self.rows.index(current.row(), DATE_COLUMN))

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

    def __init__(self, today: date, save: Save) -> None:
        super().__init__()
        self._today = Today(today)
        self._save = save
        self._checked: set[str] = set()
        self.history = QUndoStack(self)
        self.model = RowsModel(columns(self._today), self._type, self)
        self.panel = TablePanel(DateTable(self.model, "dates"))
        self.table = self.panel.table
        self.standing = self.panel.add_filter(
            "情况", [f.value for f in STATES], lambda e, word: e.freshness(today) == word
        )
        self.reason = fault_label()
        kept = self.reason.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # the rows do not move when it comes and goes
        self.reason.setSizePolicy(kept)
        self.undo = self.history.createUndoAction(self, "撤销")
        self.undo.setShortcut("Ctrl+Z")
        self.again = self.history.createRedoAction(self, "重做")
        self.again.setShortcut("Ctrl+Y")
        self.addActions([self.undo, self.again])
        layout = column()
        layout.addWidget(
            faint_label(
                "到平台上看一下最新一条的日期，输入后按回车到下一行，随输随存；没看的直接按回车跳过。"
                f"可写 11-06、1106、今天、昨天；与台账所记一致就输入 {AS_REGISTERED}；"
                "Ctrl+Z 撤销。",
                wrap=True,
            )
        )
        layout.addWidget(self.panel, 1)
        layout.addWidget(self.reason)
        self.setLayout(layout)
        self.table.selectionModel().currentChanged.connect(self._show_reason)
        self.model.dataChanged.connect(self._show_reason)

    def _show_reason(self) -> None:
        here = self.table.currentIndex()
        show_fault(self.reason, self.model.row_at(here.row()).reason if here.isValid() else "")

    def show_entries(self, entries: Sequence[DateEntry]) -> None:
        """Show accounts, the cursor on the first."""
        self.history.clear()
        self._checked = {entry.id for entry in entries if entry.day}
        self.model.set_rows(entries)
        if entries:
            self.table.setCurrentIndex(self.model.index(0, DATE_COLUMN))
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
        now = self._today.read(entry, text)
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
