"""The extension functions that translated expressions call, under the prefix `gm`.

All are pure: what they give depends on their arguments only (today's date, the seed of chance and
the choice lists are nodes of the document). Arguments arrive from lxml as text, float, bool or a
list of nodes. None raises: what is no number, date or place becomes NaN or empty text.
"""

from collections.abc import Callable
from typing import Any

from govmedia_desktop.forms.extensions import (
    chance,
    choices,
    dates,
    digests,
    geometry,
    nodesets,
    numbers,
    texts,
    values,
)

NAMESPACE = "https://govmedia-desktop.example/check"

EXTENSIONS: dict[str, Callable[..., Any]] = {
    **values.FUNCTIONS,
    **texts.FUNCTIONS,
    **numbers.FUNCTIONS,
    **dates.FUNCTIONS,
    **choices.FUNCTIONS,
    **nodesets.FUNCTIONS,
    **geometry.FUNCTIONS,
    **digests.FUNCTIONS,
    **chance.FUNCTIONS,
}
