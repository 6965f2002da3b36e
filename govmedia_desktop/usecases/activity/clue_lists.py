"""监测线索 as firms sell them: read and compared with the register first, then taken in."""

import uuid
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from govmedia_desktop.domain.clues import ClueRow
from govmedia_desktop.domain.near_duplicates import Lookalikes, NamedAccount
from govmedia_desktop.domain.records import Value
from govmedia_desktop.domain.registers import Problem, Source, Wanted
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import standing
from govmedia_desktop.usecases.activity.batches import Matter, put_down
from govmedia_desktop.usecases.column_notes import read_as_told, remember_columns
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.register.accounts import (
    ListedAccount,
    account_named,
    find_account,
    list_accounts,
)

_SPACE = uuid.UUID("0198f000-0000-7000-8000-000000000805")
_KIND = "clue"
_AS_FOUND = Wanted()
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Fate(StrEnum):
    """What a row of a bought list is to the register."""

    MATCHED = "matched"
    NEAR = "near"
    UNMATCHED = "unmatched"
    KNOWN = "known"
    DOUBLE = "double"


@dataclass(frozen=True)
class ReadClue:
    """A row, the account it is about where that is sure, and those that it may be about."""

    row: ClueRow
    fate: Fate
    listed: ListedAccount | None = None
    near: tuple[tuple[ListedAccount, str], ...] = ()
    """Accounts with why they may be meant, the likest first."""

    @property
    def id(self) -> str:
        """The clue's record."""
        return _id(self.row)

    @property
    def is_new(self) -> bool:
        """Whether taking the list in writes it."""
        return self.fate not in (Fate.KNOWN, Fate.DOUBLE)


@dataclass(frozen=True)
class CluesRead:
    """A bought list as it was read, and who told it; nothing is written yet."""

    rows: tuple[ReadClue, ...]
    rejected: int
    problems: tuple[Problem, ...]
    columns: Source
    path: Path
    source: str
    wanted: Wanted = _AS_FOUND

    def count(self, fate: Fate) -> int:
        """Return the number of rows with that fate."""
        return sum(read.fate is fate for read in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """rows = added + unchanged + duplicates + rejected; near ones are among the unmatched, and
        both among the added.
        """
        near = self.count(Fate.NEAR)
        return {
            "rows": len(self.rows) + self.rejected,
            "added": sum(read.is_new for read in self.rows),
            "unchanged": self.count(Fate.KNOWN),
            "duplicates": self.count(Fate.DOUBLE),
            "rejected": self.rejected,
            "unmatched": self.count(Fate.UNMATCHED) + near,
            "near": near,
        }


def read_clue_file(
    desk: Desk, path: Path, source: str = "", wanted: Wanted = _AS_FOUND
) -> CluesRead:
    """Return what a list would add; `source` says who told it, the file's name unless given.

    Columns that nobody tells are those told the last time for this source and header, else what
    the headers mean. Raises `CannotReadError`.
    """
    from govmedia_desktop.spreadsheets.clues import read_clues  # noqa: PLC0415  (openpyxl)

    source = source.strip() or path.stem
    reading = partial(read_clues, path, desk.today())
    asked = replace(wanted, sender=source)
    read, wanted, _ = read_as_told(desk, _KIND, reading, asked, lambda _found: "")
    rows = tuple(_matched(desk, read.rows))
    unmatched = [
        Problem(found.row.sheet, found.row.cell, _unmatched(found))
        for found in rows
        if found.is_new and found.listed is None
    ]
    problems = (*read.problems, *unmatched)
    return CluesRead(rows, read.rejected, problems, read.source, path, source, wanted)


def _unmatched(found: ReadClue) -> str:
    if found.near:
        names = "、".join(f"“{listed.account.name}”" for listed, _ in found.near)
        return f"台账里没有“{found.row.named}”，有相近的{names}，请定是不是"
    return f"台账里没有“{found.row.named}”，登记账号后再核实"


def _matched(desk: Desk, rows: Sequence[ClueRow]) -> Iterator[ReadClue]:
    listed = {a.account.id: a for a in list_accounts(desk)}
    known = {row["id"] for row in standing(desk.db, "clue")}
    alike = Lookalikes(
        [NamedAccount(i, a.account.platform.label, a.account.name, None) for i, a in listed.items()]
    )
    named = cache(partial(account_named, desk))  # the same few accounts, row after row
    seen: set[str] = set()
    for row in rows:
        id_, account = _id(row), named(row.named, row.platform)
        near = () if account else alike.of(row.named, row.platform)
        told = tuple((listed[near_.account], near_.why) for near_ in near)
        fate = _fate(id_, seen, known, account, told)
        seen.add(id_)
        yield ReadClue(row, fate, listed[account] if account else None, told)


def _fate(
    id_: str, seen: Set[str], known: Set[str], account: str | None, near: Sequence[object]
) -> Fate:
    if id_ in seen or id_ in known:
        return Fate.DOUBLE if id_ in seen else Fate.KNOWN
    if account:
        return Fate.MATCHED
    return Fate.NEAR if near else Fate.UNMATCHED


def take_in_clues(desk: Desk, read: CluesRead, decided: Mapping[str, str] = _NOTHING) -> int:
    """Write the clues, all of them 待核实; return how many there were.

    All of them can be taken back as one (`usecases.activity.batches`).
    `decided`: the account that a person says a clue is about, by the clue's id. Raises
    `RefusedError` for an account that is not there.
    """
    edits = []
    for found in read.rows:
        if not found.is_new:
            continue
        row = found.row
        values: dict[str, Value] = {f.name: getattr(row, f.name) or None for f in fields(row)}
        del values["sheet"], values["cell"]
        about = decided.get(found.id) or (found.listed.account.id if found.listed else "")
        account = find_account(desk, about).account.id if about else None
        values |= {"source": read.source, "account": account}
        edits.append(Edit(found.id, "clue", values))
    with write(desk.db):
        put_down(desk, Matter.CLUES, edits, read.path.name, len(edits))
        if edits:
            remember_columns(desk, _KIND, read.columns, read.wanted)
    return len(edits)


def _id(row: ClueRow) -> str:
    """The same clue in two files, or taken in by two offices, is one record."""
    return str(uuid.uuid5(_SPACE, row.key))
