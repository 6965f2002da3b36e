"""Which version of an inspection figures read: the one that an accepted report covers.

While no report of its office for its period is accepted, an inspection is read as it stands. From
then on figures read it as the newest accepted report's revisions left it, and not at all where they
did not know it; what came later waits for a 更正 (待更正). That is a function of the applied
revisions alone: the order in which files came decides nothing.
"""

from govmedia_desktop.domain.board import Decision
from govmedia_desktop.store.connection import Database

_TABLES = """
CREATE TEMP TABLE IF NOT EXISTS chosen (
    id TEXT PRIMARY KEY, report TEXT, rewritten INTEGER NOT NULL DEFAULT 0);
CREATE TEMP TABLE IF NOT EXISTS office_root (id TEXT PRIMARY KEY, root TEXT);
CREATE TEMP TABLE IF NOT EXISTS asking (id TEXT PRIMARY KEY, root TEXT);
CREATE TEMP TABLE IF NOT EXISTS closing (
    report TEXT PRIMARY KEY, root TEXT, start TEXT, finish TEXT, sequence INTEGER);
CREATE INDEX IF NOT EXISTS temp.closing_root ON closing (root, start);
CREATE TEMP TABLE IF NOT EXISTS bound (
    report TEXT, replica TEXT, counter INTEGER, PRIMARY KEY (report, replica));
CREATE TEMP TABLE IF NOT EXISTS about (id TEXT, kind TEXT, PRIMARY KEY (id, kind))
"""

_ROOTS = """
    INSERT INTO temp.office_root
    SELECT id, root FROM identity WHERE id IN (SELECT id FROM office)
"""

# only of the offices that are asked about: a city has thousands of accepted reports
_CLOSING = (
    """
    INSERT OR IGNORE INTO temp.asking
    SELECT coalesce(o.root, i.office), coalesce(o.root, i.office)
    FROM temp.chosen c CROSS JOIN inspection i ON i.id = c.id
    LEFT JOIN temp.office_root o ON o.id = i.office WHERE i.office IS NOT NULL
    """,
    """
    INSERT OR IGNORE INTO temp.asking
    SELECT o.id, o.root FROM temp.office_root o WHERE o.root IN (SELECT id FROM temp.asking)
    """,
    f"""
    INSERT INTO temp.closing
    SELECT report, root, start, finish, sequence FROM (
        SELECT r.id AS report, a.root AS root, r.period_start AS start,
            r.period_end AS finish, r.sequence AS sequence, row_number() OVER (
                PARTITION BY a.root, r.period_start, r.period_end
                ORDER BY r.sequence DESC, r.id DESC) AS place
        FROM temp.asking a CROSS JOIN report r ON r.office = a.id
        CROSS JOIN review v ON v.report = r.id
        WHERE NOT r.deleted AND NOT v.deleted AND v.decision = '{Decision.ACCEPTED.value}'
            AND r.sequence IS NOT NULL AND v.covers IS NOT NULL
    ) WHERE place = 1
    """,
    """
    INSERT INTO temp.bound
    SELECT k.report, b.key, max(b.value)
    FROM temp.closing k CROSS JOIN review v ON v.report = k.report AND NOT v.deleted,
        json_each(v.covers, '$.revisions') b
    WHERE b.type = 'integer' GROUP BY k.report, b.key
    """,
)

FOLLOW_FROM = frozenset(("report", "review", "office", "inspection"))
"""The kinds of records that facts follow from."""

# what changed may be gone from the tables, so the journal tells what it was about
_TOUCHED = f"""
    INSERT OR IGNORE INTO temp.about
    SELECT r.record, r.kind FROM temp.touched t CROSS JOIN revision r ON r.record = t.record
    WHERE r.kind IN ({", ".join(f"'{kind}'" for kind in sorted(FOLLOW_FROM))})
"""

_ABOUT = (
    """
    INSERT OR IGNORE INTO temp.about
    SELECT w.value, 'report' FROM temp.about a CROSS JOIN write w ON w.record = a.id
    WHERE a.kind = 'review' AND w.field = 'report' AND w.value IS NOT NULL
    """,
    """
    INSERT OR IGNORE INTO temp.about
    SELECT w.value, 'office' FROM temp.about a CROSS JOIN write w ON w.record = a.id
    WHERE a.kind = 'report' AND w.field = 'office' AND w.value IS NOT NULL
    """,
    """
    INSERT OR IGNORE INTO temp.about
    SELECT coalesce(o.root, a.id), 'office'
    FROM temp.about a LEFT JOIN temp.office_root o ON o.id = a.id WHERE a.kind = 'office'
    """,
    """
    INSERT OR IGNORE INTO temp.about
    SELECT o.id, 'office' FROM temp.about a JOIN temp.office_root o ON o.root = a.id
    WHERE a.kind = 'office'
    """,
    """
    INSERT OR IGNORE INTO temp.about
    SELECT k.id, 'report' FROM report k
    WHERE k.office IN (SELECT id FROM temp.about WHERE kind = 'office')
    """,
    """
    INSERT OR IGNORE INTO temp.chosen (id)
    SELECT i.id FROM temp.about a CROSS JOIN inspection i ON i.office = a.id
    WHERE a.kind = 'office'
    UNION SELECT f.id FROM temp.about a CROSS JOIN inspection_fact f ON f.report = a.id
    WHERE a.kind = 'report'
    """,
)

# an inspection belongs to every period that it was ever dated in, so none leaves an accepted one
_CLOSED = (
    """
    INSERT OR REPLACE INTO temp.chosen (id, report)
    SELECT id, report FROM (
        SELECT c.id AS id, k.report AS report, row_number() OVER (
            PARTITION BY c.id ORDER BY k.sequence DESC, k.report DESC) AS place
        FROM temp.chosen c
        CROSS JOIN inspection i ON i.id = c.id
        CROSS JOIN write d ON d.record = c.id AND d.field = 'reference_date'
        CROSS JOIN revision r ON r.seq = d.seq AND r.state = 'applied'
        LEFT JOIN temp.office_root o ON o.id = i.office
        JOIN temp.closing k ON k.root = coalesce(o.root, i.office)
            AND d.value BETWEEN k.start AND k.finish
    ) WHERE place = 1
    """,
    """
    UPDATE temp.chosen SET rewritten = 1
    WHERE report IS NOT NULL AND EXISTS (
        SELECT 1 FROM revision r LEFT JOIN temp.bound b
            ON b.report = chosen.report AND b.replica = r.replica
        WHERE r.record = chosen.id AND r.state = 'applied' AND r.counter > coalesce(b.counter, 0))
    """,
)

WITHIN = """EXISTS (
    SELECT 1 FROM temp.bound z WHERE z.report = t.report
        AND z.replica = {revision}.replica AND {revision}.counter <= z.counter)"""
"""Whether a revision is one of those that the report of the chosen record `t` covers."""


def choose(db: Database) -> None:
    """Fill `temp.chosen` for the records of `temp.touched`, whose tables are folded already.

    It holds every inspection whose facts must be made anew, with the accepted report that closes
    its period, and whether it was made or rewritten after what that report covers.
    """
    for statement in _TABLES.split(";\n"):
        db.conn.execute(statement)
    for table in ("chosen", "office_root", "asking", "closing", "bound", "about"):
        db.conn.execute(f"DELETE FROM temp.{table}")
    db.conn.execute("INSERT INTO temp.chosen (id) SELECT record FROM temp.touched")
    if _any_report(db):
        db.conn.execute(_TOUCHED)
        if _any(db, "SELECT 1 FROM temp.about"):
            for statement in (_ROOTS, *_ABOUT, *_CLOSING, *_CLOSED):
                db.conn.execute(statement)


def _any_report(db: Database) -> bool:
    closed = "SELECT 1 FROM inspection_fact WHERE report IS NOT NULL"
    return _any(db, "SELECT 1 FROM report") or _any(db, closed)


def _any(db: Database, found: str) -> bool:
    return db.conn.execute(f"{found} LIMIT 1").fetchone() is not None
