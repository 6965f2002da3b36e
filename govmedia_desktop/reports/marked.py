"""A register as its sender mailed it, written anew: the doubtful cells marked, with what is asked.

The sender's own file is only read; what it holds besides values, widths and merges is not copied.
"""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from govmedia_desktop.domain.registers import MARK_HEADER

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | date | time | timedelta

_MARK_WIDTH = 50
_WIDEST = 255
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_FIRST_YEAR = 1900
_LINE, _CHARACTERS, _COMMENT_WIDTH = 20, 14, 220
"""Height of a comment's line, characters on it, and a comment's width, in pixels."""
_NO_SHEET = "台账"


@dataclass(frozen=True)
class MarkedSheet:
    """A sheet to be written: values by row and column, merges as top, left, bottom, right.

    `doubts`: A1 cell to what is doubtful there. `header`: the row under which the table stands,
    None for a sheet that was not read.
    """

    name: str
    rows: Mapping[int, Mapping[int, Value]]
    areas: Sequence[tuple[int, int, int, int]]
    widths: Mapping[int, float]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    hidden: bool
    doubts: Mapping[str, Sequence[str]]
    header: int | None


def write_marked(path: Path, sheets: Sequence[MarkedSheet]) -> Path:
    """Return where the workbook now stands (see `files.write_file`). Raises CannotWriteError."""
    from govmedia_desktop.reports.workbook import new_workbook, save_workbook  # noqa: PLC0415

    workbook = new_workbook()
    for marked in sheets:
        name = _NOT_IN_NAMES.sub("_", marked.name)[:_LONGEST_NAME] or _NO_SHEET
        _Writer(workbook.create_sheet(name), marked).write()
    first = next((place for place, s in enumerate(sheets) if s.header is not None), 0)
    workbook.active = first
    workbook.worksheets[first].sheet_state = "visible"
    return save_workbook(workbook, path)


class _Writer:
    """Writes one sheet and marks it."""

    def __init__(self, sheet: "Worksheet", marked: MarkedSheet) -> None:
        self._sheet, self._marked = sheet, marked
        header = marked.header
        self._column = 0 if header is None else _mark_column(marked, header)

    def write(self) -> None:
        """Fill the sheet, give it its shape, then mark it."""
        for row, cells in self._marked.rows.items():
            for column, value in cells.items():
                if column != self._column:
                    self._put(row, column, value)
        self._shape()
        if self._marked.header is not None:
            self._mark(self._marked.header)

    def _put(self, row: int, column: int, value: Value) -> None:
        from govmedia_desktop.reports.workbook import put  # noqa: PLC0415  (openpyxl)

        cell = self._sheet.cell(row, column)
        if _is_writable(value):
            cell.value = value
        else:
            put(cell, str(value))

    def _shape(self) -> None:
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        from govmedia_desktop.reports.workbook import set_up  # noqa: PLC0415  (openpyxl)

        sheet, marked = self._sheet, self._marked
        set_up(sheet, ())
        for top, left, bottom, right in marked.areas:
            sheet.merge_cells(None, top, left, bottom, right)
        for column, width in marked.widths.items():
            sheet.column_dimensions[get_column_letter(column)].width = min(width, _WIDEST)
        for column in marked.hidden_columns:
            sheet.column_dimensions[get_column_letter(column)].hidden = True
        for row in marked.hidden_rows & marked.rows.keys():
            sheet.row_dimensions[row].hidden = True
        sheet.sheet_state = "hidden" if marked.hidden else "visible"

    def _mark(self, header: int) -> None:
        from openpyxl.styles import Alignment  # noqa: PLC0415
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        from govmedia_desktop.reports.workbook import height_of  # noqa: PLC0415  (openpyxl)

        told: dict[int, list[str]] = defaultdict(list, {header: [MARK_HEADER]})
        for place, texts in self._marked.doubts.items():
            told[self._mark_cell(place, "；".join(texts))].append(f"{place}：{'；'.join(texts)}")
        for row, lines in told.items():
            text = "\n".join(lines)
            self._put(row, self._column, text)
            cell = self._sheet.cell(row, self._column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            self._sheet.row_dimensions[row].height = height_of([text], [_MARK_WIDTH])
        self._sheet.column_dimensions[get_column_letter(self._column)].width = _MARK_WIDTH

    def _mark_cell(self, place: str, text: str) -> int:
        """Fill the cell and comment on it; return its row. A merge is marked at its first cell."""
        from openpyxl.cell.cell import MergedCell  # noqa: PLC0415
        from openpyxl.comments import Comment  # noqa: PLC0415
        from openpyxl.styles import PatternFill  # noqa: PLC0415
        from openpyxl.utils.cell import coordinate_to_tuple  # noqa: PLC0415

        row, column = coordinate_to_tuple(place)
        cell = self._sheet.cell(row, column)
        if isinstance(cell, MergedCell):
            first = next(
                (top, left)
                for top, left, bottom, right in self._marked.areas
                if top <= row <= bottom and left <= column <= right
            )
            cell = self._sheet.cell(*first)
        before = f"{cell.comment.text}；" if cell.comment else ""
        height = _LINE * (len(before + text) // _CHARACTERS + 2)
        cell.comment = Comment(before + text, "", height, _COMMENT_WIDTH)
        cell.fill = PatternFill("solid", fgColor="FFF2CC")
        return row


def _mark_column(marked: MarkedSheet, header: int) -> int:
    """Return the column of an earlier marking, else the first empty one behind the table."""
    heads = marked.rows.get(header, {})
    for column, value in heads.items():
        if str(value).startswith(MARK_HEADER):
            return column
    used = {column for cells in marked.rows.values() for column in cells}
    return next(c for c in count(max(heads, default=0) + 1) if c not in used)


def _is_writable(value: Value) -> bool:
    """Whether the value may stand in a cell as what it is; texts never (R23)."""
    if isinstance(value, str):
        return False
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, date) or value.year >= _FIRST_YEAR
