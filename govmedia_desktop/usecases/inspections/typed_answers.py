"""What people type into a cell or paste from a table, read as the answer to a question."""

import re
from dataclasses import dataclass
from datetime import date

from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.forms.findings import UNCHECKED
from govmedia_desktop.forms.items import Choice, Item

AS_IT_STANDS = "="
"""Typed for a value that was filled in beforehand: it holds."""
_NOT_LOOKED = ("?", "？")
_BETWEEN = re.compile(r"[、，,；;\s]+")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True)
class Reading:
    """The value to be answered, or why there is none.

    `doubt` says more than the form does where the form takes the value for no date.
    """

    value: str = ""
    refusal: str = ""
    doubt: str = ""


def read_answer(item: Item, text: str, reference: date, today: date) -> Reading:
    """Return what was meant: `?` 未检查, a choice by its label, name or number, a date in short.

    Everything else is left to the form.
    """
    words = clean_text(text).strip()
    if words in _NOT_LOOKED:
        return _not_looked(item)
    if item.kind == "select_one":
        return _one(item, words)
    if item.kind in ("select_multiple", "rank"):
        return _several(item, words)
    if item.kind == "date":
        found = read_date(words, reference, today)
        if isinstance(found, date):
            return Reading(found.isoformat())
        return Reading(words, doubt=found)
    return Reading(text)


def _not_looked(item: Item) -> Reading:
    if any(choice.name == UNCHECKED for choice in item.choices):
        return Reading(UNCHECKED)
    return Reading(refusal="这一项没有“未检查”可选；没有看过就空着")


def _one(item: Item, words: str) -> Reading:
    found = _named(item.choices, words)
    if found is None:
        return Reading(refusal=f"没有“{words}”这个选项；可填{_offered(item.choices)}")
    return Reading(found)


def _several(item: Item, words: str) -> Reading:
    # a label may hold blanks or commas itself
    whole = _named(item.choices, words)
    parts = [words] if whole else [part for part in _BETWEEN.split(words) if part]
    found = {part: _named(item.choices, part) for part in parts}
    unknown = "、".join(part for part, name in found.items() if name is None)
    if unknown:
        return Reading(refusal=f"没有“{unknown}”这个选项；可填{_offered(item.choices)}")
    return Reading(" ".join(dict.fromkeys(name for name in found.values() if name)))


def _named(choices: tuple[Choice, ...], words: str) -> str | None:
    """A label that is a number itself stands before the number of a place."""
    for choice in choices:
        if words == choice.label.strip():
            return choice.name
    for choice in choices:
        if words.casefold() == choice.name.casefold():
            return choice.name
    number = words.translate(_WIDE)
    if number.isdecimal() and number.isascii() and 1 <= int(number[:4]) <= len(choices):
        return choices[int(number[:4]) - 1].name
    return None


def _offered(choices: tuple[Choice, ...]) -> str:
    if not choices:
        return "的选项要先由前面的回答定下来"
    return "、".join(f"{number} {choice.label}" for number, choice in enumerate(choices, start=1))
