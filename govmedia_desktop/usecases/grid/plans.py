"""What a paste, a fill down, clearing and confirming would put into which cells of the grid."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from govmedia_desktop.forms.findings import UNCHECKED
from govmedia_desktop.spreadsheets.pasted import cells_of
from govmedia_desktop.usecases.grid.filling import Sheet
from govmedia_desktop.usecases.grid.rows import Cell, Mark
from govmedia_desktop.usecases.inspections.typed_answers import AS_IT_STANDS

Place = tuple[int, int]
"""Row and column of a cell."""


@dataclass(frozen=True)
class Planned:
    """Texts by row and path, and how many cells are left as they are."""

    texts: dict[int, dict[str, str]] = field(default_factory=dict)
    left: int = 0

    @property
    def cells(self) -> int:
        """How many cells are to be put."""
        return sum(map(len, self.texts.values()))


Planner = Callable[[Sheet, Sequence[Place]], Planned]
"""What says of chosen cells what is put into them."""


class Block(NamedTuple):
    """Cells chosen together."""

    rows: range
    columns: range

    @property
    def cells(self) -> int:
        """How many there are."""
        return len(self.rows) * len(self.columns)

    def places(self, row: int) -> Iterator[Place]:
        """Yield the cells of one row, none where it lies outside."""
        return ((row, column) for column in self.columns if row in self.rows)


def in_parts(blocks: Sequence[Block], rows: int) -> Iterator[tuple[list[Place], int]]:
    """Yield the chosen cells in parts of so many rows each, and how many rows a part has.

    Every part begins with the topmost cell of each of its columns, so that what is filled down
    comes from the same cell in all of them.
    """
    tops: dict[int, Place] = {}
    for block in sorted(blocks, key=lambda block: block.rows.start):
        for place in block.places(block.rows.start):
            tops.setdefault(place[1], place)
    numbers = sorted({row for block in blocks for row in block.rows})
    for first in range(0, len(numbers), rows):
        part = numbers[first : first + rows]
        chosen = [place for row in part for block in blocks for place in block.places(row)]
        above = (tops[column] for column in {column for _row, column in chosen})
        yield list(dict.fromkeys([*above, *chosen])), len(part)


def pasted(sheet: Sheet, at: Place, text: str) -> Planned:
    """Return where a block from WPS lands with its first cell at that place.

    Empty cells of the block leave alone what stands there; `left` counts the cells that hold
    something and lie outside of the grid.
    """
    first, left = at
    texts: dict[int, dict[str, str]] = {}
    outside = 0
    for row, cells in enumerate(cells_of(text), start=first):
        for column, cell in enumerate(cells, start=left):
            if not cell.strip():
                continue
            if row < len(sheet.accounts) and column < len(sheet.questions):
                texts.setdefault(row, {})[sheet.questions[column].path] = cell
            else:
                outside += 1
    return Planned(texts, outside)


def cleared(sheet: Sheet, places: Sequence[Place]) -> Planned:
    """Return what clears these cells, of their answers or of the texts that were refused."""
    texts: dict[int, dict[str, str]] = {}
    for row, column in places:
        cell = sheet.cell(row, column)
        if cell.mark is Mark.REFUSED or (not _is_closed(sheet, row, cell) and cell.item.value):
            texts.setdefault(row, {})[cell.item.path] = ""
    return Planned(texts)


def confirmed(sheet: Sheet, places: Sequence[Place]) -> Planned:
    """Return what confirms the values among these cells that were filled in beforehand."""
    texts: dict[int, dict[str, str]] = {}
    for row, column in places:
        cell = sheet.cell(row, column)
        if cell.mark is Mark.WAITING:
            texts.setdefault(row, {})[cell.item.path] = AS_IT_STANDS
    return Planned(texts)


def refusal(sheet: Sheet, blocks: Sequence[Block]) -> str:
    """Return why these cells cannot be filled down, empty where they can."""
    heads = [place for b in blocks for row in b.rows[:2] for place in b.places(row)]
    found = (_source(sheet, top, column)[1] for column, (top, _rows) in _columns(heads))
    return next(filter(None, found), "")


def filled_down(sheet: Sheet, places: Sequence[Place]) -> Planned:
    """Return what the topmost of these cells gives to those below, column by column.

    Of a single row, what stands above it. A value that nobody confirmed is not filled down.
    `left` counts the cells that take nothing, and judgements that somebody has made already.
    """
    texts: dict[int, dict[str, str]] = {}
    left = 0
    for column, (top, rows) in _columns(places):
        value, _why = _source(sheet, top, column)
        for row, takes in _targets(sheet, column, rows) if value else ():
            if takes:
                texts.setdefault(row, {})[sheet.questions[column].path] = value
            else:
                left += 1
    return Planned(texts, left)


def _columns(places: Iterable[Place]) -> Iterator[tuple[int, tuple[int, list[int]]]]:
    """Yield each column with the row it is filled from and those below."""
    columns: dict[int, set[int]] = {}
    for row, column in places:
        columns.setdefault(column, set()).add(row)
    for column, rows in sorted(columns.items()):
        top = min(rows) if len(rows) > 1 else min(rows) - 1
        yield column, (top, sorted(rows - {top}))


def _source(sheet: Sheet, top: int, column: int) -> tuple[str, str]:
    """Return the value to fill down, or why there is none."""
    question = sheet.questions[column].label
    if top < 0:
        return "", "上面没有可以往下填的一格；请先选中要填的几格"
    cell = sheet.cell(top, column)
    if cell.mark is Mark.WAITING:
        return "", f"“{question}”最上面一格还没有确认，没有往下填；请先确认或填写"
    unchecked = cell.mark is Mark.OPEN and cell.item.value == UNCHECKED
    if cell.mark is not Mark.GIVEN and not unchecked:
        return "", f"“{question}”最上面一格没有答案，没有往下填；请先填好这一格"
    return (cell.text if cell.item.kind == "select_one" else cell.item.value), ""


def _targets(sheet: Sheet, column: int, rows: Iterable[int]) -> Iterator[tuple[int, bool]]:
    """Yield the rows and whether their cell takes what is filled down."""
    for row in rows:
        cell = sheet.cell(row, column)
        judged = cell.item.judgement and bool(cell.item.value) and cell.mark is not Mark.REFUSED
        closed = _is_closed(sheet, row, cell) or cell.mark in (Mark.ASIDE, Mark.COMPUTED)
        yield row, not closed and not judged


def _is_closed(sheet: Sheet, row: int, cell: Cell) -> bool:
    return sheet.row(row).finished or not cell.item.relevant or cell.item.readonly
