"""Reading records as they stand: deleted ones left out, joined ones as one."""

import json
from collections.abc import Sequence
from typing import Any

from govmedia_desktop.domain.records import KINDS
from govmedia_desktop.store.connection import Database

Row = dict[str, Any]
_RESTS_ON = {"last_update_verified": "last_update"}
"""A field that says something of another one's value, and so never comes without it."""


def roots(db: Database) -> dict[str, str]:
    """Return for every joined record the one it is the same thing as."""
    return dict(db.conn.execute("SELECT id, root FROM identity").fetchall())


def members(db: Database, record: str) -> list[str]:
    """Return the ids of all records that are the same thing as this one, it among them."""
    joined = roots(db)
    root = joined.get(record, record)
    return [root, *(id_ for id_, at in joined.items() if at == root)]


def standing(db: Database, kind: str, where: str = "TRUE", values: Sequence[Any] = ()) -> list[Row]:
    """Return the records of a kind, one row each, ordered by id.

    A joined record is one row under the smallest id: what is empty there is filled from the
    others in the order of their ids, a 核实日期 only with the very date that was looked up.
    References name the smallest ids too.
    """
    # not db.query: it wraps each reading in a savepoint
    cursor = db.conn.execute(
        f"SELECT * FROM {kind} WHERE NOT deleted AND {where} ORDER BY id", list(values)
    )
    columns = [column[0] for column in cursor.description]
    joined = roots(db)
    references = [name for name, type_ in KINDS[kind].fields.items() if type_ == "reference"]
    found: dict[str, Row] = {}
    for fields in cursor.fetchall():
        row = dict(zip(columns, fields, strict=True))
        for name in references if joined else ():
            row[name] = joined.get(row[name], row[name])
        row["id"] = joined.get(row["id"], row["id"])
        merged = found.setdefault(row["id"], row)
        if merged is not row:
            _fill_in(merged, row)
    return list(found.values())


def standing_of(db: Database, kind: str, record: str) -> list[Row]:
    """Return the record that any of its ids names as `standing` does; no row where it is gone."""
    alike = json.dumps(members(db, record))
    return standing(db, kind, "id IN (SELECT value FROM json_each(?))", [alike])


def referring(db: Database, kind: str, field: str, record: str) -> list[Row]:
    """Return the records of a kind whose reference names that record, as `standing` does."""
    joined = roots(db)
    named = json.dumps(members(db, record))
    cursor = db.conn.execute(
        f"SELECT id FROM {kind} WHERE {field} IN (SELECT value FROM json_each(?))", [named]
    )
    found = {joined.get(id_, id_) for (id_,) in cursor}
    alike = [*found, *(id_ for id_, root in joined.items() if root in found)]
    rows = standing(db, kind, "id IN (SELECT value FROM json_each(?))", [json.dumps(alike)])
    return [row for row in rows if row[field] == joined.get(record, record)]


def _fill_in(merged: Row, row: Row) -> None:
    for name, value in row.items():
        basis = _RESTS_ON.get(name, name)
        if merged[name] is None and (basis == name or merged[basis] == row[basis]):
            merged[name] = value


def names(db: Database, kind: str) -> dict[str, str]:
    """Return the name of every record of a kind by id, deleted and joined ones too."""
    return dict(db.conn.execute(f"SELECT id, name FROM {kind} WHERE name IS NOT NULL").fetchall())


def named_accounts(db: Database) -> dict[str, tuple[str, str]]:
    """Return name and platform of every account by id, deleted and joined ones too."""
    cursor = db.conn.execute("SELECT id, coalesce(name, ''), coalesce(platform, '') FROM account")
    return {id_: (name, platform) for id_, name, platform in cursor}


def form_titles(db: Database) -> dict[str, str]:
    """Return the title of every form version by id."""
    return dict(db.conn.execute("SELECT id, title FROM form WHERE title IS NOT NULL").fetchall())


def raw_row(db: Database, record: str) -> tuple[str, Row] | None:
    """Return kind and row of one record for itself, a deleted one too; None for an unknown one."""
    for kind in KINDS:
        for row in db.query(f"SELECT * FROM {kind} WHERE id = ?", [record]):
            return kind, row
    return None
