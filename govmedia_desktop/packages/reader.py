"""Reading an exchange file: everything is verified before anything is handed out."""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from govmedia_desktop.domain.revisions import (
    LONGEST_BODY,
    body_hash,
    canonical,
    next_link,
    read_line,
)
from govmedia_desktop.packages import schema
from govmedia_desktop.packages.container import Container, read_container
from govmedia_desktop.packages.drafts import Unfinished, parse_drafts
from govmedia_desktop.packages.errors import (
    ALTERED,
    UNREADABLE,
    CancelledError,
    PackageError,
    too_new,
)
from govmedia_desktop.packages.manifest import (
    LATER_KEYS,
    READER,
    SINCE,
    Entry,
    Manifest,
    Range,
    manifest_from,
)
from govmedia_desktop.packages.names import (
    DRAFTS,
    LATE,
    MANIFEST,
    PERSONAL,
    REVISIONS,
    SIGNATURE,
    lines_name,
)
from govmedia_desktop.packages.personal import Personal, parse_personal
from govmedia_desktop.packages.signing import is_signed_by
from govmedia_desktop.packages.watch import Watch

_LONGEST_LINE = LONGEST_BODY * 4


@dataclass(frozen=True)
class Package:
    """A verified exchange file, open for reading; a context manager that closes it.

    What is read from it is hashed once more on the way: should the file change under the reader,
    PackageError is raised at the end of the entry at the latest.
    """

    manifest: Manifest
    sha256: str
    """Of the file as a whole, in hex."""
    _container: Container

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; nothing can be read any more."""
        self._container.file.close()

    @property
    def unpacked(self) -> int:
        """Bytes of all entries together."""
        return sum(entry.size for entry in self.manifest.entries)

    def revisions(self) -> Iterator[str]:
        """Yield the canonical lines, stubs among them, ordered by replica, then counter."""
        with _only_refusals():
            yield from _lines(self._container, self.manifest, REVISIONS, Watch())

    def late(self) -> Iterator[str]:
        """Yield the revisions of which the recipient had the hash only, ordered likewise."""
        with _only_refusals():
            yield from _lines(self._container, self.manifest, LATE, Watch())

    def forms(self) -> Iterator[tuple[str, bytes]]:
        """Yield SHA-256 and workbook of each form version."""
        for sha256, _size, content in self._hashed("forms/"):
            yield sha256, b"".join(content())

    def evidence(self) -> Iterator[tuple[str, int, Callable[[], Iterator[bytes]]]]:
        """Yield SHA-256, size in bytes and a function that yields the content in pieces."""
        return self._hashed("evidence/")

    def personal(self) -> list[Personal]:
        """Return the contact data that ride along; where somebody did not tick them, none."""
        encoded = self._named(PERSONAL)
        return [] if encoded is None else parse_personal(encoded)

    def unfinished(self) -> Unfinished:
        """Return what is not finished at the sender; but for a 工作交接 there is nothing."""
        encoded = self._named(DRAFTS)
        return Unfinished() if encoded is None else parse_drafts(encoded)

    @property
    def is_for_own_desks(self) -> bool:
        """Whether it carries what only some offices may have: contact data, unfinished work."""
        return any(entry.name in (PERSONAL, DRAFTS) for entry in self.manifest.entries)

    def _named(self, name: str) -> bytes | None:
        entries = (entry for entry in self.manifest.entries if entry.name == name)
        return next((b"".join(self._content(entry)) for entry in entries), None)

    def _hashed(self, folder: str) -> Iterator[tuple[str, int, Callable[[], Iterator[bytes]]]]:
        for entry in self.manifest.entries:
            if entry.name.startswith(folder):
                yield entry.sha256, entry.size, partial(self._content, entry)

    def _content(self, entry: Entry) -> Iterator[bytes]:
        with _only_refusals():
            yield from self._container.checked(entry.name, entry.sha256, Watch())


def open_package(path: Path, watch: Watch | None = None) -> Package:
    """Return the exchange file after verifying all of it, whatever the file is called.

    Verified are limits, names, layout, manifest, its signature if it names a key, the hash of every
    entry, and that the revisions are well-formed, without gaps and continue their replicas' chains.
    Whose key it is nobody asks here. Raises PackageError, and CancelledError if `watch` says so.
    """
    watch = watch or Watch()
    with contextlib.ExitStack() as closing, _only_refusals():
        file = closing.enter_context(path.open("rb"))
        container, manifest = read_entries(file, watch)
        whole = _check_revisions(_lines(container, manifest, REVISIONS, watch), manifest.ranges)
        whole += _check_late(_lines(container, manifest, LATE, watch))
        if whole != manifest.counts.revisions:
            raise PackageError(ALTERED)
        file.seek(0)
        package = Package(manifest, hashlib.file_digest(file, "sha256").hexdigest(), container)
        package.personal()
        package.unfinished()
        closing.pop_all()
    return package


def read_entries(file: BinaryIO, watch: Watch) -> tuple[Container, Manifest]:
    """Return container and manifest after verifying layout, manifest and every entry's hash.

    The revisions are not looked into. Raises PackageError, and CancelledError if `watch` says so.
    """
    with _only_refusals():
        container = read_container(file)
        encoded = b"".join(container.chunks(MANIFEST, watch))
        manifest = _manifest(encoded)
        _check_signature(container, manifest.key, encoded)
        listed = {entry.name: entry.size for entry in manifest.entries}
        present = container.sizes.keys() - {MANIFEST, SIGNATURE}
        if listed != {name: container.sizes[name] for name in present}:
            raise PackageError(ALTERED)
        for entry in manifest.entries:
            for _chunk in container.checked(entry.name, entry.sha256, watch):
                pass
    return container, manifest


def _manifest(encoded: bytes) -> Manifest:
    text = encoded.decode("utf-8")
    content = json.loads(text)
    if not isinstance(content, dict) or canonical(content) != text:
        raise PackageError(ALTERED)
    needed = content.get("minimum_reader")
    if type(needed) is int and needed > READER:
        raise too_new(needed, READER)
    if type(needed) is int and needed < SINCE:
        content = {**LATER_KEYS, **content}
    if not schema.fits(content):
        raise PackageError(ALTERED)
    return manifest_from(content)


def _check_signature(container: Container, key: str | None, encoded: bytes) -> None:
    if key is None and SIGNATURE not in container.sizes:
        return
    signature = b"".join(container.chunks(SIGNATURE, Watch()))
    if key is None or not is_signed_by(key, encoded, signature):
        raise PackageError(ALTERED)


def _lines(container: Container, manifest: Manifest, folder: str, watch: Watch) -> Iterator[str]:
    hashes = {entry.name: entry.sha256 for entry in manifest.entries}
    names = [name for name in hashes if name.startswith(folder)]
    for number in range(1, len(names) + 1):
        name = lines_name(folder, number)
        yield from _split(container.checked(name, hashes[name], watch))


def _split(chunks: Iterator[bytes]) -> Iterator[str]:
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        if len(rest) > _LONGEST_LINE:
            break
        for line in lines:
            yield line.decode("utf-8")
    if rest:
        raise PackageError(ALTERED)


def _check_revisions(lines: Iterator[str], ranges: Mapping[str, Range]) -> int:
    """Return how many of the lines are whole revisions."""
    whole = 0
    for replica in sorted(ranges):
        span = ranges[replica]
        link = span.before
        for counter in range(span.first, span.last + 1):
            line = next(lines, "")
            said = read_line(line)
            if isinstance(said, str) or _place(said) != (replica, counter):
                raise PackageError(ALTERED)
            whole += "hash" not in said
            hashed = said.get("hash") or body_hash(line)
            link = next_link(link, hashed)
        if link != span.link:
            raise PackageError(ALTERED)
    if next(lines, None) is not None:
        raise PackageError(ALTERED)
    return whole


def _place(said: Mapping[str, Any]) -> tuple[str, int]:
    return said["replica"], said["counter"]


def _check_late(lines: Iterator[str]) -> int:
    whole, before = 0, ("", 0)
    for line in lines:
        said = read_line(line)
        if isinstance(said, str) or "hash" in said or _place(said) <= before:
            raise PackageError(ALTERED)
        whole, before = whole + 1, _place(said)
    return whole


@contextlib.contextmanager
def _only_refusals() -> Iterator[None]:
    """Turn everything that a broken or hostile file provokes into one refusal (R10)."""
    try:
        yield
    except (PackageError, CancelledError):
        raise
    except OSError as error:
        raise PackageError(UNREADABLE) from error
    except Exception as error:
        raise PackageError(ALTERED) from error
