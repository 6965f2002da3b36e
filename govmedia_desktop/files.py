"""Files for people are written whole or not at all: beside their place, made durable, moved in."""

import contextlib
import errno
import itertools
import os
import secrets
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from govmedia_desktop.errors import CannotWriteError

_HELD = {errno.EACCES, errno.EPERM, errno.EBUSY}
_DELAYS = (0.1, 0.2, 0.4, 0.8, 1.6)
_FULL = "磁盘空间不足，请清出空间或换一个位置后再试"
_CLOSED = "它可能正在WPS或Excel中打开，或文件夹不允许写入，请关闭后再试或换一个位置"
_GONE = "文件夹不在了，U盘可能已拔出，请检查后再试"
_REASONS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "文件太大，这个磁盘放不下，请换一个位置",
    errno.EROFS: "这个磁盘只能读不能写，请换一个位置",
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.ENAMETOOLONG: "文件名太长，请改短后再试",
    **dict.fromkeys(_HELD, _CLOSED),
}
_OTHERWISE = "写入时出错，磁盘可能有故障或U盘已拔出，请检查后再试"
_UNFINISHED = f".{'[0-9a-f]' * 12}.part"
_A_DAY_S = 86_400
_NOT_SURE = "“{}”已换成新的，但磁盘没有确认，断电时可能变回原来的；请检查磁盘或U盘后再试一次。"


def write_file(path: Path, write: Callable[[BinaryIO], None], called: str = "") -> Path:
    """Return where the file now stands: `path`, or beside it `名称(2)` while that is held open.

    `write` fills the file, which may also be read back. Until it is complete and on the disk, what
    stood at `path` stays as it was; after any failure nothing is left over. Where only the folder
    does not confirm the move, the new file stands and people are told so. `called` is what people
    call the file where its name tells them nothing.
    Raises CannotWriteError for what the disk refuses; what else `write` raises passes through.
    """
    _sweep_unfinished(path.parent)
    part = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with part.open("x+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        moved = _moved_in(part, path)
    except OSError as error:
        raise cannot_write(called or path.name, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    try:
        _make_durable(moved.parent)
    except OSError as error:
        raise CannotWriteError(_NOT_SURE.format(called or path.name)) from error
    return moved


def _sweep_unfinished(folder: Path) -> None:
    """Remove what a program killed a day ago or longer was writing there."""
    with contextlib.suppress(OSError):
        for part in folder.glob(_UNFINISHED):
            if time.time() - part.stat().st_mtime > _A_DAY_S:
                part.unlink()


def cannot_write(name: str, error: OSError) -> CannotWriteError:
    """Return what a person is told of a file that the disk did not take."""
    reason = _REASONS.get(error.errno or 0, _OTHERWISE)
    return CannotWriteError(f"“{name}”没有写成，原有文件没有改动：{reason}。")


def fresh_bytes(path: Path) -> Iterator[bytes]:
    """Yield the file's content in pieces as the medium holds it, not as the system remembers it.

    Where a system cannot be asked to forget (Windows), it is read as it gives it.
    """
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        yield from iter(partial(file.read, 1 << 20), b"")


def write_bytes(path: Path, content: bytes, called: str = "") -> Path:
    """Write content that is at hand, as `write_file` does; return where it now stands."""

    def write(file: BinaryIO) -> None:
        file.write(content)

    return write_file(path, write, called)


def move_in(part: Path, path: Path) -> None:
    """Move a finished file to its name so that a power cut leaves the old or the new one."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(path)
    _make_durable(path.parent)


def _moved_in(part: Path, path: Path) -> Path:
    for delay in _DELAYS:
        try:
            return part.replace(path)
        except OSError as error:
            if error.errno not in _HELD:
                raise
            time.sleep(delay)
    return part.replace(_free_name(path))


def free_place(path: Path) -> Path:
    """Return the path, or `名称(2)` … beside it where something stands there already."""
    return _free_name(path) if path.exists() else path


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}({n}){path.suffix}") for n in itertools.count(2))
    return next(name for name in names if not name.exists())


def _make_durable(folder: Path) -> None:
    if os.name == "nt":  # Windows has no flushing of folders
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
