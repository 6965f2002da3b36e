"""Accounts whose names look or sound alike: perhaps one account entered twice (疑似重复登记)."""

import gc
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

from govmedia_desktop.domain.naming import clean_name

_SHORTEST = 4
"""Names shorter than that differ by a character without being alike."""
_MOST_ALIKE = 50
"""A group of more names than that is a naming habit, no slip of the hand."""


@dataclass(frozen=True)
class NamedAccount:
    """What is compared: the name on a platform and the owner's name, None where unknown."""

    id: str
    platform: str
    name: str
    owner_name: str | None


@dataclass(frozen=True)
class Likeness:
    """Two accounts that may be one: how sure that looks (1 = spelled alike) and why."""

    one: str
    other: str
    score: float
    why: str


def near_duplicates(accounts: Sequence[NamedAccount]) -> list[Likeness]:
    """Return the pairs on one platform whose names are alike, the surest first; ids distinct.

    Alike is: the same but for traditional characters, full width or signs; the same sound; with
    one owner, also one character apart. Owners that are known and differ make two accounts of
    names that only look alike two accounts. Equal names are twins (`naming.find_twins`), not here.
    """
    named = {a.id: a for a in accounts}
    found: dict[tuple[str, str], Likeness] = {}
    for score, why, groups in (
        (0.95, "名称只差繁简、全半角或符号", _groups(accounts, _letters)),
        (0.85, "名称读音相同", _groups(accounts, _sound)),
        (0.7, "名称只差一个字", _one_apart(accounts)),
    ):
        for one, other in _pairs(groups):
            same_owner = _owners_agree(named[one], named[other], certain=score < 0.8)
            if same_owner and not _equal(named[one], named[other]):
                found.setdefault((one, other), Likeness(one, other, score, why))
    return sorted(found.values(), key=lambda like: (-like.score, like.one, like.other))


@dataclass(frozen=True)
class Near:
    """An account that a name in somebody else's list may mean, and why."""

    account: str
    score: float
    why: str


class Lookalikes:
    """Which accounts a name that is not quite theirs may mean."""

    def __init__(self, accounts: Sequence[NamedAccount]) -> None:
        self._accounts = {account.id: account for account in accounts}
        self._at: dict[tuple[str, str], list[str]] = defaultdict(list)
        for account in accounts:
            for key in _keys(account.name):
                self._at[key].append(account.id)

    def of(self, name: str, platform: str = "") -> list[Near]:
        """Return the accounts like a name, the likest first; those on the named platform alone,
        where there are any.
        """
        ids = dict.fromkeys(id_ for key in _keys(name) for id_ in self._at.get(key, ()))
        found = [near for id_ in ids if (near := self._near(name, platform, id_))]
        own = [near for near in found if platform == self._accounts[near.account].platform]
        return sorted(own or found, key=lambda near: (-near.score, near.account))

    def _near(self, name: str, platform: str, id_: str) -> Near | None:
        account = self._accounts[id_]
        if clean_name(name) == clean_name(account.name):
            why = "名称相同，平台不同" if platform else "名称相同，没有写平台"
            return Near(id_, 0.99, "名称相同" if platform == account.platform else why)
        if _letters(name) == _letters(account.name):
            return Near(id_, 0.95, "名称只差繁简、全半角或符号")
        if "" != _sound(name) == _sound(account.name):
            return Near(id_, 0.85, "名称读音相同")
        letters = _letters(name), _letters(account.name)
        if min(map(len, letters)) >= _SHORTEST and _is_one_apart(*letters):
            return Near(id_, 0.7, "名称只差一个字")
        return None


def _keys(name: str) -> set[tuple[str, str]]:
    """What names that are alike have in common, at least one of these."""
    letters, sound = _letters(name), _sound(name)
    keys = {("sound", sound)} if sound else set()
    return keys | {("letters", shorter) for shorter in (letters, *_left_out(letters)) if shorter}


def _left_out(letters: str) -> Iterator[str]:
    """Yield a name without each of its characters."""
    return (letters[:n] + letters[n + 1 :] for n in range(len(letters)))


def sounds_alike(one: str, other: str) -> bool:
    """Whether two names differ in their spelling only: signs, traditional characters, sound."""
    return _letters(one) == _letters(other) or "" != _sound(one) == _sound(other)


def _pairs(groups: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    for ids in groups:
        if len(ids) <= _MOST_ALIKE:
            yield from combinations(sorted(ids), 2)


def _groups(accounts: Sequence[NamedAccount], key: Any) -> list[list[str]]:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for account in accounts:
        groups[account.platform, key(account.name)].append(account.id)
    return [ids for (_, spelled), ids in groups.items() if spelled and len(ids) > 1]


def _one_apart(accounts: Sequence[NamedAccount]) -> list[list[str]]:
    """Return the pairs of names that are one character apart, longer or shorter by one too."""
    letters = {a.id: _letters(a.name) for a in accounts if len(_letters(a.name)) >= _SHORTEST}
    left_out: dict[tuple[str, str], set[str]] = defaultdict(set)
    for account in accounts:
        name = letters.get(account.id, "")
        for shorter in (name, *_left_out(name)):
            left_out[account.platform, shorter].add(account.id)
    pairs = set(_pairs(sorted(ids & letters.keys()) for ids in left_out.values() if len(ids) > 1))
    return [list(pair) for pair in pairs if _is_one_apart(*(letters[id_] for id_ in pair))]


def _is_one_apart(one: str, other: str) -> bool:
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    return max(len(one), len(other)) - start - end == 1


def _alike(one: str, other: str) -> int:
    """Return with how many equal characters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _owners_agree(one: NamedAccount, other: NamedAccount, *, certain: bool) -> bool:
    owners = [clean_name(a.owner_name or "") for a in (one, other)]
    if not all(owners):
        return not certain
    return owners[0] == owners[1]


def _equal(one: NamedAccount, other: NamedAccount) -> bool:
    return clean_name(one.name) == clean_name(other.name)


@cache
def _letters(name: str) -> str:
    """The name in simplified characters, letters and digits only."""
    plain = _simplifier().convert(clean_name(name))
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LN")


@cache
def _sound(name: str) -> str:
    """How the name is spoken, without tones; empty where nothing of it is a Chinese character."""
    letters = _letters(name)
    return "" if letters.isascii() else " ".join(_reader()(letters))


@cache
def _reader() -> Callable[[str], list[str]]:
    """Return what reads characters aloud; its 200,000 lists stay and are never searched."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        from pypinyin import lazy_pinyin  # noqa: PLC0415  (loaded when first compared)

        gc.freeze()
    finally:
        if collecting:
            gc.enable()
    return lazy_pinyin


@cache
def _simplifier() -> Any:
    from opencc import OpenCC  # noqa: PLC0415  (loaded when first compared)

    return OpenCC("t2s")
