"""An account's life: its steps entered and seen (what must be filed: `filings`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from govmedia_desktop.domain.accounts import Account
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.life import (
    CHANGEABLE,
    Step,
    StepKind,
    in_order,
)
from govmedia_desktop.domain.records import Value, day_of
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import Row, standing
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import owners
from govmedia_desktop.usecases.register.accounts import (
    ListedAccount,
    find_account,
    read_field,
)

_TEXTS = ("basis", "document", "link", "note")


@dataclass(frozen=True)
class NewStep:
    """A step to be entered. `changes`: for 变更, new texts by field (`domain.life.CHANGEABLE`)."""

    kind: StepKind
    day: date
    filed: date | None = None
    texts: Mapping[str, str] | None = None
    """By `basis` (依据), `document` (文号), `link` (链接), `note` (说明)."""
    changes: Mapping[str, str] | None = None


def add_step(desk: Desk, account: str, new: NewStep) -> list[Step]:
    """Enter a step and what the register says from then on; return the steps it became.

    What is entered afterwards of an earlier day leaves the status to the later steps. A 变更 of
    several fields is one step each. Raises `RefusedError` for a day to come, a filing
    before the step, and a 变更 that changes nothing.
    """
    listed = find_account(desk, account)
    _check(desk, new)
    steps = _steps(desk, listed, new)
    edits = _register(desk, listed, new)
    rows = [Edit(step.id, "step", _values(step)) for step in steps]
    desk.record([*edits, *rows])
    return steps


def steps_of(desk: Desk, account: str) -> list[Step]:
    """Return an account's steps as they happened."""
    return in_order(s for s in all_steps(desk) if s.account == account)


def all_steps(desk: Desk) -> list[Step]:
    """Return every step whose account is known."""
    return [step for row in standing(desk.db, "step") if (step := _step(row))]


def _check(desk: Desk, new: NewStep) -> None:
    if new.day > desk.today():
        raise RefusedError(f"{new.kind}的日期{new.day}还没有到，没有保存；请核对日期。")
    if new.filed is not None:
        refuse_filing(desk, new.day, new.filed)


def refuse_filing(desk: Desk, day: date, filed: date) -> None:
    """Refuse that what happened on `day` was filed before it, or on a day to come."""
    if not day <= filed <= desk.today():
        raise RefusedError(f"备案日期{filed}要在{day}到今天之间，没有保存；请核对日期。")


def _steps(desk: Desk, listed: ListedAccount, new: NewStep) -> list[Step]:
    texts = {name: (new.texts or {}).get(name, "").strip() for name in _TEXTS}
    filed = str(new.filed) if new.filed else None
    plain = Step(new_id(), listed.account.id, new.kind, str(new.day), filed, **texts)
    if new.kind is not StepKind.CHANGED:
        return [plain]
    now = _shown(listed)
    changed = {
        name: text.strip()
        for name, text in (new.changes or {}).items()
        if name in CHANGEABLE and text.strip() and text.strip() != now[name]
    }
    if not changed:
        raise RefusedError("变更要写明变更了什么（名称、主办单位或账号ID），没有保存。")
    return [
        replace(plain, id=new_id(), field=name, before=now[name], after=text)
        for name, text in changed.items()
    ]


def _shown(listed: ListedAccount) -> dict[str, str]:
    account = listed.account
    owner = listed.owner_name or ""
    return {"name": account.name, "owner": owner, "platform_id": account.platform_id or ""}


def _register(desk: Desk, listed: ListedAccount, new: NewStep) -> list[Edit]:
    """What the register says from that step on; nothing where it says so already."""
    edits: list[Edit] = []
    values: dict[str, Value] = {}
    for name, text in (new.changes or {}).items():
        if name == "owner" and text.strip():
            ids, edits = owners(desk, [text.strip()])
            values["owner"] = ids[text.strip()]
        elif name in CHANGEABLE and text.strip():
            values[name] = read_field(name, text)
    values |= _status(listed.account, new, steps_of(desk, listed.account.id))
    return [*edits, Edit(listed.account.id, "account", values)] if values else edits


def _status(account: Account, new: NewStep, steps: Sequence[Step]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    overtaken = any(s.kind.status is not None and s.day > str(new.day) for s in steps)
    if new.kind.status is not None and not overtaken:
        values["status"] = new.kind.status.value
    if new.kind is StepKind.OPENED and account.opened is None:
        values["opened"] = str(new.day)
    if new.kind is StepKind.FILED and str(new.day) >= (account.filing_date or ""):
        values["filing_date"] = str(new.day)
        document = (new.texts or {}).get("document", "").strip()
        if document:
            values["filing_number"] = document
    return values


def _values(step: Step) -> dict[str, Value]:
    values: dict[str, Value] = {f.name: getattr(step, f.name) or None for f in fields(Step)}
    del values["id"]
    return {**values, "kind": step.kind.value}


def _step(row: Row) -> Step | None:
    """A step of another program's making may lack anything; then nobody can say what it was."""
    if row["kind"] not in set(StepKind) or not row["account"] or day_of(row["day"]) is None:
        return None
    values = {f.name: row[f.name] for f in fields(Step) if row[f.name] is not None}
    return Step(**{**values, "kind": StepKind(row["kind"])})
