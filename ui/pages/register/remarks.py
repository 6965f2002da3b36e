"""What an import says of cells: as they came → as they were read → what is doubtful or why."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from govmedia_desktop.domain.accounts import FIELD_LABELS, as_shown
from govmedia_desktop.domain.registers import Fix, Outcome, Problem, Result
from govmedia_desktop.usecases.register.accounts import PERSONAL_FIELDS
from govmedia_desktop.usecases.register.imported import RegisterImport
from ui.tables.read_results import RESULTS

_NOTHING = "（空）"
_ORDER = (
    Result.REJECTED,
    Result.DUPLICATE,
    Result.UPDATED,
    Result.ADDED,
    Result.UNCHANGED,
)
_LABELS = {**FIELD_LABELS, "owner_name": FIELD_LABELS["owner"]}


@dataclass(frozen=True)
class Remark:
    """One cell of the file; `doubtful` ones are to be looked at, the others were put right."""

    sheet: str
    cell: str
    came: str
    read: str
    text: str
    doubtful: bool

    @property
    def place(self) -> str:
        """Where it stands, as people write it."""
        return f"{self.sheet} {self.cell}".strip()


@dataclass(frozen=True)
class ReadRow:
    """One row of the file and what becomes of it; `doubts`: its cells that are doubtful."""

    place: str
    name: str
    platform: str
    owner: str
    result: Result
    changes: str
    doubts: str

    @property
    def word(self) -> str:
        """The result in a word."""
        return RESULTS[self.result]


@dataclass(frozen=True)
class Preview:
    """A file as it was read with all that the preview tells of it."""

    read: RegisterImport
    remarks: list[Remark]
    rows: list[ReadRow]


def preview_of(read: RegisterImport) -> Preview:
    """Return what is told of a file; of ten thousand rows that takes a while."""
    return Preview(read, remarks(read), read_rows(read))


def remarks(read: RegisterImport) -> list[Remark]:
    """Return every doubt, in the order of the file, then every fix."""
    known = dict(_cells(read))
    fixes = {(fix.sheet, fix.cell): fix for fix in read.fixes}
    doubts = [_doubt(problem, fixes, known) for problem in read.problems]
    seen = {(problem.sheet, problem.cell) for problem in read.problems}
    mended = [
        Remark(fix.sheet, fix.cell, fix.was, fix.now, fix.why, doubtful=False)
        for place, fix in fixes.items()
        if place not in seen
    ]
    return [*doubts, *mended]


def read_rows(read: RegisterImport) -> list[ReadRow]:
    """Return the rows: what is not taken as it stands first, then what is doubtful."""
    doubts: dict[tuple[str, int], list[str]] = defaultdict(list)
    for problem in read.problems:
        number = int(problem.cell.lstrip(ascii_uppercase))
        doubts[problem.sheet, number].append(problem.cell)
    rows = [_row(o, doubts[o.row.sheet, o.row.row]) for o in read.plan.outcomes]
    rows += [_refused(problem) for problem in read.register.refused]
    return sorted(rows, key=lambda row: (_ORDER.index(row.result), not row.doubts))


def _refused(problem: Problem) -> ReadRow:
    number = problem.cell.lstrip(ascii_uppercase)
    told = ("", "", "", Result.REJECTED, problem.text, problem.cell)
    return ReadRow(f"第{number}行", *told)


def counted(read: RegisterImport) -> str:
    """Return the counts as one line; what there is none of is left out."""
    counts = read.counts
    words = (
        ("added", "新增"),
        ("updated", "更新"),
        ("unchanged", "无变化"),
        ("duplicates", "重复"),
        ("rejected", "未读入"),
    )
    told = [f"{word} {counts[name]} 行" for name, word in words if counts[name]]
    return f"共 {counts['rows']} 行：" + ("，".join(told) or "没有账号")


def changes_anything(read: RegisterImport) -> bool:
    """Whether taking the file in would write anything."""
    writing = (Result.ADDED, Result.UPDATED)
    return any(o.result in writing or o.personal for o in read.plan.outcomes)


def _cells(read: RegisterImport) -> Iterator[tuple[tuple[str, str], str]]:
    for outcome in read.plan.outcomes:
        row = outcome.row
        for field, cell in row.cells.items():
            value = (
                ""
                if field in PERSONAL_FIELDS
                else as_shown(field, row.values.get(field)) or _NOTHING
            )
            yield (row.sheet, cell), value


def _doubt(
    problem: Problem, fixes: dict[tuple[str, str], Fix], known: dict[tuple[str, str], str]
) -> Remark:
    place = (problem.sheet, problem.cell)
    fix = fixes.get(place)
    value = known.get(place, "")
    came, now = (fix.was, fix.now) if fix else (problem.was or value, value)
    text = f"{problem.text}（{fix.why}）" if fix else problem.text
    return Remark(*place, came, now, text, doubtful=True)


def _row(outcome: Outcome, doubts: Sequence[str]) -> ReadRow:
    row = outcome.row
    return ReadRow(
        f"第{row.row}行",
        str(row.values["name"]),
        as_shown("platform", row.values["platform"]),
        str(row.values.get("owner_name", "")),
        outcome.result,
        _changes(outcome) if outcome.result is Result.UPDATED else "",
        "、".join(dict.fromkeys(doubts)),
    )


def _changes(outcome: Outcome) -> str:
    return "；".join(
        f"{_LABELS[field]} {as_shown(field, old) or _NOTHING} → {as_shown(field, new)}"
        for field, (old, new) in outcome.changes.items()
    )
