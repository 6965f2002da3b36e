"""Chance that comes out the same again: drawn from the seed in the document.

What a call gives depends on the inspection's seed (`/run/@seed`), the question that the expression
belongs to, which of its calls it is, and within a predicate the position. So a record evaluated
again gives what it gave, in whatever order its questions are evaluated.
"""

import hashlib
import math
import uuid
from collections.abc import Callable
from typing import Any

from govmedia_desktop.forms.extensions.conversions import Value, text_of
from govmedia_desktop.forms.extensions.nodesets import OFF

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LONGEST = 1000


def _random(_: object, current: list[Any], seed: Value, call: str, place: float) -> float:
    drawn = _drawn((current, seed, call, place), 7)
    return (int.from_bytes(drawn, "big") >> 3) / 2**53


def _uuid(_: object, *drawn: Any) -> str:
    """Return a UUID of version 4 (RFC 4122), or as many letters and digits as a last number says.

    (The letters are JavaRosa's.)
    """
    if len(drawn) == 4:
        return str(uuid.UUID(bytes=_drawn(drawn, 16), version=4))
    *call, wanted = drawn
    length = 0 if math.isnan(wanted) else int(max(0, min(_LONGEST, wanted)))
    found = _drawn(tuple(call), 2 * length)
    numbers = (int.from_bytes(found[n : n + 2], "big") for n in range(0, len(found), 2))
    return "".join(_LETTERS[number % len(_LETTERS)] for number in numbers)


def _drawn(call: tuple[Any, ...], length: int) -> bytes:
    current, seed, number, place = call
    told = "\n".join([text_of(seed), _path(current), number, text_of(place)])
    return hashlib.shake_256(told.encode()).digest(length)


def _path(current: list[Any]) -> str:
    """Return where a question stands; of a repeat's entries what their attributes tell.

    An attribute (the entry's id) stays when entries before it are taken away; without one the
    position must do.
    """
    steps: list[str] = []
    for element in (current[0], *current[0].iterancestors()):
        if element.getparent() is not None:
            name = element.tag.removeprefix(OFF)
            before = sum(1 for _ in element.itersiblings(name, OFF + name, preceding=True))
            told = ";".join(element.attrib.values()) or str(before)
            steps.append(f"{name}[{told}]")
    return "/".join(reversed(steps))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "random": _random,
    "uuid": _uuid,
}
