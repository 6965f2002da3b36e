"""Reporting up (上报): the file and the paper that goes with it, and the words of the mail."""

import re
from dataclasses import dataclass
from pathlib import Path

from govmedia_desktop.domain.periods import Period
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.store.sent import sent_files, unsent
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices import find_office, own_office
from govmedia_desktop.usecases.outgoing import Exported, export
from govmedia_desktop.usecases.reports import write_stamped_table
from govmedia_desktop.usecases.reviews import drop, submit


@dataclass(frozen=True)
class Standing:
    """How far reporting is: own changes in no file so far, and when the last file was written."""

    unsent: int
    last_sent: str | None
    """ISO, None where none was written yet."""


def standing_of_reports(desk: Desk) -> Standing:
    """Return what has changed here since the last file was written."""
    last = next(iter(sent_files(desk.db)), None)
    return Standing(unsent(desk.db, desk.store.replica), last.sent_at if last else None)


@dataclass(frozen=True)
class Report:
    """What is to be reported: the period of the paper, for whom, and whether all of the data."""

    period: Period
    to: str | None = None
    """Name or id of the office; None is the 主管单位."""
    full: bool = False
    zero: bool = False
    """零报告: nothing changed since the last quarter."""
    note: str = ""
    """Why a period is reported again that is accepted (更正)."""


@dataclass(frozen=True)
class Reported:
    """The two files written: the exchange file, and the table for stamp and signatures."""

    exported: Exported
    table: Path


def report_up(desk: Desk, report: Report, path: Path, watch: Watch | None = None) -> Reported:
    """Report the period: write the exchange file at `path` and the printable table beside it.

    A file for an office below reports nothing. Raises `RefusedError` where there is nothing to send
    or to report, `CannotWriteError` where a file cannot be written, `CancelledError` where `watch`
    says so; then nothing counts as reported.
    """
    made = None
    if not _goes_down(desk, report):
        made = submit(desk, report.period, zero=report.zero, note=report.note)
    try:
        exported = export(desk, path, report.to, full=report.full, watch=watch)
    except BaseException:
        if made is not None:
            drop(desk, made)
        raise
    paper = exported.path.with_name(f"{exported.path.stem}_盖章表.xlsx")
    return Reported(exported, write_stamped_table(desk, report.period, paper, exported.path))


def _goes_down(desk: Desk, report: Report) -> bool:
    return report.to is not None and find_office(desk, report.to).parent == own_office(desk).id


@dataclass(frozen=True)
class Letter:
    """What is pasted into a mail."""

    subject: str
    body: str


def letter(desk: Desk, report: Report, reported: Reported) -> Letter:
    """Return subject and body of the mail that carries the two files."""
    own = own_office(desk).name
    subject = f"{own}{report.period.label}政务新媒体检查情况"
    to = f"{reported.exported.recipient}：\n" if reported.exported.recipient else ""
    body = (
        f"{to}    现报送我单位{report.period.label}政务新媒体检查情况，请查收。\n"
        f"    附件1：{reported.exported.path.name}（请用政务新媒体监管程序“接收”）\n"
        f"    附件2：{reported.table.name}（盖章表）\n"
        f"{own}\n{desk.today()}"
    )
    mark = "【练习】" if desk.practice else ""
    return Letter(mark + subject, mark + body)


def file_name(desk: Desk, period: Period, what: str, ending: str, office: str = "") -> str:
    """Return a good name for a file of a period: `示例县_2026年第四季度_问题清单.xlsx`.

    It names the own office unless another is given. A practice folder's file says so; what no file
    system takes is left out.
    """
    mark = "练习_" if desk.practice else ""
    name = f"{mark}{office or own_office(desk).name}_{period.label}_{what}"
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "", name)[:80] + ending
