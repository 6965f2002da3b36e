"""Functions of node sets."""

import hashlib
import math
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from govmedia_desktop.forms.extensions.conversions import NAN, Value, number_of, text_of, texts_of

_MODULUS = 2**31 - 1
_MULTIPLIER = 16807


def _position(_: object, nodes: list[Any]) -> float:
    if not nodes:
        return NAN
    return float(1 + sum(1 for _ in nodes[0].itersiblings(nodes[0].tag, preceding=True)))


def _randomize(_: object, nodes: list[Any], seed: Value) -> list[Any]:
    """Return copies of the nodes in the order that ODK shuffles them into.

    (Inside-out Fisher–Yates over Park and Miller's generator.) Copies, since libxml2 puts every
    node set back into document order: they are children of an element of their own.
    """
    from lxml import etree  # noqa: PLC0415 (not at program start)

    shuffled: list[Any] = []
    state = _first_state(seed)
    for place, node in enumerate(nodes):
        state = state * _MULTIPLIER % _MODULUS
        other = int((state - 1) / (_MODULUS - 1) * (place + 1))
        shuffled.append(node)
        shuffled[place], shuffled[other] = shuffled[other], node
    around = etree.Element("shuffled")
    around.extend(deepcopy(node) for node in shuffled)
    return list(around)


def _first_state(seed: Value) -> int:
    """Return the generator's state for a number, or for a text that is none by its SHA-256."""
    number, text = number_of(seed), text_of(seed)
    if math.isnan(number) and text not in ("", "NaN"):
        whole = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)
    else:
        whole = _as_long(number)
    state = int(math.fmod(float(whole), _MODULUS))
    return state if state > 0 else state + _MODULUS - 1


def _as_long(number: float) -> int:
    """Return the number as Java's longValue() has it."""
    if math.isnan(number):
        return 0
    return int(max(-(2**63), min(2**63 - 1, number)))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "position": _position,
    "count-non-empty": lambda _, nodes: float(len([t for t in texts_of([nodes]) if t])),
    "randomize": _randomize,
}
