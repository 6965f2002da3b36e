"""Which evidence the records name: what goes into an exchange file, what must be there."""

from collections.abc import Iterator, Mapping

from govmedia_desktop.store.connection import Database

# what another office sent may have any shape: nothing but lists of objects is looked into
_NAMED = """
    WITH named (sha256, replica, counter, state) AS (
        SELECT CASE piece.type WHEN 'object' THEN piece.value ->> 'sha256' END,
            r.replica, r.counter, r.state
        FROM revision r, json_each(r.body, '$.changes.result.value.evidence') item,
            json_each(CASE item.type WHEN 'array' THEN item.value ELSE '[]' END) piece
        WHERE r.kind = 'inspection'
    )
    SELECT DISTINCT sha256 FROM named
    WHERE length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'
"""


def evidence_within(db: Database, ranges: Mapping[str, tuple[int, int]]) -> list[str]:
    """Return the SHA-256 of the evidence that inspections in these ranges of revisions name."""
    return sorted(set(_within(db, ranges)))


def _within(db: Database, ranges: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    for replica, (first, last) in ranges.items():
        for (sha256,) in db.conn.execute(
            f"{_NAMED} AND replica = ? AND counter BETWEEN ? AND ?", (replica, first, last)
        ):
            yield sha256


def evidence_named(db: Database) -> set[str]:
    """Return the SHA-256 of all evidence that must be here: of applied inspections and drafts."""
    recorded = db.conn.execute(f"{_NAMED} AND state = 'applied'")
    drafted = db.conn.execute("SELECT DISTINCT sha256 FROM draft_evidence")
    return {sha256 for (sha256,) in (*recorded, *drafted)}
