"""备案期限: which steps are still to be filed and until when, and note that they were."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from govmedia_desktop.domain.life import DueFiling, Step, due_filings
from govmedia_desktop.domain.reminders import Reminder
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.holidays import calendar
from govmedia_desktop.usecases.offices.parameters import parameters_by_owner
from govmedia_desktop.usecases.register.accounts import ListedAccount, list_accounts
from govmedia_desktop.usecases.register.life import all_steps, refuse_filing


@dataclass(frozen=True)
class Unfiled:
    """A step that waits to be filed, with its account and the rule that says by when."""

    listed: ListedAccount
    due: DueFiling
    basis: str

    @property
    def id(self) -> str:
        """The step's."""
        return self.due.step.id


def unfiled(desk: Desk) -> list[Unfiled]:
    """Return what is to be filed under the local rule `filing_days`, the most urgent first.

    Where no rule is set, nothing has a term.
    """
    today = desk.today()
    by_account: dict[str, list[Step]] = defaultdict(list)
    for step in all_steps(desk):
        by_account[step.account].append(step)
    if not by_account:
        return []
    rules, known = parameters_by_owner(desk, today), calendar(desk)
    found = []
    for listed in list_accounts(desk):
        steps = by_account.get(listed.account.id)
        in_force = rules(listed.account.owner) if steps else []
        rule = next((p for p in in_force if p.name == "filing_days"), None)
        if steps and rule is not None:
            due = due_filings(steps, int(rule.value), today, known)
            found += [Unfiled(listed, d, rule.basis) for d in due]
    return sorted(found, key=lambda u: (u.due.due.day, u.id))


def note_filing(desk: Desk, step: str, day: date) -> Step:
    """Note the day a step was filed and return it as it was before.

    Raises `RefusedError` for an unknown step, one that was filed already and a wrong day.
    """
    found = _find(desk, step)
    if found.filed is not None:
        raise RefusedError(f"这个事项已于{found.filed}备案，没有改动。")
    refuse_filing(desk, date.fromisoformat(found.day), day)
    desk.record([Edit(step, "step", {"filed": str(day)})])
    return found


def take_back_filing(desk: Desk, step: str) -> None:
    """Take back the day that was noted by mistake: the step waits to be filed again.

    Raises `RefusedError` for an unknown step and one that is not filed.
    """
    if _find(desk, step).filed is None:
        raise RefusedError("这个事项还没有登记备案日期，没有可以撤销的。")
    desk.record([Edit(step, "step", {"filed": None}, reason="撤销登记备案")])


def _find(desk: Desk, step: str) -> Step:
    found = next((s for s in all_steps(desk) if s.id == step), None)
    if found is None:
        raise RefusedError(f"没有编号为“{step}”的事项；没有保存。")
    return found


def filing_reminders(desk: Desk) -> list[Reminder]:
    """Return for each unit the words about what it has to file, the most urgent unit first."""
    by_owner: dict[str, list[Unfiled]] = defaultdict(list)
    for waiting in unfiled(desk):
        by_owner[waiting.listed.owner_name or ""].append(waiting)
    return [Reminder(owner, _text(owner, found)) for owner, found in by_owner.items()]


def _text(owner: str, found: Sequence[Unfiled]) -> str:
    lines = [f"{number}. {_line(waiting)}" for number, waiting in enumerate(found, 1)]
    return "\n".join([f"{owner or '各有关单位'}：以下事项还没有备案，请按期办理：", *lines])


def _line(waiting: Unfiled) -> str:
    account, due = waiting.listed.account, waiting.due
    what = f"{account.platform.label}“{account.name}”{due.step.day}{due.step.told}"
    until = f"最迟{due.due.day}备案"
    late = f"，已超期{due.days_over}天，请立即备案" if due.overdue else ""
    return f"{what}，{until}{late}（{waiting.basis}）。"
