"""Backups: made by SQLite's backup call, opened again and verified before they get their name."""

import hashlib
import os
import re
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from govmedia_desktop.errors import CannotWriteError, DataFolderError
from govmedia_desktop.files import move_in
from govmedia_desktop.store.connection import Database, connect
from govmedia_desktop.store.files import room_for, sha256_of

KEPT_NEWEST = 10
KEPT_DAYS = 30
BEFORE_RESTORING = "还原前"
"""Begins the name of what a restored backup took the place of; such copies are never thinned."""


def back_up(db: Database, folder: Path, now: datetime, why: str) -> Path:
    """Write a verified backup with its SHA-256 beside it and return its path.

    Raises `CannotWriteError` where there is no room or the copy does not verify.
    """
    folder.mkdir(exist_ok=True)
    (pages,) = db.conn.execute("PRAGMA page_count").fetchone()
    (size,) = db.conn.execute("PRAGMA page_size").fetchone()
    room_for(folder, pages * size)
    parts = (why, f"{now:%Y%m%d-%H%M%S}")
    path = free_name(folder, "_".join(parts if why == BEFORE_RESTORING else reversed(parts)))
    beside = path.with_suffix(".tmp")
    try:
        _copy(db, beside)
        _verify(db, beside)
        digest = sha256_of(beside)
        path.with_suffix(".sha256").write_text(f"{digest}  {path.name}\n", encoding="utf-8")
        move_in(beside, path)
    except (OSError, sqlite3.Error) as error:
        beside.unlink(missing_ok=True)
        raise CannotWriteError(
            "备份没有写成，数据未作任何改动；请检查磁盘空间后再试一次。"
        ) from error
    _thin(folder, now)
    return path


def is_intact(path: Path) -> bool:
    """Whether a backup still is what its SHA-256 says."""
    try:
        noted = path.with_suffix(".sha256").read_text(encoding="utf-8").split()[0]
        return noted == sha256_of(path)
    except (OSError, IndexError):
        return False


def backups(folder: Path) -> list[Path]:
    """Return the backups, newest first by the moments in their names."""
    found = [(moment, path) for path in folder.glob("*.db") if (moment := moment_of(path))]
    found.sort(key=lambda one: (one[0], _number(one[1]), one[1].stem), reverse=True)
    return [path for _, path in found]


def _number(path: Path) -> int:
    """Return which backup of its second and occasion it is, from 1."""
    tail = path.stem.rpartition("-")[2]
    return int(tail) if tail.isdecimal() and path.stem.count("-") > 1 else 1


def moment_of(path: Path) -> datetime | None:
    """Return the local time that a backup's name tells, None where it is no backup's name."""
    stem = path.stem.removeprefix(f"{BEFORE_RESTORING}_")
    try:
        return datetime.strptime(stem[:15], "%Y%m%d-%H%M%S")
    except ValueError:
        return None


def occasion_of(path: Path) -> str:
    """Return why a backup was made, as its name tells."""
    if path.stem.startswith(BEFORE_RESTORING):
        return BEFORE_RESTORING
    return re.sub(r"-\d+$", "", path.stem[16:])


def free_name(folder: Path, stem: str, suffix: str = ".db") -> Path:
    """Return a path of that name, numbered after those there are; the name of none that is gone.

    Thinning takes the smallest numbers first: under one of these the newest would pass for old.
    """
    numbered = re.compile(rf"{re.escape(stem)}(?:-([0-9]+))?")
    found = [numbered.fullmatch(path.stem) for path in folder.glob(f"*{suffix}")]
    last = max((int(one[1] or 1) for one in found if one), default=0)
    return folder / f"{stem}-{last + 1}{suffix}" if last else folder / f"{stem}{suffix}"


def _copy(db: Database, beside: Path) -> None:
    beside.unlink(missing_ok=True)
    target = sqlite3.connect(beside)
    try:
        db.conn.backup(target)
    finally:
        target.close()
    with beside.open("rb+") as file:
        os.fsync(file.fileno())


def _verify(db: Database, beside: Path) -> None:
    copy = connect(beside, read_only=True)
    try:
        if faults(copy) or revisions(copy) != revisions(db):
            raise sqlite3.DatabaseError("the copy does not verify")
    finally:
        copy.close()


def revisions(db: Database) -> int:
    """Return how many revisions a database holds."""
    return int(db.conn.execute("SELECT count(*) FROM revision").fetchone()[0])


def revisions_in(backup: Path) -> int:
    """Return the same of a backup. Raises `DataFolderError` where it is not intact."""
    _refuse_altered(backup)
    copy = connect(backup, read_only=True)
    try:
        return revisions(copy)
    finally:
        copy.close()


def _refuse_altered(backup: Path) -> None:
    if not is_intact(backup):
        raise DataFolderError(f"备份“{backup.name}”已损坏或被改动，没有还原；请选择另一个备份。")


def faults(db: Database) -> list[str]:
    """Return what SQLite's own checks of integrity and foreign keys complain of."""
    found = [str(row[0]) for row in db.conn.execute("PRAGMA integrity_check")]
    found = [text for text in found if text != "ok"]
    return found + [str(tuple(row)) for row in db.conn.execute("PRAGMA foreign_key_check")]


def _thin(folder: Path, now: datetime) -> None:
    """Keep the newest ten, one a day for a month, one a month beyond that.

    A backup whose name lies in the future is never deleted: then the clock moved back.
    """
    kept: set[str] = set()
    thinned = [path for path in backups(folder) if occasion_of(path) != BEFORE_RESTORING]
    for place, path in enumerate(thinned):
        made = (moment_of(path) or now.replace(tzinfo=None)).replace(tzinfo=now.tzinfo)
        recent = now - made < timedelta(days=KEPT_DAYS)
        span = f"{made:%Y%m%d}" if recent else f"{made:%Y%m}"
        if place >= KEPT_NEWEST and made <= now and span in kept:
            path.unlink()
            path.with_suffix(".sha256").unlink(missing_ok=True)
        kept.add(span)


def restore_copy(backup: Path, target: Path) -> None:
    """Copy a verified backup to a path that does not exist yet.

    Raises `DataFolderError` where the backup is not intact.
    """
    _refuse_altered(backup)
    digest = hashlib.sha256(content := backup.read_bytes()).hexdigest()
    beside = target.with_suffix(".tmp")
    beside.write_bytes(content)
    if sha256_of(beside) != digest:
        raise DataFolderError("还原时磁盘写入有误，原有数据未变；请检查磁盘后再试。")
    move_in(beside, target)
