"""What the register finds by itself, and what a person said of it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.life import Step
from govmedia_desktop.domain.parameters import Parameter
from govmedia_desktop.domain.register_checks import (
    Dormancy,
    Registered,
    RegisterFinding,
    Sameness,
    Surroundings,
    check_register,
)
from govmedia_desktop.domain.same_posts import SPAN_DAYS
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.history_of import former_values
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import roots, standing
from govmedia_desktop.usecases.activity.posts import posts_since
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.parameters import parameters_by_owner
from govmedia_desktop.usecases.register.accounts import ListedAccount, list_accounts, suspended
from govmedia_desktop.usecases.register.life import all_steps

_SUBJECT = "register"


@dataclass(frozen=True)
class Told:
    """A finding with the accounts it is about, and why a person says it is no problem."""

    key: str
    finding: RegisterFinding
    accounts: tuple[ListedAccount, ...]
    dismissed: str | None = None
    """The reason; None while nobody dismissed it."""

    @property
    def id(self) -> str:
        """What it is known by."""
        return self.key


def register_findings(desk: Desk) -> list[Told]:
    """Return all that the register finds, what somebody dismissed last."""
    accounts = {a.account.id: a for a in list_accounts(desk)}
    dismissed = _dismissed(desk)
    found = check_register(_register(desk, accounts), _surroundings(desk, accounts))
    told = [
        Told(key, f, tuple(accounts[id_] for id_ in f.accounts), dismissed.get(key))
        for f in found
        for key in (_key(f),)
    ]
    return sorted(told, key=lambda t: t.dismissed is not None)


def dismiss(desk: Desk, key: str, reason: str) -> None:
    """Say that a finding is no problem, with the reason.

    Raises `RefusedError` without a reason and for a finding that there is not.
    """
    if not reason.strip():
        raise RefusedError("请写明为什么不是问题；没有保存。")
    if key not in {told.key for told in register_findings(desk)}:
        raise RefusedError("台账里已没有这一项，没有保存；请重新查看台账核对。")
    record = _decisions(desk).get(key, (new_id(), ""))[0]
    values = {"subject": _SUBJECT, "key": key, "decision": "不是问题", "day": str(desk.today())}
    desk.record([Edit(record, "decision", {**values, "reason": reason.strip()})])


def take_up(desk: Desk, key: str) -> None:
    """Take a dismissal back. Without one nothing happens."""
    record, _ = _decisions(desk).get(key, ("", ""))
    if record:
        desk.record([Edit(record, "decision", {"decision": None, "reason": None})])


def _register(desk: Desk, accounts: dict[str, ListedAccount]) -> list[Registered]:
    steps: dict[str, list[Step]] = defaultdict(list)
    for step in all_steps(desk):
        steps[step.account].append(step)
    joined = roots(desk.db)
    former: dict[str, list[str]] = defaultdict(list)
    for record, names in former_values(desk.db, "account", "name").items():
        former[joined.get(record, record)] += names
    return [
        Registered(listed.account, listed.owner_name, steps.get(id_, ()), former.get(id_, ()))
        for id_, listed in accounts.items()
    ]


def _surroundings(desk: Desk, accounts: dict[str, ListedAccount]) -> Surroundings:
    today = desk.today()
    rules: Callable[[str | None], list[Parameter]] = cache(parameters_by_owner(desk, today))
    owners = {listed.account.owner for listed in accounts.values()}
    sameness = {owner: same for owner in owners if (same := _sameness(rules(owner)))}
    dormancy = {owner: _dormancy(rules(owner)) for owner in owners}
    since = today - timedelta(days=SPAN_DAYS)
    needs_posts = bool(sameness) or any(d.shell_posts is not None for d in dormancy.values())
    posts = posts_since(desk, since) if needs_posts else {}
    return Surroundings(today, dormancy, sameness, posts, suspended(desk, today))


def _sameness(parameters: list[Parameter]) -> Sameness | None:
    rule = next((p for p in parameters if p.name == "same_posts_percent"), None)
    return Sameness(rule.value, rule.basis) if rule else None


def _dormancy(parameters: list[Parameter]) -> Dormancy:
    named = {p.name: p for p in parameters}
    zombie, dormant = named.get("zombie_days"), named.get("dormant_days")
    shell = named.get("shell_posts")
    return Dormancy(
        int(zombie.value) if zombie else None,
        zombie.basis if zombie else "",
        int(dormant.value) if dormant else None,
        dormant.basis if dormant else "",
        int(shell.value) if shell else None,
        shell.basis if shell else "",
    )


def _key(finding: RegisterFinding) -> str:
    """What a decision is remembered by: should the accounts be others, it is another finding."""
    return f"{finding.check.name}:{','.join(finding.accounts)}"


def _decisions(desk: Desk) -> dict[str, tuple[str, str]]:
    rows = standing(desk.db, "decision", "subject = ?", [_SUBJECT])
    return {row["key"]: (row["id"], row["reason"] or "") for row in rows}


def _dismissed(desk: Desk) -> dict[str, str]:
    return {key: reason for key, (_, reason) in _decisions(desk).items() if reason}
