"""Drawing the accounts of a spot check (抽查): settled by the plan's id, by no person."""

import hashlib
from collections.abc import Iterable
from fractions import Fraction
from math import ceil


def drawn(ids: Iterable[str], share: int, seed: str) -> tuple[str, ...]:
    """Return `share` per cent of these ids, rounded up, ordered by id.

    They stand in an order that only the seed decides: drawing again gives the same ones, so nobody
    draws until it suits; a larger share holds all that a smaller one held.
    """
    shuffled = sorted(set(ids), key=lambda id_: hashlib.sha256(f"{seed}\n{id_}".encode()).digest())
    return tuple(sorted(shuffled[: ceil(Fraction(len(shuffled) * share, 100))]))
