"""Personal data (联系人, 手机, 管理员, 分管负责人): erasable, never a revision, never in a log."""

from collections.abc import Iterable, Mapping

from govmedia_desktop.store.connection import Database, write


def put(db: Database, entries: Iterable[tuple[str, str, str]]) -> None:
    """Store (record, field, value) entries in place of older ones; an empty value erases."""
    with write(db):
        for record, field, value in entries:
            if value:
                db.conn.execute("REPLACE INTO personal VALUES (?, ?, ?)", (record, field, value))
            else:
                db.conn.execute(
                    "DELETE FROM personal WHERE record = ? AND field = ?", (record, field)
                )


def of(db: Database, record: str) -> Mapping[str, str]:
    """Return a record's personal data by field."""
    return dict(
        db.conn.execute("SELECT field, value FROM personal WHERE record = ?", (record,)).fetchall()
    )


def by_record(db: Database) -> dict[str, dict[str, str]]:
    """Return all personal data by record and field."""
    found: dict[str, dict[str, str]] = {}
    for record, field, value in db.conn.execute("SELECT record, field, value FROM personal"):
        found.setdefault(record, {})[field] = value
    return found


def erase(db: Database, record: str) -> None:
    """Remove all personal data of a record."""
    with write(db):
        db.conn.execute("DELETE FROM personal WHERE record = ?", (record,))
