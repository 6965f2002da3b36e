"""Opening the database: one place for every pragma, and the one way to write."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govmedia_desktop.domain.listing import index_of
from govmedia_desktop.domain.records import day_of
from govmedia_desktop.errors import CannotWriteError, DataFolderError

APPLICATION_ID = 0x676D6461  # "gmda"


@contextmanager
def _held_back(name: str) -> Iterator[None]:
    """Make `import name` fail inside the block, unless the module is loaded already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


# sqlite-utils imports numpy where it finds it, which alone would double the time to start
with _held_back("numpy"), _held_back("pandas"):
    from sqlite_utils import Database as Database  # noqa: PLC0414  (the one place to get it)

_PRAGMAS: dict[str, tuple[str, object]] = {
    # setting, and what reading it back must give (hardening: 0 of 3,000 crash states lost a commit)
    "journal_mode": ("DELETE", "delete"),
    "synchronous": ("EXTRA", 3),
    "foreign_keys": ("ON", 1),
    "recursive_triggers": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "mmap_size": ("0", None),
    # KiB at most: with the 2,000 of SQLite a large import writes and flushes pages over and over
    "cache_size": ("-64000", -64000),
    "temp_store": ("MEMORY", 2),
    "secure_delete": ("FAST", 2),
}

_STATEMENTS = 256
"""Statements kept prepared: taking in a file runs some 130 different ones, and again with the next.

sqlite3 keeps 128; run in turn, each would be dropped just before its turn comes again.
"""

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_OF_THE_FILE = _BUSY | {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
}
"""What lies with the data file or its disk, not with us."""


def connect(path: Path, *, read_only: bool = False) -> Database:
    """Return a connection with every pragma set and read back.

    Raises `DataFolderError` where the file is no readable database.
    """
    mode = "ro" if read_only else "rwc"
    try:
        raw = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=5,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=_STATEMENTS,
        )
        db = Database(raw, execute_plugins=False)
        _set_up(raw)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # a damaged schema, quoted
        raise _refusal(path, error) from error
    return db


@contextmanager
def refusing_damage(path: Path) -> Iterator[None]:
    """Turn what a damaged file or a failing disk raises in the block into `DataFolderError`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if _code(error) not in _OF_THE_FILE:
            raise
        raise _refusal(path, error) from error


def _set_up(raw: sqlite3.Connection) -> None:
    raw.create_function("casefolded", 1, str.casefold, deterministic=True)
    raw.create_function("index_of", 1, index_of, deterministic=True)
    raw.create_function("is_day", 1, lambda value: day_of(value) is not None, deterministic=True)
    for name, (setting, expected) in _PRAGMAS.items():
        raw.execute(f"PRAGMA {name}={setting}")
        row = raw.execute(f"PRAGMA {name}").fetchone()
        if row is not None and expected is not None and row[0] != expected:
            raise sqlite3.DatabaseError(f"{name} reads back as {row[0]}")


@contextmanager
def write(db: Database) -> Iterator[Database]:
    """Run the block in one `BEGIN IMMEDIATE` transaction; nested blocks join the outer one.

    On any error nothing of the block is kept. Raises `CannotWriteError` where the disk is full,
    fails or is read-only, or another program holds the database.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield db
        return
    try:
        db.conn.execute("BEGIN IMMEDIATE")
        yield db
        db.conn.execute("COMMIT")
    except sqlite3.OperationalError as error:
        _roll_back(db.conn)
        raise CannotWriteError(_why_not_written(error)) from error
    except BaseException:
        _roll_back(db.conn)
        raise


def _roll_back(raw: sqlite3.Connection) -> None:
    if raw.in_transaction:
        raw.execute("ROLLBACK")


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _why_not_written(error: sqlite3.OperationalError) -> str:
    code = _code(error)
    if code == sqlite3.SQLITE_FULL:
        return "磁盘已满，刚才的改动没有保存，原有数据未变；请删除不用的文件后再试一次。"
    if code in _BUSY:
        return "数据正被另一个程序写入，刚才的改动没有保存，原有数据未变；请稍后再试一次。"
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return "数据所在的磁盘写入失败，刚才的改动没有保存，原有数据未变；请检查磁盘或U盘后再试。"
    raise error


def _refusal(path: Path, error: Exception) -> DataFolderError:
    code = _code(error)
    if code in _BUSY:
        return DataFolderError(f"数据文件“{path.name}”正被另一个程序使用，请稍后再打开。")
    if code == sqlite3.SQLITE_CANTOPEN:
        return DataFolderError(f"打不开数据文件“{path.name}”，请检查文件夹是否存在、能否读写。")
    if code == sqlite3.SQLITE_IOERR:
        return DataFolderError(
            f"读不出数据文件“{path.name}”，数据没有改动；请检查磁盘或U盘后再试。"
        )
    return DataFolderError(
        f"数据文件“{path.name}”已损坏或不是本程序的数据，未作任何改动；请从备份还原。"
    )


def run(db: Database, script: str) -> None:
    """Run statements one by one, inside the transaction that is open."""
    # not executescript: that would commit the transaction it stands in
    for statement in script.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
