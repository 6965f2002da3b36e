"""Two entries of one account side by side: which value stands, merged, and parted again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govmedia_desktop.domain.accounts import FIELD_LABELS, as_shown
from govmedia_desktop.domain.records import Value
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.changes import Written, last_written
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.disagreements import disagreeing
from govmedia_desktop.store.standing import Row, members, names, roots
from govmedia_desktop.store.twins import single_records
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.register import twins
from govmedia_desktop.usecases.register.accounts import ListedAccount, find_account
from govmedia_desktop.usecases.register.merge_choices import choosing

_ASIDE = ("main_account", "last_update_verified")
ONE, OTHER = "1", "2"
"""Which entry's value stands: 登记一 is the one that was entered first."""


@dataclass(frozen=True)
class SideBySide:
    """One field of two entries, as people read it; empty where nothing is known."""

    name: str
    title: str
    one: str
    other: str
    one_by: str = ""
    """Who wrote it and when, in words."""
    other_by: str = ""

    @property
    def id(self) -> str:
        """The field's name."""
        return self.name

    @property
    def differs(self) -> bool:
        """Whether both say something and not the same: then a person chooses."""
        return bool(self.one and self.other) and self.one != self.other

    def stands(self, taken: str = "") -> str:
        """Return what the account has after the merge, empty while it is not chosen."""
        if self.differs:
            return {ONE: self.one, OTHER: self.other}.get(taken, "")
        return self.one or self.other


class _Sides:
    """Two accounts, each perhaps merged of several entries, as they stand."""

    def __init__(self, desk: Desk, one: str, other: str) -> None:
        self.pair = _both(desk, one, other)
        self._rows = {row["id"]: row for row in single_records(desk.db, "account")}
        self._ids = [sorted(members(desk.db, listed.account.id)) for listed in self.pair]
        self._offices, self._joined = names(desk.db, "office"), roots(desk.db)
        self._written = last_written(desk.db, [id_ for ids in self._ids for id_ in ids])

    @property
    def standing_first(self) -> Row:
        """The entry whose values stand before all others'."""
        return self._rows[self.pair[0].account.id]

    def row_with(self, side: int, field: str) -> Row | None:
        """Return the entry whose value of a field is the side's, None where none has one."""
        rows = (self._rows[id_] for id_ in self._ids[side] if id_ in self._rows)
        return next((row for row in rows if row[field] is not None), None)

    def told(self, side: int, field: str) -> tuple[str, str]:
        """Return the side's value as people read it, and who wrote it when."""
        row = self.row_with(side, field)
        if row is None:
            return "", ""
        written = self._written.get((row["id"], field))
        by = self._by(written) if written else ""
        if field == "owner":
            return self._office(str(row[field])), by
        return as_shown(field, row[field]), by

    def _by(self, written: Written) -> str:
        return " · ".join(
            filter(None, (written.staff, self._office(written.office), written.at[:10]))
        )

    def _office(self, record: str) -> str:
        return self._offices.get(self._joined.get(record, record), "")

    def fields(self) -> list[SideBySide]:
        """Return the fields that either side has, those that differ first."""
        found = []
        for name, title in FIELD_LABELS.items():
            (one, one_by), (other, other_by) = (self.told(side, name) for side in (0, 1))
            if name not in _ASIDE and (one or other):
                found.append(SideBySide(name, title, one, other, one_by, other_by))
        return sorted(found, key=lambda f: not f.differs)


def side_by_side(desk: Desk, one: str, other: str) -> list[SideBySide]:
    """Return the fields that either entry has, those that differ first; nothing is written.

    登记一 is the entry that was made first. Raises `RefusedError` where they are one already or on
    two platforms.
    """
    return _Sides(desk, one, other).fields()


def merge(desk: Desk, one: str, other: str, taken: Mapping[str, str]) -> list[str]:
    """Make two entries one account and return the records `part` takes to undo it.

    `taken`: `ONE` or `OTHER` by field, for every field that differs. Both entries stay; what is
    chosen is written in the same step and taken back with it. Raises `RefusedError` where they are
    one already or on two platforms, and where a field is not chosen or has two values by itself.
    """
    sides = _Sides(desk, one, other)
    ids = [listed.account.id for listed in sides.pair]
    chosen = _chosen(desk, sides, taken)
    desk.record([*twins.joining(desk, ids), *choosing(ids[0], chosen)])
    return ids


@dataclass(frozen=True)
class Taken:
    """A field that differed between two entries, and whose value stands."""

    field: SideBySide
    side: str

    @property
    def told(self) -> str:
        """What stands and what does not, in words."""
        values = (self.field.one, self.field.other)
        used, left = values if self.side == ONE else values[::-1]
        return f"{self.field.title}：用“{used}”，没有用“{left}”"


def merge_all(
    desk: Desk, accounts: Sequence[str], taken: Mapping[str, str], otherwise: str = ""
) -> tuple[list[str], list[Taken]]:
    """Make several entries one account; return the records `part` takes, and what was taken.

    One after the other as they were entered: `ONE` is what stands so far, `OTHER` the later entry.
    `otherwise` is for the fields that `taken` does not name. All or none; raises `RefusedError`
    as `merge` does, and for fewer than two accounts.
    """
    first, *others = sorted({find_account(desk, name).account.id for name in accounts})
    if not others:
        raise RefusedError("合并至少要两个不同的账号；没有作任何改动。")
    told: list[Taken] = []
    with write(desk.db):
        for other in others:
            differing = [f for f in side_by_side(desk, first, other) if f.differs]
            found = [Taken(f, taken.get(f.name, otherwise)) for f in differing]
            merge(desk, first, other, {one.field.name: one.side for one in found})
            told += found
    return [first, *others], told


def _chosen(desk: Desk, sides: _Sides, taken: Mapping[str, str]) -> dict[str, Value]:
    """Return the values that the account's first entry has to be given."""
    differing = [field for field in sides.fields() if field.differs]
    if open_ := [f.title for f in differing if taken.get(f.name) not in (ONE, OTHER)]:
        raise RefusedError(
            f"两条登记的{'、'.join(open_)}不同，还没有选用哪一条的；没有合并，请逐项选定。"
        )
    values: dict[str, Value] = {}
    for field in differing:
        row = sides.row_with(0 if taken[field.name] == ONE else 1, field.name) or {}
        values[field.name] = row[field.name]
        if field.name == "last_update":
            # a date is looked up or not together with the day it was
            values["last_update_verified"] = row["last_update_verified"]
    first, disputed = sides.standing_first, disagreeing(desk.db)
    values = {name: value for name, value in values.items() if value != first[name]}
    if titles := [FIELD_LABELS[name] for name in values if (first["id"], name) in disputed]:
        raise RefusedError(
            f"登记一的{'、'.join(titles)}两处填写不一致，还没有核定；"
            "没有合并，请先在“两处填写不一致”里核定。"
        )
    return values


def entries_of(desk: Desk, account: str) -> list[str]:
    """Return the records that were merged into an account, one where none was."""
    return members(desk.db, find_account(desk, account).account.id)


def part_again(desk: Desk, account: str) -> int:
    """Make every entry of an account one of its own again, as it was; return how many there are.

    Raises `RefusedError` where nothing was merged.
    """
    records = entries_of(desk, account)
    if len(records) < 2:
        raise RefusedError("这个账号没有合并过，没有可以分开的；没有作任何改动。")
    twins.part(desk, records)
    return len(records)


def _both(desk: Desk, one: str, other: str) -> Sequence[ListedAccount]:
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
