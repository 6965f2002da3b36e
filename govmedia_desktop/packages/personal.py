"""`personal.json`: contact data that ride along where somebody ticked it; an empty value erases."""

import json
import re
from collections.abc import Iterable
from typing import Any

from govmedia_desktop.domain.revisions import canonical, clean_text
from govmedia_desktop.packages.errors import ALTERED, PackageError
from govmedia_desktop.packages.shapes import UUID

Personal = tuple[str, str, str]
"""Record id, field, value; an empty value says that it was erased."""

_FIELD = re.compile(r"[a-z][a-z_]{0,39}")
_LONGEST = 1_000


def personal_json(entries: Iterable[Personal]) -> bytes:
    """Return the entry's content."""
    return canonical(sorted(entries)).encode("utf-8")


def parse_personal(encoded: bytes) -> list[Personal]:
    """Return what the entry holds. Raises PackageError where anything of it is not as written."""
    text = encoded.decode("utf-8")
    content = json.loads(text)
    if not isinstance(content, list) or canonical(content) != text or not all(map(_fits, content)):
        raise PackageError(ALTERED)
    return [(record, field, value) for record, field, value in content]


def _fits(entry: Any) -> bool:
    if not isinstance(entry, list) or not all(isinstance(text, str) for text in entry):
        return False
    if len(entry) != 3:
        return False
    record, field, value = entry
    return bool(
        UUID.fullmatch(record)
        and _FIELD.fullmatch(field)
        and len(value) <= _LONGEST
        and clean_text(value) == value
    )
