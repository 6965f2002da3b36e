"""The cells of an XLSForm workbook, read within limits and with every place remembered.

The workbook is hostile until checked (hardening.md R11, R20 to R22): its size is weighed before
anything is unpacked, XML is parsed by openpyxl over defusedxml, rows and columns are capped, and
whatever goes wrong inside becomes one `CannotReadError`.
"""

import datetime
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.forms.bundles import parted
from govmedia_desktop.forms.faults import Fault

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")

_LARGEST_FILE = 20_000_000
_LARGEST_UNPACKED = 60_000_000
_LARGEST_XML = 12_000_000
_MOST_ENTRIES = 1_000
_RATIO, _RATIO_FROM = 200, 1_000_000
_MOST_ROWS, _MOST_CELLS, _EMPTY_ROWS = 20_000, 1_000_000, 60


@dataclass
class Sheet:
    """One sheet: rows of header → text below the header row, and where each header stands."""

    name: str
    columns: dict[str, str] = field(default_factory=dict)
    """Header as written → column letters."""
    rows: list[dict[str, str]] = field(default_factory=list)

    def cell(self, index: int, header: str) -> str:
        """Return the address of a row's cell (`index` counts from 0 below the header)."""
        return f"{self.columns.get(header, 'A')}{index + 2}"


@dataclass
class Workbook:
    """The sheets that matter to an XLSForm, by lower-case name, and the faults met on reading."""

    sheets: dict[str, Sheet]
    names: list[str]
    faults: list[Fault]


def read_workbook(content: bytes, name: str) -> Workbook:
    """Return the workbook's cells as text.

    Raises CannotReadError where it is no readable .xlsx or is beyond the limits.
    """
    _weigh(content, name)
    workbook, _ = parted(content, name)
    try:
        return _read(workbook)
    except CannotReadError:
        raise
    except Exception as error:
        raise CannotReadError(
            f"文件“{name}”已损坏或不是Excel工作簿，未采用。请在WPS或Excel中另存为.xlsx后再导入。"
        ) from error


def _weigh(content: bytes, name: str) -> None:
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise CannotReadError(f"“{name}”{_compound_reason(content)}")
    too_large = CannotReadError(
        f"“{name}”过大，不像一张检查表，未采用。请只保留survey、choices、settings三个工作表。"
    )
    if len(content) > _LARGEST_FILE:
        raise too_large
    try:
        entries = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise CannotReadError(
            f"“{name}”不是完整的Excel工作簿（.xlsx），未采用。请重新拷贝或另存为.xlsx后再导入。"
        ) from error
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_ENTRIES or unpacked > _LARGEST_UNPACKED:
        raise too_large
    if any(_is_too_large(entry) for entry in entries):
        raise too_large


def _compound_reason(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "设有打开密码，未采用。请用WPS或Excel打开，去掉密码后另存为.xlsx再导入。"
    return "是旧格式的工作簿（.xls或.et），未采用。请用WPS或Excel打开后另存为.xlsx再导入。"


def _is_too_large(entry: zipfile.ZipInfo) -> bool:
    if entry.filename.endswith(".xml") and entry.file_size > _LARGEST_XML:
        return True
    return entry.file_size > max(_RATIO_FROM, _RATIO * entry.compress_size)


def _read(content: bytes) -> Workbook:
    book = load_workbook(BytesIO(content), read_only=True)
    try:
        read = Workbook({}, list(book.sheetnames), [])
        for title in book.sheetnames:
            key = title.strip().lower()
            if key in SHEETS and key not in read.sheets:
                read.sheets[key] = _sheet(book[title], title, read.faults)
        return read
    finally:
        book.close()


def _sheet(worksheet: Any, title: str, faults: list[Fault]) -> Sheet:
    worksheet.reset_dimensions()
    sheet = Sheet(title)
    headers: dict[int, str] = {}
    for number, row in enumerate(_rows(worksheet)):
        texts = {cell.column: text for cell in row if (text := _text(cell, title, faults))}
        if number == 0:
            headers = _headers(texts, sheet, faults)
        else:
            sheet.rows.append({headers[c]: text for c, text in texts.items() if c in headers})
    while sheet.rows and not sheet.rows[-1]:
        sheet.rows.pop()
    return sheet


def _rows(worksheet: Any) -> Iterator[list[Cell]]:
    """Yield the filled cells of each row down to where pyxform stops: behind many empty rows.

    What stood further down would be lost without a word, and is refused.
    """
    empty = cells = 0
    for number, row in enumerate(worksheet.iter_rows(), 1):
        filled = [cell for cell in row if cell.value is not None]
        if filled and empty > _EMPTY_ROWS:
            raise CannotReadError(
                f"工作表“{worksheet.title}”第{number}行上面连着空了{empty}行，从这一行起会读不到，"
                "未采用。请删去中间的空行，或下面不要的内容，再导入。"
            )
        empty = 0 if filled else empty + 1
        cells += len(row)
        too_many = number > _MOST_ROWS or cells > _MOST_CELLS
        if empty > _EMPTY_ROWS:
            if too_many:
                return
            continue
        if too_many:
            raise CannotReadError(
                "工作簿的行或列太多，不像一张检查表，未采用。请删去多余的行和列后再导入。"
            )
        yield filled


def _headers(texts: dict[int, str], sheet: Sheet, faults: list[Fault]) -> dict[int, str]:
    headers: dict[int, str] = {}
    for column, text in texts.items():
        header = " ".join(text.split())
        if header in sheet.columns:
            place = f"{get_column_letter(column)}1"
            faults.append(Fault(sheet.name, place, f"列名“{header}”重复，请删去一列"))
            continue
        headers[column] = header
        sheet.columns[header] = get_column_letter(column)
    return headers


def _text(cell: Cell, title: str, faults: list[Fault]) -> str:
    if cell.data_type == "f":
        faults.append(
            Fault(title, cell.coordinate, "这一格是公式，请复制后用“选择性粘贴-数值”改成文字")
        )
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return clean_text(str(value)).replace("\xa0", " ").strip()
