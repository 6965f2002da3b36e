"""工作交接: what is not finished goes to the office's next clerk, who goes on with it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from govmedia_desktop.domain import submissions
from govmedia_desktop.domain.drafts import HalfDone
from govmedia_desktop.domain.revisions import canonical
from govmedia_desktop.packages.drafts import Unfinished, as_value, from_value
from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.packages.reader import Package
from govmedia_desktop.store import brought, collected, drafts, half_done, notes
from govmedia_desktop.store.collected import Collected
from govmedia_desktop.store.inspections import known_ids
from govmedia_desktop.store.standing import members
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.inspections.unfinished import named, twins
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.periods.periods import REFERENCE_DATE


@dataclass(frozen=True)
class TakenOver:
    """How many drafts came that stand here now, and what is to be known of some of them."""

    drafts: int = 0
    remarks: tuple[str, ...] = ()


def unfinished(desk: Desk) -> Unfinished:
    """Return what is not finished here: drafts, submissions of phones that wait, 监测时间点."""
    begun = half_done.half_done(desk.db)
    ids = {draft.id for draft in begun}
    kept = collected.those(desk.db, ["taken_in", "held"])
    waiting = [one for one in kept if one.state == "held" or one.inspection in ids]
    days = notes.notes_under(desk.db, REFERENCE_DATE)
    return Unfinished(tuple(begun), tuple(map(_submission, waiting)), days)


def pictures_of(work: Unfinished) -> set[str]:
    """Return the SHA-256 of the pictures that unfinished work names."""
    shown = {p.sha256 for d in work.drafts for pieces in d.evidence.values() for p in pieces}
    scans = {d.paper.source.sha256 for d in work.drafts if d.paper and d.paper.source.sha256}
    media = {p["sha256"] for one in work.collected for p in one["content"]["media"].values()}
    return shown | scans | media


def take_over(desk: Desk, package: Package, intake: str) -> TakenOver:
    """Take over what is not finished, from a 工作交接 of the own office; else tell why nothing.

    A draft that is here stays as it is, unless a file brought it, nobody here has changed it and
    what comes says all of it and more. What was finished meanwhile does not come again.
    """
    work = package.unfinished()
    if not work or package.manifest.kind is not PackageKind.HANDOVER:
        return TakenOver()
    own, sender = own_office(desk), package.manifest.office
    if sender.id not in members(desk.db, own.id):
        return TakenOver(0, (_FOREIGN.format(sender.name, own.name),))
    for one in work.collected:
        if one["instance"] not in collected.states(desk.db):
            collected.put(desk.db, Collected(**one))
            brought.note(desk.db, intake, f"{collected.THING}{one['instance']}", None)
    for code, day in work.reference_dates.items():
        if notes.note(desk.db, f"{REFERENCE_DATE}{code}") is None:
            notes.set_note(desk.db, f"{REFERENCE_DATE}{code}", day)
            brought.note(desk.db, intake, f"{REFERENCE_DATE}{code}", None)
    return _drafts_taken_over(desk, work, intake)


def take_back(desk: Desk, intake: str) -> None:
    """Let stand again what was not finished before the intake; what was gone on with here stays."""
    db = desk.db
    for before in brought.take_back(db, intake, drafts.THING):
        if before.value is None:
            drafts.discard(db, before.thing.removeprefix(drafts.THING))
        else:
            half_done.put(db, from_value(json.loads(before.value)))
    for before in brought.take_back(db, intake, collected.THING):
        collected.remove(db, before.thing.removeprefix(collected.THING))
    for before in brought.take_back(db, intake, REFERENCE_DATE):
        notes.remove_note(db, before.thing)


def _submission(kept: Collected) -> dict[str, object]:
    content = submissions.as_value(submissions.from_value(kept.content))
    return {**vars(kept), "content": content}


def _drafts_taken_over(desk: Desk, work: Unfinished, intake: str) -> TakenOver:
    finished = known_ids(desk.db, [draft.id for draft in work.drafts])
    here = {draft.id: draft for draft in half_done.half_done(desk.db)}
    came, remarks = list[str](), list[str]()
    for draft in work.drafts:
        if draft.id in finished:
            continue
        stood = here.get(draft.id)
        if _may_stand(desk, draft, stood):
            if stood is None or brought.is_brought(desk.db, f"{drafts.THING}{draft.id}"):
                _store(desk, draft, stood, intake)
            came.append(draft.id)
        else:
            remarks.append(draft.id)
    told = [*_told(desk, remarks, _KEPT), *_told(desk, _doubled(desk, came), _TWICE)]
    return TakenOver(len(came), tuple(told))


_FOREIGN = (
    "这是“{}”的工作交接，本单位是“{}”，没查完的检查没有接收；如果是同一个单位，"
    "请撤回这次接收，在设置里把单位名称改得一致，再接收一次。"
)
_KEPT = "本机已有这份没查完的检查，内容不同，没有覆盖，仍是本机的"
_TWICE = "本机另有同一账号、同一检查表没查完的检查，两份都保留，请核对后放弃一份"


def _may_stand(desk: Desk, draft: HalfDone, stood: HalfDone | None) -> bool:
    if stood is None or draft.says_the_same_as(stood):
        return True
    untouched = brought.is_brought(desk.db, f"{drafts.THING}{draft.id}")
    return untouched and draft.goes_on_from(stood)


def _store(desk: Desk, draft: HalfDone, stood: HalfDone | None, intake: str) -> None:
    before = canonical(as_value(stood)) if stood else None
    half_done.put(desk.db, draft)
    brought.note(desk.db, intake, f"{drafts.THING}{draft.id}", before)


def _doubled(desk: Desk, came: list[str]) -> list[str]:
    known = {draft.id: draft for draft in drafts.drafts(desk.db)}
    return [id_ for id_ in came if twins(desk, known[id_])]


def _told(desk: Desk, ids: list[str], what: str) -> Iterator[str]:
    known = {draft.id: draft for draft in drafts.drafts(desk.db)}
    for id_ in ids:
        yield f"{named(desk, known[id_])}：{what}。"
