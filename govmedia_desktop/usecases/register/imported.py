"""Bringing in a register: read and compare first, write only when told to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from govmedia_desktop.domain.accounts import AccountKind, Status
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.naming import only_owner
from govmedia_desktop.domain.records import Value
from govmedia_desktop.domain.registers import (
    ExistingAccount,
    Fix,
    Outcome,
    Plan,
    Problem,
    Register,
    Result,
    Wanted,
    match,
)
from govmedia_desktop.store import personal
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.column_notes import (
    Memory,
    read_as_told,
    remember_columns,
)
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import list_offices, owners
from govmedia_desktop.usecases.register.accounts import ListedAccount, as_listed, list_accounts

_KIND = "register"
_AS_FOUND = Wanted()
_NO_PLAN = Plan((), (), 0)


@dataclass(frozen=True)
class RegisterImport:
    """What a register file holds and what taking it in would do."""

    register: Register
    plan: Plan
    path: Path
    as_of: date
    wanted: Wanted = _AS_FOUND
    """How a person wants it read, or wanted it read the last time the same header came."""
    memory: Memory | None = None
    """Whose earlier table told the columns, None where they are new or told anew."""
    senders: tuple[str, ...] = ()
    """The offices that it may come from."""

    @property
    def counts(self) -> dict[str, int]:
        """`rows = added + updated + unchanged + rejected + duplicates`."""
        count = self.plan.count
        return {
            "rows": self.plan.rows,
            "added": count(Result.ADDED),
            "updated": count(Result.UPDATED),
            "unchanged": count(Result.UNCHANGED),
            "rejected": count(Result.REJECTED),
            "duplicates": count(Result.DUPLICATE),
        }

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """Every cell read otherwise than it stands."""
        return self.register.fixes

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every doubt, those of cells first."""
        return (*self.register.problems, *self.plan.problems)


def read_register(
    desk: Desk,
    path: Path,
    as_of: date | None = None,
    progress: Callable[[int, int], None] | None = None,
    wanted: Wanted = _AS_FOUND,
) -> RegisterImport:
    """Read a register and compare it with what is known; nothing is written.

    Columns that nobody tells are those that were told the last time the same header came from the
    same sender, else from anybody, else what the headers mean. Raises `CannotReadError` where the
    file cannot be used.
    """
    from govmedia_desktop.spreadsheets.register import (  # noqa: PLC0415  (openpyxl, lxml)
        read_register as read,
    )

    day = as_of or desk.today()
    reading = partial(read, path, day, progress)
    register, wanted, memory = read_as_told(desk, _KIND, reading, wanted, _sender)
    senders = tuple(sorted(office.name for office in list_offices(desk)))
    return _compared(desk, RegisterImport(register, _NO_PLAN, path, day, wanted, memory, senders))


def _sender(register: Register) -> str:
    """Return the 填报单位 that is named around the table, else the only owner in it."""
    named = register.source.sender if register.source else ""
    owners = (str(row.values.get("owner_name", "")) for row in register.rows)
    return named or only_owner(owners) or ""


def compare_again(desk: Desk, read: RegisterImport) -> RegisterImport:
    """Return what taking the same file in would do to the register as it stands now."""
    return _compared(desk, read)


def _compared(desk: Desk, read: RegisterImport) -> RegisterImport:
    plan = match(read.register, [_existing(a) for a in list_accounts(desk)])
    known = personal.by_record(desk.db)
    really = (_without_spellings(o, read.as_of) for o in plan.outcomes)
    outcomes = (_with_new_personal(o, known.get(o.account or "", {})) for o in really)
    return replace(read, plan=replace(plan, outcomes=tuple(outcomes)))


def _without_spellings(outcome: Outcome, as_of: date) -> Outcome:
    """Leave out what a cell says only because it was tidied: what stands would be read so too.

    Else our own export would come back changed.
    """
    from govmedia_desktop.spreadsheets.cells import reader_of  # noqa: PLC0415  (openpyxl)

    changes = {
        name: (old, new)
        for name, (old, new) in outcome.changes.items()
        if not isinstance(old, str) or reader_of(name, "", as_of)(old).value != new
    }
    if len(changes) == len(outcome.changes):
        return outcome
    result = outcome.result if changes else Result.UNCHANGED
    return replace(outcome, changes=changes, result=result)


def _with_new_personal(outcome: Outcome, known: Mapping[str, str]) -> Outcome:
    """Leave out the contact persons that are stored just so."""
    new = {field: value for field, value in outcome.personal.items() if known.get(field) != value}
    return replace(outcome, personal=new) if new != outcome.personal else outcome


def take_in_register(desk: Desk, read: RegisterImport) -> dict[str, int]:
    """Write what a register import found, in one transaction, backed up before; return the counts.

    The same file again changes nothing and makes no backup.
    """
    changing = [
        o
        for o in read.plan.outcomes
        if o.result in (Result.ADDED, Result.UPDATED) or _names_other_persons(desk, o)
    ]
    if not changing:
        return read.counts
    desk.store.back_up("导入台账前")
    names = [str(new) for o in changing if (new := o.changes.get("owner_name", (None, None))[1])]
    with write(desk.db):
        ids, edits = owners(desk, names)
        persons: list[tuple[str, str, str]] = []
        for outcome in changing:
            record = outcome.account or new_id()
            edits.append(Edit(record, "account", _values(outcome, ids)))
            persons += [(record, field, value) for field, value in outcome.personal.items()]
        personal.put(desk.db, persons)
        desk.record(edits)
        remember_columns(desk, _KIND, read.register.source, read.wanted)
    return read.counts


def _names_other_persons(desk: Desk, outcome: Outcome) -> bool:
    if outcome.account is None or not outcome.personal:
        return bool(outcome.personal)
    known = personal.of(desk.db, outcome.account)
    return any(known.get(name) != person for name, person in outcome.personal.items())


def _values(outcome: Outcome, owner_ids: dict[str, str]) -> dict[str, Value]:
    values: dict[str, Value] = {name: new for name, (_, new) in outcome.changes.items()}
    if owner := values.pop("owner_name", None):
        values["owner"] = owner_ids[str(owner)]
    if "last_update" in values:
        values["last_update_verified"] = None  # nobody has looked up this one
    if outcome.result is Result.ADDED:
        # a register that says nothing lists what is in use (that was reported) and posts
        return {"status": Status.RUNNING, "kind": AccountKind.PUBLISHING, **values}
    return values


def _existing(listed: ListedAccount) -> ExistingAccount:
    told = as_listed(listed)
    values = {k: v for k, v in told.items() if isinstance(v, str | int)}
    values["owner_name"] = listed.owner_name or ""
    return ExistingAccount(listed.account.id, {k: v for k, v in values.items() if v != ""})
