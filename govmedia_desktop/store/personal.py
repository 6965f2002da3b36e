"""Personal data (联系人, 手机, 管理员, 分管负责人): erasable, never a revision, never in a log.

Of what was erased stands that it was, so that it is erased one level up too.
"""

import json
from collections.abc import Iterable, Mapping

from govmedia_desktop.store import brought
from govmedia_desktop.store.connection import Database, write

Entry = tuple[str, str, str]
"""Record, field, value; an empty value erases."""
_THING = "personal/"


def put(db: Database, entries: Iterable[Entry]) -> None:
    """Store what was entered here in place of older values; an empty value erases."""
    with write(db):
        for record, field, value in entries:
            brought.forget(db, _thing(record, field))
            if value:
                _set(db, record, field, value, received=False)
            else:
                db.conn.execute(
                    "UPDATE personal SET value = '', received = 0 WHERE record = ? AND field = ?",
                    (record, field),
                )


def receive(db: Database, entries: Iterable[Entry], intake: str, *, own: bool = False) -> None:
    """Store what a file brought, in place of what files brought before.

    What was entered here stands, whatever comes. `own`: it comes from the office itself, so it
    goes up as if it had been entered here. What a file erases is erased for good.
    """
    with write(db):
        for record, field, value in entries:
            thing, stood = _thing(record, field), _stood(db, record, field)
            typed = stood is not None and not stood[1]
            if typed and not own:
                continue
            if typed and stood and stood[0] and value and not brought.is_brought(db, thing):
                continue
            if not value:
                brought.forget(db, thing)
            if value or stood is None:
                brought.note(db, intake, thing, json.dumps(stood) if stood else None)
            _set(db, record, field, value, received=not own)


def take_back(db: Database, intake: str) -> None:
    """Let stand again what stood before the intake, where nobody here has changed it since."""
    with write(db):
        for before in brought.take_back(db, intake, _THING):
            record, field = before.thing.removeprefix(_THING).split("/")
            if before.value is None:
                key = (record, field)
                db.conn.execute("DELETE FROM personal WHERE record = ? AND field = ?", key)
            else:
                value, received = json.loads(before.value)
                _set(db, record, field, value, received=received)


def _thing(record: str, field: str) -> str:
    return f"{_THING}{record}/{field}"


def _stood(db: Database, record: str, field: str) -> tuple[str, bool] | None:
    """Return value and whether a file from below brought it."""
    row = db.conn.execute(
        "SELECT value, received FROM personal WHERE record = ? AND field = ?", (record, field)
    ).fetchone()
    return (row[0], bool(row[1])) if row else None


def _set(db: Database, record: str, field: str, value: str, *, received: bool) -> None:
    db.conn.execute(
        "REPLACE INTO personal (record, field, value, received) VALUES (?, ?, ?, ?)",
        (record, field, value, int(received)),
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
    put(db, [(record, field, "") for field in of(db, record)])
