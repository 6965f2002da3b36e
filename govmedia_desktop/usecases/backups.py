"""Backups of the data folder: make one, list them."""

import contextlib
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from govmedia_desktop.store import backups
from govmedia_desktop.usecases.desk import Desk


@dataclass(frozen=True)
class Backup:
    """A backup of this folder; `why` is the occasion (手工, 接收前, 升级前 …), `size` in bytes."""

    path: Path
    made_at: datetime
    why: str
    size: int


def back_up(desk: Desk) -> Path:
    """Write a verified backup now and return where it stands. Raises `CannotWriteError`."""
    return desk.store.back_up("手工")


def list_backups(desk: Desk) -> list[Backup]:
    """Return the backups in the folder, newest first; files of another name are left out."""
    found = []
    for path in backups.backups(desk.store.backups):
        with contextlib.suppress(ValueError):
            made_at = datetime.strptime(path.stem[:15], "%Y%m%d-%H%M%S").astimezone()
            why = re.sub(r"-\d+$", "", path.stem[16:])
            found.append(Backup(path, made_at, why, path.stat().st_size))
    return found
