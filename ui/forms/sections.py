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
from ui.forms.progress import progress
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
        self._shown: list[Section | None] = []
        self._heads: list[str | None] = []
        self.show_sections(sections)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show how far each section is; only what has changed is told and drawn anew."""
        self._keep(sections)
        pairs = enumerate(zip(sections, self._shown, strict=True))
        changed = [number for number, (now, before) in pairs if now is not before]
        if not changed:
            return
        self._shown = list(sections)
        before, self._heads = self._heads, _heads(sections)
        heads = enumerate(zip(self._heads, before, strict=True))
        moved = (number for number, (now, then) in heads if now != then)
        told = sorted({*changed, *moved})
        higher = [number for number in told if self._tell(number, sections[number])]
        if higher:
            self.scheduleDelayedItemsLayout()
        else:
            for number in told:
                self.update(self.model().index(number, 0))

    def _keep(self, sections: Sequence[Section]) -> None:
        """Take out the entries of sections that are gone, put in those that are new."""
        paths = [section.path for section in sections]
        shown = [section.path for section in self._shown if section is not None]
        if paths == shown:
            return
        kept = set(paths)
        blocked = self.blockSignals(True)
        for number in reversed(range(len(shown))):
            if shown[number] not in kept:
                self.takeItem(number)
                del shown[number], self._shown[number], self._heads[number]
        for number, path in enumerate(paths):
            if number >= len(shown) or shown[number] != path:
                self.insertItem(number, QListWidgetItem())
                shown.insert(number, path)
                self._shown.insert(number, None)
                self._heads.insert(number, None)
        self.blockSignals(blocked)

    def _tell(self, number: int, section: Section) -> bool:
        """Put a section on its entry without a word to the view, which would measure all entries;
        return whether this one needs another height."""
        item, now = self.item(number), progress(section.asked)
        index = self.indexFromItem(item)
        height = self.sizeHintForIndex(index).height() if index.data(_PROGRESS) else 0
        blocked = self.model().blockSignals(True)
        item.setText(_name(section)[1])
        item.setData(_HEAD, self._heads[number])
        item.setData(_PROGRESS, now)
        spoken = "，".join(filter(None, (section.label, now.spoken)))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self.model().blockSignals(blocked)
        if item.isHidden() == section.shows_something:
            item.setHidden(not section.shows_something)
        return self.sizeHintForIndex(index).height() != height


def _heads(sections: Sequence[Section]) -> list[str | None]:
    """Return what stands over each entry: the name of its repeat over the first row that shows
    anything, "" over further rows, None over what is no row."""
    found: list[str | None] = []
    head = ""
    for section in sections:
        own, seen = _name(section)[0], section.shows_something
        found.append(own if own is None or (seen and own != head) else "")
        head = own or "" if seen else head
    return found


def _name(section: Section) -> tuple[str | None, str]:
    """Return the name that a section's rows stand under, None where it is no row; and its own."""
    row = section.row
    if row is None or not row.number:
        return None, section.label
    which = f"第{row.number}条"
    around, _, within = section.label.rpartition(which)
    return around.strip() or "各条", f"{which}{within}"


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
