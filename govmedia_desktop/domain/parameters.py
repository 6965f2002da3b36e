"""Local parameters: limits that a 主管单位 sets for its offices, stricter than national only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from govmedia_desktop.domain.verdicts import Severity


@dataclass(frozen=True)
class Rule:
    """What a parameter is: its national value (None where there is none) and its direction."""

    name: str
    label: str
    unit: str
    national: Decimal | None
    stricter_is_smaller: bool


RULES: dict[str, Rule] = {
    "max_idle_days": Rule("max_idle_days", "最长不更新天数", "天", Decimal(14), True),
}


@dataclass(frozen=True)
class Parameter:
    """One local value with its basis; `valid_from`/`valid_to` are ISO dates, inclusive, or None."""

    id: str
    office: str
    name: str
    value: Decimal
    basis: str
    severity: Severity = Severity.HINT
    valid_from: str | None = None
    valid_to: str | None = None

    def holds_on(self, day: str) -> bool:
        """Whether it is in force on that ISO date (the 监测时间点)."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


def is_looser(name: str, value: Decimal) -> bool:
    """Whether a local value would be looser than the national one (then it is refused)."""
    rule = RULES[name]
    if rule.national is None:
        return False
    return value > rule.national if rule.stricter_is_smaller else value < rule.national


def climb(office: str | None, parents: Mapping[str, str | None]) -> list[str]:
    """Return the office and those above it, nearest first; a ring of parents ends the climb."""
    path: list[str] = []
    while office is not None and office not in path:
        path.append(office)
        office = parents.get(office)
    return path


def in_force(parameters: Iterable[Parameter], offices: Sequence[str], day: str) -> list[Parameter]:
    """Return for each name the parameter of the nearest office that holds on the day.

    `offices` run from the account's owner upward, the data folder's own office last.
    Within one office the latest to begin decides, then the smallest id.
    """
    rank = {office: place for place, office in reversed(list(enumerate(offices)))}
    holding = [p for p in parameters if p.office in rank and p.holds_on(day)]
    holding.sort(key=lambda p: p.id)
    holding.sort(key=lambda p: p.valid_from or "", reverse=True)
    holding.sort(key=lambda p: rank[p.office])
    nearest: dict[str, Parameter] = {}
    for parameter in holding:
        nearest.setdefault(parameter.name, parameter)
    return sorted(nearest.values(), key=lambda p: p.name)
