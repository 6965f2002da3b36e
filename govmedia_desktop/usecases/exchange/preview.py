"""What files would do, found out by taking them in on a copy of the data."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from govmedia_desktop.domain.labels import in_order, label_of
from govmedia_desktop.domain.records import KINDS
from govmedia_desktop.domain.trust import Trust
from govmedia_desktop.packages.manifest import Manifest
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.store import changes
from govmedia_desktop.store.changes import HeldField, Written
from govmedia_desktop.store.disagreements import DELETION, Disagreement, disagreements
from govmedia_desktop.store.standing import Row
from govmedia_desktop.store.trials import trial
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange import arrivals
from govmedia_desktop.usecases.exchange.arrivals import Arrival, Told, silent
from govmedia_desktop.usecases.exchange.incoming import Done, TakenIn, carry_out
from govmedia_desktop.usecases.exchange.waiting import reasons
from govmedia_desktop.usecases.offices.trusting import code_of, of_another_computer
from govmedia_desktop.usecases.wording import Wording, parsed

ELSEWHERE = "这个单位以前的文件来自另一台电脑：可能是它的第二台电脑，也可能冒名，请核对校验码。"


class Fate(StrEnum):
    """What becomes of a record that a file brings."""

    CONFLICT = "两处填写不一致"
    TWIN = "待核对"
    CHANGED = "变化"
    NEW = "新增"
    JOINED = "合并"
    HELD = "等待"
    SAME = "相同"


@dataclass(frozen=True)
class FieldChange:
    """A field's value before and after, in words, and who wrote the new one when.

    `at`: local time with its offset, ISO. Where both stand side by side, `disputed`.
    """

    field: str
    old: str
    new: str
    staff: str
    office: str
    at: str
    disputed: bool = False


@dataclass(frozen=True)
class RecordChange:
    """One record that a file brings, and what becomes of it field by field.

    Of one that stays as it is here the fields are read when somebody opens it (`what_stands`).
    """

    record: str
    kind: str
    title: str
    fate: Fate
    fields: tuple[FieldChange, ...] = ()
    why: str = ""
    """What it waits for, where it waits."""


@dataclass(frozen=True)
class FilePreview:
    """What one file would do; its counts are exactly those of taking it in."""

    taken: TakenIn
    trust: Trust
    code: str = ""
    """Check code to compare by telephone, where there is anything to compare."""
    elsewhere: bool = False
    """It is a first file, and files of an office of that name came from another computer before."""
    manifest: Manifest | None = None
    records: tuple[RecordChange, ...] = ()


@dataclass(frozen=True)
class RecordLine:
    """One record of one of the files."""

    sender: str
    change: RecordChange

    @property
    def what(self) -> str:
        """Which fields change, in words."""
        return "、".join(field.field for field in self.change.fields)


@dataclass(frozen=True)
class Preview:
    """What taking in these files would do; `arrivals` are their copies, to be taken in or let go.

    The files of `files` stand in the order of the arrivals.
    """

    arrivals: tuple[Arrival, ...]
    files: tuple[FilePreview, ...]

    def count(self, name: str) -> int:
        """Return the sum over the files of a count of `TakenIn`."""
        return sum(getattr(file.taken, name) for file in self.files)

    @cached_property
    def records(self) -> list[RecordLine]:
        """The records of all files, those of one fate together."""
        place = {fate: number for number, fate in enumerate(Fate)}
        lines = [RecordLine(file.taken.sender, r) for file in self.files for r in file.records]
        return sorted(lines, key=lambda line: place[line.change.fate])

    @property
    def twins(self) -> int:
        """How many groups of accounts would have to be looked at."""
        return sum(len(file.taken.twins) for file in self.files)


def preview(
    desk: Desk,
    paths: Sequence[Path],
    watch: Watch | None = None,
    told: Told = silent,
    passphrase: str = "",
) -> Preview:
    """Return what taking in the files would do. The data stay as they are.

    The copies of the files are kept for `take_in_each` until they are let go. Raises
    `CannotWriteError` where there is no room, `CancelledError` where `watch` says so.
    """
    brought = arrivals.bring(desk, paths, watch, passphrase)
    try:
        return Preview(tuple(brought), tuple(_tried(desk, brought, told)))
    except BaseException:
        arrivals.let_go(brought)
        raise
    finally:
        arrivals.close(brought)


def _tried(desk: Desk, brought: Sequence[Arrival], told: Told) -> Iterator[FilePreview]:
    if not any(arrival.is_fresh for arrival in brought):
        done = carry_out(desk, brought, ())
        yield from (_untouched(desk, a, one) for a, one in zip(brought, done, strict=True))
        return
    staff = desk.staff.strip() or "预览"
    with trial(desk.store) as copy:
        at = replace(desk, store=copy, staff=staff)
        accepted = {arrival.copy for arrival in brought}
        done = carry_out(at, brought, accepted, told)
        wording, touched = Wording(at), set[str]()
        for arrival, one in zip(brought, done, strict=True):
            yield _told_of(at, wording, arrival, one, touched)
            touched |= {*one.got.effect.new, *one.got.effect.changed} if one.got else set()


def what_stands(desk: Desk, records: Sequence[RecordChange]) -> list[RecordChange]:
    """Return the records; those that stay as they are with what stands in them, and who wrote it.

    Every field that is filled in here is told; what has fields already keeps them.
    """
    bare = {one.record for one in records if one.fate is Fate.SAME and not one.fields}
    seen = _Seen(Wording(desk), {}, changes.last_written(desk.db, bare), {})
    rows = changes.rows_of(desk.db, bare)
    return [
        replace(one, fields=seen.same(*rows[one.record]))
        if one.record in rows and not one.fields and one.fate is Fate.SAME
        else one
        for one in records
    ]


def _untouched(desk: Desk, arrival: Arrival, one: Done) -> FilePreview:
    package, trust = arrival.package, arrival.trust
    if package is None:
        return FilePreview(one.taken, trust)
    elsewhere = trust is Trust.FIRST and of_another_computer(desk, package)
    # meant to be slow, so that nobody finds another key to it
    code = "" if trust is Trust.KNOWN else code_of(package)
    return FilePreview(one.taken, trust, code, elsewhere, package.manifest)


def _told_of(
    desk: Desk, wording: Wording, arrival: Arrival, one: Done, before: Collection[str]
) -> FilePreview:
    """Return what a file would do; `before`: the records that files before it bring or change."""
    if one.got is None:
        return _untouched(desk, arrival, one)
    effect = one.got.effect
    others = {(d.record, d.field): d for d in disagreements(desk.db)} if one.conflicts else {}
    seen = _Seen(
        wording,
        effect.before,
        changes.last_written(desk.db, {*effect.new, *effect.changed}),
        {key: others[key] for key in one.conflicts if key in others},
    )
    touched = {*effect.new, *effect.changed, *(record for record, _ in one.conflicts)}
    records = [
        seen.change(kind, row, new=record in effect.new)
        for record, (kind, row) in changes.rows_of(desk.db, touched).items()
    ]
    held = [change for change in _held(desk, seen, one.taken) if change.record not in touched]
    same = [
        RecordChange(
            record,
            kind,
            wording.title(kind, row),
            Fate.SAME,
            # what comes with a file before this one stands nowhere else yet
            seen.same(kind, row) if record in before else (),
        )
        for record, (kind, row) in changes.rows_of(desk.db, one.same).items()
    ]
    ordered = sorted(records, key=lambda r: (list(Fate).index(r.fate), r.kind, r.title))
    disputed = sum(record.fate is Fate.CONFLICT for record in ordered)
    ordered[disputed:disputed] = _twins(desk, seen, one.taken, effect.new)
    return replace(_untouched(desk, arrival, one), records=(*ordered, *held, *same))


def _twins(
    desk: Desk, seen: "_Seen", taken: TakenIn, new: Collection[str]
) -> Iterator[RecordChange]:
    """Accounts that may be one, side by side: what is here already comes first."""
    for doubt in taken.twins:
        ids = sorted((a.account.id for a in doubt.accounts), key=lambda id_: id_ in new)
        rows = changes.rows_of(desk.db, ids)
        first, *others = (rows[id_][1] for id_ in ids)
        for other in others:
            yield seen.beside(first, other)


def _held(desk: Desk, seen: "_Seen", taken: TakenIn) -> Iterator[RecordChange]:
    """What of a file has to wait: what it would write, and for what it waits."""
    kinds = dict(changes.held_records(desk.db, taken.intake))
    if not kinds:
        return
    here, why = changes.rows_of(desk.db, kinds), reasons(desk, seen.wording)
    written: dict[str, dict[str, HeldField]] = {}
    for one in changes.held_fields(desk.db, taken.intake):  # of several the last one stands
        written.setdefault(one.record, {})[one.field] = one
    for record, kind in kinds.items():
        _, row = here.get(record, (kind, dict.fromkeys(KINDS[kind].fields)))
        fresh = written.get(record, {})
        told = {**row, **{name: one.value for name, one in fresh.items() if name in row}}
        title = (
            seen.wording.title(kind, told) if record in here else seen.wording.unseen(kind, told)
        )
        fields = tuple(seen.held(kind, row, one) for one in fresh.values())
        yield RecordChange(record, kind, title, Fate.HELD, fields, why.get(record, ""))


def _fate(row: Row, *, new: bool, disputed: bool) -> Fate:
    if disputed:
        return Fate.CONFLICT
    if not new:
        return Fate.CHANGED
    return Fate.JOINED if row["same_as"] not in (None, row["id"]) else Fate.NEW


@dataclass(frozen=True)
class _Seen:
    """What is known of the records of one file: their rows before, and who wrote what stands."""

    wording: Wording
    before: Mapping[str, tuple[object, ...]]
    written: Mapping[tuple[str, str], Written]
    disputes: Mapping[tuple[str, str], Disagreement]

    def change(self, kind: str, row: Row, *, new: bool) -> RecordChange:
        disputed = [d for (record, _), d in self.disputes.items() if record == row["id"]]
        fate = _fate(row, new=new, disputed=bool(disputed))
        fields = [
            *(self._dispute(kind, d) for d in disputed),
            *self._changes(kind, row, {d.field for d in disputed}),
        ]
        return RecordChange(row["id"], kind, self.wording.title(kind, row), fate, tuple(fields))

    def _changes(self, kind: str, row: Row, disputed: set[str]) -> Iterator[FieldChange]:
        names = ("id", "home", "deleted", *KINDS[kind].fields)
        before = dict(zip(names, self.before.get(row["id"], ()), strict=False))
        if before and before["deleted"] != row["deleted"]:
            states = ("在册", "已删除") if row["deleted"] else ("已删除", "在册")
            yield self._told(row["id"], DELETION, ("台账登记", *states))
        differing = {n for n in KINDS[kind].fields if before.get(n) != row[n]} - disputed
        for name in in_order(kind, differing):
            old, new = (
                self.wording.value(kind, name, parsed(kind, name, value))
                for value in (before.get(name), row[name])
            )
            yield self._told(row["id"], name, (label_of(kind, name), old, new))

    def _told(self, record: str, field: str, words: tuple[str, str, str]) -> FieldChange:
        who = self.written.get((record, field))
        if who is None:
            return FieldChange(*words, "", "", "")
        return FieldChange(*words, who.staff, self.wording.office(who.office), who.at)

    def same(self, kind: str, row: Row) -> tuple[FieldChange, ...]:
        """Return what stands in a record that stays as it is."""
        known = {n for n in KINDS[kind].fields if row[n] is not None}
        values = (
            (name, self.wording.value(kind, name, parsed(kind, name, row[name])))
            for name in in_order(kind, known)
        )
        return tuple(self._told(row["id"], n, (label_of(kind, n), v, v)) for n, v in values)

    def beside(self, one: Row, other: Row) -> RecordChange:
        """Return two accounts that may be one, with every field that either has."""
        kind = "account"
        known = {n for n in KINDS[kind].fields if one[n] is not None or other[n] is not None}
        fields = []
        for name in in_order(kind, known - {"same_as"}):
            told = (self.wording.value(kind, name, row[name]) for row in (one, other))
            left, right = told
            change = self._told(other["id"], name, (label_of(kind, name), left, right))
            fields.append(replace(change, disputed=left != right))
        titles = (self.wording.title(kind, row) for row in (one, other))
        return RecordChange(other["id"], kind, " 与 ".join(titles), Fate.TWIN, tuple(fields))

    def held(self, kind: str, row: Row, one: HeldField) -> FieldChange:
        """Return what a revision that waits would write: what stands now, and what it says."""
        who = (one.by.staff, self.wording.office(one.by.office), one.by.at)
        if one.field == DELETION:
            return FieldChange("台账登记", "在册", "已删除", *who)
        if one.field not in KINDS[kind].fields:  # a later program's
            return FieldChange(one.field, "", "", *who)
        stands = self.wording.value(kind, one.field, parsed(kind, one.field, row[one.field]))
        told = self.wording.value(kind, one.field, one.value)
        return FieldChange(label_of(kind, one.field), stands, told, *who)

    def _dispute(self, kind: str, found: Disagreement) -> FieldChange:
        ours, *others = found.opinions
        theirs = others[0]
        return FieldChange(
            self.wording.field(kind, found.field),
            self.wording.opinion(kind, found.field, ours.value),
            self.wording.opinion(kind, found.field, theirs.value),
            theirs.staff,
            self.wording.office(theirs.office),
            theirs.at,
            disputed=True,
        )
