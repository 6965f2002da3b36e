"""What a list of accounts shows of each of them, and what was asked of the list.

The words of a line are those that people read, search and sort by.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

from govmedia_desktop.domain.verdicts import Conclusion

NOT_FILLED = "未填"
NEVER_CHECKED = "未检查"
SORTED_BY = ("owner", "name", "platform", "status", "last_update", "told", "comments", "kind")
"""The fields of `Line` that a list may be sorted by; the first where nobody asked for any.

By the code points of their texts; what is not filled in comes first. Lines that tie stand by owner,
then by name.
"""


SOUGHT = (
    *("name", "platform", "owner", "status", "last_update"),
    *("told", "comments", "kind", "platform_id"),
)
"""The texts that are searched, one under the other."""
_SAID_BY_MANY = frozenset(("platform", "status", "last_update", "told", "comments", "kind"))
_SHORT = 20
"""A text of so many characters has some two hundred parts."""


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


def index_of(sought: str) -> str:
    """Return the words by which a line is found, of the texts that are searched in it.

    What thousands of lines say is found by its parts: as grams they would stand in nearly all
    lines, and a date or a 正常运行 could be told from others by reading those lines alone.
    """
    texts = sought.split("\n")
    if len(texts) != len(SOUGHT):  # some name has a line break of its own
        return grams_of(sought)
    told = dict(zip(SOUGHT, texts, strict=True))
    said = {field for field in _SAID_BY_MANY if len(told[field]) <= _SHORT}
    own = "\n".join(told[field] for field in SOUGHT if field not in said)
    return " ".join([grams_of(own), *(parts_of(told[field]) for field in sorted(said))])


@lru_cache(maxsize=1024)
def parts_of(told: str) -> str:
    """Return every part of a text as a word: for the few that many lines say, each made once."""
    spans = combinations(range(len(told) + 1), 2)
    return " ".join({part_to_find(told[start:end]) for start, end in spans})


def part_to_find(word: str) -> str:
    """Return the one of `parts_of` that a text holds if, and only if, the word stands in it."""
    return f"part{word.encode(errors='surrogatepass').hex()}"


def grams_of(sought: str) -> str:
    """Return every character and every two that stand side by side, as words of letters and digits.

    A character beyond the first 65,536 counts as the two halves that UTF-16 makes of it.
    """
    code = _code(sought)
    starts = range(0, len(code), 4)
    return " ".join({code[at : at + size] for size in (4, 8) for at in starts})


def grams_to_find(word: str) -> list[str]:
    """Return some of `grams_of` that every text holds in which the word stands.

    Of a long word six or so are enough: each more must be looked up as well.
    """
    code = _code(word)
    pairs = [code[at : at + 8] for at in range(0, max(len(code) - 4, 4), 4)]
    return list(dict.fromkeys([*pairs[:: len(pairs) // 6 or 1], pairs[-1]]))


def is_gram(word: str) -> bool:
    """Whether a word is a gram itself: then no other text holds it."""
    return len(_code(word)) <= 8


def _code(text: str) -> str:
    return text.encode("utf-16-be", "surrogatepass").hex()
