"""A copy of the data to try something on: what is done there is gone afterwards."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.store.connection import connect
from govmedia_desktop.store.files import room_for
from govmedia_desktop.store.folder import Store

_PAGES_AT_ONCE = 4096


@contextmanager
def trial(store: Store) -> Iterator[Store]:
    """Yield a throw-away copy of the data; the evidence is that of the folder itself.

    The folder's own database is read in pieces, so that whoever holds it may go on writing. Raises
    `CannotWriteError` where the copy cannot be made.
    """
    path = store.tmp / f"trial-{new_id()}.db"
    room_for(store.folder, (store.folder / "data.db").stat().st_size)
    try:
        store.tmp.mkdir(exist_ok=True)
        _copy(store, str(path))
        db = connect(path)
    except (OSError, sqlite3.Error) as error:
        _remove(store, path.name)
        raise CannotWriteError(
            "预览没有做成，没有接收任何内容；请检查磁盘空间后再试一次。"
        ) from error
    try:
        # nothing here outlives the block, so nothing need survive a power cut
        db.conn.execute("PRAGMA synchronous=OFF")
        db.conn.execute("PRAGMA journal_mode=MEMORY")
        yield replace(store, db=db, recovered=False)
    finally:
        db.close()
        _remove(store, path.name)


def _copy(store: Store, path: str) -> None:
    target = sqlite3.connect(path)
    try:
        target.execute("PRAGMA synchronous=OFF")
        store.db.conn.backup(target, pages=_PAGES_AT_ONCE)
    finally:
        target.close()


def _remove(store: Store, name: str) -> None:
    for path in store.tmp.glob(f"{name}*"):
        with suppress(OSError):
            path.unlink()
