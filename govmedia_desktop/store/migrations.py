"""The tables: an append-only history of migrations, applied once each and in order."""

from collections.abc import Callable
from typing import Any, cast

from govmedia_desktop.store.connection import APPLICATION_ID, Database, run, write

_FIRST = """
CREATE TABLE local (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
    seq INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    link TEXT NOT NULL CHECK (length(link) = 64),
    state TEXT NOT NULL CHECK (state IN ('applied', 'held', 'withdrawn')),
    intake TEXT REFERENCES intake (id),
    replica TEXT NOT NULL,
    counter INTEGER NOT NULL,
    record TEXT NOT NULL,
    kind TEXT NOT NULL,
    home TEXT NOT NULL,
    office TEXT NOT NULL,
    id TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX revision_id ON revision (id);
CREATE UNIQUE INDEX revision_counter ON revision (replica, counter);
CREATE INDEX revision_record ON revision (record);
CREATE INDEX revision_intake ON revision (intake) WHERE intake IS NOT NULL;
CREATE INDEX revision_waiting ON revision (state) WHERE state <> 'applied';

CREATE TABLE write (
    record TEXT NOT NULL,
    field TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES revision (seq),
    value ANY,
    PRIMARY KEY (record, field, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE seen (
    target TEXT NOT NULL,
    field TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES revision (seq),
    PRIMARY KEY (target, field, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_seq ON seen (seq);

CREATE TABLE intake (
    id TEXT PRIMARY KEY,
    package TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    file_name TEXT NOT NULL,
    sender_replica TEXT NOT NULL,
    sender_office TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    staff TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('taken_in', 'withdrawn')),
    counts TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE acknowledged (
    office TEXT NOT NULL,
    replica TEXT NOT NULL,
    counter INTEGER NOT NULL CHECK (counter > 0),
    PRIMARY KEY (office, replica)
) STRICT, WITHOUT ROWID;

CREATE TABLE sent (
    id TEXT PRIMARY KEY,
    recipient TEXT,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    staff TEXT NOT NULL,
    ranges TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE form_workbook (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    workbook BLOB NOT NULL,
    compiled TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    form TEXT NOT NULL,
    nature TEXT NOT NULL,
    reference_date TEXT NOT NULL,
    staff TEXT NOT NULL,
    started_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_account ON draft (account);

CREATE TABLE draft_answer (
    draft TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL,
    confirmed_by TEXT,
    confirmed_at TEXT,
    PRIMARY KEY (draft, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE personal (
    record TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;
"""

_COLLECTED = """
CREATE TABLE collected (
    instance TEXT PRIMARY KEY,
    inspection TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('taken_in', 'held', 'discarded')),
    hold TEXT NOT NULL,
    nature TEXT NOT NULL,
    file_name TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    staff TEXT NOT NULL,
    content TEXT NOT NULL
) STRICT;
CREATE INDEX collected_inspection ON collected (inspection);
CREATE INDEX collected_waiting ON collected (state) WHERE state <> 'taken_in';
"""


_DRAFT_EVIDENCE = """
CREATE TABLE draft_evidence (
    draft TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    place INTEGER NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    size INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (draft, path, place)
) STRICT, WITHOUT ROWID;
"""


def _first(db: Database) -> None:
    run(db, _FIRST)


def _draft_evidence(db: Database) -> None:
    run(db, _DRAFT_EVIDENCE)


def _collected(db: Database) -> None:
    run(db, _COLLECTED)


_NOTES = """
ALTER TABLE draft_answer ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE draft_answer ADD COLUMN absent TEXT;
ALTER TABLE draft ADD COLUMN last_question TEXT NOT NULL DEFAULT '';
"""


def _notes(db: Database) -> None:
    run(db, _NOTES)


_CHAINS = """
CREATE TABLE stub (
    replica TEXT NOT NULL,
    counter INTEGER NOT NULL CHECK (counter > 0),
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    link TEXT NOT NULL CHECK (length(link) = 64),
    PRIMARY KEY (replica, counter)
) STRICT, WITHOUT ROWID;

CREATE TABLE gap (
    replica TEXT NOT NULL,
    before INTEGER NOT NULL CHECK (before > 0),
    link TEXT NOT NULL CHECK (length(link) = 64),
    PRIMARY KEY (replica, before)
) STRICT, WITHOUT ROWID;

DROP TABLE acknowledged;
CREATE TABLE acknowledged (
    sender TEXT NOT NULL,
    replica TEXT NOT NULL,
    office TEXT NOT NULL,
    own_end INTEGER NOT NULL,
    counter INTEGER NOT NULL CHECK (counter > 0),
    lacking TEXT NOT NULL,
    PRIMARY KEY (sender, replica)
) STRICT, WITHOUT ROWID;
"""


def _chains(db: Database) -> None:
    run(db, _CHAINS)


_GOING_OUT = """
CREATE TABLE office_key (
    office TEXT NOT NULL,
    key TEXT NOT NULL CHECK (length(key) = 64),
    intake TEXT NOT NULL REFERENCES intake (id),
    PRIMARY KEY (office, key, intake)
) STRICT, WITHOUT ROWID;

ALTER TABLE sent ADD COLUMN kind TEXT NOT NULL DEFAULT '上报';
ALTER TABLE sent ADD COLUMN period TEXT;
ALTER TABLE sent ADD COLUMN sequence INTEGER NOT NULL DEFAULT 1;
ALTER TABLE sent ADD COLUMN whole INTEGER NOT NULL DEFAULT 1;
ALTER TABLE personal ADD COLUMN received INTEGER NOT NULL DEFAULT 0;
"""


def _going_out(db: Database) -> None:
    run(db, _GOING_OUT)


_RECEIVER = """
ALTER TABLE intake ADD COLUMN receiver TEXT NOT NULL DEFAULT '';
"""


def _receiver(db: Database) -> None:
    run(db, _RECEIVER)


_BROUGHT = """
CREATE TABLE brought (
    seq INTEGER PRIMARY KEY,
    intake TEXT NOT NULL REFERENCES intake (id),
    thing TEXT NOT NULL,
    before TEXT
) STRICT;
CREATE UNIQUE INDEX brought_thing ON brought (thing, intake);
CREATE INDEX brought_intake ON brought (intake);
"""


def _brought(db: Database) -> None:
    run(db, _BROUGHT)


_PARTS = """
ALTER TABLE intake ADD COLUMN part TEXT NOT NULL DEFAULT '';
"""


def _parts(db: Database) -> None:
    run(db, _PARTS)


_WORDS = """
ALTER TABLE acknowledged ADD COLUMN said INTEGER NOT NULL DEFAULT 0;
CREATE TABLE succeeded (
    sender TEXT NOT NULL,
    former TEXT NOT NULL,
    PRIMARY KEY (sender, former)
) STRICT, WITHOUT ROWID;
"""


def _words(db: Database) -> None:
    run(db, _WORDS)


_RECEIPTS = """
ALTER TABLE sent ADD COLUMN receipts TEXT NOT NULL DEFAULT '[]';
UPDATE sent SET receipts = (
    SELECT json_group_array(i.id) FROM intake i
    WHERE i.sender_office = sent.recipient AND i.taken_at <= sent.sent_at);
"""


def _receipts(db: Database) -> None:
    run(db, _RECEIPTS)


MIGRATIONS: dict[str, Callable[[Database], None]] = {
    "first": _first,
    "draft_evidence": _draft_evidence,
    "collected": _collected,
    "notes": _notes,
    "chains": _chains,
    "going_out": _going_out,
    "receiver": _receiver,
    "brought": _brought,
    "parts": _parts,
    "words": _words,
    "receipts": _receipts,
}
"""Name → step, in order, only ever added to."""


def _migrations() -> Any:
    from sqlite_utils.migrations import Migrations  # noqa: PLC0415  (only when opening to write)

    migrations = Migrations("govmedia")
    for name, step in MIGRATIONS.items():
        migrations(name=name)(cast(Any, step))
    return migrations


def pending(db: Database) -> list[str]:
    """Return the names of the migrations that the file still needs."""
    return [m.name for m in _migrations().pending(db)]


def is_newer(db: Database) -> bool:
    """Whether a newer program has changed the file: then it must be left alone."""
    return any(m.name not in MIGRATIONS for m in _migrations().applied(db))


def is_ours(db: Database) -> bool:
    """Whether the file carries our application id."""
    return bool(db.conn.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)


def migrate(db: Database) -> None:
    """Apply what is pending, all or nothing."""
    with write(db):
        _migrations().apply(db)
        db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
