"""The lower edge of a table: no half rows."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QTableView, QWidget

from ui import theme


def cut_row(table: QTableView) -> QRect | None:
    """Return where a row stands that the lower edge cuts in two, None where it cuts none.

    The only row there is stays, cut or not.
    """
    height = table.viewport().height()
    row = table.rowAt(height - 1)
    top = table.rowViewportPosition(row)
    if row > 0 and top > 0 and top + table.rowHeight(row) > height:
        return QRect(0, top, table.viewport().width(), height - top)
    return None


def leave_out_cut_row(table: QTableView, sheet: QWidget) -> None:
    """Cover such a row on what shows the table's cells or the heads of its rows."""
    cut = cut_row(table)
    if cut is not None:
        painter = QPainter(sheet)
        cut.setWidth(sheet.width())
        painter.fillRect(cut, QColor(theme.palette().paper))
        painter.end()
