"""矩阵: main accounts and the accounts that belong to them, as a tree."""

from collections import defaultdict
from dataclasses import dataclass

from govmedia_desktop.domain.parameters import climb
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.register.accounts import ListedAccount, find_account, list_accounts


@dataclass(frozen=True)
class Branch:
    """An account and those that belong to it."""

    listed: ListedAccount
    below: tuple["Branch", ...]

    @property
    def size(self) -> int:
        """How many accounts the branch has, this one among them."""
        return 1 + sum(branch.size for branch in self.below)


def set_main_account(desk: Desk, account: str, main: str | None) -> bool:
    """Say to which main account an account belongs, None to none; return whether it changed.

    Raises `RefusedError` where that would put an account below itself.
    """
    record = find_account(desk, account).account.id
    above = find_account(desk, main).account.id if main else None
    mains = {a.account.id: a.account.main_account for a in list_accounts(desk)}
    if above is not None and record in climb(above, mains):
        raise RefusedError("主账号不能是它自己，也不能是它的下级账号；没有保存。")
    return desk.record([Edit(record, "account", {"main_account": above})]) > 0


def matrix(desk: Desk) -> list[Branch]:
    """Return the main accounts with all that belongs to them, by name; single accounts too."""
    accounts = sorted(list_accounts(desk), key=lambda a: (a.account.name, a.account.id))
    mains = {a.account.id: a.account.main_account for a in accounts}
    below: dict[str | None, list[ListedAccount]] = defaultdict(list)
    for listed in accounts:
        main = listed.account.main_account
        stands_below = main in mains and not _in_ring(listed.account.id, mains)
        below[main if stands_below else None].append(listed)

    def branch(listed: ListedAccount) -> Branch:
        return Branch(listed, tuple(map(branch, below[listed.account.id])))

    return [branch(listed) for listed in below[None]]


def _in_ring(account: str, mains: dict[str, str | None]) -> bool:
    """Whether two offices' changes together put the account below itself: then it stands alone."""
    at, seen = mains.get(account), set()
    while at is not None and at not in seen:
        if at == account:
            return True
        seen.add(at)
        at = mains.get(at)
    return False
