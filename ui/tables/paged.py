"""A table model whose rows stay in the database: a window of them is read as the view comes there.

However long the list is, searching, filtering and sorting ask for another list, not for its rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from PySide6.QtCore import QModelIndex, Qt

from govmedia_desktop.domain.listing import Asked
from ui.tables.columns import Column, Row
from ui.tables.model import Index, RowsModel, same_thing

WINDOW = 200
_KEPT = 20
"""Windows in memory: some thousand rows around what is seen."""
_NOWHERE = QModelIndex()
_Told_co = TypeVar("_Told_co", covariant=True)


class Listed(Protocol[_Told_co]):
    """A list as it was asked for (see `usecases.register.listing.Listing`)."""

    count: int
    cut: bool

    def page(self, start: int, size: int) -> Sequence[_Told_co]:
        """Return rows from a place on."""

    def place_of(self, identity: str) -> int | None:
        """Return the place of a row by its `id`."""


class PagedModel(RowsModel[Row]):
    """Shows what `ask` returns; `columns` by the names under which it sorts by them.

    `all_there_are` tells how many rows there are at all.
    """

    def __init__(
        self,
        columns: Mapping[str, Column[Row]],
        ask: Callable[[Asked], Listed[Row]],
        all_there_are: Callable[[], int],
    ) -> None:
        super().__init__(list(columns.values()))
        self.asked = Asked()
        self._names = list(columns)
        self._ask, self._all_there_are = ask, all_there_are
        self._listed: Listed[Row] | None = None
        self._windows: dict[int, Sequence[Row]] = {}
        self._in_all = 0

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return self._in_all

    @property
    def narrowed(self) -> bool:
        """Whether a search or a filter hides rows."""
        return self.asked.narrows

    @property
    def cut(self) -> bool:
        """Whether more rows were found than are listed."""
        return self._listed is not None and self._listed.cut

    @property
    def counted(self) -> str:
        """How many rows there are and how many of them are shown, as a sentence."""
        shown = f"{self.rowCount()} 条"
        return f"{super().counted}以上，只列出前 {shown}" if self.cut else super().counted

    def reload(self) -> None:
        """Ask for the same list again, as it stands now."""
        self._show(self.asked, self._all_there_are())

    def search(self, text: str) -> None:
        """Show the rows that hold every blank-separated word, case aside."""
        self.ask_for(replace(self.asked, text=text))

    def ask_for(self, asked: Asked) -> None:
        """Show what is asked for."""
        self._show(asked, self._in_all)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, or (-1) as at first."""
        name = self._names[column] if column >= 0 else Asked().sort
        descending = column >= 0 and order == Qt.SortOrder.DescendingOrder
        self.ask_for(replace(self.asked, sort=name, descending=descending))

    def _show(self, asked: Asked, total: int) -> None:
        # whoever hears of the reset must still find the old rows
        self.beginResetModel()
        self.asked, self._in_all = asked, total
        self._listed, self._windows = self._ask(asked), {}
        self.endResetModel()

    def row_at(self, position: int) -> Row:
        """Return the row shown at a position from the top; IndexError beyond the last."""
        start = position // WINDOW * WINDOW
        return self._window(start)[position - start]

    def _window(self, start: int) -> Sequence[Row]:
        window = self._windows.pop(start, None)
        if window is None:
            window = self._listed.page(start, WINDOW) if self._listed else []
        self._windows[start] = window  # the one seen last is the last to go
        if len(self._windows) > _KEPT:
            del self._windows[next(iter(self._windows))]
        return window

    def place_of(self, identity: object) -> int | None:
        """Return where a row is shown, None where it is not; of a list that is cut only near by."""
        if self._listed is None or not isinstance(identity, str):
            return None
        if not self.cut:
            return self._listed.place_of(identity)
        near = map(same_thing, self._window(0))
        return next((place for place, one in enumerate(near) if one == identity), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() or self._listed is None else self._listed.count
