"""收回检查表格: filled sheets by the dozen, each taken in by itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from govmedia_desktop.domain.inspections import BY_SPREADSHEET, Answer, Nature, Origin
from govmedia_desktop.domain.mailed_sheets import FilledSheet
from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.files import add_evidence
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.inspections.inspections import result_of
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.mailed.checking import CheckedRow, Checking, looked_on

GoOn = Callable[[int, int], bool]
"""Told (files done, files in all) before each file; false stops there."""
TAKEN_BEFORE = "以前已经接收"
STRANGER = "这一行不是发出的表里的账号，没有接收；新开的账号请先报台账"
NO_COLUMN = "在表格里没有这一列，要在程序里补答"


class State(StrEnum):
    """What became of a file."""

    TAKEN_IN = "taken_in"
    ALREADY = "already"
    REFUSED = "refused"


@dataclass(frozen=True)
class SheetFault:
    """Something the office has to mend: the worksheet, the cell (A1), what is wrong with it."""

    sheet: str
    cell: str
    text: str


@dataclass(frozen=True)
class Returned:
    """What a file brought: inspections taken in now, accounts of the sheet that are still open.

    `office` is empty and `text` says why where it was refused. `sheet` and `rows` are for `mark`.
    """

    file: str
    state: State
    office: str = ""
    inspections: int = 0
    open: int = 0
    faults: tuple[SheetFault, ...] = ()
    marked: Path | None = None
    text: str = ""
    sheet: FilledSheet | None = None
    rows: tuple[CheckedRow, ...] = ()


def take_in_sheets(
    desk: Desk,
    paths: Sequence[Path],
    nature: Nature = Nature.SELF,
    go_on: GoOn = lambda _done, _total: True,
) -> list[Returned]:
    """Take filled sheets in, each in a transaction of its own, and return what became of each.

    A file that cannot be used keeps no other out. What is complete becomes a finished inspection by
    the office that filled it in; what is not is told, and taken in when the sheet comes again. A
    row that was taken in before changes nothing. Backed up once, before the first is written.
    Stopped, it returns the files done so far.
    """
    intake = _Intake(desk, nature)
    found = []
    for done, path in enumerate(paths):
        if not go_on(done, len(paths)):
            break
        try:
            found.append(intake.take_in(path))
        except RefusedError as refusal:
            found.append(Returned(path.name, State.REFUSED, text=str(refusal)))
    return found


class _Intake:
    """Takes files in, one after the other."""

    def __init__(self, desk: Desk, nature: Nature) -> None:
        self._desk = desk
        self._checking = Checking(desk, nature)
        self._backed_up = False

    def take_in(self, path: Path) -> Returned:
        from govmedia_desktop.spreadsheets.mailed import read_mailed  # noqa: PLC0415  (openpyxl)

        sheet = read_mailed(path)
        rows = self._checking.rows(sheet)
        known = self._checking.known(sheet.identity)
        new = [r for r in rows if not r.why and r.issued.id not in known]
        if new:
            self._write(path, sheet, [r.inspection for r in new if r.inspection is not None])
        rows = [self._as_it_stands(row, known.get(row.issued.id)) for row in rows]
        return Returned(
            path.name,
            State.ALREADY if known and not new else State.TAKEN_IN,
            sheet.identity.office_name,
            len(new),
            sum(not row.taken for row in rows),
            tuple(_faults(sheet, rows)),
            sheet=sheet,
            rows=tuple(rows),
        )

    def _write(self, path: Path, sheet: FilledSheet, inspections: Sequence[Inspection]) -> None:
        desk = self._desk
        if not self._backed_up:
            desk.store.back_up("接收检查表格前")
            self._backed_up = True
        source = kept_source(desk, path)
        day = looked_on(sheet, desk.today())
        with write(desk.db):
            for inspection in inspections:
                inspection.office = sheet.identity.office
                inspection.source, inspection.looked_on = source, day
                inspection.finish()
        self._checking.refresh()

    def _as_it_stands(self, row: CheckedRow, record: str | None) -> CheckedRow:
        """Return a row beside what stands in the records of it; `record`: from before this file."""
        if record is None:
            return replace(row, taken=not row.why)
        count = self._differing(row, record) + len(row.refused)
        told = f"{TAKEN_BEFORE}，这次有 {count} 处不同，没有覆盖" if count else ""
        return replace(row, refused={}, missing={}, why="", taken=True, told=told)

    def _differing(self, row: CheckedRow, record: str) -> int:
        if row.inspection is None or row.filled is None:
            return 0
        before, now = result_of(self._desk, record).answers, row.inspection.run.record()
        taken = row.filled.cells.keys() - row.refused.keys()
        return sum(_value(before, path) != _value(now, path) for path in taken)


def _value(answers: Mapping[str, Answer], path: str) -> str:
    return answers[path].value if path in answers else ""


def kept_source(desk: Desk, path: Path, way: str = BY_SPREADSHEET) -> Origin:
    """Keep a file that inspections are taken from, under its SHA-256; return it as their source.

    Raises `CannotReadError` or `CannotWriteError`.
    """
    try:
        content = path.read_bytes()
    except OSError:
        raise CannotReadError(
            f"文件“{path.name}”打不开了，没有接收其中任何内容；请检查文件是否还在，再试一次。"
        ) from None
    digest = add_evidence(desk.store.evidence, content, path.name)
    return Origin(way, clean_text(path.name), digest)


def _faults(sheet: FilledSheet, rows: Sequence[CheckedRow]) -> Iterator[SheetFault]:
    for row in rows:
        for cell, text in _of_row(row):
            yield SheetFault(sheet.name, cell, f"{row.issued.name}：{text}")
    for stranger in sheet.strangers:
        yield SheetFault(sheet.name, stranger.cell, STRANGER)


def _of_row(row: CheckedRow) -> Iterator[tuple[str, str]]:
    name = row.filled.cell if row.filled else ""
    if row.told:
        yield name, row.told
    for path, reason in row.faults.items():
        label = row.inspection.run.item(path).label if row.inspection else path
        cell = row.filled.cells.get(path) if row.filled else None
        yield (cell.cell, f"“{label}”{reason}") if cell else (name, f"“{label}”{NO_COLUMN}")
    if row.why and not row.faults:
        yield name, row.why
