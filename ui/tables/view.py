"""The table as it is seen: whole rows, all columns that there is room for, widths as left."""

from collections.abc import Collection, Iterable
from typing import Generic

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.remembered import remembered
from ui.tables.cells import SIDES, Cells, wrapped_height
from ui.tables.columns import Align, Row
from ui.tables.edge import leave_out_cut_row
from ui.tables.model import RowsModel
from ui.tables.widths import Wish, fitted

ROW_HEIGHT = 34
WIDEST = 280
SORT_SIGN = 24


class RowsTable(QTableView, Generic[Row]):
    """A view of a `RowsModel`; `name` is the key under which its widths are remembered.

    Where it is too narrow for all columns, some give room or are left out as they say of
    themselves; `arranged` tells that `left_out` may be another.
    """

    arranged = Signal()

    def __init__(self, model: RowsModel[Row], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.left_out: tuple[str, ...] = ()
        self._name = name
        self._wishes: list[Wish] = []
        self._dropped: frozenset[int] = frozenset()
        self._room: int | None = None
        self._fitting = False
        self._low = 0
        self._grown: set[int] = set()
        self._growing = QTimer(self, singleShot=True, interval=0)
        self._growing.timeout.connect(self._grow_seen)
        self._wrapping = [n for n, column in enumerate(model.columns) if column.wraps]
        self._left = self._remembered_widths()
        self.setModel(model)
        self.setItemDelegate(Cells(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_up_headers()
        model.modelReset.connect(self._take_rows)
        model.dataChanged.connect(lambda first, last: self._grow(first.row(), last.row()))
        self._take_rows()

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.length(ROW_HEIGHT))
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        columns.setSortIndicatorClearable(True)
        columns.sectionResized.connect(self._take_width)
        columns.sortIndicatorChanged.connect(self._measure_again)
        self.setSortingEnabled(True)

    # columns

    def allow_low(self, least: int) -> None:
        """Let it become as low as this, in pixels of the 标准 size, before its page scrolls."""
        self._low = theme.length(least)
        self.setMinimumHeight(self._low)

    def sizeHint(self) -> QSize:
        """Ask for no more height than it may do with, where it may be low."""
        hint = super().sizeHint()
        return QSize(hint.width(), self._low) if self._low else hint

    @property
    def missing(self) -> str:
        """Which columns there is no room for, as a sentence; empty where all are shown."""
        out = self.left_out
        return f"窗口窄，未显示：{'、'.join(out)}" if out else ""

    def drop(self, columns: Collection[int]) -> None:
        """Show the table without these columns, and those of before again."""
        if frozenset(columns) == self._dropped:
            return
        self._dropped = frozenset(columns)
        self._measure_again()

    def _take_rows(self) -> None:
        """Size the columns when the first rows arrive, the rows whenever they change."""
        if self.model().rowCount() and not self._wishes:
            self._measure()
        else:
            self._grow_seen()

    def _measure(self) -> None:
        self._wishes = [self._wish(column) for column in range(self.model().columnCount())]
        self._fit()

    def _measure_again(self) -> None:
        if self._wishes:
            self._measure()

    def _wish(self, number: int) -> Wish:
        if number in self._dropped:
            return Wish(0, 0, 0)
        column = self.rows.columns[number]
        title = self._title_width(number)
        content = max(self._content_width(number), title)
        usual = max(theme.length(column.width), title)
        if not column.width:
            usual = min(content, theme.length(WIDEST))
        whole = max(min(content, 2 * theme.length(WIDEST)), usual)
        grows = column.align is Align.LEFT and self._spreads() and number not in self._left
        if left := self._left.get(number):
            usual = whole = theme.length(left)
        least = min(usual, theme.length(column.least)) if column.least else usual
        return Wish(usual, least, whole, column.spare, grows)

    def _spreads(self) -> bool:
        """Whether what is left over widens the words: Qt would give it all to the last column."""
        last = max(n for n in range(len(self.rows.columns)) if n not in self._dropped)
        return self.rows.columns[last].align is not Align.LEFT

    def _fit(self) -> None:
        if not self._wishes:
            return
        room = sum(w.usual for w in self._wishes) if self._room is None else self._room
        widths = fitted(self._wishes, room)
        self._fitting = True
        for column, width in enumerate(widths):
            self.setColumnHidden(column, not width)
            if width:
                self.setColumnWidth(column, width)
        self._fitting = False
        out = [n for n, width in enumerate(widths) if not width and n not in self._dropped]
        self.left_out = tuple(self.rows.columns[number].title for number in out)
        self._grow_seen()
        self.arranged.emit()

    def _content_width(self, column: int) -> int:
        texts = (
            self.rows.columns[column].shown(self.rows.row_at(n)) for n in range(self._sample())
        )
        metrics = self.fontMetrics()
        return max(map(metrics.horizontalAdvance, texts), default=0) + SIDES + 8

    def _title_width(self, column: int) -> int:
        """Return the width of a title, of one that is left out now as well."""
        metrics = QFontMetrics(theme.font(strong=True))
        sorts = self.horizontalHeader().sortIndicatorSection() == column
        sign = SORT_SIGN if sorts else 0
        return metrics.horizontalAdvance(self.rows.columns[column].title) + SIDES + sign

    def _sample(self) -> int:
        return min(self.rows.rowCount(), 200)

    def _remembered_widths(self) -> dict[int, int]:
        stored = str(remembered().value(f"widths/{self._name}", "")).split(",")
        if len(stored) != len(self.rows.columns) or not all(w.isdecimal() for w in stored):
            return {}
        return {column: int(width) for column, width in enumerate(stored) if int(width)}

    def _take_width(self, column: int, _before: int, now: int) -> None:
        """Remember the width that a person gave a column; the last one has what is left over."""
        if column in self._wrapping:
            self._growing.start()  # Qt tells of a width before it holds
        if self._fitting:
            return
        last = max(n for n in range(self.model().columnCount()) if not self.isColumnHidden(n))
        if column == last or not now:
            return
        # in pixels of the 标准 size, so that they also suit another one
        self._left[column] = round(now * 100 / theme.length(100))
        widths = [str(self._left.get(n, 0)) for n in range(self.model().columnCount())]
        remembered().setValue(f"widths/{self._name}", ",".join(widths))
        if self._wishes:
            self._wishes[column] = self._wish(column)

    # rows

    def _grow_seen(self) -> None:
        """Make the rows in sight as high as they need; those further down when they come there."""
        first = max(self.rowAt(0), 0)
        seen = self.viewport().height() // theme.length(ROW_HEIGHT) + 1
        self._grow(first, min(first + seen, self.model().rowCount() - 1))

    def _grow(self, first: int, last: int) -> None:
        """Make rows as high as their wrapped texts need."""
        if not self._wrapping:
            return
        usual = theme.length(ROW_HEIGHT)
        for row in range(first, last + 1):
            height = max(self._needed(row), usual)
            if height > usual or row in self._grown:
                self.setRowHeight(row, height)
                (self._grown.add if height > usual else self._grown.discard)(row)

    def _needed(self, row: int) -> int:
        return max(self._text_heights(row), default=0) + theme.length(14)

    def _text_heights(self, row: int) -> Iterable[int]:
        shown, metrics = self.rows.row_at(row), self.fontMetrics()
        for number in self._wrapping:
            column, width = self.rows.columns[number], self.columnWidth(number)
            if width:
                signed = column.state is not None
                yield wrapped_height(metrics, column.text(shown), width, signed=signed)

    # Qt's

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns into the width that there is now; the current row stays in sight."""
        here = self.currentIndex()
        before = QRect(QPoint(), event.oldSize())
        seen = here.isValid() and self.visualRect(here).intersects(before)
        super().resizeEvent(event)
        if seen:
            self.scrollTo(here)
        if self.viewport().width() != self._room:
            self._room = self.viewport().width()
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another type size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_grown"):
            self._grown.clear()
            self.verticalHeader().setDefaultSectionSize(theme.length(ROW_HEIGHT))
            self._measure_again()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Leave a row out that is cut in two by the lower edge."""
        super().paintEvent(event)
        leave_out_cut_row(self, self.viewport())

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 — Qt's name
        """Draw all anew: what is left out at the lower edge may not move up with the rest."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()
        if self._wrapping:
            self._growing.start()
