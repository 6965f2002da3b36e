"""Functions of texts."""

import math
from collections.abc import Callable
from typing import Any

from govmedia_desktop.forms.extensions.conversions import Value, text_of, texts_of
from govmedia_desktop.forms.patterns import PatternError, pattern


def _substr(_: object, text: Value, start: float, end: float = math.inf) -> str:
    content = text_of(text)
    if math.isnan(start) or math.isnan(end):
        return ""
    limits = [int(max(-len(content), min(len(content), place))) for place in (start, end)]
    first, last = (place + len(content) if place < 0 else place for place in limits)
    return content[first:last]


def _regex(_: object, text: Value, written: Value) -> bool:
    """A pattern that is put together by the form itself may be wrong: then nothing fits."""
    try:
        return pattern(text_of(written)).fits(text_of(text))
    except PatternError:
        return False


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "concat": lambda _, *values: "".join(texts_of(values)),
    "join": lambda _, between, *values: text_of(between).join(texts_of(values)),
    "substr": _substr,
    "ends-with": lambda _, text, end: text_of(text).endswith(text_of(end)),
    "regex": _regex,
}
