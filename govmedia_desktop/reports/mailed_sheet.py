"""The check sheet as a workbook to be filled in by an office without the program.

One row an account, one column a question. What may be typed is yellow and unlocked, what was filled
in beforehand blue; the sheet is protected without a password. What identifies the sheet and its
rows is hidden.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from govmedia_desktop.domain.mailed_sheets import (
    ACCOUNT_KEY,
    AGREED,
    AGREED_KEY,
    CHOICES_SHEET,
    HEADER_KEY,
    IDENTITY_SHEET,
    NAME_KEY,
    PLATFORM_KEY,
    WHO_KEY,
    identity_of,
)
from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.reports.mailed_paper import MailedCell, MailedColumn, MailedPaper, MailedRow
from govmedia_desktop.reports.mailed_rules import Rules
from govmedia_desktop.reports.workbook import (
    BORDER,
    CELL_FONT,
    CENTRED,
    FONT,
    HEADER_FILL,
    HEADER_FONT,
    LEFT,
    PRACTICE,
    SIGNATURES,
    UNCLASSIFIED,
    height_of,
    new_workbook,
    put,
    save_workbook,
    set_up,
)

NAME = "检查表格"
ABOUT = (
    "只填黄色和蓝色的格子，灰色的不用填。蓝色斜体是按台账或上次检查预先填好的：有变化就改，没有变化就"
    "不动；逐项看过、核对无误的，在这一行的“预填已核对”里选“是”。带选项的点格子右边的箭头选。"
    "不要增删行和列。填好后存盘，把文件原样发回。"
)
BACK = (
    "红色的格子要改，原因写在最后一列“问题”里；灰色的行已经接收，不用再填。改好后把这个文件发回。\n"
)
_TITLE, _BELOW, _ABOUT, _WHO, _HEADER = 2, 3, 4, 5, 6
_KEYS = 1
_NO, _NAME, _PLATFORM, _FIRST = 2, 3, 4, 5
_OPEN_FILL = PatternFill("solid", fgColor="FFF9E1")
_KNOWN_FILL = PatternFill("solid", fgColor="DCEBFA")
_CLOSED_FILL = PatternFill("solid", fgColor="ECEEF1")
_FAULTY_FILL = PatternFill("solid", fgColor="F4B6AE")
_KNOWN_FONT = Font(name=FONT, size=10, italic=True, color="1F5FA8")
_UNLOCKED = Protection(locked=False)
_DAY = "yyyy-mm-dd"
_WIDTHS = {"date": 13, "integer": 11, "decimal": 11, "text": 24}
_LEAST, _MOST = 12, 22
_A_PAGE = 170
"""Characters side by side that can still be read on A4 landscape."""
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_FRACTION = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def write_mailed(path: Path, paper: MailedPaper) -> Path:
    """Return where the workbook now stands. Raises CannotWriteError."""
    workbook = new_workbook()
    _Layout(workbook, paper).fill()
    return save_workbook(workbook, path)


class _Layout:
    """Puts one paper into a workbook."""

    def __init__(self, workbook: Workbook, paper: MailedPaper) -> None:
        self._paper = paper
        self._sheet: Worksheet = workbook.create_sheet(NAME)
        self._lists = Rules(workbook.create_sheet(CHOICES_SHEET))
        self._identity: Worksheet = workbook.create_sheet(IDENTITY_SHEET)
        self._agreed = _FIRST + len(paper.columns)
        self._last = self._agreed + (1 if paper.marked else 0)
        widths = [_width(column, paper.rows, n) for n, column in enumerate(paper.columns)]
        end = [11, 44] if paper.marked else [11]
        self._widths = [2, 8, 22, 12, *widths, *end]

    def fill(self) -> None:
        """Fill all three sheets."""
        set_up(self._sheet, self._widths)
        self._head()
        self._header()
        for number, row in enumerate(self._paper.rows, start=1):
            self._row(_HEADER + number, number, row)
        self._line(_HEADER + len(self._paper.rows) + 2, SIGNATURES, Font(name=FONT, size=11))
        self._validate()
        self._protect()
        for place, pieces in enumerate(identity_of(self._paper.identity), start=1):
            for column, piece in enumerate(pieces, start=1):
                put(self._identity.cell(place, column), piece)
        self._identity.sheet_state = "veryHidden"
        self._identity.protection.sheet = True

    def _head(self) -> None:
        identity, paper = self._paper.identity, self._paper
        mark = PRACTICE if identity.practice else ""
        back = "（请改正后再发回）" if paper.marked else ""
        self._line(_TITLE, f"{mark}{paper.title} {NAME}{back}", Font(name=FONT, size=16, bold=True))
        below = "　　".join(
            (
                f"填报单位：{identity.office_name}",
                paper.period,
                f"监测时间点：{identity.day}",
                f"发出单位：{identity.issuer_name}",
            )
        )
        self._line(_BELOW, below, Font(name=FONT, size=11))
        about = f"{BACK if paper.marked else ''}{ABOUT}\n{UNCLASSIFIED}"
        self._line(_ABOUT, about, Font(name=FONT, size=10))
        for column, text in ((_NO, "填报人"), (_PLATFORM, "检查日期")):
            self._fixed(_WHO, column, text, HEADER_FONT)
        self._open(_WHO, _NAME, MailedCell(paper.filler), "text")
        self._open(_WHO, _FIRST, MailedCell(paper.filled_on), "date")
        self._sheet.row_dimensions[_WHO].height = 24
        self._sheet.cell(_WHO, 1, WHO_KEY)

    def _line(self, row: int, text: str, font: Font) -> None:
        cell = self._sheet.cell(row, _NO)
        put(cell, text)
        cell.font, cell.alignment = font, LEFT
        self._sheet.merge_cells(start_row=row, end_row=row, start_column=_NO, end_column=self._last)
        across = sum(self._widths[1:])
        self._sheet.row_dimensions[row].height = max(
            height_of([text], [min(across, _A_PAGE)]), font.size * 2
        )

    def _header(self) -> None:
        titles = ["序号", "账号名称", "平台", *(c.title for c in self._paper.columns), "预填已核对"]
        keys = ["gm:no", NAME_KEY, PLATFORM_KEY, *(c.path for c in self._paper.columns), AGREED_KEY]
        if self._paper.marked:
            titles, keys = [*titles, "问题"], [*keys, "gm:problem"]
        put(self._sheet.cell(_KEYS, 1), ACCOUNT_KEY)
        put(self._sheet.cell(_HEADER, 1), HEADER_KEY)
        for column, (title, key) in enumerate(zip(titles, keys, strict=True), start=_NO):
            put(self._sheet.cell(_KEYS, column), key)
            self._fixed(_HEADER, column, title, HEADER_FONT)
            self._sheet.cell(_HEADER, column).fill = HEADER_FILL
        for place, question in enumerate(self._paper.columns, start=_FIRST):
            if question.note:
                self._sheet.cell(_HEADER, place).comment = _comment(question.note)
        self._sheet.row_dimensions[_HEADER].height = height_of(titles, self._widths[1:])
        self._sheet.row_dimensions[_KEYS].hidden = True

    def _row(self, row: int, number: int, content: MailedRow) -> None:
        put(self._sheet.cell(row, 1), content.account)
        for column, text in ((_NAME, content.name), (_PLATFORM, content.platform)):
            self._fixed(row, column, text, CELL_FONT)
        self._fixed(row, _NO, number, CELL_FONT)
        pairs = zip(content.cells, self._paper.columns, strict=True)
        for place, (cell, question) in enumerate(pairs, start=_FIRST):
            self._open(row, place, cell, question.kind)
        known = any(cell.known and not cell.closed for cell in content.cells)
        agreed = MailedCell(AGREED if content.agreed else "", (AGREED,), closed=not known)
        self._open(row, self._agreed, agreed, "select_one")
        texts = [content.name, content.platform, *(cell.text for cell in content.cells)]
        widths = self._widths[2 : self._agreed - 1]
        if self._paper.marked:
            self._fixed(row, self._last, content.problem, CELL_FONT)
            self._sheet.cell(row, self._last).alignment = LEFT
            texts, widths = [*texts, content.problem], [*widths, self._widths[-1]]
        self._sheet.row_dimensions[row].height = max(26, height_of(texts, widths))

    def _fixed(self, row: int, column: int, value: str | int, font: Font) -> None:
        cell = self._sheet.cell(row, column)
        put(cell, value)
        cell.font, cell.border, cell.alignment = font, BORDER, CENTRED

    def _open(self, row: int, column: int, content: MailedCell, kind: str) -> None:
        cell = self._sheet.cell(row, column)
        _fill(cell, content.text, kind)
        cell.border = BORDER
        cell.font = _KNOWN_FONT if content.known else CELL_FONT
        cell.alignment = LEFT if kind == "text" else CENTRED
        cell.fill = _fill_of(content)
        if not content.closed:
            cell.protection = _UNLOCKED
            self._lists.use((column, row), kind, content.choices)

    def _validate(self) -> None:
        for validation in self._lists.validations():
            self._sheet.add_data_validation(validation)
        self._lists.hide()

    def _protect(self) -> None:
        sheet = self._sheet
        sheet.column_dimensions["A"].hidden = True
        sheet.freeze_panes = sheet.cell(_HEADER + 1, _FIRST).coordinate
        sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
        sheet.print_title_cols = f"{get_column_letter(_NO)}:{get_column_letter(_PLATFORM)}"
        last = _HEADER + len(self._paper.rows) + 2
        sheet.print_area = f"B{_TITLE}:{get_column_letter(self._last)}{last}"
        sheet.page_setup.fitToWidth = max(1, round(sum(self._widths[1:]) / _A_PAGE))
        sheet.protection.sheet = True
        sheet.protection.formatColumns = False
        sheet.protection.formatRows = False


def _comment(text: str) -> Comment:
    comment = Comment(clean_text(text), NAME)
    comment.width, comment.height = 320, 40 + 20 * (len(text) // 22 + text.count("\n") + 1)
    return comment


def _width(column: MailedColumn, rows: Sequence[MailedRow], number: int) -> int:
    if column.kind in _WIDTHS:
        return _WIDTHS[column.kind]
    longest = max((len(c) for row in rows for c in row.cells[number].choices), default=0)
    return max(_LEAST, min(_MOST, 2 * longest + 3))


def _fill_of(content: MailedCell) -> PatternFill:
    if content.fault:
        return _FAULTY_FILL
    if content.closed:
        return _CLOSED_FILL
    return _KNOWN_FILL if content.known else _OPEN_FILL


def _fill(cell: Cell | MergedCell, text: str, kind: str) -> None:
    """Put a date as a date and a number as one, so that they stay what they are; the rest as text.

    What is to be typed stays as it was typed: `3-5` is no day of March.
    """
    cell.number_format = {"date": _DAY, "integer": "0", "decimal": "General"}.get(kind, "@")
    if not text:
        return
    value = _typed(text, kind)
    if isinstance(value, str):
        put(cell, value)
    else:
        cell.value = value


def _typed(text: str, kind: str) -> str | int | float | date:
    if kind == "integer" and _WHOLE.fullmatch(text):
        return int(text)
    if kind == "decimal" and _FRACTION.fullmatch(text):
        return float(text)
    if kind == "date":
        with suppress(ValueError):
            return date.fromisoformat(text)
    return text
