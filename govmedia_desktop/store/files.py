"""Files beside the database: durable moves, room on the disk, hashes, evidence."""

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.files import write_bytes

SPARE_ROOM = 200_000_000
"""Bytes that must stay free beside twice what an operation needs (hardening R3)."""

_BLOCK = 1 << 20


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def room_for(folder: Path, need: int) -> None:
    """Raise `CannotWriteError` where the disk lacks twice the need and some spare room."""
    free = shutil.disk_usage(folder).free
    if free < 2 * need + SPARE_ROOM:
        missing = (2 * need + SPARE_ROOM - free) // 1_000_000 + 1
        raise CannotWriteError(
            f"磁盘空间不足，还差约{missing}MB，没有开始写入，数据未变；请删除不用的文件后再试。"
        )


def add_evidence(folder: Path, content: bytes) -> str:
    """Store evidence under its SHA-256 and return that; the same content is stored once."""
    digest = hashlib.sha256(content).hexdigest()
    path = evidence_path(folder, digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, content)
    return digest


def evidence_path(folder: Path, digest: str) -> Path:
    """Return where evidence with that SHA-256 lies: `<2 hex>/<sha256>`."""
    return folder / digest[:2] / digest


def all_evidence(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield hash and place of every piece of evidence."""
    for path in sorted(folder.glob("??/*")):
        yield path.name, path


def altered_evidence(folder: Path) -> list[str]:
    """Return the names of evidence files whose bytes are no longer what their name says."""
    return [
        path.name
        for path in sorted(folder.glob("??/*"))
        if re.fullmatch(r"[0-9a-f]{64}", path.name) is None or sha256_of(path) != path.name
    ]
