"""The projections: tables made from the record kinds.

The journal (`revision`) is the truth. `write` and `seen` are its bodies taken apart; the tables
named like record kinds are projections. All of these can be made again from the journal, so a
change of `KINDS` needs no migration: the projections are dropped, created and folded anew.
"""

import hashlib

from govmedia_desktop.domain.listing import SOUGHT, index_of
from govmedia_desktop.domain.records import KINDS, FieldType, Kind
from govmedia_desktop.store import register_lines
from govmedia_desktop.store.connection import Database, run, write
from govmedia_desktop.store.identity import roots_among

_TYPES: dict[FieldType, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "object": "TEXT",
    "reference": "TEXT",
}

_INDEXES = """
CREATE INDEX account_owner ON account (owner);
CREATE INDEX inspection_office ON inspection (office, id);
CREATE INDEX published_place ON published (place, period_start);
CREATE TABLE disagreement (
    record TEXT NOT NULL, field TEXT NOT NULL, PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE inspection_fact (
    id TEXT NOT NULL,
    account TEXT,
    nature TEXT,
    office TEXT,
    reference_date TEXT,
    inspection_date TEXT,
    conclusion TEXT NOT NULL,
    unconfirmed INTEGER NOT NULL,
    platform TEXT,
    owner TEXT,
    supervisor TEXT,
    counts INTEGER,
    score TEXT,
    live INTEGER NOT NULL DEFAULT 1,
    reported INTEGER NOT NULL DEFAULT 1,
    report TEXT,
    PRIMARY KEY (id, live)
) STRICT;
CREATE INDEX fact_account ON inspection_fact (account, reference_date);
CREATE INDEX fact_date ON inspection_fact (reference_date);
CREATE INDEX fact_report ON inspection_fact (report) WHERE report IS NOT NULL;
CREATE VIEW live_fact AS SELECT * FROM inspection_fact WHERE live;
CREATE INDEX report_period ON report (period_start);
CREATE INDEX report_office ON report (office);
CREATE INDEX review_report ON review (report);
CREATE TABLE finding (
    inspection TEXT NOT NULL,
    path TEXT NOT NULL,
    severity TEXT NOT NULL,
    problem TEXT NOT NULL,
    unconfirmed INTEGER NOT NULL,
    points REAL,
    live INTEGER NOT NULL DEFAULT 1,
    reported INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (inspection, path, live)
) STRICT, WITHOUT ROWID
"""


def _table_of(kind: Kind) -> str:
    # rows with whole objects in them are too long for a tree ordered by text
    ordered = "" if "object" in kind.fields.values() else ", WITHOUT ROWID"
    columns = ", ".join(f"{name} {_TYPES[type_]}" for name, type_ in kind.fields.items())
    return (
        f"CREATE TABLE {kind.name} (id TEXT PRIMARY KEY, home TEXT NOT NULL,"
        f" deleted INTEGER NOT NULL, {columns}) STRICT{ordered};\n"
        # the view of joined records must not scan the rest
        f"CREATE INDEX {kind.name}_joined ON {kind.name} (same_as) WHERE same_as IS NOT NULL"
    )


COVERED = Kind("covered_inspection", KINDS["inspection"].fields)
"""Inspections as accepted reports cover them, where they stand differently now."""
PROJECTIONS = (
    *KINDS,
    COVERED.name,
    "disagreement",
    "inspection_fact",
    "finding",
    register_lines.LINES,
    register_lines.GRAMS,
)
_VIEWS = ("identity", "live_fact")


def _projection_script() -> str:
    tables = map(_table_of, (*KINDS.values(), COVERED))
    return ";\n".join(
        [
            *tables,
            _INDEXES.strip(),
            f"CREATE VIEW identity (id, root) AS {roots_among(KINDS)}",
            register_lines.SCRIPT,
        ]
    )


def projections_are_current(db: Database) -> bool:
    """Whether the projections are those that `KINDS` asks for, told as this program tells them."""
    row = db.conn.execute("SELECT value FROM local WHERE name = 'projections'").fetchone()
    return row is not None and row[0] == _fingerprint()


def _fingerprint() -> str:
    # what the index knows is told in Python, not in SQL, and in any order
    known = " ".join(sorted(index_of("\n".join(SOUGHT)).split()))
    told = (
        _projection_script(),
        register_lines.FRESH,
        register_lines.grams_said("l.sought"),
        known,
    )
    return hashlib.sha256("".join(told).encode()).hexdigest()


def create_projections(db: Database) -> None:
    """Drop every projection and create it empty."""
    with write(db):
        for view in _VIEWS:
            db.conn.execute(f"DROP VIEW IF EXISTS {view}")
        for (name,) in db.conn.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN "
            f"({', '.join('?' * len(PROJECTIONS))})",
            PROJECTIONS,
        ).fetchall():
            db.conn.execute(f"DROP TABLE {name}")
        run(db, _projection_script())
        db.conn.execute("REPLACE INTO local VALUES ('projections', ?)", (_fingerprint(),))
