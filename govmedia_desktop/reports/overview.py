"""The 总体情况 paragraph of a 通报, ready to paste (domain.md §5.3, item 2).

A sentence whose number is not known is left out; an unknown number is never written as 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from govmedia_desktop.domain.rates import parse_rate, printed_rate


@dataclass(frozen=True)
class Overview:
    """Every count that the paragraph may name; None is not known."""

    period: str
    """As people read it: `2026年第四季度`."""
    cutoff: date
    total: int | None = None
    by_owner: Mapping[str, int] = field(default_factory=dict)
    """Accounts by 开设主体 (`县直部门`, `乡镇街道` …)."""
    by_platform: Mapping[str, int] = field(default_factory=dict)
    checked: int | None = None
    failed: int | None = None
    rate_last_quarter: str = ""
    """As printed then (`95.7%`), empty if not known; `rate_last_year` likewise."""
    rate_last_year: str = ""
    opened: int | None = None
    closed: int | None = None
    last_problems: int | None = None
    """Accounts with problems last quarter; of them re-checked, and found put right."""
    rechecked: int | None = None
    put_right: int | None = None
    unconfirmed: Sequence[str] | None = None
    """待核实: the accounts' names."""
    suspended: Sequence[str] | None = None
    """暂停更新(经批准): the accounts' names."""
    practice: bool = False


def overview_text(overview: Overview) -> str:
    """Return the paragraph in official Chinese, one line of text without a line end."""
    sentences = (
        _existing(overview),
        _checked(overview),
        _changes(overview),
        _opened(overview),
        _rechecked(overview),
        _listed(overview.unconfirmed, "待核实账号", "，未计入检查数和合格率"),
        _listed(overview.suspended, "经批准暂停更新账号", "，不计入合格率"),
    )
    mark = "【练习】" if overview.practice else ""
    return mark + "".join(f"{sentence}。" for sentence in sentences if sentence)


def _existing(overview: Overview) -> str:
    if overview.total is None:
        return ""
    day = overview.cutoff
    cutoff = f"截至{day.year}年{day.month}月{day.day}日"
    parts = [f"{cutoff}，共有政务新媒体账号{overview.total}个"]
    for label, counts in (("开设主体", overview.by_owner), ("类型", overview.by_platform)):
        if counts:
            split = "、".join(f"{name}{count}个" for name, count in counts.items())
            parts.append(f"按{label}分，{split}")
    return "；".join(parts)


def _checked(overview: Overview) -> str:
    if overview.checked is None:
        return ""
    parts = [f"{overview.period}共检查{overview.checked}个"]
    if overview.total:
        ratio = printed_rate(overview.total, overview.total - overview.checked)
        parts += [f"检查比例{ratio}"] if ratio else []
    if overview.failed is not None and overview.checked:
        passed = overview.checked - overview.failed
        parts += [f"合格{passed}个", f"不合格{overview.failed}个", f"合格率{_rate(overview)}"]
    return "，".join(parts)


def _rate(overview: Overview) -> str:
    return printed_rate(overview.checked or 0, overview.failed or 0)


def _changes(overview: Overview) -> str:
    if overview.checked is None or overview.failed is None:
        return ""
    now = _rate(overview)
    return "，".join(
        f"与{then}（{rate}）相比，合格率{change}"
        for then, rate in (
            ("上季度", overview.rate_last_quarter),
            ("去年同期", overview.rate_last_year),
        )
        if (change := _change(now, rate))
    )


def _change(now: str, before: str) -> str:
    """Return the difference of two printed rates, so that a reader who subtracts gets the same."""
    if parse_rate(now) is None or parse_rate(before) is None:
        return ""
    difference = Decimal(now.rstrip("%％ ")) - Decimal(before.strip().rstrip("%％ "))
    if not difference:
        return "持平"
    word = "上升" if difference > 0 else "下降"
    return f"{word}{abs(difference)}个百分点"


def _opened(overview: Overview) -> str:
    return "，".join(
        f"{word}账号{count}个"
        for word, count in (("本期新开设", overview.opened), ("关停", overview.closed))
        if count is not None
    )


def _rechecked(overview: Overview) -> str:
    if overview.last_problems is None:
        return ""
    parts = [f"上季度存在问题的账号{overview.last_problems}个"]
    for word, count in (("已复查", overview.rechecked), ("整改到位", overview.put_right)):
        if count is not None:
            parts.append(f"{word}{count}个")
    return "，".join(parts)


def _listed(names: Sequence[str] | None, what: str, consequence: str) -> str:
    if not names:
        return ""
    return f"另有{what}{len(names)}个（{'、'.join(names)}）{consequence}"
