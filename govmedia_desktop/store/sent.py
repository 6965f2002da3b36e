"""The ledger of exchange files written."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from govmedia_desktop.store.connection import Database, write


@dataclass(frozen=True)
class Sent:
    """One file written: for which office, and which revisions it carries."""

    id: str
    recipient: str | None
    file_name: str
    sha256: str
    sent_at: str
    staff: str
    ranges: Mapping[str, tuple[int, int]]


def enter_sent(db: Database, sent: Sent) -> None:
    """Enter a line of the ledger."""
    with write(db):
        db.conn.execute(
            "INSERT INTO sent VALUES (:id, :recipient, :file_name, :sha256, :sent_at, :staff,"
            " :ranges)",
            {**vars(sent), "ranges": json.dumps(sent.ranges)},
        )


def sent_files(db: Database) -> list[Sent]:
    """Return the files written, newest first."""
    rows = db.query("SELECT * FROM sent ORDER BY sent_at DESC, id DESC")
    return [
        Sent(**{**row, "ranges": {k: tuple(v) for k, v in json.loads(row["ranges"]).items()}})
        for row in rows
    ]


def unsent(db: Database, replica: str) -> int:
    """Return how many revisions of the replica stand in no file written so far."""
    last = max((s.ranges[replica][1] for s in sent_files(db) if replica in s.ranges), default=0)
    return int(
        db.conn.execute(
            "SELECT count(*) FROM revision WHERE replica = ? AND counter > ?", (replica, last)
        ).fetchone()[0]
    )
