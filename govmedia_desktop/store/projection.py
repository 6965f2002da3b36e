"""Folding the journal into the tables that everything else reads.

One statement (`_shown`) decides what stands: the live writes of a field are the applied ones that
no applied write replaces; more than one distinct value is a disagreement, and while it stands the
write of the record's home office is shown, else the smallest revision id. It serves one saved
record, a package and `rebuild` alike.
"""

import json
from collections.abc import Iterable, Sequence

from govmedia_desktop.domain.records import KINDS
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.store import covering, register_lines
from govmedia_desktop.store.connection import Database, write
from govmedia_desktop.store.schema import COVERED, PROJECTIONS, create_projections

_FINISHED = f"'{Conclusion.PASSED}', '{Conclusion.FAILED}'"
"""What a finished inspection concludes; of any other word of another program no figure is told,
nor of one on a day that there is not."""

REFERS = "#refers"
DELETES = "#deletes"


_TAKE_APART = (
    """
    INSERT INTO write (record, field, seq, value)
    SELECT r.record, c.key, r.seq, json_extract(c.value, '$.value')
    FROM revision r, json_each(r.body, '$.changes') c WHERE r.seq > :after
    """,
    # a look at the text spares reading the whole body once more where nothing is replaced
    f"""
    INSERT OR IGNORE INTO seen (target, field, seq)
    SELECT e.value, c.key, r.seq
    FROM revision r, json_each(r.body, '$.changes') c, json_each(c.value, '$.replaces') e
    WHERE r.seq > :after AND instr(r.body, '"replaces":["') > 0
    UNION ALL
    SELECT e.value, CASE l.key WHEN 0 THEN '{REFERS}' ELSE '{DELETES}' END, r.seq
    FROM revision r, json_each(json_extract(r.body, '$.refers', '$.deletes')) l,
        json_each(l.value) e
    WHERE r.seq > :after
    """,
)

WAITS = "r.state = 'held' AND r.state <> 'applied'"
"""Said twice, since SQLite uses the partial index `revision_waiting` for its own words only."""

_SETTLE = f"""
    WITH RECURSIVE waiting (seq) AS (
        SELECT r.seq FROM revision r
        JOIN seen s ON s.seq = r.seq LEFT JOIN revision t ON t.id = s.target
        WHERE {WAITS} AND (t.seq IS NULL OR t.state = 'withdrawn')
        UNION
        SELECT r.seq FROM waiting JOIN revision t ON t.seq = waiting.seq
        JOIN seen s ON s.target = t.id JOIN revision r ON r.seq = s.seq
        WHERE {WAITS}
    )
    UPDATE revision AS r SET state = 'applied'
    WHERE {WAITS} AND seq NOT IN (SELECT seq FROM waiting)
    RETURNING record
"""


def _replaced(field: str, within: str = "TRUE") -> str:
    return f"""EXISTS (
        SELECT 1 FROM seen s JOIN revision b ON b.seq = s.seq
        WHERE s.target = r.id AND s.field = {field} AND b.state = 'applied'
            AND {within.format(revision="b")})"""


def _shown(records: str, within: str) -> tuple[str, ...]:
    """Return the statements that decide what stands of the records of a table.

    `within` says of a `{revision}` whether it takes part. Nearly every field has one live write, so
    only those that turn out to have several are read again and ranked.
    """
    live = f"""
        SELECT t.record, w.field, w.value, r.kind, r.home, r.office, r.replica, r.counter,
            {_replaced(f"'{DELETES}'", within)} AS dead
        FROM {{fields}}
        CROSS JOIN revision r ON r.seq = w.seq AND r.state = 'applied'
        WHERE {within.format(revision="r")} AND NOT {_replaced("w.field", within)}"""
    every = f"{records} t CROSS JOIN write w ON w.record = t.record"
    several = f"""temp.shown c CROSS JOIN {records} t ON t.record = c.record
        CROSS JOIN write w ON w.record = c.record AND w.field = c.field"""
    return (
        f"""
    INSERT INTO temp.shown
    SELECT record, field, value, kind, home, dead, 0 FROM ({live.format(fields=every)})
    WHERE TRUE ON CONFLICT DO UPDATE SET disagrees = 1
    """,
        f"""
    INSERT OR REPLACE INTO temp.shown
    SELECT record, field, value, kind, home, dead, disagrees FROM (
        SELECT record, field, value, kind, home,
            min(dead) OVER same AS dead,
            min(value) OVER same IS NOT max(value) OVER same
                OR count(value) OVER same NOT IN (0, count(*) OVER same) AS disagrees,
            row_number() OVER same AS place
        FROM ({live.format(fields=several)} AND c.disagrees)
        WINDOW same AS (
            PARTITION BY record, field ORDER BY (office = home) DESC, replica, counter
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))
    WHERE place = 1
    """,
    )


_FOLD = _shown("temp.touched", "TRUE")
_FOLD_COVERED = _shown(
    "(SELECT id AS record, report FROM temp.chosen WHERE rewritten)", covering.WITHIN
)


_UNSETTLED_DELETIONS = f"""
    INSERT OR IGNORE INTO disagreement
    SELECT r.record, '{DELETES}' FROM temp.touched t CROSS JOIN revision r ON r.record = t.record
    WHERE r.state = 'applied'
        AND EXISTS (SELECT 1 FROM seen s WHERE s.seq = r.seq AND s.field = '{DELETES}')
        AND NOT {_replaced(f"'{REFERS}'")}
        AND EXISTS (SELECT 1 FROM temp.shown w WHERE w.record = r.record AND NOT w.deleted)
"""
"""Deleted, and changed by somebody who had not seen that: listed until a person decides.

To keep the record is a revision that refers to the tombstone.
"""

_TOLD = (
    "conclusion",
    "unconfirmed",
    "score",
    "account.platform",
    "account.owner",
    "account.supervisor",
    "account.counts",
    "findings",
)


_PLACE = {name: number for number, name in enumerate(_TOLD)}


def _told(table: str) -> tuple[str, ...]:
    """Return the statements that take what the facts tell out of the chosen results of a table.

    All at once: every function of its own would read a long result from its beginning.
    """
    return (
        "DELETE FROM temp.told",
        f"""
    INSERT INTO temp.told
    SELECT i.id, json_extract(i.result, {", ".join(f"'$.{name}'" for name in _TOLD)})
    FROM temp.chosen c CROSS JOIN {table} i ON i.id = c.id
    WHERE NOT i.deleted AND i.result IS NOT NULL
    """,
    )


def _facts(table: str, live: str, reported: str) -> tuple[str, ...]:
    """Return the statements that tell the facts of the chosen inspections of a table.

    What another program wrote into a result that is none of ours (a finding without its 问题类型,
    one told twice) is left out; it stands in the revision.
    """
    return (
        *_told(table),
        f"""
    INSERT OR IGNORE INTO finding
    SELECT t.id, f.value ->> 'path', f.value ->> 'severity', f.value ->> 'problem',
        coalesce(CAST(f.value ->> 'unconfirmed' AS INTEGER), 0),
        CAST(f.value ->> 'points' AS REAL), {live}, {reported}
    FROM temp.told t JOIN temp.chosen c ON c.id = t.id,
        json_each(t.told, '$[{_PLACE["findings"]}]') f
    WHERE f.type = 'object' AND f.value ->> 'path' IS NOT NULL
    """,
        f"""
    INSERT INTO inspection_fact
    SELECT i.id, i.account, i.nature, i.office, i.reference_date, i.inspection_date,
        t.told ->> {_PLACE["conclusion"]},
        coalesce(CAST(t.told ->> {_PLACE["unconfirmed"]} AS INTEGER),
            (SELECT min(f.unconfirmed) FROM finding f
            WHERE f.inspection = i.id AND f.live = {live} AND f.severity = 'veto'), 0),
        t.told ->> {_PLACE["account.platform"]}, t.told ->> {_PLACE["account.owner"]},
        t.told ->> {_PLACE["account.supervisor"]},
        CAST(t.told ->> {_PLACE["account.counts"]} AS INTEGER),
        t.told ->> {_PLACE["score"]}, {live}, {reported}, c.report
    FROM temp.told t JOIN temp.chosen c ON c.id = t.id CROSS JOIN {table} i ON i.id = t.id
    WHERE t.told ->> {_PLACE["conclusion"]} IN ({_FINISHED})
        AND date(i.reference_date, '+0 days') = i.reference_date
    """,
    )


_FORGET = tuple(
    f"DELETE FROM {table} WHERE {key} IN (SELECT id FROM temp.chosen)"
    for table, key in (("inspection_fact", "id"), ("finding", "inspection"), (COVERED.name, "id"))
)
_FACTS = (*_facts("inspection", "1", "NOT c.rewritten"), *_facts(COVERED.name, "0", "1"))


def take_apart(db: Database, after: int) -> None:
    """Derive `write` and `seen` from the bodies of the revisions behind that sequence number."""
    for statement in _TAKE_APART:
        db.conn.execute(statement, {"after": after})


def settle(db: Database) -> set[str]:
    """Apply every held revision whose dependencies are all here; return the records it touches.

    What depends on something missing or withdrawn, directly or through others, stays held. Adding
    revisions never makes an applied one wait, so only held ones are looked at.
    """
    return {record for (record,) in db.conn.execute(_SETTLE)}


def project(db: Database, records: Iterable[str]) -> None:
    """Fold these records anew into their tables."""
    _begin_touched(db)
    db.conn.executemany(
        "INSERT OR IGNORE INTO temp.touched VALUES (?)", ((record,) for record in records)
    )
    _fold(db)


def rebuild(db: Database) -> None:
    """Make everything that is derived from the journal again, in one transaction."""
    with write(db):
        db.conn.execute("DELETE FROM write")
        db.conn.execute("DELETE FROM seen")
        create_projections(db)
        take_apart(db, after=0)
        db.conn.execute("UPDATE revision SET state = 'held' WHERE state = 'applied'")
        settle(db)
        _begin_touched(db)
        db.conn.execute("INSERT INTO temp.touched SELECT DISTINCT record FROM revision")
        _fold(db)


def _begin_touched(db: Database) -> None:
    # read in this order, what is found of the records is put in without searching for its place
    db.conn.execute(
        "CREATE TEMP TABLE IF NOT EXISTS touched (record TEXT PRIMARY KEY) WITHOUT ROWID"
    )
    db.conn.execute(
        "CREATE TEMP TABLE IF NOT EXISTS shown (record, field, value, kind, home, deleted,"
        " disagrees, PRIMARY KEY (record, field)) WITHOUT ROWID"
    )
    db.conn.execute("CREATE TEMP TABLE IF NOT EXISTS told (id PRIMARY KEY, told)")
    for table in ("touched", "shown", "told"):
        db.conn.execute(f"DELETE FROM temp.{table}")


def _fold(db: Database) -> None:
    kinds = kinds_of(db, "record IN (SELECT record FROM temp.touched)")
    has_lines = not register_lines.FOLLOW_FROM.isdisjoint(kinds)
    if has_lines:
        register_lines.begin(db)
        register_lines.collect(db)
    for statement in _FOLD:
        db.conn.execute(statement)
    db.conn.execute("DELETE FROM disagreement WHERE record IN (SELECT record FROM temp.touched)")
    db.conn.execute("INSERT INTO disagreement SELECT record, field FROM temp.shown WHERE disagrees")
    db.conn.execute(_UNSETTLED_DELETIONS)
    for kind in kinds:
        db.conn.execute(f"DELETE FROM {kind} WHERE id IN (SELECT record FROM temp.touched)")
        _pivot(db, kind, kind)
    if not covering.FOLLOW_FROM.isdisjoint(kinds):
        _tell_facts(db)
    if has_lines:
        register_lines.collect(db)
        register_lines.renew(db)


def _tell_facts(db: Database) -> None:
    """Make the facts of the inspections anew that follow from `temp.touched`."""
    covering.choose(db)
    for statement in _FORGET:
        db.conn.execute(statement)
    db.conn.execute("DELETE FROM temp.shown")
    for statement in _FOLD_COVERED:
        db.conn.execute(statement)
    _pivot(db, "inspection", COVERED.name)
    for statement in _FACTS:
        db.conn.execute(statement)


def _pivot(db: Database, kind: str, table: str) -> None:
    """Put one row a record into the table: the fields that none of them shows stay empty."""
    shown = db.conn.execute("SELECT DISTINCT field FROM temp.shown WHERE kind = ?", (kind,))
    fields = KINDS[kind].fields.keys() & {field for (field,) in shown}
    names = ["id", "home", "deleted", *sorted(fields)]
    values = (
        f"(SELECT s.value FROM temp.shown s WHERE s.record = r.id AND s.field = '{field}'"
        " AND s.kind = :kind)"
        for field in names[3:]
    )
    db.conn.execute(
        f"INSERT INTO {table} ({', '.join(names)})"
        f" SELECT {', '.join((*names[:3], *values))} FROM ("
        " SELECT record AS id, min(home) AS home, min(deleted) AS deleted FROM temp.shown"
        " WHERE kind = :kind GROUP BY record) r",
        {"kind": kind},
    )


def kinds_of(db: Database, where: str, given: Sequence[object] = ()) -> list[str]:
    """Return the kinds that revisions are about, in the order in which kinds refer to each other.

    `where` says which revisions: most kinds have no part in what is saved or taken in at a time.
    """
    asked = f"SELECT DISTINCT kind FROM revision WHERE {where}"
    found = {kind for (kind,) in db.conn.execute(asked, given)}
    return [kind for kind in KINDS if kind in found]


def standing_rows(db: Database, records: Iterable[str]) -> dict[str, tuple[object, ...]]:
    """Return the row of each of these records that stands in its table."""
    asked = json.dumps(list(records))
    return {
        row[0]: tuple(row)
        for kind in kinds_of(db, "record IN (SELECT value FROM json_each(?))", (asked,))
        for row in db.conn.execute(
            f"SELECT * FROM {kind} WHERE id IN (SELECT value FROM json_each(?))", (asked,)
        )
    }


def rows(db: Database, table: str) -> list[tuple[object, ...]]:
    """Return all rows of a derived table in key order, to compare two states.

    How lines are numbered follows from the order of saving and tells nothing.
    """
    if table not in (*PROJECTIONS, "write", "seen"):
        raise ValueError(table)
    told = register_lines.TOLD.get(table, f"SELECT * FROM {table}")
    return sorted(map(tuple, db.conn.execute(told).fetchall()), key=repr)
