"""Reports of offices and the decisions on them, as the tables hold them."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from govmedia_desktop.domain.board import Decision, OfficeReport, Way, covers_from_value
from govmedia_desktop.store import chains
from govmedia_desktop.store.connection import Database

_REPORTS = """
    SELECT r.id, coalesce(o.root, r.office) AS office, r.way, r.sequence, r.note, r.covers,
        v.decision, v.reason, (
            SELECT json_extract(body, '$.at') FROM revision
            WHERE record = r.id AND state = 'applied' ORDER BY counter LIMIT 1) AS at
    FROM report r LEFT JOIN review v ON v.report = r.id AND NOT v.deleted
    LEFT JOIN identity o ON o.id = r.office
    WHERE NOT r.deleted AND r.office IS NOT NULL AND r.sequence IS NOT NULL
"""


def reports(db: Database, start: str, end: str) -> Iterator[OfficeReport]:
    """Yield the reports of just that period (ISO dates), of all offices, oldest first."""
    cursor = db.query(
        f"{_REPORTS} AND r.period_start = ? AND r.period_end = ? ORDER BY r.sequence, r.id",
        [start, end],
    )
    for row in cursor:
        yield _report(row)


def _report(row: dict[str, Any]) -> OfficeReport:
    return OfficeReport(
        id=row["id"],
        office=row["office"],
        way=Way(row["way"]) if row["way"] in set(Way) else Way.FILE,
        sequence=row["sequence"],
        at=row["at"] or "",
        note=row["note"] or "",
        covers=covers_from_value(json.loads(row["covers"] or "null")),
        decision=Decision(row["decision"]) if row["decision"] in set(Decision) else None,
        reason=row["reason"] or "",
    )


def covered_so_far(db: Database, offices: Iterable[str], start: str, end: str) -> dict[str, int]:
    """Return what a report of an office covers now: by replica its greatest counter.

    Of the inspections that any of these records of the office made in the period.
    """
    cursor = db.conn.execute(
        """
        SELECT r.replica, max(r.counter) FROM live_fact f
        JOIN revision r ON r.record = f.id AND r.state = 'applied'
        WHERE f.office IN (SELECT value FROM json_each(?)) AND f.reference_date BETWEEN ? AND ?
        GROUP BY r.replica
        """,
        (json.dumps(list(offices)), start, end),
    )
    return dict(cursor.fetchall())


def pending(db: Database, start: str, end: str) -> dict[str, set[str]]:
    """Return by office the inspections of the period that its accepted report does not cover so.

    They are new since, rewritten or deleted.
    """
    cursor = db.conn.execute(
        """
        SELECT coalesce(o.root, f.office), f.id FROM inspection_fact f
        LEFT JOIN identity o ON o.id = f.office
        WHERE NOT (f.live AND f.reported) AND f.reference_date BETWEEN ? AND ?
        """,
        (start, end),
    )
    found: dict[str, set[str]] = {}
    for office, inspection in cursor:
        found.setdefault(office, set()).add(inspection)
    return found


def complete_up_to(db: Database) -> dict[str, int]:
    """Return for each replica the counter up to which all that was sent is here and applied."""
    ends = chains.reach(db)
    waiting = db.conn.execute(
        "SELECT replica, min(counter) FROM revision WHERE state <> 'applied' GROUP BY replica"
    )
    for replica, counter in waiting:
        ends[replica] = min(ends.get(replica, 0), counter - 1)
    return ends


def has_left(db: Database, record: str) -> bool:
    """Whether a file that was written here carries a revision of the record."""
    row = db.conn.execute(
        """
        SELECT EXISTS (
            SELECT 1 FROM revision r, sent s, json_each(s.ranges) g
            WHERE r.record = ? AND g.key = r.replica
                AND r.counter BETWEEN g.value ->> 0 AND g.value ->> 1)
        """,
        (record,),
    ).fetchone()
    return bool(row[0])


def is_decided(db: Database, report: str) -> bool:
    """Whether somebody's decision on the report stands."""
    asked = "SELECT EXISTS (SELECT 1 FROM review WHERE report = ? AND NOT deleted)"
    return bool(db.conn.execute(asked, (report,)).fetchone()[0])
