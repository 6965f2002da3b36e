"""报送情况: how the offices below stand with their reports, and where figures come from.

An office reports a period as often as it likes until the level above accepts: the newest counts,
the older ones are kept. What is accepted is changed by a 更正 only, a further report that is
accepted in its turn; what arrives or changes in the meantime is 待更正.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from govmedia_desktop.domain.offices import Level, Office
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.rates import printed_rate


class Way(StrEnum):
    """How a report came; half of the offices install nothing."""

    FILE = "数据文件"
    SHEET = "电子表格"
    PAPER = "纸质"
    ZERO = "零报告"


NOTED_WAYS = (Way.PAPER, Way.SHEET, Way.ZERO)
"""What the level above enters for an office (代录)."""


class Decision(StrEnum):
    """What the level above decided on a report."""

    ACCEPTED = "已接收"
    RETURNED = "退回修改"


class ReportState(StrEnum):
    """How an office stands with a period."""

    MISSING = "未报送"
    SENT = "已报送"
    ACCEPTED = "已接收"
    RETURNED = "退回修改"
    CORRECTION = "更正"
    """Sent again after an earlier report was accepted; waits."""
    PENDING = "待更正"
    """Accepted, and something has come or changed since."""

    @property
    def waits_above(self) -> bool:
        """Whether the level above has to decide."""
        return self in (ReportState.SENT, ReportState.CORRECTION)

    @property
    def is_owed(self) -> bool:
        """Whether a report is owed by the period's last day to report; a 更正 has no such day."""
        return self in (ReportState.MISSING, ReportState.RETURNED)

    @property
    def waits_below(self) -> bool:
        """Whether the office has to report, for the first time or again."""
        return self in (ReportState.MISSING, ReportState.RETURNED, ReportState.PENDING)


@dataclass(frozen=True)
class Figures:
    """Accounts checked, those with problems, and those left out as 待核实, counted in neither."""

    checked: int = 0
    unqualified: int = 0
    left_out: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.checked + other.checked,
            self.unqualified + other.unqualified,
            self.left_out + other.left_out,
        )


@dataclass(frozen=True)
class Covers:
    """What a report covers: exact revisions, and the period's figures as they stood.

    `own`: 自查, of the office and of the reports it had accepted; None where nobody said (paper
    without numbers). `rate`: what entered its 合格率. `reports`: ids of the reports it had
    accepted.
    """

    revisions: Mapping[str, int]
    """By replica the counter up to which its revisions are covered."""
    own: Figures | None = None
    rate: Figures | None = None
    reports: tuple[str, ...] = ()


def covers_as_value(covers: Covers) -> dict[str, Any]:
    """Return it as a revision carries it."""
    return {
        "revisions": dict(covers.revisions),
        "own": vars(covers.own) if covers.own else None,
        "rate": vars(covers.rate) if covers.rate else None,
        "reports": list(covers.reports),
    }


def covers_from_value(value: Any) -> Covers:
    """Return what `covers_as_value` wrote; of anything else what can be read of it."""
    content = value if isinstance(value, dict) else {}
    revisions, reports = content.get("revisions"), content.get("reports")
    return Covers(
        {k: v for k, v in revisions.items() if type(v) is int}
        if isinstance(revisions, dict)
        else {},
        _figures(content.get("own")),
        _figures(content.get("rate")),
        tuple(map(str, reports)) if isinstance(reports, list) else (),
    )


def _figures(value: Any) -> Figures | None:
    names = Figures.__dataclass_fields__
    if not isinstance(value, dict) or set(value) != set(names):
        return None
    if any(type(count) is not int or count < 0 for count in value.values()):
        return None
    figures = Figures(**value)
    return figures if figures.unqualified <= figures.checked else None


@dataclass(frozen=True)
class OfficeReport:
    """One report of an office for a period, with what was decided on it so far."""

    id: str
    office: str
    way: Way
    sequence: int
    at: str
    """When it was made, ISO with offset."""
    note: str
    covers: Covers
    decision: Decision | None = None
    reason: str = ""


@dataclass(frozen=True)
class Standing:
    """How an office stands with a period: its newest report, the newest accepted one."""

    newest: OfficeReport | None = None
    accepted: OfficeReport | None = None
    pending: int = 0
    """What came or changed since the accepted report: inspections, and reports it accepted."""
    corrected: bool = False
    """Whether the accepted report took the place of one accepted before (更正)."""

    @property
    def state(self) -> ReportState:
        """The state in the words of the trade."""
        if self.newest is None:
            return ReportState.MISSING
        if self.newest.decision is Decision.RETURNED:
            return ReportState.RETURNED
        if self.newest.decision is None:
            return ReportState.CORRECTION if self.accepted else ReportState.SENT
        return ReportState.PENDING if self.pending else ReportState.ACCEPTED

    @property
    def words(self) -> str:
        """The state with what explains it: `已报送（数据文件）`, `退回修改：漏报一个账号`."""
        if self.newest is None:
            return self.state.value
        if self.state is ReportState.RETURNED:
            return f"{self.state}：{self.newest.reason}"
        if self.state is ReportState.PENDING:
            return f"{self.state} {self.pending} 条"
        way = self.newest.way if self.state is ReportState.SENT else ""
        return f"{self.state}（{way}）" if way else self.state.value


def standing(reports: Iterable[OfficeReport], pending: int) -> Standing:
    """Return how an office stands after these reports; the greatest number is the newest."""
    in_order = sorted(reports, key=lambda r: (r.sequence, r.id))
    accepted = [report for report in in_order if report.decision is Decision.ACCEPTED]
    newest = in_order[-1] if in_order else None
    if not accepted:
        return Standing(newest)
    return Standing(newest, accepted[-1], pending, len(accepted) > 1)


def is_valid_in(office: Office, period: Period) -> bool:
    """Whether the office existed on some day of the period."""
    begun = (office.valid_from or "") <= str(period.end)
    return begun and (office.valid_to or "9999") >= str(period.start)


def answering(office: str, offices: Mapping[str, Office], period: Period) -> str:
    """Return who answers for an office in a period: itself, or its successor once it is gone."""
    passed = {office}
    while (known := offices.get(office)) and not is_valid_in(known, period) and known.successor:
        if known.successor in passed:
            break
        office = known.successor
        passed.add(office)
    return office


def expected(own: str, offices: Iterable[Office], period: Period) -> list[Office]:
    """Return the offices that report to the own one in a period, by name."""
    below = [o for o in offices if o.parent == own and o.id != own and is_valid_in(o, period)]
    return sorted(below, key=lambda office: office.name)


@dataclass(frozen=True)
class Origin:
    """Where the 自查 figure of a place and period comes from, office by office."""

    level: Level | None
    standings: Sequence[Standing]
    levels: Sequence[Level | None]
    """Of the offices that report, in the same order."""
    own: Figures = Figures()
    """What the place's own office found in its own 自查."""

    @property
    def figures(self) -> Figures:
        """The figures of all accepted reports and of the own office together."""
        known = (s.accepted.covers.own for s in self.standings if s.accepted)
        return sum((figures for figures in known if figures), self.own)

    @property
    def sentence(self) -> str:
        """Return the figure and what it is made of, e.g.

        `全县自查无问题 95.0%（38/40 个账号）= 14 个乡镇，其中 1 个更正待接收（按原报送计）；
        2 个未报送，未计入。`
        """
        told = "，".join(filter(None, (self._accepted, *self._inside)))
        return f"{self._rate}= {told}{self._outside}。"

    @property
    def _rate(self) -> str:
        place = f"全{self.level}" if self.level not in (None, Level.TOWNSHIP) else "各单位"
        figures = self.figures
        rate = printed_rate(figures.checked, figures.unqualified, 1)
        clean = figures.checked - figures.unqualified
        counts = f"{rate}（{clean}/{figures.checked} 个账号）" if rate else "暂无数字 "
        return f"{place}自查无问题 {counts}"

    @property
    def _accepted(self) -> str:
        named = set(self.levels)
        unit = named.pop() if len(named) == 1 else None
        return f"已接收的 {sum(s.accepted is not None for s in self.standings)} 个{unit or '单位'}"

    @property
    def _inside(self) -> Iterator[str]:
        """What must be known of what is counted."""
        if self.own.checked:
            yield f"本单位 {self.own.checked} 个账号"
        accepted = [s for s in self.standings if s.accepted]
        later = sum(s.newest != s.accepted for s in accepted)
        pending = sum(s.newest == s.accepted and s.pending > 0 for s in accepted)
        corrected = sum(s.corrected for s in accepted)
        silent = sum(s.accepted.covers.own is None for s in accepted if s.accepted)
        if corrected:
            yield f"其中 {corrected} 个按更正计"
        if later:
            yield f"其中 {later} 个更正待接收（按原报送计）"
        if pending:
            yield f"其中 {pending} 个待更正（按接收时计）"
        if silent:
            yield f"其中 {silent} 个没有报数字"
        if self.figures.left_out:
            yield f"另有 {self.figures.left_out} 个账号待核实"

    @property
    def _outside(self) -> str:
        """The offices that are not counted."""
        states = [s.state for s in self.standings if not s.accepted]
        words = {ReportState.SENT: "待接收"}
        told = "，".join(
            f"{states.count(state)} 个{words.get(state, state)}"
            for state in (ReportState.SENT, ReportState.RETURNED, ReportState.MISSING)
            if state in states
        )
        return f"；{told}，未计入" if told else ""


def rate_source(period: str, own: Standing) -> str:
    """Return what an accepted period's 合格率 is made of; empty while nothing is accepted."""
    if own.accepted is None:
        return ""
    left = f"，待更正的 {own.pending} 条报送更正并被接收以后才计入" if own.pending else ""
    return f"{period}的合格率按已接收的第{own.accepted.sequence}次报送计{left}。"


_NO_CHANGE = "没有变化的，可作零报告。"


def reminder_one(office: str, period: str, standing: Standing) -> str:
    """Return the words that remind one office."""
    return f"{office}：\n    {_reminded(f'你单位{period}政务新媒体检查情况', standing)}"


def reminder_all(period: str, waiting: Iterable[tuple[str, Standing]]) -> str:
    """Return the words that remind all offices that have to report, by what is asked of them."""
    by_state: dict[ReportState, list[str]] = {}
    for office, standing in waiting:
        reason = standing.newest.reason if standing.newest else ""
        told = f"{office}（{reason}）" if standing.state is ReportState.RETURNED else office
        by_state.setdefault(standing.state, []).append(told)
    asked = {
        ReportState.MISSING: f"尚未报送，请尽快报送，{_NO_CHANGE}",
        ReportState.RETURNED: "已退回修改，请改好后再报。",
        ReportState.PENDING: "接收后又有变化，请报送更正。",
    }
    lines = [f"    {'、'.join(by_state[s])}：{text}" for s, text in asked.items() if s in by_state]
    return "\n".join([f"各单位：\n    {period}政务新媒体检查情况报送提醒：", *lines])


def _reminded(what: str, standing: Standing) -> str:
    if standing.state is ReportState.RETURNED and standing.newest:
        return f"{what}因“{standing.newest.reason}”退回修改，请改好后再报。"
    if standing.state is ReportState.PENDING:
        return f"{what}接收后又有 {standing.pending} 条变化，请报送更正。"
    return f"{what}尚未报送，请尽快报送；{_NO_CHANGE}"
