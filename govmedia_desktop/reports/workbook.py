"""Printable workbooks: A4 landscape, repeated header, every text a text and never a formula."""

import re
from collections.abc import Sequence
from pathlib import Path
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.files import write_file

Row = Sequence[str | int | None]

_LONGEST_CELL = 32_767
"""Characters that a cell may hold; openpyxl cuts what is longer without a word."""
_CUT = "…（原文过长，此处未全部列出）"
PRACTICE = "【练习】"
_GAP = "　" * 6
SIGNATURES = _GAP.join(["填报单位（盖章）：", "填报人：", "审核人：", "单位负责人：", "日期："])
UNCLASSIFIED = "本程序为非涉密软件，不得在涉密计算机上使用，不得录入涉密信息。"
FONT = "宋体"
TITLE_SIZE = 16
_LINE = 13.5
_WORDS = re.compile(r"[!-~]+|.")
"""What a line is broken between: any Chinese character, or a word of others as a whole."""
_TALLEST_ROW = 409
"""Points, as Excel allows."""
_CENTRED_UP_TO = 12
"""Columns no wider (in characters) hold names, dates and numbers; wider ones hold prose."""
CELL_FONT = Font(name=FONT, size=10)
HEADER_FONT = Font(name=FONT, size=10, bold=True)
HEADER_FILL = PatternFill("solid", fgColor="E8EEF4")
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_SIDE = Side(style="thin")
BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


class Page:
    """A sheet filled from the top: title, tables, then the line for stamp and signatures."""

    def __init__(self, sheet: Worksheet, widths: Sequence[int]) -> None:
        self._sheet = sheet
        self._widths = widths
        self._row = 0
        set_up(sheet, widths)

    @property
    def next_row(self) -> int:
        """The row that is filled next."""
        return self._row + 1

    def title(self, text: str, below: str, practice: bool) -> None:
        """Put the title, marked where the data are for practice, and one line below it."""
        self.line(f"{PRACTICE if practice else ''}{text}", size=TITLE_SIZE)
        self.line(below)

    def table(self, header: Sequence[str], rows: Sequence[Row], if_empty: str) -> None:
        """Put a table; where it has no rows, one line says what that means."""
        self._cells(header, is_header=True)
        for row in rows:
            self._cells(row)
        if not rows:
            self.line(if_empty)

    def signatures(self) -> None:
        """Put the line for stamp, people and date, and what the program may not be used for."""
        self.line("")
        self.line(SIGNATURES)
        self.line(UNCLASSIFIED, size=9)

    def repeat_header(self, row: int) -> None:
        """Repeat the rows down to that one on every printed page and keep them in view."""
        self._sheet.print_title_rows = f"1:{row}"
        self._sheet.freeze_panes = f"A{row + 1}"

    def line(self, text: str, size: int = 11) -> None:
        """Put a line over the whole width; a size above 11 is a title's."""
        self._row += 1
        cell = self._sheet.cell(self._row, 1)
        put(cell, text)
        is_title = size > 11
        cell.font = Font(name=FONT, size=size, bold=is_title)
        cell.alignment = CENTRED if is_title else LEFT
        self._sheet.row_dimensions[self._row].height = size * 2
        self._sheet.merge_cells(
            start_row=self._row, end_row=self._row, start_column=1, end_column=len(self._widths)
        )

    def _cells(self, values: Row, is_header: bool = False) -> None:
        self._row += 1
        for column, (value, width) in enumerate(zip(values, self._widths, strict=True), 1):
            cell = self._sheet.cell(self._row, column)
            put(cell, value)
            centred = is_header or width <= _CENTRED_UP_TO
            cell.font = HEADER_FONT if is_header else CELL_FONT
            cell.alignment = CENTRED if centred else LEFT
            cell.border = BORDER
            if is_header:
                cell.fill = HEADER_FILL
        height = height_of([str(value) for value in values], self._widths)
        self._sheet.row_dimensions[self._row].height = height


def height_of(texts: Sequence[str], widths: Sequence[int]) -> float:
    """Return how high a row of these texts is, in points, in columns so many characters wide."""
    lines = max(_lines(text, width) for text, width in zip(texts, widths, strict=True))
    return min(_LINE * lines + 4, _TALLEST_ROW)


def _lines(text: str, width: int) -> int:
    """Return on how many lines the text stands; WPS and LibreOffice do not find that out."""
    return sum(_wrapped(line, max(1, width - 1)) for line in text.split("\n"))


def _wrapped(line: str, room: int) -> int:
    """A word of letters and digits is not parted while it fits on a line of its own."""
    if _columns(line) <= room:
        return 1
    lines, used = 1, 0
    for word in _WORDS.findall(line):
        wide = _columns(word)
        if used and used + wide > room:
            lines, used = lines + 1, 0
        more = (wide - 1) // room
        lines, used = lines + more, used + wide - more * room
    return lines


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in line)


def put(cell: Cell | MergedCell, value: str | int | None) -> None:
    """Fill the cell; text stays text whatever it begins with (R23), and can be saved (R24)."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = clean_text(value)
    if len(text) > _LONGEST_CELL:
        text = text[: _LONGEST_CELL - len(_CUT)] + _CUT
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = True


def set_up(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Make a sheet A4 landscape with columns so wide, one page wide, its pages numbered."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(0.5, 0.5, 0.6, 0.8, header=0.3, footer=0.4)
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"  # type: ignore[union-attr]
    sheet.print_options.horizontalCentered = True


def new_workbook() -> Workbook:
    """Return an empty workbook without any sheet."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    return workbook


def save_workbook(workbook: Workbook, path: Path) -> Path:
    """Return where the workbook now stands (see `files.write_file`); raises CannotWriteError."""
    return write_file(path, workbook.save)
