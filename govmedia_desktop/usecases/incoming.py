"""Exchange files that come in: taken in one by one, and the ledger of them."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.packages.manifest import Manifest
from govmedia_desktop.packages.reader import Package, open_package
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.store import intakes, workbooks
from govmedia_desktop.store.acknowledged import Held, Sender, acknowledge
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.files import add_evidence, room_for
from govmedia_desktop.store.intakes import Arriving, Intake
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices import list_offices
from govmedia_desktop.usecases.twins import Doubt, join_twins


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
        seen = _Seen()
        arriving = Arriving(seen.passing(package.revisions()), begins, seen.passing(package.late()))
        got = intakes.receive(desk.db, arriving, entry.id)
        _acknowledge(desk, manifest)
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

    def __init__(self) -> None:
        self.records: set[str] = set()

    def passing(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            # canonical: the key stands once at the top level, behind every nested object
            if found := line.rpartition('"record":"')[2][:36]:
                self.records.add(found)
            yield line


def _acknowledge(desk: Desk, manifest: Manifest) -> None:
    own_end = manifest.acknowledged.get(manifest.replica, 0)
    acknowledge(
        desk.db,
        Sender(manifest.replica, manifest.office.id, own_end),
        {
            replica: Held(counter, tuple(manifest.lacking.get(replica, ())))
            for replica, counter in manifest.acknowledged.items()
        },
    )


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
