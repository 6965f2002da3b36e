"""What the latest inspection of each account found."""

from collections import defaultdict

from govmedia_desktop.store.connection import Database

_LATEST = """
    WITH latest AS (
        SELECT f.id, coalesce(y.root, f.account) AS account, row_number() OVER (
            PARTITION BY coalesce(y.root, f.account)
            ORDER BY f.reference_date DESC, f.inspection_date DESC, f.id DESC) AS place
        FROM inspection_fact f LEFT JOIN identity y ON y.id = f.account
        WHERE f.live
    )
    SELECT l.account, g.problem FROM latest l JOIN finding g ON g.inspection = l.id
    WHERE l.place = 1 AND g.live AND NOT g.unconfirmed
"""


def problems_of_latest(db: Database) -> dict[str, frozenset[str]]:
    """Return by account the 问题类型 of its latest inspection, those 待核实 left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for account, problem in db.conn.execute(_LATEST):
        found[account].add(problem)
    return {account: frozenset(problems) for account, problems in found.items()}
