"""What an exchange file carries whole: chosen once, read by all that writes the file."""

from collections.abc import Iterator, Mapping, Sequence

from govmedia_desktop.store.connection import Database

Spans = Mapping[str, Sequence[tuple[int, int]]]
"""By replica, runs of counters, both ends included."""


def carry(db: Database, ranges: Mapping[str, tuple[int, int]], late: Spans) -> int:
    """Choose the revisions of these ranges, and `late` ones; return how many there are.

    What is withdrawn is never among them. `chains.lines`, `late_lines`, `evidence.evidence_carried`
    and `workbooks_carried` then read this choice, which is the connection's own.
    """
    db.conn.execute(
        "CREATE TEMP TABLE IF NOT EXISTS carried (seq INTEGER PRIMARY KEY, late INTEGER NOT NULL)"
    )
    db.conn.execute("DELETE FROM temp.carried")
    runs = [(replica, *span, 0) for replica, span in ranges.items()]
    runs += [(replica, *run, 1) for replica, found in late.items() for run in found]
    db.conn.executemany(
        "INSERT OR IGNORE INTO temp.carried SELECT seq, ?4 FROM revision"
        " WHERE replica = ?1 AND counter BETWEEN ?2 AND ?3 AND state <> 'withdrawn'",
        runs,
    )
    return int(db.conn.execute("SELECT count(*) FROM temp.carried").fetchone()[0])


def late_lines(db: Database) -> Iterator[str]:
    """Yield the late lines among the chosen ones, ordered by replica, then counter."""
    cursor = db.conn.execute(
        "SELECT r.body FROM temp.carried c JOIN revision r ON r.seq = c.seq"
        " WHERE c.late ORDER BY r.replica, r.counter"
    )
    for (body,) in cursor:
        yield body


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
