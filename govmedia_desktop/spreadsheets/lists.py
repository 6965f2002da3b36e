"""Lists of clues or posts: every table of a file that counts, read by its headers or as told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from govmedia_desktop.domain.registers import Problem, Source, Wanted
from govmedia_desktop.spreadsheets.files import read_sheets
from govmedia_desktop.spreadsheets.reading import tidied
from govmedia_desktop.spreadsheets.sheets import Value, address, shown
from govmedia_desktop.spreadsheets.tables import Table, Words, find_tables


def tables_told(
    path: Path, words: Words, required: Sequence[str], wanted: Wanted
) -> Sequence[Table]:
    """Return the tables with all required fields; else the best with one of them; else none.

    Columns that a person told are those of the first table and of all with the same headers.
    Raises CannotReadError where the file cannot be used.
    """
    sheets = list(read_sheets(path))
    found = find_tables(sheets, words, required)
    if not found:
        partly = (find_tables(sheets, words, [field]) for field in required)
        found = next(filter(None, partly), ())
    if wanted.columns is None:
        return [t for t in found if set(required) <= t.columns.keys()] or found[:1]
    like_first = [titles_of(table) == titles_of(found[0]) for table in found]
    return [
        _as_told(table, wanted.columns) if alike else table
        for table, alike in zip(found, like_first, strict=True)
        if alike or set(required) <= table.columns.keys()
    ]


def _as_told(table: Table, told: Mapping[int, str]) -> Table:
    columns = {field: column for column, field in told.items() if field}
    unknown = tuple(column for column in titles_of(table) if column not in columns.values())
    return replace(table, columns=columns, unknown=unknown)


def titles_of(table: Table) -> dict[int, str]:
    """Return the header by column."""
    return {c: table.title(c) for c in sorted((*table.columns.values(), *table.unknown))}


def source_of(tables: Sequence[Table]) -> Source:
    """Return how the file was read: by the columns of its first table."""
    first = tables[0]
    titles = titles_of(first)
    body = [cells for row, cells in first.sheet.rows.items() if row > first.header]
    samples = {c: text_of(next((cells[c] for cells in body if c in cells), None)) for c in titles}
    columns = {column: field for field, column in first.columns.items()}
    return Source((first.sheet.name,), first.sheet.name, first.header, titles, columns, samples, 0)


def unread(
    tables: Sequence[Table], required: Sequence[str], labels: Mapping[str, str]
) -> Problem | None:
    """Return what to ask where no header says which columns the required fields are."""
    first = tables[0]
    missing = [labels[name] for name in required if name not in first.columns]
    if not missing:
        return None
    told = f"没有认出哪一列是{'、'.join(missing)}，请在“哪一列是什么”里指定"
    return Problem(first.sheet.name, address(first.header, min(titles_of(first))), told)


def text_of(value: Value | None) -> str:
    """Return what a cell says, tidied."""
    return "" if value is None else tidied(shown(value))[0].strip()
