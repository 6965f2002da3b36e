"""Data folders that begin alike: made once by the program, then copied, numbers and all.

Making a folder takes longer than most tests. A copy stands as if it had always stood there.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Hashable
from contextlib import closing
from functools import cache
from pathlib import Path

from govmedia_desktop.store.folder import place_of

_made: dict[Hashable, Path] = {}
_copies: dict[Hashable, Path] = {}


@cache
def _place() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="begun-")


def begin_alike(folder: Path, kind: Hashable, make: Callable[[Path], None]) -> None:
    """Let a data folder stand there as `make` makes it; folders of one kind begin alike.

    While a copy stands, the next of its kind is made anew: no two share a replica.
    """
    if folder.exists() or (kind in _copies and _copies[kind].exists()):
        make(folder)
        return
    if kind not in _made:
        begun = Path(_place().name) / str(len(_made))
        make(begun)
        _made[kind] = begun
    shutil.copytree(_made[kind], folder)
    with closing(sqlite3.connect(folder / "data.db")) as db, db:
        db.execute("UPDATE local SET value = ? WHERE name = 'place'", (place_of(folder),))
    _copies[kind] = folder
