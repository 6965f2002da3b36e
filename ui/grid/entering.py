"""What a person puts into the grid: saved at once, announced, taken back with Ctrl+Z."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from govmedia_desktop.usecases.grid.filling import Sheet, Step
from govmedia_desktop.usecases.grid.plans import Block, Planned, Planner, in_parts
from govmedia_desktop.usecases.inspections.taking import Manner
from ui.session import Session

AT_ONCE = 120
"""So many cells are put at once; more of them in slices, with progress and 取消."""
ROWS_A_STEP = 3
ROWS_AT_ONCE = 12
"""So many rows are taken back at once."""


def takes_long(cells: int) -> bool:
    """Whether so many cells are gone through in slices."""
    return cells > AT_ONCE


class Entering(QObject):
    """Puts texts into a sheet; `moved(rows)` after each, `began` and `ended` around long work.

    `put_in(Step, left)`: the whole of an entry is in, so many cells were left as they were.
    """

    moved = Signal(list)
    put_in = Signal(object, int)
    began = Signal()
    ended = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.sheet: Sheet | None = None
        self.history = QUndoStack(self)
        self.writing = False

    def show_sheet(self, sheet: Sheet) -> None:
        """Work on another sheet; nothing of the one before can be taken back."""
        self.sheet = sheet
        self.history.clear()

    def put(self, planned: Planned, manner: Manner, words: str) -> None:
        """Put what was planned; `words` say in the history what it was."""
        if self.sheet is None or not planned.texts:
            return
        if not takes_long(planned.cells):
            self._remember(words, [self._put(planned.texts, manner)], planned.left)
            return
        parts: list[Step] = []
        steps = self._steps(planned, manner, parts)
        self._in_slices(words, steps, len(planned.texts), parts, [planned.left])

    def carry_out(
        self, planner: Planner, blocks: Sequence[Block], manner: Manner, words: str
    ) -> None:
        """Plan for many cells and put it, a few rows at a time."""
        parts: list[Step] = []
        left: list[int] = []
        steps = self._planning(planner, blocks, manner, (parts, left))
        self._in_slices(
            words, steps, len({row for block in blocks for row in block.rows}), parts, left
        )

    def read(self, title: str, steps: Iterator[None], rows: int, ended: Callable[[], None]) -> None:
        """Look at many rows, a few at a time, while nothing can be put in."""

        def end() -> None:
            self.ended.emit()
            ended()

        self.began.emit()
        self._session.tasks.run_here(title, steps, rows, end)

    def _in_slices(
        self, words: str, steps: Iterator[None], rows: int, parts: list[Step], left: list[int]
    ) -> None:
        self.read(f"正在{words}", steps, rows, lambda: self._remember(words, parts, sum(left)))

    def _steps(self, planned: Planned, manner: Manner, parts: list[Step]) -> Iterator[None]:
        rows = list(planned.texts)
        for first in range(0, len(rows), ROWS_A_STEP):
            part = {row: planned.texts[row] for row in rows[first : first + ROWS_A_STEP]}
            parts.append(self._put(part, manner))
            for _row in part:
                yield

    def _planning(
        self,
        planner: Planner,
        blocks: Sequence[Block],
        manner: Manner,
        done: tuple[list[Step], list[int]],
    ) -> Iterator[None]:
        for part, rows in in_parts(blocks, ROWS_A_STEP):
            if self.sheet is None:
                return
            planned = planner(self.sheet, part)
            done[1].append(planned.left)
            if planned.texts:
                done[0].append(self._put(planned.texts, manner))
            for _row in range(rows):
                yield

    def _put(self, texts: dict[int, dict[str, str]], manner: Manner) -> Step:
        if self.sheet is None:
            raise ValueError(texts)
        with self._saving():
            step = self.sheet.put(texts, manner)
        self.moved.emit(list(step.rows))
        return step

    def _remember(self, words: str, parts: Sequence[Step], left: int) -> None:
        step = Step.of(parts)
        if step.rows:
            self.history.push(_Entry(self, words, step))
        self.put_in.emit(step, left)

    def restore(self, step: Step, *, back: bool) -> None:
        """Take a step back, or put it in again; of many rows in slices."""
        if len(step.rows) <= ROWS_AT_ONCE:
            self._restore(step, back=back)
            return
        self.began.emit()
        steps = self._restoring(step, back=back)
        title = "正在撤销" if back else "正在重做"
        self._session.tasks.run_here(title, steps, len(step.rows), self.ended.emit)

    def _restoring(self, step: Step, *, back: bool) -> Iterator[None]:
        for row, kept in step.rows.items():
            self._restore(Step({row: kept}), back=back)
            yield

    def _restore(self, step: Step, *, back: bool) -> None:
        if self.sheet is None:
            return
        with self._saving():
            (self.sheet.take_back if back else self.sheet.put_again)(step)
        self.moved.emit(list(step.rows))

    @contextmanager
    def own(self) -> Iterator[None]:
        """Let the page know that what is announced in the block was done here."""
        self.writing = True
        try:
            yield
        finally:
            self.writing = False

    @contextmanager
    def _saving(self) -> Iterator[None]:
        with self.own(), self._session.writing("drafts"):
            yield


class _Entry(QUndoCommand):
    def __init__(self, entering: Entering, words: str, step: Step) -> None:
        super().__init__(words)
        self._entering, self._step = entering, step
        self._in = True

    def redo(self) -> None:
        """Put it in again after an undo; the first time it is in already."""
        if not self._in:
            self._entering.restore(self._step, back=False)
            self._in = True

    def undo(self) -> None:
        """Take it back."""
        self._entering.restore(self._step, back=True)
        self._in = False
