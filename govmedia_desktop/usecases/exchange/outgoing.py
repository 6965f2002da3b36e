"""Exchange files that go out: what another office does not have yet, written as one or several."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import starmap
from pathlib import Path

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.offices import Office
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.packages.drafts import Unfinished, drafts_json
from govmedia_desktop.packages.manifest import (
    Counts,
    Limits,
    Manifest,
    PackageKind,
    Part,
    Range,
    Recipient,
)
from govmedia_desktop.packages.names import DRAFTS, PERSONAL
from govmedia_desktop.packages.parts import (
    LINES_SHRINK_TO,
    Picture,
    Portion,
    Weighed,
    portions,
)
from govmedia_desktop.packages.personal import personal_json
from govmedia_desktop.packages.sealed import check_passphrase, write_sealed
from govmedia_desktop.packages.signing import SigningKey
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.packages.writer import Content, Written, write_package
from govmedia_desktop.store import chains, workbooks
from govmedia_desktop.store.carried import (
    bytes_carried,
    late_lines,
    late_places,
    records_carried,
    workbooks_carried,
)
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.evidence import evidence_carried
from govmedia_desktop.store.files import evidence_path, sha256_of
from govmedia_desktop.store.restoring import former_replicas
from govmedia_desktop.store.sent import Sent, count_sent, enter_sent, next_sequence
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange.handed_over import pictures_of, unfinished
from govmedia_desktop.usecases.exchange.missing_parts import lacking
from govmedia_desktop.usecases.exchange.orders import Order, ToSend, to_send
from govmedia_desktop.usecases.exchange.summaries import summary_entries
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.offices.personal_data import personal_to_send
from govmedia_desktop.usecases.offices.trusting import own_key
from govmedia_desktop.usecases.periods.periods import current_period

_A_LINE_WEIGHS = 120
"""Bytes that ids and hashes take even where the rest of a line shrinks to nothing."""
_SPARE = 300_000
"""Bytes for the manifest, the summary and the directory of a part."""


@dataclass(frozen=True)
class Exported:
    """What was written: where the files stand (several where it was split), and what they carry.

    `faulty`: pictures of evidence that are missing or altered here and so were left out.
    `receipts`: how many files from the recipient it is the first to say were received.
    """

    paths: tuple[Path, ...]
    manifest: Manifest
    """Of the first file."""
    revisions: int
    recipient: str | None
    faulty: int = 0
    receipts: int = 0

    @property
    def is_receipt(self) -> bool:
        """Whether it only says that files were received."""
        return not self.revisions

    @property
    def path(self) -> Path:
        """The (first) file."""
        return self.paths[0]


def export(
    desk: Desk, path: Path, order: Order | None = None, watch: Watch | None = None
) -> Exported:
    """Write what the order says; without an acknowledgement that is everything.

    With nothing new it is a receipt, where files from the recipient are still to be acknowledged.
    Where it does not fit into one file, `path` gets the numbers of the parts. After any failure
    none of them is left. Raises `RefusedError` where there is nothing to send, `CannotWriteError`
    where a file cannot be written, `CancelledError` where `watch` says so.
    """
    order = order or Order()
    if 0 < order.part_bytes < 1_000_000:
        raise RefusedError("每个文件的大小至少要1MB，没有生成文件；请改大后再试。")
    if order.passphrase:
        check_passphrase(order.passphrase)
    desk.outside(path)
    key = own_key(desk)
    sending = to_send(desk, order)
    if not sending.revisions and not sending.is_receipt:
        raise RefusedError("没有新的内容要上报，没有生成文件；需要全部重报时请选“全部数据”。")
    work = unfinished(desk) if sending.kind is PackageKind.HANDOVER else Unfinished()
    pictures, faulty = _evidence(desk, pictures_of(work)) if not order.light else ([], 0)
    drafted = drafts_json(work) if work else b""
    limit = order.part_bytes and max(order.part_bytes - len(drafted), 2 * _SPARE)
    planned = _portions(desk, sending, pictures, limit)
    files = _Files(desk, order, sending, key, len(pictures), drafted, watch or Watch())
    written = files.all_of(path, planned)
    name = sending.recipient.name if sending.recipient else None
    paths = tuple(one.path for one in written)
    counted = sending.revisions, name, faulty, len(sending.receipts)
    return Exported(paths, written[0].manifest, *counted)


@dataclass(frozen=True)
class _Files:
    """Writes the files of one sending."""

    desk: Desk
    order: Order
    sending: ToSend
    key: SigningKey
    pictures: int
    drafted: bytes
    """What is not finished, for the first file; empty where it stays here."""
    watch: Watch

    def all_of(self, path: Path, planned: Sequence[Portion]) -> list[Written]:
        """Write and enter them; after any failure none of them is left."""
        plain = _manifest(self.desk, self.order, self.sending)
        self.watch.expect(self._to_pass(planned))
        series, written = new_id(), list[Written]()
        try:
            for number, portion in enumerate(planned, 1):
                part = Part(series, number, len(planned)) if len(planned) > 1 else None
                manifest = replace(plain, package=new_id(), part=part)
                written.append(self._one(_part_path(path, part), manifest, portion))
            _enter(self.desk, self.sending, written)
        except BaseException:
            for one in written:
                with suppress(OSError):
                    one.path.unlink()
            raise
        return written

    def _to_pass(self, planned: Sequence[Portion]) -> int:
        """About how many bytes are written and read back, twice where they are encrypted."""
        pictures = sum(picture.size for portion in planned for picture in portion.evidence)
        times = 4 if self.order.passphrase else 2
        return times * (pictures + bytes_carried(self.desk.db))

    def _one(self, path: Path, manifest: Manifest, portion: Portion) -> Written:
        db, desk = self.desk.db, self.desk
        leading = manifest.part is None or manifest.part.number == 1
        manifest = replace(
            manifest,
            ranges={r: _range(desk, r, *span) for r, span in portion.ranges.items()},
            counts=Counts(records_carried(db, portion.ranges, portion.late)),
        )
        content = Content(
            chains.lines(db, portion.ranges, scoped=True),
            workbooks.workbooks(db, workbooks_carried(db) if leading else []),
            [(picture.sha256, picture.path) for picture in portion.evidence],
            late_lines(db, portion.late) if portion.late else (),
            self._extra(manifest) if leading else (),
        )
        if not self.order.passphrase:
            return write_package(path, manifest, content, self.watch, self.key)
        return self._sealed(path, manifest, content)

    def _extra(self, manifest: Manifest) -> Iterator[tuple[str, bytes]]:
        period = self.order.period or current_period(self.desk)
        owed = len(self.sending.receipts) if self.sending.is_receipt else 0
        yield from summary_entries(self.desk, manifest, period, self.pictures, owed)
        if self.order.personal:
            yield PERSONAL, personal_json(personal_to_send(self.desk))
        if self.drafted:
            yield DRAFTS, self.drafted

    def _sealed(self, path: Path, manifest: Manifest, content: Content) -> Written:
        """Write it encrypted; in the clear it stands among our temporary files only."""
        self.desk.store.tmp.mkdir(exist_ok=True)
        inner = self.desk.store.tmp / f"{manifest.package}.gmpack"
        try:
            written = write_package(inner, manifest, content, self.watch, self.key)
            place = write_sealed(inner, path, self.order.passphrase, self.watch)
            return replace(written, path=place)
        finally:
            inner.unlink(missing_ok=True)


def _portions(
    desk: Desk, sending: ToSend, pictures: Sequence[Picture], limit: int
) -> list[Portion]:
    """Plan the files; what surely fits into one is not looked at line by line."""
    db = desk.db
    late = [(replica, counter) for replica, counter, _size in late_places(db)]
    everything = Portion(dict(sending.ranges), (late[0], late[-1]) if late else None, [*pictures])
    stubs = sum(last - first + 1 for first, last in sending.ranges.values())
    weight = sum(picture.size for picture in pictures)
    weight += _weight(bytes_carried(db)) + stubs * _A_LINE_WEIGHS
    if not limit or weight + _SPARE <= limit:
        return [everything]
    lines = starmap(_weighed, chains.line_places(db, sending.ranges))
    return portions(lines, starmap(_weighed, late_places(db)), pictures, limit - _SPARE)


def _weighed(replica: str, counter: int, size: int) -> Weighed:
    return Weighed((replica, counter), _weight(size) + _A_LINE_WEIGHS)


def _weight(size: int) -> int:
    return size // LINES_SHRINK_TO


def _part_path(path: Path, part: Part | None) -> Path:
    name = f"{path.stem}_共{part.of}份之{part.number}{path.suffix}" if part else path.name
    return path.with_name(name)


def _evidence(desk: Desk, drafted: Collection[str]) -> tuple[list[Picture], int]:
    """Return the sound pictures that the carried revisions or drafts name, and how many are not.

    What nobody names stays here: a picture that was taken away again never leaves the office. A
    lost picture must not keep an office from reporting.
    """
    named = sorted({*evidence_carried(desk.db), *drafted})
    places = [(digest, evidence_path(desk.store.evidence, digest)) for digest in named]
    sound = [
        Picture(digest, place, place.stat().st_size)
        for digest, place in places
        if place.is_file() and sha256_of(place) == digest
    ]
    return sound, len(places) - len(sound)


def _range(desk: Desk, replica: str, first: int, last: int) -> Range:
    before, link = (chains.link_at(desk.db, replica, counter) for counter in (first - 1, last))
    if before is None or link is None:  # `chains.reach` ends where a chain does
        raise ValueError(replica)
    return Range(first, last, before, link)


def _manifest(desk: Desk, order: Order, sending: ToSend) -> Manifest:
    to = sending.recipient
    own = own_office(desk)
    period = order.period.code if order.period else None
    return Manifest(
        package="",
        kind=sending.kind,
        replica=desk.store.replica,
        office=Office(own.id, own.name, own.level, own.category, code=own.code),
        recipient=Recipient(to.id, to.name) if to else None,
        created=desk.stamp(),
        practice=desk.practice,
        period=period,
        limits=sending.limits,
        sequence=next_sequence(desk.db, to.id if to else None, sending.kind, period),
        light=order.light,
        ranges={},
        acknowledged=chains.reach(desk.db),
        lacking=lacking(desk),
        said=count_sent(desk.db),
        succeeds=former_replicas(desk.db),
    )


def _enter(desk: Desk, sending: ToSend, written: Sequence[Written]) -> None:
    """Enter the files into the ledger, all of a sending under one number."""
    with write(desk.db):
        for one in written:
            manifest = one.manifest
            enter_sent(
                desk.db,
                Sent(
                    manifest.package,
                    sending.recipient.id if sending.recipient else None,
                    one.path.name,
                    sha256_of(one.path),
                    manifest.created,
                    desk.staff,
                    {r: (span.first, span.last) for r, span in manifest.ranges.items()},
                    manifest.kind,
                    manifest.period,
                    manifest.sequence,
                    sending.limits == Limits(),
                    sending.receipts,
                ),
            )
