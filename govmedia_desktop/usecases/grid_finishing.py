"""完成 in the grid: which accounts can be finished, which cannot and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from govmedia_desktop.domain.verdicts import Conclusion, Verdict
from govmedia_desktop.usecases.grid_filling import Sheet
from govmedia_desktop.usecases.taking import obstacle


@dataclass(frozen=True)
class Staying:
    """An account that stays 未检查完, and why."""

    row: int
    account: str
    why: str


@dataclass(frozen=True)
class Outlook:
    """What finishing would do, by row; `untouched` and `finished` are counts."""

    passing: tuple[int, ...]
    failing: tuple[int, ...]
    doubtful: tuple[int, ...]
    """不合格·待核实: they fail only by what nobody confirmed."""
    staying: tuple[Staying, ...]
    untouched: int
    """Nobody has looked at anything of them: they are left 未检查."""
    finished: int
    waiting: int
    """Values in what is to be finished that were filled in and that nobody confirmed."""

    @property
    def ready(self) -> tuple[int, ...]:
        """The rows to be finished, in order."""
        return tuple(sorted((*self.passing, *self.failing, *self.doubtful)))


def look_ahead(sheet: Sheet) -> Outlook:
    """Return what finishing would do as things stand."""
    ready: dict[str, list[int]] = {"passing": [], "failing": [], "doubtful": []}
    staying: list[Staying] = []
    untouched = finished = waiting = 0
    for number, row in enumerate(sheet):
        if row.finished:
            finished += 1
        elif not row.begun and not row.refused:
            untouched += 1
        elif why := obstacle(row.refused, row.verdict, looked_at=row.looked_at):
            staying.append(Staying(number, row.account.account.name, why))
        else:
            ready[_kind(row.verdict)].append(number)
            waiting += sheet.counts(number).waiting
    lists = {kind: tuple(numbers) for kind, numbers in ready.items()}
    return Outlook(
        **lists, staying=tuple(staying), untouched=untouched, finished=finished, waiting=waiting
    )


def finish(sheet: Sheet, outlook: Outlook) -> Iterator[tuple[str, Verdict]]:
    """Finish what is ready, one account at every step; yield its name and verdict.

    Each is a transaction of its own: whoever stops has finished those before.
    """
    for number in outlook.ready:
        yield sheet.accounts[number].account.name, sheet.finish(number)


def _kind(verdict: Verdict) -> str:
    if verdict.conclusion is Conclusion.PASSED:
        return "passing"
    return "doubtful" if verdict.rests_on_unconfirmed else "failing"
