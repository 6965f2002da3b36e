"""问题清单, 待核实 and 检查情况汇总 in one workbook (columns: domain.md §5.4).

Nothing is ranked: rows stand in the order given, and neither followers nor reads nor likes appear.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from govmedia_desktop.domain.rates import printed_rate

if TYPE_CHECKING:
    from govmedia_desktop.reports.workbook import Page, Row

_COLUMNS = (
    ("序号", 5),
    ("主办单位", 14),
    ("账号名称", 14),
    ("平台", 9),
    ("问题类型", 13),
    ("问题描述", 26),
    ("发现日期", 11),
    ("证据", 13),
    ("依据", 18),
    ("整改要求", 20),
    ("整改时限", 11),
    ("整改措施", 14),
    ("完成日期", 11),
    ("复查人", 8),
    ("复查日期", 11),
    ("复查结果", 9),
    ("整改销号日期", 11),
)
_SUMMARY_COLUMNS = (
    ("账号数", 10),
    ("检查数", 10),
    ("合格", 10),
    ("不合格", 10),
    ("合格率", 10),
    ("未检查", 10),
    ("待核实", 10),
    ("暂停更新", 10),
)
_AVERAGE = ("平均得分", 10)
Columns = tuple[tuple[str, int], ...]
_CLUE_COLUMNS: Columns = (
    ("序号", 5),
    ("主办单位", 18),
    ("账号名称", 18),
    ("平台", 10),
    ("问题", 16),
    ("描述", 30),
    ("发现日期", 11),
    ("链接", 24),
    ("线索来源", 16),
    ("核实日期", 11),
)
_SCORE_COLUMNS: Columns = (
    ("序号", 5),
    ("主办单位", 18),
    ("账号名称", 18),
    ("平台", 10),
    ("结论", 11),
    ("得分", 8),
    ("得分怎么来的", 60),
)


@dataclass(frozen=True)
class Problem:
    """One row of the 问题清单, in the order of its columns; dates are ISO, unknown is empty."""

    owner: str
    account: str
    platform: str
    problem: str
    description: str
    found_on: str
    evidence: str
    """How many pictures there are, and the links of what they show, a line each."""
    basis: str
    remedy: str
    due: str = ""
    measures: str = ""
    completed_on: str = ""
    reviewer: str = ""
    reviewed_on: str = ""
    review_result: str = ""
    closed_on: str = ""


@dataclass(frozen=True)
class Summary:
    """Accounts of one 主办单位 or platform; each stands in exactly one of the last five counts."""

    name: str
    accounts: int
    passed: int
    failed: int
    unchecked: int
    unconfirmed: int
    """待核实: in neither 合格 nor 不合格."""
    suspended: int
    """暂停更新(经批准)."""
    scores: tuple[Decimal, ...] = ()
    """得分 of those checked that have one."""

    @property
    def checked(self) -> int:
        """Accounts with a conclusion that counts."""
        return self.passed + self.failed

    @property
    def average(self) -> str:
        """平均得分 to two places, empty where there is none."""
        if not self.scores:
            return ""
        average = sum(self.scores, Decimal(0)) / len(self.scores)
        return str(average.quantize(Decimal("0.01")))


@dataclass(frozen=True)
class AccountScore:
    """How one account came to its score; in the order of the columns."""

    owner: str
    account: str
    platform: str
    conclusion: str
    score: str
    lines: str


@dataclass(frozen=True)
class ConfirmedClue:
    """One 监测线索 that a person confirmed; in the order of the columns."""

    owner: str
    account: str
    platform: str
    problem: str
    description: str
    found_on: str
    link: str
    source: str
    confirmed_on: str


@dataclass(frozen=True)
class ProblemReport:
    """What the workbook holds. `period` is written as people read it (`2026年第四季度`)."""

    office: str
    period: str
    problems: Sequence[Problem]
    unconfirmed: Sequence[Problem]
    """待核实: findings that rest on values nobody confirmed."""
    by_owner: Sequence[Summary]
    by_platform: Sequence[Summary]
    practice: bool = False
    scores: Sequence[AccountScore] = ()
    """Accounts checked under a form with points."""
    clues: Sequence[ConfirmedClue] = ()
    """监测线索 that somebody confirmed: apart, in no count and no rate."""


def write_problems(path: Path, report: ProblemReport) -> Path:
    """Return where the workbook now stands (`path`, or beside it while that is held open).

    Raises CannotWriteError.
    """
    from govmedia_desktop.reports.workbook import (  # noqa: PLC0415 (openpyxl)
        Page,
        new_workbook,
        save_workbook,
    )

    workbook = new_workbook()
    headers, widths = zip(*_COLUMNS, strict=True)
    for name, title, problems, if_empty in (
        ("问题清单", "问题清单", report.problems, "本期未发现问题。"),
        ("待核实", "待核实问题", report.unconfirmed, "本期没有待核实的问题。"),
    ):
        page = Page(workbook.create_sheet(name), widths)
        page.title(_title(report, title), _below(report), report.practice)
        page.table(headers, _numbered(problems), if_empty)
        page.repeat_header(3)
        page.signatures()
    summary = workbook.create_sheet("检查情况汇总")
    _add_summary(Page(summary, [30, *(w for _, w in _summary_columns(report))]), report)
    further: tuple[tuple[str, Columns, Sequence[AccountScore | ConfirmedClue]], ...] = (
        ("得分", _SCORE_COLUMNS, report.scores),
        ("监测线索（已核实）", _CLUE_COLUMNS, report.clues),
    )
    for name, columns, rows in further:
        if rows:
            headers, widths = zip(*columns, strict=True)
            page = Page(workbook.create_sheet(name), widths)
            page.title(_title(report, name), _below(report), report.practice)
            page.table(headers, _numbered(rows), "")
            page.repeat_header(3)
            page.signatures()
    return save_workbook(workbook, path)


def _title(report: ProblemReport, name: str) -> str:
    return f"{report.period}政务新媒体检查{name}"


def _below(report: ProblemReport) -> str:
    return f"单位：{report.office}　　检查周期：{report.period}"


def _numbered(rows: Sequence[Problem | AccountScore | ConfirmedClue]) -> "list[Row]":
    return [(number, *astuple(row)) for number, row in enumerate(rows, 1)]


def _summary_columns(report: ProblemReport) -> list[tuple[str, int]]:
    return [*_SUMMARY_COLUMNS, *([_AVERAGE] if report.scores else [])]


def _add_summary(page: "Page", report: ProblemReport) -> None:
    page.title(_title(report, "情况汇总"), _below(report), report.practice)
    for first_header, summaries in (("主办单位", report.by_owner), ("平台", report.by_platform)):
        page.line("")
        header = [first_header, *(header for header, _width in _summary_columns(report))]
        rows = _with_total(summaries)
        page.table(header, [row[: len(header)] for row in rows], "")
    page.line("待核实和暂停更新（经批准）的账号另列，不计入检查数和合格率。")
    page.signatures()


def _with_total(summaries: Sequence[Summary]) -> "list[Row]":
    total = Summary(
        "合计",
        accounts=sum(s.accounts for s in summaries),
        passed=sum(s.passed for s in summaries),
        failed=sum(s.failed for s in summaries),
        unchecked=sum(s.unchecked for s in summaries),
        unconfirmed=sum(s.unconfirmed for s in summaries),
        suspended=sum(s.suspended for s in summaries),
        scores=tuple(score for s in summaries for score in s.scores),
    )
    return [
        (
            s.name,
            s.accounts,
            s.checked,
            s.passed,
            s.failed,
            printed_rate(s.checked, s.failed),
            s.unchecked,
            s.unconfirmed,
            s.suspended,
            s.average,
        )
        for s in (*summaries, total)
    ]
