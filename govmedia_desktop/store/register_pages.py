"""Reading the lines of the register by pages: found by grams or walked in the order of an index.

What many lines hold is soon met when an index is walked; what few hold is found first and then put
in order. Where the many stand together far down, walking gives up and they are found as well. So
nothing reads all lines, whatever is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from govmedia_desktop.domain.listing import Asked, Line, grams_to_find
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.store.connection import Database
from govmedia_desktop.store.register_lines import GRAMS, LINES, ODDLY_SPELT, SHOWN

MOST = 10_000
"""As many of the lines that were narrowed down to are listed, and no more."""
FEW = 40_000
"""Up to so many are found and sorted within a keystroke, at some microsecond each."""
_WALKED = 20_000
"""So many lines are walked within a keystroke."""
_ONE_GRAM = 2
"""A word of so many characters is a gram itself: what has the gram has the word."""
_SHOWN = ", ".join(f"l.{name}" for name in SHOWN.split(", "))


@dataclass(frozen=True)
class _Statement:
    """Where lines are read from, and the values that the conditions take."""

    source: str
    where: str
    values: tuple[str | int, ...]


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


@dataclass(frozen=True)
class Counted:
    """How many lines were narrowed down to, `MOST` + 1 where there are more.

    `few`: whether they are so few that they are found sooner than walked to. `numbers`: theirs, in
    order, where counting had to find them anyway.
    """

    found: int
    few: bool
    numbers: list[int] | None = None


def counted(db: Database, asked: Asked) -> Counted:
    """Return how many of the lines asked for there are; nothing is counted or found twice."""
    finding = _finding(asked)
    candidates = _by_grams_alone(finding) if asked.words else finding
    count = _count(db, candidates, max(FEW, MOST))
    few = count <= FEW
    if not asked.words or _is_exact(asked):
        return Counted(min(count, MOST + 1), few)
    if few:
        numbers = _all(db, asked, finding, ("l.number", MOST + 1))
        return Counted(len(numbers), few, numbers)
    return Counted(_count(db, finding, MOST), few)


def _is_exact(asked: Asked) -> bool:
    """Whether what has the grams has the words, and nothing else is asked for."""
    filtered = asked.platform or asked.status
    return bool(asked.words) and not filtered and max(map(len, asked.words)) <= _ONE_GRAM


def _by_grams_alone(s: "_Statement") -> "_Statement":
    return _Statement(f"{GRAMS} g", f"g.{GRAMS} MATCH ?", s.values[:1])


def _count(db: Database, s: "_Statement", most: int) -> int:
    count = f"SELECT count(*) FROM (SELECT 1 FROM {s.source} WHERE {s.where} LIMIT {most + 1})"
    return int(db.conn.execute(count, s.values).fetchone()[0])


def page(db: Database, asked: Asked, span: tuple[int, int], *, few: bool) -> list[Line]:
    """Return lines from a place on; `span` is the place and how many.

    `few`: what was `counted`, which decides how they are read, not which.
    """
    if not asked.narrows:
        return _read(db, asked, _walking(asked), span)
    walked = [] if few else _read(db, asked, _short_walk(db, asked, _WALKED), span)
    return walked if len(walked) == span[1] else _read(db, asked, _finding(asked), span)


def _read(db: Database, asked: Asked, s: "_Statement", span: tuple[int, int]) -> list[Line]:
    order = _order(asked)
    # whole lines are read only of those that are wanted: what is sorted is short
    numbers = f"SELECT l.number FROM {s.source} WHERE {s.where} ORDER BY {order} LIMIT ? OFFSET ?"
    cursor = db.conn.execute(
        f"SELECT {_SHOWN} FROM {LINES} l WHERE l.number IN ({numbers}) ORDER BY {order}",
        (*s.values, span[1], span[0]),
    )
    return [Line(*row) for row in cursor]


def _short_walk(db: Database, asked: Asked, length: int) -> "_Statement":
    """Return those asked for among the first lines of their order, so many lines of it or all."""
    s, keys = _walking(asked), ", ".join(_keys(asked))
    where, values = _filters(asked) if asked.sort == "owner" else ("TRUE", ())
    edge = db.conn.execute(
        f"SELECT {keys} FROM {s.source} WHERE {where} ORDER BY {_order(asked)}"
        f" LIMIT 1 OFFSET {length}",
        values,
    ).fetchone()
    if edge is None:
        return s
    before, marks = ">" if asked.descending else "<", ", ".join("?" * len(edge))
    return _Statement(s.source, f"{s.where} AND ({keys}) {before} ({marks})", (*s.values, *edge))


def ids(db: Database, asked: Asked) -> list[str]:
    """Return the ids of all accounts asked for, in order."""
    s = _finding(asked) if asked.narrows else _walking(asked)
    return [str(id_) for id_ in _all(db, asked, s, ("l.id", -1))]


def numbers(db: Database, asked: Asked, *, few: bool) -> list[int]:
    """Return the numbers of the first `MOST` of the lines narrowed down to, in order.

    `few`: as for `page`.
    """
    s = _finding(asked)
    if asked.words and not few:
        # what nearly every line holds is met sooner than its grams are put together
        walked = _all(db, asked, _short_walk(db, asked, MOST * 6 // 5), ("l.number", MOST))
        if len(walked) == MOST:
            return walked
        # the index tells the order, the grams tell which: lines are read of these only
        walk, which = _walking(asked), f"SELECT rowid FROM {GRAMS} WHERE {GRAMS} MATCH ?"
        told, values = ("TRUE", ()) if _is_exact(asked) else (walk.where, walk.values)
        where = f"l.number IN ({which}) AND {told}"
        s = _Statement(walk.source, where, (s.values[0], *values))
    return _all(db, asked, s, ("l.number", MOST))


def _all(db: Database, asked: Asked, s: "_Statement", wanted: tuple[str, int]) -> list[Any]:
    what, most = wanted
    order = f"ORDER BY {_order(asked)} LIMIT {most}"
    cursor = db.conn.execute(f"SELECT {what} FROM {s.source} WHERE {s.where} {order}", s.values)
    return [value for (value,) in cursor]


def numbered(db: Database, asked: Asked, numbers: Sequence[int]) -> list[Line]:
    """Return the lines of these numbers, in the order asked for."""
    where = f"l.number IN ({', '.join('?' * len(numbers))})"
    cursor = db.conn.execute(
        f"SELECT {_SHOWN} FROM {LINES} l WHERE {where} ORDER BY {_order(asked)}", tuple(numbers)
    )
    return [Line(*row) for row in cursor]


def number_of(db: Database, account: str) -> int | None:
    """Return the number of an account's line, None where it has none."""
    row = db.conn.execute(f"SELECT number FROM {LINES} WHERE id = ?", (account,)).fetchone()
    return None if row is None else int(row[0])


def place_of(db: Database, asked: Asked, account: str) -> int | None:
    """Return where an account stands among all, None for none of them."""
    keys = ", ".join(_keys(asked))
    row = db.conn.execute(f"SELECT {keys} FROM {LINES} l WHERE id = ?", (account,)).fetchone()
    if row is None:
        return None
    before, marks = ">" if asked.descending else "<", ", ".join("?" * len(row))
    s = _walking(asked)
    count = f"SELECT count(*) FROM {s.source} WHERE ({keys}) {before} ({marks})"
    return int(db.conn.execute(count, row).fetchone()[0])


def _keys(asked: Asked) -> tuple[str, ...]:
    return tuple(dict.fromkeys((f"l.{asked.sort}", "l.owner", "l.name", "l.number")))


def _order(asked: Asked) -> str:
    turned = " DESC" if asked.descending else ""
    return ", ".join(f"{key}{turned}" for key in _keys(asked))


def _finding(asked: Asked) -> _Statement:
    """Return the lines as they are found: by the grams of the words, else by the filters."""
    where, values = _conditions(asked)
    if not asked.words:
        return _Statement(f"{LINES} l INDEXED BY line_{_filtering(asked)}", where, values)
    narrow = _is_exact(asked) and asked.sort == "owner"
    index = "INDEXED BY line_numbered" if narrow else ""
    source = f"{GRAMS} g CROSS JOIN {LINES} l {index} ON l.number = g.rowid"
    if _is_exact(asked):
        where, values = "TRUE", ()
    grams = " ".join(dict.fromkeys(" ".join(map(grams_to_find, asked.words)).split()))
    return _Statement(source, f"g.{GRAMS} MATCH ? AND {where}", (grams, *values))


def _walking(asked: Asked) -> _Statement:
    """Return the lines as they stand in the order asked for.

    In the order of owners a filter has an index of its own.
    """
    own = asked.sort == "owner" and (asked.platform or asked.status)
    index = _filtering(asked) if own else asked.sort
    return _Statement(f"{LINES} l INDEXED BY line_{index}", *_conditions(asked))


def _filtering(asked: Asked) -> str:
    if asked.platform and asked.status:
        return "filters"
    return "platform" if asked.platform else "status"


def _filters(asked: Asked) -> tuple[str, tuple[str, ...]]:
    filters = {"platform": asked.platform, "status": asked.status}
    set_ = {name: value for name, value in filters.items() if value}
    return " AND ".join(f"l.{name} = ?" for name in set_) or "TRUE", tuple(set_.values())


def _conditions(asked: Asked) -> tuple[str, tuple[str, ...]]:
    where, values = _filters(asked)
    told = " AND ".join(["instr(l.sought, ?)" for _ in asked.words])
    return f"{told or 'TRUE'} AND {where}", (*asked.words, *values)
