"""Records one by one, joined or not, for deciding which are the same thing."""

from govmedia_desktop.store.connection import Database
from govmedia_desktop.store.standing import Row


def single_records(db: Database, kind: str) -> list[Row]:
    """Return the records of a kind that are not deleted, each for itself, by id."""
    return list(db.query(f"SELECT * FROM {kind} WHERE NOT deleted ORDER BY id"))
