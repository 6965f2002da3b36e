"""Reading those lines of the register that words and filters leave, in any order.

How many may be meant (`register_meant`) decides how they are put in order. Few are found and
sorted; of many the first are met by looking at the first lines of an order. Where lines say one of
few things, or stand by months, those that say the same are read together: so nobody walks over all
the others that a word has nothing in common with.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from govmedia_desktop.domain.listing import Asked
from govmedia_desktop.store.connection import Database
from govmedia_desktop.store.register_lines import (
    BY_MONTHS,
    FEW_WORDS,
    GRAMS,
    LINES,
    NARROW,
    said,
    told_of,
)
from govmedia_desktop.store.register_meant import MOST_COUNTED, Meant
from govmedia_desktop.store.register_pages import keys, order

MOST = 10_000
"""As many of the lines that were narrowed down to are listed, and no more."""
EASY = 35_000
"""Up to so many are found and sorted, at a microsecond each; half of them where the lines are read
besides to know which hold the words."""
STRETCH = 20_000
"""So many lines are walked over for the first of those that lie among them; none is read."""
WALKED = 5_000
"""So many lines are looked at within a keystroke, each read whole."""
TRIED = 40
"""Of so many things that lines say those that say them are asked for one by one."""
_AT_ONCE = 500
_SPARE = 2
"""So many times as many as are wanted are sorted first where some may not hold the words."""


@dataclass(frozen=True)
class _Way:
    """How lines are put in order: those an expression finds, by which keys along which index.

    `among`, `values`: of which stretch of the index they are. `numbered`: whether the narrow index
    by number holds the keys.
    """

    match: str
    order: str
    keys: str
    index: str
    among: str = "TRUE"
    values: tuple[str | int, ...] = ()
    numbered: bool = True


class Narrowed:
    """The lines that words and filters leave."""

    def __init__(self, db: Database, asked: Asked) -> None:
        self._db, self._asked = db, asked
        self._meant = Meant(db, asked)

    def count(self) -> int:
        """Return how many lines there are, `MOST` + 1 where there are more."""
        meant = self._meant
        if meant.is_exact:
            return min(meant.candidates, MOST + 1)
        if meant.candidates <= MOST:
            return len(self._held)
        source = f"{GRAMS} g CROSS JOIN {LINES} l ON l.number = g.rowid"
        where = f"g.{GRAMS} MATCH ? AND {meant.holding} LIMIT {MOST + 1}"
        count = f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {where})"
        return self._numbers(count, meant.match, *meant.words)[0]

    def numbers(self, wanted: int) -> list[int]:
        """Return the numbers of the first so many lines, in order."""
        few = self._meant.candidates <= MOST
        if few and not self._meant.is_exact:
            return self._held[:wanted]
        field = self._asked.sort
        if few or field not in (BY_MONTHS, *FEW_WORDS) or field in self._meant.filters:
            return self._first(self._way(), wanted)
        if self._meant.said_by_many:  # which may be said far down the order alone
            return self._apart(self._first, wanted)
        met = self._near(self._way(), wanted)
        return met if len(met) == wanted else self._apart(self._others, wanted)

    def all(self) -> list[int]:
        """Return the numbers of all lines, in order."""
        return self._sorted(self._way(), -1)

    def _apart(self, first: Callable[[_Way, int], list[int]], wanted: int) -> list[int]:
        """Return the first of those that say the same, one such thing after the other."""
        found: list[int] = []
        for tried, value in enumerate(self._things_said()):
            if tried == TRIED:
                return self._others(self._way(), wanted)
            found += first(self._way(value), wanted - len(found))
            if len(found) == wanted:
                break
        return found

    def _things_said(self) -> Iterator[str]:
        """Yield what lines say in the field they are sorted by (months), in the order asked for."""
        field, down = self._asked.sort, self._asked.descending
        first = f"ORDER BY {field} {'DESC' if down else 'ASC'} LIMIT 1"
        said_in = f"SELECT {told_of(field)} FROM {LINES} l INDEXED BY line_{field}"
        row = self._db.conn.execute(f"{said_in} {first}").fetchone()
        while row:
            yield row[0]
            beyond = f"l.{field} {'<' if down else '>'} ?"
            edge = _stretch(field, row[0])[1][0 if down else -1]
            row = self._db.conn.execute(f"{said_in} WHERE {beyond} {first}", (edge,)).fetchone()

    def _way(self, value: str | None = None) -> _Way:
        """Return how lines are put in order; `value`: where all say it there."""
        asked, field, match = self._asked, self._asked.sort, self._meant.match
        if value is not None:
            match = f"{match} AND {said(field, value)}"
        elif field == "owner":
            field, value = next(iter(self._meant.filters.items()), (field, None))
        else:
            value = self._meant.filters.get(field)
        among = ("TRUE", ()) if value is None else _stretch(field, value)
        if field in FEW_WORDS and value is not None:
            asked = replace(asked, sort="owner")  # the others tell the order
        sort = asked.sort
        return _Way(match, order(asked), ", ".join(keys(sort)), field, *among, sort in NARROW)

    def _first(self, way: _Way, wanted: int) -> list[int]:
        """Return the first of those a way finds, by what costs least for as many as it finds."""
        met = self._near(way, wanted)
        return met if len(met) == wanted else self._others(way, wanted)

    @cached_property
    def _easy(self) -> int:
        return EASY if self._meant.is_exact else EASY // 2

    def _count(self, way: _Way) -> int:
        """Return how many lines a way finds; where all are easily sorted, how many all are."""
        everywhere = self._meant.candidates
        return everywhere if everywhere <= self._easy else self._meant.counted(way.match)

    def _near(self, way: _Way, wanted: int) -> list[int]:
        """Return those that are met early in an order, none where sorting is easy."""
        count = self._count(way)
        if count <= self._easy:
            return []
        if count <= MOST_COUNTED:
            return self._walked(way, wanted, STRETCH)
        return self._looked_at(way, wanted)

    def _others(self, way: _Way, wanted: int) -> list[int]:
        """Return the first of those a way finds where they are not met early."""
        count = self._count(way)
        if not count:
            return []
        return self._sorted(way, wanted) if count <= MOST_COUNTED else self._walked(way, wanted)

    def _sorted(self, way: _Way, wanted: int) -> list[int]:
        """Find all, then put them in order: whole lines are read only of those that are wanted."""
        index = "INDEXED BY line_numbered" if way.numbered else ""
        statement = (
            f"SELECT l.number FROM {GRAMS} g CROSS JOIN {LINES} l {index} ON l.number = g.rowid"
            f" WHERE g.{GRAMS} MATCH ? ORDER BY {way.order} LIMIT ?"
        )
        if self._meant.is_exact:
            return self._numbers(statement, way.match, wanted)
        found = self._numbers(statement, way.match, most := wanted * _SPARE)
        held = list(islice(self._holding_words(found), wanted if wanted >= 0 else None))
        if len(held) == wanted or len(found) != most:
            return held
        return list(islice(self._holding_words(self._numbers(statement, way.match, -1)), wanted))

    @cached_property
    def _held(self) -> list[int]:
        """All lines in order, each read whole and once: for few."""
        return self._numbers(
            f"SELECT l.number FROM {GRAMS} g CROSS JOIN {LINES} l ON l.number = g.rowid"
            f" WHERE g.{GRAMS} MATCH ? AND {self._meant.holding} ORDER BY {order(self._asked)}",
            self._meant.match,
            *self._meant.words,
        )

    def _holding_words(self, numbers: list[int]) -> Iterator[int]:
        """Yield those of the numbers in whose lines every word stands."""
        for start in range(0, len(numbers), _AT_ONCE):
            looked = numbers[start : start + _AT_ONCE]
            among = f"l.number IN ({', '.join('?' * len(looked))})"
            which = f"SELECT l.number FROM {LINES} l WHERE {among} AND {self._meant.holding}"
            held = set(self._numbers(which, *looked, *self._meant.words))
            yield from (number for number in looked if number in held)

    def _walked(self, way: _Way, wanted: int, length: int | None = None) -> list[int]:
        """Walk an index and look each line up among those found; the lines are not read.

        `length`: no more than so many of the first lines.
        """
        within, edge = ("TRUE", ()) if length is None else self._first_lines(way, length)
        which = f"l.number IN (SELECT rowid FROM {GRAMS} WHERE {GRAMS} MATCH ?)"
        holding = ("TRUE", ()) if self._meant.is_exact else (self._meant.holding, self._meant.words)
        kept = (f"{within} AND {which} AND {holding[0]}", (*edge, way.match, *holding[1]))
        return self._along(way, kept, wanted)

    def _looked_at(self, way: _Way, wanted: int) -> list[int]:
        """Look at the first lines of an order, each read whole."""
        within, edge = self._first_lines(way, max(WALKED, wanted * 6 // 5))
        filters = [f"l.{field} = ?" for field in self._meant.filters]
        where = " AND ".join([within, self._meant.holding, *filters])
        return self._along(
            way, (where, (*edge, *self._meant.words, *self._meant.filters.values())), wanted
        )

    def _first_lines(self, way: _Way, length: int) -> tuple[str, tuple[str | int, ...]]:
        """Return the condition of being one of the first so many lines of an order."""
        edge = self._db.conn.execute(
            f"SELECT {way.keys} FROM {LINES} l INDEXED BY line_{way.index} WHERE {way.among}"
            f" ORDER BY {way.order} LIMIT 1 OFFSET {length}",
            way.values,
        ).fetchone()
        if edge is None:
            return "TRUE", ()
        before = ">" if self._asked.descending else "<"
        return f"({way.keys}) {before} ({', '.join('?' * len(edge))})", edge

    def _along(self, way: _Way, kept: tuple[str, tuple[str | int, ...]], wanted: int) -> list[int]:
        where, values = kept
        return self._numbers(
            f"SELECT l.number FROM {LINES} l INDEXED BY line_{way.index}"
            f" WHERE {way.among} AND {where} ORDER BY {way.order} LIMIT ?",
            *way.values,
            *values,
            wanted,
        )

    def _numbers(self, statement: str, *values: str | int) -> list[int]:
        return [number for (number,) in self._db.conn.execute(statement, values)]


def _stretch(field: str, value: str) -> tuple[str, tuple[str, ...]]:
    """Return the condition of saying this in a field (a month), with the values it asks for."""
    if field != BY_MONTHS or not value:
        return f"l.{field} = ?", (value,)
    return f"l.{field} BETWEEN ? AND ?", (value, f"{value}~")
