"""Functions of node sets."""

import hashlib
import math
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from govmedia_desktop.forms.extensions.conversions import NAN, Value, number_of, text_of, texts_of

OFF = "not-relevant."
"""Stands before the tag of an element that is not relevant, so that no path finds it."""

_MODULUS = 2**31 - 1
_MULTIPLIER = 16807


def _position(_: object, nodes: list[Any]) -> float:
    if not nodes:
        return NAN
    name = nodes[0].tag.removeprefix(OFF)
    return float(1 + sum(1 for _ in nodes[0].itersiblings(name, OFF + name, preceding=True)))


def _indexed(_: object, rows: list[Any], number: float) -> list[Any]:
    place = int(number) - 1 if math.isfinite(number) else -1
    return rows[place : place + 1] if place >= 0 else []


def _pulled(_: object, items: list[Any], wanted: Value, known: Value, value: Value) -> str:
    """Return a cell of the first item whose cell `known` holds the value; empty where none does."""
    column, sought = text_of(known), text_of(value)
    found = (item for item in items if item.findtext(column, "") == sought)
    return next((item.findtext(text_of(wanted), "") for item in found), "")


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
    "indexed": _indexed,
    "pulldata": _pulled,
    "count-non-empty": lambda _, nodes: float(len([t for t in texts_of([nodes]) if t])),
    "randomize": _randomize,
}
