"""Evidence that nothing names any more: how much there is, and sweeping it, by a person's act."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from govmedia_desktop.errors import DataFolderError, RefusedError
from govmedia_desktop.store import backups
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.evidence import evidence_mentioned, evidence_mentioned_in
from govmedia_desktop.store.files import evidence_files, evidence_path
from govmedia_desktop.usecases.desk import Desk

Progress = Callable[[int, int], None]
UNNAMED_DAYS = 30
"""Days for which evidence stays although nothing names it: an undo may name it again."""


@dataclass(frozen=True)
class Sweepable:
    """Evidence that may be swept: sizes in bytes by SHA-256."""

    sizes: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many pictures."""
        return len(self.sizes)

    @property
    def bytes(self) -> int:
        """What they take on the disk."""
        return sum(self.sizes.values())


def sweepable(desk: Desk, progress: Progress | None = None) -> Sweepable:
    """Return the evidence older than 30 days that no draft, no record and no backup names.

    Raises `RefusedError` naming a backup that cannot say what it needs.
    """
    since = (desk.clock() - timedelta(days=UNNAMED_DAYS)).timestamp()
    files = evidence_files(desk.store.evidence)
    old = {name: size for name, (size, at) in files.items() if at < since}
    if old:
        old = _without(old, evidence_mentioned(desk.db))
    found = backups.backups(desk.store.backups)
    for done, backup in enumerate(found):
        if old:
            if progress:
                progress(done, len(found))
            old = _without(old, _named_by(backup))
    return Sweepable(old)


def sweep(desk: Desk, progress: Progress | None = None) -> Sweepable:
    """Remove what `sweepable` tells, for good; return what was removed.

    What was named or stored anew meanwhile stays, and a file that another program holds.
    """
    found = sweepable(desk, progress)
    removed: dict[str, int] = {}
    with write(desk.db):  # nobody names any of it while it goes
        again = evidence_files(desk.store.evidence)
        since = (desk.clock() - timedelta(days=UNNAMED_DAYS)).timestamp()
        left = _without(found.sizes, evidence_mentioned(desk.db))
        for name, size in left.items():
            if name in again and again[name][1] < since:
                with suppress(OSError):
                    evidence_path(desk.store.evidence, name).unlink()
                    removed[name] = size
    return Sweepable(removed)


def _without(sizes: Mapping[str, int], named: set[str]) -> dict[str, int]:
    return {name: size for name, size in sizes.items() if name not in named}


def _named_by(backup: Path) -> set[str]:
    unknown = RefusedError(
        f"备份“{backup.name}”已损坏，看不出它还需要哪些证据图片，没有清理任何图片；"
        "请先把这份备份移到别处，再清理。"
    )
    if not backups.is_intact(backup):
        raise unknown
    try:
        return evidence_mentioned_in(backup)
    except DataFolderError as error:
        raise unknown from error
