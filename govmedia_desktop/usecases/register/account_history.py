"""What happened to one account: who changed what when, and what its inspections said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from govmedia_desktop.domain.accounts import FIELD_LABELS, as_shown
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.lifecycle import LifeCheck
from govmedia_desktop.domain.records import Value
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.store.history_of import Step, history_of, records_about
from govmedia_desktop.store.inspections import Fact, facts, made_under
from govmedia_desktop.store.standing import members, names
from govmedia_desktop.usecases.desk import Desk

_SUSPENSION = {
    "reason": "暂停更新·事由",
    "approved_by": "暂停更新·批准单位",
    "document": "暂停更新·文号",
    "valid_from": "暂停更新·起始日期",
    "valid_to": "暂停更新·结束日期",
}
_LABELS = {"account": {**FIELD_LABELS, "same_as": "与另一条登记"}, "suspension": _SUSPENSION}


@dataclass(frozen=True)
class Change:
    """One field that somebody changed, in words; `at` is local time with its offset, ISO."""

    at: str
    staff: str
    office: str
    field: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True)
class PastInspection:
    """One finished inspection of an account; `unconfirmed`: it fails only by what is 待核实."""

    id: str
    nature: str
    reference_date: str
    conclusion: Conclusion
    unconfirmed: bool
    score: str | None = None
    """Where its form has points."""
    decides: bool = True
    """False for a 开设核查 or 关停核查 without a veto: 合格 would say more than was looked at."""


def account_history(desk: Desk, account: str) -> list[Change]:
    """Return the changes of an account and of its suspensions, the latest first.

    Changes that one person saved at once stand together. Values are as people read them.
    """
    records = members(desk.db, account)
    about = records_about(desk.db, "suspension", "account", records)
    offices = names(desk.db, "office")
    steps = history_of(desk.db, [*records, *about])
    changes = [change for step in steps for change in _changes(step, offices)]
    return sorted(changes, key=lambda c: datetime.fromisoformat(c.at), reverse=True)


def inspections_of(desk: Desk, account: str) -> list[PastInspection]:
    """Return an account's finished inspections, the latest first."""
    found = list(facts(desk.db, "", "9999", account))
    undecided = _undecided(desk, found)
    return [_past(fact, decides=fact.id not in undecided) for fact in found][::-1]


def _undecided(desk: Desk, found: Sequence[Fact]) -> set[str]:
    rate = {nature for nature in Nature if nature.enters_rate}
    asked = [f.id for f in found if f.conclusion == Conclusion.PASSED and f.nature not in rate]
    return made_under(desk.db, asked, list(LifeCheck)) if asked else set()


def _past(fact: Fact, *, decides: bool) -> PastInspection:
    return PastInspection(
        fact.id,
        fact.nature,
        fact.reference_date,
        Conclusion(fact.conclusion),
        fact.unconfirmed,
        fact.score,
        decides,
    )


def _changes(step: Step, offices: dict[str, str]) -> Iterator[Change]:
    revision = step.revision
    labels = _LABELS[revision.kind]
    office = offices.get(revision.office) or "未知单位"
    who = (revision.at, revision.staff, office)
    if revision.deletes:
        yield Change(*who, "台账登记", "在册", "已删除", revision.reason)
    # in the order of the form, not of the alphabet
    for name in (name for name in labels if name in revision.changes):
        values = [_words(name, old, offices) for old in step.before[name]]
        old = " / ".join(dict.fromkeys(v for v in values if v))
        new = _words(name, revision.changes[name].value, offices)
        if old != new:
            yield Change(*who, labels[name], old, new, revision.reason)
        elif revision.reason:
            yield Change(*who, "台账登记", "已删除", "在册", revision.reason)


def _words(name: str, value: Value, offices: dict[str, str]) -> str:
    if name == "owner":
        return offices.get(str(value)) or ""
    if name == "same_as":
        return "合并为一个账号" if value else ""
    return as_shown(name, value)
