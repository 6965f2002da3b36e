"""合并, 更名, 撤销, 划转 of offices: see what will move, then do it."""

from dataclasses import dataclass

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.life import StepKind
from govmedia_desktop.domain.office_changes import (
    OfficeChange,
    OfficeChangeKind,
    below,
    refusal,
)
from govmedia_desktop.domain.offices import Office
from govmedia_desktop.domain.parameters import climb
from govmedia_desktop.domain.records import Value
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import drafts
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import list_offices, own_office
from govmedia_desktop.usecases.register.accounts import ListedAccount, accounts_of


@dataclass(frozen=True)
class Moves:
    """What a change moves; nothing is written yet."""

    office: Office
    target: Office | None
    accounts: tuple[ListedAccount, ...]
    """Accounts whose 主办单位 becomes the successor."""
    offices: tuple[Office, ...]
    """Offices whose 主管单位 becomes the successor."""
    drafts: int
    """Inspections under way of these accounts; they go on."""


def moves_of(desk: Desk, change: OfficeChange) -> Moves:
    """Return what the change would move. Raises `RefusedError` where it cannot be made."""
    offices, own = list_offices(desk), own_office(desk).id
    accounts = tuple(accounts_of(desk, change.office))
    if sentence := refusal(change, offices, own, len(accounts)):
        raise RefusedError(sentence)
    if own not in climb(change.office, {office.id: office.parent for office in offices}):
        raise RefusedError("只能变更本单位和下级单位，没有改动；上级单位的变更由上级下发。")
    known = {office.id: office for office in offices}
    moving = accounts if change.kind.ends else ()
    ids = {a.account.id for a in moving}
    joined = roots(desk.db)
    under_way = sum(joined.get(d.account, d.account) in ids for d in drafts.drafts(desk.db))
    return Moves(
        known[change.office],
        known.get(change.to or ""),
        moving,
        tuple(below(change.office, offices)) if change.kind.ends else (),
        under_way,
    )


def change_office(desk: Desk, change: OfficeChange) -> Moves:
    """Carry the change out in one go and return what moved.

    Each account's 主办单位 changes by a step of its own (变更), so its history tells why. Raises
    `RefusedError` where it cannot be made.
    """
    if not change.basis.strip():
        raise RefusedError("请写明依据（文件名或文号），没有改动。")
    moves = moves_of(desk, change)
    edits = [Edit(moves.office.id, "office", _values(change, moves), reason=change.basis)]
    for listed in moves.accounts:
        edits += _moved(change, moves, listed)
    to = moves.target.id if moves.target else None
    edits += [
        Edit(office.id, "office", {"parent": to}, reason=change.basis) for office in moves.offices
    ]
    desk.record(edits)
    return moves


def _values(change: OfficeChange, moves: Moves) -> dict[str, Value]:
    if change.kind is OfficeChangeKind.RENAMED:
        former: dict[str, Value] = {**moves.office.former_names}
        former[moves.office.name] = change.last_day
        return {"name": change.to, "former_names": former}
    if change.kind is OfficeChangeKind.TRANSFERRED:
        return {"parent": change.to}
    return {"valid_to": change.last_day, "successor": change.to}


def _moved(change: OfficeChange, moves: Moves, listed: ListedAccount) -> list[Edit]:
    account = listed.account.id
    step: dict[str, Value] = {
        "account": account,
        "kind": StepKind.CHANGED.value,
        "day": str(change.day),
        "basis": change.basis,
        "field": "owner",
        "before": moves.office.name,
        "after": moves.target.name if moves.target else None,
        "note": f"{moves.office.name}{change.kind}",
    }
    return [
        Edit(account, "account", {"owner": change.to}, reason=change.basis),
        Edit(new_id(), "step", step),
    ]
