"""Changes of offices: 更名, 合并, 撤销, 划转 (domain.md §8).

Accounts and what is open move to the successor; periods that are over keep the old names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.offices import Office


class OfficeChangeKind(StrEnum):
    """What happens to an office."""

    RENAMED = "更名"
    MERGED = "合并"
    ABOLISHED = "撤销"
    TRANSFERRED = "划转"

    @property
    def ends(self) -> bool:
        """Whether the office is none of its own any more."""
        return self in (OfficeChangeKind.MERGED, OfficeChangeKind.ABOLISHED)


@dataclass(frozen=True)
class OfficeChange:
    """What is to be done: with which office (id), from which day on, on which basis.

    `to`: the new name of 更名; the successor (id) of 合并 and 撤销; of 划转 the new 主管单位 (id).
    """

    kind: OfficeChangeKind
    office: str
    day: date
    basis: str
    to: str | None = None

    @property
    def last_day(self) -> str:
        """The last ISO day on which things were as before."""
        return str(self.day - timedelta(days=1))


def refusal(change: OfficeChange, offices: Sequence[Office], own: str, accounts: int) -> str:
    """Return why a change cannot be made, as a sentence; empty where it can.

    `accounts`: how many accounts the office has.
    """
    known = {office.id: office for office in offices}
    office = known.get(change.office)
    if office is None:
        return "没有这个单位，没有改动；请核对名称。"
    if office.valid_to:
        return f"“{office.name}”已于{office.valid_to}撤销或并入其他单位，没有改动。"
    if change.kind is OfficeChangeKind.RENAMED:
        return _refused_name(change.to, office, offices)
    return _refused_target(change, office, known, own, accounts)


def _refused_name(to: str | None, office: Office, offices: Sequence[Office]) -> str:
    if not to or to == office.name:
        return "请写新的名称，没有改动。"
    beside = [o for o in below(office.parent, offices) if o.id != office.id and not o.valid_to]
    if any(clean_name(other.name) == clean_name(to) for other in beside):
        return f"已有一个单位叫“{to}”，没有改动；如果是并入那个单位，请办理“合并”。"
    return ""


def _refused_target(
    change: OfficeChange, office: Office, known: dict[str, Office], own: str, accounts: int
) -> str:
    if office.id == own:
        return "本单位的合并、撤销、划转由主管单位办理；本机数据请先移交，没有改动。"
    if change.to is None:
        if change.kind is OfficeChangeKind.ABOLISHED and not accounts:
            return ""
        return f"“{office.name}”还有{accounts}个账号，请写明由哪个单位承接，没有改动。"
    target = known.get(change.to)
    if target is None or target.id == office.id:
        return "没有这个承接单位，没有改动；请核对名称。"
    if not target.is_valid_on(str(change.day)):
        return f"“{target.name}”在{change.day}已不是独立的单位，不能承接，没有改动。"
    return ""


def below(office: str | None, offices: Iterable[Office]) -> list[Office]:
    """Return the offices directly below one."""
    return [o for o in offices if o.parent == office]
