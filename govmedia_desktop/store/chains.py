"""The replicas' chains: what of them is here, what only by its hash, and whether all of it fits.

A chain may be here in part: of what another office does not send on (outside the scope of its
file, or withdrawn) stands a *stub*, the hash of the line; where a file has not come yet there is a
*gap*, and the link that the chain must have reached where it ends.
"""

from collections.abc import Iterator, Mapping

from govmedia_desktop.domain.revisions import (
    Stub,
    body_hash,
    first_link,
    next_link,
    stub_line,
)
from govmedia_desktop.store.connection import Database

# not generated columns: SQLite 3.40 calls JSON functions in a schema unsafe (trusted_schema=OFF)
FROM_BODY = {
    **{
        name: f"json_extract(:body, '$.{name}')"
        for name in ("replica", "counter", "record", "kind", "home", "office")
    },
    "id": "json_extract(:body, '$.replica') || '-' || json_extract(:body, '$.counter')",
}

_LINES = """
    SELECT counter, hash, CASE WHEN state <> 'withdrawn' {carried} THEN body END
    FROM revision WHERE replica = :replica AND counter BETWEEN :first AND :last
    UNION ALL
    SELECT counter, hash, NULL FROM stub
    WHERE replica = :replica AND counter BETWEEN :first AND :last
    ORDER BY counter
"""
_CARRIED = "AND EXISTS (SELECT 1 FROM temp.carried c WHERE c.seq = revision.seq)"

_LACKING = """
    SELECT replica, min(counter), max(counter) FROM (
        SELECT replica, counter,
            counter - row_number() OVER (PARTITION BY replica ORDER BY counter) AS run
        FROM (
            SELECT replica, counter FROM stub
            UNION ALL
            SELECT replica, counter FROM revision WHERE state <> 'applied' AND state <> 'held'
        )
    ) GROUP BY replica, run ORDER BY replica, run
"""


def lines(
    db: Database, ranges: Mapping[str, tuple[int, int]], *, scoped: bool = False
) -> Iterator[str]:
    """Yield the lines of the replicas' counter ranges (both ends included), in order.

    What is withdrawn, is here by its hash only, or (`scoped`) is none of the carried revisions of
    `scopes.carry`, comes as a stub.
    """
    statement = _LINES.format(carried=_CARRIED if scoped else "")
    for replica, (first, last) in sorted(ranges.items()):
        span = {"replica": replica, "first": first, "last": last}
        for counter, hashed, body in db.conn.execute(statement, span):
            yield body or stub_line(Stub(replica, counter, hashed))


def line_places(
    db: Database, ranges: Mapping[str, tuple[int, int]]
) -> Iterator[tuple[str, int, int]]:
    """Yield replica, counter and length in bytes of each carried line; 0 for those of a stub."""
    length = _LINES.format(carried=_CARRIED).replace("body END", "length(CAST(body AS BLOB)) END")
    for replica, (first, last) in sorted(ranges.items()):
        span = {"replica": replica, "first": first, "last": last}
        for counter, _hash, size in db.conn.execute(length, span):
            yield replica, counter, size or 0


def reach(db: Database) -> dict[str, int]:
    """Return for each replica the last counter before which nothing is missing."""
    known: dict[str, int] = {}
    for table in ("revision", "stub"):
        for replica, last in db.conn.execute(
            f"SELECT replica, max(counter) FROM {table} GROUP BY replica"
        ):
            known[replica] = max(last, known.get(replica, 0))
    gaps = db.conn.execute("SELECT replica, min(before) FROM gap GROUP BY replica").fetchall()
    for replica, before in gaps:
        known[replica] = _last_before(db, replica, before)
    return {replica: last for replica, last in known.items() if last}


def _last_before(db: Database, replica: str, counter: int) -> int:
    (last,) = db.conn.execute(
        "SELECT max(counter) FROM (SELECT max(counter) AS counter FROM revision"
        " WHERE replica = :replica AND counter < :counter UNION ALL"
        " SELECT max(counter) FROM stub WHERE replica = :replica AND counter < :counter)",
        {"replica": replica, "counter": counter},
    ).fetchone()
    return int(last or 0)


def lacking(db: Database) -> dict[str, list[tuple[int, int]]]:
    """Return for each replica the runs of counters that are here by their hashes only.

    What was withdrawn counts among them: it may be sent again.
    """
    runs: dict[str, list[tuple[int, int]]] = {}
    for replica, first, last in db.conn.execute(_LACKING):
        runs.setdefault(replica, []).append((first, last))
    return runs


def link_at(db: Database, replica: str, counter: int) -> str | None:
    """Return the chain's link after that counter, None where it is not known here."""
    if counter == 0:
        return first_link(replica)
    row = db.conn.execute(
        """
        SELECT link FROM revision WHERE replica = :replica AND counter = :counter
        UNION ALL SELECT link FROM stub WHERE replica = :replica AND counter = :counter
        UNION ALL SELECT link FROM gap WHERE replica = :replica AND before = :counter
        """,
        {"replica": replica, "counter": counter},
    ).fetchone()
    return str(row[0]) if row else None


def gaps(db: Database) -> dict[str, list[tuple[int, int]]]:
    """Return for each replica the runs of counters of which nothing has come yet."""
    missing: dict[str, list[tuple[int, int]]] = {}
    for replica, before in db.conn.execute("SELECT replica, before FROM gap ORDER BY 1, 2"):
        run = (_last_before(db, replica, before) + 1, before)
        missing.setdefault(replica, []).append(run)
    return missing


def broken_chains(db: Database) -> list[str]:
    """Return the replicas whose stored bodies, hashes and links do not fit each other."""
    replicas = db.conn.execute("SELECT replica FROM revision UNION SELECT replica FROM stub")
    return [replica for (replica,) in replicas.fetchall() if not _holds(db, replica)]


def _holds(db: Database, replica: str) -> bool:
    begins = {0: first_link(replica)}
    begins.update(
        db.conn.execute("SELECT before, link FROM gap WHERE replica = ?", (replica,)).fetchall()
    )
    link, last = "", -1
    for counter, body, hashed, stored in db.conn.execute(
        "SELECT counter, body, hash, link FROM revision WHERE replica = :replica"
        " UNION ALL SELECT counter, NULL, hash, link FROM stub WHERE replica = :replica"
        " ORDER BY counter",
        {"replica": replica},
    ):
        if counter - 1 != last:
            link = begins.get(counter - 1, "")
        last, link = counter, next_link(link, hashed)
        if link != stored or (body is not None and body_hash(body) != hashed):
            return False
    return True


def misfiled(db: Database) -> int:
    """Return how many revisions stand under other keys than their bodies say."""
    differs = " OR ".join(
        f"{name} IS NOT {value.replace(':body', 'body')}" for name, value in FROM_BODY.items()
    )
    return int(db.conn.execute(f"SELECT count(*) FROM revision WHERE {differs}").fetchone()[0])
