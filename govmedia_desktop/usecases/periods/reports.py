"""Reports: the problem list, the overview paragraph, the table for stamping."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from govmedia_desktop.domain.clues import ClueState
from govmedia_desktop.domain.evidence import host_of
from govmedia_desktop.domain.findings import points_as_text
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.periods import Period, quarters_back
from govmedia_desktop.domain.results import Result, result_from_value
from govmedia_desktop.domain.trends import Point
from govmedia_desktop.domain.verdicts import Conclusion, Finding, Severity
from govmedia_desktop.domain.wordings import words_for
from govmedia_desktop.reports.overview import Overview, overview_text
from govmedia_desktop.reports.problems import (
    AccountScore,
    ConfirmedClue,
    Problem,
    ProblemReport,
    Summary,
    write_problems,
)
from govmedia_desktop.reports.stamped import StampedAccount, StampedTable, write_stamped
from govmedia_desktop.store.files import sha256_of
from govmedia_desktop.store.inspections import (
    Fact,
    latest_result,
    owners_then,
    reported_facts,
    reported_result,
)
from govmedia_desktop.usecases.activity.clues import list_clues
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import list_offices, own_office
from govmedia_desktop.usecases.periods.periods import Checked, period_list, usual_natures
from govmedia_desktop.usecases.periods.trends import Question, own_trend
from govmedia_desktop.usecases.register.accounts import ListedAccount, list_accounts, suspended

_UNKNOWN = "未填"


@dataclass(frozen=True)
class _Checked:
    """An account with the inspection that decides the span, if there is one."""

    listed: ListedAccount
    conclusion: Conclusion | None
    unconfirmed: bool
    suspended: bool
    result: Result | None
    found_on: str = ""


def write_problem_list(desk: Desk, span: Period, path: Path) -> Path:
    """Write 问题清单, 待核实 and 检查情况汇总 of a span as one workbook; return where it stands.

    Raises `CannotWriteError`, and `RefusedError` for a place among the data.
    """
    return write_problems(desk.outside(path), problem_report(desk, span))


def problem_report(desk: Desk, span: Period) -> ProblemReport:
    """Return what the workbook of a span will hold."""
    rows = _rows(desk, span)
    found = [(row, f) for row in rows for f in _problems(row.result)]
    return ProblemReport(
        own_office(desk).name,
        span.label,
        [_problem(row, f) for row, f in found if not f.unconfirmed],
        [_problem(row, f) for row, f in found if f.unconfirmed],
        _summaries(rows, lambda row: row.listed.owner_name or f"主办单位{_UNKNOWN}"),
        _summaries(rows, lambda row: row.listed.account.platform.label),
        desk.practice,
        [_scored(row, row.result) for row in rows if row.result and row.result.has_points],
        _confirmed_clues(desk, span),
    )


def _confirmed_clues(desk: Desk, span: Period) -> list[ConfirmedClue]:
    called = _names_on(desk, str(min(span.end, desk.today())))
    return [
        ConfirmedClue(
            called.get(told.listed.account.owner or "", ""),
            told.listed.account.name,
            told.listed.account.platform.label,
            told.clue.problem,
            told.clue.description,
            told.clue.found_on,
            told.clue.link,
            told.clue.source,
            told.clue.decided_on,
        )
        for told in list_clues(desk)
        if told.listed
        and told.clue.state is ClueState.CONFIRMED
        and str(span.start) <= (told.clue.found_on or told.clue.decided_on) <= str(span.end)
    ]


def overview(desk: Desk, span: Period) -> Overview:
    """Return every count of the 总体情况 paragraph; what is not known is None."""
    rows = _rows(desk, span)
    accounts = [row.listed for row in rows if row.listed.account.status.counts]
    now = next(iter(_rates(desk, span)), None)
    before, year_before = _earlier(desk, span)
    last = _failed_last_quarter(desk, span)
    rechecked = _rechecked(desk, span, last)
    return Overview(
        period=span.label,
        cutoff=min(span.end, desk.today()),
        total=len(accounts),
        by_owner=_by_owner_kind(desk, accounts),
        by_platform=dict(Counter(a.account.platform.label for a in accounts).most_common()),
        checked=now.checked if now else None,
        failed=now.unqualified if now else None,
        rate_last_quarter=before.pass_rate_printed if before else "",
        rate_last_year=year_before.pass_rate_printed if year_before else "",
        opened=_within([a.account.opened for a in accounts], span),
        last_problems=len(last) or None,
        rechecked=len(rechecked) if last else None,
        put_right=sum(f.conclusion == Conclusion.PASSED for f in rechecked) if last else None,
        unconfirmed=[r.listed.account.name for r in rows if r.unconfirmed] or None,
        suspended=[r.listed.account.name for r in rows if r.suspended] or None,
        practice=desk.practice,
    )


def overview_paragraph(desk: Desk, span: Period) -> str:
    """Return the 总体情况 paragraph, ready to paste."""
    return overview_text(overview(desk, span))


def write_stamped_table(desk: Desk, period: Period, path: Path, package: Path) -> Path:
    """Write the printable table of what goes up, for stamp and signatures; return where it stands.

    It names `package`, the exchange file that goes with it, by name and hash. Raises
    `CannotWriteError`.
    """
    own = own_office(desk)
    parent = next((o.name for o in list_offices(desk) if o.id == own.parent), "")
    accounts = stamped_accounts(desk, period, period_list(desk, period).rows)
    table = StampedTable(
        own.name,
        parent,
        period.label,
        accounts,
        package.name,
        sha256_of(package),
        desk.practice,
    )
    return write_stamped(desk.outside(path), table)


def stamped_accounts(desk: Desk, period: Period, rows: Sequence[Checked]) -> list[StampedAccount]:
    """Return what is told on paper of these accounts of the period's list."""
    called = _names_on(desk, str(min(period.end, desk.today())))
    return [_stamped(desk, row, called) for row in rows]


def _rows(desk: Desk, span: Period) -> list[_Checked]:
    paused = suspended(desk, span.end)
    deciding = _deciding(desk, span)
    called = _names_on(desk, str(min(span.end, desk.today())))
    owners = owners_then(desk.db, [fact.id for fact in deciding.values()])
    rows = []
    for listed in list_accounts(desk):
        account, fact = listed.account, deciding.get(listed.account.id)
        if fact or account.status.counts:
            value = reported_result(desk.db, fact.id) if fact else None
            owner = owners.get(fact.id) if fact else account.owner
            then = replace(listed, owner_name=called.get(owner or ""))
            rows.append(_row(then, fact, value, account.id in paused))
    return sorted(rows, key=lambda r: (r.listed.owner_name or "", r.listed.account.name))


def _names_on(desk: Desk, day: str) -> dict[str, str]:
    """What each office was called that day: old periods keep old names."""
    return {office.id: office.name_on(day) for office in list_offices(desk)}


def _row(listed: ListedAccount, fact: Fact | None, value: object, paused: bool) -> _Checked:
    if fact is None:
        return _Checked(listed, None, False, paused, None)
    result = result_from_value(value)
    conclusion = Conclusion(fact.conclusion)
    return _Checked(listed, conclusion, fact.unconfirmed, False, result, fact.inspection_date)


def _deciding(desk: Desk, span: Period) -> dict[str, Fact]:
    """The own office's inspection that decides of each account: what the 合格率 rests on.

    That is the latest of the natures it usually makes; 日常监测 and the like tell of an account
    only where there is none of these, 复查 never. Whoever did not count on that day is left out.
    """
    usual, own = {nature.value for nature in usual_natures(desk)}, own_office(desk).id
    found: dict[str, Fact] = {}
    for fact in reported_facts(desk.db, str(span.start), str(span.end)):
        before = found.get(fact.account)
        outranked = before is not None and before.nature in usual and fact.nature not in usual
        decides = fact.nature != Nature.RECHECK and fact.office == own and fact.counts
        if decides and not outranked:
            found[fact.account] = fact
    return found


def _problem(row: _Checked, finding: Finding) -> Problem:
    told = finding.severity is Severity.HINT or bool(finding.counted_points)
    return Problem(
        owner=row.listed.owner_name or "",
        account=row.listed.account.name,
        platform=row.listed.account.platform.label,
        problem=f"{finding.problem}（{finding.effect}）" if told else finding.problem,
        description=finding.explanation,
        found_on=row.found_on,
        evidence=_evidence(row.result, finding),
        basis=finding.basis,
        remedy=finding.remedy,
    )


def _problems(result: Result | None) -> list[Finding]:
    return [f for f in (result.findings if result else ()) if f.is_problem]


def _scored(row: _Checked, result: Result) -> AccountScore:
    unconfirmed = "·待核实" if row.unconfirmed else ""
    return AccountScore(
        row.listed.owner_name or "",
        row.listed.account.name,
        row.listed.account.platform.label,
        f"{result.conclusion}{unconfirmed}",
        "" if result.score is None else points_as_text(result.score),
        "\n".join(result.score_lines) or "有单项否决，不再计分",
    )


def _evidence(result: Result | None, finding: Finding) -> str:
    pieces = result.evidence.get(finding.path, ()) if result else ()
    links = dict.fromkeys(piece.source for piece in pieces if host_of(piece.source))
    return "\n".join([f"截图{len(pieces)}张", *links]) if pieces else ""


def _summaries(rows: Sequence[_Checked], by: Callable[[_Checked], str]) -> list[Summary]:
    named: dict[str, list[_Checked]] = {}
    for row in rows:
        named.setdefault(by(row), []).append(row)
    return [_summary(name, of_it) for name, of_it in named.items()]


def _summary(name: str, rows: Sequence[_Checked]) -> Summary:
    settled = [row for row in rows if row.conclusion is not None and not row.unconfirmed]
    return Summary(
        name=name,
        accounts=len(rows),
        passed=sum(row.conclusion is Conclusion.PASSED for row in settled),
        failed=sum(row.conclusion is Conclusion.FAILED for row in settled),
        unchecked=sum(row.conclusion is None and not row.suspended for row in rows),
        unconfirmed=sum(row.unconfirmed for row in rows),
        suspended=sum(row.suspended for row in rows),
        scores=tuple(r.result.score for r in settled if r.result and r.result.score is not None),
    )


def _rates(desk: Desk, span: Period) -> list[Point]:
    return own_trend(desk, Question(span=span))


def _earlier(desk: Desk, span: Period) -> tuple[Point | None, Point | None]:
    """The points of the quarter before and of the same quarter a year before."""
    if span.quarter is None:
        return None, None
    earlier = (quarters_back(span.start, 1), quarters_back(span.start, 4))
    before, year_before = (
        next(iter(_rates(desk, period)), None) if period else None for period in earlier
    )
    return before, year_before


def _failed_last_quarter(desk: Desk, span: Period) -> set[str]:
    last = quarters_back(span.start, 1)
    decided = _deciding(desk, last).values() if last else ()
    return {f.account for f in decided if f.conclusion == Conclusion.FAILED and not f.unconfirmed}


def _rechecked(desk: Desk, span: Period, failed: set[str]) -> list[Fact]:
    latest = {
        fact.account: fact
        for fact in reported_facts(desk.db, str(span.start), str(span.end))
        if fact.nature == Nature.RECHECK and fact.account in failed
    }
    return list(latest.values())


def _by_owner_kind(desk: Desk, accounts: Iterable[ListedAccount]) -> dict[str, int]:
    kinds = {o.id: (o.category or o.level) for o in list_offices(desk)}
    counted = Counter(kinds.get(a.account.owner or "") or "类别未填" for a in accounts)
    return {str(kind): count for kind, count in counted.most_common()}


def _within(days: Iterable[str | None], span: Period) -> int | None:
    known = [day for day in days if day]
    return sum(str(span.start) <= day <= str(span.end) for day in known) if known else None


def _stamped(desk: Desk, row: Checked, called: Mapping[str, str]) -> StampedAccount:
    result = None
    if row.inspection:
        result = result_from_value(latest_result(desk.db, row.inspection))
    account = row.listed.account
    return StampedAccount(
        account.name,
        account.platform.label,
        called.get(account.owner or "", ""),
        account.status.value,
        account.last_update or "",
        nature=row.nature,
        reference_date=row.reference_date,
        conclusion=_worded(row),
        problems="；".join(f.problem for f in _problems(result)),
    )


def _worded(row: Checked) -> str:
    if row.inspection is None or row.conclusion is None:
        return "未检查"
    return words_for("", row.nature).of(row.conclusion, unconfirmed=row.unconfirmed)
