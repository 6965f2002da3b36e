"""The summary that rides along in every file, for readers without the program."""

from collections import Counter
from collections.abc import Iterator, Sequence

from govmedia_desktop.domain.periods import Period
from govmedia_desktop.packages.manifest import Manifest
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


def summary_entries(
    desk: Desk, manifest: Manifest, period: Period, pictures: int
) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of the two summaries of a file."""
    summary = summary_of(desk, manifest, period, pictures)
    yield "summary.html", summary_html(summary)
    yield "summary.xlsx", summary_workbook(summary)


def summary_of(desk: Desk, manifest: Manifest, period: Period, pictures: int) -> Summary:
    """Return what the summary of a file says; of very many accounts the failed ones first."""
    rows = _concerned(desk, manifest, period)
    chosen = sorted(rows, key=_urgency)[:MOST_ACCOUNTS] if len(rows) > MOST_ACCOUNTS else rows
    accounts = stamped_accounts(desk, period, chosen)
    recipient = manifest.recipient.name if manifest.recipient else ""
    facts = [
        ("报送单位", manifest.office.name),
        ("收件单位", recipient),
        ("周期", period.label),
        ("生成时间", manifest.created[:16].replace("T", " ")),
        ("次数", f"第{manifest.sequence}次"),
        ("份数", f"共{manifest.part.of}份" if manifest.part else ""),
    ]
    return Summary(
        f"{manifest.office.name}{period.label}政务新媒体{manifest.kind}文件",
        facts,
        [*_verdicts(accounts), *_counts(manifest, pictures)],
        accounts,
        len(rows) - len(chosen),
        desk.practice,
    )


def _concerned(desk: Desk, manifest: Manifest, period: Period) -> list[Checked]:
    rows = list(period_list(desk, period).rows)
    if manifest.limits.below is None:
        return rows
    owners = set(with_all_below(desk, manifest.limits.below))
    return [row for row in rows if row.listed.account.owner in owners]


def _urgency(row: Checked) -> int:
    return 0 if row.conclusion == "不合格" else 1


def _verdicts(accounts: Sequence[StampedAccount]) -> list[tuple[str, str]]:
    found = Counter(account.conclusion for account in accounts)
    return [("账号", f"{len(accounts)} 个"), *((word, f"{n} 个") for word, n in found.items())]


def _counts(manifest: Manifest, pictures: int) -> list[tuple[str, str]]:
    records = manifest.counts.records
    told = [
        (f"文件内{name}", f"{records[kind]} 条") for kind, name in _KINDS.items() if kind in records
    ]
    shots = "不含截图" if manifest.light else f"{pictures} 张"
    return [*told, ("截图", shots)]
