"""Reading those lines of the register that words and filters leave, in any order.

The index of grams tells how many may be meant, for next to nothing, and that decides how they are
put in order. Few are found and sorted by what a narrow index says of them; many are met by walking
the index of the order. Where lines say one of few things, those that say the same are read
together: so nobody walks over all the others that a word has nothing in common with.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from govmedia_desktop.domain.listing import Asked, grams_to_find
from govmedia_desktop.store.connection import Database
from govmedia_desktop.store.register_lines import FEW_WORDS, GRAMS, LINES, NARROW, said
from govmedia_desktop.store.register_pages import keys, order

MOST = 10_000
"""As many of the lines that were narrowed down to are listed, and no more."""
FEW = 60_000
"""Up to so many are found and sorted within a keystroke, at half a microsecond each."""
APART = 5_000
"""From so many on those that say the same are read together (`FEW_WORDS`)."""
DENSE = 200_000
"""Of so many the first are soon met by looking at each line of an order."""
WALKED = 4_000
"""So many lines are looked at within a keystroke, each read whole."""
SOME, STRETCH = 20_000, 10_000
"""Of the former and up to `FEW` the first may be met within a stretch of so many lines."""
_ONE_GRAM = 2
"""A word of so many characters is a gram itself: what has the gram has the word."""
TRIED = 40
"""Of so many things that lines say those that say them are asked for one by one."""
_AT_ONCE = 500


@dataclass(frozen=True)
class _Way:
    """How lines are put in order: those an expression finds, by which keys along which index.

    `same`: the field in which they all say the same, and what; then the others tell the order.
    """

    match: str
    order: str
    keys: str
    index: str
    same: tuple[str, ...] = ()
    narrow: bool = True

    @property
    def all_say(self) -> str:
        return f"l.{self.index} = ?" if self.same else "TRUE"


class Narrowed:
    """The lines that words and filters leave."""

    def __init__(self, db: Database, asked: Asked) -> None:
        self._db, self._asked = db, asked
        filters = {"platform": asked.platform, "status": asked.status}
        self._filters = {field: value for field, value in filters.items() if value}
        grams = " ".join(map(grams_to_find, asked.words)).split()
        told = [said(field, value) for field, value in self._filters.items()]
        self._match = " ".join(dict.fromkeys([*grams, *told]))
        self._holding = " AND ".join(["instr(l.sought, ?)" for _ in asked.words]) or "TRUE"
        self._is_exact = all(len(word) <= _ONE_GRAM for word in asked.words)

    @cached_property
    def _candidates(self) -> int:
        return self._counted(self._match)

    def _counted(self, match: str) -> int:
        """Return how many lines an expression finds, no more than `DENSE` + 1."""
        return self._count(f"{GRAMS} g WHERE g.{GRAMS} MATCH ?", DENSE, match)

    def _count(self, source: str, most: int, *values: str) -> int:
        count = f"SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT {most + 1})"
        return int(self._db.conn.execute(count, values).fetchone()[0])

    def count(self) -> int:
        """Return how many lines there are, `MOST` + 1 where there are more."""
        if self._is_exact:
            return min(self._candidates, MOST + 1)
        source = f"{GRAMS} g CROSS JOIN {LINES} l ON l.number = g.rowid"
        where = f"g.{GRAMS} MATCH ? AND {self._holding}"
        return self._count(f"{source} WHERE {where}", MOST, self._match, *self._asked.words)

    def numbers(self, wanted: int) -> list[int]:
        """Return the numbers of the first so many lines, in order."""
        if SOME < self._candidates <= FEW:
            met = self._walked(self._way(), wanted, STRETCH)
            if len(met) == wanted:
                return met
        field = self._asked.sort
        if field not in FEW_WORDS or field in self._filters or self._candidates <= APART:
            return self._first(self._way(), wanted)
        return self._apart(field, wanted)

    def _apart(self, field: str, wanted: int) -> list[int]:
        """Return the first of those that say the same, one such thing after the other."""
        found: list[int] = []
        for tried, value in enumerate(self._things_said(field)):
            if tried == TRIED:
                return self._first(self._way(), wanted)
            found += self._first(self._way(value), wanted - len(found))
            if len(found) == wanted:
                break
        return found

    def all(self) -> list[int]:
        """Return the numbers of all lines, in order."""
        return self._sorted(self._way(), -1)

    def _things_said(self, field: str) -> Iterator[str]:
        """Yield what lines say in a field, each thing once, in the order asked for."""
        follows, turned = ("<", "DESC") if self._asked.descending else (">", "ASC")
        said_in = f"SELECT {field} FROM {LINES} INDEXED BY line_{field}"
        first = f"ORDER BY {field} {turned} LIMIT 1"
        row = self._db.conn.execute(f"{said_in} {first}").fetchone()
        while row:
            yield row[0]
            next_ = f"{said_in} WHERE {field} {follows} ? {first}"
            row = self._db.conn.execute(next_, row).fetchone()

    def _way(self, value: str | None = None) -> _Way:
        """Return how lines are put in order; `value`: where all say it there."""
        asked, field, match = self._asked, self._asked.sort, self._match
        if value is not None:
            match = f"{match} {said(field, value)}"
        elif field == "owner":
            field, value = next(iter(self._filters.items()), (field, None))
        else:
            value = self._filters.get(field)
        if value is None:
            return _Way(match, order(asked), ", ".join(keys(field)), field, (), field in NARROW)
        told = replace(asked, sort="owner")
        return _Way(match, order(told), ", ".join(keys("owner")), field, (value,))

    def _first(self, way: _Way, wanted: int) -> list[int]:
        count = self._candidates
        if count > FEW and way.match != self._match:
            count = self._counted(way.match)
        if count <= FEW:
            return self._sorted(way, wanted)
        # those that say the same may nearly all be meant, however few they are
        dense = count > DENSE or way.match != self._match
        walked = self._looked_at(way, wanted) if dense else []
        return walked if len(walked) == wanted else self._walked(way, wanted)

    def _sorted(self, way: _Way, wanted: int) -> list[int]:
        """Find all, then put them in order: whole lines are read only of those that are wanted."""
        index = "INDEXED BY line_numbered" if way.narrow else ""
        found = self._numbers(
            f"SELECT l.number FROM {GRAMS} g CROSS JOIN {LINES} l {index} ON l.number = g.rowid"
            f" WHERE g.{GRAMS} MATCH ? ORDER BY {way.order} LIMIT ?",
            way.match,
            wanted if self._is_exact else -1,
        )
        if self._is_exact:
            return found
        return list(islice(self._holding_words(found), None if wanted < 0 else wanted))

    def _holding_words(self, numbers: list[int]) -> Iterator[int]:
        """Yield those of the numbers in whose lines every word stands."""
        for start in range(0, len(numbers), _AT_ONCE):
            looked = numbers[start : start + _AT_ONCE]
            among = f"l.number IN ({', '.join('?' * len(looked))})"
            which = f"SELECT l.number FROM {LINES} l WHERE {among} AND {self._holding}"
            held = set(self._numbers(which, *looked, *self._asked.words))
            yield from (number for number in looked if number in held)

    def _walked(self, way: _Way, wanted: int, length: int | None = None) -> list[int]:
        """Walk an index and look each line up among those found; the lines are not read.

        `length`: no more than so many of the first lines.
        """
        within, edge = ("TRUE", ()) if length is None else self._first_lines(way, length)
        which = f"l.number IN (SELECT rowid FROM {GRAMS} WHERE {GRAMS} MATCH ?)"
        holding = ("TRUE", ()) if self._is_exact else (self._holding, self._asked.words)
        kept = (f"{within} AND {which} AND {holding[0]}", (*edge, way.match, *holding[1]))
        return self._along(way, kept, wanted)

    def _looked_at(self, way: _Way, wanted: int) -> list[int]:
        """Look at the first lines of an order, each read whole."""
        within, edge = self._first_lines(way, max(WALKED, wanted * 6 // 5))
        filters = [f"l.{field} = ?" for field in self._filters]
        where = " AND ".join([within, self._holding, *filters])
        return self._along(
            way, (where, (*edge, *self._asked.words, *self._filters.values())), wanted
        )

    def _first_lines(self, way: _Way, length: int) -> tuple[str, tuple[str | int, ...]]:
        """Return the condition of being one of the first so many lines of an order."""
        edge = self._db.conn.execute(
            f"SELECT {way.keys} FROM {LINES} l INDEXED BY line_{way.index} WHERE {way.all_say}"
            f" ORDER BY {way.order} LIMIT 1 OFFSET {length}",
            way.same,
        ).fetchone()
        if edge is None:
            return "TRUE", ()
        before = ">" if self._asked.descending else "<"
        return f"({way.keys}) {before} ({', '.join('?' * len(edge))})", edge

    def _along(self, way: _Way, kept: tuple[str, tuple[str | int, ...]], wanted: int) -> list[int]:
        where, values = kept
        return self._numbers(
            f"SELECT l.number FROM {LINES} l INDEXED BY line_{way.index}"
            f" WHERE {way.all_say} AND {where} ORDER BY {way.order} LIMIT ?",
            *way.same,
            *values,
            wanted,
        )

    def _numbers(self, statement: str, *values: str | int) -> list[int]:
        return [number for (number,) in self._db.conn.execute(statement, values)]
