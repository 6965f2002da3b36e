"""A copy of a form's workbook in which what was found wrong is mended, so that the rest is checked.

pyxform refuses at its first error. What our own checks know is therefore put right in a copy, which
goes on to pyxform and to the expressions: all faults come out at once. The form itself is never
made of a mended copy.
"""

import re
from collections.abc import Iterator

from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.forms.places import normal
from govmedia_desktop.forms.workbook import Sheet, Workbook

_ROW = re.compile(r"[A-Z]+([0-9]+)")


class Mending:
    """Gathers faults, each with its mend in the copy `workbook`."""

    def __init__(self, workbook: Workbook) -> None:
        self.faults: list[Fault] = []
        sheets = {
            key: Sheet(sheet.name, dict(sheet.columns), [dict(row) for row in sheet.rows])
            for key, sheet in workbook.sheets.items()
        }
        self.workbook = Workbook(sheets, list(workbook.names), [])

    def sheet(self, key: str) -> Sheet:
        """Return a sheet of the copy; one that is missing is added empty."""
        if key not in self.workbook.sheets:
            self.workbook.names.append(key)
        return self.workbook.sheets.setdefault(key, Sheet(key))

    def header(self, key: str, *names: str) -> str:
        """Return the header in a sheet that has one of these names, the first one if none has."""
        columns = self.sheet(key).columns
        found = (header for name in names for header in columns if normal(header) == name)
        return next(found, names[0])

    def refuse(self, key: str, index: int, header: str, text: str) -> None:
        """Note a fault at a row's cell (`index` counts from 0 below the header)."""
        sheet = self.sheet(key)
        self.add(Fault(sheet.name, sheet.cell(index, header), text))

    def add(self, fault: Fault) -> None:
        """Note a fault, once."""
        if fault not in self.faults:
            self.faults.append(fault)

    def put(self, key: str, index: int, header: str, text: str) -> None:
        """Write into a cell of the copy; an empty text empties it."""
        sheet = self.sheet(key)
        sheet.columns.setdefault(header, "A")
        if text:
            sheet.rows[index][header] = text
        else:
            sheet.rows[index].pop(header, None)

    def append(self, key: str, **cells: str) -> None:
        """Add a row to a sheet of the copy."""
        sheet = self.sheet(key)
        for header in cells:
            sheet.columns.setdefault(header, "A")
        sheet.rows.append(dict(cells))

    def cells(self, key: str) -> Iterator[tuple[int, str, str]]:
        """Yield row, header and text of every filled cell of a sheet as it stands in the copy."""
        for index, row in enumerate(self.sheet(key).rows):
            for header, text in list(row.items()):
                yield index, header, text

    def row_of(self, fault: Fault) -> int | None:
        """Return the survey row in which a fault stands, None where it stands in none."""
        place, survey = _ROW.fullmatch(fault.cell), self.sheet("survey")
        index = int(place[1]) - 2 if place and fault.sheet == survey.name else -1
        return index if 0 <= index < len(survey.rows) else None
