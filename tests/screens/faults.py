"""What a picture may not show: read off its widgets, so that no eye has to find it."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QWidget,
)

from ui.grid.view import GridTable


def faults(window: QWidget) -> list[str]:
    """Return what is cut off, scrolls sideways or stands out twice, one line each."""
    found = [fault for widget in _shown(window) for fault in _of(widget)]
    found += _out_of_place(window)
    primary = [
        b for b in _shown(window) if b.property("primary") and isinstance(b, QAbstractButton)
    ]
    if len(primary) > 1:
        found.append("two primary buttons: " + ", ".join(button.text() for button in primary))
    return found


def _shown(window: QWidget) -> Iterator[QWidget]:
    yield from (child for child in window.findChildren(QWidget) if child.isVisibleTo(window))


def _out_of_place(window: QWidget) -> Iterator[str]:
    """What stands beyond the edge of what holds it, or upon a neighbour."""
    held: dict[QWidget, list[QWidget]] = {}
    for widget in _shown(window):
        if isinstance(widget, _LEAVES) and not widget.size().isEmpty():
            held.setdefault(widget.parentWidget(), []).append(widget)
    for holder, widgets in held.items():
        # what is scrolled may stand anywhere; the corner of a table holds two
        if not any(isinstance(w, QAbstractScrollArea) for w in (holder, holder.parentWidget())):
            yield from _beyond(holder, widgets)


def _beyond(holder: QWidget, widgets: list[QWidget]) -> Iterator[str]:
    room = holder.rect().adjusted(-1, -1, 1, 1)
    for widget in widgets:
        if not room.contains(widget.geometry()):
            yield f"beyond its edge: {_named(widget)}"
    for one, other in combinations(widgets, 2):
        if one.geometry().intersects(other.geometry()):
            yield f"upon each other: {_named(one)} and {_named(other)}"


def _named(widget: QWidget) -> str:
    text = getattr(widget, "text", None) or getattr(widget, "currentText", None)
    return (text() if text else "") or widget.accessibleName() or type(widget).__name__


def _of(widget: QWidget) -> Iterator[str]:
    for kind, look in _LOOKS:
        if isinstance(widget, kind):
            yield from look(widget)


def _table(table: QTableView) -> Iterator[str]:
    # as wide as the form has questions, the accounts always in sight
    wide = isinstance(table, GridTable)
    if table.horizontalScrollBar().maximum() > 0 and not wide:
        yield f"{table.accessibleName()} scrolls sideways"
    if table.model().rowCount() and table.viewport().height() < table.rowHeight(0):
        yield f"{table.accessibleName()} shows not one row"
    last = table.rowAt(table.viewport().height() - 1)
    if 0 <= last < table.verticalScrollBar().value():
        yield f"{table.accessibleName()} begins with half a row"


def _header(header: QHeaderView) -> Iterator[str]:
    # a grid breaks the questions in its titles
    if header.orientation() is not Qt.Orientation.Horizontal or isinstance(
        header.parentWidget(), GridTable
    ):
        return
    face = QFont(header.font())
    face.setBold(True)  # as the style sheet has it, which the widget does not tell
    metrics, model = QFontMetrics(face), header.model()
    for number in range(header.count()):
        title = str(model.headerData(number, header.orientation()) or "")
        room = header.sectionSize(number) - 22
        wide = max((metrics.horizontalAdvance(line) for line in title.splitlines()), default=0)
        if not header.isSectionHidden(number) and wide > room:
            yield f"cut title: {title}"


def _text(text: QPlainTextEdit) -> Iterator[str]:
    if text.horizontalScrollBar().maximum() > 0:
        yield f"{text.accessibleName()} scrolls sideways"


def _scrolled(area: QScrollArea) -> Iterator[str]:
    if area.widget() is not None and area.widget().width() > area.viewport().width():
        yield f"{area.widget().objectName()}: what is scrolled is cut at the right"


def _label(label: QLabel) -> Iterator[str]:
    if not label.text() or not label.pixmap().isNull():
        return
    needed = label.sizeHint().width()
    if not label.wordWrap() and label.width() < needed:
        yield f"cut: {label.text()} ({label.width()} of {needed})"
    if label.wordWrap() and label.height() < label.heightForWidth(label.width()):
        yield f"lines missing: {label.text()}"


def _button(button: QAbstractButton) -> Iterator[str]:
    if button.text() and button.width() < button.sizeHint().width() - 1:
        yield f"cut button: {button.text()}"


def _line(line: QLineEdit) -> Iterator[str]:
    hint = "" if line.text() else line.placeholderText()
    room = line.width() - 18
    if line.fontMetrics().horizontalAdvance(hint) > room:
        yield f"cut hint: {hint}"


def _box(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    edit = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, edit, box).width()
    if box.fontMetrics().boundingRect(box.currentText()).width() > room:
        yield f"cut choice: {box.currentText()}"
    if box.currentText().endswith("…"):
        yield f"shortened choice: {box.currentText()}"


def _tabs(tabs: QTabBar) -> Iterator[str]:
    if tabs.count() and tabs.tabRect(tabs.count() - 1).right() > tabs.width():
        yield "tabs do not fit"


_LEAVES = (QLabel, QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
_LOOKS = (
    (QTableView, _table),
    (QHeaderView, _header),
    (QPlainTextEdit, _text),
    (QScrollArea, _scrolled),
    (QLabel, _label),
    (QAbstractButton, _button),
    (QLineEdit, _line),
    (QComboBox, _box),
    (QTabBar, _tabs),
)
