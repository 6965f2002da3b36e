"""Personal data (联系人, 手机, 管理员, 分管负责人): erasable, never a revision, never in a log.

Of what was erased stands that it was, so that it is erased one level up too.
"""

from collections.abc import Iterable, Mapping

from govmedia_desktop.store.connection import Database, write


def put(db: Database, entries: Iterable[tuple[str, str, str]]) -> None:
    """Store (record, field, value) entries in place of older ones; an empty value erases."""
    with write(db):
        for record, field, value in entries:
            if value:
                db.conn.execute(
                    "REPLACE INTO personal (record, field, value) VALUES (?, ?, ?)",
                    (record, field, value),
                )
            else:
                db.conn.execute(
                    "UPDATE personal SET value = '', received = 0 WHERE record = ? AND field = ?",
                    (record, field),
                )


def receive(db: Database, entries: Iterable[tuple[str, str, str]]) -> None:
    """Store what an office below sent, in place of what it sent before.

    What was entered here stands, whatever comes.
    """
    with write(db):
        db.conn.executemany(
            "INSERT INTO personal (record, field, value, received) VALUES (?, ?, ?, 1)"
            " ON CONFLICT (record, field) DO UPDATE SET value = excluded.value WHERE received",
            list(entries),
        )


def of(db: Database, record: str) -> Mapping[str, str]:
    """Return a record's personal data by field."""
    return dict(
        db.conn.execute(
            "SELECT field, value FROM personal WHERE record = ? AND value <> ''", (record,)
        ).fetchall()
    )


def by_record(db: Database) -> dict[str, dict[str, str]]:
    """Return all personal data by record and field."""
    found: dict[str, dict[str, str]] = {}
    for record, field, value in db.conn.execute(
        "SELECT record, field, value FROM personal WHERE value <> ''"
    ):
        found.setdefault(record, {})[field] = value
    return found


def entered_here(db: Database) -> list[tuple[str, str, str]]:
    """Return what was entered or erased here; what came from below goes no further."""
    return [
        (record, field, value)
        for record, field, value in db.conn.execute(
            "SELECT record, field, value FROM personal WHERE NOT received ORDER BY record, field"
        )
    ]


def erase(db: Database, record: str) -> None:
    """Remove all personal data of a record."""
    with write(db):
        db.conn.execute("UPDATE personal SET value = '', received = 0 WHERE record = ?", (record,))
