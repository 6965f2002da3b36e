"""The ZIP around an exchange file, believed in nothing until it has been checked.

Only the plainest layout is taken: entries one after another from the first byte on, then the
directory, then its end record as the very last bytes. So a file that was cut off, has something
before, between or after its entries, or entries that overlap, is found out before any is unpacked.
Nothing is ever extracted by name (R9 to R12).
"""

import hashlib
import stat
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from govmedia_desktop.packages.errors import (
    ALTERED,
    INCOMPLETE,
    NOT_OURS,
    TOO_LARGE,
    PackageError,
)
from govmedia_desktop.packages.names import (
    GREATEST_RATIO,
    MANIFEST,
    MOST_BYTES,
    MOST_ENTRIES,
    RATIO_COUNTS_FROM,
    is_entry_name,
    most_bytes,
)
from govmedia_desktop.packages.watch import Watch

CHUNK = 1024**2
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_DIRECTORY = MOST_ENTRIES * 256
_FLAGS_WITHOUT_EFFECT = 0x0806
"""Names in UTF-8, and how hard the compressor tried; everything else is refused."""


@dataclass(frozen=True)
class Container:
    """A ZIP whose layout, names and declared sizes are in order; its content is not yet read."""

    file: BinaryIO
    archive: zipfile.ZipFile
    sizes: dict[str, int]
    """Unpacked size in bytes by entry name, as declared."""

    def chunks(self, name: str, watch: Watch) -> Iterator[bytes]:
        """Yield the entry's content in pieces; raises PackageError when it is not as declared."""
        left = self.sizes[name]
        with self.archive.open(name) as stream:
            while chunk := stream.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    break
                yield chunk
                watch.let_pass(len(chunk))
        if left:
            raise PackageError(ALTERED)

    def checked(self, name: str, sha256: str, watch: Watch) -> Iterator[bytes]:
        """Yield the entry's content in pieces; raises PackageError when its hash is another."""
        digest = hashlib.sha256()
        for chunk in self.chunks(name, watch):
            digest.update(chunk)
            yield chunk
        if digest.hexdigest() != sha256:
            raise PackageError(ALTERED)


def read_container(file: BinaryIO) -> Container:
    """Return the ZIP in the file after checking all that can be checked without unpacking.

    Raises PackageError; a hostile file may also make `zipfile` raise what it likes.
    """
    directory = _directory_start(file)
    archive = zipfile.ZipFile(file)
    infos = archive.infolist()
    if MANIFEST not in archive.namelist():
        raise PackageError(NOT_OURS)
    _check_names(infos)
    _check_sizes(infos)
    _check_layout(file, infos, directory)
    return Container(file, archive, {info.filename: info.file_size for info in infos})


def _directory_start(file: BinaryIO) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    beginning = file.read(4)
    if not b"PK\x03\x04".startswith(beginning):
        raise PackageError(NOT_OURS)
    if size < _END.size:
        raise PackageError(INCOMPLETE)
    file.seek(size - _END.size)
    signature, *_disks, entries, length, start, comment = _END.unpack(file.read(_END.size))
    if signature != b"PK\x05\x06" or comment or start + length != size - _END.size:
        raise PackageError(INCOMPLETE)
    if entries > MOST_ENTRIES or length > _LONGEST_DIRECTORY:
        raise PackageError(TOO_LARGE)
    return int(start)


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    if len({info.filename.casefold() for info in infos}) != len(infos):
        raise PackageError(ALTERED)
    if not all(info.filename == info.orig_filename and _is_plain(info) for info in infos):
        raise PackageError(ALTERED)


def _is_plain(info: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(info.external_attr >> 16)
    return (
        is_entry_name(info.filename)
        and kind in (0, stat.S_IFREG)
        and not info.flag_bits & ~_FLAGS_WITHOUT_EFFECT
        and info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    )


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_BYTES:
        raise PackageError(TOO_LARGE)
    if any(info.file_size > most_bytes(info.filename) or _is_bomb(info) for info in infos):
        raise PackageError(TOO_LARGE)


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return (
        info.file_size > RATIO_COUNTS_FROM and info.file_size > info.compress_size * GREATEST_RATIO
    )


def _check_layout(file: BinaryIO, infos: list[zipfile.ZipInfo], directory: int) -> None:
    position = 0
    for info in sorted(infos, key=lambda i: i.header_offset):
        if info.header_offset != position:
            raise PackageError(ALTERED)
        file.seek(position)
        *_fields, name_length, extra_length = _LOCAL.unpack(file.read(_LOCAL.size))
        position += _LOCAL.size + name_length + extra_length + info.compress_size
    if position != directory:
        raise PackageError(ALTERED)
