"""Which column of somebody else's table is what: guessed by names, corrected by people."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from govmedia_desktop.domain.naming import clean_name

NAME, PLATFORM = "name", "platform"
_ENOUGH = 0.75
"""So much of a header must stand in the question for a guess."""
_SHORTEST = 3


@dataclass(frozen=True)
class Target:
    """What a column may be: a field of the account (`name`, `platform`) or a question's path.

    `words`: what its header may say, the plainest first.
    """

    key: str
    words: tuple[str, ...]

    @property
    def label(self) -> str:
        """How people call it."""
        return self.words[0]


def layout_of(titles: Iterable[str]) -> str:
    """Return what the layout of a table is known by: a hash of its header row."""
    plain = "\n".join(clean_name(title) for title in titles)
    return hashlib.sha256(plain.encode()).hexdigest()


def guess(titles: Mapping[int, str], targets: Sequence[Target]) -> dict[int, str]:
    """Return target by column, each at most once; columns that nothing comes near are left out.

    Equal names first, then the likest.
    """
    rated = [
        (rate, -column, -place, column, target.key)
        for column, title in titles.items()
        for place, target in enumerate(targets)
        if (rate := _likeness(title, target)) >= _ENOUGH
    ]
    found: dict[int, str] = {}
    for _, _, _, column, key in sorted(rated, reverse=True):
        if column not in found and key not in found.values():
            found[column] = key
    return found


def _likeness(title: str, target: Target) -> float:
    plain = clean_name(title)
    if not plain:
        return 0.0
    return max((_shared(plain, clean_name(word)) for word in target.words), default=0.0)


def _shared(title: str, word: str) -> float:
    """Return how much of a title stands in a question, in order; the closer the better.

    Headers are the short form of a question: `严重表述错误` of `有没有出现严重表述错误？`. What is
    as short as `内容` stands in many, and tells nothing.
    """
    if title == word:
        return 2.0
    if min(len(title), len(word)) < _SHORTEST:
        return 0.0
    matcher = SequenceMatcher(None, title, word, autojunk=False)
    matched = sum(block.size for block in matcher.get_matching_blocks())
    return matched / len(title) + matcher.ratio() / 10
