"""Versions of check forms: which of two is the newer one, which comes next, where one is 停用."""

import re
from collections.abc import Mapping

from govmedia_desktop.domain.parameters import climb

_PARTS = re.compile(r"\d+|\D+")
_LAST_NUMBER = re.compile(r"(\d+)(\D*)$")

VersionKey = tuple[tuple[tuple[int, int, str], ...], str]


def version_key(version: str) -> VersionKey:
    """Return what versions sort by: numbers in them as numbers, so that 10 is newer than 9."""
    parts = _PARTS.findall(version.strip())
    key = tuple((1, int(p), "") if p.isdecimal() else (0, 0, p) for p in parts)
    return key, version


def following_version(version: str) -> str:
    """Return the version with its last number raised by one: `3` → `4`, `2026-v9` → `2026-v10`."""
    match = _LAST_NUMBER.search(version)
    if match is None:
        return f"{version}2" if version else "1"
    raised = str(int(match[1]) + 1).zfill(len(match[1]))
    return f"{version[: match.start()]}{raised}{match[2]}"


def is_retired(by: str | None, own: str, parents: Mapping[str, str | None]) -> bool:
    """Whether a form version that the office `by` withdrew (停用) is withdrawn at the office `own`.

    It is for that office and those below it, not for those above to whom its records come.
    """
    return by is not None and own not in climb(by, parents)[1:]
