"""The table as it is seen: rows, elided texts told whole, widths as the person left them."""

from typing import Generic

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter
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
from ui.tables.model import STATE_ROLE, RowsModel
from ui.theme import State

ROW_HEIGHT = 34
WIDEST = 280
CELL_SIDES = 24
SIGN = 16
_CENTRE = Qt.AlignmentFlag.AlignHCenter


Index = QModelIndex | QPersistentModelIndex


class Cells(QStyledItemDelegate):
    """Draws states with their sign, and tells the whole of a text that does not fit."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        super().paint(painter, option, index)
        state = index.data(STATE_ROLE)
        if isinstance(state, State):
            box = QRect(option.rect).adjusted(8, 0, -8, 0)  # type: ignore[attr-defined]
            centred = bool(index.data(Qt.ItemDataRole.TextAlignmentRole) & _CENTRE)
            _draw_state(painter, box, (state, index.data(Qt.ItemDataRole.EditRole)), centred)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """Leave the text of a state to `paint`."""
        super().initStyleOption(option, index)
        if index.data(STATE_ROLE) is not None:
            option.text = ""  # type: ignore[attr-defined]

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show the tooltip of an elided cell, hide it over any other."""
        text = str(index.data() or "")
        needed = view.fontMetrics().horizontalAdvance(text) + CELL_SIDES
        fits = needed <= option.rect.width()  # type: ignore[attr-defined]
        QToolTip.showText(event.globalPos(), "" if fits else escaped(text), view)
        return True


def _draw_state(painter: QPainter, box: QRect, shown: tuple[State, str], centred: bool) -> None:
    state, word = shown
    metrics = painter.fontMetrics()
    word = metrics.elidedText(word, Qt.TextElideMode.ElideRight, box.width() - SIGN - 6)
    width = SIGN + 6 + metrics.horizontalAdvance(word)
    left = box.left() + ((box.width() - width) // 2 if centred else 3)
    state.icon.paint(painter, left, box.center().y() - SIGN // 2, SIGN, SIGN)
    painter.save()
    painter.setPen(state.colour)
    rest = QRect(left + SIGN + 6, box.top(), box.right() - left, box.height())
    painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
    painter.restore()


class RowsTable(QTableView, Generic[Row]):
    """A view of a `RowsModel`; `name` is the key under which its widths are remembered."""

    def __init__(self, model: RowsModel[Row], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self._name = name
        self._fitted = False
        self.setModel(model)
        self.setItemDelegate(Cells(self))
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
        for column in range(self.model().columnCount() - 1):  # the last takes what is left
            width = left.get(column) or self._fitting_width(column)
            self.setColumnWidth(column, width)
        self.horizontalHeader().sectionResized.connect(self._remember)

    def _fitting_width(self, column: int) -> int:
        if given := self.rows.columns[column].width:
            return theme.length(given)
        header = self.horizontalHeader().sectionSizeHint(column)
        return min(max(self._content_width(column), header), theme.length(WIDEST))

    def _content_width(self, column: int) -> int:
        texts = (
            self.rows.columns[column].shown(self.rows.row_at(n)) for n in range(self._sample())
        )
        metrics = self.fontMetrics()
        return max(map(metrics.horizontalAdvance, texts), default=0) + CELL_SIDES + 8

    def _sample(self) -> int:
        return min(self.rows.rowCount(), 200)

    def _remembered_widths(self) -> dict[int, int]:
        stored = str(remembered().value(f"widths/{self._name}", "")).split(",")
        if len(stored) != self.model().columnCount() or not all(w.isdecimal() for w in stored):
            return {}
        return {column: theme.length(int(width)) for column, width in enumerate(stored)}

    def _remember(self) -> None:
        # in pixels of the 标准 size, so that they also suit another one
        share = 100 / theme.length(100)
        count = self.model().columnCount()
        widths = [str(round(self.columnWidth(column) * share)) for column in range(count)]
        remembered().setValue(f"widths/{self._name}", ",".join(widths))
