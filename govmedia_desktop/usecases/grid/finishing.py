"""完成 in the grid: which accounts can be finished, which cannot and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from govmedia_desktop.domain.verdicts import Verdict
from govmedia_desktop.usecases.grid.filling import Sheet
from govmedia_desktop.usecases.grid.lines import DOUBTFUL, FAILING, PASSING


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
    ready: dict[str, list[int]] = {PASSING: [], FAILING: [], DOUBTFUL: []}
    staying: list[Staying] = []
    untouched = finished = waiting = 0
    for number, line in enumerate(sheet.lines()):
        if line.finished:
            finished += 1
        elif not line.touched:
            untouched += 1
        elif line.why:
            staying.append(Staying(number, sheet.accounts[number].account.name, line.why))
        else:
            ready[line.kind].append(number)
            waiting += line.counts.waiting
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
