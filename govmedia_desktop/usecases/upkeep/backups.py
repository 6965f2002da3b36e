"""Backups of the data folder: make one, list them, restore one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from govmedia_desktop.errors import DataFolderError, RefusedError
from govmedia_desktop.store import backups, restoring
from govmedia_desktop.store.restoring import Restored
from govmedia_desktop.usecases.desk import Desk, now


@dataclass(frozen=True)
class Backup:
    """A backup of this folder; `why` is the occasion (手工, 接收前, 还原前 …), `size` in bytes."""

    path: Path
    made_at: datetime
    why: str
    size: int

    @property
    def is_intact(self) -> bool:
        """Whether it still is what its SHA-256 says; reads all of it."""
        return backups.is_intact(self.path)


def back_up(desk: Desk) -> Path:
    """Write a verified backup now and return where it stands. Raises `CannotWriteError`."""
    return desk.store.back_up("手工")


def list_backups(desk: Desk) -> list[Backup]:
    """Return the backups in the folder, newest first; files of another name are left out."""
    return backups_in(desk.store.folder)


def backups_in(folder: Path) -> list[Backup]:
    """Return the backups of a data folder, which may be damaged, newest first.

    Raises `DataFolderError` where there is no such folder.
    """
    if not folder.is_dir():
        raise DataFolderError(f"没有“{folder.name}”这个文件夹；请选择正确的文件夹。")
    return [
        Backup(path, moment.astimezone(), backups.occasion_of(path), path.stat().st_size)
        for path in backups.backups(folder / "backups")
        if (moment := backups.moment_of(path)) is not None
    ]


def find_backup(folder: Path, name: str) -> Backup:
    """Return the backup of that file name. Raises `RefusedError` where there is none."""
    for backup in backups_in(folder):
        if name in (backup.path.name, backup.path.stem):
            return backup
    raise RefusedError(f"没有名为“{name}”的备份，数据没有改动；请在备份列表里查看名称。")


def newest_intact(folder: Path) -> Backup | None:
    """Return the newest backup that still is what its SHA-256 says, None where there is none."""
    return next((backup for backup in backups_in(folder) if backup.is_intact), None)


def is_damaged(folder: Path) -> bool:
    """Whether the data are gone or damaged, and nobody holds the folder."""
    return restoring.is_damaged(folder)


def changes_since(desk: Desk, backup: Backup) -> int:
    """Return how many revisions were written or taken in since a backup was made.

    Raises `DataFolderError` where the backup is not intact.
    """
    return backups.revisions(desk.db) - backups.revisions_in(backup.path)


def restore(
    folder: Path, backup: Path, staff: str = "", clock: Callable[[], datetime] = now
) -> Restored:
    """Make a backup the data of its folder, which nobody may have open.

    The data as they were are kept as a backup `还原前_…`; restoring that undoes it. After any
    failure the data are the old ones. Raises `DataFolderError` where the backup is not intact or
    not of this office, or somebody holds the folder, `CannotWriteError` where the disk fails.
    """
    return restoring.restore(folder, backup, staff, clock())
