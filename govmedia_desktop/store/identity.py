"""Which record every joined one is the same thing as: the smallest id that it leads to."""

from collections.abc import Iterable


def roots_among(kinds: Iterable[str]) -> str:
    """Return the statement that yields (id, root) of the joined records of these kinds."""
    pairs = " UNION ALL ".join(
        f"SELECT id, same_as FROM {kind} WHERE same_as IS NOT NULL AND same_as < id AND NOT deleted"
        for kind in kinds
    )
    return f"""
        WITH RECURSIVE pair (id, same_as) AS ({pairs}),
        climb (id, at) AS (
            SELECT id, same_as FROM pair
            UNION SELECT climb.id, pair.same_as FROM climb JOIN pair ON pair.id = climb.at
        )
        SELECT id, min(at) FROM climb GROUP BY id"""
