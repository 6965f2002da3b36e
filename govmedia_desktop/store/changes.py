"""Reading back what came in: the rows, who wrote what stands in them, what waits."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govmedia_desktop.domain.records import KINDS, Value
from govmedia_desktop.store.connection import Database
from govmedia_desktop.store.projection import DELETES, WAITS
from govmedia_desktop.store.standing import Row

_SHOWN = f"""
    SELECT record, field, office, staff, at FROM (
        SELECT r.record, w.field, r.office, r.body ->> 'staff' AS staff, r.body ->> 'at' AS at,
            row_number() OVER (
                PARTITION BY r.record, w.field
                ORDER BY (r.office = r.home) DESC, r.replica, r.counter) AS place
        FROM json_each(:records) a CROSS JOIN revision r ON r.record = a.value
        CROSS JOIN write w ON w.record = r.record AND w.seq = r.seq
        WHERE r.state = 'applied' AND NOT EXISTS (
            SELECT 1 FROM seen s JOIN revision b ON b.seq = s.seq
            WHERE s.target = r.id AND s.field = w.field AND b.state = 'applied')
    ) WHERE place = 1
    UNION ALL
    SELECT r.record, '{DELETES}', r.office, r.body ->> 'staff', r.body ->> 'at'
    FROM json_each(:records) a CROSS JOIN revision r ON r.record = a.value
    WHERE r.state = 'applied'
        AND EXISTS (SELECT 1 FROM seen s WHERE s.seq = r.seq AND s.field = '{DELETES}')
"""


@dataclass(frozen=True)
class Written:
    """Who wrote what stands in a field, and when (local time with offset, ISO)."""

    office: str
    staff: str
    at: str


def rows_of(db: Database, records: Iterable[str]) -> dict[str, tuple[str, Row]]:
    """Return kind and row of each of these records that is here, deleted ones too."""
    asked = json.dumps(list(records))
    return {
        row["id"]: (kind, row)
        for kind in KINDS
        for row in db.query(
            f"SELECT * FROM {kind} WHERE id IN (SELECT value FROM json_each(?))", [asked]
        )
    }


def last_written(db: Database, records: Iterable[str]) -> dict[tuple[str, str], Written]:
    """Return who wrote what stands, by record and field; for a deletion under `#deletes`."""
    cursor = db.conn.execute(_SHOWN, {"records": json.dumps(list(records))})
    return {(record, field): Written(*who) for record, field, *who in cursor}


@dataclass(frozen=True)
class Waiting:
    """A record of which a revision cannot be applied yet, and one that it waits for."""

    record: str
    kind: str
    intake: str | None
    replica: str
    counter: int
    """Of the missing revision."""
    reason: str
    """`withdrawn`, `held` (it waits itself), `stub` (only its hash is here), `gap` (not even that
    has come), or `unknown`."""


_WAITING = f"""
    SELECT r.record, r.kind, r.intake, s.target, t.state
    FROM revision r CROSS JOIN seen s ON s.seq = r.seq LEFT JOIN revision t ON t.id = s.target
    WHERE {WAITS} AND t.state IS NOT 'applied'
    ORDER BY t.state IS 'held', r.seq, s.target
"""


def waiting(db: Database) -> Iterator[Waiting]:
    """Yield what waits, once for each record; what is missing itself comes first."""
    told: set[str] = set()
    for record, kind, intake, target, state in db.conn.execute(_WAITING).fetchall():
        if record not in told:
            told.add(record)
            replica, _, counter = target.rpartition("-")
            reason = state or _why(db, replica, counter)
            yield Waiting(record, kind, intake, replica, int(counter), reason)


def _why(db: Database, replica: str, counter: str) -> str:
    asked = (replica, int(counter))
    for reason, where in (("stub", "counter = ?"), ("gap", "before >= ?")):
        if db.conn.execute(
            f"SELECT 1 FROM {reason} WHERE replica = ? AND {where}", asked
        ).fetchone():
            return reason
    return "unknown"


def count_waiting(db: Database) -> int:
    """Return how many records wait for something that is not here."""
    (count,) = db.conn.execute(
        f"SELECT count(DISTINCT record) FROM revision r WHERE {WAITS}"
    ).fetchone()
    return int(count)


def held_records(db: Database, intake: str) -> list[tuple[str, str]]:
    """Return record and kind of what of the intake waits."""
    return list(
        map(
            tuple,
            db.conn.execute(
                "SELECT DISTINCT record, kind FROM revision"
                " WHERE state = 'held' AND intake = ? ORDER BY record",
                (intake,),
            ),
        )
    )


@dataclass(frozen=True)
class HeldField:
    """A field that a revision which waits writes, and who wrote it; a deletion under `#deletes`."""

    record: str
    field: str
    value: Value
    by: Written


def held_fields(db: Database, intake: str) -> Iterator[HeldField]:
    """Yield what the revisions of the intake that wait would write, in the order they came."""
    cursor = db.conn.execute(
        "SELECT record, body FROM revision WHERE state = 'held' AND intake = ? ORDER BY seq",
        (intake,),
    )
    for record, body in cursor:
        content = json.loads(body)
        by = Written(content["office"], content["staff"], content["at"])
        if content["deletes"]:
            yield HeldField(record, DELETES, None, by)
        for field, change in content["changes"].items():
            yield HeldField(record, field, change["value"], by)


def office_of(db: Database, replica: str) -> str | None:
    """Return the record id of the office that a replica belongs to, as far as it is known here."""
    row = db.conn.execute(
        "SELECT office FROM revision WHERE replica = :replica UNION ALL"
        " SELECT sender_office FROM intake WHERE sender_replica = :replica LIMIT 1",
        {"replica": replica},
    ).fetchone()
    return str(row[0]) if row else None
