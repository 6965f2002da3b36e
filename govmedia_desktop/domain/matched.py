"""Lists matched with the register: what is new in one, and where every other row of it went."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from govmedia_desktop.domain.registers import Problem

ListRow = TypeVar("ListRow")


@dataclass(frozen=True)
class Matched(Generic[ListRow]):
    """What a list says; nothing is written yet.

    `new`: account id (empty where the register has none) and row, each row once, those known
    already left out.
    """

    new: tuple[tuple[str, ListRow], ...]
    known: int
    doubles: int
    rejected: int
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> dict[str, int]:
        """rows = added + unchanged + duplicates + rejected."""
        return {
            "rows": len(self.new) + self.known + self.doubles + self.rejected,
            "added": len(self.new),
            "unchanged": self.known,
            "duplicates": self.doubles,
            "rejected": self.rejected,
        }
