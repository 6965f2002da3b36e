"""The journal: making revisions and putting them in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from govmedia_desktop.domain.records import KINDS, Value
from govmedia_desktop.domain.revisions import (
    Change,
    Revision,
    body_hash,
    body_of,
    canonical,
    clean_text,
    clean_value,
    first_link,
    next_link,
    revision_id,
)
from govmedia_desktop.store.connection import Database, write
from govmedia_desktop.store.projection import DELETES, project, settle, standing_rows, take_apart

_KEYS = ("replica", "counter", "record", "kind", "home", "office")
_keys_of = itemgetter(*_KEYS)
_INSERT = (
    f"INSERT INTO revision (body, hash, link, state, intake, id, {', '.join(_KEYS)})"
    f" VALUES (?, ?, ?, 'held', ?, ?, {', '.join('?' * len(_KEYS))})"
)


@dataclass(frozen=True)
class Author:
    """Who makes revisions: the data folder's replica and office, the person, the time."""

    replica: str
    office: str
    staff: str
    at: str


@dataclass(frozen=True)
class Edit:
    """What shall be true of a record from now on. `home` matters for a new record only.

    `anew`: also write what stands already; that brings a deleted record back, whole, and says that
    its deletion was seen.
    """

    record: str
    kind: str
    values: Mapping[str, Value]
    home: str = ""
    reason: str = ""
    anew: bool = False


@dataclass
class _Record:
    home: str
    live: dict[str, list[tuple[str, object]]]
    """Per field the live writes: revision id and stored value."""


class _First(NamedTuple):
    """The first applied revision about a record."""

    id: str
    home: str


def append(db: Database, author: Author, edits: Sequence[Edit], intake: str | None = None) -> int:
    """Write the edits as revisions, project them, and return how many there were.

    A field that already has the value, undisputed, is left out; an edit without a change makes no
    revision. `intake` ties revisions to the import that made them.
    """
    return append_each(db, author, edits, dict.fromkeys((e.record for e in edits), intake))


def append_each(
    db: Database, author: Author, edits: Sequence[Edit], intakes: Mapping[str, str | None]
) -> int:
    """Write the edits like `append`, those of each record tied to an import of its own."""
    with write(db):
        about = [edit.record for edit in edits]
        again = {record for record, times in Counter(about).items() if times > 1}
        firsts = _firsts(db, _referred(edits))
        known = _known(db, edits, firsts)
        deletions = _deletions(db, [edit.record for edit in edits if edit.anew])
        counter, link = _end_of_chain(db, author.replica)
        rows: list[Row] = []
        after = last_seq(db)
        for edit in edits:
            seen = {firsts[r].id for r in _referred([edit]) if r in firsts}
            seen |= deletions.get(edit.record, set()) if edit.anew else set()
            number = counter + len(rows) + 1
            revision = _revision(author, number, edit, known.get(edit.record), seen)
            if revision is None:
                continue
            body = body_of(revision)
            hashed = body_hash(body)
            link = next_link(link, hashed)
            firsts.setdefault(revision.record, _First(revision.id, revision.home))
            rows.append(row_of(body, hashed, link, intakes[edit.record], vars(revision)))
            if edit.record in again:
                _remember(known, revision)
        insert(db, rows)
        _apply(db, after)
    return len(rows)


def delete(db: Database, author: Author, records: Sequence[str], reason: str) -> int:
    """Write tombstones that list each record's live writes as seen; return how many there were.

    Unknown records have no effect.
    """
    with write(db):
        known = _records(db, records)
        kinds = _kinds(db, known)
        counter, link = _end_of_chain(db, author.replica)
        rows: list[Row] = []
        after = last_seq(db)
        for record, standing in known.items():
            revision = Revision(
                author.replica,
                counter + len(rows) + 1,
                record,
                kinds[record],
                standing.home,
                author.office,
                clean_text(author.staff),
                author.at,
                deletes=tuple(sorted({id_ for w in standing.live.values() for id_, _ in w})),
                reason=clean_text(reason),
            )
            body = body_of(revision)
            hashed = body_hash(body)
            link = next_link(link, hashed)
            rows.append(row_of(body, hashed, link, None, vars(revision)))
        insert(db, rows)
        _apply(db, after)
    return len(rows)


@dataclass(frozen=True)
class Effect:
    """What revisions that were put in did to the tables: records new there, and changed ones.

    `before`: the rows that the changed ones had.
    """

    new: frozenset[str]
    changed: frozenset[str]
    before: Mapping[str, tuple[object, ...]]


def _apply(db: Database, after: int) -> None:
    take_apart(db, after)
    project(db, settle(db))


def take_effect(db: Database, after: int) -> Effect:
    """Derive, settle and project what stands behind that sequence number; tell what it did."""
    take_apart(db, after)
    touched = settle(db)
    before = standing_rows(db, touched)
    project(db, touched)
    now = standing_rows(db, before)
    changed = {record: row for record, row in before.items() if now.get(record) != row}
    return Effect(frozenset(touched - set(before)), frozenset(changed), changed)


Row = tuple[object, ...]
"""A revision as it is stored."""


def row_of(body: str, hashed: str, link: str, intake: str | None, told: Mapping[str, Any]) -> Row:
    """Return a line with its hash and its link as it is stored; `told` is what the line says."""
    name = revision_id(told["replica"], told["counter"])
    return (body, hashed, link, intake, name, *_keys_of(told))


def insert(db: Database, rows: Iterable[Row]) -> None:
    """Store lines; they are held until `take_effect`."""
    db.conn.executemany(_INSERT, rows)


def last_seq(db: Database) -> int:
    """Return the local sequence number of the newest revision."""
    return int(db.conn.execute("SELECT coalesce(max(seq), 0) FROM revision").fetchone()[0])


def _end_of_chain(db: Database, replica: str) -> tuple[int, str]:
    row = db.conn.execute(
        "SELECT counter, link FROM revision WHERE replica = ? ORDER BY counter DESC LIMIT 1",
        (replica,),
    ).fetchone()
    return (row[0], row[1]) if row else (0, first_link(replica))


_LIVE = """
    SELECT w.record, w.field, w.value, r.id, r.home
    FROM temp.{asked} a CROSS JOIN write w ON {about}
    CROSS JOIN revision r ON r.seq = w.seq AND r.state = 'applied'
    WHERE NOT EXISTS (
        SELECT 1 FROM seen s JOIN revision b ON b.seq = s.seq
        WHERE s.target = r.id AND s.field = w.field AND b.state = 'applied')
    ORDER BY r.replica, r.counter
"""


def _records(db: Database, ids: Iterable[str]) -> dict[str, _Record]:
    """Return what stands of these records: all their live writes, nothing for new ones."""
    _ask(db, ids)
    found: dict[str, _Record] = {}
    for record, field, value, id_, home in db.conn.execute(
        _LIVE.format(asked="asked", about="w.record = a.record")
    ):
        entry = found.setdefault(record, _Record(home, {}))
        entry.live.setdefault(field, []).append((id_, value))
    return found


def _known(db: Database, edits: Sequence[Edit], firsts: Mapping[str, _First]) -> dict[str, _Record]:
    """Return what stands in the fields that are edited of the records that are known."""
    found = {e.record: _Record(firsts[e.record].home, {}) for e in edits if e.record in firsts}
    fields = ((e.record, name) for e in edits if e.record in found for name in e.values)
    db.conn.execute(
        "CREATE TEMP TABLE IF NOT EXISTS edited"
        " (record TEXT, field TEXT, PRIMARY KEY (record, field)) WITHOUT ROWID"
    )
    db.conn.execute("DELETE FROM temp.edited")
    db.conn.executemany("INSERT OR IGNORE INTO temp.edited VALUES (?, ?)", fields)
    for record, field, value, id_, _ in db.conn.execute(
        _LIVE.format(asked="edited", about="w.record = a.record AND w.field = a.field")
    ):
        found[record].live.setdefault(field, []).append((id_, value))
    return found


def _kinds(db: Database, ids: Iterable[str]) -> dict[str, str]:
    _ask(db, ids)
    cursor = db.conn.execute(
        "SELECT r.record, min(r.kind) FROM temp.asked a CROSS JOIN revision r"
        " ON r.record = a.record GROUP BY r.record"
    )
    return dict(cursor.fetchall())


def _firsts(db: Database, ids: Iterable[str]) -> dict[str, _First]:
    """Return for each record the first applied revision that is about it."""
    _ask(db, ids)
    return {
        record: _First(first, home)
        for record, first, home, _ in db.conn.execute(
            """
            SELECT r.record, r.id, r.home, min(r.seq)
            FROM temp.asked a CROSS JOIN revision r ON r.record = a.record
            WHERE r.state = 'applied' GROUP BY r.record
            """
        )
    }


def _deletions(db: Database, ids: Sequence[str]) -> dict[str, set[str]]:
    """Return the applied tombstones of these records."""
    _ask(db, ids)
    found: dict[str, set[str]] = {}
    for record, id_ in db.conn.execute(
        f"""
        SELECT DISTINCT r.record, r.id
        FROM temp.asked a CROSS JOIN revision r ON r.record = a.record
        JOIN seen s ON s.seq = r.seq AND s.field = '{DELETES}' WHERE r.state = 'applied'
        """
    ):
        found.setdefault(record, set()).add(id_)
    return found


def _ask(db: Database, ids: Iterable[str]) -> None:
    db.conn.execute("CREATE TEMP TABLE IF NOT EXISTS asked (record TEXT PRIMARY KEY)")
    db.conn.execute("DELETE FROM temp.asked")
    db.conn.executemany("INSERT OR IGNORE INTO temp.asked VALUES (?)", ((i,) for i in ids))


def _referred(edits: Iterable[Edit]) -> set[str]:
    return {
        str(value)
        for edit in edits
        for name, value in edit.values.items()
        if KINDS[edit.kind].fields[name] == "reference" and value is not None
    } | {edit.record for edit in edits}


def _revision(
    author: Author,
    counter: int,
    edit: Edit,
    record: _Record | None,
    seen: Iterable[str],
) -> Revision | None:
    changes: dict[str, Change] = {}
    for name, given in edit.values.items():
        value, live = clean_value(given), record.live.get(name) if record else None
        if not live:
            if edit.anew or value is not None:
                changes[name] = Change(value)
        elif edit.anew or _differs(value, live):
            changes[name] = Change(value, tuple(sorted(id_ for id_, _ in live)))
    if not changes:
        return None
    return Revision(
        author.replica,
        counter,
        edit.record,
        edit.kind,
        record.home if record else edit.home or author.office,
        author.office,
        clean_text(author.staff),
        author.at,
        changes,
        tuple(sorted(seen)),
        reason=clean_text(edit.reason),
    )


def _differs(value: Value, live: Sequence[tuple[str, object]]) -> bool:
    stored = canonical(value) if isinstance(value, dict | list) else value
    return any(old != stored for _, old in live)


def _remember(known: dict[str, _Record], revision: Revision) -> None:
    """Let a later edit of the same batch see this one."""
    entry = known.setdefault(revision.record, _Record(revision.home, {}))
    for name, change in revision.changes.items():
        value = change.value
        stored = canonical(value) if isinstance(value, dict | list) else value
        entry.live[name] = [(revision.id, stored)]
