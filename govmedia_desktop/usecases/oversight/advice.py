"""处置建议: what the register suggests for each account, and what a person decided."""

from collections import defaultdict
from dataclasses import dataclass

from govmedia_desktop.domain.advice import Advice, Case, Deed, advise
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.register_checks import Check
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.latest_findings import problems_of_latest
from govmedia_desktop.store.standing import Row, standing
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.oversight.register_checks import register_findings
from govmedia_desktop.usecases.oversight.today import updates
from govmedia_desktop.usecases.register.accounts import ListedAccount, find_account, list_accounts

_SUBJECT = "advice"
DECISIONS = (Deed.KEEP, Deed.MERGE, Deed.CLOSE)


@dataclass(frozen=True)
class Decision:
    """What a person decided of an account; `day` is ISO."""

    deed: Deed
    reason: str
    day: str


@dataclass(frozen=True)
class Advised:
    """An account with what is suggested, and what was decided, None while nothing was."""

    listed: ListedAccount
    advice: Advice
    into: ListedAccount | None = None
    decision: Decision | None = None

    @property
    def id(self) -> str:
        """The account's."""
        return self.listed.account.id


def account_advice(desk: Desk) -> list[Advised]:
    """Return a suggestion for every supervised account: what is to be done first, kept ones last.

    Those on which somebody has decided stand behind the others of their kind.
    """
    listed = {a.account.id: a for a in list_accounts(desk)}
    decided = {row["key"]: decision for row in _rows(desk) if (decision := _decision(row))}
    advised = [
        Advised(
            listed[advice.account],
            advice,
            listed.get(advice.into or ""),
            decided.get(advice.account),
        )
        for advice in advise(_cases(desk))
    ]
    order = (Deed.DECIDE, Deed.CLOSE, Deed.MERGE, Deed.LOOK, Deed.KEEP)
    return sorted(
        advised,
        key=lambda a: (order.index(a.advice.deed), a.decision is not None, a.listed.account.id),
    )


def decide(desk: Desk, account: str, deed: Deed, reason: str) -> None:
    """Record what a person decided of an account; a later decision replaces it.

    Raises `RefusedError` without a reason and for what is no decision.
    """
    if deed not in DECISIONS:
        raise RefusedError(f"只能决定{'、'.join(DECISIONS)}；没有保存。")
    if not reason.strip():
        raise RefusedError("请写明决定的理由或依据；没有保存。")
    record = find_account(desk, account).account.id
    known = next((row["id"] for row in _rows(desk) if row["key"] == record), new_id())
    values = {"subject": _SUBJECT, "key": record, "decision": deed.value, "reason": reason.strip()}
    desk.record([Edit(known, "decision", {**values, "day": str(desk.today())})])


def _cases(desk: Desk) -> list[Case]:
    found: dict[str, set[Check]] = defaultdict(set)
    for told in register_findings(desk):
        if told.dismissed is None:
            for listed in told.accounts:
                found[listed.account.id].add(told.finding.check)
    problems = problems_of_latest(desk.db)
    return [
        Case(
            update.listed.account,
            update.listed.owner_name,
            update.freshness,
            update.idle_days,
            frozenset(found.get(update.listed.account.id, ())),
            problems.get(update.listed.account.id, frozenset()),
        )
        for update in updates(desk)
    ]


def _rows(desk: Desk) -> list[Row]:
    return standing(desk.db, "decision", "subject = ?", [_SUBJECT])


def _decision(row: Row) -> Decision | None:
    if row["decision"] not in set(DECISIONS):
        return None
    return Decision(Deed(row["decision"]), row["reason"] or "", row["day"] or "")
