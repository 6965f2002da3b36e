"""Files that came as parts of one sending (共4份之2): which parts are still missing."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govmedia_desktop.store.connection import Database


@dataclass(frozen=True)
class Series:
    """A sending of which some parts stand taken in and others do not.

    `file_name`: of one that came. `intakes`: of all that came.
    """

    replica: str
    office: str
    file_name: str
    of: int
    missing: tuple[int, ...]
    intakes: tuple[str, ...]


_SERIES = """
    SELECT max(sender_replica), max(sender_office), max(file_name), max(part ->> 'of'),
        json_group_array(DISTINCT part ->> 'number'), json_group_array(id)
    FROM intake WHERE part <> '' AND state = 'taken_in'
    GROUP BY part ->> 'series' ORDER BY max(taken_at), max(id)
"""
# what another office sent may have any shape: nothing but lists of objects is looked into
_BROUGHT = """
    SELECT DISTINCT r.replica, r.counter, piece.value ->> 'sha256'
    FROM revision r, json_each(r.body, '$.changes.result.value.evidence') item,
        json_each(CASE item.type WHEN 'array' THEN item.value ELSE '[]' END) piece
    WHERE r.kind = 'inspection' AND r.state = 'applied' AND piece.type = 'object'
        AND r.intake IN (SELECT value FROM json_each(?))
        AND length(piece.value ->> 'sha256') = 64
        AND piece.value ->> 'sha256' NOT GLOB '*[^0-9a-f]*'
    ORDER BY r.replica, r.counter
"""


def incomplete(db: Database) -> list[Series]:
    """Return the sendings of which a part has not come, in the order in which parts came."""
    found = []
    for replica, office, file, of, numbers, intakes in db.conn.execute(_SERIES):
        missing = sorted(set(range(1, of + 1)) - set(json.loads(numbers)))
        if missing:
            came = tuple(json.loads(intakes))
            found.append(Series(replica, office, file, of, tuple(missing), came))
    return found


def evidence_brought(db: Database, intakes: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """Yield replica, counter and SHA-256 of the evidence that the files' revisions name."""
    yield from db.conn.execute(_BROUGHT, (json.dumps(intakes),))
