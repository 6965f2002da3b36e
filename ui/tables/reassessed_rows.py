"""Inspections that would come out otherwise under other parameters, as rows."""

from collections.abc import Sequence

from govmedia_desktop.domain.accounts import PLATFORM_LABELS, Platform
from govmedia_desktop.domain.findings import Finding
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.usecases.inspections.reassessment import Outcome, Reassessed
from ui.tables.columns import Align, Column
from ui.theme import State


def _state(outcome: Outcome) -> State:
    return State.PASSED if outcome.conclusion is Conclusion.PASSED else State.FAILED


def _platform(one: Reassessed) -> str:
    known = one.platform in set(Platform)
    return PLATFORM_LABELS[Platform(one.platform)] if known else one.platform


def changes(one: Reassessed) -> str:
    """Return which findings arise and which vanish, with the basis they rest on."""
    return "；".join(
        f"{word}{_told(found)}"
        for word, found in (("多出：", one.arising), ("不再有：", one.vanishing))
        if found
    )


def _told(findings: Sequence[Finding]) -> str:
    return "、".join(f"{f.effect} {f.problem}（{f.basis}）" for f in findings)


COLUMNS = [
    Column[Reassessed]("账号名称", lambda r: r.account, width=150, least=110, wraps=True),
    Column[Reassessed]("平台", _platform, width=96, spare=2),
    Column[Reassessed](
        "监测时间点", lambda r: r.reference_date, align=Align.CENTRE, width=104, spare=3
    ),
    Column[Reassessed]("当时", lambda r: r.was.told, state=lambda r: _state(r.was), width=112),
    Column[Reassessed](
        "按新标准", lambda r: r.would_be.told, state=lambda r: _state(r.would_be), width=112
    ),
    Column[Reassessed]("变化", changes, width=300, least=200, wraps=True),
    Column[Reassessed]("主办单位", lambda r: r.owner or "未填", width=168, spare=4),
]
