"""Which lines of the register words and filters may mean, by the index of grams and parts."""

from functools import cached_property

from govmedia_desktop.domain.listing import Asked, grams_to_find, is_gram, part_to_find
from govmedia_desktop.store.connection import Database
from govmedia_desktop.store.register_lines import GRAMS, said

MOST_COUNTED = 60_000
"""Nobody counts further: so many cannot be put in order within a keystroke."""


class Meant:
    """What is asked of the index, and what of its answer must be looked at again.

    `match`: the expression that finds the lines. `is_exact`: whether it finds no others; else
    `holding` is the condition that all `words` stand in a line. `said_by_many`: whether a word is
    part of what many lines say, so that it may be said far down an order alone. What a filter says
    anyway is none of the words.
    """

    def __init__(self, db: Database, asked: Asked) -> None:
        self._db = db
        self._counts: dict[str, int] = {}
        filters = {"platform": asked.platform, "status": asked.status}
        self.filters = {field: value for field, value in filters.items() if value}
        said_anyway = [value.casefold() for value in self.filters.values()]
        self.words = [w for w in asked.words if not any(w in value for value in said_anyway)]
        parts = {word for word in self.words if self._finds(part_to_find(word))}
        expressions = [self._expression(word, is_part=word in parts) for word in self.words]
        told = [said(field, value) for field, value in self.filters.items()]
        self.match = " AND ".join(dict.fromkeys([*(found for found, _ in expressions), *told]))
        self.is_exact = all(is_exact for _, is_exact in expressions)
        self.holding = " AND ".join(["instr(l.sought, ?)" for _ in self.words]) or "TRUE"
        self.said_by_many = bool(parts)

    @cached_property
    def candidates(self) -> int:
        """How many lines may be meant, no more than `MOST_COUNTED` + 1."""
        return self.counted(self.match)

    def counted(self, match: str) -> int:
        """Return how many lines an expression finds, no more than `MOST_COUNTED` + 1."""
        if match not in self._counts:
            some = f"SELECT 1 FROM {GRAMS} WHERE {GRAMS} MATCH ? LIMIT {MOST_COUNTED + 1}"
            cursor = self._db.conn.execute(f"SELECT count(*) FROM ({some})", (match,))
            self._counts[match] = int(cursor.fetchone()[0])
        return self._counts[match]

    def _expression(self, word: str, *, is_part: bool) -> tuple[str, bool]:
        """Return the expression that finds a word, and whether it finds nothing else."""
        part, grams = part_to_find(word), f"({' AND '.join(grams_to_find(word))})"
        if not self._finds(grams):
            return part, True
        return f"({grams} OR {part})" if is_part else grams, is_gram(word)

    def _finds(self, match: str) -> bool:
        some = f"SELECT 1 FROM {GRAMS} WHERE {GRAMS} MATCH ? LIMIT 1"
        return self._db.conn.execute(some, (match,)).fetchone() is not None
