"""The cells of the grid counted by where their answers come from and what stands unconfirmed."""

from dataclasses import dataclass, replace

from govmedia_desktop.domain.inspections import Source
from govmedia_desktop.usecases.grid.rows import Cell, Mark


@dataclass(frozen=True)
class Counts:
    """Cells by where their answers come from; `waiting` were filled in and nobody confirmed."""

    typed: int = 0
    pasted: int = 0
    confirmed: int = 0
    today: int = 0
    waiting: int = 0
    open: int = 0
    refused: int = 0

    @property
    def answered(self) -> int:
        """How many hold an answer that a person stands behind."""
        return self.typed + self.pasted + self.confirmed + self.today

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(a + b for a, b in zip(_fields(self), _fields(other), strict=True)))

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(*(a - b for a, b in zip(_fields(self), _fields(other), strict=True)))


_BY_SOURCE = {
    Source.TYPED: Counts(typed=1),
    Source.FILE: Counts(pasted=1),
    Source.TODAY: Counts(today=1),
}


def counted(cell: Cell) -> Counts:
    """Return one cell as counts, all nought where nothing stands in it nor has to."""
    if cell.mark is Mark.WAITING:
        return Counts(waiting=1)
    if cell.mark in (Mark.OPEN, Mark.REFUSED):
        one = Counts(open=1) if cell.item.open else Counts()
        return replace(one, refused=1) if cell.mark is Mark.REFUSED else one
    if cell.mark is not Mark.GIVEN or cell.item.answer is None:
        return Counts()
    return _BY_SOURCE.get(cell.item.answer.source, Counts(confirmed=1))


def _fields(counts: Counts) -> tuple[int, ...]:
    return tuple(vars(counts).values())
