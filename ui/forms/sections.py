"""The list of a form's sections, with how far each is."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from govmedia_desktop.forms.items import Section
from ui import theme
from ui.forms.progress import asked, progress

WIDTH = 176
_PROGRESS = Qt.ItemDataRole.UserRole
_SIGN, _SIDE, _GAP = 16, 12, 6
_WORDS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
Index = QModelIndex | QPersistentModelIndex


class Sections(QListWidget):
    """Sections that hold something now; the row number is that of the section in the form."""

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self.setObjectName("sections")
        self.setAccessibleName("各节")
        theme.fix(self, width=WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Entry(self))
        self.setMouseTracking(True)
        for section in sections:
            self.addItem(QListWidgetItem(section.label))
        self.show_sections(sections)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show how far each section is."""
        for number, section in enumerate(sections):
            item, now = self.item(number), progress(asked(section))
            item.setData(_PROGRESS, now)
            spoken = "，".join(filter(None, (section.label, now.spoken)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setHidden(not has_something(section))


def has_something(section: Section) -> bool:
    """Whether a section shows anything now."""
    return section.relevant and any(item.relevant for item in section.items)


class _Entry(QStyledItemDelegate):
    """Draws a section: sign, name on as many lines as it needs, n/m."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that the name needs."""
        width = theme.length(WIDTH)
        words = _words(QRect(0, 0, width, 1000), option, index)
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        needed = metrics.boundingRect(words, int(_WORDS), index.data())
        return QSize(width, max(theme.length(36), needed.height() + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the entry."""
        colours, box = theme.palette(), QRect(option.rect)  # type: ignore[attr-defined]
        style = option.state  # type: ignore[attr-defined]
        chosen = bool(style & QStyle.StateFlag.State_Selected)
        if chosen or style & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(colours.selected if chosen else colours.hover))
        now = index.data(_PROGRESS)
        left, middle = box.left() + _SIDE, box.center().y()
        now.state.icon.paint(painter, left, middle - _SIGN // 2, _SIGN, _SIGN)
        painter.setPen(QColor(colours.accent if chosen else colours.ink))
        painter.drawText(_words(box, option, index), int(_WORDS), index.data())
        painter.setPen(QColor(colours.faint))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(0, 0, -_SIDE, 0), right, now.words)
        if style & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(colours.accent))
            painter.drawRect(box.adjusted(2, 2, -3, -3))


def _words(box: QRect, option: QStyleOptionViewItem, index: Index) -> QRect:
    """Where the name stands: between the sign and n/m."""
    metrics = option.fontMetrics  # type: ignore[attr-defined]
    count = metrics.horizontalAdvance(index.data(_PROGRESS).words)
    return box.adjusted(_SIDE + _SIGN + _GAP, 6, -_SIDE - count - _GAP, -6)
