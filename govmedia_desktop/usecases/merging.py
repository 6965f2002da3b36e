"""Two entries of one account side by side: which value stands, merged, and parted again."""

from collections.abc import Sequence
from dataclasses import dataclass

from govmedia_desktop.domain.accounts import FIELD_LABELS, as_shown
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.standing import members, names, roots
from govmedia_desktop.store.twins import single_records
from govmedia_desktop.usecases import twins
from govmedia_desktop.usecases.accounts import ListedAccount, find_account
from govmedia_desktop.usecases.desk import Desk

_ASIDE = ("main_account", "last_update_verified")


@dataclass(frozen=True)
class SideBySide:
    """One field of two entries, as people read it; empty where nothing is known."""

    name: str
    title: str
    one: str
    other: str
    stands: str
    """What the account has after the merge."""

    @property
    def id(self) -> str:
        """The field's name."""
        return self.name

    @property
    def differs(self) -> bool:
        """Whether both say something and not the same."""
        return bool(self.one and self.other) and self.one != self.other


def side_by_side(desk: Desk, one: str, other: str) -> list[SideBySide]:
    """Return the fields that either entry has, those that differ first; nothing is written.

    Raises `RefusedError` where they are one already or on two platforms.
    """
    first, second = _both(desk, one, other)
    rows = {row["id"]: row for row in single_records(desk.db, "account")}
    sides = [members(desk.db, listed.account.id) for listed in (first, second)]
    offices, joined = names(desk.db, "office"), roots(desk.db)

    def told(ids: Sequence[str], field: str) -> str:
        values = (rows[id_][field] for id_ in sorted(ids) if id_ in rows)
        value = next((value for value in values if value is not None), None)
        if field == "owner":
            return offices.get(joined.get(str(value), str(value)), "")
        return as_shown(field, value)

    fields = [
        SideBySide(f, title, told(sides[0], f), told(sides[1], f), told(sides[0] + sides[1], f))
        for f, title in FIELD_LABELS.items()
        if f not in _ASIDE
    ]
    return sorted((f for f in fields if f.stands), key=lambda f: not f.differs)


def merge(desk: Desk, one: str, other: str) -> list[str]:
    """Make two entries one account and return the records `part` takes to undo it.

    Raises `RefusedError` where they are one already or on two platforms.
    """
    ids = [listed.account.id for listed in _both(desk, one, other)]
    twins.join(desk, ids)
    return ids


def entries_of(desk: Desk, account: str) -> list[str]:
    """Return the records that were merged into an account, one where none was."""
    return members(desk.db, find_account(desk, account).account.id)


def part_again(desk: Desk, account: str) -> int:
    """Make every entry of an account one of its own again; return how many there are now.

    Raises `RefusedError` where nothing was merged.
    """
    records = entries_of(desk, account)
    if len(records) < 2:
        raise RefusedError("这个账号没有合并过，没有可以分开的；没有作任何改动。")
    twins.part(desk, records)
    return len(records)


def _both(desk: Desk, one: str, other: str) -> tuple[ListedAccount, ListedAccount]:
    first, second = sorted(
        (find_account(desk, one), find_account(desk, other)), key=lambda a: a.account.id
    )
    if first.account.id == second.account.id:
        raise RefusedError("两个名称是同一个账号，不用合并；没有作任何改动。")
    if first.account.platform != second.account.platform:
        raise RefusedError(
            f"“{first.account.name}”在{first.account.platform.label}，"
            f"“{second.account.name}”在{second.account.platform.label}，"
            "不同平台是不同的账号，不能合并；没有作任何改动。"
        )
    return first, second
