"""What a list of accounts shows of each of them, and what was asked of the list.

The words of a line are those that people read, search and sort by.
"""

from dataclasses import dataclass
from functools import cached_property

from govmedia_desktop.domain.verdicts import Conclusion

NOT_FILLED = "未填"
NEVER_CHECKED = "未检查"
SORTED_BY = ("owner", "name", "platform", "status", "last_update", "told", "comments", "kind")
"""The fields of `Line` that a list may be sorted by; the first where nobody asked for any.

By the code points of their texts; what is not filled in comes first. Lines that tie stand by owner,
then by name.
"""


@dataclass(frozen=True)
class Line:
    """One account of a list: texts as they are read, empty where nothing is known.

    `told`: how its last inspection that decides came out, with 待核实 and score; 未检查 where it
    never was checked and should be. `conclusion`: that alone, empty where there is none.
    """

    id: str
    name: str
    platform: str
    owner: str
    status: str
    last_update: str
    told: str
    comments: str
    kind: str
    conclusion: str

    @property
    def passed(self) -> bool | None:
        """Whether it passed, None where that is not said."""
        decided = self.conclusion in (Conclusion.PASSED, Conclusion.FAILED)
        return self.conclusion == Conclusion.PASSED if decided else None

    @property
    def waits(self) -> bool:
        """Whether an account that is supervised was never checked."""
        return not self.conclusion and self.told == NEVER_CHECKED


@dataclass(frozen=True)
class Asked:
    """Which lines, in which order.

    `text`: every blank-separated word of it stands in some text of the line, or in the account's id
    on its platform, upper and lower case alike. `platform` and `status`: these only, as they are
    read; empty: any. Descending is the ascending order turned round.
    """

    text: str = ""
    platform: str = ""
    status: str = ""
    sort: str = SORTED_BY[0]
    descending: bool = False

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that are looked for."""
        return tuple(self.text.casefold().split())

    @property
    def narrows(self) -> bool:
        """Whether it may leave lines out."""
        return bool(self.words or self.platform or self.status)


def grams_of(sought: str) -> str:
    """Return every character and every two that stand side by side, as words of letters and digits.

    A character beyond the first 65,536 counts as the two halves that UTF-16 makes of it.
    """
    code = _code(sought)
    starts = range(0, len(code), 4)
    return " ".join({code[at : at + size] for size in (4, 8) for at in starts})


def grams_to_find(word: str) -> str:
    """Return some of `grams_of` that every text holds in which the word stands.

    Pairs that do not overlap tell nearly as much as all, in half the time.
    """
    code = _code(word)
    pairs = [code[at : at + 8] for at in range(0, len(code) - 4, 8)]
    return " ".join(dict.fromkeys([*pairs, code[-8:]]))


def _code(text: str) -> str:
    return text.encode("utf-16-be", "surrogatepass").hex()
