"""The data folder: making one, opening one, holding it while writing."""

import hashlib
import json
import os
import platform
import shutil
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from govmedia_desktop.errors import CannotWriteError, DataFolderError
from govmedia_desktop.store import migrations, schema
from govmedia_desktop.store.arrived import new_replica
from govmedia_desktop.store.backups import back_up
from govmedia_desktop.store.connection import (
    APPLICATION_ID,
    Database,
    connect,
    refusing_damage,
    write,
)
from govmedia_desktop.store.journal import Author
from govmedia_desktop.store.projection import rebuild

PATIENCE_S = 10.0


@dataclass
class Store:
    """An open data folder."""

    folder: Path
    db: Database
    office: str
    """Record id of the folder's own office."""
    practice: bool
    recovered: bool = False
    """Whether the last writer ended without closing the folder."""

    @property
    def replica(self) -> str:
        """Under which this folder writes now; another connection may have begun a new one."""
        row = self.db.conn.execute("SELECT value FROM local WHERE name = 'replica'").fetchone()
        return str(row[0])

    @property
    def evidence(self) -> Path:
        """Where evidence is kept."""
        return self.folder / "evidence"

    @property
    def backups(self) -> Path:
        """Where backups are kept."""
        return self.folder / "backups"

    @property
    def tmp(self) -> Path:
        """Our own temporary files; wiped by whoever holds the folder next."""
        return self.folder / "tmp"

    def author(self, staff: str, at: datetime) -> Author:
        """Return who writes revisions here and now; `at` must carry its offset."""
        return Author(self.replica, self.office, staff, at.isoformat(timespec="seconds"))

    def back_up(self, why: str) -> Path:
        """Write a verified backup."""
        return back_up(self.db, self.backups, datetime.now().astimezone(), why)


def exists(folder: Path) -> bool:
    """Whether there is a data folder of ours at this place."""
    return _application_id(folder / "data.db") == APPLICATION_ID


@contextmanager
def create(folder: Path, office: str, *, practice: bool = False) -> Iterator[Store]:
    """Make a data folder for the office with that new record id, and hold it for the block.

    If the block raises, no data remain. Raises `DataFolderError` where the folder holds data
    already, or other files.
    """
    _roll_back_unfinished(folder)
    if exists(folder):
        raise DataFolderError(
            f"“{folder.name}”里已有数据，没有改动；请换一个文件夹，或直接打开它。"
        )
    if folder.is_dir() and _foreign_files(folder):
        raise DataFolderError(f"“{folder.name}”里有别的文件；请选择一个空文件夹。")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("evidence", "backups", "logs", "tmp"):
            (folder / name).mkdir(exist_ok=True)
    except OSError as error:
        raise CannotWriteError(
            f"无法在“{folder.name}”建立数据文件夹，请换一个能写入的位置。"
        ) from error
    with held(folder, "") as recovered:
        db = connect(folder / "data.db")
        try:
            with write(db):
                migrations.migrate(db)
                schema.create_projections(db)
                new_replica(db)
                set_local(db, office=office, place=place_of(folder))
                set_local(db, practice="1" if practice else "0")
                yield Store(folder, db, office, practice, recovered)
        finally:
            db.close()


@contextmanager
def open_store(
    folder: Path, staff: str = "", *, writing: bool = True, patience_s: float = PATIENCE_S
) -> Iterator[Store]:
    """Open a data folder; for writing it is held for the block, at most waiting `patience_s`.

    A file of an older version is backed up and upgraded. Raises `DataFolderError` where there is
    no data, it is newer than this program or damaged, or somebody else holds it (named).
    """
    _refuse_foreign(folder)
    with refusing_damage(folder / "data.db"):
        if writing:
            opened = _opened_for_writing(folder, staff, patience_s)
        else:
            opened = _opened_for_reading(folder, staff, patience_s)
        with opened as store:
            yield store


@contextmanager
def _opened_for_reading(folder: Path, staff: str, patience_s: float) -> Iterator[Store]:
    db = connect(folder / "data.db")
    try:
        if _is_current(db):
            db.conn.execute("PRAGMA query_only=ON")
            yield _opened(folder, db)
            return
    finally:
        db.close()
    with _opened_for_writing(folder, staff, patience_s) as store:
        yield store


@contextmanager
def _opened_for_writing(folder: Path, staff: str, patience_s: float) -> Iterator[Store]:
    with held(folder, staff, patience_s) as recovered:
        db = connect(folder / "data.db")
        try:
            _bring_up(folder, db)
            store = _opened(folder, db)
            store.recovered = recovered
            wipe(store.tmp)
            if recovered:
                _sweep_unfinished(store)
            yield store
        finally:
            db.close()


@contextmanager
def another_connection(store: Store) -> Iterator[Store]:
    """Open the same data once more for the block: for work in another thread.

    The folder stays held by whoever holds it; each connection writes in its own transactions.
    """
    db = connect(store.folder / "data.db")
    try:
        yield replace(store, db=db, recovered=False)
    finally:
        db.close()


def _opened(folder: Path, db: Database) -> Store:
    local = dict(db.conn.execute("SELECT name, value FROM local").fetchall())
    return Store(folder, db, local["office"], local["practice"] == "1")


def _is_current(db: Database) -> bool:
    refuse_newer(db)
    return schema.projections_are_current(db) and not migrations.pending(db)


def _bring_up(folder: Path, db: Database) -> None:
    """Upgrade, backed up first; begin a new replica where the folder was copied or moved."""
    if not _is_current(db):
        back_up(db, folder / "backups", datetime.now().astimezone(), "升级前")
        with write(db):
            migrations.migrate(db)
            rebuild(db)
    place = place_of(folder)
    (known,) = db.conn.execute("SELECT value FROM local WHERE name = 'place'").fetchone()
    if known != place:
        with write(db):
            set_local(db, place=place)
            new_replica(db)


def _roll_back_unfinished(folder: Path) -> None:
    """Undo what a killed program left half-written: a folder it was making holds no data yet."""
    if (folder / "data.db-journal").exists() and exists(folder):
        connect(folder / "data.db").close()


def _refuse_foreign(folder: Path) -> None:
    _roll_back_unfinished(folder)
    path = folder / "data.db"
    if not path.exists() or not path.stat().st_size:
        raise DataFolderError(f"“{folder.name}”里没有本程序的数据；请先新建，或选择正确的文件夹。")
    if _application_id(path) != APPLICATION_ID:
        raise DataFolderError(
            f"“{folder.name}”里的 data.db 已损坏或不是本程序的数据，未作任何改动；请从备份还原。"
        )


def refuse_newer(db: Database) -> None:
    """Raise `DataFolderError` where a newer program wrote the file."""
    if migrations.is_newer(db):
        raise DataFolderError("这份数据由更新版本的程序写成，未作任何改动；请先升级本程序。")


def _application_id(path: Path) -> int:
    """Read the id from the file's header: a database of others is not even opened."""
    try:
        with path.open("rb") as file:
            header = file.read(72)
    except OSError:
        return 0
    if not header.startswith(b"SQLite format 3\x00") or len(header) < 72:
        return 0
    return int(struct.unpack(">I", header[68:72])[0])


def _foreign_files(folder: Path) -> bool:
    ours = {"data.db", "data.db-journal", "evidence", "backups", "logs", "tmp", "lock", "holder"}
    names = {path.name for path in folder.iterdir()}
    half_made = _application_id(folder / "data.db") == 0 and (folder / "data.db").exists()
    return bool(names - ours) or (half_made and (folder / "data.db").stat().st_size > 0)


def place_of(folder: Path) -> str:
    """Return what tells this place from a copy elsewhere."""
    name = f"{platform.node()}\n{folder.resolve()}"
    return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()


def set_local(db: Database, **facts: str) -> None:
    """Write facts of this folder alone: its replica, its place …"""
    db.conn.executemany("REPLACE INTO local VALUES (?, ?)", list(facts.items()))


def wipe(tmp: Path) -> None:
    """Empty the folder of our own temporary files."""
    shutil.rmtree(tmp, ignore_errors=True)
    with suppress(OSError):  # a full disk keeps nobody from reading
        tmp.mkdir(exist_ok=True)


def _sweep_unfinished(store: Store) -> None:
    """Remove what a killed program was just writing: half a backup, half a picture."""
    unfinished = (*store.backups.glob("*.tmp*"), *store.evidence.glob("??/.*.part"))
    for path in unfinished:
        with suppress(OSError):
            path.unlink()


@contextmanager
def held(folder: Path, staff: str, patience_s: float = PATIENCE_S) -> Iterator[bool]:
    """Hold the folder for the block; yield whether the last holder left without closing it."""
    holder = folder / "holder"
    try:
        lock = FileLock(folder / "lock", timeout=patience_s)
        lock.acquire()
    except Timeout as error:
        raise DataFolderError(
            f"数据正由{_named(holder)}使用，没有作任何改动；请等对方关闭程序后再试。"
        ) from error
    except OSError as error:
        raise DataFolderError(f"“{folder.name}”不能写入，只能查看；请检查文件夹权限。") from error
    try:
        left_open = holder.exists()
        me = {"staff": staff, "host": platform.node(), "process": os.getpid()}
        with suppress(OSError):  # a full disk says so where data are written
            holder.write_text(json.dumps(me, ensure_ascii=False), encoding="utf-8")
        yield left_open
    finally:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def _named(holder: Path) -> str:
    try:
        me = json.loads(holder.read_text(encoding="utf-8"))
        return f"“{me['staff'] or '另一个窗口'}”（电脑 {me['host']}）"
    except (OSError, ValueError, KeyError, TypeError):
        return "另一个程序"
