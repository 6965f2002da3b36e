"""What a person can do with cells: type, paste, copy, fill down, confirm, clear."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from govmedia_desktop.spreadsheets.pasted import text_of
from govmedia_desktop.usecases import grid_plans
from govmedia_desktop.usecases.grid_filling import Sheet, Step
from govmedia_desktop.usecases.grid_plans import Planned
from govmedia_desktop.usecases.grid_rows import Mark
from govmedia_desktop.usecases.taking import Manner
from ui.grid import told
from ui.grid.entering import Entering
from ui.grid.view import GridTable
from ui.theme import State

Say = Callable[[State, str], None]
_EDIT = Qt.ItemDataRole.EditRole


class Edits(QObject):
    """Takes the chosen cells of a table into the sheet; `say` tells what a paste or a fill did."""

    def __init__(self, table: GridTable, entering: Entering, say: Say) -> None:
        super().__init__(table)
        self._table = table
        self._entering = entering
        self._say = say
        self._told: tuple[str, str] = ("", "")
        entering.put_in.connect(self._tell)

    @property
    def _sheet(self) -> Sheet | None:
        return self._entering.sheet

    def type(self, row: int, column: int, text: str) -> None:
        """Put what was typed into a cell."""
        if self._sheet is None:
            return
        cell = self._sheet.cell(row, column)
        if text == cell.text:  # an editor that was only opened and closed says nothing
            return
        self._entering.put(Planned({row: {cell.item.path: text}}), Manner.TYPED, "输入")

    def paste(self) -> None:
        """Put the clipboard's block in, its first cell at the current one."""
        here, text = self._table.currentIndex(), QGuiApplication.clipboard().text()
        if self._sheet is None or not text or not here.isValid():
            return
        planned = grid_plans.pasted(self._sheet, (here.row(), here.column()), text)
        outside = f"，{planned.left} 格超出表格，没有填入" if planned.left else ""
        self._put(planned, Manner.PASTED, "粘贴", outside)

    def fill_down(self) -> None:
        """Fill the topmost chosen answer down."""
        if self._sheet is None:
            return
        planned = grid_plans.filled_down(self._sheet, self._table.places())
        left = f"，{planned.left} 格不用填或已有人答过，没有动" if planned.left else ""
        if planned.refusal:
            self._say(State.HINT, planned.refusal)
        else:
            self._put(planned, Manner.FILLED, "向下填充", left)

    def confirm(self) -> None:
        """Stand behind the chosen values that were filled in beforehand."""
        if self._sheet is not None:
            planned = grid_plans.confirmed(self._sheet, self._table.places())
            self._entering.put(planned, Manner.TYPED, "确认")

    def clear(self) -> None:
        """Take the chosen answers and refused texts away."""
        if self._sheet is not None:
            planned = grid_plans.cleared(self._sheet, self._table.places())
            self._entering.put(planned, Manner.TYPED, "清除")

    def clear_refused(self) -> None:
        """Take every refused text away."""
        texts: dict[int, dict[str, str]] = {}
        for fault in self._sheet.faults() if self._sheet else ():
            texts.setdefault(fault.row, {})[fault.path] = ""
        self._entering.put(Planned(texts), Manner.TYPED, "清除没有接受的")

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, as WPS takes them in."""
        chosen = self._table.selectionModel().selectedIndexes()
        if not chosen:
            return
        wanted = {(i.row(), i.column()) for i in chosen}
        rows, columns = _span([r for r, _ in wanted]), _span([c for _, c in wanted])
        block = [[self._copied(r, c) if (r, c) in wanted else "" for c in columns] for r in rows]
        QGuiApplication.clipboard().setText(text_of(block))

    def _copied(self, row: int, column: int) -> str:
        index = self._table.grid.index(row, column)
        cell = self._table.grid.cell_at(index)
        if cell is None:
            return str(index.data(_EDIT))
        return "" if cell.mark is Mark.ASIDE else cell.text

    def _put(self, planned: Planned, manner: Manner, words: str, left: str) -> None:
        if planned.texts:
            self._told = words, left
            self._entering.put(planned, manner, words)
        elif left:
            self._say(State.HINT, f"{words}：没有填入任何一格{left}")

    def _tell(self, step: Step) -> None:
        words, left = self._told
        self._told = ("", "")
        if words:
            state = State.HINT if step.refused else State.PASSED
            self._say(state, told.put_in(words, step, left))


def _span(numbers: Sequence[int]) -> range:
    return range(min(numbers), max(numbers) + 1)
