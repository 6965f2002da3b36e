"""Restoring a backup: made ready beside the data, then moved in at one stroke (hardening R8)."""

import secrets
import shutil
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from govmedia_desktop.errors import DataFolderError
from govmedia_desktop.files import cannot_write, move_in
from govmedia_desktop.store import migrations, schema
from govmedia_desktop.store.backups import (
    BEFORE_RESTORING,
    back_up,
    faults,
    free_name,
    restore_copy,
)
from govmedia_desktop.store.connection import Database, connect, refusing_damage, write
from govmedia_desktop.store.evidence import evidence_named
from govmedia_desktop.store.files import missing_evidence, room_for
from govmedia_desktop.store.folder import (
    PATIENCE_S,
    held,
    place_of,
    refuse_newer,
    set_local,
    wipe,
)
from govmedia_desktop.store.keys import SIGNING_SEED
from govmedia_desktop.store.projection import rebuild

_WHOSE = ("office", "practice")
_BEEN = ("replica", "been")
"""Under which replica a folder writes, and under which it wrote before it was restored."""
_UNFIT = "数据没有改动；请选择另一个备份。"


@dataclass(frozen=True)
class Restored:
    """What was restored: `kept_as` holds the data of before, `missing` is evidence it needs.

    `missing` are the SHA-256 under which no file lies here. `kept_as` is no backup that can be
    restored where the data of before were damaged (`was_damaged`), None where there were none.
    """

    backup: Path
    kept_as: Path | None
    missing: tuple[str, ...]
    was_damaged: bool = False


def restore(
    folder: Path, backup: Path, staff: str, now: datetime, patience_s: float = PATIENCE_S
) -> Restored:
    """Make a backup the data of the folder under a new replica id.

    Until it is moved in whole the data are the old ones. Raises `DataFolderError` where the backup
    is not intact, newer or of another office, or somebody holds the folder, `CannotWriteError`
    where the disk does not take it.
    """
    data, tmp = folder / "data.db", folder / "tmp"
    with held(folder, staff, patience_s), refusing_damage(data):
        wipe(tmp)
        try:
            room_for(folder, backup.stat().st_size)
            fresh = tmp / "restored.db"
            restore_copy(backup, fresh)
            missing = _make_ready(fresh, folder, backup.name)
            kept_as, damaged = _keep(data, folder / "backups", now)
            move_in(fresh, data)
        except OSError as error:
            raise cannot_write(backup.name, error) from error
        finally:
            wipe(tmp)
    return Restored(backup, kept_as, missing, damaged)


def is_damaged(folder: Path) -> bool:
    """Whether the data of a folder that nobody holds are gone or not sound any more."""
    if not folder.is_dir():
        return False
    try:
        with held(folder, "", 0.1):
            return not (folder / "data.db").exists() or not _is_sound(folder / "data.db")
    except DataFolderError:
        return False


def _make_ready(fresh: Path, folder: Path, name: str) -> tuple[str, ...]:
    """Check the copy, bring it up and give it a replica id; return the evidence it misses."""
    try:
        db = connect(fresh)
        try:
            if not migrations.is_ours(db) or faults(db):
                raise DataFolderError(f"备份“{name}”已损坏或不是本程序的备份，{_UNFIT}")
            refuse_newer(db)
            _refuse_other(db, folder, name)
            with write(db):
                migrations.migrate(db)
                if not schema.projections_are_current(db):
                    rebuild(db)
                former = _joined(_local(db, *_BEEN), _told_here(folder, *_BEEN))
                set_local(db, replica=secrets.token_hex(8), place=place_of(folder), been=former)
                # other offices know the key that signs now, not the one of the backup's day
                set_local(db, **_told_here(folder, SIGNING_SEED))
            return tuple(missing_evidence(folder / "evidence", evidence_named(db)))
        finally:
            db.close()
    except sqlite3.DatabaseError as error:
        raise DataFolderError(f"备份“{name}”已损坏或不是本程序的备份，{_UNFIT}") from error


def former_replicas(db: Database) -> tuple[str, ...]:
    """Return the replicas that this folder was before it was restored, and is no more."""
    return tuple(_local(db, "been").get("been", "").split())


def _joined(*told: Mapping[str, str]) -> str:
    return " ".join(
        sorted({name for one in told for text in one.values() for name in text.split()})
    )


def _refuse_other(db: Database, folder: Path, name: str) -> None:
    """Refuse a backup that was put here from another office; a damaged folder tells none."""
    here = _told_here(folder, *_WHOSE)
    if here and here != _local(db, *_WHOSE):
        raise DataFolderError(f"备份“{name}”是另一个单位或练习用的数据，{_UNFIT}")


def _told_here(folder: Path, *names: str) -> dict[str, str]:
    """Return these facts of the data that are to be replaced; damaged data tell none."""
    try:
        current = connect(folder / "data.db", read_only=True)
        try:
            return _local(current, *names)
        finally:
            current.close()
    except (DataFolderError, sqlite3.DatabaseError):
        return {}


def _local(db: Database, *names: str) -> dict[str, str]:
    wanted = f"SELECT name, value FROM local WHERE name IN ({', '.join('?' * len(names))})"
    return dict(db.conn.execute(wanted, names).fetchall())


def _keep(data: Path, backups: Path, now: datetime) -> tuple[Path | None, bool]:
    """Keep the data of before: as a verified backup, or as they lie where they are damaged."""
    if not data.exists():
        return None, True
    if not _is_sound(data):
        return _keep_damaged(data, backups, now), True
    db = connect(data)
    try:
        return back_up(db, backups, now, BEFORE_RESTORING), False
    finally:
        db.close()


def _is_sound(data: Path) -> bool:
    try:
        db = connect(data)
        try:
            return migrations.is_ours(db) and not faults(db)
        finally:
            db.close()
    except (DataFolderError, sqlite3.DatabaseError):
        return False


def _keep_damaged(data: Path, backups: Path, now: datetime) -> Path:
    """Copy a damaged file beside the backups, under a name that is no backup's."""
    kept = free_name(backups, f"{BEFORE_RESTORING}_{now:%Y%m%d-%H%M%S}_已损坏", ".damaged")
    backups.mkdir(exist_ok=True)
    beside = kept.with_suffix(".tmp")
    shutil.copyfile(data, beside)
    move_in(beside, kept)
    return kept
