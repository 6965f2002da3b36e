"""待核对的单位: offices that only files tell of; a person says once which known one each is.

The answer is a revision (`same_as`), so every other office knows it, and nobody is asked twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from govmedia_desktop.domain.offices import Office
from govmedia_desktop.domain.unknown_offices import KnownOffices, Match, apart
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import arrived, intakes
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import members, roots
from govmedia_desktop.store.twins import single_records
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import find_office, list_offices, own_office, parents
from govmedia_desktop.usecases.register.twins import join_again, join_by_person


@dataclass(frozen=True)
class UnknownOffice:
    """An office nobody here has entered or decided on: the file it came in, whom it may be.

    `sends`: the file is its own.
    """

    office: Office
    file: str
    sends: bool
    matches: tuple[Match, ...]


def list_unknown(desk: Desk) -> list[UnknownOffice]:
    """Return the offices to decide on: those that sent a file or may be a known one, by id.

    Of two unknown ones that may be each other, the one with the larger id is asked about.
    """
    offices, above = list_offices(desk), parents(desk)
    brought = arrived.offices_brought(desk.db, members(desk.db, own_office(desk).id))
    senders, files = arrived.senders(desk.db), _files(desk)
    found, unknown = [], _groups(desk, brought)
    directory = KnownOffices(offices, above)
    for office in offices:
        if office.id not in unknown:
            continue
        group = unknown[office.id]
        likely = tuple(directory.matches(office, [id_ for id_ in unknown if id_ > office.id]))
        sends = not senders.isdisjoint(group)
        if likely or sends:
            file = files.get(max(brought[id_] for id_ in group), "")
            found.append(UnknownOffice(office, file, sends, likely))
    return found


def confirm_same(desk: Desk, unknown: str, known: str) -> None:
    """Decide that two offices (name or record id) are one; their accounts and reports count once.

    Raises `RefusedError` where they are one already, or one stands above the other.
    """
    one, other = find_office(desk, unknown), find_office(desk, known)
    if one.id == other.id:
        raise RefusedError(f"“{one.name}”和“{other.name}”已经是同一个单位；没有作任何改动。")
    if not apart((one.id, other.id), parents(desk)):
        raise RefusedError(
            f"“{one.name}”和“{other.name}”是上下级，不能是同一个单位；没有作任何改动。"
        )
    join_by_person(desk, "office", [(one.id, other.id)])


def confirm_new(desk: Desk, offices: Sequence[str]) -> None:
    """Decide that each of these offices (name or record id) is none of the others.

    It is not joined with a known one by itself any more. Raises `RefusedError` for an unknown one.
    """
    ids = sorted({find_office(desk, office).id for office in offices})
    desk.record([Edit(id_, "office", {"same_as": id_}) for id_ in ids])


def take_back_decision(desk: Desk, office: str) -> None:
    """Take back what was decided on an office (name or record id); it is asked about again.

    Of a name, or of the record that others were joined to, that is all that was joined to it; what
    is surely the same is joined again at once. Raises `RefusedError` where nothing was decided.
    """
    rows = {row["id"]: row["same_as"] for row in single_records(desk.db, "office")}
    if rows.get(office) not in (None, office):
        decided = [office]
    else:
        group = members(desk.db, find_office(desk, office).id)
        decided = sorted(id_ for id_ in group if rows.get(id_))
    if not decided:
        raise RefusedError("这个单位没有核对过，没有可以撤回的决定；没有作任何改动。")
    desk.record([Edit(id_, "office", {"same_as": None}) for id_ in decided])
    join_again(desk, decided)


def _groups(desk: Desk, brought: dict[str, str]) -> dict[str, set[str]]:
    """Return the offices of which nobody here knows any record, each with all its records."""
    groups: dict[str, set[str]] = {}
    joined = roots(desk.db)
    for row in single_records(desk.db, "office"):
        record: str = row["id"]
        groups.setdefault(joined.get(record, record), set()).add(record)
    return {root: ids for root, ids in groups.items() if ids <= brought.keys()}


def _files(desk: Desk) -> dict[str, str]:
    return {entry.id: entry.file_name for entry in intakes.ledger(desk.db)}
