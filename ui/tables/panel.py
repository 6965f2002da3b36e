"""A table with its search field and filters above, its count below and details beside it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from ui import theme
from ui.parts.page import Scrolled, column
from ui.parts.states import row_of
from ui.parts.words import faint_label, plain_label, set_tip
from ui.tables.columns import Row
from ui.tables.model import same_thing
from ui.tables.view import RowsTable

DETAILS_WIDTH = 360
TABLE_WIDTH = 420
"""What the table needs beside the details, in pixels of the 标准 size; with less they fold."""
BETWEEN = 12
NOTHING_FOUND = "没有符合条件的记录，请改一改查找的字或筛选"


class TablePanel(QWidget, Generic[Row]):
    """Rows to search, filter, sort and choose from; `chosen` carries the current row or None.

    Details that scroll by themselves say so with `own_scroll`. They are there while there is room
    for them, or as the person wants it; `unfolded` tells whether they are.
    """

    chosen = Signal(object)
    opened = Signal(object)
    unfolded = Signal(bool)

    def __init__(
        self, table: RowsTable[Row], details: QWidget | None = None, *, own_scroll: bool = False
    ) -> None:
        super().__init__()
        self.table = table
        self.model = table.rows
        table.setAccessibleName("列表")
        self.search = QLineEdit()
        self.count = faint_label()
        self.missing = missing_label(table)
        self.details = details if details is None or own_scroll else Scrolled(details)
        self.nothing = plain_label(NOTHING_FOUND, name="panel", wrap=True)
        self._nothing_yet = ""
        self._filters: QHBoxLayout = row_of(self.search)
        self._kept: object = None
        self._wanted: bool | None = None
        self._held = False
        self._lay_out()
        self._wire()
        self._count()

    def _lay_out(self) -> None:
        self.search.setPlaceholderText("查找（Ctrl+F）")
        self.search.setAccessibleName("查找")
        self.search.setClearButtonEnabled(True)
        theme.fix(self.search, width=240)
        self._filters.addStretch(1)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.setHandleWidth(BETWEEN)
        beside.addWidget(self._stack)
        if self.details is not None:
            self.details.setMinimumWidth(theme.length(240))
            beside.addWidget(self.details)
            beside.setSizes([1000, theme.length(DETAILS_WIDTH)])
        beside.setStretchFactor(0, 1)
        beside.setCollapsible(0, False)
        layout = column()
        layout.addLayout(self._filters)
        layout.addWidget(beside, 1)
        self._foot = row_of(self.count, self.missing)
        self._foot.setStretch(1, 1)
        layout.addLayout(self._foot)
        self.setLayout(layout)

    def _wire(self) -> None:
        self.search.textChanged.connect(self.model.search)
        self.model.modelAboutToBeReset.connect(self._keep)
        self.model.modelReset.connect(self._count)
        self.model.modelReset.connect(self._choose_again)
        self.table.selectionModel().selectionChanged.connect(self._announce)
        self.table.activated.connect(lambda index: self.opened.emit(self.row_at(index.row())))
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        down = QShortcut(QKeySequence("Down"), self.search, self._go_down)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)

    def add_filter(
        self, title: str, choices: Sequence[str], keeps: Callable[[Row, str], bool]
    ) -> QComboBox:
        """Add a filter `title` with 全部 and the choices; return its box."""

        def narrow(chosen: str | None) -> None:
            self.model.filter(title, None if chosen is None else lambda row: keeps(row, chosen))

        return self.add_choice(title, choices, narrow)

    def add_choice(
        self, title: str, choices: Sequence[str], narrow: Callable[[str | None], None]
    ) -> QComboBox:
        """Add a box `title` with 全部 and the choices, which `narrow` is told; return it."""
        box = QComboBox()
        box.addItem(f"全部{title}")
        box.addItems(list(choices))
        box.setAccessibleName(title)
        set_tip(box, f"按{title}筛选")

        def take(position: int) -> None:
            narrow(choices[position - 1] if position > 0 else None)

        box.currentIndexChanged.connect(take)
        self._filters.insertWidget(self._filters.count() - 1, box)
        return box

    def teach_when_empty(self, text: str) -> None:
        """Show a sentence in the table's place while there are no rows at all."""
        self._nothing_yet = text
        self._count()

    def put_beside_count(self, widget: QWidget) -> None:
        """Put a widget right of the count."""
        self._foot.insertWidget(1, widget)

    # the details

    def want_details(self, *, shown: bool) -> None:
        """Show or fold the details from now on, whatever room there is."""
        self._wanted = shown
        self._make_room()

    def hold_details(self, *, held: bool) -> None:
        """Keep the details shown while something is entered there, then as it was before."""
        self._held = held
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the details where they would take the table's room."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        if self.details is None:
            return
        room = self.width() - BETWEEN >= theme.length(DETAILS_WIDTH + TABLE_WIDTH)
        shown = self._held or (room if self._wanted is None else self._wanted)
        if shown == self.details.isHidden():
            self.details.setVisible(shown)
            self.unfolded.emit(shown)

    # rows

    def row_at(self, position: int) -> Row:
        """Return the row shown at a position from the top."""
        return self.model.row_at(position)

    def current(self) -> Row | None:
        """Return the chosen row, None while there is none."""
        chosen = self.table.selectionModel().selectedRows()
        return self.row_at(chosen[0].row()) if chosen else None

    def _go_down(self) -> None:
        self.table.setFocus()
        if self.current() is None and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _keep(self) -> None:
        row = self.current()
        self._kept = None if row is None else same_thing(row)

    def _choose_again(self) -> None:
        place = None if self._kept is None else self.model.place_of(self._kept)
        if place is None:
            self.chosen.emit(None)
        else:
            self.table.setCurrentIndex(self.model.index(place, 0))

    def _announce(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self.chosen.emit(self.current())

    def _count(self) -> None:
        shown = self.model.rowCount()
        self.count.setText(self.model.counted)
        told = NOTHING_FOUND if self.model.narrowed else self._nothing_yet
        self.nothing.setText(told)
        self._stack.setCurrentIndex(1 if told and not shown else 0)
        tell_missing(self.missing, self.table)


def missing_label(table: RowsTable[Row]) -> QLabel:
    """Return the place that names the columns which a table has no room for."""
    label = faint_label(wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    table.arranged.connect(partial(tell_missing, label, table))
    tell_missing(label, table)
    return label


def tell_missing(label: QLabel, table: RowsTable[Row]) -> None:
    """Name the columns which the table has no room for, or hide the label."""
    label.setText(table.missing)
    label.setVisible(bool(table.missing) and not table.isHidden())
