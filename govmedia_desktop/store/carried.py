"""What an exchange file carries whole: chosen once, read by all that writes the file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govmedia_desktop.store.connection import Database

Spans = Mapping[str, Sequence[tuple[int, int]]]
"""By replica, runs of counters, both ends included."""

LateSpan = tuple[tuple[str, int], tuple[str, int]]
"""The first and the last late line of several: replica and counter, both included."""


@dataclass(frozen=True)
class Scope:
    """What a file is limited to; everything else of the chains goes as hashes only.

    `period`: first and last 监测时间点 (ISO) of the inspections; records of other kinds all go.
    `offices`: record ids of the offices whose records go, beside what concerns everybody (offices,
    their keys, forms, parameters and plans).
    """

    period: tuple[str, str] | None = None
    offices: tuple[str, ...] | None = None


_OUT_OF_PERIOD = """
    (r.kind = 'inspection'
    AND EXISTS (SELECT 1 FROM write w WHERE w.record = r.record AND w.field = 'reference_date')
    AND NOT EXISTS (SELECT 1 FROM write w WHERE w.record = r.record AND w.field = 'reference_date'
        AND w.value BETWEEN :first AND :last))
"""
_FOR_EVERYBODY = "('office', 'signing_key', 'form', 'parameter', 'plan')"
# what stands in a field that names an office, an account of that office, or its home
_OF_OFFICES = f"""
    (r.kind IN {_FOR_EVERYBODY} OR r.home IN (SELECT id FROM theirs)
    OR r.record IN (SELECT id FROM belonging))
"""
_THEIRS = """
    theirs (id) AS (SELECT value FROM json_each(:offices)),
    their_account (id) AS (
        SELECT record FROM write WHERE field = 'owner' AND value IN (SELECT id FROM theirs)
        UNION SELECT record FROM revision
        WHERE kind = 'account' AND home IN (SELECT id FROM theirs)
    ),
    belonging (id) AS (
        SELECT id FROM their_account
        UNION SELECT record FROM write
        WHERE field = 'office' AND value IN (SELECT id FROM theirs)
        UNION SELECT record FROM write
        WHERE field IN ('account', 'key') AND value IN (SELECT id FROM their_account)
        UNION SELECT record FROM write WHERE field = 'report' AND value IN (
            SELECT record FROM write
            WHERE field = 'office' AND value IN (SELECT id FROM theirs))
    ),
"""

# whole records: of one that is needed the recipient must not see an old state
_CHOOSE = """
    INSERT INTO temp.carried
    WITH RECURSIVE {theirs}
    chosen (seq) AS (
        SELECT c.seq FROM temp.candidate c CROSS JOIN revision r ON r.seq = c.seq
        WHERE {within}
        UNION
        SELECT c.seq FROM chosen CROSS JOIN seen s ON s.seq = chosen.seq
        CROSS JOIN revision t ON t.id = s.target CROSS JOIN temp.candidate c ON c.seq = t.seq
        UNION
        SELECT c.seq FROM chosen CROSS JOIN revision a ON a.seq = chosen.seq
        CROSS JOIN revision b ON b.record = a.record CROSS JOIN temp.candidate c ON c.seq = b.seq
    )
    SELECT c.seq, c.late FROM chosen CROSS JOIN temp.candidate c ON c.seq = chosen.seq
"""


def carry(
    db: Database, ranges: Mapping[str, tuple[int, int]], late: Spans, scope: Scope | None = None
) -> int:
    """Choose the revisions of these ranges, and `late` ones; return how many there are.

    In a scope, what the chosen ones rest on is chosen too, and then the whole record that it is
    about: nothing of it waits at the recipient, and no record is shown there in an older state.
    What is withdrawn is never among them. `chains.lines`, `late_lines`, `evidence.evidence_carried`
    and `workbooks_carried` then read this choice, which is the connection's own.
    """
    for table in ("candidate", "carried"):
        db.conn.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS {table}"
            " (seq INTEGER PRIMARY KEY, late INTEGER NOT NULL)"
        )
        db.conn.execute(f"DELETE FROM temp.{table}")
    runs = [(replica, *span, 0) for replica, span in ranges.items()]
    runs += [(replica, *run, 1) for replica, found in late.items() for run in found]
    whole = scope is None or scope == Scope()
    db.conn.executemany(
        f"INSERT OR IGNORE INTO temp.{'carried' if whole else 'candidate'}"
        " SELECT seq, ?4 FROM revision"
        " WHERE replica = ?1 AND counter BETWEEN ?2 AND ?3 AND state <> 'withdrawn'",
        runs,
    )
    if scope is not None and not whole:
        _choose(db, scope)
    return int(db.conn.execute("SELECT count(*) FROM temp.carried").fetchone()[0])


def _choose(db: Database, scope: Scope) -> None:
    first, last = scope.period or ("", "")
    within = [f"NOT {_OUT_OF_PERIOD}"] if scope.period else []
    within += [_OF_OFFICES] if scope.offices is not None else []
    db.conn.execute(
        _CHOOSE.format(
            theirs=_THEIRS if scope.offices is not None else "", within=" AND ".join(within)
        ),
        {"first": first, "last": last, "offices": json.dumps(scope.offices)},
    )


def late_lines(db: Database, span: LateSpan | None = None) -> Iterator[str]:
    """Yield the late lines among the chosen ones, ordered by replica, then counter."""
    first, last = span or (("", 0), ("g", 0))
    cursor = db.conn.execute(
        "SELECT r.body FROM temp.carried c JOIN revision r ON r.seq = c.seq"
        " WHERE c.late AND (r.replica, r.counter) BETWEEN (?, ?) AND (?, ?)"
        " ORDER BY r.replica, r.counter",
        (*first, *last),
    )
    for (body,) in cursor:
        yield body


def late_places(db: Database) -> Iterator[tuple[str, int, int]]:
    """Yield replica, counter and length in bytes of each late line, ordered likewise."""
    yield from db.conn.execute(
        "SELECT r.replica, r.counter, length(CAST(r.body AS BLOB)) FROM temp.carried c"
        " JOIN revision r ON r.seq = c.seq WHERE c.late ORDER BY r.replica, r.counter"
    )


def bytes_carried(db: Database) -> int:
    """Return how many bytes the chosen revisions are long, all together."""
    (total,) = db.conn.execute(
        "SELECT sum(length(CAST(r.body AS BLOB)))"
        " FROM temp.carried c JOIN revision r ON r.seq = c.seq"
    ).fetchone()
    return int(total or 0)


def records_carried(
    db: Database, ranges: Mapping[str, tuple[int, int]], late: LateSpan | None = None
) -> dict[str, int]:
    """Return of how many records of each kind the chosen revisions in these places are."""
    first, last = late or (("", 0), ("", 0))
    cursor = db.conn.execute(
        """
        WITH span (replica, first, last) AS MATERIALIZED (
            SELECT key, value ->> 0, value ->> 1 FROM json_each(?)
        )
        SELECT kind, count(DISTINCT record) FROM (
            SELECT r.kind, r.record FROM temp.carried c JOIN revision r ON r.seq = c.seq
            JOIN span s ON s.replica = r.replica
            WHERE NOT c.late AND r.counter BETWEEN s.first AND s.last
            UNION ALL
            SELECT r.kind, r.record FROM temp.carried c JOIN revision r ON r.seq = c.seq
            WHERE c.late AND (r.replica, r.counter) BETWEEN (?, ?) AND (?, ?)
        ) GROUP BY kind
        """,
        (json.dumps(ranges), *first, *last),
    )
    return dict(cursor.fetchall())


def workbooks_carried(db: Database) -> list[str]:
    """Return the hashes of the form workbooks that the chosen revisions name."""
    return [
        sha256
        for (sha256,) in db.conn.execute(
            "SELECT DISTINCT json_extract(r.body, '$.changes.workbook.value')"
            " FROM temp.carried c JOIN revision r ON r.seq = c.seq WHERE r.kind = 'form'"
        )
        if sha256
    ]
