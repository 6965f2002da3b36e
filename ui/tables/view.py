"""The table as it is seen: rows, elided texts told whole, widths as the person left them."""

from typing import Generic

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ui import theme
from ui.parts.words import escaped
from ui.remembered import remembered
from ui.tables.columns import Row
from ui.tables.model import RowsModel

ROW_HEIGHT = 34
WIDEST = 320


class WholeTextOnHover(QStyledItemDelegate):
    """Shows the whole text of a cell whose text does not fit."""

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show the tooltip of an elided cell, hide it over any other."""
        wide = self.sizeHint(option, index).width() > option.rect.width()  # type: ignore[attr-defined]
        text = str(index.data() or "") if wide else ""
        QToolTip.showText(event.globalPos(), escaped(text), view)
        return True


class RowsTable(QTableView, Generic[Row]):
    """A view of a `RowsModel`; `name` is the key under which its widths are remembered."""

    def __init__(self, model: RowsModel[Row], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self._name = name
        self._fitted = False
        self.setModel(model)
        self.setItemDelegate(WholeTextOnHover(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_up_headers()
        model.modelReset.connect(self._fit_once)
        self._fit_once()

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
        self.setSortingEnabled(True)

    def _fit_once(self) -> None:
        """Size the columns when the first rows arrive: as left last time, else to content."""
        if self._fitted or not self.model().rowCount():
            return
        self._fitted = True
        left = self._remembered_widths()
        for column in range(self.model().columnCount()):
            width = left.get(column) or self._fitting_width(column)
            self.setColumnWidth(column, width)
        self.horizontalHeader().sectionResized.connect(self._remember)

    def _fitting_width(self, column: int) -> int:
        header = self.horizontalHeader().sectionSizeHint(column)
        return min(max(self.sizeHintForColumn(column) + 8, header), theme.length(WIDEST))

    def _remembered_widths(self) -> dict[int, int]:
        stored = str(remembered().value(f"widths/{self._name}", "")).split(",")
        if len(stored) != self.model().columnCount() or not all(w.isdecimal() for w in stored):
            return {}
        return {column: int(width) for column, width in enumerate(stored)}

    def _remember(self) -> None:
        widths = [str(self.columnWidth(c)) for c in range(self.model().columnCount())]
        remembered().setValue(f"widths/{self._name}", ",".join(widths))
