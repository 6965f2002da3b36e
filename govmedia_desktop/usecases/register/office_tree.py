"""The offices as a tree: each under its 主管单位, with how many accounts it owns."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from govmedia_desktop.domain.offices import Office
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import list_offices
from govmedia_desktop.usecases.register.accounts import list_accounts


@dataclass(frozen=True)
class OfficeNode:
    """One office at its place in the tree; `depth` is 0 at the top."""

    office: Office
    depth: int
    parent: str | None
    """The name of its 主管单位."""
    successor: str | None
    """The name of the office that took it over."""
    accounts: int

    @property
    def id(self) -> str:
        """The office's id."""
        return self.office.id


def office_tree(desk: Desk) -> list[OfficeNode]:
    """Return every office once, those above before those below, siblings by name.

    Offices that two changes together put below themselves stand at the top.
    """
    offices = sorted(list_offices(desk), key=lambda office: (office.name, office.id))
    known = {office.id: office for office in offices}
    below: dict[str | None, list[Office]] = defaultdict(list)
    for office in offices:
        below[office.parent if office.parent in known else None].append(office)
    placed: dict[str, int] = {}
    for top in (*below[None], *offices):
        _place(top, below, placed)
    owned = Counter(listed.account.owner for listed in list_accounts(desk))
    names = {office.id: office.name for office in offices}
    return [
        OfficeNode(
            known[id_],
            depth,
            names.get(known[id_].parent or ""),
            names.get(known[id_].successor or ""),
            owned[id_],
        )
        for id_, depth in placed.items()
    ]


def _place(top: Office, below: dict[str | None, list[Office]], placed: dict[str, int]) -> None:
    """Put an office and those below it into `placed` with their depths, unless they are there."""
    waiting = [(top, 0)]
    while waiting:
        office, depth = waiting.pop()
        if office.id not in placed:
            placed[office.id] = depth
            waiting += [(o, depth + 1) for o in reversed(below[office.id])]
