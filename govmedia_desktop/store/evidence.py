"""Which evidence the records name: what goes into an exchange file, what must be there."""

from govmedia_desktop.store.connection import Database

# what another office sent may have any shape: nothing but lists of objects is looked into
_NAMED = """
    WITH named (sha256, seq, state) AS (
        SELECT CASE piece.type WHEN 'object' THEN piece.value ->> 'sha256' END,
            r.seq, r.state
        FROM revision r, json_each(r.body, '$.changes.result.value.evidence') item,
            json_each(CASE item.type WHEN 'array' THEN item.value ELSE '[]' END) piece
        WHERE r.kind = 'inspection'
    )
    SELECT DISTINCT sha256 FROM named
    WHERE length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'
"""


def evidence_carried(db: Database) -> list[str]:
    """Return the SHA-256 of the evidence that the revisions chosen by `carried.carry` name."""
    cursor = db.conn.execute(f"{_NAMED} AND seq IN (SELECT seq FROM temp.carried) ORDER BY sha256")
    return [sha256 for (sha256,) in cursor]


def evidence_named(db: Database) -> set[str]:
    """Return the SHA-256 of all evidence that must be here: of applied inspections and drafts."""
    recorded = db.conn.execute(f"{_NAMED} AND state = 'applied'")
    drafted = db.conn.execute("SELECT DISTINCT sha256 FROM draft_evidence")
    return {sha256 for (sha256,) in (*recorded, *drafted)}


def sources_named(db: Database, replica: str) -> set[str]:
    """Return the SHA-256 of the files that inspections recorded in this folder were taken from.

    They stay in the folder that took them in: they may hold what goes to nobody else.
    """
    cursor = db.conn.execute(
        """
        SELECT DISTINCT body ->> '$.changes.result.value.source.sha256' AS sha256 FROM revision
        WHERE kind = 'inspection' AND state = 'applied' AND replica = ?
            AND length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'
        """,
        (replica,),
    )
    return {sha256 for (sha256,) in cursor}
