"""What one deed of a person wrote: which records it made, what stood before, what rests on it.

A deed that may have gone out already is not withdrawn but taken back by further revisions.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govmedia_desktop.domain.records import Value
from govmedia_desktop.store.connection import Database
from govmedia_desktop.store.projection import DELETES

Span = tuple[str, int, int]
"""Revisions of a replica, the first and the last counter with them."""

_IN_SPANS = """EXISTS (SELECT 1 FROM json_each({spans}) x WHERE {r}.replica = x.value ->> 0
    AND {r}.counter BETWEEN x.value ->> 1 AND x.value ->> 2)"""
_OURS = "r.replica = :replica AND r.counter BETWEEN :first AND :last AND r.state = 'applied'"
_IN_THE_WAY = f"""
    SELECT DISTINCT b.record FROM revision r CROSS JOIN seen s ON s.target = r.id
    CROSS JOIN revision b ON b.seq = s.seq
    WHERE {_OURS} AND b.state = 'applied'
        AND NOT {_IN_SPANS.format(spans=":spans", r="b")} ORDER BY b.record
"""
_MADE = f"""
    SELECT r.record, r.kind FROM revision r WHERE {_OURS} AND NOT EXISTS (
        SELECT 1 FROM revision e WHERE e.record = r.record AND e.state = 'applied'
        AND NOT {_IN_SPANS.format(spans=":spans", r="e")})
    GROUP BY r.record
"""
_BEFORE = """(
    SELECT v.value FROM seen s JOIN revision t ON t.id = s.target
    JOIN write v ON v.seq = t.seq AND v.field = s.field
    WHERE s.seq = r.seq AND s.field = w.field ORDER BY t.replica, t.counter LIMIT 1)"""
_REPLACED = f"""
    SELECT r.record, r.kind, w.field, {_BEFORE}
    FROM revision r JOIN write w ON w.record = r.record AND w.seq = r.seq WHERE {_OURS} AND EXISTS (
        SELECT 1 FROM seen s JOIN revision t ON t.id = s.target
        WHERE s.seq = r.seq AND t.record = r.record)
"""


@dataclass(frozen=True)
class Written:
    """What a deed wrote: records it made, and what stood before in fields of others.

    `made`: kind by record; `before`: old values by record and kind.
    """

    made: Mapping[str, str]
    before: Mapping[tuple[str, str], Mapping[str, Value]]


def last_counter(db: Database, replica: str) -> int:
    """Return the counter of the replica's newest revision, 0 where it has none."""
    row = db.conn.execute(
        "SELECT max(counter) FROM revision WHERE replica = ?", (replica,)
    ).fetchone()
    return int(row[0] or 0)


def in_the_way(db: Database, span: Span, undone: Sequence[Span]) -> list[str]:
    """Return the records with an applied revision that rests on one of these.

    What lies in a span that was undone, or undid it, is not in the way.
    """
    asked = {**_named(span), "spans": json.dumps([span, *undone])}
    return [record for (record,) in db.conn.execute(_IN_THE_WAY, asked)]


def written(db: Database, span: Span, undone: Sequence[Span]) -> Written:
    """Return what the revisions of a span wrote; a record known by others too is not made by it."""
    asked = {**_named(span), "spans": json.dumps([span, *undone])}
    made = dict(db.conn.execute(_MADE, asked).fetchall())
    before: dict[tuple[str, str], dict[str, Value]] = {}
    for record, kind, field, value in db.conn.execute(_REPLACED, _named(span)):
        if record not in made:
            before.setdefault((record, kind), {}).setdefault(field, value)
    return Written(made, before)


def _named(span: Span) -> dict[str, object]:
    replica, first, last = span
    return {"replica": replica, "first": first, "last": last}


def deleted(db: Database, records: Sequence[str]) -> set[str]:
    """Return which of these records carry a tombstone that stands."""
    cursor = db.conn.execute(
        "SELECT DISTINCT r.record FROM json_each(?) a CROSS JOIN revision r ON r.record = a.value"
        f" JOIN seen s ON s.seq = r.seq AND s.field = '{DELETES}' WHERE r.state = 'applied'",
        (json.dumps(list(records)),),
    )
    return {record for (record,) in cursor}
