"""Trends: which inspections count, and the pass rate (合格率) over periods and groups.

An account counts once a period, by the conclusion of its 主管单位 from 季度检查 or 抽查; the latest
监测时间点 decides. 自查, 日常监测 and 复查 never enter, nor do accounts that are not 正常运行 or
拟关停, or 暂停更新(经批准). Where every veto is 待核实 the account is left out of checked and
unqualified, and listed.

By 问题类型 an unqualified account stands under what failed it: its confirmed vetoes; where it has
none it failed by points, and stands under each confirmed item that deducted any.

Published results of earlier years stand in the same series and are never summed, neither with
another place's nor with own figures.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from govmedia_desktop.domain.history import Published
from govmedia_desktop.domain.periods import Period, parse_quarter
from govmedia_desktop.domain.rates import parse_rate, pass_rate, printed_rate

BELOW_MARK = "得分低于合格线"
"""问题类型 of an account that failed by points without a confirmed item that deducted any."""


class Group(StrEnum):
    """By what a trend is split."""

    PLATFORM = "platform"
    LEVEL = "level"
    OFFICE = "office"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Tally:
    """Accounts of one group in one period; `left_out` are those wholly 待核实, in neither count.

    For a 问题类型: all checked, and those that failed by this problem, perhaps among others.
    """

    period: Period
    group: str
    checked: int
    unqualified: int
    left_out: int = 0
    record: str = ""
    """By office its id."""


@dataclass(frozen=True)
class Point:
    """One point of a series; what is not known is None; the whole, not split, is group ""."""

    period_code: str
    period_label: str
    group: str
    checked: int | None
    unqualified: int | None
    pass_rate: Fraction | None
    """Between 0 and 1, unrounded from the counts; of a notice without counts its printed rate."""
    pass_rate_printed: str
    """`82.48%`; of a notice exactly what it printed, empty where it printed none."""
    taken_over: bool
    left_out: int = 0
    total: int | None = None
    """Accounts that exist, where a notice says so."""
    record: str = ""
    """By office its id: the group is what the office was called in that period."""

    @property
    def series(self) -> str:
        """What joins the points of one line: an office that was renamed stays one."""
        return self.record or self.group


def own_points(rows: Iterable[Tally]) -> list[Point]:
    """Return own results as points, by period, then group; without a checked account no rate."""
    return [
        Point(
            period_code=row.period.code,
            period_label=row.period.label,
            group=row.group,
            checked=row.checked,
            unqualified=row.unqualified,
            pass_rate=pass_rate(row.checked, row.unqualified),
            pass_rate_printed=printed_rate(row.checked, row.unqualified),
            taken_over=False,
            left_out=row.left_out,
            record=row.record,
        )
        for row in sorted(rows, key=lambda r: (r.period, r.group))
    ]


def published_points(rows: Iterable[Published], group: Group | None) -> list[Point]:
    """Return published results as points, one for each notice (and group), by period.

    Notices split nothing but their totals, and those by platform and by owner only.
    """
    in_order = sorted(rows, key=lambda r: (r.period_start or r.period, r.period, r.place))
    if group is None:
        return [_whole(row) for row in in_order]
    return [_part(row, name, total) for row in in_order for name, total in _split(row, group)]


def _split(row: Published, group: Group) -> list[tuple[str, int]]:
    if group is Group.PLATFORM:
        return list((row.by_platform or {}).items())
    if group is not Group.LEVEL:
        return []
    totals: Counter[str] = Counter()
    for name, total in (row.by_owner or {}).items():
        totals[name.rpartition("/")[2]] += total
    return list(totals.items())


def _whole(row: Published) -> Point:
    if row.checked is not None and row.unqualified is not None:
        rate = pass_rate(row.checked, row.unqualified)
    else:
        rate = parse_rate(row.pass_rate_printed or "")
    return Point(
        period_code=row.period,
        period_label=_label(row),
        group="",
        checked=row.checked,
        unqualified=row.unqualified,
        pass_rate=rate,
        pass_rate_printed=row.pass_rate_printed or "",
        taken_over=True,
        total=row.total,
    )


def _part(row: Published, name: str, total: int) -> Point:
    return Point(row.period, _label(row), name, None, None, None, "", True, total=total)


def _label(row: Published) -> str:
    quarter = parse_quarter(row.period)
    return quarter.label if quarter else row.period
