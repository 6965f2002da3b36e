"""The list of a form's sections, with how far each is."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
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
from ui.parts.words import unbroken_end

WIDTH = 176
_PROGRESS = Qt.ItemDataRole.UserRole
_HEAD = Qt.ItemDataRole.UserRole + 1
_HEAD_HEIGHT, _INDENT = 30, 12
_SIGN, _SIDE, _GAP = 16, 12, 6
_WORDS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
Index = QModelIndex | QPersistentModelIndex


class Sections(QListWidget):
    """Sections that hold something now; the row number is that of the section in the form.

    The rows of a repeat stand under its name.
    """

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self.setObjectName("sections")
        self.setAccessibleName("各节")
        theme.fix(self, width=WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Entry(self))
        self.setMouseTracking(True)
        self._shown: list[Section] = []
        self.show_sections(sections)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show how far each section is; only what has changed is drawn anew."""
        self._keep(sections)
        head = ""
        for number, (section, before) in enumerate(zip(sections, self._shown, strict=True)):
            item, (own, words), seen = self.item(number), _name(section), has_something(section)
            first = own if own is None or (seen and own != head) else ""
            if item.data(_PROGRESS) is None or section != before or item.data(_HEAD) != first:
                self._show(item, section, first, words)
            head = own or "" if seen else head
        self._shown = list(sections)

    def _keep(self, sections: Sequence[Section]) -> None:
        """Take out the entries of sections that are gone, put in those that are new."""
        paths = [section.path for section in sections]
        kept = set(paths)
        blocked = self.blockSignals(True)
        for number in reversed(range(len(self._shown))):
            if self._shown[number].path not in kept:
                self.takeItem(number)
                del self._shown[number]
        for number, section in enumerate(sections):
            if number >= len(self._shown) or self._shown[number].path != section.path:
                self.insertItem(number, QListWidgetItem())
                self._shown.insert(number, section)
        self.blockSignals(blocked)

    def _show(self, item: QListWidgetItem, section: Section, head: str | None, words: str) -> None:
        now = progress(asked(section))
        spoken = "，".join(filter(None, (section.label, now.spoken)))
        item.setText(words)
        item.setData(_HEAD, head)
        item.setData(_PROGRESS, now)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setHidden(not has_something(section))


def _name(section: Section) -> tuple[str | None, str]:
    """Return the name that a section's rows stand under, None where it is no row; and its own."""
    row = section.row
    if row is None or not row.number:
        return None, section.label
    which = f"第{row.number}条"
    around, _, within = section.label.rpartition(which)
    return around.strip() or "各条", f"{which}{within}"


def has_something(section: Section) -> bool:
    """Whether a section shows anything now; a repeat without rows shows how to add one."""
    empty = section.row is not None and not section.row.id
    return section.relevant and (empty or any(item.relevant for item in section.items))


class _Entry(QStyledItemDelegate):
    """Draws a section: sign, name on as many lines as it needs, n/m.

    Of a thousand entries all are measured whenever one changes: sizes are kept.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sizes: dict[tuple[str, str | None, str, int], QSize] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that the name needs."""
        key = (index.data(), index.data(_HEAD), index.data(_PROGRESS).words, theme.length(WIDTH))
        if key not in self._sizes:
            self._sizes[key] = self._measured(option, index)
        return self._sizes[key]

    def _measured(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = theme.length(WIDTH)
        words = _words(QRect(0, 0, width, 1000), option, index)
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        needed = metrics.boundingRect(words, int(_WORDS), unbroken_end(index.data()))
        head = theme.length(_HEAD_HEIGHT) if index.data(_HEAD) else 0
        return QSize(width, head + max(theme.length(36), needed.height() + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the entry."""
        colours, box = theme.palette(), QRect(option.rect)  # type: ignore[attr-defined]
        if index.data(_HEAD):
            box = self._paint_head(painter, box, index)
        style = option.state  # type: ignore[attr-defined]
        chosen = bool(style & QStyle.StateFlag.State_Selected)
        if chosen or style & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(colours.selected if chosen else colours.hover))
        now = index.data(_PROGRESS)
        left, middle = box.left() + _left(index), box.center().y()
        now.state.icon.paint(painter, left, middle - _SIGN // 2, _SIGN, _SIGN)
        painter.setPen(QColor(colours.accent if chosen else colours.ink))
        painter.drawText(_words(box, option, index), int(_WORDS), unbroken_end(index.data()))
        painter.setPen(QColor(colours.faint))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(0, 0, -_SIDE, 0), right, now.words)
        if style & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(colours.accent))
            painter.drawRect(box.adjusted(2, 2, -3, -3))

    def _paint_head(self, painter: QPainter, box: QRect, index: Index) -> QRect:
        """Draw the name of the repeat over its first row; return what is left for the row."""
        height = theme.length(_HEAD_HEIGHT)
        name = box.adjusted(_SIDE, 0, -_SIDE, 0)
        name.setHeight(height)
        painter.setPen(QColor(theme.palette().faint))
        right = Qt.TextElideMode.ElideRight
        words = painter.fontMetrics().elidedText(index.data(_HEAD), right, name.width())
        painter.drawText(name, int(Qt.AlignmentFlag.AlignVCenter), words)
        return box.adjusted(0, height, 0, 0)


def _left(index: Index) -> int:
    return _SIDE + (_INDENT if index.data(_HEAD) is not None else 0)


def _words(box: QRect, option: QStyleOptionViewItem, index: Index) -> QRect:
    """Where the name stands: between the sign and n/m."""
    metrics = option.fontMetrics  # type: ignore[attr-defined]
    count = metrics.horizontalAdvance(index.data(_PROGRESS).words)
    return box.adjusted(_left(index) + _SIGN + _GAP, 6, -_SIDE - count - _GAP, -6)
