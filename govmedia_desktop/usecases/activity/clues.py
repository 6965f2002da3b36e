"""监测线索: a person confirms or rejects each; only then it is told."""

from dataclasses import dataclass, fields
from functools import cache, partial

from govmedia_desktop.domain.clues import Clue, ClueState
from govmedia_desktop.domain.records import Value
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import Row, standing
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.register.accounts import (
    ListedAccount,
    account_named,
    find_account,
    list_accounts,
)

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


def list_clues(desk: Desk, account: str | None = None) -> list[ToldClue]:
    """Return the clues, those that wait first, the latest before others; or one account's."""
    one = find_account(desk, account) if account else None
    clues = [clue for row in standing(desk.db, "clue") if (clue := _clue(row))]
    listed = {a.account.id: a for a in ([one] if one else list_accounts(desk) if clues else [])}
    named = cache(partial(account_named, desk))  # the same few accounts, clue after clue
    found = []
    for clue in clues:
        id_ = clue.account or named(clue.named, clue.platform) or ""
        if one is None or id_ == one.account.id:
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


def _clue(row: Row) -> Clue | None:
    """A clue of another program's making may lack anything."""
    if not row["named"] or not row["problem"]:
        return None
    texts = {f.name: row[f.name] or "" for f in fields(Clue) if f.name != "state"}
    known = row["state"] in set(ClueState)
    return Clue(**texts, state=ClueState(row["state"]) if known else ClueState.WAITING)
