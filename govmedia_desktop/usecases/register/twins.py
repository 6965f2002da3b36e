"""Twins: the same account or office entered by several offices, joined so that it counts once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from govmedia_desktop.domain.naming import TwinAccount, clean_name, find_twins
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.arrived import origins
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import Row, roots
from govmedia_desktop.store.twins import single_records
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.register.accounts import ListedAccount, find_account, list_accounts
from govmedia_desktop.usecases.register.merge_choices import taking_back

_OFFICE_PASSES = 5


@dataclass(frozen=True)
class Doubt:
    """Accounts that may be one (待核对), the smallest id first."""

    accounts: tuple[ListedAccount, ...]


def join_twins(desk: Desk, intake: str) -> list[Doubt]:
    """Join what is surely the same, offices first, and return what somebody must look at.

    Every office joins alike: the larger ids point to the smallest, whatever came in first. What a
    person has parted is left alone.
    """
    join_offices(desk, intake)
    twins = find_twins(_twin_accounts(desk))
    _join(desk, "account", twins.joins, intake)
    return _doubts(desk, twins.doubtful)


def join_offices(desk: Desk, intake: str) -> None:
    """Join the offices that are surely the same; each pass may show what the next one joins."""
    for _ in range(_OFFICE_PASSES):
        if not _join(desk, "office", _same_offices(desk), intake):
            break


def join_again(desk: Desk, parted: Iterable[str]) -> None:
    """Join what is still the same of those that withdrawing an import has parted.

    What only stood here besides is left as it was before that import.
    """
    asked = set(parted)
    if not asked:
        return
    for kind, joins in (
        ("office", _same_offices(desk)),
        ("account", find_twins(_twin_accounts(desk)).joins),
    ):
        _join(desk, kind, [(id_, to) for id_, to in joins if {id_, to} & asked], None)


def list_twins(desk: Desk) -> list[Doubt]:
    """Return the accounts that may be one and on which nobody has decided yet."""
    return _doubts(desk, find_twins(_twin_accounts(desk)).doubtful)


def joining(desk: Desk, accounts: list[str]) -> list[Edit]:
    """Return the edits that make these accounts one. Raises `RefusedError` for fewer than two."""
    ids = sorted({find_account(desk, a).account.id for a in accounts})
    if len(ids) < 2:
        raise RefusedError("合并至少要两个不同的账号；没有作任何改动。")
    return _edits(desk, "account", [(id_, ids[0]) for id_ in ids[1:]], by_person=True)


def join_by_person(desk: Desk, kind: str, joins: Iterable[tuple[str, str]]) -> None:
    """Record somebody's word that these pairs of records are one each."""
    desk.record(_edits(desk, kind, joins, by_person=True))


def part(desk: Desk, accounts: list[str]) -> None:
    """Decide that these accounts are not the same as any other; they are never joined by itself.

    What somebody chose to stand when they were merged is taken back.
    """
    rows = {row["id"]: row for row in single_records(desk.db, "account")}
    unknown = [a for a in accounts if a not in rows]
    if unknown:
        raise RefusedError(f"没有编号为“{unknown[0]}”的账号；没有作任何改动。")
    chosen = set(accounts) | {id_ for id_, row in rows.items() if row["same_as"] in accounts}
    parted = [Edit(id_, "account", {"same_as": id_}) for id_ in sorted(chosen)]
    desk.record([*parted, *taking_back(desk, sorted(chosen))])


def _twin_accounts(desk: Desk) -> list[TwinAccount]:
    names = {row["id"]: row["name"] for row in single_records(desk.db, "office")}
    office_roots = roots(desk.db)
    return [
        TwinAccount(
            row["id"],
            row["platform"] or "",
            row["platform_id"],
            row["name"],
            names.get(office_roots.get(row["owner"], row["owner"])),
        )
        for row in single_records(desk.db, "account")
        if row["same_as"] != row["id"] and row["name"]
    ]


def _same_offices(desk: Desk) -> list[tuple[str, str]]:
    """Offices of one name are one, unless their codes or their 主管单位 differ."""
    groups: dict[str, list[Row]] = {}
    for row in single_records(desk.db, "office"):
        if row["name"] and row["same_as"] != row["id"]:
            groups.setdefault(clean_name(row["name"]), []).append(row)
    known = roots(desk.db)
    return [
        (row["id"], rows[0]["id"])
        for rows in groups.values()
        if len({r["code"] for r in rows if r["code"]}) < 2
        and len({known.get(r["parent"], r["parent"]) for r in rows if r["parent"]}) < 2
        for row in rows[1:]
    ]


def _join(desk: Desk, kind: str, joins: Iterable[tuple[str, str]], otherwise: str | None) -> int:
    """Join by revisions that go with the latest import that brought one of both records.

    Of records that only stood here they go with the import `otherwise`, or are left as they are.
    """
    edits = _edits(desk, kind, joins)
    origin = origins(desk.db, {id_ for e in edits for id_ in (e.record, str(e.values["same_as"]))})
    intakes: dict[str, str] = {}
    for edit in edits:
        brought = max(origin.get(edit.record, ""), origin.get(str(edit.values["same_as"]), ""))
        if at := brought or otherwise:
            intakes[edit.record] = at
    return desk.record_each([edit for edit in edits if edit.record in intakes], intakes)


def _edits(
    desk: Desk, kind: str, joins: Iterable[tuple[str, str]], *, by_person: bool = False
) -> list[Edit]:
    standing = {row["id"]: row["same_as"] for row in single_records(desk.db, kind)}
    pairs = [*joins, *((id_, to) for id_, to in standing.items() if to and to != id_)]
    return [
        Edit(id_, kind, {"same_as": root})
        for id_, root in sorted(_smallest(pairs).items())
        if id_ != root and standing.get(id_) != root and (by_person or standing.get(id_) != id_)
    ]


def _smallest(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return for every id the smallest one it is tied to, directly or through others."""
    groups: dict[str, set[str]] = {}
    for one, other in pairs:
        merged = groups.get(one, {one}) | groups.get(other, {other})
        for id_ in merged:
            groups[id_] = merged
    return {id_: min(group) for id_, group in groups.items()}


def _doubts(desk: Desk, doubtful: Sequence[tuple[str, ...]]) -> list[Doubt]:
    if not doubtful:  # the usual case, which spares reading every account
        return []
    listed = {a.account.id: a for a in list_accounts(desk)}
    known = roots(desk.db)
    found = []
    for ids in doubtful:
        distinct = sorted({known.get(id_, id_) for id_ in ids} & set(listed))
        if len(distinct) > 1:
            found.append(Doubt(tuple(listed[id_] for id_ in distinct)))
    return found
