"""Reporting up (上报): the file and the paper that goes with it, and the words of the mail."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from govmedia_desktop.domain.periods import Period
from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.store.sent import next_sequence, sent_files, unsent
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange.orders import Order, addressed
from govmedia_desktop.usecases.exchange.outgoing import Exported, export
from govmedia_desktop.usecases.exchange.reviews import drop, submit
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.periods.periods import current_period
from govmedia_desktop.usecases.periods.reports import write_stamped_table


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


_UP = {PackageKind.REPORT, PackageKind.CORRECTION}


@dataclass(frozen=True)
class Declared:
    """What a report says of its period beside the file."""

    zero: bool = False
    """零报告: nothing changed since the last quarter."""
    note: str = ""
    """Why a period is reported again that is accepted (更正)."""


@dataclass(frozen=True)
class Reported:
    """The files written: the exchange file, and the table for stamp and signatures.

    Only what goes up has such a table.
    """

    exported: Exported
    table: Path | None

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files, in the order in which they are told."""
        return (*self.exported.paths, *([self.table] if self.table else []))


def report_up(
    desk: Desk,
    order: Order,
    path: Path,
    watch: Watch | None = None,
    declared: Declared | None = None,
) -> Reported:
    """Report the period: write the exchange file at `path` and the printable table beside it.

    A file for an office below, a backup or a handing over reports nothing. Raises `RefusedError`
    where there is nothing to send or to report, `CannotWriteError` where a file cannot be written,
    `CancelledError` where `watch` says so; then nothing counts as reported, unless the table alone
    failed: that is said.
    """
    made = None
    if addressed(desk, order).kind in _UP:
        said = declared or Declared()
        made = submit(desk, _period(desk, order), zero=said.zero, note=said.note)
    try:
        exported = export(desk, path, order, watch)
    except BaseException:
        if made is not None:
            drop(desk, made)
        raise
    if exported.manifest.kind not in _UP:
        return Reported(exported, None)
    return Reported(exported, _table_beside(desk, _period(desk, order), exported.path))


def _table_beside(desk: Desk, period: Period, package: Path) -> Path:
    """Write the table, under another name where one of its name is open in another program."""
    for ending in ("_盖章表", "_盖章表（另一份）"):
        try:
            paper = package.with_name(f"{package.stem}{ending}.xlsx")
            return write_stamped_table(desk, period, paper, package)
        except CannotWriteError as error:
            reason = error
    raise CannotWriteError(
        f"数据文件“{package.name}”已经写好，算作上报，可以先发出；只有盖章表没有写成：{reason}"
        "排除原因后再上报一次，会另写一份数据文件和盖章表，两份都发也不会重复计入。"
    ) from reason


@dataclass(frozen=True)
class Letter:
    """What is pasted into a mail."""

    subject: str
    body: str


_SAID = {
    PackageKind.REPORT: "现报送我单位{period}政务新媒体检查情况，请查收。",
    PackageKind.CORRECTION: "现报送我单位{period}政务新媒体检查情况的更正，请以此为准。",
    PackageKind.ISSUE: "现下发政务新媒体检查计划、检查表、指标和有关记录，请接收。",
    PackageKind.BACKUP: "附件是我单位政务新媒体监管数据的整包备份。",
    PackageKind.HANDOVER: "附件是政务新媒体监管工作交接的全部数据，请接收。",
}
_SUBJECTS = {
    PackageKind.REPORT: "检查情况",
    PackageKind.CORRECTION: "检查情况（更正）",
    PackageKind.ISSUE: "检查计划、检查表和指标（下发）",
    PackageKind.BACKUP: "数据（整包备份）",
    PackageKind.HANDOVER: "数据（工作交接）",
}


def letter(desk: Desk, order: Order, reported: Reported) -> Letter:
    """Return subject and body of the mail that carries the files."""
    own, kind = own_office(desk).name, reported.exported.manifest.kind
    if reported.exported.is_receipt:
        return _receipt_letter(desk, own, reported.exported)
    period = _period(desk, order).label
    goes_up = kind in _UP
    subject = f"{own}{period if goes_up else ''}政务新媒体{_SUBJECTS[kind]}"
    to = f"{reported.exported.recipient}：\n" if reported.exported.recipient else ""
    lines = [f"{to}    {_SAID[kind].format(period=period)}"]
    for number, path in enumerate(reported.paths, 1):
        what = "盖章表" if path == reported.table else "请用政务新媒体监管程序“接收”"
        lines.append(f"    附件{number}：{path.name}（{what}）")
    if order.passphrase:
        lines.append("    文件已加密，口令请另行电话告知，不要写在邮件里。")
    return _signed(desk, own, subject, lines)


def _receipt_letter(desk: Desk, own: str, receipt: Exported) -> Letter:
    to = f"{receipt.recipient}：\n" if receipt.recipient else ""
    lines = [
        f"{to}    贵单位发来的{receipt.receipts}个文件已收到，特此回执。",
        f"    附件：{receipt.path.name}（请用政务新媒体监管程序“接收”；不接收也不影响）",
    ]
    return _signed(desk, own, f"{own}政务新媒体文件回执", lines)


def _signed(desk: Desk, own: str, subject: str, lines: Sequence[str]) -> Letter:
    mark = "【练习】" if desk.practice else ""
    return Letter(mark + subject, mark + "\n".join([*lines, own, str(desk.today())]))


def suggested_name(desk: Desk, order: Order, *, receipt: bool = False) -> str:
    """Return how the file of an order is called: `示例镇_2026年第四季度_上报_第1次.gmpack`.

    A receipt has no period: it is of files. Raises `RefusedError` where the order cannot be
    carried out.
    """
    to_whom = addressed(desk, order)
    to = to_whom.recipient
    if receipt:
        return _named(desk, [f"给{to.name}的回执" if to else "回执", str(desk.today())], ".gmpack")
    code = order.period.code if order.period else None
    number = next_sequence(desk.db, to.id if to else None, to_whom.kind, code)
    whom = f"_{to.name}" if to and to_whom.kind is PackageKind.ISSUE else ""
    what = f"{to_whom.kind}{whom}_第{number}次"
    return _named(desk, [order.period.label if order.period else "", what], ".gmpack")


def _period(desk: Desk, order: Order) -> Period:
    return order.period or current_period(desk)


def file_name(desk: Desk, period: Period, what: str, ending: str, office: str = "") -> str:
    """Return a good name for a file of a period: `示例县_2026年第四季度_问题清单.xlsx`.

    It names the own office unless another is given. A practice folder's file says so; what no file
    system takes is left out.
    """
    return _named(desk, [period.label, what], ending, office)


def _named(desk: Desk, words: Sequence[str], ending: str, office: str = "") -> str:
    mark = "练习" if desk.practice else ""
    name = "_".join(filter(None, [mark, office or own_office(desk).name, *words]))
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "", name)[:80] + ending
