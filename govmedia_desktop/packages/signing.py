"""The signature over an exchange file's manifest: Ed25519 (libsodium through PyNaCl)."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nacl.signing import SigningKey as _Signer


@dataclass(frozen=True)
class SigningKey:
    """The secret key of a data folder, 32 bytes."""

    seed: bytes = field(repr=False)

    @cached_property
    def _signer(self) -> "_Signer":
        from nacl.signing import SigningKey as Signer  # noqa: PLC0415 (not for the start)

        return Signer(self.seed)

    @cached_property
    def public(self) -> str:
        """The key that others check signatures with, in hex."""
        return bytes(self._signer.verify_key).hex()

    def sign(self, message: bytes) -> bytes:
        """Return the signature of the message, 64 bytes."""
        return bytes(self._signer.sign(message).signature)


def new_key() -> SigningKey:
    """Return a new random key."""
    from nacl.signing import SigningKey as Signer  # noqa: PLC0415 (not for the start)

    return SigningKey(bytes(Signer.generate()))


def is_signed_by(public: str, message: bytes, signature: bytes) -> bool:
    """Whether the message was signed with the key of that public half (hex)."""
    from nacl.exceptions import BadSignatureError  # noqa: PLC0415 (not for the start)
    from nacl.signing import VerifyKey  # noqa: PLC0415

    try:
        VerifyKey(bytes.fromhex(public)).verify(message, signature)
    except (BadSignatureError, ValueError):
        return False
    return True
