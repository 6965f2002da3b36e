"""What was put down at once on this computer, posts or clues, and taking one of these back whole.

What was put down may have gone out already: it is taken back by revisions, tombstones of the
records that it made and the old values of what it changed, and stays in the history.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import notes, own_deeds
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.own_deeds import Span
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.wording import Wording

_MOST_NAMED = 3


class Matter(StrEnum):
    """What is put down at once, by the kind of its records."""

    POSTS = "post"
    CLUES = "clue"

    @property
    def label(self) -> str:
        """How people call it."""
        return {Matter.POSTS: "发布记录", Matter.CLUES: "监测线索"}[self]

    @property
    def note(self) -> str:
        """What the notes of its batches begin with."""
        return f"{self}s-taken-in:"


@dataclass(frozen=True)
class Batch:
    """Records put down at once: their revisions, when, by whom, from what file, how many.

    `undone`: the revisions that took them back, None while they stand.
    """

    span: Span
    at: str
    staff: str
    name: str
    count: int
    undone: Span | None = None

    @property
    def id(self) -> str:
        """Replica and place where its revisions begin, short."""
        return f"{self.span[0][:8]}-{self.span[1]}"

    @property
    def told(self) -> str:
        """When it was put down, how many, and from what file."""
        source = f"（{self.name}）" if self.name else ""
        return f"{self.at[:10]} {self.at[11:16]} 记下的 {self.count} 条{source}"


def put_down(desk: Desk, matter: Matter, edits: Sequence[Edit], name: str, count: int) -> None:
    """Write `count` records of that matter as one, from the file `name`, empty where there is none.

    What somebody deleted before is written anew.
    """
    gone = own_deeds.deleted(desk.db, [edit.record for edit in edits if edit.kind == matter])
    anew = [replace(edit, anew=edit.record in gone) for edit in edits]
    with write(desk.db):
        first = own_deeds.last_counter(desk.db, desk.store.replica) + 1
        if written := desk.record(anew):
            span = (desk.store.replica, first, first + written - 1)
            _remember(desk, matter, Batch(span, desk.stamp(), desk.staff, name, count))


def batches(desk: Desk, matter: Matter) -> list[Batch]:
    """Return what was put down in this data folder, the latest first."""
    found = [_read(text) for text in notes.notes_under(desk.db, matter.note).values()]
    return sorted(found, key=lambda b: (b.at, b.span[1]), reverse=True)


def latest_batch(desk: Desk, matter: Matter) -> Batch | None:
    """Return what was put down last and still stands."""
    return next((batch for batch in batches(desk, matter) if batch.undone is None), None)


def take_back(desk: Desk, matter: Matter, which: str = "") -> Batch:
    """Take back what was put down at once, the latest unless told; return what it was.

    Raises `RefusedError` where there is none, it was taken back already, or later work rests on
    it (named).
    """
    known = batches(desk, matter)
    found = (b for b in known if (b.id == which if which else b.undone is None))
    batch = next(found, None)
    if batch is None:
        what = f"没有编号为“{which}”的导入" if which else f"没有可以撤回的{matter.label}"
        raise RefusedError(f"{what}；没有作任何改动。")
    if batch.undone is not None:
        raise RefusedError(f"{batch.told}已经撤回过了，没有作任何改动。")
    undone = [span for b in known if b.undone for span in (b.span, b.undone)]
    with write(desk.db):
        if resting := own_deeds.in_the_way(desk.db, batch.span, undone):
            raise RefusedError(_in_the_way(desk, resting))
        taken = _take_back(desk, batch.span, undone, f"撤回{matter.label}")
        _remember(desk, matter, replace(batch, undone=taken))
    return batch


def _remember(desk: Desk, matter: Matter, batch: Batch) -> None:
    notes.set_note(desk.db, f"{matter.note}{batch.id}", json.dumps(asdict(batch)))


def _take_back(desk: Desk, span: Span, undone: Sequence[Span], reason: str) -> Span:
    first = own_deeds.last_counter(desk.db, desk.store.replica) + 1
    wrote = own_deeds.written(desk.db, span, undone)
    desk.record(
        [
            Edit(record, kind, values, reason=reason)
            for (record, kind), values in wrote.before.items()
        ]
    )
    desk.delete(list(wrote.made), reason)
    return (desk.store.replica, first, own_deeds.last_counter(desk.db, desk.store.replica))


def _in_the_way(desk: Desk, records: Sequence[str]) -> str:
    wording = Wording(desk)
    named = "、".join(f"“{wording.title_of(record)}”" for record in records[:_MOST_NAMED])
    rest = f"等{len(records)}处" if len(records) > _MOST_NAMED else ""
    return (
        f"不能撤回：记下以后，{named}{rest}又有改动，撤回会丢掉这些改动；没有作任何改动。"
        "请先撤回后来记下的，或直接改正。"
    )


def _read(text: str) -> Batch:
    told = json.loads(text)
    spans = {name: (*told[name],) if told[name] else None for name in ("span", "undone")}
    return Batch(**{**told, **spans})
