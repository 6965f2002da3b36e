"""The workbook that goes back to an office: its own answers, what is wrong in red and in words."""

from pathlib import Path

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.files import cannot_write, free_place
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import find_form, open_form
from govmedia_desktop.usecases.mailed.checking import CheckedRow
from govmedia_desktop.usecases.mailed.intake import Returned
from govmedia_desktop.usecases.mailed.papers import Shown, paper
from govmedia_desktop.usecases.mailed.sheets import ENDING

TAKEN = "已接收，不用再填"
_MARKED = "_退回修改"


def mark(desk: Desk, returned: Returned, folder: Path) -> Path:
    """Write the marked workbook of a file into a folder and return where it stands.

    It is the same sheet: what is mended in it comes in as if it had been so from the start. No file
    that is there is touched. Raises `RefusedError` where nothing is open, `CannotWriteError`
    where it cannot be written.
    """
    from govmedia_desktop.reports.mailed_sheet import write_mailed  # noqa: PLC0415  (openpyxl)

    sheet = returned.sheet
    if sheet is None or not returned.open:
        raise RefusedError(f"“{returned.file}”没有要退回修改的内容，没有写出表格。")
    form = open_form(desk, find_form(desk, sheet.identity.form))
    filled = sheet.filler, sheet.filled_on.text
    content = paper(
        form, sheet.identity, [_shown(row) for row in returned.rows], filled, marked=True
    )
    stem = Path(returned.file).stem.removesuffix(_MARKED)
    place = desk.outside(folder / f"{stem}{_MARKED}{ENDING}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder.name, error) from error
    return write_mailed(free_place(place), content)


def _shown(row: CheckedRow) -> Shown:
    if row.filled is None:
        texts = {path: given.text for path, given in row.issued.prefilled.items()}
    else:
        texts = {path: cell.text for path, cell in row.filled.cells.items()}
    run = row.inspection.run if row.inspection else None
    problem = _problem(row)
    agreed = bool(row.filled and row.filled.agreed)
    return Shown(row.issued, run, texts, row.faults, agreed, problem, closed=row.taken)


def _problem(row: CheckedRow) -> str:
    if row.taken:
        return "；".join(filter(None, (TAKEN, row.told)))
    if row.inspection is None or not row.faults:
        return row.why
    labels = ((row.inspection.run.item(path).label, why) for path, why in row.faults.items())
    return "\n".join(f"“{label}”{why}" for label, why in labels)
