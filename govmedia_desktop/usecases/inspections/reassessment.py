"""按新标准重算: what finished inspections would have come to under another day's parameters.

Nothing is written: the inspections stay as they are.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from govmedia_desktop.domain.findings import Finding, points_as_text
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.results import Result, result_from_value
from govmedia_desktop.domain.verdicts import Conclusion, Verdict, reach
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.store.inspections import Finished, finished, how_many_finished
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.evaluation import OpenedForms, run_again
from govmedia_desktop.usecases.offices.parameters import parameters_by_owner

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Outcome:
    """What an inspection comes to; `score` is None where there is none."""

    conclusion: Conclusion
    score: Decimal | None
    unconfirmed: bool
    """不合格·待核实: it fails only by what nobody confirmed."""

    @property
    def told(self) -> str:
        """The outcome in words: `合格 86分`, `不合格·待核实`."""
        doubtful = "·待核实" if self.unconfirmed else ""
        score = "" if self.score is None else f" {points_as_text(self.score)}分"
        return f"{self.conclusion}{doubtful}{score}"


@dataclass(frozen=True)
class Reassessed:
    """One inspection that would come out otherwise; account and platform as they were then."""

    inspection: str
    account: str
    platform: str
    owner: str
    nature: str
    reference_date: str
    was: Outcome
    would_be: Outcome
    arising: tuple[Finding, ...]
    """Findings that only the other parameters make; `vanishing`: those that only they lift."""
    vanishing: tuple[Finding, ...]


@dataclass(frozen=True)
class Reassessment:
    """Inspections of a span under the parameters of a day."""

    span: Period
    as_of: date
    inspections: int
    """How many were looked at."""
    differences: tuple[Reassessed, ...]
    not_asked: Mapping[str, int]
    """Items that the parameters would have had asked and that nobody answered then → how often.

    They judge nobody.
    """
    left_out: int
    """Inspections whose form is not here, or whose record is damaged."""

    @property
    def summary(self) -> str:
        """What came of it, in full sentences."""
        about = f"{self.span.label}的{self.inspections}次检查，按{self.as_of}的地方参数重算"
        failing = sum(_worse(one) for one in self.differences)
        lifted = sum(_better(one) for one in self.differences)
        changed = f"{len(self.differences)}次有变化"
        counts = f"{changed}，其中合格变不合格{failing}次、不合格变合格{lifted}次"
        told = [f"{about}：{counts if self.differences else '结果都不变'}。"]
        if self.not_asked:
            items = "、".join(f"{label}（{n}次）" for label, n in self.not_asked.items())
            told.append(f"有的项目当时没有检查，不作判断：{items}。")
        if self.left_out:
            told.append(f"另有{self.left_out}次没有检查表或记录不完整，没有重算。")
        return "".join([*told, "原来的检查记录没有改动。"])


def _worse(one: Reassessed) -> bool:
    return (one.was.conclusion, one.would_be.conclusion) == (Conclusion.PASSED, Conclusion.FAILED)


def _better(one: Reassessed) -> bool:
    return (one.was.conclusion, one.would_be.conclusion) == (Conclusion.FAILED, Conclusion.PASSED)


def reassess(
    desk: Desk, span: Period, as_of: date | None = None, progress: Progress | None = None
) -> Reassessment:
    """Return what would differ had the inspections of a span been made under a day's parameters.

    `as_of` is today where it is None. Every inspection whose 监测时间点 lies in the span is
    evaluated from its stored answers, under its own form version and on its own 监测时间点.
    """
    day = as_of or desk.today()
    in_force = cache(parameters_by_owner(desk, day))
    forms = OpenedForms(desk)
    total = how_many_finished(desk.db, str(span.start), str(span.end))
    differences: list[Reassessed] = []
    not_asked: Counter[str] = Counter()
    left_out = 0
    for number, inspection in enumerate(finished(desk.db, str(span.start), str(span.end)), 1):
        stored = result_from_value(inspection.result)
        form = _form(forms, inspection)
        if stored is None or form is None:
            left_out += 1
        else:
            under = in_force(_account(inspection).get("owner"))
            run = run_again(form, stored, inspection.reference_date, under)
            not_asked.update(item.label for item in run.open_items())
            verdict = reach(run.findings(), (), run.scoring)
            differences.extend(_difference(inspection, stored, verdict))
        if progress is not None:
            progress(number, total)
    return Reassessment(span, day, total, _ordered(differences), dict(not_asked), left_out)


def _form(forms: OpenedForms, inspection: Finished) -> CompiledForm | None:
    try:
        return forms.form(inspection.form)
    except RefusedError:
        return None


def _account(inspection: Finished) -> Mapping[str, str | None]:
    account = inspection.result.get("account")
    return account if isinstance(account, dict) else {}


def _ordered(found: Sequence[Reassessed]) -> tuple[Reassessed, ...]:
    return tuple(sorted(found, key=lambda r: (r.owner, r.account, r.reference_date, r.inspection)))


def _difference(inspection: Finished, stored: Result, verdict: Verdict) -> list[Reassessed]:
    """Return the inspection as one difference, or nothing where all stays as it was."""
    old = {(f.path, f.severity): f for f in stored.findings}
    new = {(f.path, f.severity): f for f in verdict.findings}
    was = Outcome(stored.conclusion, stored.score, _was_unconfirmed(stored))
    would_be = Outcome(verdict.conclusion, verdict.score, verdict.rests_on_unconfirmed)
    if old.keys() == new.keys() and was == would_be:
        return []
    account = _account(inspection)
    found = Reassessed(
        inspection.id,
        account.get("name") or "",
        account.get("platform") or "",
        account.get("owner_name") or "",
        inspection.nature,
        inspection.reference_date,
        was,
        would_be,
        tuple(finding for key, finding in new.items() if key not in old),
        tuple(finding for key, finding in old.items() if key not in new),
    )
    return [found]


def _was_unconfirmed(stored: Result) -> bool:
    if stored.unconfirmed is not None:
        return stored.unconfirmed
    return reach(stored.findings).rests_on_unconfirmed
