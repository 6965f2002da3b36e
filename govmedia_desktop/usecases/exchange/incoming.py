"""Exchange files that come in: taken in one by one, the ledger of them, and taking them back."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.trust import Trust
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.packages.errors import ALTERED, PackageError
from govmedia_desktop.packages.manifest import OFFICE_KEYS, Manifest
from govmedia_desktop.packages.reader import Package
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.store import arrived, chains, changes, intakes, workbooks
from govmedia_desktop.store.acknowledged import Held, Sender, acknowledge
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.disagreements import disagreeing
from govmedia_desktop.store.files import add_evidence, evidence_path, room_for
from govmedia_desktop.store.intakes import Arriving, Intake, Received
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange.arrivals import Arrival, Told, bring, let_go, silent
from govmedia_desktop.usecases.exchange.handed_over import TakenOver, take_over
from govmedia_desktop.usecases.exchange.missing_parts import missing_parts
from govmedia_desktop.usecases.offices.personal_data import take_in_personal
from govmedia_desktop.usecases.offices.trusting import remember_key, why_refused
from govmedia_desktop.usecases.register.twins import Doubt, join_offices, join_twins

MOST_HIDDEN = 5
MOST_HIDDEN_SHARE = 50
"""One in so many records (2 %): a file that hides more asks a second time."""


class NotConfirmedError(RefusedError):
    """A file would hide much, or may be somebody else's; a person may still say yes to it."""


@dataclass(frozen=True)
class TakenIn:
    """What became of one file: `taken_in`, `already` or `refused` (then `why` says it).

    `new`, `changed`, `same` and `held` count records, `conflicts` fields that disagree since then.
    `hides`: records that it deleted, or of which it replaced what another office had entered.
    """

    intake: str
    state: str
    sender: str
    new: int = 0
    changed: int = 0
    same: int = 0
    conflicts: int = 0
    held: int = 0
    twins: tuple[Doubt, ...] = ()
    hides: int = 0
    file: str = ""
    why: str = ""
    drafts: int = 0
    """Inspections not finished yet, of a 工作交接; `remarks`: what is to be known of some."""
    remarks: tuple[str, ...] = ()
    lacking: str = ""
    """Said with the last file of a split sending: which of its parts have not come."""

    @property
    def asks(self) -> bool:
        """Whether it takes a second yes; `why` says what for."""
        return self.state == "taken_in" and self.why != ""


@dataclass(frozen=True)
class Done:
    """One file of a batch: what is told of it, and what it did to which records."""

    taken: TakenIn
    got: Received | None = None
    same: frozenset[str] = frozenset()
    conflicts: frozenset[tuple[str, str]] = frozenset()


def take_in(
    desk: Desk,
    paths: Sequence[Path],
    watch: Watch | None = None,
    *,
    confirmed: bool = False,
    passphrase: str = "",
) -> list[TakenIn]:
    """Take in exchange files, all or none; a backup is made once before.

    Every file is verified whole first; a faulty one raises `PackageError`. One that would hide
    much, or whose origin is not certain, raises `NotConfirmedError` unless `confirmed`. Then none
    of them is taken in. A file taken in already changes nothing.
    """
    arrivals = bring(desk, paths, watch, passphrase)
    try:
        for arrival in arrivals:
            if arrival.refusal is not None:
                raise _named(arrival, len(arrivals))
        prepare(desk, arrivals, watch)
        with write(desk.db):
            accepted = {arrival.copy for arrival in arrivals} if confirmed else set()
            done = carry_out(desk, arrivals, accepted)
            for arrival, one in zip(arrivals, done, strict=True):
                if one.taken.state == "refused":
                    raise _again(one.taken, arrival, len(arrivals))
    finally:
        let_go(arrivals)
    return [one.taken for one in done]


def take_in_each(
    desk: Desk,
    arrivals: Sequence[Arrival],
    confirmed: Collection[Path],
    told: Told = silent,
    watch: Watch | None = None,
) -> list[TakenIn]:
    """Take in each sound file for itself; of one that cannot be taken in it is told why.

    `confirmed`: the copies of those that may hide much. Raises `CancelledError` where `watch` says
    so while evidence is put in its place; afterwards it is carried to its end.
    """
    prepare(desk, arrivals, watch)
    return [one.taken for one in carry_out(desk, arrivals, confirmed, told)]


def prepare(desk: Desk, arrivals: Sequence[Arrival], watch: Watch | None = None) -> None:
    """See that there is room, back up, and put the evidence of sound files in its place.

    Stopped or failing, it leaves none of it.
    """
    fresh = [a.package for a in arrivals if a.is_fresh and a.package is not None]
    if not fresh:
        return
    room_for(desk.store.folder, sum(package.unpacked for package in fresh))
    desk.store.back_up("接收前")
    _put_evidence(desk.store.evidence, fresh, watch or Watch())


def _put_evidence(folder: Path, packages: Sequence[Package], watch: Watch) -> None:
    pieces = [piece for package in packages for piece in package.evidence()]
    watch.expect(sum(size for _digest, size, _read in pieces))
    added: list[Path] = []
    try:
        for digest, size, read in pieces:
            place = evidence_path(folder, digest)
            added += [] if place.exists() else [place]
            add_evidence(folder, b"".join(read()))
            watch.let_pass(size)
    except BaseException:
        for place in added:
            with suppress(OSError):
                place.unlink()
        raise


def carry_out(
    desk: Desk, arrivals: Sequence[Arrival], confirmed: Collection[Path], told: Told = silent
) -> list[Done]:
    """Take in every sound file in a transaction of its own; twins are joined with the last one."""
    last = next((a for a in reversed(arrivals) if a.is_fresh), None)
    done: list[Done] = []
    doubts: list[Doubt] = []
    for number, arrival in enumerate(arrivals):
        told(number, len(arrivals))
        with write(desk.db) if arrival.is_fresh else nullcontext():
            done.append(_one(desk, arrival, accepted=arrival.copy in confirmed))
            if arrival is last and (newest := _newest(done)):
                doubts = join_twins(desk, newest)
    return _with_missing_parts(desk, _with_doubts(desk, done, doubts))


def _with_missing_parts(desk: Desk, done: list[Done]) -> list[Done]:
    """Say with the last file of each split sending which parts have not come."""
    if not any(one.taken.state == "taken_in" for one in done):
        return done
    told: dict[str, str] = {}
    for lacks in missing_parts(desk):
        came = [one.taken.intake for one in done if one.taken.intake in lacks.intakes]
        told |= {came[-1]: f"{lacks.told}。"} if came else {}
    return [
        replace(one, taken=replace(one.taken, lacking=told.get(one.taken.intake, "")))
        for one in done
    ]


def _newest(done: Sequence[Done]) -> str | None:
    return next((d.taken.intake for d in reversed(done) if d.taken.state == "taken_in"), None)


def _one(desk: Desk, arrival: Arrival, *, accepted: bool) -> Done:
    package = arrival.package
    if arrival.refusal is not None or package is None:
        sender = package.manifest.office.name if package else ""
        return Done(_refused(arrival, sender, str(arrival.refusal)))
    sender = package.manifest.office.name
    if (before := intakes.standing_intake(desk.db, package.manifest.package)) is not None:
        return Done(_already(before, arrival, sender))
    try:
        with write(desk.db):
            done = _take_in(desk, arrival, package)
            if done.taken.asks and not accepted:
                raise NotConfirmedError(done.taken.why)
    except RefusedError as refusal:
        hides = isinstance(refusal, NotConfirmedError)
        return Done(_refused(arrival, sender, str(refusal), hides=hides))
    return done


def _refused(arrival: Arrival, sender: str, why: str, *, hides: bool = False) -> TakenIn:
    return TakenIn("", "refused", sender, file=arrival.name, why=why, hides=int(hides))


def _already(entry: Intake, arrival: Arrival, sender: str) -> TakenIn:
    counts = entry.counts or {}
    same = sum(counts.get(name, 0) for name in ("new", "changed", "same"))
    return TakenIn(entry.id, "already", sender, same=same, file=arrival.name)


def _named(arrival: Arrival, count: int) -> RefusedError:
    refusal = arrival.refusal or PackageError(ALTERED)
    return refusal if count == 1 else type(refusal)(f"“{arrival.name}”：{refusal}")


def _again(taken: TakenIn, arrival: Arrival, count: int) -> RefusedError:
    kind = NotConfirmedError if taken.hides else RefusedError
    return kind(taken.why if count == 1 else f"“{arrival.name}”：{taken.why}")


def _entry(desk: Desk, arrival: Arrival, package: Package) -> Intake:
    manifest = package.manifest
    return Intake(
        new_id(),
        manifest.package,
        package.sha256,
        arrival.name,
        manifest.replica,
        manifest.office.id,
        desk.stamp(),
        desk.staff,
        desk.store.replica,
        part=json.dumps(vars(manifest.part)) if manifest.part else "",
    )


def _take_in(desk: Desk, arrival: Arrival, package: Package) -> Done:
    manifest = package.manifest
    arrived.begin_new_replica_where_ahead(
        desk.db, desk.store.replica, {r: span.last for r, span in manifest.ranges.items()}
    )
    entry = _entry(desk, arrival, package)
    intakes.enter(desk.db, entry)
    for sha256, workbook in package.forms():
        workbooks.put(desk.db, sha256, workbook, None)
    disputed = disagreeing(desk.db)
    seen = _Seen()
    begins = {replica: span.before for replica, span in manifest.ranges.items()}
    arriving = Arriving(seen.passing(package.revisions()), begins, seen.passing(package.late()))
    got = intakes.receive(desk.db, arriving, entry.id)
    _check(desk, manifest, got)
    _enter_sender(desk, manifest, entry.id)
    _acknowledge(desk, manifest)
    remember_key(desk, package, entry.id)
    handed = _beside_the_records(desk, package, entry.id)
    conflicts = disagreeing(desk.db) - disputed
    held = {record for record, _kind in changes.held_records(desk.db, entry.id)}
    same = frozenset(seen.records - got.effect.new - got.effect.changed - held)
    taken = TakenIn(
        entry.id,
        "taken_in",
        manifest.office.name,
        len(got.effect.new),
        len(got.effect.changed),
        len(same),
        len(conflicts),
        len(held),
        file=arrival.name,
        drafts=handed.drafts,
        remarks=(*_only_receipt(manifest), *handed.remarks),
    )
    taken = _doubted(_weighed(desk, taken), arrival.trust, package)
    counted = {key: getattr(taken, key) for key in COUNTED}
    intakes.enter(desk.db, replace(entry, counts=counted))
    return Done(taken, got, same, frozenset(conflicts))


def _beside_the_records(desk: Desk, package: Package, intake: str) -> TakenOver:
    """Take over what is no revision: contact data, unfinished work."""
    if package.is_for_own_desks:  # whose it is shows once its offices are joined with those here
        join_offices(desk, intake)
    take_in_personal(desk, package, intake)
    return take_over(desk, package, intake)


def _only_receipt(manifest: Manifest) -> tuple[str, ...]:
    """Say of a file without anything to take in what it is good for."""
    counts = manifest.counts
    if counts.revisions or counts.evidence or manifest.part:
        return ()
    return ("这个文件只有回执：告诉您对方已收到哪些内容，没有要并入的记录；不接收也不影响",)


COUNTED = ("new", "changed", "same", "conflicts", "held")


def _weighed(desk: Desk, taken: TakenIn) -> TakenIn:
    """Count what the file hides; where it is much, say so."""
    found = arrived.hidden_by(desk.db, taken.intake)
    if len(found) < 2:
        return replace(taken, hides=len(found))
    known = roots(desk.db)
    hidden = {
        record
        for record, writer, before in found
        if writer is None or known.get(writer, writer) != known.get(before, before)
    }
    standing = arrived.standing_records(desk.db) + sum(w is None for _, w, _ in found)
    much = len(hidden) > MOST_HIDDEN or (
        len(hidden) > 1 and len(hidden) * MOST_HIDDEN_SHARE > standing
    )
    why = (
        f"这个文件会删除或改掉别的单位填的{len(hidden)}条记录（共{standing}条），没有接收；"
        "请先核对预览，确认无误再接收（命令行加 --yes）。"
    )
    return replace(taken, hides=len(hidden), why=why if much else "")


def _doubted(taken: TakenIn, trust: Trust, package: Package) -> TakenIn:
    """Ask about a file whose origin is not certain before all else."""
    if not trust.needs_a_person:
        return taken
    return replace(taken, why=f"{why_refused(trust, package)}（命令行加 --yes）")


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


def _check(desk: Desk, manifest: Manifest, got: Received) -> None:
    """Whether all that the manifest tells of came in, and every chain ends where it says.

    Foreign keys need no look of their own: every connection enforces them at each statement.
    """
    told = sum(span.last - span.first + 1 for span in manifest.ranges.values())
    ends = all(
        chains.link_at(desk.db, replica, span.last) == span.link
        for replica, span in manifest.ranges.items()
    )
    if got.lines != told or not ends:
        raise PackageError(ALTERED)


def _enter_sender(desk: Desk, manifest: Manifest, intake: str) -> None:
    """Let the sending office be known even where its own record did not come along."""
    office = manifest.office
    if not arrived.is_known(desk.db, "office", office.id):
        values = {key: getattr(office, key) for key in OFFICE_KEYS if key != "id"}
        desk.record([Edit(office.id, "office", values, office.id)], intake)


def _acknowledge(desk: Desk, manifest: Manifest) -> None:
    own_end = manifest.acknowledged.get(manifest.replica, 0)
    acknowledge(
        desk.db,
        Sender(manifest.replica, manifest.office.id, own_end, manifest.said, manifest.succeeds),
        {
            replica: Held(counter, tuple(manifest.lacking.get(replica, ())))
            for replica, counter in manifest.acknowledged.items()
        },
    )


def _with_doubts(desk: Desk, done: Sequence[Done], doubts: Sequence[Doubt]) -> list[Done]:
    """Give each doubt to the latest file that brought one of its accounts."""
    ids = {account.account.id for doubt in doubts for account in doubt.accounts}
    origin = arrived.origins(desk.db, ids)
    of: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        of.setdefault(max(origin.get(a.account.id, "") for a in doubt.accounts), []).append(doubt)
    return [
        replace(one, taken=replace(one.taken, twins=tuple(of.get(one.taken.intake, ()))))
        if one.got is not None
        else one
        for one in done
    ]
