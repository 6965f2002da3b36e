"""The navigation: icon and word, and a number only where something waits."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui import theme

_WAITING = Qt.ItemDataRole.UserRole
_ICON = Qt.ItemDataRole.UserRole + 1


class Navigation(QListWidget):
    """The list at the left; `entries` are (title, icon)."""

    def __init__(self, entries: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName("导航")
        self.setItemDelegate(_Entry(self))
        self.setMouseTracking(True)
        for title, icon in entries:
            QListWidgetItem(title, self).setData(_ICON, icon)

    def show_waiting(self, waiting: Mapping[str, int]) -> None:
        """Show, by title, how many things wait; what is not named waits for nothing."""
        for number in range(self.count()):
            item = self.item(number)
            count = waiting.get(item.text(), 0)
            item.setData(_WAITING, count)
            spoken = f"{item.text()}，{count} 项待办" if count else item.text()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)


class _Entry(QStyledItemDelegate):
    """Draws an entry: accent bar when open, icon, word, and a number where something waits."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return a row of 40 px at the usual type size."""
        return QSize(theme.length(100), theme.length(40))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the entry."""
        colours, box = theme.palette(), QRect(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(colours.selected if chosen else colours.hover))
        if chosen:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), QColor(colours.accent))
        colour = colours.accent if chosen else colours.ink
        top = box.center().y() - theme.ICON_SIZE // 2 + 1
        theme.icon(index.data(_ICON), colour).paint(painter, QRect(16, top, 20, 20))
        painter.setFont(theme.font(strong=chosen))
        painter.setPen(QColor(colour))
        words = box.adjusted(46, 0, -44, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, index.data())
        if index.data(_WAITING):
            _draw_number(painter, box, str(index.data(_WAITING)))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(4, 2, -4, -3))


def _draw_number(painter: QPainter, box: QRect, number: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font(0.86, strong=True))
    height = painter.fontMetrics().height() + 2
    width = max(height, painter.fontMetrics().horizontalAdvance(number) + 12)
    pill = QRect(box.right() - 12 - width, box.center().y() - height // 2 + 1, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.palette().accent))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setPen(QColor(theme.palette().paper))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, number)
    painter.restore()
