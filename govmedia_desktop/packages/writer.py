"""Writing an exchange file: beside its place, read back, then moved in."""

import hashlib
import itertools
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.files import write_file
from govmedia_desktop.packages.container import CHUNK
from govmedia_desktop.packages.errors import PackageError
from govmedia_desktop.packages.manifest import Entry, Manifest, manifest_text
from govmedia_desktop.packages.names import (
    LATE,
    MANIFEST,
    MOST_ENTRIES,
    REVISIONS,
    SIGNATURE,
    content_hash,
    evidence_name,
    form_name,
    lines_name,
)
from govmedia_desktop.packages.reader import read_entries
from govmedia_desktop.packages.signing import SigningKey
from govmedia_desktop.packages.watch import Watch

_BLOCK = 4 * CHUNK
_BLOCKS_A_FILE = 10
_TOO_MUCH = "要写出的内容太多，一个文件放不下，没有写出；请分几次上报，每次少报一些。"

_STUB = '{"counter":'
"""How a line begins that is no revision: canonical, and a revision's first key is `at`."""

_BAD_COPY = "文件写出后读回的内容不对，没有写出，原有文件没有改动；请换一个磁盘或U盘再试。"

_CHANGED = "{}与登记的校验值不符，已被改动，没有写出；请先运行数据校验。"


@dataclass(frozen=True)
class Content:
    """What goes into an exchange file; everything is taken once, in order, never held whole."""

    revisions: Iterable[str] = ()
    """Canonical lines without line end, ordered by replica, then counter, as the ranges say."""
    forms: Iterable[tuple[str, bytes]] = ()
    """SHA-256 and workbook of the form versions used."""
    evidence: Iterable[tuple[str, Path]] = ()
    """SHA-256 and place of each piece of evidence."""
    late: Iterable[str] = ()
    """Lines, ordered likewise, of which the recipient has the hash only."""
    extra: Iterable[tuple[str, bytes]] = ()
    """Other entries by name: summaries, personal data."""


@dataclass(frozen=True)
class Written:
    """Where the file stands (see `files.write_file`) and its manifest with all entries."""

    path: Path
    manifest: Manifest


def write_package(
    path: Path,
    manifest: Manifest,
    content: Content,
    watch: Watch | None = None,
    key: SigningKey | None = None,
) -> Written:
    """Write the exchange file and return where it stands, with its completed manifest.

    With a key it is signed. It is read back, every entry by its hash, before it takes its place;
    after any failure, or when `watch` says stop (CancelledError), what stood there before still
    does and nothing is left over.
    Raises CannotWriteError.
    """
    made: list[Manifest] = []

    def fill(file: BinaryIO) -> None:
        made.append(_fill(file, manifest, content, watch or Watch(), key))

    return Written(write_file(path, fill), made[0])


def _fill(
    file: BinaryIO, manifest: Manifest, content: Content, watch: Watch, key: SigningKey | None
) -> Manifest:
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=False) as archive:
            entries = _Entries(archive, watch)
            entries.add_all(content)
            complete = replace(
                manifest,
                key=key.public if key else None,
                counts=replace(manifest.counts, revisions=entries.whole, evidence=entries.pictures),
                entries=tuple(entries.added),
            )
            encoded = manifest_text(complete).encode("utf-8")
            entries.add(MANIFEST, [encoded])
            if key:
                entries.add(SIGNATURE, [key.sign(encoded)], zipfile.ZIP_STORED)
    except zipfile.LargeZipFile as error:
        raise CannotWriteError(_TOO_MUCH) from error
    _read_back(file, complete, watch)
    return complete


def _read_back(file: BinaryIO, written: Manifest, watch: Watch) -> None:
    file.flush()
    try:
        _container, read = read_entries(file, watch)
    except PackageError as error:
        raise CannotWriteError(_BAD_COPY) from error
    if read != written:
        raise CannotWriteError(_BAD_COPY)


@dataclass
class _Entries:
    """Adds entries to the archive and keeps what the manifest must say of them."""

    archive: zipfile.ZipFile
    watch: Watch
    added: list[Entry] = field(default_factory=list)
    whole: int = 0
    """Revisions, stubs not counted."""
    pictures: int = 0

    def add_all(self, content: Content) -> None:
        self._add_lines(REVISIONS, content.revisions)
        self._add_lines(LATE, content.late)
        for sha256, workbook in content.forms:
            self.add(form_name(sha256), [workbook], zipfile.ZIP_STORED)
        for sha256, place in content.evidence:
            self.add(evidence_name(sha256), _pieces(place), zipfile.ZIP_STORED)
            self.pictures += 1
        for name, encoded in content.extra:
            self.add(name, [encoded])

    def _add_lines(self, folder: str, lines: Iterable[str]) -> None:
        blocks = _blocks(self._counted(lines))
        for number in itertools.count(1):
            first = next(blocks, None)
            if first is None:
                break
            rest = itertools.islice(blocks, _BLOCKS_A_FILE - 1)
            self.add(lines_name(folder, number), itertools.chain([first], rest))

    def _counted(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self.whole += not line.startswith(_STUB)
            yield line

    def add(self, name: str, chunks: Iterable[bytes], method: int = zipfile.ZIP_DEFLATED) -> None:
        if len(self.added) > MOST_ENTRIES - 2:
            raise CannotWriteError(_TOO_MUCH)
        info = zipfile.ZipInfo(name)
        info.compress_type = method
        digest, size = hashlib.sha256(), 0
        with self.archive.open(info, "w") as stream:
            for chunk in chunks:
                stream.write(chunk)
                digest.update(chunk)
                size += len(chunk)
                self.watch.let_pass(len(chunk))
        if content_hash(name) not in (None, digest.hexdigest()):
            raise CannotWriteError(_CHANGED.format(name))
        self.added.append(Entry(name, size, digest.hexdigest()))


def _blocks(lines: Iterable[str]) -> Iterator[bytes]:
    """Yield the lines, each with its line end, in pieces of a few megabytes."""
    block: list[bytes] = []
    size = 0
    for line in lines:
        encoded = line.encode("utf-8")
        block += (encoded, b"\n")
        size += len(encoded) + 1
        if size >= _BLOCK:
            yield b"".join(block)
            block, size = [], 0
    if block:
        yield b"".join(block)


def _pieces(place: Path) -> Iterator[bytes]:
    try:
        with place.open("rb") as file:
            yield from iter(partial(file.read, CHUNK), b"")
    except OSError as error:
        raise CannotWriteError(
            f"证据文件{place.name[:8]}读不出来，没有写出，数据没有变化；请先运行数据校验，再试一次。"
        ) from error
