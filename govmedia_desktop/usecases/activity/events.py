"""热点事件: put events down, name the accounts they concern, and see who said what when."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from govmedia_desktop.domain.events import Event, Response, Silence, silence, words
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.records import day_of
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import Row, members, standing
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.register.accounts import (
    ListedAccount,
    account_standing,
    find_account,
    list_accounts,
)

_SPACE = uuid.UUID("0198f000-0000-7000-8000-000000000905")


@dataclass(frozen=True)
class Word:
    """What an account says of an event, and when; without a day it has said nothing yet."""

    day: date | None = None
    title: str = ""
    link: str = ""


@dataclass(frozen=True)
class ToldResponse:
    """One account that an event concerns, and how long it was silent."""

    event: Event
    listed: ListedAccount
    silence: Silence
    words: tuple[Response, ...] = ()
    """What it said, the first word before the follow-ups."""

    @property
    def id(self) -> str:
        """Event and account together."""
        return f"{self.event.id}:{self.listed.account.id}"


def add_event(desk: Desk, name: str, day: date, first_word: str = "", note: str = "") -> str:
    """Put an event down and return its id. Raises `RefusedError` without a name or before it."""
    if not name.strip():
        raise RefusedError("请写事件的名称；没有保存。")
    if day > desk.today():
        raise RefusedError(f"事件日期{day}还没有到，没有保存；请核对。")
    if any(event.name == name.strip() and event.day == str(day) for event in list_events(desk)):
        raise RefusedError(f"{day}的“{name.strip()}”已经登记过，没有重复登记。")
    record = new_id()
    texts = {"first_word": first_word.strip() or None, "note": note.strip() or None}
    values = {"name": name.strip(), "day": str(day), **texts}
    desk.record([Edit(record, "event", {**values})])
    return record


def respond(desk: Desk, event: str, account: str, word: Word = Word()) -> ToldResponse:
    """Put down what an account said; without a day, that it is asked to say something.

    Raises `RefusedError` for an unknown event or account and for a day that cannot be.
    """
    found = find_event(desk, event)
    listed = find_account(desk, account)
    if word.day is not None and not found.day <= str(word.day) <= str(desk.today()):
        raise RefusedError(f"回应日期{word.day}要在事件当天（{found.day}）到今天之间，没有保存。")
    day = str(word.day) if word.day else ""
    told = (found.id, listed.account.id, day, word.title.strip())
    record = str(uuid.uuid5(_SPACE, "\n".join(told)))
    values = {
        "event": found.id,
        "account": listed.account.id,
        "day": day or None,
        "title": word.title.strip() or None,
        "link": word.link.strip() or None,
    }
    desk.record([Edit(record, "response", {**values})])
    return next(
        t for t in list_responses(desk, found.id) if t.listed.account.id == listed.account.id
    )


def list_events(desk: Desk) -> list[Event]:
    """Return the events, the latest first."""
    found = [event for row in standing(desk.db, "event") if (event := _event(row))]
    return sorted(found, key=lambda e: (e.day, e.id), reverse=True)


def find_event(desk: Desk, name: str) -> Event:
    """Return the event of that id or name. Raises `RefusedError` unless there is just one."""
    events = list_events(desk)
    found = [e for e in events if e.id == name] or [e for e in events if e.name == name.strip()]
    if len(found) != 1:
        what = "没有" if not found else f"有{len(found)}个"
        raise RefusedError(f"{what}名为“{name}”的热点事件，没有保存；请核对名称或用编号。")
    return found[0]


def list_responses(desk: Desk, event: str | None = None) -> list[ToldResponse]:
    """Return the accounts that events concern, the latest event first, the longest silent first."""
    listed = {a.account.id: a for a in list_accounts(desk)}
    said = _by_event_and_account(standing(desk.db, "response"))
    found = []
    for one in [find_event(desk, event)] if event else list_events(desk):
        told = [
            _told(desk, one, listed[account], responses)
            for (of, account), responses in said.items()
            if of == one.id and account in listed
        ]
        found += sorted(told, key=lambda t: (-t.silence.days, t.listed.account.name))
    return found


def responses_of(desk: Desk, account: str) -> list[ToldResponse]:
    """Return the events that concern one account, by its id, the latest first."""
    where = f"account IN ({', '.join('?' * len(ids := members(desk.db, account)))})"
    said = _by_event_and_account(standing(desk.db, "response", where, ids))
    listed = account_standing(desk, account) if said else None
    if listed is None:
        return []
    of_event = {event: responses for (event, _), responses in said.items()}
    return [
        _told(desk, event, listed, of_event[event.id])
        for event in list_events(desk)
        if event.id in of_event
    ]


def _by_event_and_account(rows: Sequence[Row]) -> dict[tuple[str, str], list[Response]]:
    said: dict[tuple[str, str], list[Response]] = defaultdict(list)
    for row in rows:
        if row["event"] and row["account"]:
            said[row["event"], row["account"]].append(_response(row))
    return said


def _told(
    desk: Desk, event: Event, listed: ListedAccount, responses: Sequence[Response]
) -> ToldResponse:
    said = silence(event, responses, desk.today())
    return ToldResponse(event, listed, said, tuple(words(responses)))


def _event(row: Row) -> Event | None:
    """An event of another program's making may lack anything."""
    day = str(day_of(row["day"]) or "")
    if not row["name"] or not day:
        return None
    return Event(row["id"], row["name"], day, row["first_word"] or "", row["note"] or "")


def _response(row: Row) -> Response:
    texts = (row["title"] or "", row["link"] or "")
    return Response(row["event"], row["account"], str(day_of(row["day"]) or ""), *texts)
