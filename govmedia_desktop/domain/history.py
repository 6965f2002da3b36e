"""Published results (历史通报补录) as printed, and where they contradict themselves."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govmedia_desktop.domain.rates import printed_rate


@dataclass(frozen=True)
class Published:
    """One place's results of one period as a notice printed them; None = not printed.

    Dates are ISO text. `by_platform`, `by_owner`: label as printed to number of accounts.
    """

    place: str
    level: str | None
    period: str
    period_start: str | None
    period_end: str | None
    total: int | None
    checked: int | None
    unqualified: int | None
    pass_rate_printed: str | None
    by_platform: Mapping[str, int]
    by_owner: Mapping[str, int]
    remark: str | None
    source: str | None


_RATE = re.compile(r"\s*(\d{1,3})(?:\.(\d{1,9}))?\s*[%％]?\s*")


def contradictions(row: Published) -> tuple[str, ...]:
    """Return each contradiction within the row as a full Chinese sentence.

    Exactly these: a split whose sum is not the total; more checked than there are; a printed rate
    that is not (checked − unqualified) / checked, rounded half up to the decimals printed. What was
    not printed contradicts nothing; fewer checked than there are is a sample; remarks are not read.
    """
    found = [
        _split("平台", row.by_platform.values(), row.total),
        _split("开设主体", row.by_owner.values(), row.total),
        _checked(row),
        _rate(row),
    ]
    return tuple(text for text in found if text)


def _split(by: str, parts: Iterable[int], total: int | None) -> str:
    counts = list(parts)
    if not counts or total is None or sum(counts) == total:
        return ""
    return f"按{by}分列的账号合计{sum(counts)}个，与账号总数{total}个不一致。"


def _checked(row: Published) -> str:
    if row.checked is None or row.total is None or row.checked <= row.total:
        return ""
    return f"检查{row.checked}个，多于账号总数{row.total}个。"


def _rate(row: Published) -> str:
    printed = _RATE.fullmatch(row.pass_rate_printed or "")
    if printed is None or not row.checked or row.unqualified is None:
        return ""
    computed = printed_rate(row.checked, row.unqualified, len(printed[2] or ""))
    if computed == f"{int(printed[1])}{'.' if printed[2] else ''}{printed[2] or ''}%":
        return ""
    ought = f"合格率应为{computed}" if computed else "不合格的多于检查的"
    return (
        f"检查{row.checked}个、不合格{row.unqualified}个，{ought}，"
        f"与印出的{(row.pass_rate_printed or '').strip()}不一致。"
    )
