"""What an intake did to what stood here: what it hides, what waits, where records are from."""

import json
import secrets
from collections.abc import Iterable, Mapping

from govmedia_desktop.domain.records import KINDS
from govmedia_desktop.store.connection import Database
from govmedia_desktop.store.projection import DELETES, kinds_of

_OVERWRITTEN = f"""
    SELECT DISTINCT b.record, CASE WHEN s.field <> '{DELETES}' THEN b.office END, t.office
    FROM revision b CROSS JOIN seen s ON s.seq = b.seq CROSS JOIN revision t ON t.id = s.target
    LEFT JOIN write old ON old.record = t.record AND old.field = s.field AND old.seq = t.seq
    LEFT JOIN write now ON now.record = b.record AND now.field = s.field AND now.seq = b.seq
    WHERE b.intake = :intake AND b.state = 'applied' AND t.state = 'applied'
        AND t.intake IS NOT :intake
        AND CASE WHEN s.field = '{DELETES}' THEN b.record NOT IN (SELECT record FROM temp.alive)
            ELSE t.office <> b.office AND old.value IS NOT NULL AND now.value IS NOT old.value END
"""


def hidden_by(db: Database, intake: str) -> list[tuple[str, str | None, str]]:
    """Return records that stood here and of which the intake hides something.

    With each the office that wrote anew, None where the record is deleted now, and the office that
    had written before it.
    """
    db.conn.execute("CREATE TEMP TABLE IF NOT EXISTS alive (record TEXT PRIMARY KEY)")
    db.conn.execute("DELETE FROM temp.alive")
    for kind in kinds_of(db, "intake = ?", (intake,)):
        db.conn.execute(
            f"INSERT INTO temp.alive SELECT id FROM {kind} WHERE NOT deleted AND id IN"
            " (SELECT record FROM revision WHERE intake = ?)",
            (intake,),
        )
    return list(map(tuple, db.conn.execute(_OVERWRITTEN, {"intake": intake}).fetchall()))


def standing_records(db: Database) -> int:
    """Return how many records stand, deleted ones left out."""
    counts = (f"SELECT count(*) AS n FROM {kind} WHERE NOT deleted" for kind in KINDS)
    (total,) = db.conn.execute(f"SELECT sum(n) FROM ({' UNION ALL '.join(counts)})").fetchone()
    return int(total)


def is_known(db: Database, kind: str, record: str) -> bool:
    """Whether there is such a record, a deleted one too."""
    found = db.conn.execute(f"SELECT 1 FROM {kind} WHERE id = ?", (record,)).fetchone()
    return found is not None


def origins(db: Database, records: Iterable[str]) -> dict[str, str]:
    """Return for each record that a file brought the latest intake with an applied revision of it.

    Records that only this office wrote are left out.
    """
    cursor = db.conn.execute(
        "SELECT r.record, max(r.intake) FROM json_each(?) a CROSS JOIN revision r"
        " ON r.record = a.value JOIN intake k ON k.id = r.intake AND k.receiver <> r.replica"
        " WHERE r.state = 'applied' GROUP BY r.record",
        (json.dumps(sorted(records)),),
    )
    return dict(cursor.fetchall())


_BROUGHT = """
    SELECT f.id, max(r.intake)
    FROM office f CROSS JOIN revision r ON r.record = f.id
    WHERE NOT f.deleted AND f.same_as IS NOT f.id AND r.state = 'applied' AND r.intake IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM revision o CROSS JOIN write w ON w.record = o.record AND w.seq = o.seq
            LEFT JOIN intake k ON k.id = o.intake
            WHERE o.record = f.id AND o.state = 'applied'
                AND o.office IN (SELECT value FROM json_each(?))
                AND k.receiver IS NOT o.replica
                AND (w.field <> 'same_as' OR f.same_as IS NOT NULL))
    GROUP BY f.id
"""


def offices_brought(db: Database, own: Iterable[str]) -> dict[str, str]:
    """Return the office records that only files tell of, with the latest intake that did.

    Left out is what somebody of the own office (`own`: its record ids) has entered or decided on.
    """
    return dict(db.conn.execute(_BROUGHT, (json.dumps(sorted(own)),)).fetchall())


def senders(db: Database) -> set[str]:
    """Return the record ids of the offices whose files stand taken in."""
    asked = "SELECT DISTINCT sender_office FROM intake WHERE state = 'taken_in'"
    return {office for (office,) in db.conn.execute(asked)}


def begin_new_replica_where_ahead(db: Database, own: str, ends: Mapping[str, int]) -> None:
    """Begin a new replica where a file knows more of our own chain than we do.

    Then this folder was restored from a backup: what it wrote since comes back from others, and
    must not be written a second time under the same numbers.
    """
    (end,) = db.conn.execute(
        "SELECT coalesce(max(counter), 0) FROM revision WHERE replica = ?", (own,)
    ).fetchone()
    if ends.get(own, 0) > end:
        new_replica(db)


def new_replica(db: Database) -> None:
    """Let the folder write under a new replica id from now on."""
    db.conn.execute("REPLACE INTO local VALUES ('replica', ?)", (secrets.token_hex(8),))
