"""Workbooks of the old kind (.xls, most .et): read as the new ones are, with merges and hiding."""

import struct
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import StringIO
from typing import Any

import xlrd
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from govmedia_desktop.spreadsheets.compound import Compound
from govmedia_desktop.spreadsheets.sheets import GREATEST_ROWS, Sheet, TooLargeError, Value
from govmedia_desktop.spreadsheets.sheetxml import Budget

_EXACT = 10**15
"""Up to here a number that counts whole things is one: the old kind stores all as floats."""
_WIDTH = 256
_NEW_WITH_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_NAMES = ("Workbook", "Book", "WORKBOOK", "BOOK")
"""How the stream of the workbook itself is called, the newest kind first."""
_DAMAGED = (
    StopIteration,
    struct.error,
    LookupError,
    ValueError,
    ArithmeticError,
    AssertionError,
    TypeError,
    AttributeError,
    RuntimeError,
    EOFError,
)
"""What xlrd raises of a damaged or hostile file (hardening.md R22)."""


class ProtectedError(Exception):
    """The workbook opens with a password only."""


class UnreadableError(Exception):
    """The workbook is damaged, or none."""


def read_old_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Return the workbook's sheets in order. ProtectedError, UnreadableError, TooLargeError."""
    if _NEW_WITH_PASSWORD in content:
        raise ProtectedError
    try:
        held = Compound(content)
        name = next(name for name in _NAMES if name in held)
        book = xlrd.open_workbook(
            file_contents=held.stream(name),
            logfile=StringIO(),
            formatting_info=True,
            ragged_rows=True,
        )
        epoch = MAC_EPOCH if book.datemode else WINDOWS_EPOCH
        budget = Budget()
        return tuple(_sheet(sheet, epoch, budget) for sheet in book.sheets())
    except xlrd.XLRDError as error:
        raise (ProtectedError if "encrypted" in str(error) else UnreadableError) from error
    except _DAMAGED as error:
        raise UnreadableError from error


def _sheet(sheet: Any, epoch: datetime, budget: Budget) -> Sheet:
    if sheet.nrows > GREATEST_ROWS:
        raise TooLargeError
    merged = dict(_under_merges(sheet, budget))
    rows = {}
    for row in range(sheet.nrows):
        budget.spend(sheet.row_len(row))
        cells = {
            column: value
            for column, cell in enumerate(sheet.row(row), 1)
            if (value := _value(cell, epoch)) is not None and (row + 1, column) not in merged
        }
        if cells:
            rows[row + 1] = cells
    return Sheet(
        sheet.name,
        rows,
        merged,
        frozenset(row + 1 for row, told in sheet.rowinfo_map.items() if told.hidden),
        frozenset(column + 1 for column, told in _columns(sheet) if told.hidden),
        hidden=bool(sheet.visibility),
        widths=_widths(sheet),
    )


def _under_merges(sheet: Any, budget: Budget) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield each cell under a merge with the merge's first one, as far as cells are held."""
    for top, bottom, left, right in sheet.merged_cells:
        rows = range(top, min(bottom, sheet.nrows))
        columns = range(left, min(right, sheet.ncols))
        budget.spend(len(rows) * len(columns))
        for row in rows:
            for column in columns:
                if (row, column) != (top, left):
                    yield (row + 1, column + 1), (top + 1, left + 1)


def _widths(sheet: Any) -> Mapping[int, float]:
    told = _columns(sheet)
    return {column + 1: of.width / _WIDTH for column, of in told if of.width and not of.hidden}


def _columns(sheet: Any) -> list[tuple[int, Any]]:
    """Return what is told of the columns that hold cells; the old kind tells it of all 256."""
    return [(column, told) for column, told in sheet.colinfo_map.items() if column < sheet.ncols]


def _value(cell: Any, epoch: datetime) -> Value | None:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or cell.value == "":
        return None
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _moment(cell.value, epoch)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#VALUE!"))
    if cell.ctype == xlrd.XL_CELL_NUMBER and cell.value.is_integer() and abs(cell.value) < _EXACT:
        return int(cell.value)
    value: Value = cell.value
    return value


def _moment(number: float, epoch: datetime) -> Value:
    try:
        moment: Value = from_excel(number, epoch)
    except (OverflowError, ValueError):
        return "#VALUE!"
    return moment
