"""监测线索: what a monitoring firm says of an account (domain.md §8, third parties).

A clue is nobody's finding: a person confirms it (已核实) or rejects it with a reason (不属实).
Neither enters a verdict or a rate.
"""

from dataclasses import dataclass
from enum import StrEnum

from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.registers import Problem, Source

FIELDS = {
    "named": "账号名称",
    "problem": "问题",
    "platform": "平台",
    "description": "问题描述",
    "found_on": "发现日期",
    "link": "链接",
}
"""What a column of a bought list may be read as."""
REQUIRED = ("named", "problem")


class ClueState(StrEnum):
    """What a person said of a clue."""

    WAITING = "待核实"
    CONFIRMED = "已核实"
    REJECTED = "不属实"


@dataclass(frozen=True)
class Clue:
    """One clue as it stands; days are ISO, what nobody said is empty.

    `named` and `platform` are as the list wrote them; `account` is the account's id, empty while
    it is not in the register.
    """

    id: str
    source: str
    named: str
    problem: str
    platform: str = ""
    found_on: str = ""
    description: str = ""
    link: str = ""
    account: str = ""
    state: ClueState = ClueState.WAITING
    reason: str = ""
    decided_on: str = ""


@dataclass(frozen=True)
class ClueRow:
    """One row of a bought list."""

    sheet: str
    cell: str
    named: str
    problem: str
    platform: str = ""
    found_on: str = ""
    description: str = ""
    link: str = ""

    @property
    def key(self) -> str:
        """What makes it the same clue however often, and in whatever file, it is told."""
        told = (self.named, self.platform, self.problem, self.description)
        return "\n".join([*map(clean_name, told), self.found_on, self.link])


@dataclass(frozen=True)
class ClueList:
    """What was read: clues, the number of rows that are none, all doubts, and by which columns."""

    rows: tuple[ClueRow, ...]
    rejected: int
    problems: tuple[Problem, ...]
    source: Source
