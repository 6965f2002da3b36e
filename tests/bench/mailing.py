"""200 filled check sheets read into checked answers, against openpyxl reading the same files."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import load_workbook

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.spreadsheets.mailed import read_mailed
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.mailed.checking import Checking
from govmedia_desktop.usecases.mailed.sheets import offices_with_accounts, send_out, sending_to
from govmedia_desktop.usecases.periods.periods import current_period
from tests.bench.filling import enter, new_desk
from tests.bench.measuring import Claim, Measured, measured, seconds
from tests.bench.places import Shape
from tests.data.mailed import fill_in

SHEETS = 200


def filled_sheets_read(folder: Path) -> list[Measured]:
    """Measure it at a county whose offices all send workbooks."""
    with new_desk(folder / "mailed", Shape(Level.COUNTY, 900, 0)) as (desk, made):
        enter(desk, made)
        paths = _filled(desk, folder)

        def ours() -> None:
            checking = Checking(desk, Nature.SELF)
            for path in paths:
                for row in checking.rows(read_mailed(path)):
                    if row.why or row.inspection is None:
                        raise AssertionError(row.why)
                    if row.inspection.run.verdict().conclusion is not Conclusion.PASSED:
                        raise AssertionError(path)

        name = f"{SHEETS} filled check sheets / openpyxl"
        return [measured(Claim(name, 1.5, seconds(ours), seconds(lambda: _read(paths)), rounds=3))]


def _filled(desk: Desk, folder: Path) -> list[Path]:
    period = current_period(desk)
    offices = offices_with_accounts(desk, period)
    paths, day = [], str(desk.today())
    for number in range(SHEETS):
        office, _ = offices[number % len(offices)]
        path = folder / f"{number}.xlsx"
        send_out(desk, sending_to(desk, office.id, "national-2019", period), path)
        fill_in(path, last_update=day, looked_from=day, looked_to=day)
        paths.append(path)
    return paths


def _read(paths: Sequence[Path]) -> None:
    for path in paths:
        workbook = load_workbook(path, read_only=True)
        for sheet in workbook.worksheets:
            for _row in sheet.iter_rows(values_only=True):
                pass
        workbook.close()
