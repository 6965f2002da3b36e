"""The rule of what counts in a trend, told plainly once more; the store's statement must agree."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from govmedia_desktop.domain.accounts import Status
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.trends import BELOW_MARK, Group, Tally


@dataclass(frozen=True)
class CheckedAccount:
    """A finished inspection as far as trends need it: the account as of its 监测时间点."""

    inspection: str
    account: str
    reference_date: date
    """监测时间点."""
    nature: Nature
    by: str
    """Record id of the 实施单位."""
    supervisor: str | None
    """Record id of the 主管单位 of the account's owner."""
    status: Status
    suspended: bool
    """暂停更新(经批准) on the 监测时间点."""
    failed: bool
    unconfirmed: bool
    """It fails, but every veto rests on what nobody confirmed (待核实)."""
    platform: str
    level: str
    office: str
    """Record id of the owner, whatever it is called; empty for none."""
    problems: tuple[str, ...] = ()
    """问题类型 of its confirmed vetoes."""
    deductions: tuple[str, ...] = ()
    """问题类型 of its confirmed items that deducted points."""

    @property
    def counts(self) -> bool:
        """Whether it may enter the pass rate of its period."""
        return (
            self.nature.enters_rate
            and self.by == self.supervisor
            and self.status.counts
            and not self.suspended
        )


def deciding(inspections: Iterable[CheckedAccount], period: Period) -> list[CheckedAccount]:
    """Return for each account the counting inspection that decides the period, by account id.

    The latest 监测时间点 decides, on one day the one entered last (its id is the greater).
    """
    latest: dict[str, CheckedAccount] = {}
    counting = [i for i in inspections if i.counts and i.reference_date in period]
    for inspection in sorted(counting, key=lambda i: (i.reference_date, i.inspection)):
        latest[inspection.account] = inspection
    return [latest[account] for account in sorted(latest)]


def tallies(decided: Iterable[CheckedAccount], period: Period, group: Group | None) -> list[Tally]:
    """Return the counts of a period's deciding inspections, by group; the whole is group ""."""
    every = list(decided)
    confirmed = [i for i in every if not i.unconfirmed]
    failed = Counter(name for i in confirmed if i.failed for name in _names(i, group))
    if group is Group.PROBLEM:
        left_out = len(every) - len(confirmed)
        return [Tally(period, n, len(confirmed), failed[n], left_out) for n in sorted(failed)]
    present = Counter(name for i in every for name in _names(i, group))
    checked = Counter(name for i in confirmed for name in _names(i, group))
    return [
        Tally(period, n, checked[n], failed[n], present[n] - checked[n]) for n in sorted(present)
    ]


def _names(inspection: CheckedAccount, group: Group | None) -> Iterable[str]:
    if group is None:
        return ("",)
    if group is Group.PROBLEM:
        return set(inspection.problems or inspection.deductions or (BELOW_MARK,))
    return (str(getattr(inspection, group.value)),)
