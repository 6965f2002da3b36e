"""A table with check results in any layout, as an office mailed it: one row an account."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from govmedia_desktop.domain.mailed_sheets import Filled
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.files import read_sheets
from govmedia_desktop.spreadsheets.sheets import address, shown
from govmedia_desktop.spreadsheets.tables import Table, find_by_content, find_tables, ranked
from govmedia_desktop.spreadsheets.words import HEADERS, TOTALS

_WORDS = ranked({field: HEADERS[field] for field in ("serial", "name", "platform", "owner_name")})


@dataclass(frozen=True)
class ForeignTable:
    """The header's titles by column, and the rows: texts and their cells by column.

    `fields`: the columns that the header itself tells to be name and platform.
    """

    sheet: str
    titles: Mapping[int, str]
    fields: Mapping[str, int]
    rows: tuple[Mapping[int, Filled], ...]


def read_foreign(path: Path, accounts: Collection[str] = ()) -> ForeignTable:
    """Return the best-recognised table of a workbook or csv file.

    Where no header names an account, it is told by the column in which names of these `accounts`
    stand. Raises CannotReadError where the file cannot be used or neither is found.
    """
    sheets = read_sheets(path)
    table = next(iter(find_tables(sheets, _WORDS, ("name",))), None)
    if table is None:
        known = {clean_name(name) for name in accounts}
        table = find_by_content(sheets, _WORDS, "name", known)
    if table is None:
        raise CannotReadError(
            f"文件“{path.name}”里没有认出检查结果的表格：没有找到写有“账号名称”（或新媒体名称、公众号名称"
            "等）的表头，也没有这个单位的账号名称；没有接收其中任何内容，请补上表头后再收。"
        )
    columns = sorted((*table.columns.values(), *table.unknown))
    serial = table.columns.get("serial")
    titles = {column: table.title(column) for column in columns if column != serial}
    fields = {field: c for field, c in table.columns.items() if field in ("name", "platform")}
    return ForeignTable(table.sheet.name, titles, fields, tuple(_rows(table, titles)))


def _rows(table: Table, titles: Mapping[int, str]) -> Iterator[Mapping[int, Filled]]:
    name = table.columns["name"]
    for row, _ in table.rows():
        cells = {}
        for column in titles:
            value = table.cell(row, column)
            text = "" if value is None else shown(value).strip()
            cells[column] = Filled(text, address(row, column))
        if cells[name].text and not TOTALS.fullmatch(clean_name(cells[name].text)):
            yield cells
