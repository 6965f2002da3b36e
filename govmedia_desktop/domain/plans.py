"""检查计划: what an office sets for a period, for itself and for all below it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from govmedia_desktop.domain.periods import Period, parse_period
from govmedia_desktop.domain.records import day_of


@dataclass(frozen=True)
class Plan:
    """The plan of one office for one period; what is None or empty it leaves open.

    `deadline`: the last day to report. `share`: per cent that were drawn (抽查). `accounts`: record
    ids of those to be checked, None for all.
    """

    id: str
    office: str
    period: Period
    form_id: str | None = None
    reference_date: date | None = None
    deadline: date | None = None
    share: int | None = None
    accounts: frozenset[str] | None = None
    note: str = ""

    def in_words(self, form: str) -> str:
        """Return what it asks for, as people say it; `form` is the form's title, may be empty."""
        told = (
            f"用“{form}”" if form else "",
            f"监测时间点{self.reference_date}" if self.reference_date else "",
            self._accounts,
            f"{self.deadline}前报送" if self.deadline else "",
            self.note,
        )
        return "，".join(filter(None, told))

    @property
    def _accounts(self) -> str:
        if self.accounts is None:
            return "检查全部账号"
        if self.share:
            return f"抽查{self.share}%（共{len(self.accounts)}个账号）"
        return f"检查指定的{len(self.accounts)}个账号"


def plan_as_values(plan: Plan) -> dict[str, Any]:
    """Return it as a revision carries it."""
    return {
        "office": plan.office,
        "period": plan.period.code,
        "form_id": plan.form_id,
        "reference_date": str(plan.reference_date) if plan.reference_date else None,
        "deadline": str(plan.deadline) if plan.deadline else None,
        "share": plan.share,
        "accounts": {"ids": sorted(plan.accounts)} if plan.accounts is not None else None,
        "note": plan.note or None,
    }


def plan_from_values(id_: str, values: Mapping[str, Any]) -> Plan | None:
    """Return what `plan_as_values` wrote; None without office or period.

    What a file brought that nobody could have set is left open.
    """
    period = parse_period(values["period"] or "")
    if period is None or not values["office"]:
        return None
    day = day_of(values["reference_date"])
    share, named = values["share"], values["accounts"]
    ids = named.get("ids") if isinstance(named, dict) else None
    return Plan(
        id_,
        values["office"],
        period,
        values["form_id"],
        day if day and day in period else None,
        day_of(values["deadline"]),
        share if share and 0 < share <= 100 else None,
        frozenset(map(str, ids)) if isinstance(ids, list) else None,
        values["note"] or "",
    )


def in_force(plans: Iterable[Plan], offices: Sequence[str]) -> Plan | None:
    """Return what the plans of these offices (nearest upward first) come to, None without any.

    The nearest decides; the form and the days that it leaves open are those of the next one.
    """
    of = {plan.office: plan for plan in plans}
    found = [of[office] for office in offices if office in of]
    if not found:
        return None
    return replace(
        found[0],
        form_id=next((plan.form_id for plan in found if plan.form_id), None),
        reference_date=next((plan.reference_date for plan in found if plan.reference_date), None),
        deadline=next((plan.deadline for plan in found if plan.deadline), None),
    )
