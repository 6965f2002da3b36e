"""Finding where accounts go in an office's own empty workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.files import COMPOUND, check_beginning, read_sheets
from govmedia_desktop.spreadsheets.sheets import shown
from govmedia_desktop.spreadsheets.tables import Table, find_tables, ranked
from govmedia_desktop.spreadsheets.words import HEADERS

_FOLLOWERS_IN_TEN_THOUSANDS = "followers_wan"


@dataclass(frozen=True)
class Template:
    """A table to be filled: its sheet, the first row under the header, and each field's column."""

    sheet: str
    first_row: int
    columns: dict[str, int]
    room: int | None
    """Rows there are before a note or a merge below the table; None where nothing stands there."""


def read_template(path: Path) -> Template:
    """Return where rows go in the best-recognised table of the file.

    Raises CannotReadError where the file cannot be used, no table in it has a column for names, or
    rows stand under its header already.
    """
    sheets = read_sheets(path)
    if check_beginning(path) == COMPOUND:
        raise CannotReadError(
            f"文件“{path.name}”是旧格式（.xls或.et），照它填写会丢掉格式；没有写出任何内容。"
            "请用WPS或Excel打开后另存为.xlsx，再照它填写。"
        )
    tables = find_tables(sheets, ranked(HEADERS), ("name",))
    if not tables:
        raise CannotReadError(
            f"文件“{path.name}”里没有认出要填的表格：没有找到写有“账号名称”的表头；没有写出任何内容。"
        )
    table = tables[0]
    if any(True for _ in table.rows()):
        raise CannotReadError(
            f"文件“{path.name}”的表头下面已有内容，没有写出任何内容；请换一份空表，原表不会被改动。"
        )
    columns = {_field(name, table.title(column)): column for name, column in table.columns.items()}
    below = min(_standing(table), default=None)
    room = None if below is None else below - table.header - 1
    return Template(table.sheet.name, table.header + 1, columns, room)


def _standing(table: Table) -> Iterator[int]:
    """Yield the rows below the header that hold more than a serial number."""
    serial = table.columns.get("serial")
    for row, cells in table.sheet.rows.items():
        told = [v for c, v in cells.items() if c != serial or not shown(v).strip().isdigit()]
        if row > table.header and told:
            yield row
    yield from (row for row, _ in table.sheet.merged if row > table.header)


def _field(name: str, header: str) -> str:
    if name == "owner_name":
        return "owner"
    in_ten_thousands = name == "followers" and "万" in header
    return _FOLLOWERS_IN_TEN_THOUSANDS if in_ten_thousands else name
