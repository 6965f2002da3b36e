"""互动测试 and 诉求: put down a question, later its answer, and see who answers how."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.labels import label_of
from govmedia_desktop.domain.messages import (
    Feedback,
    Message,
    MessageNature,
    MessageState,
    Quality,
    feedback,
    last_day,
    state_of,
)
from govmedia_desktop.domain.periods import Period, quarters_back
from govmedia_desktop.domain.records import Value, day_of
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import Row, standing
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.holidays import calendar
from govmedia_desktop.usecases.offices.parameters import parameters_by_owner
from govmedia_desktop.usecases.register.accounts import ListedAccount, find_account, list_accounts

FIELDS = ("nature", "asked", "theme", "content", "units", "due", "answered", "answer", "quality")
_DAYS = {"asked": "提问日期", "due": "期限", "answered": "答复日期"}
_NEEDED = ("nature", "asked", "content")


@dataclass(frozen=True)
class ToldMessage:
    """A message with its account, how it stands, and until when an answer is due."""

    message: Message
    listed: ListedAccount
    state: MessageState
    due: date | None

    @property
    def id(self) -> str:
        """The message's."""
        return self.message.id


def add_message(desk: Desk, account: str, given: Mapping[str, str]) -> str:
    """Put a question down and return its id; `given`: texts by `FIELDS`.

    Raises `RefusedError` where account, question or day are missing or wrong.
    """
    listed = find_account(desk, account)
    values = _read(desk, {"nature": MessageNature.TEST.value, **given}, {})
    if not values.get("content"):
        raise RefusedError("请写明问了什么；没有保存。")
    values["asked"] = values.get("asked") or str(desk.today())
    record = new_id()
    desk.record([Edit(record, "message", {**values, "account": listed.account.id})])
    return record


def change_message(desk: Desk, record: str, given: Mapping[str, str]) -> None:
    """Put down the answer or mend what was written.

    Raises `RefusedError` for an unknown message, for values that cannot be, and where nature,
    question or its day would be cleared: nobody could say any more what it was.
    """
    known = next((m for m in _messages(desk) if m.id == record), None)
    if known is None:
        raise RefusedError(f"没有编号为“{record}”的互动记录；没有保存。")
    values = _read(desk, given, {name: str(getattr(known, name) or "") for name in FIELDS})
    if cleared := [label_of("message", n) for n in _NEEDED if values.get(n, n) is None]:
        raise RefusedError(f"{'、'.join(cleared)}不能清空；没有保存。")
    desk.record([Edit(record, "message", values)])


def list_messages(desk: Desk, account: str | None = None) -> list[ToldMessage]:
    """Return the messages, what waits for an answer first, the earliest due before others."""
    accounts = [find_account(desk, account)] if account else list_accounts(desk)
    listed = {a.account.id: a for a in accounts}
    messages = [message for message in _messages(desk) if message.account in listed]
    if not messages:
        return []
    rules = parameters_by_owner(desk, desk.today())
    found = []
    for message in messages:
        owner = listed[message.account].account.owner
        days = next((int(p.value) for p in rules(owner) if p.name == "reply_days"), None)
        state = state_of(message, days, desk.today())
        due = last_day(message, days)
        found.append(ToldMessage(message, listed[message.account], state, due))
    order = (MessageState.OVERDUE, MessageState.WAITING)
    return sorted(
        found,
        key=lambda t: (
            order.index(t.state) if t.state in order else len(order),
            str(t.due or "9999"),
            t.message.asked,
            t.id,
        ),
    )


def feedback_by(desk: Desk, span: Period, group: str) -> list[Feedback]:
    """Return the figures of the messages asked in a span by `unit`, `theme` or `account`."""
    told = [t for t in list_messages(desk) if str(span.start) <= t.message.asked <= str(span.end)]
    names: dict[str, Callable[[ToldMessage], str]] = {
        "unit": lambda t: t.message.units or t.listed.owner_name or "主办单位未填",
        "theme": lambda t: t.message.theme or "未分类",
        "account": lambda t: t.listed.account.name,
    }
    grouped = {t.id: names[group](t) for t in told}
    return feedback(((t.message, t.state) for t in told), lambda m: grouped[m.id])


@dataclass(frozen=True)
class FeedbackOf:
    """The figures of one group in one quarter."""

    span: Period
    feedback: Feedback

    @property
    def id(self) -> tuple[str, str]:
        """Quarter and group."""
        return self.span.code, self.feedback.group


def feedback_by_quarter(desk: Desk, group: str, quarters: int = 4) -> list[FeedbackOf]:
    """Return the figures of `feedback_by` for the last quarters, the latest first."""
    spans = [quarters_back(desk.today(), count) for count in range(quarters)]
    return [
        FeedbackOf(span, found)
        for span in spans
        if span
        for found in feedback_by(desk, span, group)
    ]


def _read(desk: Desk, given: Mapping[str, str], known: Mapping[str, str]) -> dict[str, Value]:
    if unknown := set(given) - set(FIELDS):
        raise RefusedError(f"互动记录没有名为“{min(unknown)}”的栏目；没有保存。")
    values: dict[str, Value] = {name: text.strip() or None for name, text in given.items()}
    for name, allowed in (("nature", set(MessageNature)), ("quality", set(Quality))):
        if values.get(name) is not None and values[name] not in allowed:
            raise RefusedError(
                f"“{values[name]}”不能填在这里；可以填：{'、'.join(sorted(allowed))}。"
            )
    for name, title in _DAYS.items():
        if values.get(name) is not None:
            values[name] = _day(str(values[name]), title)
    _refuse_order(desk, {**known, **values})
    return values


def _refuse_order(desk: Desk, values: Mapping[str, Value]) -> None:
    asked, answered, due = (str(values.get(name) or "") for name in ("asked", "answered", "due"))
    asked = asked or str(desk.today())
    if asked > str(desk.today()):
        raise RefusedError(f"提问日期{asked}还没有到，没有保存；请核对。")
    if answered and not asked <= answered <= str(desk.today()):
        raise RefusedError(f"答复日期{answered}要在{asked}到今天之间，没有保存；请核对。")
    if due and due < asked:
        raise RefusedError(f"答复期限{due}早于提问日期{asked}，没有保存；请核对。")


def _day(text: str, title: str) -> str:
    try:
        return str(date.fromisoformat(text))
    except ValueError as error:
        raise RefusedError(
            f"{title}“{text}”不是有效的日期，请写成 2026-11-21 的样子；没有保存。"
        ) from error


def _messages(desk: Desk) -> list[Message]:
    known = calendar(desk)
    found = (m for row in standing(desk.db, "message") if (m := _message(row)))
    return [replace(message, calendar=known) for message in found]


def _message(row: Row) -> Message | None:
    """A message of another program's making may lack anything."""
    if row["nature"] not in set(MessageNature) or not row["account"] or not row["content"]:
        return None
    values = {f.name: row[f.name] for f in fields(Message) if row.get(f.name) is not None}
    values["nature"] = MessageNature(row["nature"])
    values["quality"] = Quality(row["quality"]) if row["quality"] in set(Quality) else None
    days = [row["asked"], *(row[name] for name in ("due", "answered") if row[name])]
    if None in map(day_of, days):
        return None
    return Message(**values)
