"""What is kept of every row of the grid, however many there are, while few are held open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govmedia_desktop.domain.verdicts import Conclusion, Verdict
from govmedia_desktop.usecases.grid.counts import Counts, counted
from govmedia_desktop.usecases.grid.rows import AccountRow, Refused
from govmedia_desktop.usecases.inspections.filling import leak_found
from govmedia_desktop.usecases.inspections.taking import obstacle

PASSING, FAILING, DOUBTFUL = "passing", "failing", "doubtful"


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it stands: its cells counted, the texts by path that were refused."""

    counts: Counts
    refused: Mapping[str, Refused]
    finished: bool
    touched: bool
    """Whether anybody has answered anything in it, or typed what was not taken."""
    why: str
    """Why it cannot be finished, empty where it can."""
    kind: str
    """What it would be finished as: `PASSING`, `FAILING` or `DOUBTFUL` (不合格·待核实)."""
    leaks: bool
    """Whether it is open and answered 发现 under 泄密."""


def line_of(row: AccountRow, paths: Sequence[str]) -> Line:
    """Return what a row comes to; `paths` are those of the columns."""
    return Line(
        counts=sum((counted(row.cell(path)) for path in paths), Counts()),
        refused=dict(row.refused),
        finished=row.finished,
        touched=row.begun or bool(row.refused),
        why=obstacle(row.refused, row.verdict, looked_at=row.looked_at),
        kind=_kind(row.verdict),
        leaks=not row.finished and leak_found(row.items.values()),
    )


def _kind(verdict: Verdict) -> str:
    if verdict.conclusion is Conclusion.PASSED:
        return PASSING
    return DOUBTFUL if verdict.rests_on_unconfirmed else FAILING
