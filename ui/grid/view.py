"""The grid as it is seen: digits choose, Enter goes down, cells are chosen in blocks."""

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from govmedia_desktop.usecases.grid.plans import Block
from govmedia_desktop.usecases.grid.rows import Mark
from ui import theme
from ui.grid.look import GridCells, Names, Questions
from ui.grid.model import GridModel, Index
from ui.parts.words import faint_label
from ui.tables.edge import leave_out_cut_row

_WIDTHS = {"date": 116, "integer": 96, "decimal": 96, "text": 160}
_USUAL = 124
_WAITING = 60
"""So much more where 待确认 stands behind what was filled in."""
_SAMPLE = 12
_VERDICT = 196
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class GridTable(QTableView):
    """A view of the grid's model."""

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self.grid = model
        self.setModel(model)
        self.setAccessibleName("表格填")
        self.setItemDelegate(GridCells(self))
        self.setVerticalHeader(Names(self))
        self.setHorizontalHeader(Questions(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self._corner = faint_label("账号 · 平台")
        self._corner.setParent(self)
        self._corner.setContentsMargins(11, 0, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say at the corner what the names are."""
        super().resizeEvent(event)
        names, above = self.verticalHeader(), self.horizontalHeader()
        self._corner.setGeometry(1, 1, names.width(), above.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Leave a row out that is cut in two by the lower edge; the names do the same."""
        super().paintEvent(event)
        leave_out_cut_row(self, self.viewport())

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 — Qt's name
        """Draw all anew: what is left out at the lower edge may not move up with the rest."""
        super().scrollContentsBy(dx, dy)
        if dy:
            self.viewport().update()
            self.verticalHeader().viewport().update()

    def fit(self) -> None:
        """Give every column the width that its kind of answer needs."""
        sheet = self.grid.sheet
        if sheet is None or not sheet.accounts:
            return
        for column in range(len(sheet.questions)):
            cells = [sheet.cell(row, column) for row in range(min(len(sheet.accounts), _SAMPLE))]
            width = _WIDTHS.get(cells[0].item.kind, _USUAL)
            if any(cell.mark is Mark.WAITING for cell in cells):
                width += _WAITING
            self.setColumnWidth(column, theme.length(width))
        self.setColumnWidth(len(sheet.questions), theme.length(_VERDICT))

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Mark account and question of the cell in the headers."""
        super().currentChanged(current, previous)
        self.verticalHeader().viewport().update()
        self.horizontalHeader().viewport().update()

    @property
    def typing(self) -> bool:
        """Whether a cell is being typed into."""
        return self.state() == QAbstractItemView.State.EditingState

    def commit(self) -> None:
        """Hand on what is typed but not yet taken: an editor does when it loses the keyboard."""
        self.setFocus()

    def chosen(self) -> list[Block]:
        """Return the chosen cells, those of verdicts too."""
        return [
            Block(range(b.top(), b.bottom() + 1), range(b.left(), b.right() + 1))
            for b in self.selectionModel().selection().toList()
        ]

    def questions(self) -> list[Block]:
        """Return the chosen cells of questions, else the current one."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        here = [Block(range(row, row + 1), range(column, column + 1))] if row >= 0 else []
        last = self.grid.columnCount() - 1
        clipped = (Block(rows, columns[: last - columns.start]) for rows, columns in self.chosen())
        return [block for block in clipped if block.columns] or here

    def go_to(self, row: int, column: int) -> None:
        """Choose one cell and show it."""
        index = self.grid.index(row, column)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)
        self.setFocus()

    def closeEditor(  # noqa: N802 — Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """Go down after Enter; the editor's text is already read."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_down()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and, where there are choices, a digit; leave the rest to Qt."""
        # an open editor passes Enter on to here before its text is read
        if event.key() in _ENTER and not self.typing:
            self._go_down()
        elif self.typing or event.modifiers() not in _PLAIN or not self._chose(event.key()):
            super().keyPressEvent(event)

    def _chose(self, key: int) -> bool:
        cell = self.grid.cell_at(self.currentIndex())
        if cell is None or cell.item.kind != "select_one" or cell.mark is Mark.ASIDE:
            return False
        number = key - Qt.Key.Key_0
        if not 1 <= number <= min(len(cell.item.choices), 9):
            return False
        if len(cell.item.choices) > 9:  # the digit may be the first of two
            return False
        self.grid.setData(self.currentIndex(), str(number))
        return True

    def _go_down(self) -> None:
        here = self.currentIndex()
        cell = self.grid.cell_at(here)
        if cell is not None and cell.mark is Mark.REFUSED:
            return
        below = here.siblingAtRow(here.row() + 1)
        if below.isValid():
            self.go_to(below.row(), below.column())
