"""Functions of choices and of conditions that are counted."""

from collections.abc import Callable, Sequence
from typing import Any

from govmedia_desktop.forms.extensions.conversions import Value, number_of, text_of, texts_of

_ANY = -1
"""As a limit of a checklist: there is none."""


def _selected(_: object, chosen: Value, name: Value) -> bool:
    return text_of(name).strip() in text_of(chosen).split()


def _selected_at(_: object, chosen: Value, place: float) -> str:
    names = text_of(chosen).split()
    return names[int(place)] if 0 <= place < len(names) else ""


def _choice_name(_: object, value: Value, items: list[Any]) -> str:
    name = text_of(value)
    labels = (item.findtext("label", "") for item in items if item.findtext("name") == name)
    return next(labels, "")


def _checklist(_: object, least: float, most: float, *conditions: Value) -> bool:
    return _within(sum(_flags(conditions)), least, most)


def _weighted_checklist(_: object, least: float, most: float, *pairs: Value) -> bool:
    """Conditions and weights in turn; node sets are paired node by node."""
    flags, weights = _flags(pairs[::2]), [number_of(text) for text in texts_of(pairs[1::2])]
    if len(flags) != len(weights):
        return False
    reached = sum(weight for flag, weight in zip(flags, weights, strict=True) if flag)
    return _within(reached, least, most)


def _flags(conditions: Sequence[Value]) -> list[bool]:
    """Return every condition's truth, of a node set that of every node: it is not empty."""
    return [
        flag
        for condition in conditions
        for flag in (
            [text != "" for text in texts_of([condition])]
            if isinstance(condition, list)
            else [bool(condition)]
        )
    ]


def _within(reached: float, least: float, most: float) -> bool:
    return (least == _ANY or reached >= least) and (most == _ANY or reached <= most)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "selected": _selected,
    "is-selected": _selected,
    "selected-at": _selected_at,
    "count-selected": lambda _, chosen: float(len(text_of(chosen).split())),
    "choice-name": _choice_name,
    "checklist": _checklist,
    "weighted-checklist": _weighted_checklist,
}
