"""Finding the table in a sheet: its header row, which column is what, and its rows."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import eq

from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.spreadsheets.sheets import Sheet, Value, address, shown

HEADER_WITHIN = 60
"""The header is looked for in so many rows that hold anything."""
_LONGEST_HEADER = 60
_ASIDE = re.compile(r"\([^()]*\)")
_UNIT = re.compile(r"[/:]?(单位)?:?(万人|万|人数|人)$")
_MARKS = re.compile(r"[*:/\\、,.。;]+$|^[*]+")
_PREFIX = re.compile(r"^(政务新媒体|新媒体|政务账号|账号|平台)")

Rank = tuple[int, int]
Words = Mapping[str, Sequence[tuple[Rank, str]]]
"""A header word, as `clean_name` spells it, to the fields it may mean; the least rank is served
first: words of one field only, the plainest before others, then words of several, in the fields'
order."""


def ranked(headers: Mapping[str, str]) -> Words:
    """Return the words of each field (plainest first) the other way round."""
    found: dict[str, list[tuple[Rank, str]]] = {}
    fields: dict[str, list[str]] = {}
    for field, words in headers.items():
        for word in words.split():
            fields.setdefault(clean_name(word), []).append(field)
    order = list(headers)
    for word, meant in fields.items():
        several = len(meant) > 1
        for field in meant:
            plainness = list(map(clean_name, headers[field].split())).index(word)
            rank = (1, order.index(field)) if several else (0, plainness)
            found.setdefault(word, []).append((rank, field))
    return found


@dataclass(frozen=True)
class Table:
    """A recognised table: the columns of its fields, and those that nobody knows."""

    sheet: Sheet
    header: int
    columns: Mapping[str, int]
    """Field to column; `serial` among them where there is one."""
    unknown: tuple[int, ...]
    groups: int | None = None
    """The row above the header whose merged cells head several columns, where it was needed."""
    within: tuple[int, int] | None = None
    """First and last column, where another table stands beside this one."""

    def title(self, column: int) -> str:
        """Return the header that is printed over a column, a group's title first, on one line."""
        return _title(self.sheet, self.header, column, self.groups)

    def cell(self, row: int, column: int) -> Value | None:
        """Return what stands in a cell; under a merge what stands in its first cell, downwards."""
        return cell_of(self.sheet, row, column)

    def values(self, row: int) -> Mapping[str, Value]:
        """Return what stands in a row by field, with what merges above lend it."""
        found = ((field, self.cell(row, column)) for field, column in self.columns.items())
        return {field: value for field, value in found if value is not None}

    def source(self, row: int, column: int) -> str:
        """Return the A1 name of the merge's first cell that a cell's content comes from."""
        return address(*self.sheet.merged[row, column])

    def rows(self) -> Iterator[tuple[int, Mapping[int, Value]]]:
        """Yield the rows below the header that hold anything but a serial number."""
        counted = [column for field, column in self.columns.items() if field != "serial"]
        headings = [list(self._texts(row, counted[:3])) for row in self._heads()]
        for row, cells in self.sheet.rows.items():
            if row <= self.header or not any(_filled(cells.get(column)) for column in counted):
                continue
            own = self._own(cells)
            if self._lies_across(row, own):
                continue
            if any(all(map(eq, self._texts(row, counted[:3]), told)) for told in headings):
                continue
            yield row, own

    def _heads(self) -> set[int]:
        """Return the header's rows: those too from which a merge reaches down into it."""
        into = (self.sheet.merged.get((self.header, column)) for column in self.columns.values())
        return {self.header, self.groups or self.header, *(top for top, _ in filter(None, into))}

    def _texts(self, row: int, columns: Sequence[int]) -> Iterator[str]:
        """Yield what the cells say, each read only when it is asked for."""
        return (_text(self.cell(row, column)) for column in columns)

    def _own(self, cells: Mapping[int, Value]) -> Mapping[int, Value]:
        if self.within is None:
            return cells
        first, last = self.within
        return {column: value for column, value in cells.items() if first <= column <= last}

    def _lies_across(self, row: int, cells: Mapping[int, Value]) -> bool:
        """Whether the row is one text merged over columns: a heading or a note."""
        if len(cells) != 1:
            return False
        column = next(iter(cells))
        return self.sheet.merged.get((row, column + 1)) == (row, column)


def find_tables(
    sheets: Iterable[Sheet], words: Words, required: Sequence[str]
) -> tuple[Table, ...]:
    """Return the sheets' tables that have the required fields, the best recognised first."""
    found = [table for sheet in sheets if (table := _find(sheet, words, required))]
    return tuple(sorted(found, key=lambda t: (t.sheet.hidden, -len(t.columns))))


def find_by_content(
    sheets: Iterable[Sheet], words: Words, field: str, known: Collection[str]
) -> Table | None:
    """Return the table in which a column holds most of the known texts: that is the field.

    For headers that do not say so. `known` are spelled as `clean_name` does; the header is the last
    row above them that holds more than one cell. None where no cell is one of them.
    """
    best: tuple[int, Table] | None = None
    for sheet in sheets:
        rows: dict[int, list[int]] = {}
        for row, cells in sheet.rows.items():
            for column, value in cells.items():
                if clean_name(_text(value)) in known:
                    rows.setdefault(column, []).append(row)
        for column, found in rows.items():
            above = [r for r, cells in sheet.rows.items() if r < found[0] and len(cells) > 1]
            if above and (best is None or len(found) > best[0]):
                best = len(found), _with(sheet, above[-1], words, field, column)
    return best[1] if best else None


def _with(sheet: Sheet, header: int, words: Words, field: str, column: int) -> Table:
    table = _table(sheet, header, sorted(sheet.rows[header]), words, None)
    columns = {name: c for name, c in table.columns.items() if c != column and name != field}
    unknown = tuple(c for c in table.unknown if c != column)
    return replace(table, columns={**columns, field: column}, unknown=unknown)


def side_by_side(table: Table, words: Words, required: Sequence[str]) -> tuple[Table, ...]:
    """Return the tables that stand beside each other under one header, the leftmost first.

    A header that comes again begins the next table; unless each of them has the required fields it
    is one table.
    """
    blocks: list[list[int]] = [[]]
    for column in sorted((*table.columns.values(), *table.unknown)):
        if table.title(column) in map(table.title, blocks[-1]):
            blocks.append([])
        blocks[-1].append(column)
    found = [
        replace(
            _table(table.sheet, table.header, block, words, table.groups),
            within=(block[0], block[-1]),
        )
        for block in blocks
    ]
    whole = len(found) > 1 and all(_has(part, required) for part in found)
    return tuple(found) if whole else (table,)


def _find(sheet: Sheet, words: Words, required: Sequence[str]) -> Table | None:
    columns = {row: set(sheet.rows[row]) for row in list(sheet.rows)[:HEADER_WITHIN]}
    for (row, column), (_, left) in sheet.merged.items():
        if row in columns and left == column:
            columns[row].add(column)
    best = None
    for row, numbers in columns.items():
        for groups in (None, row - 1) if _heads_several(sheet, row - 1) else (None,):
            across = numbers | columns.get(groups or 0, set())
            table = _table(sheet, row, sorted(across), words, groups)
            if _has(table, required) and (best is None or len(table.columns) > len(best.columns)):
                best = table
    return best


def _has(table: Table, required: Sequence[str]) -> bool:
    return all(field in table.columns for field in required)


def _heads_several(sheet: Sheet, row: int) -> bool:
    cells = sheet.rows.get(row, ())
    return any(sheet.merged.get((row, column + 1)) == (row, column) for column in cells)


def _table(
    sheet: Sheet, row: int, numbers: Sequence[int], words: Words, groups: int | None
) -> Table:
    """Give each column the field its header means best; no field has two columns."""
    meant = [
        (rank, column, field)
        for column in numbers
        for rank, field in meanings(_title(sheet, row, column, groups), words)
        or meanings(_text(cell_of(sheet, row, column)), words)
    ]
    columns: dict[str, int] = {}
    for _, column, field in sorted(meant):
        if field not in columns and column not in columns.values():
            columns[field] = column
    unknown = (c for c in numbers if c not in columns.values() and _title(sheet, row, c, groups))
    return Table(sheet, row, columns, tuple(unknown), groups)


def _title(sheet: Sheet, row: int, column: int, groups: int | None) -> str:
    own = _text(cell_of(sheet, row, column))
    if groups is None:
        return own
    if not own:
        return _text(cell_of(sheet, groups, column))
    top, left = sheet.merged.get((groups, column), (groups, column))
    over = _text(sheet.rows.get(top, {}).get(left))
    return own if over == own else over + own


def meanings(header: str, words: Words) -> Sequence[tuple[Rank, str]]:
    """Return the fields that a header may mean, with ranks; asides and units are left aside."""
    if not header or len(header) > _LONGEST_HEADER:
        return ()
    name = clean_name(header).replace("帐", "账")
    bare = _MARKS.sub("", _ASIDE.sub("", name))
    for candidate in (name, bare, _UNIT.sub("", bare), _PREFIX.sub("", bare)):
        if candidate in words:
            return words[candidate]
    return ()


def cell_of(sheet: Sheet, row: int, column: int) -> Value | None:
    """Return what stands in a cell; under a merge what stands in its first cell, downwards."""
    top, left = sheet.merged.get((row, column), (row, column))
    return sheet.rows.get(top, {}).get(column) if left == column else None


def _text(value: Value | None) -> str:
    return "" if value is None else "".join(shown(value).split())


def _filled(value: Value | None) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())
