"""Where two values of a field stand side by side: who wrote which, and what both replaced."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from govmedia_desktop.domain.records import KINDS, Value
from govmedia_desktop.store.connection import Database
from govmedia_desktop.store.projection import DELETES, REFERS

DELETION = DELETES
"""Stands for a field where a record was deleted and changed at once."""


@dataclass(frozen=True)
class Opinion:
    """A value that stands, and who wrote it; None = cleared.

    In a deletion's disagreement: True where the record is kept, None where it is deleted.
    """

    value: Value
    revision: str
    office: str
    staff: str
    at: str
    reason: str


@dataclass(frozen=True)
class Disagreement:
    """A field with more than one value, in the order in which they came to stand here.

    What is of the own hand or came in first stands first.
    """

    record: str
    kind: str
    field: str
    opinions: tuple[Opinion, ...]
    base: tuple[Value, ...] = ()
    """What they replaced, the latest first."""


_REPLACED = """EXISTS (
    SELECT 1 FROM seen s JOIN revision b ON b.seq = s.seq
    WHERE s.target = r.id AND s.field {} AND b.state = 'applied')"""
_DELETES = f"EXISTS (SELECT 1 FROM seen s WHERE s.seq = r.seq AND s.field = '{DELETES}')"
_LIVE = f"""
    SELECT d.record, r.kind, d.field, w.value, r.id, r.office, r.body
    FROM disagreement d CROSS JOIN write w ON w.record = d.record AND w.field = d.field
    CROSS JOIN revision r ON r.seq = w.seq AND r.state = 'applied'
    WHERE NOT {_REPLACED.format("= w.field")}
    UNION ALL
    SELECT d.record, r.kind, d.field, NULL, r.id, r.office, r.body
    FROM disagreement d CROSS JOIN revision r ON r.record = d.record AND r.state = 'applied'
    WHERE d.field = '{DELETES}' AND {_DELETES} AND NOT {_REPLACED.format(f"= '{REFERS}'")}
    UNION ALL
    SELECT DISTINCT d.record, r.kind, d.field, TRUE, r.id, r.office, r.body
    FROM disagreement d CROSS JOIN revision r ON r.record = d.record AND r.state = 'applied'
    CROSS JOIN write w ON w.record = d.record AND w.seq = r.seq
    WHERE d.field = '{DELETES}' AND NOT {_REPLACED.format(f"IN (w.field, '{DELETES}')")}
    ORDER BY 1, 3, 5
"""
_STOOD_FIRST = "SELECT coalesce(intake, ''), seq FROM revision WHERE id = ?"
_BASE = """
    SELECT DISTINCT t.seq, w.value FROM revision r
    JOIN seen s ON s.seq = r.seq AND s.field = :field
    JOIN revision t ON t.id = s.target JOIN write w ON w.record = t.record
        AND w.field = :field AND w.seq = t.seq
    WHERE r.id IN (SELECT value FROM json_each(:revisions)) ORDER BY t.seq DESC
"""


def disagreements(db: Database) -> list[Disagreement]:
    """Return what is disagreed about, by record and field; fields unknown here are left out."""
    found: dict[tuple[str, str, str], list[Opinion]] = {}
    for record, kind, field, value, id_, office, body in db.conn.execute(_LIVE).fetchall():
        if field != DELETION and field not in KINDS[kind].fields:
            continue
        head = json.loads(body)
        told = (bool(value) or None) if field == DELETION else _value(kind, field, value)
        opinion = Opinion(told, id_, office, head["staff"], head["at"], head["reason"])
        found.setdefault((record, kind, field), []).append(opinion)
    return [
        Disagreement(*key, tuple(_in_order(db, opinions)), tuple(_base(db, key, opinions)))
        for key, opinions in found.items()
    ]


def disagreeing(db: Database) -> set[tuple[str, str]]:
    """Return records and fields with more than one value."""
    return set(db.conn.execute("SELECT record, field FROM disagreement").fetchall())


def count(db: Database) -> int:
    """Return how many fields have more than one value."""
    return int(db.conn.execute("SELECT count(*) FROM disagreement").fetchone()[0])


def _in_order(db: Database, opinions: list[Opinion]) -> list[Opinion]:
    def stood(opinion: Opinion) -> Any:
        return tuple(db.conn.execute(_STOOD_FIRST, (opinion.revision,)).fetchone())

    return sorted(opinions, key=stood)


def _base(db: Database, key: tuple[str, str, str], opinions: list[Opinion]) -> Iterator[Value]:
    _record, kind, field = key
    if field == DELETION:
        return
    asked = {"field": field, "revisions": json.dumps([o.revision for o in opinions])}
    for _seq, value in db.conn.execute(_BASE, asked).fetchall():
        yield _value(kind, field, value)


def _value(kind: str, field: str, stored: Any) -> Value:
    whole = KINDS[kind].fields[field] == "object" and stored is not None
    value: Value = json.loads(stored) if whole else stored
    return value
