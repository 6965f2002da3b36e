"""What phones collected, as it was read: taken in, waiting for a decision, or left aside.

Local to the data folder, like drafts: what comes of it is shared, as an inspection.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from govmedia_desktop.store import brought
from govmedia_desktop.store.connection import Database, write

THING = "collected/"
State = Literal["taken_in", "held", "discarded"]


@dataclass(frozen=True)
class Collected:
    """One submission by its instance id; `inspection` is the id of what comes of it."""

    instance: str
    inspection: str
    state: State
    hold: str
    """Why it waits, empty where it does not."""
    nature: str
    file_name: str
    entered_at: str
    staff: str
    content: Mapping[str, Any]


def put(db: Database, collected: Collected) -> None:
    """Store a submission in place of what is known of it."""
    values = {**vars(collected), "content": json.dumps(collected.content, ensure_ascii=False)}
    with write(db):
        brought.forget(db, f"{THING}{collected.instance}")
        db.conn.execute(
            f"REPLACE INTO collected ({', '.join(values)}) VALUES (:{', :'.join(values)})", values
        )


def set_state(db: Database, instance: str, state: State) -> None:
    """Give a submission another state."""
    with write(db):
        brought.forget(db, f"{THING}{instance}")
        db.conn.execute("UPDATE collected SET state = ? WHERE instance = ?", (state, instance))


def remove(db: Database, instance: str) -> None:
    """Remove what is known of a submission."""
    with write(db):
        db.conn.execute("DELETE FROM collected WHERE instance = ?", (instance,))


def states(db: Database) -> dict[str, str]:
    """Return the state of every submission by its instance id."""
    return dict(db.conn.execute("SELECT instance, state FROM collected").fetchall())


def count(db: Database, state: State) -> int:
    """Return how many submissions are in that state."""
    row = db.conn.execute("SELECT count(*) FROM collected WHERE state = ?", (state,)).fetchone()
    return int(row[0])


def those(db: Database, wanted: Collection[State]) -> list[Collected]:
    """Return the submissions in these states, in the order they came in."""
    rows = db.query(
        "SELECT * FROM collected WHERE state IN (SELECT value FROM json_each(?))"
        " ORDER BY entered_at, rowid",
        (json.dumps(list(wanted)),),
    )
    return [Collected(**{**row, "content": json.loads(row["content"])}) for row in rows]


def of_instance(db: Database, instance: str) -> Collected | None:
    """Return the submission of that instance id, None where this folder never took it in."""
    rows = db.query("SELECT * FROM collected WHERE instance = ?", (instance,))
    return next((Collected(**{**r, "content": json.loads(r["content"])}) for r in rows), None)


def recorded(
    db: Database, forms: Collection[str]
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield what became a finished inspection under these form versions of what was taken in here:
    its record id, form, 监测时间点 and facts."""
    cursor = db.conn.execute(
        """
        SELECT i.id, i.form, i.reference_date, i.result
        FROM collected c CROSS JOIN inspection i ON i.id = c.inspection
        WHERE NOT i.deleted AND i.form IN (SELECT value FROM json_each(?))
            AND i.result ->> '$.collected.instance' IS NOT NULL
        ORDER BY i.reference_date, i.id
        """,
        (json.dumps(list(forms)),),
    )
    for record, form, day, result in cursor:
        yield record, form, day, json.loads(result)


def of_inspection(db: Database, inspection: str) -> Collected | None:
    """Return the submission that an inspection or draft was made of, None for any other."""
    rows = db.query("SELECT * FROM collected WHERE inspection = ?", (inspection,))
    return next((Collected(**{**r, "content": json.loads(r["content"])}) for r in rows), None)
