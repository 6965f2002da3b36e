"""What was put down of posts at once on this computer, and taking one of these back as a whole.

What was put down may have gone out already: it is taken back by revisions, tombstones of the posts
that it made and the old values of what it changed, and stays in the history.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import journal, notes, own_deeds
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.own_deeds import Span
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.wording import Wording

_NOTE = "posts-taken-in:"
_MOST_NAMED = 3
_REASON = "撤回发布记录"


@dataclass(frozen=True)
class DoneImport:
    """Posts put down at once: their revisions, when, by whom, from what file, how many.

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


def remember(desk: Desk, done: DoneImport) -> None:
    """Keep what was put down, so that it can be taken back."""
    name = f"{_NOTE}{done.id}"
    notes.set_note(desk.db, name, json.dumps(asdict(done)))


def post_imports(desk: Desk) -> list[DoneImport]:
    """Return what was put down in this data folder, the latest first."""
    found = [_read(text) for text in notes.notes_under(desk.db, _NOTE).values()]
    return sorted(found, key=lambda d: (d.at, d.span[1]), reverse=True)


def latest_import(desk: Desk) -> DoneImport | None:
    """Return what was put down last and still stands."""
    return next((done for done in post_imports(desk) if done.undone is None), None)


def take_back_posts(desk: Desk, which: str = "") -> DoneImport:
    """Take back what was put down at once, the latest unless told; return what it was.

    Raises `RefusedError` where there is none, it was taken back already, or later work rests on
    it (named).
    """
    known = post_imports(desk)
    done = next((d for d in known if d.id == which), None) if which else latest_import(desk)
    if done is None:
        what = f"没有编号为“{which}”的导入" if which else "没有可以撤回的发布记录"
        raise RefusedError(f"{what}；没有作任何改动。")
    if done.undone is not None:
        raise RefusedError(f"{done.told}已经撤回过了，没有作任何改动。")
    undone = [span for d in known if d.undone for span in (d.span, d.undone)]
    with write(desk.db):
        if found := own_deeds.in_the_way(desk.db, done.span, undone):
            raise RefusedError(_in_the_way(desk, found))
        remember(desk, replace(done, undone=_take_back(desk, done.span, undone)))
    return done


def _take_back(desk: Desk, span: Span, undone: Sequence[Span]) -> Span:
    first = own_deeds.last_counter(desk.db, desk.store.replica) + 1
    wrote = own_deeds.written(desk.db, span, undone)
    desk.record(
        [
            Edit(record, kind, values, reason=_REASON)
            for (record, kind), values in wrote.before.items()
        ]
    )
    author = desk.store.author(desk.staff, desk.clock())
    journal.delete_each(desk.db, author, list(wrote.made), _REASON)
    return (desk.store.replica, first, own_deeds.last_counter(desk.db, desk.store.replica))


def _in_the_way(desk: Desk, records: Sequence[str]) -> str:
    wording = Wording(desk)
    named = "、".join(f"“{wording.title_of(record)}”" for record in records[:_MOST_NAMED])
    rest = f"等{len(records)}处" if len(records) > _MOST_NAMED else ""
    return (
        f"不能撤回：记下以后，{named}{rest}又有改动，撤回会丢掉这些改动；没有作任何改动。"
        "请先撤回后来记下的，或直接改正。"
    )


def _read(text: str) -> DoneImport:
    told = json.loads(text)
    spans = {name: (*told[name],) if told[name] else None for name in ("span", "undone")}
    return DoneImport(**{**told, **spans})
