"""Data folders that begin alike: made by the program, then copied, numbers and all.

Making a folder takes longer than most tests. A copy stands as if it had always stood there. Of one
kind several are kept, each a replica of its own, since offices stand beside each other.
"""

import itertools
import shutil
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Hashable
from contextlib import closing
from functools import cache
from pathlib import Path

from govmedia_desktop.store.folder import place_of

KEPT = 12
"""So many of one kind."""

_turns = itertools.count()
_made: defaultdict[Hashable, list[tuple[Path, int]]] = defaultdict(list)
_standing: dict[Path, int] = {}


@cache
def _place() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="begun-")


def begin_alike(folder: Path, kind: Hashable, make: Callable[[Path], None]) -> None:
    """Let a data folder stand there as `make` makes it; folders of one kind begin alike.

    Made anew where a copy could be told: beside one of its kind, which has its replica, and beside
    one that would be the younger by its numbers though it was there before.
    """
    begun = next((made for made in _made[kind] if _fits(folder, made[1])), None)
    if folder.exists() or (begun is None and len(_made[kind]) == KEPT):
        make(folder)
        _standing[folder] = next(_turns)
        return
    place, turn = begun or _one_more(kind, make)
    _copy(place, folder)
    _standing[folder] = turn


def _one_more(kind: Hashable, make: Callable[[Path], None]) -> tuple[Path, int]:
    turn = next(_turns)
    place = Path(_place().name) / str(turn)
    make(place)
    _made[kind].append((place, turn))
    return place, turn


def _fits(folder: Path, turn: int) -> bool:
    for place in [place for place in _standing if not place.exists()]:
        del _standing[place]
    beside = [other for place, other in _standing.items() if place.parent == folder.parent]
    return turn not in _standing.values() and all(other < turn for other in beside)


def _copy(begun: Path, folder: Path) -> None:
    shutil.copytree(begun, folder)
    with closing(sqlite3.connect(folder / "data.db")) as db, db:
        db.execute("UPDATE local SET value = ? WHERE name = 'place'", (place_of(folder),))
