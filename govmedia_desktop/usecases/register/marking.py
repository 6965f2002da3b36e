"""Back to the sender: a register written anew with the doubtful cells marked."""

from collections import defaultdict
from pathlib import Path

from govmedia_desktop.domain.registers import Source
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.reports.marked import MarkedSheet, write_marked
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.register.imported import RegisterImport


def mark_register(desk: Desk, read: RegisterImport, path: Path) -> Path:
    """Write a new workbook with the file's values, widths and merges and every doubt marked.

    Formulas become their values; the sender's file is only read. Returns where the workbook now
    stands. Raises `CannotReadError` where the file can no longer be used, `CannotWriteError`, and
    `RefusedError` where the workbook would replace the file.
    """
    from govmedia_desktop.spreadsheets.files import read_sheets  # noqa: PLC0415  (openpyxl, lxml)

    if path.resolve() == read.path.resolve():
        raise RefusedError("不能写在对方的原表上，没有写出任何内容；请换一个文件名。")
    doubts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for problem in read.problems:
        doubts[problem.sheet][problem.cell].append(problem.text)
    source = read.register.source
    sheets = [
        MarkedSheet(
            sheet.name,
            sheet.rows,
            sheet.areas(),
            sheet.widths,
            sheet.hidden_rows,
            sheet.hidden_columns,
            sheet.hidden,
            doubts[sheet.name],
            _header(source, sheet.name),
        )
        for sheet in read_sheets(read.path)
    ]
    return write_marked(desk.outside(path), sheets)


def _header(source: Source | None, sheet: str) -> int | None:
    return source.header if source is not None and source.sheet == sheet else None
