"""Whose file it is: what a signature is worth, and the code that two people compare by telephone.

No certificates: an office's key is known from the file of its 主管单位 or from the first file that
came from it (design: five plain states, no dialogs in the normal path).
"""

import hashlib
from collections.abc import Collection
from enum import StrEnum

_ROUNDS = 200_000
"""So that a key with a given code cannot be searched for: ten digits alone are few."""


class Trust(StrEnum):
    """How far a file's origin is certain."""

    KNOWN = "已知且完好"
    FIRST = "首次收到"
    CHANGED = "密钥已更换"
    UNSIGNED = "没有签名"
    DAMAGED = "损坏或被改动"

    @property
    def needs_a_person(self) -> bool:
        """Whether it is taken in only after somebody has asked the sender."""
        return self in {Trust.CHANGED, Trust.UNSIGNED}


def trust_of(key: str | None, known: Collection[str]) -> Trust:
    """Return what an intact file is worth that is signed with that key, None where with none.

    `known` are the keys known of the office that it names as its sender.
    """
    if key is None:
        return Trust.UNSIGNED
    if key in known:
        return Trust.KNOWN
    return Trust.CHANGED if known else Trust.FIRST


def check_code(key: str) -> str:
    """Return the ten digits, in two groups, by which two people know that they mean one key."""
    digest = hashlib.pbkdf2_hmac("sha256", key.encode("utf-8"), b"govmedia key", _ROUNDS)
    digits = f"{int.from_bytes(digest[:8], 'big') % 10**10:010d}"
    return f"{digits[:5]} {digits[5:]}"
