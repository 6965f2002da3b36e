"""Files that came in: copied into the folder's own tmp/, verified there, and told apart."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.trust import Trust
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.files import cannot_write
from govmedia_desktop.packages.errors import UNREADABLE, CancelledError, PackageError
from govmedia_desktop.packages.reader import Package, open_package
from govmedia_desktop.packages.sealed import is_sealed, unseal
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.store import intakes
from govmedia_desktop.store.files import room_for
from govmedia_desktop.store.intakes import Intake
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.trusting import standing_of

Told = Callable[[int, int], object]
"""Is told how many of how many files are done."""


def silent(_done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Arrival:
    """One file that came in: its copy, and what verifying it gave: a package or a refusal."""

    name: str
    copy: Path
    package: Package | None = None
    refusal: RefusedError | None = None
    before: Intake | None = None
    """The ledger's line of this very file, where it was taken in already."""
    trust: Trust = Trust.DAMAGED
    passphrase: str = ""

    @property
    def is_fresh(self) -> bool:
        """Whether it is sound and was not taken in yet."""
        return self.refusal is None and self.before is None


def bring(
    desk: Desk,
    paths: Sequence[Path],
    watch: Watch | None = None,
    passphrase: str = "",
) -> list[Arrival]:
    """Copy the files into the folder and verify the copies, each for itself.

    What is not sound has its refusal; an encrypted file is opened by the passphrase. Raises
    `CannotWriteError` where there is no room, and `CancelledError` where `watch` says so; then no
    copy is left.
    """
    brought: list[Arrival] = []
    watch = watch or Watch()
    watch.expect(_to_pass(paths, passphrase))
    try:
        for path in paths:
            brought.append(replace(_copied(desk, path), passphrase=passphrase))
            brought[-1] = _verified(desk, brought[-1], watch)
    except BaseException:
        let_go(brought)
        raise
    return brought


def bring_again(desk: Desk, arrivals: Iterable[Arrival], watch: Watch) -> list[Arrival]:
    """Verify copies again, to do now what was previewed before."""
    arrivals = list(arrivals)
    watch.expect(_to_pass([a.copy for a in arrivals if not a.refusal], ""))
    return [
        arrival
        if arrival.refusal
        else _verified(desk, replace(arrival, package=None, before=None), watch)
        for arrival in arrivals
    ]


def _to_pass(paths: Iterable[Path], passphrase: str) -> int:
    """About how many bytes are read to verify the files, twice where they are opened first."""
    size = sum(path.stat().st_size for path in paths if path.is_file())
    return 2 * size if passphrase else size


def close(arrivals: Iterable[Arrival]) -> None:
    """Close the copies and keep them."""
    for arrival in arrivals:
        if arrival.package is not None:
            arrival.package.close()


def let_go(arrivals: Iterable[Arrival]) -> None:
    """Close the copies and delete them; the files that were given stay where they are."""
    for arrival in arrivals:
        close([arrival])
        arrival.copy.unlink(missing_ok=True)


def _copied(desk: Desk, path: Path) -> Arrival:
    copy = desk.store.tmp / f"incoming-{new_id()}"
    try:
        size = path.stat().st_size
        source = path.open("rb")
    except OSError:
        return Arrival(path.name, copy, refusal=PackageError(UNREADABLE))
    with source:
        room_for(desk.store.folder, size)
        try:
            desk.store.tmp.mkdir(exist_ok=True)
            with copy.open("xb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
        except OSError as error:
            copy.unlink(missing_ok=True)
            raise cannot_write("收到的文件", error) from error
    return Arrival(path.name, copy)


def _verified(desk: Desk, arrival: Arrival, watch: Watch) -> Arrival:
    """Limits, hashes, version, practice, and whether it was taken in already."""
    if arrival.refusal is not None:
        return arrival
    try:
        package = _opened(arrival, watch)
    except CancelledError:
        raise
    except RefusedError as refusal:
        return replace(arrival, refusal=refusal)
    try:
        _refuse_practice(desk, package)
        before = _before(desk, package)
        trust = standing_of(desk, package)
    except RefusedError as refusal:
        return replace(arrival, package=package, refusal=refusal)
    except BaseException:
        package.close()
        raise
    return replace(arrival, package=package, before=before, trust=trust)


def _opened(arrival: Arrival, watch: Watch) -> Package:
    """Open the copy; of an encrypted one what is inside takes its place in tmp/."""
    if not is_sealed(arrival.copy):
        return open_package(arrival.copy, watch)
    inner = arrival.copy.with_name(f"{arrival.copy.name}.inner")
    try:
        unseal(arrival.copy, inner, arrival.passphrase, watch)
        inner.replace(arrival.copy)
    finally:
        inner.unlink(missing_ok=True)
    return open_package(arrival.copy, watch)


def _before(desk: Desk, package: Package) -> Intake | None:
    """Return the line of this very file. Raises `RefusedError` for another file of its number."""
    entry = intakes.standing_intake(desk.db, package.manifest.package)
    if entry is not None and entry.sha256 != package.sha256:
        raise RefusedError(
            f"文件编号与已接收的“{entry.file_name}”相同而内容不同，未接收任何内容；"
            "请对方重新生成文件后再发送。"
        )
    return entry


def _refuse_practice(desk: Desk, package: Package) -> None:
    if package.manifest.practice != desk.practice:
        which = "练习数据，真实数据文件夹" if package.manifest.practice else "真实数据，练习文件夹"
        raise RefusedError(f"这是{which}不接收；没有接收任何内容。")
