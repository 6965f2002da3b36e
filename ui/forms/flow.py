"""A layout that goes on in the next row where a row is full, as words do."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.parts.states import row_of
from ui.parts.words import buddy_label


class Flow(QLayout):
    """Widgets side by side, on as many rows as the width asks for.

    With `columns` all are as wide as the widest, and so many at most stand in a row (0: as many as
    fit).
    """

    def __init__(self, spacing: int, columns: int | None = None) -> None:
        super().__init__()
        self._columns = columns
        self._items: list[QLayoutItem] = []
        self._sizes: list[tuple[QLayoutItem, int, int]] | None = None
        """Width and height of what is there to be seen, measured until something changes."""
        self._heights: dict[int, int] = {}
        self._least: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 — Qt's name
        """Take an item in as the last."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Return the item at a place, None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # noqa: N802
        """Return the item at a place and let it go."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 — Qt's name
        """Ask for no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 — Qt's name
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 — Qt's name
        """Return the height of the rows at that width."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was measured: something in it has changed."""
        self._heights.clear()
        self._sizes = self._least = None
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 — Qt's name
        """Put the items in their places."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _measured(self) -> list[tuple[QLayoutItem, int, int]]:
        if self._sizes is None:
            hints = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
            self._sizes = [(item, hint.width(), hint.height()) for item, hint in hints]
        return self._sizes

    def sizeHint(self) -> QSize:
        """Return the size of one row."""
        sizes = self._measured()
        width = sum(width for _, width, _ in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(width, max((height for _, _, height in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 — Qt's name
        """Return the size of the largest item."""
        if self._least is None:
            self._least = QSize()
            for item in self._items:
                self._least = self._least.expandedTo(item.minimumSize())
        return self._least

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        begin, room, gap = rect.left(), rect.width(), self.spacing()
        left, top, tallest = begin, rect.top(), 0
        for number, (item, width, height) in enumerate(self._in_columns(room)):
            ended = bool(self._columns) and number % (self._columns or 1) == 0
            if left > begin and (ended or left + width > begin + room):
                left, top, tallest = begin, top + tallest + gap, 0
            if move:
                item.setGeometry(QRect(left, top, width, height))
            left, tallest = left + width + gap, max(tallest, height)
        return top + tallest - rect.top()

    def _in_columns(self, room: int) -> list[tuple[QLayoutItem, int, int]]:
        """Return the size of each item: its own, or in columns as wide as the widest."""
        sizes = self._measured()
        if self._columns is None:
            return sizes
        widest = max((width for _, width, _ in sizes), default=0)
        return [(item, min(widest, max(room, 1)), height) for item, _, height in sizes]


def side_by_side(fields: Mapping[str, QWidget]) -> QWidget:
    """Return the fields in a row, each behind its name; they wrap where the window is narrow."""
    flow = Flow(16)
    for name, field in fields.items():
        one = QWidget()
        one.setLayout(row_of(buddy_label(name, field), field, spacing=8))
        flow.addWidget(one)
    row = QWidget()
    row.setLayout(flow)
    return row
