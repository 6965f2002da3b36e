"""An account's life from 申请 to 注销, step by step (国办发〔2018〕123号: 分级备案).

申请 → 备案 → 运行 → 停更公告 → 关停 → 注销, and on the way 变更 and 迁移. A step tells what
somebody did and when; what the register says stands beside it (see `domain.register_checks`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from govmedia_desktop.domain.accounts import Status
from govmedia_desktop.domain.working_days import KEPT, Calendar, Deadline


class StepKind(StrEnum):
    """What happened to an account."""

    APPLIED = "申请"
    FILED = "备案"
    OPENED = "运行"
    NOTICE = "停更公告"
    CLOSED = "关停"
    CANCELLED = "注销"
    CHANGED = "变更"
    MIGRATED = "迁移"

    @property
    def is_filed(self) -> bool:
        """Whether 开设、变更、关停、注销 of this kind must be filed with the 主管单位."""
        return self in _FILED

    @property
    def status(self) -> Status | None:
        """The status that an account has from this step on, None where it keeps its own."""
        return _STATUS.get(self)


_FILED = {StepKind.OPENED, StepKind.CHANGED, StepKind.CLOSED, StepKind.CANCELLED}
_STATUS = {
    StepKind.OPENED: Status.RUNNING,
    StepKind.NOTICE: Status.CLOSING,
    StepKind.CLOSED: Status.CLOSED,
    StepKind.CANCELLED: Status.CANCELLED,
}

CHANGEABLE = {"name": "账号名称", "owner": "主办单位", "platform_id": "账号ID"}
"""The fields whose change is a step of its own."""


@dataclass(frozen=True)
class Step:
    """One step; dates are ISO. `filed`: the day it was filed, None if nobody says so.

    `field`, `before`, `after`: what a 变更 changed, as people read it.
    """

    id: str
    account: str
    kind: StepKind
    day: str
    filed: str | None = None
    basis: str = ""
    document: str = ""
    link: str = ""
    note: str = ""
    field: str = ""
    before: str = ""
    after: str = ""

    @property
    def told(self) -> str:
        """What happened, with what a 变更 changed."""
        if self.kind is StepKind.OPENED:
            return "开设运行"  # what 国办发〔2018〕123号 has filed is 开设
        if self.kind is not StepKind.CHANGED:
            return self.kind.value
        changed = f"{self.before or '空'} → {self.after}"
        return f"变更{CHANGEABLE.get(self.field, '')}（{changed}）"


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Return the steps as they happened; those of one day in the order of a life."""
    kinds = list(StepKind)
    return sorted(steps, key=lambda s: (s.day, kinds.index(s.kind), s.id))


def latest(steps: Iterable[Step], *kinds: StepKind) -> Step | None:
    """Return the last step of these kinds, None where there was none."""
    found = [step for step in in_order(steps) if step.kind in kinds]
    return found[-1] if found else None


def has_notice(steps: Sequence[Step]) -> bool:
    """Whether the public was told before or when the account was closed (停更公告)."""
    return latest(steps, StepKind.NOTICE) is not None


@dataclass(frozen=True)
class DueFiling:
    """A step that is not filed yet, until when it must be, and how far off that day is.

    `days_left` are 工作日, `days_over` are 自然日 since; never both above 0.
    """

    step: Step
    due: Deadline
    days_left: int
    days_over: int

    @property
    def overdue(self) -> bool:
        """Whether the day is over."""
        return self.days_over > 0


def due_filings(
    steps: Iterable[Step], filing_days: int, today: date, calendar: Calendar = KEPT
) -> list[DueFiling]:
    """Return the steps of one account that must be filed and are not, the most urgent first.

    `filing_days`: working days that the local rule gives (domain.md §4: 2 or 5). A 备案 of the
    account is that of its opening, until it is cancelled.
    """
    found = []
    for life in _lives(in_order(steps)):
        account_is_filed = latest(life, StepKind.FILED) is not None
        for step in life:
            filed = step.filed or (account_is_filed and step.kind is StepKind.OPENED)
            if step.kind.is_filed and not filed:
                due = calendar.deadline(date.fromisoformat(step.day), filing_days)
                left = calendar.working_days_between(today, due.day)
                found.append(DueFiling(step, due, left, max((today - due.day).days, 0)))
    return sorted(found, key=lambda d: (d.due.day, d.step.id))


def _lives(steps: Iterable[Step]) -> list[list[Step]]:
    """Part the steps of an account after each 注销: what comes later is another life."""
    lives: list[list[Step]] = [[]]
    for step in steps:
        lives[-1].append(step)
        if step.kind is StepKind.CANCELLED:
            lives.append([])
    return lives
