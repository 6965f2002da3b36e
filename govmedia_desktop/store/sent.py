"""The ledger of exchange files written."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govmedia_desktop.store.connection import Database, write
from govmedia_desktop.store.standing import members


@dataclass(frozen=True)
class Sent:
    """One file written: for which office, what for, and which revisions it carries.

    `sequence`: it is the n-th of its kind and period to this recipient. `whole`: nothing new was
    left out of it. `receipts`: the files from the recipient (intakes) that it is the first to say
    were received.
    """

    id: str
    recipient: str | None
    file_name: str
    sha256: str
    sent_at: str
    staff: str
    ranges: Mapping[str, tuple[int, int]]
    kind: str = "上报"
    period: str | None = None
    sequence: int = 1
    whole: bool = True
    receipts: Sequence[str] = ()


def enter_sent(db: Database, sent: Sent) -> None:
    """Enter a line of the ledger."""
    with write(db):
        told = {"ranges": json.dumps(sent.ranges), "receipts": json.dumps([*sent.receipts])}
        values = {**vars(sent), **told}
        db.conn.execute(
            f"INSERT INTO sent ({', '.join(values)}) VALUES (:{', :'.join(values)})", values
        )


def sent_files(db: Database) -> list[Sent]:
    """Return the files written, newest first."""
    rows = db.query("SELECT * FROM sent ORDER BY sent_at DESC, id DESC")
    return [
        Sent(
            **{
                **row,
                "whole": bool(row["whole"]),
                "ranges": {k: tuple(v) for k, v in json.loads(row["ranges"]).items()},
                "receipts": tuple(json.loads(row["receipts"])),
            }
        )
        for row in rows
    ]


def count_sent(db: Database) -> int:
    """Return how many files were written here so far."""
    return int(db.conn.execute("SELECT count(*) FROM sent").fetchone()[0])


def next_sequence(db: Database, recipient: str | None, kind: str, period: str | None) -> int:
    """Return the how-maniest file of this kind and period to the recipient the next one is."""
    # an office that a later file joined with another record is the same recipient
    same = {None} if recipient is None else set(members(db, recipient))
    found = (s for s in sent_files(db) if s.recipient in same and s.kind == kind)
    return max((s.sequence for s in found if s.period == period), default=0) + 1


_OWED = """
    SELECT i.id FROM intake i
    WHERE i.state = 'taken_in' AND i.sender_office IN (SELECT value FROM json_each(:offices))
    AND EXISTS (SELECT 1 FROM json_each(i.counts) c WHERE c.value > 0)
    AND NOT EXISTS (
        SELECT 1 FROM sent s, json_each(s.receipts) told
        WHERE s.recipient IN (SELECT value FROM json_each(:offices)) AND told.value = i.id)
    ORDER BY i.id
"""


def receipts_owed(db: Database, office: str) -> list[str]:
    """Return the files from an office (intakes) that no file to it says were received.

    One that brought no record asks for none: else a receipt would ask for a receipt.
    """
    asked = {"offices": json.dumps(members(db, office))}
    return [intake for (intake,) in db.conn.execute(_OWED, asked)]


def unsent(db: Database, replica: str) -> int:
    """Return how many revisions of the replica stand in no file written so far.

    A file that was limited to a period or an office tells nothing of the rest.
    """
    files = [s for s in sent_files(db) if s.whole and replica in s.ranges]
    last = max((s.ranges[replica][1] for s in files), default=0)
    return int(
        db.conn.execute(
            "SELECT count(*) FROM revision WHERE replica = ? AND counter > ?", (replica, last)
        ).fetchone()[0]
    )
