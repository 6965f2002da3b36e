"""Names of accounts and offices: when two are the same, and which accounts are one account."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_BRACKETS = str.maketrans(
    dict.fromkeys("[{【〔〖「『〈《⟨", "(") | dict.fromkeys("]}】〕〗」』〉》⟩", ")")
)
_UNSEEN = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)


@lru_cache(maxsize=1 << 14)
def clean_name(text: str) -> str:
    """Return the name's spelling for comparing: no white space, nothing unseen, round brackets.

    Full-width and half-width, capital and small letters compare equal. Not for showing or storing.
    """
    if text.isascii() and text.isalnum():
        return text.casefold()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", folded).translate(_BRACKETS))


@dataclass(frozen=True)
class TwinAccount:
    """What tells one account from another, whichever office entered it."""

    id: str
    platform: str
    platform_id: str | None
    name: str
    owner_name: str | None


@dataclass(frozen=True)
class Twins:
    """Accounts that are one account, and those that somebody must look at (待核对).

    `joins`: (larger id, smallest id) of one account. `doubtful`: ids that may be one account; of
    accounts already joined only the smallest id stands there. Both sorted.
    """

    joins: tuple[tuple[str, str], ...]
    doubtful: tuple[tuple[str, ...], ...]


def find_twins(accounts: Sequence[TwinAccount]) -> Twins:
    """Return which of the accounts are the same, whatever their order; ids are distinct.

    The same: equal platform and 账号ID, or equal platform, owner and name; an empty owner is that
    of the only other owner of the platform and name. Where that makes a chain (one agrees by 账号ID
    with a second and by name with a third), and where platform and name agree but not the owner,
    the accounts are doubtful.
    """
    keys = _keys(accounts)
    joined = _Sets()
    doubted = _Sets()
    for ids in _groups(accounts, keys, (_BY_ID, _BY_OWNER)).sets():
        single = any(_all_equal(keys[id_][kind] for id_ in ids) for kind in (_BY_ID, _BY_OWNER))
        (joined if single else doubted).join(ids)
    for ids in _by_key(accounts, keys, _BY_NAME):
        doubted.join(sorted({joined.first(id_) for id_ in ids}))
    doubtful = ({joined.first(id_) for id_ in ids} for ids in doubted.sets())
    return Twins(
        tuple(sorted((id_, ids[0]) for ids in joined.sets() for id_ in ids[1:])),
        tuple(sorted(tuple(sorted(ids)) for ids in doubtful if len(ids) > 1)),
    )


_BY_ID, _BY_OWNER, _BY_NAME = range(3)
_Keys = tuple[Hashable, Hashable, Hashable]


class _Sets:
    """Disjoint sets of ids, each known by its smallest."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def first(self, id_: str) -> str:
        """Return the smallest id of the set that holds this one."""
        smallest = id_
        while (above := self._above.get(smallest, smallest)) != smallest:
            smallest = above
        while (above := self._above.get(id_, id_)) != smallest:
            self._above[id_], id_ = smallest, above
        return smallest

    def join(self, ids: Sequence[str]) -> None:
        """Make one set of those that hold the ids."""
        for id_ in ids:
            self._above.setdefault(id_, id_)
            one, other = sorted((self.first(ids[0]), self.first(id_)))
            self._above[other] = one

    def sets(self) -> list[list[str]]:
        """Return the sets of more than one id, each in order."""
        members: defaultdict[str, list[str]] = defaultdict(list)
        for id_ in sorted(self._above):
            members[self.first(id_)].append(id_)
        return [ids for ids in members.values() if len(ids) > 1]


def _keys(accounts: Sequence[TwinAccount]) -> dict[str, _Keys]:
    """What each account is compared by; None compares equal to nothing."""
    names = {a.id: (a.platform, clean_name(a.name)) for a in accounts}
    owners = {a.id: clean_name(a.owner_name or "") for a in accounts}
    known: defaultdict[Hashable, set[str]] = defaultdict(set)
    for account in accounts:
        known[names[account.id]].add(owners[account.id])
    result: dict[str, _Keys] = {}
    for account in accounts:
        name, owner = names[account.id], owners[account.id]
        by_owner = (name, owner or only_owner(known[name]) or "")
        by_id = (account.platform, clean_name(account.platform_id or ""))
        result[account.id] = (by_id if by_id[1] else None, by_owner, name)
    return result


def only_owner(owners: Iterable[str]) -> str | None:
    """Return the single non-empty owner among them, None where there is none or more than one."""
    named = {owner for owner in owners if owner}
    return named.pop() if len(named) == 1 else None


def _by_key(
    accounts: Sequence[TwinAccount], keys: dict[str, _Keys], kind: int
) -> Iterable[list[str]]:
    groups: defaultdict[Hashable, list[str]] = defaultdict(list)
    for account in accounts:
        if keys[account.id][kind] is not None:
            groups[keys[account.id][kind]].append(account.id)
    return groups.values()


def _groups(accounts: Sequence[TwinAccount], keys: dict[str, _Keys], kinds: Iterable[int]) -> _Sets:
    sets = _Sets()
    for kind in kinds:
        for ids in _by_key(accounts, keys, kind):
            sets.join(ids)
    return sets


def _all_equal(keys: Iterable[Hashable]) -> bool:
    distinct = set(keys)
    return len(distinct) == 1 and None not in distinct
