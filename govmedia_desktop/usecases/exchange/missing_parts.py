"""Parts of a split sending that have not come: named, and what they lack asked for again.

A lost part that held lines leaves a gap, which the next file fills. One that held pictures only
would leave no trace: its inspections are here. So as long as such pictures are missing, their
inspections count as lacking in what the own files acknowledge, and the sender sends them again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govmedia_desktop.store import chains, series
from govmedia_desktop.store.acknowledged import own_end
from govmedia_desktop.store.files import missing_evidence
from govmedia_desktop.store.series import Series
from govmedia_desktop.store.standing import names, roots
from govmedia_desktop.usecases.desk import Desk

Runs = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class MissingParts:
    """Of whose sending which parts are missing; `intakes`: of the parts that came."""

    sender: str
    file: str
    of: int
    numbers: tuple[int, ...]
    intakes: tuple[str, ...]

    @property
    def told(self) -> str:
        """What is missing and what brings it, in one sentence."""
        which = "、".join(map(str, self.numbers))
        return (
            f"{self.sender}的这批文件共{self.of}份，还缺第{which}份；"
            "请对方再发一次，不再发的话，下一次上报的文件会自动补上"
        )


def missing_parts(desk: Desk) -> list[MissingParts]:
    """Return the sendings of which something is still lacking here."""
    found = [one for one in series.incomplete(desk.db) if _lacks(desk, one)]
    known, called = roots(desk.db), names(desk.db, "office") if found else {}
    return [
        MissingParts(
            called.get(known.get(one.office, one.office), "另一个单位"),
            one.file_name,
            one.of,
            one.missing,
            one.intakes,
        )
        for one in found
    ]


def lacking(desk: Desk) -> dict[str, Runs]:
    """Return by replica the runs of counters that are here by their hashes, or without pictures."""
    found = {replica: tuple(runs) for replica, runs in chains.lacking(desk.db).items()}
    for replica, counter in _without_pictures(desk, series.incomplete(desk.db)):
        found[replica] = (*found.get(replica, ()), (counter, counter))
    return {replica: tuple(sorted(set(runs))) for replica, runs in found.items()}


def _lacks(desk: Desk, one: Series) -> bool:
    here = chains.reach(desk.db).get(one.replica, 0)
    return here < own_end(desk.db, one.replica) or any(_without_pictures(desk, [one]))


def _without_pictures(desk: Desk, found: Iterable[Series]) -> Mapping[tuple[str, int], str]:
    """Return replica and counter of the revisions that name a picture which is not here."""
    intakes = [intake for one in found for intake in one.intakes]
    if not intakes:
        return {}
    named = list(series.evidence_brought(desk.db, intakes))
    missing = set(missing_evidence(desk.store.evidence, {digest for *_, digest in named}))
    return {(replica, counter): d for replica, counter, d in named if d in missing}
