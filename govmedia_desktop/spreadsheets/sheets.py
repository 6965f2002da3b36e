"""A sheet as it was found in a file, whatever the file's format."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Value = str | int | float | date | time | timedelta
"""A cell's content; booleans are int, datetimes are date."""

GREATEST_CELLS = 400_000
"""Cells, and cells under merges, that are read of one file (hardening.md R21)."""
GREATEST_ROWS = 100_000


class TooLargeError(Exception):
    """A file passes a limit; becomes a refusal at the file's edge."""


class NotAWorkbookError(Exception):
    """A zip that is no workbook of XML; becomes a refusal at the file's edge."""


@dataclass(frozen=True)
class Sheet:
    """One sheet's cells. Rows and columns count from 1; empty cells and rows are left out."""

    name: str
    rows: Mapping[int, Mapping[int, Value]]
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """(row, column) of a cell under a merge to that of the merge's first cell."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    """Cells with a formula whose result the file does not hold."""
    hidden: bool = False
    widths: Mapping[int, float] = field(default_factory=dict)
    """Column to its width in characters, where it has one of its own."""

    def areas(self) -> list[tuple[int, int, int, int]]:
        """Return top, left, bottom, right of the merges as far as cells are held; none overlap."""
        ends: dict[tuple[int, int], tuple[int, int]] = {}
        members: Counter[tuple[int, int]] = Counter()
        for (row, column), first in self.merged.items():
            bottom, right = ends.get(first, first)
            ends[first] = max(bottom, row), max(right, column)
            members[first] += 1
        return [
            (*first, *last)
            for first, last in ends.items()
            if first not in self.merged
            and members[first] + 1 == (last[0] - first[0] + 1) * (last[1] - first[1] + 1)
        ]


def address(row: int, column: int) -> str:
    """Return the cell's A1 name."""
    return f"{letters(column)}{row}"


def letters(column: int) -> str:
    """Return the column's letters: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def shown(value: Value) -> str:
    """Return what stands in the cell, as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    return str(value)
