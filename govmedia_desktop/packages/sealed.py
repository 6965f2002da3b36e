"""A passphrase around an exchange file: Argon2id and libsodium's `crypto_secretstream`.

ZIP's own encryption is refused by mail gateways and tells wrong passphrases from altered files
badly. The file begins with a head in the clear: magic, salt, a tag that only the right passphrase
gives, the stream's header, and a checksum over all that. So a wrong passphrase is known before
anything is decrypted, and an altered file is never taken for one. Then follow chunks of 64 KiB,
each authenticated together with the head, the last one marked as such.
"""

import contextlib
import hashlib
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from govmedia_desktop.errors import CannotWriteError, RefusedError
from govmedia_desktop.files import write_file
from govmedia_desktop.packages.errors import (
    ALTERED,
    INCOMPLETE,
    INCOMPLETE_OR_ALTERED,
    UNREADABLE,
    PackageError,
)
from govmedia_desktop.packages.watch import Watch

MAGIC = b"GMSEAL\x00\x01"
SHORTEST_PASSPHRASE = 8
_OPS, _MEMORY = 3, 64 * 1024**2
"""Of Argon2id; fixed, so that no file can ask for more than this computer has."""
_SALT, _TAG, _HEADER, _CHECKSUM = 16, 16, 24, 32
_HEAD = len(MAGIC) + _SALT + _TAG + _HEADER + _CHECKSUM
_CHUNK = 64 * 1024
_BAD_COPY = "文件写出后读回的内容不对，没有写出，原有文件没有改动；请换一个磁盘或U盘再试。"


class PassphraseError(PackageError):
    """The file is encrypted, and no passphrase or another one was given."""


def is_sealed(path: Path) -> bool:
    """Whether the file is encrypted with a passphrase. Raises PackageError if unreadable."""
    with _readable(), path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def check_passphrase(passphrase: str) -> None:
    """Raise `RefusedError` for a passphrase that is too short to protect anything."""
    if len(_spelled(passphrase)) < SHORTEST_PASSPHRASE:
        raise RefusedError(
            f"口令至少要{SHORTEST_PASSPHRASE}个字符，没有写出文件；请换一个长一些的口令。"
        )


def write_sealed(inner: Path, path: Path, passphrase: str, watch: Watch) -> Path:
    """Write the file `inner`, encrypted, and return where it stands (see `files.write_file`).

    It is read back and decrypted before it takes its place. Raises CannotWriteError, and
    CancelledError where `watch` says so.
    """
    salt = os.urandom(_SALT)
    keys = _Keys.of(passphrase, salt)

    def fill(file: BinaryIO) -> None:
        with inner.open("rb") as source:
            written = _encrypt(source, file, keys, watch)
        file.seek(0)
        digest = hashlib.sha256()
        try:
            for chunk in _decrypted(file, keys, watch):
                digest.update(chunk)
        except PackageError as error:
            raise CannotWriteError(_BAD_COPY) from error
        if digest.digest() != written:
            raise CannotWriteError(_BAD_COPY)

    return write_file(path, fill)


def unseal(path: Path, target: Path, passphrase: str, watch: Watch) -> None:
    """Decrypt the file at `path` into the new file `target`.

    Raises PassphraseError for a missing or wrong passphrase, PackageError for an altered file,
    CancelledError where `watch` says so, CannotWriteError where the disk does not take it; then
    `target` is not left.
    """
    if not passphrase:
        raise PassphraseError("这个文件已加密，未接收任何内容；请向对方要口令后输入。")

    def fill(file: BinaryIO) -> None:
        with _readable():
            source = closing.enter_context(path.open("rb"))
            salt = _head(source)[len(MAGIC) :][:_SALT]
        for chunk in _decrypted(source, _Keys.of(passphrase, salt), watch):
            file.write(chunk)

    with contextlib.ExitStack() as closing:
        write_file(target, fill)


@dataclass(frozen=True)
class _Keys:
    """What comes of a passphrase and a salt."""

    salt: bytes
    stream: bytes = field(repr=False)
    tag: bytes
    """The same for the same passphrase; tells nothing of it."""

    @classmethod
    def of(cls, passphrase: str, salt: bytes) -> "_Keys":
        from nacl.pwhash import argon2id  # noqa: PLC0415 (not for the start)

        spelled = _spelled(passphrase).encode("utf-8")
        made = argon2id.kdf(64, spelled, salt, opslimit=_OPS, memlimit=_MEMORY)
        tag = hashlib.blake2b(MAGIC + salt, key=made[32:], digest_size=_TAG).digest()
        return cls(salt, made[:32], tag)


def _spelled(passphrase: str) -> str:
    return unicodedata.normalize("NFC", passphrase).strip()


def _encrypt(source: BinaryIO, target: BinaryIO, keys: _Keys, watch: Watch) -> bytes:
    """Write head and chunks; return the SHA-256 of what was read."""
    from nacl import bindings as sodium  # noqa: PLC0415 (not for the start)

    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    header = sodium.crypto_secretstream_xchacha20poly1305_init_push(state, keys.stream)
    head = MAGIC + keys.salt + keys.tag + header
    head += hashlib.sha256(head).digest()
    target.write(head)
    digest = hashlib.sha256()
    for chunk, is_last in _chunks(source, _CHUNK):
        digest.update(chunk)
        tag = (
            sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
            if is_last
            else sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
        )
        target.write(sodium.crypto_secretstream_xchacha20poly1305_push(state, chunk, head, tag))
        watch.let_pass(len(chunk))
    return digest.digest()


def _decrypted(source: BinaryIO, keys: _Keys, watch: Watch) -> Iterator[bytes]:
    """Yield the content; raises PackageError where anything of it is not as it was written."""
    from nacl import bindings as sodium  # noqa: PLC0415 (not for the start)

    source.seek(0)
    head = _head(source)
    tag, header = head[24:40], head[40:64]
    if tag != keys.tag:
        raise PassphraseError("口令不对，未接收任何内容；请向对方核对口令（注意大小写和全角）。")
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header, keys.stream)
    ended = False
    extra = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
    for chunk, is_last in _chunks(source, _CHUNK + extra):
        try:
            plain, mark = sodium.crypto_secretstream_xchacha20poly1305_pull(state, chunk, head)
        except (RuntimeError, ValueError) as error:
            # a last chunk that was cut off cannot be told from one that was altered
            raise PackageError(INCOMPLETE_OR_ALTERED if is_last else ALTERED) from error
        ended = mark == sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
        if ended and not is_last:
            raise PackageError(ALTERED)
        yield plain
        watch.let_pass(len(chunk))
    if not ended:
        raise PackageError(INCOMPLETE)


def _head(source: BinaryIO) -> bytes:
    head = source.read(_HEAD)
    if len(head) < _HEAD:
        raise PackageError(INCOMPLETE)
    if hashlib.sha256(head[:-_CHECKSUM]).digest() != head[-_CHECKSUM:]:
        raise PackageError(ALTERED)
    return head


def _chunks(file: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Yield pieces of that size, and whether each is the last one; one, empty, of nothing."""
    with _readable():
        chunk = file.read(size)
    while True:
        with _readable():
            following = file.read(size)
        yield chunk, not following
        if not following:
            return
        chunk = following


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PackageError(UNREADABLE) from error
