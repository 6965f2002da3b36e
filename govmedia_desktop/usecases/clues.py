"""监测线索: take in bought lists; a person confirms or rejects each; only then it is told."""

import uuid
from dataclasses import dataclass, fields
from pathlib import Path

from govmedia_desktop.domain.clues import Clue, ClueRow, ClueState
from govmedia_desktop.domain.matched import Matched
from govmedia_desktop.domain.records import Value
from govmedia_desktop.domain.registers import Problem
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import Row, standing
from govmedia_desktop.usecases.accounts import (
    ListedAccount,
    account_named,
    find_account,
    list_accounts,
)
from govmedia_desktop.usecases.desk import Desk

_SPACE = uuid.UUID("0198f000-0000-7000-8000-000000000805")
_ORDER = (ClueState.WAITING, ClueState.CONFIRMED, ClueState.REJECTED)


@dataclass(frozen=True)
class ToldClue:
    """A clue with its account, None while the register has none of that name."""

    clue: Clue
    listed: ListedAccount | None

    @property
    def id(self) -> str:
        """The clue's."""
        return self.clue.id


@dataclass(frozen=True)
class CluesRead(Matched[ClueRow]):
    """A bought list and who told it."""

    source: str

    @property
    def counts(self) -> dict[str, int]:
        """Unmatched are among the added."""
        return {**super().counts, "unmatched": sum(not account for account, _ in self.new)}


def read_clue_file(desk: Desk, path: Path, source: str = "") -> CluesRead:
    """Return what a list adds; `source` says who told it, the file's name unless given.

    Raises `CannotReadError`.
    """
    from govmedia_desktop.spreadsheets.clues import read_clues  # noqa: PLC0415  (openpyxl)

    read = read_clues(path, desk.today())
    accounts = list_accounts(desk)
    known = {row["id"] for row in standing(desk.db, "clue")}
    rows = {_id(row): row for row in read.rows}
    problems = list(read.problems)
    new = []
    for id_, row in rows.items():
        if id_ not in known:
            account = account_named(accounts, row.named, row.platform)
            new.append((account or "", row))
            if account is None:
                told = f"台账里没有（或不止一个）“{row.named}”，登记账号后再核实"
                problems.append(Problem(row.sheet, row.cell, told))
    doubles = len(read.rows) - len(rows)
    return CluesRead(
        tuple(new),
        len(rows) - len(new),
        doubles,
        read.rejected,
        tuple(problems),
        source or path.stem,
    )


def take_in_clues(desk: Desk, read: CluesRead) -> int:
    """Write the clues, all of them 待核实; return how many there were."""
    edits = []
    for account, row in read.new:
        values: dict[str, Value] = {f.name: getattr(row, f.name) or None for f in fields(row)}
        del values["sheet"], values["cell"]
        values |= {"source": read.source, "account": account or None}
        edits.append(Edit(_id(row), "clue", values))
    desk.record(edits)
    return len(edits)


def list_clues(desk: Desk, account: str | None = None) -> list[ToldClue]:
    """Return the clues, those that wait first, the latest before others; or one account's."""
    accounts = list_accounts(desk)
    listed = {a.account.id: a for a in accounts}
    wanted = find_account(desk, account).account.id if account else None
    found = []
    for row in standing(desk.db, "clue"):
        clue = _clue(row)
        if clue is None:
            continue
        id_ = clue.account or account_named(accounts, clue.named, clue.platform) or ""
        if wanted in (None, id_):
            found.append(ToldClue(clue, listed.get(id_)))
    found.sort(key=lambda t: (t.clue.found_on, t.id), reverse=True)
    return sorted(found, key=lambda t: _ORDER.index(t.clue.state))


def confirm_clue(desk: Desk, record: str, account: str = "") -> ToldClue:
    """Say that a clue is true, of that account where the list's name was found nowhere.

    Raises `RefusedError` for an unknown clue and one without an account.
    """
    told = _find(desk, record)
    listed = find_account(desk, account) if account else told.listed
    if listed is None:
        raise RefusedError(
            f"台账里没有（或不止一个）“{told.clue.named}”，还不能核实；请先把账号登记到台账。"
        )
    _decide(desk, record, ClueState.CONFIRMED, "", listed.account.id)
    return _find(desk, record)


def reject_clue(desk: Desk, record: str, reason: str) -> ToldClue:
    """Say that a clue is not true, with the reason. Raises `RefusedError` without one."""
    _find(desk, record)
    if not reason.strip():
        raise RefusedError("请写明为什么不属实；没有保存。")
    _decide(desk, record, ClueState.REJECTED, reason.strip())
    return _find(desk, record)


def reopen_clue(desk: Desk, record: str) -> None:
    """Take back what was said of a clue: it waits again."""
    _find(desk, record)
    desk.record(
        [Edit(record, "clue", {"state": None, "reason": None, "decided_on": None})],
    )


def _decide(desk: Desk, record: str, state: ClueState, reason: str, account: str = "") -> None:
    values: dict[str, Value] = {
        "state": state.value,
        "reason": reason or None,
        "decided_on": str(desk.today()),
    }
    if account:
        values["account"] = account
    desk.record([Edit(record, "clue", values)])


def _find(desk: Desk, record: str) -> ToldClue:
    found = next((told for told in list_clues(desk) if told.id == record), None)
    if found is None:
        raise RefusedError(f"没有编号为“{record}”的监测线索；没有保存。")
    return found


def _id(row: ClueRow) -> str:
    """The same clue in two files, or taken in by two offices, is one record."""
    return str(uuid.uuid5(_SPACE, row.key))


def _clue(row: Row) -> Clue | None:
    """A clue of another program's making may lack anything."""
    if not row["named"] or not row["problem"]:
        return None
    texts = {f.name: row[f.name] or "" for f in fields(Clue) if f.name != "state"}
    known = row["state"] in set(ClueState)
    return Clue(**texts, state=ClueState(row["state"]) if known else ClueState.WAITING)
