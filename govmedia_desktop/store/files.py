"""Files beside the database: durable moves, room on the disk, hashes, evidence."""

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from govmedia_desktop.errors import CannotReadError, CannotWriteError
from govmedia_desktop.files import cannot_write, write_bytes

SPARE_ROOM = 200_000_000
"""Bytes that must stay free beside twice what an operation needs (hardening R3)."""

_BLOCK = 1 << 20
_PICTURE = "证据图片"


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
    """Store evidence durably under its SHA-256 and return that; the same content is stored once.

    A file of that name whose bytes are others by now is put right; one that is sound counts as new
    again. Raises `CannotWriteError`; then nothing of it is left.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = evidence_path(folder, digest)
    if path.exists() and sha256_of(path) == digest:
        with suppress(OSError):  # what is about to be named is not swept as old
            os.utime(path)
        return digest
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(_PICTURE, error) from error
    written = write_bytes(path, content, _PICTURE)
    if written != path:  # held by another program; evidence stands under its own name or nowhere
        written.unlink(missing_ok=True)
        raise cannot_write(_PICTURE, PermissionError(errno.EACCES, ""))
    return digest


def read_evidence(folder: Path, digest: str) -> bytes:
    """Return the bytes of a piece of evidence. Raises `CannotReadError` unless they are its own."""
    try:
        content = evidence_path(folder, digest).read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != digest:
        raise CannotReadError(
            f"证据图片{digest[:8]}…缺失或被改动，不能打开，检查记录没有变化；"
            "请从备份或报送单位的文件里找回。"
        )
    return content


def evidence_path(folder: Path, digest: str) -> Path:
    """Return where evidence with that SHA-256 lies: `<2 hex>/<sha256>`."""
    return folder / digest[:2] / digest


def altered_evidence(folder: Path) -> list[str]:
    """Return the names of evidence files whose bytes are no longer what their name says."""
    return [
        path.name
        for path in sorted(folder.glob("??/*"))
        if re.fullmatch(r"[0-9a-f]{64}", path.name) is None or sha256_of(path) != path.name
    ]


def evidence_files(folder: Path) -> dict[str, tuple[int, float]]:
    """Return size in bytes and time of the last writing (POSIX) of all evidence, by SHA-256."""
    found = {}
    for path in folder.glob("??/*"):
        if re.fullmatch(r"[0-9a-f]{64}", path.name) and path.is_file():
            status = path.stat()
            found[path.name] = (status.st_size, status.st_mtime)
    return found


def missing_evidence(folder: Path, named: Iterable[str]) -> list[str]:
    """Return those of these SHA-256 under which no file lies."""
    return sorted(digest for digest in named if not evidence_path(folder, digest).is_file())
