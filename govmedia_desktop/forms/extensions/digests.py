"""Functions of bytes: digests (XForms 1.1 §7.8.2), base64 and signatures."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.forms.extensions.conversions import Value, text_of

ALGORITHMS = ("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512")
ENCODINGS = ("base64", "hex")


def algorithm(written: str) -> str | None:
    """Return the algorithm meant, None where it is none; case and hyphen do not matter."""
    known = {name.replace("-", ""): name for name in ALGORITHMS}
    return known.get(written.strip().upper().replace("-", ""))


def encoding(written: str) -> str | None:
    """Return the encoding meant, None where it is none; case does not matter."""
    return written.strip().lower() if written.strip().lower() in ENCODINGS else None


def _digest(_: object, value: Value, name: Value, form: Value = "base64") -> str:
    known, written = algorithm(text_of(name)), encoding(text_of(form))
    if known is None or written is None:
        return ""
    plain = known.replace("-", "").lower()
    found = hashlib.new(plain, text_of(value).encode(), usedforsecurity=False).digest()
    return found.hex() if written == "hex" else base64.b64encode(found).decode()


def _base64_decode(_: object, value: Value) -> str:
    """Return the text, without what no form can hold; empty where it is no base64 of a text."""
    try:
        return clean_text(_bytes(value).decode())
    except ValueError:
        return ""


def _bytes(value: Value) -> bytes:
    """Return what base64 stands for. Raises ValueError where it is none."""
    written = "".join(text_of(value).split())
    return base64.b64decode(written + "=" * (-len(written) % 4), validate=True)


def _extract_signed(_: object, signed: Value, key: Value) -> str:
    """Return the text behind an Ed25519 signature, both as base64; empty where it is not of that
    key (JavaRosa, `extract-signed`)."""
    from nacl.exceptions import CryptoError  # noqa: PLC0415 (not for the start)
    from nacl.signing import VerifyKey  # noqa: PLC0415

    try:
        return clean_text(VerifyKey(_bytes(key)).verify(_bytes(signed)).decode())
    except (ValueError, CryptoError):
        return ""


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "digest": _digest,
    "base64-decode": _base64_decode,
    "extract-signed": _extract_signed,
}
