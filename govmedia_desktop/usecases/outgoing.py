"""Exchange files that go out: what another office does not have yet, written as one file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.offices import Office
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.packages.manifest import Manifest, PackageKind, Range, Recipient
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.packages.writer import Content, write_package
from govmedia_desktop.store import chains, workbooks
from govmedia_desktop.store.acknowledged import Held, acknowledged
from govmedia_desktop.store.carried import carry, late_lines, workbooks_carried
from govmedia_desktop.store.evidence import evidence_carried
from govmedia_desktop.store.files import evidence_path, sha256_of
from govmedia_desktop.store.sent import Sent, enter_sent
from govmedia_desktop.store.standing import members
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices import find_office, list_offices, own_office


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
class ToSend:
    """What goes into a file: for whom, the ranges of revisions, how many of them it carries."""

    recipient: Office | None
    ranges: Mapping[str, tuple[int, int]]
    revisions: int
    late: bool
    """Whether some are such that the recipient has them by their hashes only."""


def to_send(desk: Desk, to: str | None = None, *, full: bool = False) -> ToSend:
    """Return what an export would carry: all that the recipient has not acknowledged.

    Without `to` the recipient is the 主管单位. Raises `RefusedError` for an unknown office.
    """
    recipient = find_office(desk, to) if to else _parent(desk)
    held: Mapping[str, Held] = {}
    if recipient is not None and not full:
        held = acknowledged(desk.db, members(desk.db, recipient.id))
    known = {replica: h.counter for replica, h in held.items()}
    ranges = {
        replica: (known.get(replica, 0) + 1, last)
        for replica, last in chains.reach(desk.db).items()
        if last > known.get(replica, 0)
    }
    late = {replica: h.lacking for replica, h in held.items() if h.lacking}
    chosen = carry(desk.db, ranges, late)
    return ToSend(recipient, ranges, chosen, any(True for _ in late_lines(desk.db)))


def export(
    desk: Desk, path: Path, to: str | None = None, *, full: bool = False, watch: Watch | None = None
) -> Exported:
    """Write an exchange file; without an acknowledgement it carries everything.

    Raises `RefusedError` where there is nothing to send, `CannotWriteError` where the file cannot
    be written.
    """
    sending = to_send(desk, to, full=full)
    if not sending.ranges and not sending.late:
        raise RefusedError("没有新的内容要上报，没有生成文件；需要全部重报时请选“全部数据”。")
    manifest = _manifest(desk, sending)
    sound, faulty = _evidence(desk)
    content = Content(
        chains.lines(desk.db, sending.ranges, scoped=True),
        workbooks.workbooks(desk.db, workbooks_carried(desk.db)),
        sound,
        late_lines(desk.db),
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
            sending.ranges,
        ),
    )
    name = recipient.name if recipient else None
    return Exported(written.path, sending.revisions, name, faulty)


def _evidence(desk: Desk) -> tuple[list[tuple[str, Path]], int]:
    """Return the sound pictures that the carried revisions name, and how many are not sound.

    What nobody names stays here: a picture that was taken away again never leaves the office. A
    lost picture must not keep an office from reporting.
    """
    named = evidence_carried(desk.db)
    places = [(digest, evidence_path(desk.store.evidence, digest)) for digest in named]
    sound = [(d, place) for d, place in places if place.is_file() and sha256_of(place) == d]
    return sound, len(places) - len(sound)


def _parent(desk: Desk) -> Office | None:
    own = own_office(desk)
    return next((o for o in list_offices(desk) if o.id == own.parent), None)


def _range(desk: Desk, replica: str, first: int, last: int) -> Range:
    before, link = (chains.link_at(desk.db, replica, counter) for counter in (first - 1, last))
    if before is None or link is None:  # `chains.reach` ends where a chain does
        raise ValueError(replica)
    return Range(first, last, before, link)


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
        ranges={r: _range(desk, r, first, last) for r, (first, last) in sending.ranges.items()},
        acknowledged=chains.reach(desk.db),
        lacking={r: tuple(runs) for r, runs in chains.lacking(desk.db).items()},
    )
