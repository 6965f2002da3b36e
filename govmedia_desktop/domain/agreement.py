"""Second looks: two people check one account under one form on one day; where do they differ?

Where answers to an item often differ although both looked at the same thing, the item is vague:
what it asks should be written more plainly. Nobody is judged by it. Only what both have answered
themselves is compared: a value that a person neither typed nor confirmed was not looked at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from govmedia_desktop.domain.inspections import Answer, Source

UNCHECKED = "unchecked"
FEW = 5
"""With fewer comparisons nothing is said of an item (our suggestion)."""
VAGUE_BELOW = Fraction(4, 5)
"""An item on which fewer agree is shown as vague (our suggestion)."""

_FROM_OTHERS = (Source.REGISTER, Source.TODAY)
"""Where values come from that may be confirmed by others already: the register, another form."""


@dataclass(frozen=True)
class Look:
    """One finished inspection as one of two looks: who made it, what was answered by path."""

    inspection: str
    account: str
    form_id: str
    day: str
    person: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Difference:
    """An item that two people answered differently."""

    path: str
    first: str
    second: str


@dataclass(frozen=True)
class Compared:
    """Two looks at the same; `items` are the paths that both answered."""

    first: Look
    second: Look
    items: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class ItemAgreement:
    """How often two people gave the same answer to an item."""

    form_id: str
    path: str
    compared: int
    same: int

    @property
    def share(self) -> Fraction:
        """Share of equal answers, 0 to 1."""
        return Fraction(self.same, self.compared)

    @property
    def is_vague(self) -> bool:
        """Whether so many differ that the item should be worded more plainly."""
        return self.compared >= FEW and self.share < VAGUE_BELOW


def pairs(looks: Iterable[Look]) -> list[tuple[Look, Look]]:
    """Return each look with every later one by another person at the same, in the given order."""
    by_subject: dict[tuple[str, str, str], list[Look]] = {}
    for look in looks:
        by_subject.setdefault((look.account, look.form_id, look.day), []).append(look)
    return [
        (first, second)
        for same in by_subject.values()
        for place, first in enumerate(same)
        for second in same[place + 1 :]
        if first.person != second.person
    ]


def compare(first: Look, second: Look, asked: Sequence[str]) -> Compared:
    """Return where two looks differ, in the order of the `asked` paths."""
    items = tuple(p for p in asked if _looked_at(first, p) and _looked_at(second, p))
    differing = (
        Difference(path, one, other)
        for path in items
        if (one := first.answers[path].value) != (other := second.answers[path].value)
    )
    return Compared(first, second, items, tuple(differing))


def _looked_at(look: Look, path: str) -> bool:
    answer = look.answers.get(path)
    if answer is None or not answer.value or answer.value == UNCHECKED or not answer.confirmed:
        return False
    # what somebody else stands behind, this person never looked at
    return answer.source not in _FROM_OTHERS or answer.confirmed_by == look.person


def agreement(compared: Iterable[Compared]) -> list[ItemAgreement]:
    """Return the agreement per item, the least agreed on first."""
    counts: dict[tuple[str, str], list[int]] = {}
    for both in compared:
        differing = {difference.path for difference in both.differences}
        for path in both.items:
            count = counts.setdefault((both.first.form_id, path), [0, 0])
            count[0] += 1
            count[1] += path not in differing
    found = [ItemAgreement(*item, *count) for item, count in counts.items()]
    return sorted(found, key=lambda item: (item.share, -item.compared))
