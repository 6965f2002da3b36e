"""Which evidence the records name: what goes into an exchange file, what must be there."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from govmedia_desktop.errors import DataFolderError
from govmedia_desktop.store.connection import Database, connect

# what another office sent may have any shape: nothing but lists of objects is looked into
_NAMED = """
    WITH named (sha256, seq, state, record, name) AS (
        SELECT CASE piece.type WHEN 'object' THEN piece.value ->> 'sha256' END,
            r.seq, r.state, r.record,
            CASE piece.type WHEN 'object' THEN piece.value ->> 'name' END
        FROM revision r, json_each(r.body, '$.changes.result.value.evidence') item,
            json_each(CASE item.type WHEN 'array' THEN item.value ELSE '[]' END) piece
        WHERE r.kind = 'inspection'
    )
"""
_SHA256S = f"""{_NAMED}
    SELECT DISTINCT sha256 FROM named
    WHERE length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'
"""
_WAITING = """
    SELECT DISTINCT piece.value ->> 'sha256'
    FROM collected, json_each(content, '$.media') piece
    WHERE piece.type = 'object' AND state <> 'taken_in'
"""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MENTIONING = {
    "revision": "body",
    "draft_evidence": "sha256",
    "collected": "content",
    "local": "value",
    "brought": "coalesce(before, '')",
}
"""Tables that may name evidence, and where."""


def evidence_carried(db: Database) -> list[str]:
    """Return the SHA-256 of the evidence that the revisions chosen by `carried.carry` name."""
    cursor = db.conn.execute(
        f"{_SHA256S} AND seq IN (SELECT seq FROM temp.carried) ORDER BY sha256"
    )
    return [sha256 for (sha256,) in cursor]


def evidence_named(db: Database) -> set[str]:
    """Return the SHA-256 of all evidence that must be here.

    That of applied inspections, of drafts, and of what phones collected and waits.
    """
    recorded = db.conn.execute(f"{_SHA256S} AND state = 'applied'")
    drafted = db.conn.execute("SELECT DISTINCT sha256 FROM draft_evidence")
    waiting = db.conn.execute(_WAITING)
    return {sha256 for (sha256,) in (*recorded, *drafted, *waiting) if sha256}


def evidence_mentioned(db: Database) -> set[str]:
    """Return every SHA-256 that anything in a database mentions, of whatever kind and state.

    A revision that waits or was withdrawn may be applied again. An older version's tables do.
    """
    return set(_mentioned(db))


def _mentioned(db: Database) -> Iterator[str]:
    tables = {name for (name,) in db.conn.execute("SELECT name FROM sqlite_master")}
    for table, column in _MENTIONING.items():
        if table in tables:
            for (text,) in db.conn.execute(f"SELECT {column} FROM {table}"):
                yield from _SHA256.findall(text)


def evidence_mentioned_in(backup: Path) -> set[str]:
    """Return the same of a backup. Raises `DataFolderError` where it cannot be read."""
    db = connect(backup, read_only=True)
    try:
        return evidence_mentioned(db)
    except sqlite3.DatabaseError as error:
        raise DataFolderError(f"备份“{backup.name}”读不出来；请改用另一份备份。") from error
    finally:
        db.close()


@dataclass(frozen=True)
class Mention:
    """What names a piece of evidence: its file's name, its account's name, 监测时间点."""

    name: str
    account: str
    day: str


def mentions(db: Database, sha256: str) -> Mention | None:
    """Return what names a piece of evidence, an inspection before a draft; None if nothing does."""
    for query in (
        f"{_NAMED} SELECT n.name, a.name, i.reference_date FROM named n"
        " LEFT JOIN inspection i ON i.id = n.record LEFT JOIN account a ON a.id = i.account"
        " WHERE n.sha256 = ? LIMIT 1",
        "SELECT e.name, a.name, d.reference_date FROM draft_evidence e"
        " JOIN draft d ON d.id = e.draft LEFT JOIN account a ON a.id = d.account"
        " WHERE e.sha256 = ? LIMIT 1",
    ):
        row = db.conn.execute(query, (sha256,)).fetchone()
        if row is not None:
            return Mention(*(str(value or "") for value in row))
    return None


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
