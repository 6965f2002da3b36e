"""Reading the lines of the whole register by pages, in the order of an index, and one by name."""

from collections.abc import Sequence

from govmedia_desktop.domain.listing import Asked, Line
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.store.connection import Database
from govmedia_desktop.store.register_lines import LINES, ODDLY_SPELT, SHOWN

_SHOWN = ", ".join(f"l.{name}" for name in SHOWN.split(", "))


def total(db: Database) -> int:
    """Return how many lines there are."""
    return int(db.conn.execute(f"SELECT count(*) FROM {LINES}").fetchone()[0])


def named(db: Database, name: str) -> list[str]:
    """Return the ids of the accounts of that name, however it is spelt (see `clean_name`)."""
    wanted = clean_name(name)
    # a name that is not oddly spelt is its own clean spelling
    names = db.conn.execute(
        f"SELECT number, name FROM {LINES} INDEXED BY line_name WHERE name = ?"
        f" UNION ALL SELECT number, name FROM {LINES} INDEXED BY line_oddly_spelt"
        f" WHERE {ODDLY_SPELT}",
        (wanted,),
    )
    numbers = {number for number, spelling in names if clean_name(spelling) == wanted}
    statement = f"SELECT id FROM {LINES} WHERE number = ?"
    return sorted(db.conn.execute(statement, (number,)).fetchone()[0] for number in numbers)


def page(db: Database, asked: Asked, span: tuple[int, int]) -> list[Line]:
    """Return lines of the whole list from a place on; `span` is the place and how many."""
    told = order(asked)
    # whole lines are read only of those that are wanted: what is walked over is short
    numbers = f"SELECT l.number FROM {_walking(asked)} ORDER BY {told} LIMIT ? OFFSET ?"
    cursor = db.conn.execute(
        f"SELECT {_SHOWN} FROM {LINES} l WHERE l.number IN ({numbers}) ORDER BY {told}",
        (span[1], span[0]),
    )
    return [Line(*row) for row in cursor]


def ids(db: Database, asked: Asked) -> list[str]:
    """Return the ids of all accounts of the whole list, in order."""
    cursor = db.conn.execute(f"SELECT l.id FROM {_walking(asked)} ORDER BY {order(asked)}")
    return [str(id_) for (id_,) in cursor]


def ids_of(db: Database, numbers: Sequence[int]) -> list[str]:
    """Return the ids of the accounts of these lines, in the order they are given in."""
    statement = f"SELECT id FROM {LINES} WHERE number = ?"
    return [str(db.conn.execute(statement, (number,)).fetchone()[0]) for number in numbers]


def numbered(db: Database, asked: Asked, numbers: Sequence[int]) -> list[Line]:
    """Return the lines of these numbers, in the order asked for."""
    where = f"l.number IN ({', '.join('?' * len(numbers))})"
    cursor = db.conn.execute(
        f"SELECT {_SHOWN} FROM {LINES} l WHERE {where} ORDER BY {order(asked)}", tuple(numbers)
    )
    return [Line(*row) for row in cursor]


def number_of(db: Database, account: str) -> int | None:
    """Return the number of an account's line, None where it has none."""
    row = db.conn.execute(f"SELECT number FROM {LINES} WHERE id = ?", (account,)).fetchone()
    return None if row is None else int(row[0])


def place_of(db: Database, asked: Asked, account: str) -> int | None:
    """Return where an account stands among all, None for none of them."""
    told = ", ".join(keys(asked.sort))
    row = db.conn.execute(f"SELECT {told} FROM {LINES} l WHERE id = ?", (account,)).fetchone()
    if row is None:
        return None
    before, marks = ">" if asked.descending else "<", ", ".join("?" * len(row))
    count = f"SELECT count(*) FROM {_walking(asked)} WHERE ({told}) {before} ({marks})"
    return int(db.conn.execute(count, row).fetchone()[0])


def keys(field: str) -> tuple[str, ...]:
    """Return what lines are sorted by, field after field, where they are sorted by this one."""
    return tuple(dict.fromkeys((f"l.{field}", "l.owner", "l.name", "l.number")))


def order(asked: Asked) -> str:
    """Return the terms of the order asked for."""
    turned = " DESC" if asked.descending else ""
    return ", ".join(f"{key}{turned}" for key in keys(asked.sort))


def _walking(asked: Asked) -> str:
    return f"{LINES} l INDEXED BY line_{asked.sort}"
