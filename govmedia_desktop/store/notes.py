"""Facts of this data folder only: small texts by name, neither records nor settings of the PC."""

from govmedia_desktop.store.connection import Database, write

_PREFIX = "note:"


def note(db: Database, name: str) -> str | None:
    """Return the text noted under that name."""
    row = db.conn.execute("SELECT value FROM local WHERE name = ?", (_PREFIX + name,)).fetchone()
    return str(row[0]) if row else None


def set_note(db: Database, name: str, value: str) -> None:
    """Note a text in place of the one before."""
    with write(db):
        db.conn.execute("REPLACE INTO local VALUES (?, ?)", (_PREFIX + name, value))


def notes_under(db: Database, prefix: str) -> dict[str, str]:
    """Return the texts whose names begin so, by the rest of their names."""
    start = _PREFIX + prefix
    cursor = db.conn.execute("SELECT name, value FROM local WHERE name GLOB ? || '*'", (start,))
    return {name.removeprefix(start): value for name, value in cursor}


def remove_note(db: Database, name: str) -> None:
    """Forget what was noted under that name."""
    with write(db):
        db.conn.execute("DELETE FROM local WHERE name = ?", (_PREFIX + name,))
