"""Data folders that begin alike: made once by the program, then copied, numbers and all.

Making a folder takes longer than most tests. A copy stands as if it had always stood there.
"""

import itertools
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Hashable
from contextlib import closing
from functools import cache
from pathlib import Path

from govmedia_desktop.store.folder import place_of

_turns = itertools.count()
_made: dict[Hashable, tuple[Path, int]] = {}
_standing: dict[Path, int] = {}


@cache
def _place() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="begun-")


def begin_alike(folder: Path, kind: Hashable, make: Callable[[Path], None]) -> None:
    """Let a data folder stand there as `make` makes it; folders of one kind begin alike.

    Made anew where a copy could be told: beside one of its kind, which has its replica, and beside
    one that would be the younger by its numbers though it was there before.
    """
    if kind not in _made:
        begun = Path(_place().name) / str(len(_made))
        make(begun)
        _made[kind] = begun, next(_turns)
    begun, turn = _made[kind]
    if folder.exists() or not _fits(folder, turn):
        make(folder)
        turn = next(_turns)
    else:
        _copy(begun, folder)
    _standing[folder] = turn


def _fits(folder: Path, turn: int) -> bool:
    for place in [place for place in _standing if not place.exists()]:
        del _standing[place]
    beside = [other for place, other in _standing.items() if place.parent == folder.parent]
    return turn not in _standing.values() and all(other < turn for other in beside)


def _copy(begun: Path, folder: Path) -> None:
    shutil.copytree(begun, folder)
    with closing(sqlite3.connect(folder / "data.db")) as db, db:
        db.execute("UPDATE local SET value = ? WHERE name = 'place'", (place_of(folder),))
