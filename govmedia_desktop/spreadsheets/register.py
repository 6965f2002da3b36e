"""Reading an office's register (台账) from a workbook or csv, with every fix and every doubt."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.registers import (
    MARK_HEADER,
    Fix,
    Problem,
    Register,
    RegisterRow,
    Source,
    Wanted,
)
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.cells import FAILED, FORMULA_ERRORS, Reader, reader_of
from govmedia_desktop.spreadsheets.files import read_sheets
from govmedia_desktop.spreadsheets.reading import Reading
from govmedia_desktop.spreadsheets.senders import told_sender
from govmedia_desktop.spreadsheets.sheets import Value, address, letters, shown
from govmedia_desktop.spreadsheets.tables import Table, find_tables, ranked, side_by_side
from govmedia_desktop.spreadsheets.words import FOOTERS, HEADERS, PERSONAL, TOTALS

Progress = Callable[[int, int], None]

_WORDS = ranked(HEADERS)
_REQUIRED = ("name", "platform")
_AS_FOUND = Wanted()
_STEP = 500
_CONCEALED = "（个人信息，不显示）"


def read_register(
    path: Path, as_of: date, progress: Progress | None = None, wanted: Wanted = _AS_FOUND
) -> Register:
    """Return the register that the file holds; dates without a year count back from `as_of`.

    `progress` is told (rows done, rows in all) on the way; `wanted` is how a person corrected an
    earlier reading. Raises CannotReadError where the file cannot be used or no table in it has an
    account's name and platform.
    """
    found = find_tables(read_sheets(path), _WORDS, _REQUIRED)
    if not found:
        raise CannotReadError(
            f"文件“{path.name}”里没有认出台账表格：没有找到同时写有“账号名称”（或新媒体名称、公众号名称等）"
            "和“注册平台”（或平台类型、新媒体类型等）的表头；没有读入任何内容，请补上表头后再导入。"
        )
    meant = (table for table in found if wanted.sheet in (None, table.sheet.name))
    chosen = next(meant, None)
    if chosen is None:
        raise CannotReadError(
            f"文件“{path.name}”里没有名叫“{wanted.sheet}”的台账工作表；没有读入任何内容，请重新选择。"
        )
    others = [table for table in found if table is not chosen]
    tables = _parts(chosen, wanted)
    source = _source(chosen, tables, found)
    readers = [_RegisterReader(table, as_of, wanted.hidden) for table in tables]
    readers[0].remark_on_others(() if wanted.sheet else others)
    for reader in readers:
        reader.remark_on_table()
    numbered = [(reader, *row) for reader in readers for row in reader.rows()]
    for done, (reader, row, cells) in enumerate(numbered):
        if progress and done % _STEP == 0:
            progress(done, len(numbered))
        reader.read_row(row, cells)
    if progress:
        progress(len(numbered), len(numbered))
    return _joined([reader.register() for reader in readers], source)


def _parts(table: Table, wanted: Wanted) -> tuple[Table, ...]:
    """Return the tables beside each other; with the columns that a person told, if any."""
    if wanted.columns is None:
        return side_by_side(table, _WORDS, _REQUIRED)
    blocks: list[dict[str, int]] = [{}]
    for column, field in sorted(wanted.columns.items()):
        if field in blocks[-1]:
            blocks.append({})
        if field:
            blocks[-1][field] = column
    if not all(field in block for block in blocks for field in _REQUIRED):
        raise CannotReadError(
            "没有指定哪一列是账号名称、哪一列是平台，或者两列指定成了同一项，没有读入任何内容；"
            "请把每一列改成不同的一项。"
        )
    everything = (*table.columns.values(), *table.unknown)
    unknown = tuple(sorted(c for c in everything if c not in wanted.columns))
    return tuple(
        replace(table, columns=block, unknown=unknown, within=_span(block, len(blocks)))
        for block in blocks
    )


def _span(block: Mapping[str, int], blocks: int) -> tuple[int, int] | None:
    return None if blocks == 1 else (min(block.values()), max(block.values()))


def _source(table: Table, tables: Sequence[Table], found: Sequence[Table]) -> Source:
    sheet, first = table.sheet, table.header
    columns = {column: field for t in tables for field, column in t.columns.items()}
    everything = sorted((*table.columns.values(), *table.unknown))
    titles = {column: table.title(column) for column in everything}
    titles = {c: title for c, title in titles.items() if not title.startswith(MARK_HEADER)}
    body = [cells for row, cells in sheet.rows.items() if row > first]
    samples = {
        column: shown(next((cells[column] for cells in body if column in cells), ""))
        for column in titles
        if columns.get(column) not in PERSONAL
    }
    hidden = sum(row > first for row in sheet.hidden_rows & sheet.rows.keys())
    hidden += len(sheet.hidden_columns & titles.keys())
    names = tuple(dict.fromkeys(t.sheet.name for t in found))
    return Source(names, sheet.name, first, titles, columns, samples, hidden, told_sender(table))


def _joined(registers: Sequence[Register], source: Source) -> Register:
    return Register(
        tuple(row for read in registers for row in read.rows),
        sum(read.rejected for read in registers),
        tuple(fix for read in registers for fix in read.fixes),
        tuple(problem for read in registers for problem in read.problems),
        source,
        tuple(problem for read in registers for problem in read.refused),
    )


class _RegisterReader:
    """Reads the rows of one table, remembering what had to be fixed and what is doubtful."""

    def __init__(self, table: Table, as_of: date, hidden: bool) -> None:
        self._table = table
        self._sheet = table.sheet.name
        self._hidden = hidden
        self._columns: list[tuple[str, int, str, Reader]] = [
            (field, column, letters(column), reader_of(field, table.title(column), as_of))
            for column, field in sorted((c, f) for f, c in table.columns.items())
            if field != "serial" and (hidden or column not in table.sheet.hidden_columns)
        ]
        self._named = table.columns["name"]
        self._rows: list[RegisterRow] = []
        self._rejected = 0
        self._fixes: list[Fix] = []
        self._problems: list[Problem] = []
        self._refused: list[Problem] = []
        self._without_status = 0
        self._unclear_status = 0

    def rows(self) -> Iterator[tuple[int, Mapping[int, Value]]]:
        """Yield the table's rows; those that are hidden only where they are wanted."""
        left_out = frozenset() if self._hidden else self._table.sheet.hidden_rows
        return ((row, cells) for row, cells in self._table.rows() if row not in left_out)

    def register(self) -> Register:
        """Return what was read; what was assumed is reported once."""
        if self._without_status:
            unclear = f"（含看不懂的{self._unclear_status}行）" if self._unclear_status else ""
            text = (
                f"{self._without_status}行没有填账号状态{unclear}，"
                "其中新增的账号按“正常运行”登记，请核对"
            )
            column = self._table.columns.get("status", self._named)
            self._problem(address(self._table.header, column), text)
        return Register(
            tuple(self._rows),
            self._rejected,
            tuple(self._fixes),
            tuple(self._problems),
            refused=tuple(self._refused),
        )

    def remark_on_others(self, others: Iterable[Table]) -> None:
        """Report the tables that were left aside."""
        for other in others:
            cell = address(other.header, other.columns["name"])
            text = f"工作表“{other.sheet.name}”也像台账，未读入，只读了“{self._sheet}”"
            self._problems.append(Problem(other.sheet.name, cell, text))

    def remark_on_table(self) -> None:
        """Report what the table as a whole leaves doubtful."""
        table = self._table
        for column in table.unknown:
            if table.title(column).startswith(MARK_HEADER):
                continue
            text = f"不认识“{table.title(column)}”这一列，未读入"
            self._problem(address(table.header, column), text)
        self._remark_on_hidden()
        if "owner_name" not in table.columns:
            text = "没有找到“主办单位”（或单位名称等）一列，账号的主办单位需要补填"
            self._problem(address(table.header, self._named), text)

    def _remark_on_hidden(self) -> None:
        table = self._table
        columns = sorted(table.sheet.hidden_columns & set(table.columns.values()))
        for column in columns:
            taken = "已一并读入，请核对" if self._hidden else "没有读入"
            self._problem(
                address(table.header, column), f"“{table.title(column)}”是隐藏的列，{taken}"
            )
        if self._hidden or not table.sheet.hidden_rows:
            return
        if rows := sum(row in table.sheet.hidden_rows for row, _ in table.rows()):
            text = f"有{rows}行隐藏的行没有读入"
            self._problem(address(table.header, self._named), text)

    def read_row(self, row: int, cells: Mapping[int, Value]) -> None:
        """Read one row into an account, unless it is a total or names no account."""
        if self._is_no_account(cells):
            return
        values: dict[str, str | int] = {}
        for field, column, letter, reader in self._columns:
            value = cells.get(column)
            if value is None and (value := self._value_elsewhere(field, row, column)) is None:
                continue
            reading = FAILED if value in FORMULA_ERRORS else reader(value)
            if reading.why or reading.doubt:
                self._remark(field, f"{letter}{row}", value, reading)
            if reading.value is not None:
                values[field] = reading.value
        self._keep(row, values)

    def _is_no_account(self, cells: Mapping[int, Value]) -> bool:
        """Whether the row is a total, a note or the line of signatures."""
        first = cells[min(cells)]
        named = cells.get(self._named)
        return any(
            isinstance(value, str)
            and (TOTALS.fullmatch(name := clean_name(value)) or FOOTERS.fullmatch(name))
            for value in (first, named)
        )

    def _value_elsewhere(self, field: str, row: int, column: int) -> Value | None:
        """Return what a merge above lends an empty cell, and say so."""
        value = self._table.cell(row, column)
        cell = address(row, column)
        if value is not None:
            why = f"合并单元格，取自{self._table.source(row, column)}"
            lent = _CONCEALED if field in PERSONAL else shown(value)
            self._fixes.append(Fix(self._sheet, cell, "", lent, why))
        elif (row, column) in self._table.sheet.uncalculated:
            text = "公式没有计算结果，未读入，请在WPS或Excel里打开保存一次再导入"
            self._problem(cell, text)
        return value

    def _remark(self, field: str, cell: str, value: Value, reading: Reading) -> None:
        was = _CONCEALED if field in PERSONAL else shown(value)
        if reading.why:
            now = reading.shown or ("" if reading.value is None else str(reading.value))
            now = _CONCEALED if field in PERSONAL else now
            self._fixes.append(Fix(self._sheet, cell, was, now, reading.why))
        if reading.doubt:
            self._problem(cell, reading.doubt, was)

    def _keep(self, row: int, values: dict[str, str | int]) -> None:
        cells = {field: f"{letter}{row}" for field, _, letter, _ in self._columns}
        for field, text in (("name", "账号名称"), ("platform", "平台")):
            if field not in values:
                self._rejected += 1
                self._problem(cells[field], f"没有填{text}，第{row}行未读入")
                self._refused.append(self._problems[-1])
                return
        if "owner_name" in cells and "owner_name" not in values:
            self._problem(cells["owner_name"], "没有填主办单位，请补填")
        if row in self._table.sheet.hidden_rows:
            self._problem(cells["name"], f"第{row}行是隐藏行，已一并读入，请核对")
        if "status" not in values:
            self._without_status += 1
            lately = self._problems[-2 * len(cells) :]
            self._unclear_status += any(p.cell == cells.get("status") for p in lately)
        personal = {field: str(values.pop(field)) for field in PERSONAL & values.keys()}
        self._rows.append(RegisterRow(self._sheet, row, cells, values, personal))

    def _problem(self, cell: str, text: str, was: str = "") -> None:
        self._problems.append(Problem(self._sheet, cell, text, was))
