"""Offices: the own one, those below and above, and new ones as names turn up."""

import json
from collections.abc import Iterable

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.offices import Category, Level, Office
from govmedia_desktop.domain.parameters import climb
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import Row, roots, standing, standing_of
from govmedia_desktop.usecases.desk import Desk

_LEVELS, _CATEGORIES = frozenset(Level), frozenset(Category)


def list_offices(desk: Desk) -> list[Office]:
    """Return all offices as they stand, by id."""
    return [_office(row) for row in standing(desk.db, "office") if row["name"]]


def own_office(desk: Desk) -> Office:
    """Return the data folder's own office."""
    return next(map(_office, standing_of(desk.db, "office", desk.office)))


def offices_below(desk: Desk) -> list[Office]:
    """Return the offices that the own one supervises, directly or through others, by name."""
    own, offices = own_office(desk).id, list_offices(desk)
    above = {office.id: office.parent for office in offices}
    below = [office for office in offices if own in climb(office.id, above)[1:]]
    return sorted(below, key=lambda office: office.name)


def with_all_below(desk: Desk, office: str) -> list[str]:
    """Return the record ids of an office and of all below it, those joined with them included."""
    offices, joined = list_offices(desk), roots(desk.db)
    above = {each.id: each.parent for each in offices}
    ids = [each.id for each in offices if office in climb(each.id, above)]
    return ids + [id_ for id_, root in joined.items() if root in ids and id_ != root]


def find_office(desk: Desk, name: str) -> Office:
    """Return the office of that name or id. Raises `RefusedError` unless there is just one."""
    offices = list_offices(desk)
    found = [o for o in offices if o.id == name] or [
        o for o in offices if clean_name(o.name) == clean_name(name)
    ]
    if len(found) != 1:
        what = "没有" if not found else f"有{len(found)}个"
        raise RefusedError(f"{what}名为“{name}”的单位，没有作任何改动；请核对单位全称。")
    return found[0]


def owners(desk: Desk, names: Iterable[str]) -> tuple[dict[str, str], list[Edit]]:
    """Return the office id for each name, and the edits that make the offices not known yet.

    A new office stands below the own one; its level is unknown until somebody enters it.
    """
    known: dict[str, str] = {}
    for office in list_offices(desk):
        known.setdefault(clean_name(office.name), office.id)
    edits, ids = [], {}
    for name in dict.fromkeys(names):
        key = clean_name(name)
        if key not in known:
            known[key] = new_id()
            edits.append(Edit(known[key], "office", {"name": name, "parent": desk.office}))
        ids[name] = known[key]
    return ids, edits


def parents(desk: Desk) -> dict[str, str | None]:
    """Return each office's 主管单位 by id."""
    return {office.id: office.parent for office in list_offices(desk)}


def office_standing(desk: Desk, record: str) -> Office | None:
    """Return the office of that id, or that it was joined into; None where there is none."""
    rows = standing_of(desk.db, "office", record)
    return next((_office(row) for row in rows if row["name"]), None)


def _office(row: Row) -> Office:
    return Office(
        id=row["id"],
        name=row["name"],
        level=Level(row["level"]) if row["level"] in _LEVELS else None,
        category=Category(row["category"]) if row["category"] in _CATEGORIES else None,
        parent=row["parent"],
        code=row["code"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        successor=row["successor"],
        former_names=_former(row["former_names"]),
    )


def _former(text: str | None) -> dict[str, str]:
    """Names to days; what another program may have put there besides is left aside."""
    names = json.loads(text) if text else {}
    return {name: day for name, day in names.items() if isinstance(day, str)}


def change_own_office(desk: Desk, level: Level | None, parent: str) -> bool:
    """Set level and 主管单位 (a name, or empty) of the own office; return whether it changed.

    A 主管单位 not known yet becomes an office. Raises `RefusedError` where it is the own office or
    one below it.
    """
    own = own_office(desk)
    edits, parent_id = _parent_named(desk, own, parent.strip())
    values = {"level": level.value if level else None, "parent": parent_id}
    return desk.record([*edits, Edit(own.id, "office", {**values})]) > 0


def _parent_named(desk: Desk, own: Office, name: str) -> tuple[list[Edit], str | None]:
    if not name:
        return [], None
    known = {clean_name(o.name): o.id for o in reversed(list_offices(desk))}
    parent = known.get(clean_name(name))
    if parent is None:
        parent = new_id()
        return [Edit(parent, "office", {"name": name})], parent
    if own.id in climb(parent, parents(desk)):
        raise RefusedError(f"“{name}”是本单位或下级单位，不能作主管单位；没有保存。")
    return [], parent
