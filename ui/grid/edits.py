"""What a person can do with cells: type, paste, copy, fill down, confirm, clear."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from govmedia_desktop.spreadsheets.pasted import text_of
from govmedia_desktop.usecases.grid import plans as grid_plans
from govmedia_desktop.usecases.grid.filling import Sheet, Step
from govmedia_desktop.usecases.grid.plans import Block, Planned, Planner, in_parts
from govmedia_desktop.usecases.grid.rows import Mark
from govmedia_desktop.usecases.inspections.taking import Manner
from ui.grid import told
from ui.grid.entering import Entering, takes_long
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
        """What is being done, and what is told of cells that were left as they were."""
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
        self._told = "粘贴", "，{} 格超出表格，没有填入"
        if planned.texts:
            self._entering.put(planned, Manner.PASTED, "粘贴")
        else:
            self._tell(Step({}), planned.left)

    def fill_down(self) -> None:
        """Fill the topmost chosen answer down."""
        if self._sheet is None:
            return
        blocks = self._table.questions()
        refusal = grid_plans.refusal(self._sheet, blocks)
        if refusal:
            self._say(State.HINT, refusal)
        else:
            self._told = "向下填充", "，{} 格不用填或已有人答过，没有动"
            self._carry_out(grid_plans.filled_down, blocks, Manner.FILLED, "向下填充")

    def confirm(self) -> None:
        """Stand behind the chosen values that were filled in beforehand."""
        self._carry_out(grid_plans.confirmed, self._table.questions(), Manner.TYPED, "确认")

    def clear(self) -> None:
        """Take the chosen answers and refused texts away."""
        self._carry_out(grid_plans.cleared, self._table.questions(), Manner.TYPED, "清除")

    def _carry_out(
        self, planner: Planner, blocks: Sequence[Block], manner: Manner, words: str
    ) -> None:
        if self._sheet is None or not blocks:
            return
        if takes_long(sum(block.cells for block in blocks)):
            self._entering.carry_out(planner, blocks, manner, words)
            return
        ((places, _rows),) = in_parts(blocks, len(self._sheet.accounts))
        planned = planner(self._sheet, places)
        if planned.texts:
            self._entering.put(planned, manner, words)
        else:
            self._tell(Step({}), planned.left)

    def clear_refused(self) -> None:
        """Take every refused text away."""
        texts: dict[int, dict[str, str]] = {}
        for fault in self._sheet.faults() if self._sheet else ():
            texts.setdefault(fault.row, {})[fault.path] = ""
        self._entering.put(Planned(texts), Manner.TYPED, "清除没有接受的")

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, as WPS takes them in; many of them in slices."""
        blocks = self._table.chosen()
        if not blocks:
            return
        lines: list[list[str]] = []
        rows = _span([block.rows for block in blocks])
        steps = self._copying(blocks, rows, lines)
        if takes_long(sum(block.cells for block in blocks)):
            self._entering.read("正在复制", steps, len(rows), lambda: self._hand_on(lines, rows))
        else:
            deque(steps, maxlen=0)
            self._hand_on(lines, rows)

    def _copying(
        self, blocks: Sequence[Block], rows: range, lines: list[list[str]]
    ) -> Iterator[None]:
        columns = _span([block.columns for block in blocks])
        for row in rows:
            wanted = {place for block in blocks for place in block.places(row)}
            places = ((row, column) for column in columns)
            lines.append([self._copied(*at) if at in wanted else "" for at in places])
            yield

    def _hand_on(self, lines: list[list[str]], rows: range) -> None:
        if len(lines) == len(rows):  # else a person stopped it
            QGuiApplication.clipboard().setText(text_of(lines))

    def _copied(self, row: int, column: int) -> str:
        index = self._table.grid.index(row, column)
        cell = self._table.grid.cell_at(index)
        if cell is None:
            return str(index.data(_EDIT))
        return "" if cell.mark is Mark.ASIDE else cell.text

    def _tell(self, step: Step, left: int) -> None:
        (words, rest), self._told = self._told, ("", "")
        outside = rest.format(left) if left else ""
        if words and (step.taken or step.refused):
            state = State.HINT if step.refused else State.PASSED
            self._say(state, told.put_in(words, step, outside))
        elif words and left:
            self._say(State.HINT, f"{words}：没有填入任何一格{outside}")


def _span(ranges: Sequence[range]) -> range:
    return range(min(each.start for each in ranges), max(each.stop for each in ranges))
