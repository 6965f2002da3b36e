"""What files put in the place of what is no revision (contact data, drafts), to be taken back.

For each thing stands, file by file, what was there before. Whoever changes a thing here afterwards
lets that be forgotten: then no withdrawal touches it, and what was erased is nowhere any more.
"""

from dataclasses import dataclass

from govmedia_desktop.store.connection import Database


@dataclass(frozen=True)
class Before:
    """What stood in a thing's place before any file that still stands; None where nothing did."""

    thing: str
    value: str | None


def note(db: Database, intake: str, thing: str, before: str | None) -> None:
    """Note what an intake is about to replace; for one intake the first note of a thing holds."""
    db.conn.execute(
        "INSERT OR IGNORE INTO brought (intake, thing, before) VALUES (?, ?, ?)",
        (intake, thing, before),
    )


def forget(db: Database, thing: str) -> None:
    """Let the thing be nobody's but this folder's from now on."""
    db.conn.execute("DELETE FROM brought WHERE thing = ?", (thing,))


def is_brought(db: Database, thing: str) -> bool:
    """Whether a file brought what stands there, and nobody here has changed it since."""
    row = db.conn.execute("SELECT 1 FROM brought WHERE thing = ? LIMIT 1", (thing,)).fetchone()
    return row is not None


def take_back(db: Database, intake: str, prefix: str) -> list[Before]:
    """Forget what the intake brought under the prefix, and return what is to stand there again.

    What a later file brought over it stays; once that is taken back too, what stood before both
    returns.
    """
    found = []
    for seq, thing, before in db.conn.execute(
        "SELECT seq, thing, before FROM brought WHERE intake = ? AND thing GLOB ? || '*'",
        (intake, prefix),
    ).fetchall():
        above = db.conn.execute(
            "UPDATE brought SET before = ? WHERE seq ="
            " (SELECT min(seq) FROM brought WHERE thing = ? AND seq > ?)",
            (before, thing, seq),
        )
        if not above.rowcount:
            found.append(Before(thing, before))
        db.conn.execute("DELETE FROM brought WHERE seq = ?", (seq,))
    return found
