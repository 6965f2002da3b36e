"""互动测试 and 诉求: what was asked of an account, and when and how it was answered.

Answers are to be lawful and sincere, not 答非所问、空洞说教、生硬冷漠, and within a term
(国办发〔2018〕123号: 限时办结). Terms are local rules (`reply_days`) in working days.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from govmedia_desktop.domain.working_days import KEPT, Calendar


class MessageNature(StrEnum):
    """Whether the office put the question itself, or a person did."""

    TEST = "互动测试"
    APPEAL = "诉求"


class Quality(StrEnum):
    """How an answer reads; of an appeal, what the person said of it."""

    GOOD = "答复得当"
    BESIDE = "答非所问"
    EMPTY = "空洞说教"
    COLD = "生硬冷漠"
    CONTENT = "满意"
    UNCONTENT = "不满意"

    @property
    def is_fault(self) -> bool:
        """Whether it is to be put right."""
        return self not in (Quality.GOOD, Quality.CONTENT)


class MessageState(StrEnum):
    """How a message stands."""

    ANSWERED = "已答复"
    LATE = "超期答复"
    WAITING = "待答复"
    OVERDUE = "超期未答复"


@dataclass(frozen=True)
class Message:
    """One question put to an account; days are ISO, what nobody said is None or empty.

    `units`: the offices asked to answer, as text; `due`: the last day, where one was set.
    """

    id: str
    account: str
    nature: MessageNature
    asked: str
    content: str
    theme: str = ""
    units: str = ""
    due: str | None = None
    answered: str | None = None
    answer: str = ""
    quality: Quality | None = None
    calendar: Calendar = field(default=KEPT, repr=False, compare=False)
    """By which its working days are counted."""

    @property
    def days(self) -> int | None:
        """Working days from the question to the answer, None while there is none."""
        if self.answered is None:
            return None
        days = map(date.fromisoformat, (self.asked, self.answered))
        return self.calendar.working_days_between(*days)


def last_day(message: Message, reply_days: int | None) -> date | None:
    """Return the day by which an answer is due: the one set, else by the local rule, else none."""
    if message.due:
        return date.fromisoformat(message.due)
    if reply_days is None:
        return None
    return message.calendar.deadline(date.fromisoformat(message.asked), reply_days).day


def state_of(message: Message, reply_days: int | None, today: date) -> MessageState:
    """Return how a message stands today; without a term nothing is late."""
    last = last_day(message, reply_days)
    if message.answered is not None:
        late = last is not None and message.answered > str(last)
        return MessageState.LATE if late else MessageState.ANSWERED
    return MessageState.OVERDUE if last is not None and today > last else MessageState.WAITING


@dataclass(frozen=True)
class Feedback:
    """What the messages of one group say; `days` is the mean of the answered, in working days."""

    group: str
    asked: int
    answered: int
    in_time: int
    faults: int
    days: Fraction | None


def feedback(
    told: Iterable[tuple[Message, MessageState]], group: Callable[[Message], str]
) -> list[Feedback]:
    """Return the figures of each group, the one with the most messages first."""
    groups: dict[str, list[tuple[Message, MessageState]]] = {}
    for message, state in told:
        groups.setdefault(group(message), []).append((message, state))
    found = [_feedback(name, members) for name, members in groups.items()]
    return sorted(found, key=lambda f: (-f.asked, f.group))


def _feedback(name: str, members: list[tuple[Message, MessageState]]) -> Feedback:
    days = [message.days for message, _ in members if message.days is not None]
    return Feedback(
        name,
        asked=len(members),
        answered=len(days),
        in_time=sum(state is MessageState.ANSWERED for _, state in members),
        faults=sum(bool(m.quality and m.quality.is_fault) for m, _ in members),
        days=Fraction(sum(days), len(days)) if days else None,
    )
