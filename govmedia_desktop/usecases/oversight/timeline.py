"""沿革: everything that ever happened to an account, in one order."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from govmedia_desktop.domain.accounts import FIELD_LABELS
from govmedia_desktop.domain.clues import ClueState
from govmedia_desktop.domain.life import Step, StepKind
from govmedia_desktop.domain.records import day_of
from govmedia_desktop.domain.results import result_from_value
from govmedia_desktop.store.history_of import history_of, records_about
from govmedia_desktop.store.inspections import latest_result
from govmedia_desktop.store.standing import members, names
from govmedia_desktop.usecases.activity.clues import list_clues
from govmedia_desktop.usecases.activity.events import responses_of
from govmedia_desktop.usecases.activity.messages import list_messages
from govmedia_desktop.usecases.activity.posts import posts_of
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import office_standing
from govmedia_desktop.usecases.register.account_history import (
    Change,
    PastInspection,
    account_history,
    inspections_of,
)
from govmedia_desktop.usecases.register.accounts import account_standing
from govmedia_desktop.usecases.register.life import steps_of

_TEXTS = {"basis": "依据", "document": "文号", "note": "说明", "link": "链接"}


@dataclass(frozen=True)
class Happening:
    """One thing that happened: `day` is ISO, `clock` the time where one is known."""

    day: str
    title: str
    lines: tuple[str, ...] = ()
    who: str = ""
    clock: str = ""
    id: str = ""
    """The step's, where it is one."""


def timeline(desk: Desk, account: str) -> list[Happening]:
    """Return steps, inspections with what they found, posts by month, confirmed clues,
    questions put to it, what was said of hot events, what was decided of it, new names of its
    owner, and changes; the latest first.
    """
    found = [
        *(_step(step) for step in steps_of(desk, account)),
        *(_inspection(desk, past) for past in inspections_of(desk, account)),
        *_posts(desk, account),
        *_clues(desk, account),
        *_messages(desk, account),
        *_events(desk, account),
        *_decisions(desk, account),
        *_renamed_owner(desk, account),
        *_changes(account_history(desk, account)),
    ]
    return sorted(found, key=lambda h: (h.day, h.clock), reverse=True)


def _step(step: Step) -> Happening:
    changed: tuple[str, ...] = ()
    if step.kind is StepKind.CHANGED:
        changed = (f"{FIELD_LABELS.get(step.field, '')}：{step.before} → {step.after}",)
    texts = (f"{title}：{text}" for name, title in _TEXTS.items() if (text := getattr(step, name)))
    filed = (f"备案日期：{step.filed}",) if step.filed else ()
    return Happening(step.day, step.kind.value, (*changed, *texts, *filed), id=step.id)


def _inspection(desk: Desk, past: PastInspection) -> Happening:
    result = result_from_value(latest_result(desk.db, past.id))
    problems = dict.fromkeys(f.problem for f in result.findings) if result else {}
    word = past.conclusion.value if past.decides else "已核查"
    doubt = "·待核实" if past.unconfirmed else ""
    return Happening(past.reference_date, f"{past.nature}：{word}{doubt}", tuple(problems))


def _posts(desk: Desk, account: str) -> Iterator[Happening]:
    days = [post.day for post in posts_of(desk, account)]
    months = Counter(day[:7] for day in days)
    latest = {day[:7]: day for day in reversed(days)}
    for month, count in months.items():
        yield Happening(latest[month], f"本月发布 {count} 条")


def _clues(desk: Desk, account: str) -> Iterator[Happening]:
    """Only what a person confirmed is told."""
    for told in list_clues(desk, account):
        clue = told.clue
        if clue.state is ClueState.CONFIRMED:
            texts = (
                clue.description,
                clue.link,
                f"来源：{clue.source}",
                f"核实：{clue.decided_on}",
            )
            lines = tuple(text for text in texts if text)
            day = clue.found_on or clue.decided_on
            yield Happening(day, f"监测线索（已核实）：{clue.problem}", lines)


def _messages(desk: Desk, account: str) -> Iterator[Happening]:
    for told in list_messages(desk, account):
        message = told.message
        answered = f"{message.answered} 答复：{message.answer}" if message.answered else ""
        texts = (message.content, answered, message.quality or "", told.state.value)
        yield Happening(message.asked, message.nature.value, tuple(filter(None, texts)))


def _events(desk: Desk, account: str) -> Iterator[Happening]:
    """The first word tells how long the account was silent; one that said nothing is told too."""
    for said in responses_of(desk, account):
        event = said.event
        happened = f"事件日期：{event.day}"
        if said.silence.first is None:
            told = f"热点事件“{event.name}”：{said.silence.told}"
            yield Happening(event.day, told, (happened,))
        for place, word in enumerate(said.words):
            what = f"{said.silence.told}（首次发声）" if place == 0 else "后续发声"
            lines = (word.title, word.link, happened)
            title = f"热点事件“{event.name}”：{what}"
            yield Happening(word.day, title, tuple(line for line in lines if line))


def _decisions(desk: Desk, account: str) -> Iterator[Happening]:
    """Every decision on keeping, merging or closing it, those that were replaced too."""
    offices = names(desk.db, "office")
    records = records_about(desk.db, "decision", "key", members(desk.db, account))
    for step in history_of(desk.db, records):
        made = step.revision
        told = {name: str(change.value) for name, change in made.changes.items() if change.value}
        title = f"处置决定：{told['decision']}" if "decision" in told else "处置决定改了理由"
        lines = (f"理由：{told['reason']}",) if "reason" in told else ()
        who = f"{made.staff} · {offices.get(made.office) or '未知单位'}"
        yield Happening(made.at[:10], title, lines, who, made.at[11:16])


def _renamed_owner(desk: Desk, account: str) -> Iterator[Happening]:
    """New names of the office that it belongs to, since it does."""
    listed = account_standing(desk, account)
    owner = office_standing(desk, listed.account.owner or "") if listed else None
    if listed is None or owner is None:
        return
    moved = [s.day for s in steps_of(desk, account) if s.field == "owner"]
    since = max(moved, default=listed.account.opened or "")
    for last, former in sorted((day, name) for name, day in owner.former_names.items()):
        day = _day_after(last)
        if day and day >= since:
            line = f"主办单位：{former} → {owner.name_on(day)}"
            yield Happening(day, "主办单位更名", (line,))


def _day_after(day: str) -> str:
    """Return the ISO day after another, empty where another program wrote what is no day."""
    told = day_of(day)
    return str(told + timedelta(days=1)) if told and told < date.max else ""


def _changes(changes: list[Change]) -> Iterator[Happening]:
    """What one person saved at once is one happening."""
    for (at, staff, office, reason), saved in groupby(
        changes, key=lambda c: (c.at, c.staff, c.office, c.reason)
    ):
        lines = [_told(change) for change in saved]
        if reason:
            lines.append(f"事由：{reason}")
        yield Happening(at[:10], "台账修改", tuple(lines), f"{staff} · {office}", at[11:16])


def _told(change: Change) -> str:
    if not change.old:
        return f"{change.field}：{change.new}"
    return f"{change.field}：{change.old} → {change.new or '（清空）'}"
