"""处置建议: keep an account, merge it into a main account, or close it; a person decides.

国办发〔2018〕123号: 功能相近、利用率低的清理整合, 无力维护的坚决关停; an account that carries
重大民生和重要服务 is never closed by a program. Likes and reads are no reasons (中央网信委,
2023-12-18), and neither are followers: they are not looked at. What nobody looked at judges nobody
(domain.md §8).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from govmedia_desktop.domain.accounts import Account, Status
from govmedia_desktop.domain.freshness import Freshness
from govmedia_desktop.domain.register_checks import Check

ESSENTIAL = ("重大民生", "重要服务")
"""Services of which only people decide."""
NO_INTERACTION = "未提供有效互动功能"


class Deed(StrEnum):
    """What is suggested."""

    KEEP = "保留"
    MERGE = "整合到主账号"
    CLOSE = "关停"
    DECIDE = "由人研究决定"
    LOOK = "先核实"


@dataclass(frozen=True)
class Case:
    """What is known of one account: how its updates stand, and what was found of it."""

    account: Account
    owner_name: str | None
    freshness: Freshness
    idle_days: int | None = None
    found: frozenset[Check] = frozenset()
    """What the register found (僵尸号, 睡眠号, 同平台重复开设 …)."""
    problems: frozenset[str] = frozenset()
    """问题类型 of its latest inspection."""


@dataclass(frozen=True)
class Advice:
    """A suggestion with its reasons; `into`: id of the account to merge into."""

    account: str
    deed: Deed
    reasons: tuple[str, ...]
    into: str | None = None


@dataclass
class _Weighed:
    close: list[str] = field(default_factory=list)
    merge: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)
    into: str | None = None


def advise(cases: Sequence[Case]) -> list[Advice]:
    """Return a suggestion for every account that is supervised, in the order of the cases."""
    siblings: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases:
        if case.account.status.counts and case.account.owner:
            siblings[case.account.owner, case.account.platform].append(case)
    mains = {case.account.id: case.account for case in cases}
    return [
        _suggested(case, _weighed(case, siblings, mains))
        for case in cases
        if case.account.status.counts
    ]


def _weighed(
    case: Case,
    siblings: Mapping[tuple[str, str], Sequence[Case]],
    mains: Mapping[str, Account],
) -> _Weighed:
    account, weighed = case.account, _Weighed()
    if account.status is Status.CLOSING:
        weighed.close.append("登记为拟关停，请按程序发停更公告、注销并备案")
    if Check.ZOMBIE in case.found:
        weighed.close.append(f"已核实{case.idle_days}天未更新，达到僵尸号标准")
    elif Check.DORMANT in case.found and NO_INTERACTION in case.problems:
        weighed.close.append("长期少更新，又没有有效互动功能")
    elif case.freshness is Freshness.UNKNOWN:
        weighed.look.append("最近更新日期待核实，核实前不作建议")
    same = siblings.get((account.owner or "", account.platform), ())
    if account.main_account in mains:
        weighed.into = account.main_account
    if len(same) > 1 and (main := _main_of(same)) is not account:
        weighed.into = weighed.into or main.id
        name = mains[weighed.into].name
        weighed.merge.append(f"本单位在同一平台还有“{name}”，一个单位原则上只开设一个账号")
    return weighed


def _main_of(same: Iterable[Case]) -> Account:
    """The account of a unit on a platform that the others go into: the one updated last.

    An account with an essential service goes into no other. Of those updated alike one with a
    service stays, then one that is filed, then the one that was entered first.
    """
    return max(
        sorted(same, key=lambda c: c.account.id),
        key=lambda c: (
            c.account.service in ESSENTIAL,
            c.account.last_update or "",
            bool(c.account.service),
            bool(c.account.filing_number),
        ),
    ).account


def _suggested(case: Case, weighed: _Weighed) -> Advice:
    account = case.account
    against = (*weighed.close, *weighed.merge)
    if account.service in ESSENTIAL and against:
        reasons = (f"承载{account.service}，关停或整合须由人研究决定", *against)
        return Advice(account.id, Deed.DECIDE, reasons, weighed.into)
    if weighed.close and weighed.merge and account.status is not Status.CLOSING:
        return Advice(account.id, Deed.MERGE, (*weighed.merge, *weighed.close), weighed.into)
    if weighed.close:
        return Advice(account.id, Deed.CLOSE, (*weighed.close, _moving(account)))
    if weighed.merge:
        return Advice(account.id, Deed.MERGE, tuple(weighed.merge), weighed.into)
    if weighed.look:
        carried = (f"承载{account.service}",) if account.service in ESSENTIAL else ()
        return Advice(account.id, Deed.LOOK, (*carried, *weighed.look))
    return Advice(account.id, Deed.KEEP, tuple(_kept(case)))


def _moving(account: Account) -> str:
    served = f"（{account.service}）" if account.service else ""
    return f"关停前先把内容和服务{served}迁到保留的账号，并告知公众去向"


def _kept(case: Case) -> Iterable[str]:
    if case.account.service:
        yield f"承载{case.account.service}"
    if case.freshness is Freshness.EXEMPT:
        yield "不要求更新（服务类，或经批准暂停更新）"
    elif case.freshness is Freshness.OVERDUE:
        yield "超过更新期限，先督促整改"
    else:
        yield "更新正常"
    if NO_INTERACTION in case.problems:
        yield "没有有效互动功能，先督促整改"
    if case.account.operation == "委托":
        yield "委托运维，内容终审责任仍在主办单位"
