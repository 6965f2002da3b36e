"""Filling an inspection in: begin it, answer the judgement group at one key, set it aside."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from govmedia_desktop.domain.evidence import LEAK
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.items import Item
from govmedia_desktop.store import drafts
from govmedia_desktop.store.connection import write
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin, discard
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.inspections.unfinished import put_down
from govmedia_desktop.usecases.periods.periods import reference_date, set_reference_date

LEAK_WARNING = "疑似涉密，请停止操作，不截图、不转发，立即报告保密部门"
"""domain.md §8, 涉密: these words and no others; nothing about the leak itself is taken in."""

_NOT_FOUND = "none"
_SAMPLE = {"looked_at": "抽看篇数", "looked_from": "起始日期", "looked_to": "截止日期"}


def begin_in_period(desk: Desk, period: Period, occasion: Occasion) -> Inspection:
    """Return the inspection begun (or resumed) on the period's 监测时间点, which now stands.

    Raises `RefusedError` where account or form is unknown.
    """
    day = reference_date(desk, period)
    inspection = begin(desk, replace(occasion, reference_date=day))
    set_reference_date(desk, period, day)
    return inspection


def answer_judgement_group(inspection: Inspection) -> str | None:
    """Answer 未发现 to every judgement item without an answer; return why not, None where done.

    Only after 抽看篇数 and 起止日期 are typed (domain.md §8); answers given stay as they are.
    """
    items = inspection.run.items()
    refusal = sample_missing(items)
    if refusal is not None:
        return refusal
    with write(inspection.desk.db):
        for item in judgement_group(items):
            if item.relevant and not (item.value or item.absent):
                inspection.answer(item.path, _NOT_FOUND)
    return None


def judgement_group(asked: Iterable[Item]) -> list[Item]:
    """Return the judgement items that one key may answer: those that know 未发现.

    Empty where the form does not ask what was looked at (domain.md §8).
    """
    items = list(asked)
    if not asks_what_was_looked_at(items):
        return []
    return [i for i in items if i.judgement and _NOT_FOUND in (c.name for c in i.choices)]


def asks_what_was_looked_at(items: Iterable[Item]) -> bool:
    """Whether 抽看篇数 and 起止日期 are among these items."""
    return _SAMPLE.keys() <= {item.name for item in items}


def sample_missing(asked: Iterable[Item]) -> str | None:
    """Return what is not said yet of what was looked at, None where all of it is (domain.md §8)."""
    items = {item.name: item for item in asked}
    if not _SAMPLE.keys() <= items.keys():
        return "这张检查表没有抽看篇数和起止日期，请逐项回答"
    missing = [
        title
        for name, title in _SAMPLE.items()
        if not items[name].value or items[name].unconfirmed or items[name].problem
    ]
    if not missing and int(items["looked_at"].value) < 1:
        missing = ["抽看篇数(至少1篇)"]
    return f"还没有填{'、'.join(missing)}；填好后才能一次答完，现在没有作答" if missing else None


def leak_warning(inspection: Inspection) -> str:
    """Return the fixed warning while 泄密 is answered 发现, else an empty text."""
    return LEAK_WARNING if leak_found(inspection.run.items()) else ""


def leak_found(items: Iterable[Item]) -> bool:
    """Whether 泄密 is answered 发现."""
    return any(item.name == LEAK and item.value == "found" for item in items)


def leave(inspection: Inspection) -> None:
    """Go away from an inspection: it stays as a draft, unless nobody has entered anything."""
    db, draft = inspection.desk.db, inspection.draft
    with write(db):
        drafts.remember(db, draft.id, draft.last_question)
        put_down(inspection.desk)
    if not drafts.answers(db, draft.id) and not drafts.evidence(db, draft.id):
        discard(inspection.desk, draft.id)


def set_aside(desk: Desk, draft_id: str) -> Callable[[], None]:
    """Throw a draft away; what is returned brings it back with answers and evidence.

    Raises `RefusedError` where it is gone already.
    """
    draft = next((d for d in drafts.drafts(desk.db) if d.id == draft_id), None)
    if draft is None:
        raise RefusedError("这份草稿已经完成或删除了；请在检查列表中查看。")
    answers, evidence = drafts.answers(desk.db, draft_id), drafts.evidence(desk.db, draft_id)
    discard(desk, draft_id)

    def bring_back() -> None:
        with write(desk.db):
            drafts.begin(desk.db, draft)
            for path, answer in answers.items():
                drafts.put_answer(desk.db, draft_id, path, answer, draft.changed_at)
            for path, pieces in evidence.items():
                drafts.put_evidence(desk.db, draft_id, path, pieces, draft.changed_at)

    return bring_back
