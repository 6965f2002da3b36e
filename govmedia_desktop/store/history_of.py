"""What happened to a record, step by step: its applied revisions, read back from the journal."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govmedia_desktop.domain.records import Value
from govmedia_desktop.domain.revisions import Revision, parse_line
from govmedia_desktop.store.connection import Database


@dataclass(frozen=True)
class Step:
    """One revision and, for each field it changed, the values that it replaced."""

    revision: Revision
    before: dict[str, tuple[Value, ...]]


def history_of(db: Database, records: Sequence[str]) -> Iterator[Step]:
    """Yield the applied revisions of these records, in the order in which they came here."""
    asked = json.dumps(list(records))
    written: dict[tuple[str, str], Value] = {}
    for (body,) in db.conn.execute(
        "SELECT body FROM revision WHERE state = 'applied'"
        " AND record IN (SELECT value FROM json_each(?)) ORDER BY seq",
        (asked,),
    ):
        revision = parse_line(body)
        if not isinstance(revision, Revision):
            raise ValueError(body)  # it was checked when it came in
        written.update({(revision.id, name): c.value for name, c in revision.changes.items()})
        yield Step(revision, _before(revision, written))


def _before(
    revision: Revision, written: dict[tuple[str, str], Value]
) -> dict[str, tuple[Value, ...]]:
    return {
        name: tuple(written[id_, name] for id_ in change.replaces if (id_, name) in written)
        for name, change in revision.changes.items()
    }


def records_about(db: Database, kind: str, field: str, records: Sequence[str]) -> list[str]:
    """Return the ids of the records of a kind, deleted ones too, whose field names one of these."""
    cursor = db.conn.execute(
        f"SELECT id FROM {kind} WHERE {field} IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(records)),),
    )
    return [id_ for (id_,) in cursor]


def former_values(db: Database, kind: str, field: str) -> dict[str, list[str]]:
    """Return by record of a kind the texts that stood in a field before its last write.

    The oldest first; records whose field was written once are left out.
    """
    written: dict[str, list[str]] = {}
    for record, value in db.conn.execute(
        f"SELECT w.record, w.value FROM {kind} k"
        " CROSS JOIN write w ON w.record = k.id AND w.field = ?"
        " CROSS JOIN revision r ON r.seq = w.seq AND r.state = 'applied'"
        " WHERE NOT k.deleted ORDER BY w.record, w.seq",
        (field,),
    ):
        written.setdefault(record, []).append(value or "")
    return {record: values[:-1] for record, values in written.items() if len(values) > 1}
