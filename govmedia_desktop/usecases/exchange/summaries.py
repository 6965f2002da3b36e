"""The summary that rides along in every file, for readers without the program."""

from collections import Counter
from collections.abc import Iterator, Sequence

from govmedia_desktop.domain.periods import Period
from govmedia_desktop.packages.manifest import Manifest, PackageKind
from govmedia_desktop.reports.stamped import StampedAccount
from govmedia_desktop.reports.summary import (
    MOST_ACCOUNTS,
    Summary,
    summary_html,
    summary_workbook,
)
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import with_all_below
from govmedia_desktop.usecases.periods.periods import Checked, period_list
from govmedia_desktop.usecases.periods.reports import stamped_accounts

_KINDS = {
    "office": "单位",
    "account": "账号",
    "inspection": "检查",
    "suspension": "停更",
    "step": "登记事项",
    "post": "发布",
    "message": "留言",
    "parameter": "指标",
    "plan": "检查计划",
    "form": "检查表",
    "published": "历史通报",
}
_SENDERS = {
    PackageKind.ISSUE: "下发单位",
    PackageKind.BACKUP: "备份单位",
    PackageKind.HANDOVER: "交接单位",
}
_WHAT = {
    PackageKind.REPORT: "下级单位向主管单位报送的检查情况和台账，发现问题的账号排在最前面。",
    PackageKind.CORRECTION: "对以前报送内容的更正，以这一份为准；发现问题的账号排在最前面。",
    PackageKind.ISSUE: "主管单位发给下级单位的检查计划、检查表、指标和记录；下面是收件单位的账号。",
    PackageKind.BACKUP: "本单位全部数据的备份，留存备用，不是报送；发现问题的账号排在最前面。",
    PackageKind.HANDOVER: "交给下一任经办人的全部数据，没查完的检查也在内；有问题的账号在最前面。",
}
_OF_ALL_PERIODS = {PackageKind.BACKUP, PackageKind.HANDOVER}


def summary_entries(
    desk: Desk, manifest: Manifest, period: Period, pictures: int, receipts: int = 0
) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of the two summaries of a file; `receipts`: it only says so many."""
    summary = (
        _of_receipt(desk, manifest, receipts)
        if receipts
        else summary_of(desk, manifest, period, pictures)
    )
    yield "summary.html", summary_html(summary)
    yield "summary.xlsx", summary_workbook(summary)


def summary_of(desk: Desk, manifest: Manifest, period: Period, pictures: int) -> Summary:
    """Return what the summary of a file says, the failed accounts first."""
    rows = _concerned(desk, manifest, period)
    chosen = sorted(rows, key=_urgency)[:MOST_ACCOUNTS]
    accounts = stamped_accounts(desk, period, chosen)
    always = manifest.kind in _OF_ALL_PERIODS
    facts = [
        *_parties(manifest),
        ("周期", "" if always else period.label),
        ("生成时间", _made(manifest)),
        ("次数", f"第{manifest.sequence}次"),
        ("份数", f"共{manifest.part.of}份" if manifest.part else ""),
    ]
    return Summary(
        f"{manifest.office.name}{'' if always else period.label}政务新媒体{manifest.kind}文件",
        facts,
        _verdicts(accounts),
        accounts,
        len(rows) - len(chosen),
        desk.practice,
        _WHAT[manifest.kind],
        _counts(manifest, pictures),
        f"{period.label}检查情况",
    )


def _of_receipt(desk: Desk, manifest: Manifest, receipts: int) -> Summary:
    return Summary(
        f"{manifest.office.name}政务新媒体文件回执",
        [*_parties(manifest), ("生成时间", _made(manifest))],
        [],
        None,
        practice=desk.practice,
        what=f"收件单位发来的{receipts}个文件已经收到。这个文件只有回执；不接收也不影响。",
    )


def _parties(manifest: Manifest) -> list[tuple[str, str]]:
    recipient = manifest.recipient.name if manifest.recipient else ""
    told = "" if manifest.kind is PackageKind.HANDOVER else recipient
    return [(_SENDERS.get(manifest.kind, "报送单位"), manifest.office.name), ("收件单位", told)]


def _made(manifest: Manifest) -> str:
    return manifest.created[:16].replace("T", " ")


def _concerned(desk: Desk, manifest: Manifest, period: Period) -> list[Checked]:
    rows = list(period_list(desk, period).rows)
    if manifest.limits.below is None:
        return rows
    owners = set(with_all_below(desk, manifest.limits.below))
    return [row for row in rows if row.listed.account.owner in owners]


def _urgency(row: Checked) -> int:
    return 1 + row.unconfirmed if row.conclusion == "不合格" else 3


def _verdicts(accounts: Sequence[StampedAccount]) -> list[tuple[str, str]]:
    found = Counter(account.conclusion for account in accounts)
    return [("账号", f"{len(accounts)} 个"), *((word, f"{n} 个") for word, n in found.items())]


def _counts(manifest: Manifest, pictures: int) -> list[tuple[str, str]]:
    records = manifest.counts.records
    told = [
        (f"文件里的{name}", f"{records[kind]} 条")
        for kind, name in _KINDS.items()
        if kind in records
    ]
    shots = "不含截图" if manifest.light else f"{pictures} 张"
    return [*told, ("截图", shots)]
