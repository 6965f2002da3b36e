"""Exchange files: write what goes to another office, take in what came from one."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.offices import Office
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.packages.manifest import Manifest, PackageKind, Range, Recipient
from govmedia_desktop.packages.reader import Package, open_package
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.packages.writer import Content, write_package
from govmedia_desktop.store import intakes, journal, workbooks
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.evidence import evidence_within
from govmedia_desktop.store.files import add_evidence, evidence_path, room_for, sha256_of
from govmedia_desktop.store.intakes import Intake
from govmedia_desktop.store.sent import Sent, enter_sent, workbooks_within
from govmedia_desktop.store.standing import members, roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices import find_office, list_offices, own_office
from govmedia_desktop.usecases.twins import Doubt, join_twins


@dataclass(frozen=True)
class Exported:
    """The file written: where it stands, how many revisions it carries.

    `faulty`: pictures of evidence that are missing or altered here and so were left out.
    """

    path: Path
    revisions: int
    recipient: str | None
    faulty: int = 0


@dataclass(frozen=True)
class TakenIn:
    """What taking in one file did; `new`, `changed`, `same` count records."""

    intake: str
    state: str
    sender: str
    new: int = 0
    changed: int = 0
    same: int = 0
    twins: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class ToSend:
    """What goes into a file: for whom, the ranges of revisions, how many they are."""

    recipient: Office | None
    ranges: dict[str, Range]

    @property
    def revisions(self) -> int:
        """The number of revisions."""
        return sum(r.last - r.first + 1 for r in self.ranges.values())


def to_send(desk: Desk, to: str | None = None, *, full: bool = False) -> ToSend:
    """Return what an export would carry: all that the recipient has not acknowledged.

    Without `to` the recipient is the 主管单位. Raises `RefusedError` for an unknown office.
    """
    recipient = find_office(desk, to) if to else _parent(desk)
    held = {}
    if recipient is not None and not full:
        held = intakes.acknowledged(desk.db, members(desk.db, recipient.id))
    ranges = {
        replica: _range(desk, replica, held.get(replica, 0) + 1, last)
        for replica, last in journal.ends(desk.db).items()
        if last > held.get(replica, 0)
    }
    return ToSend(recipient, ranges)


def export(
    desk: Desk, path: Path, to: str | None = None, *, full: bool = False, watch: Watch | None = None
) -> Exported:
    """Write an exchange file; without an acknowledgement it carries everything.

    Raises `RefusedError` where there is nothing to send, `CannotWriteError` where the file cannot
    be written.
    """
    sending = to_send(desk, to, full=full)
    if not sending.ranges:
        raise RefusedError("没有新的内容要上报，没有生成文件；需要全部重报时请选“全部数据”。")
    manifest = _manifest(desk, sending)
    spans = {replica: (r.first, r.last) for replica, r in sending.ranges.items()}
    sound, faulty = _evidence(desk, spans)
    content = Content(
        journal.bodies(desk.db, spans),
        workbooks.workbooks(desk.db, workbooks_within(desk.db, spans)),
        sound,
    )
    written = write_package(desk.outside(path), manifest, content, watch)
    recipient = sending.recipient
    enter_sent(
        desk.db,
        Sent(
            manifest.package,
            recipient.id if recipient else None,
            written.path.name,
            sha256_of(written.path),
            desk.stamp(),
            desk.staff,
            spans,
        ),
    )
    name = recipient.name if recipient else None
    return Exported(written.path, sending.revisions, name, faulty)


def _evidence(desk: Desk, spans: dict[str, tuple[int, int]]) -> tuple[list[tuple[str, Path]], int]:
    """Return the sound pictures that these revisions name, and how many of them are not sound.

    What nobody names stays here: a picture that was taken away again never leaves the office. A
    lost picture must not keep an office from reporting.
    """
    named = evidence_within(desk.db, spans)
    places = [(digest, evidence_path(desk.store.evidence, digest)) for digest in named]
    sound = [(d, place) for d, place in places if place.is_file() and sha256_of(place) == d]
    return sound, len(places) - len(sound)


def take_in(desk: Desk, paths: Sequence[Path], watch: Watch | None = None) -> list[TakenIn]:
    """Take in exchange files, each in one transaction; a backup is made once before.

    Every file is verified whole first; a faulty one raises `PackageError` and none of them is taken
    in. A file taken in already changes nothing.
    """
    taken: list[TakenIn] = []
    with ExitStack() as opened:
        packages = [opened.enter_context(open_package(path, watch)) for path in paths]
        for package in packages:
            _refuse_practice(desk, package)
            _refuse_another(desk, package)
        for path, package in zip(paths, packages, strict=True):
            if (entry := _entry(desk, package)) is not None:
                taken.append(_already(entry, package))
                continue
            if not any(t.state == "taken_in" for t in taken):
                room_for(desk.store.folder, package.unpacked)
                desk.store.back_up("接收前")
            taken.append(_take_in(desk, path, package))
    return taken


def _take_in(desk: Desk, path: Path, package: Package) -> TakenIn:
    manifest = package.manifest
    entry = Intake(
        new_id(),
        manifest.package,
        package.sha256,
        path.name,
        manifest.replica,
        manifest.office.id,
        desk.stamp(),
        desk.staff,
    )
    for _digest, _size, read in package.evidence():
        add_evidence(desk.store.evidence, b"".join(read()))
    with write(desk.db):
        intakes.enter(desk.db, entry)
        for sha256, workbook in package.forms():
            workbooks.put(desk.db, sha256, workbook, None)
        begins = {replica: r.before for replica, r in manifest.ranges.items()}
        seen = _Seen(package.revisions())
        got = intakes.receive(desk.db, seen.lines(), begins, entry.id)
        intakes.acknowledge(desk.db, manifest.office.id, manifest.acknowledged)
        doubts = join_twins(desk, entry.id)
        counts = {
            "new": len(got.effect.new),
            "changed": len(got.effect.changed),
            "same": len(seen.records - got.effect.new - got.effect.changed),
        }
        intakes.enter(desk.db, Intake(**{**vars(entry), "counts": counts}))
    return TakenIn(entry.id, "taken_in", manifest.office.name, **counts, twins=tuple(doubts))


class _Seen:
    """Passes lines on and remembers which records they are about."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.records: set[str] = set()

    def lines(self) -> Iterator[str]:
        for line in self._lines:
            # canonical: the key stands once at the top level, behind every nested object
            self.records.add(line.rpartition('"record":"')[2][:36])
            yield line


def _entry(desk: Desk, package: Package) -> Intake | None:
    """The ledger's line of this very file, if it stands taken in."""
    for entry in intakes.ledger(desk.db):
        if entry.package == package.manifest.package and entry.state == "taken_in":
            return entry
    return None


def _already(entry: Intake, package: Package) -> TakenIn:
    same = sum((entry.counts or {}).values())
    return TakenIn(entry.id, "already", package.manifest.office.name, same=same)


def _refuse_another(desk: Desk, package: Package) -> None:
    """Two files of one number and different content: one of them is not what it says."""
    entry = _entry(desk, package)
    if entry is not None and entry.sha256 != package.sha256:
        raise RefusedError(
            f"文件编号与已接收的“{entry.file_name}”相同而内容不同，未接收任何内容；"
            "请对方重新生成文件后再发送。"
        )


def _refuse_practice(desk: Desk, package: Package) -> None:
    if package.manifest.practice != desk.practice:
        which = "练习数据，真实数据文件夹" if package.manifest.practice else "真实数据，练习文件夹"
        raise RefusedError(f"这是{which}不接收；没有接收任何内容。")


def _parent(desk: Desk) -> Office | None:
    own = own_office(desk)
    return next((o for o in list_offices(desk) if o.id == own.parent), None)


def _range(desk: Desk, replica: str, first: int, last: int) -> Range:
    return Range(
        first,
        last,
        journal.link_at(desk.db, replica, first - 1),
        journal.link_at(desk.db, replica, last),
    )


def _manifest(desk: Desk, sending: ToSend) -> Manifest:
    to = sending.recipient
    own = own_office(desk)
    below = to is not None and to.parent == own.id
    return Manifest(
        package=new_id(),
        kind=PackageKind.ISSUE if below else PackageKind.REPORT,
        replica=desk.store.replica,
        office=Office(own.id, own.name, own.level, own.category, code=own.code),
        recipient=Recipient(to.id, to.name) if to else None,
        created=desk.stamp(),
        practice=desk.practice,
        ranges=sending.ranges,
        acknowledged={r: end for r, end in journal.ends(desk.db).items() if end},
    )


@dataclass(frozen=True)
class ReceivedFile:
    """A line of the ledger of files taken in; the counts are of records."""

    id: str
    taken_at: str
    sender: str
    file_name: str
    withdrawn: bool
    new: int
    changed: int
    same: int


def received_files(desk: Desk) -> list[ReceivedFile]:
    """Return the files taken in, newest first."""
    names = {office.id: office.name for office in list_offices(desk)}
    known = roots(desk.db)
    return [
        ReceivedFile(
            entry.id,
            entry.taken_at,
            names.get(known.get(entry.sender_office, entry.sender_office), ""),
            entry.file_name,
            entry.state != "taken_in",
            **(entry.counts or {"new": 0, "changed": 0, "same": 0}),
        )
        for entry in intakes.ledger(desk.db)
    ]
