"""The register as a workbook: in a layout, with drop-downs; or filled into an office's own."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from govmedia_desktop.domain.layouts import Cell, Layout

_LAST_ROW = 5_000
"""Down to which rows that a person adds have the drop-downs too."""


def write_register(
    path: Path, layout: Layout, rows: Sequence[Sequence[Cell]], filled_in: str, *, practice: bool
) -> Path:
    """Return where the workbook now stands (see `files.write_file`). Raises CannotWriteError."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  (openpyxl)
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    from govmedia_desktop.reports.workbook import (  # noqa: PLC0415
        PRACTICE,
        TITLE_SIZE,
        Page,
        new_workbook,
        save_workbook,
    )

    workbook = new_workbook()
    sheet = workbook.create_sheet(layout.sheet or layout.name)
    page = Page(sheet, [column.width for column in layout.columns])
    if layout.title or practice:
        page.line(f"{PRACTICE if practice else ''}{layout.title}", size=TITLE_SIZE)
    if filled_in:
        page.line(filled_in)
    header = page.next_row
    page.table([column.header for column in layout.columns], rows, "台账里还没有账号。")
    page.repeat_header(header)
    for number, column in enumerate(layout.columns, 1):
        words = layout.choices(column.field)
        if words:
            validation = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True)
            validation.errorTitle, validation.error = "请从列表里选", f"可以填：{'、'.join(words)}"
            letter = get_column_letter(number)
            validation.add(f"{letter}{header + 1}:{letter}{_LAST_ROW}")
            sheet.add_data_validation(validation)
    return save_workbook(workbook, path)


def fill_template(
    template: Path,
    path: Path,
    cells: Mapping[tuple[str, int, int], Cell],
) -> Path:
    """Write the cells (sheet, row, column) into a copy of an office's own workbook.

    The copy keeps values, widths, merges and styles; pictures and charts of the original are lost,
    so it is written to another place. Raises CannotWriteError.
    """
    import openpyxl  # noqa: PLC0415

    from govmedia_desktop.reports.workbook import put, save_workbook  # noqa: PLC0415

    workbook = openpyxl.load_workbook(template)
    for (sheet, row, column), value in cells.items():
        put(workbook[sheet].cell(row, column), value)
    return save_workbook(workbook, path)
