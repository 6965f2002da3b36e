"""The one table model: rows of plain data, searched, filtered and sorted in memory.

No proxy model: 100,000 Python callbacks a keystroke would be felt; one list comprehension is not.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.tables.columns import Column, Row

Index = QModelIndex | QPersistentModelIndex
Edit = Callable[[Row, int, str], Row]
_ROLE = Qt.ItemDataRole
STATE_ROLE = Qt.ItemDataRole.UserRole
"""The `State` of a cell, None for most."""
WRAPS_ROLE = Qt.ItemDataRole.UserRole + 1
"""Whether a cell's text is shown whole, on more lines than one where it must."""
_NOWHERE = QModelIndex()


def same_thing(row: object) -> object:
    """Return what makes a row the same thing after a reload: its `id` where it has one."""
    return getattr(row, "id", row)


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Shows `rows` through `columns`; `edit(row, column, text)` returns the row after typing."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        edit: Edit[Row] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._edit = edit
        self._rows: list[Row] = []
        self._haystacks: list[str] = []
        self._order: list[int] = []
        self._words: tuple[str, ...] = ()
        self._filters: dict[str, Callable[[Row], bool]] = {}
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._rows)

    @property
    def narrowed(self) -> bool:
        """Whether a search or a filter hides rows."""
        return bool(self._words or self._filters)

    @property
    def counted(self) -> str:
        """How many rows there are and how many of them are shown, as a sentence."""
        narrowed = f"，已筛选 {self.rowCount()} 条" if self.narrowed else ""
        return f"共 {self.total} 条{narrowed}"

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows under the same search, filters and order."""
        self._arrange(list(rows))

    def search(self, text: str) -> None:
        """Show the rows that hold every blank-separated word in some cell, case aside."""
        self._words = tuple(text.casefold().split())
        self._arrange()

    def filter(self, name: str, keeps: Callable[[Row], bool] | None) -> None:
        """Set, replace or (None) lift the filter of that name; filters hold together."""
        self._filters.pop(name, None)
        if keeps is not None:
            self._filters[name] = keeps
        self._arrange()

    def row_at(self, position: int) -> Row:
        """Return the row shown at a position from the top."""
        return self._rows[self._order[position]]

    def place_of(self, identity: object) -> int | None:
        """Return where the row is shown that is the same thing, None where it is not."""
        places = range(self.rowCount())
        return next((n for n in places if same_thing(self.row_at(n)) == identity), None)

    def replace(self, now: Row) -> None:
        """Put `now` in the place of the row that was the same thing, which keeps its place."""
        identity = same_thing(now)
        number = next(n for n, row in enumerate(self._rows) if same_thing(row) == identity)
        self._rows[number] = now
        if self._haystacks:
            self._haystacks[number] = self._haystack(now)
        if number in self._order:
            position = self._order.index(number)
            last = len(self.columns) - 1
            self.dataChanged.emit(self.index(position, 0), self.index(position, last))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; rows that tie keep the order they came in."""
        self._sorted_by = (column, order) if column >= 0 else None
        self._arrange()

    def _arrange(self, rows: list[Row] | None = None) -> None:
        # whoever hears of the reset must still find the old rows
        self.beginResetModel()
        if rows is not None:
            self._rows, self._haystacks = rows, []
        self._order = self._found()
        if self._sorted_by is not None:
            column, order = self._sorted_by
            key = self.columns[column].key
            keys = {number: key(self._rows[number]) for number in self._order}
            descending = order == Qt.SortOrder.DescendingOrder
            self._order.sort(key=keys.__getitem__, reverse=descending)
        self.endResetModel()

    def _found(self) -> list[int]:
        found = list(range(len(self._rows)))
        if self._words:
            self._haystacks = self._haystacks or [self._haystack(row) for row in self._rows]
            for word in self._words:
                found = [number for number in found if word in self._haystacks[number]]
        for keeps in self._filters.values():
            found = [number for number in found if keeps(self._rows[number])]
        return found

    def _haystack(self, row: Row) -> str:
        return "\n".join(column.text(row) for column in self.columns).casefold()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Return text, alignment or colour of a cell; None for the other roles."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        row = self.row_at(index.row())
        if role == _ROLE.DisplayRole:
            return column.shown(row)
        if role == _ROLE.EditRole:
            return column.text(row)
        if role == _ROLE.TextAlignmentRole:
            return column.align.value
        if role == STATE_ROLE:
            return column.state(row) if column.state else None
        return column.wraps if role == WRAPS_ROLE else None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Hand typed text to `edit`; false where the cell takes none."""
        editable = index.isValid() and self.columns[index.column()].editable
        if self._edit is None or role != _ROLE.EditRole or not editable:
            return False
        self.replace(self._edit(self.row_at(index.row()), index.column(), str(value)))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        result = super().flags(index)
        if index.isValid() and self._edit and self.columns[index.column()].editable:
            result |= Qt.ItemFlag.ItemIsEditable
        return result

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Return title and alignment of a column; rows have no header."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _ROLE.DisplayRole:
            return self.columns[section].title
        if role == _ROLE.TextAlignmentRole:
            return self.columns[section].align.value
        return None
