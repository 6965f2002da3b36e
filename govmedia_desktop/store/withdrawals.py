"""Withdrawing an intake: its revisions count no more, until they are taken in again."""

from dataclasses import dataclass

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.connection import Database, write
from govmedia_desktop.store.projection import project

_GATHER = """
    INSERT INTO temp.gone
    WITH RECURSIVE gone (seq) AS (
        SELECT seq FROM revision WHERE intake = :intake
        UNION
        SELECT r.seq FROM gone CROSS JOIN revision t ON t.seq = gone.seq
        CROSS JOIN seen s ON s.target = t.id CROSS JOIN revision r ON r.seq = s.seq
        JOIN intake k ON k.id = r.intake AND k.receiver = r.replica
    )
    SELECT seq FROM gone
"""
_IN_THE_WAY = """
    SELECT DISTINCT b.record FROM temp.gone
    CROSS JOIN revision r ON r.seq = gone.seq CROSS JOIN seen s ON s.target = r.id
    CROSS JOIN revision b ON b.seq = s.seq
    WHERE b.state = 'applied' AND b.seq NOT IN (SELECT seq FROM temp.gone) ORDER BY b.record
"""
_MADE_HERE = """
    SELECT r.record FROM temp.gone CROSS JOIN revision r ON r.seq = gone.seq
    JOIN intake k ON k.id = r.intake AND k.receiver = r.replica
"""


@dataclass(frozen=True)
class Withdrawal:
    """The records that were folded again, and of those the ones that imports had joined."""

    records: frozenset[str]
    parted: frozenset[str]


def in_the_way(db: Database, intake: str) -> list[str]:
    """Return the records with an applied revision that rests on one of the intake.

    What imports made by themselves (joins, sender offices) goes with it and is not in the way.
    """
    with write(db):
        _gather(db, intake)
        return [record for (record,) in db.conn.execute(_IN_THE_WAY)]


def withdraw(db: Database, intake: str) -> Withdrawal:
    """Withdraw an intake's revisions and fold their records again.

    Raises `RefusedError` where something stands in the way.
    """
    with write(db):
        if found := in_the_way(db, intake):
            raise RefusedError(
                f"这次接收之后，已有{len(found)}条记录在其基础上作了修改，不能撤回；未作任何改动。"
            )
        parted = {record for (record,) in db.conn.execute(_MADE_HERE)}
        gone = db.conn.execute(
            "UPDATE revision SET state = 'withdrawn' WHERE seq IN (SELECT seq FROM temp.gone)"
            " RETURNING record"
        )
        records = {record for (record,) in gone}
        db.conn.execute("UPDATE intake SET state = 'withdrawn' WHERE id = ?", (intake,))
        project(db, records)
    return Withdrawal(frozenset(records), frozenset(parted))


def _gather(db: Database, intake: str) -> None:
    db.conn.execute("CREATE TEMP TABLE IF NOT EXISTS gone (seq INTEGER PRIMARY KEY)")
    db.conn.execute("DELETE FROM temp.gone")
    db.conn.execute(_GATHER, {"intake": intake})
