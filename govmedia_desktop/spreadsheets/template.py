"""Finding where accounts go in an office's own empty workbook."""

from dataclasses import dataclass
from pathlib import Path

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.files import read_sheets
from govmedia_desktop.spreadsheets.tables import find_tables, ranked
from govmedia_desktop.spreadsheets.words import HEADERS

_FOLLOWERS_IN_TEN_THOUSANDS = "followers_wan"


@dataclass(frozen=True)
class Template:
    """A table to be filled: its sheet, the first row under the header, and each field's column."""

    sheet: str
    first_row: int
    columns: dict[str, int]


def read_template(path: Path) -> Template:
    """Return where rows go in the best-recognised table of the file.

    Raises CannotReadError where the file cannot be used, no table in it has a column for names, or
    rows stand under its header already.
    """
    tables = find_tables(read_sheets(path), ranked(HEADERS), ("name",))
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
    return Template(table.sheet.name, table.header + 1, columns)


def _field(name: str, header: str) -> str:
    if name == "owner_name":
        return "owner"
    in_ten_thousands = name == "followers" and "万" in header
    return _FOLLOWERS_IN_TEN_THOUSANDS if in_ten_thousands else name
