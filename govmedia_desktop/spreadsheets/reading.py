"""What was understood of one cell, and the tidying that any text of a person needs."""

import re
import unicodedata
from typing import NamedTuple

from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.revisions import clean_text

_NOTHING = """
无 暂无 没有 空 不详 未填 待填 待补充 / // \\ - -- --- — —— – ― ~ * . 、 n/a na none null nil
"""
BLANK_WORDS = frozenset(clean_name(word) for word in _NOTHING.split())
"""Words that say a cell is empty, as `clean_name` spells them."""
LONGEST_BLANK_WORD = max(map(len, BLANK_WORDS))

_HALF = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {chr(code): chr(code) for code in map(ord, "！（），：；？［］｛｝～｜")}
    | {"\u3000": " "}
)
"""Full-width letters, digits and signs to half-width; Chinese punctuation stays."""
_UNSEEN = re.compile(
    r"[\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|_x000D_|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
_INNER_BLANK = re.compile(r"(?<![!-~]) | (?![!-~])")
_BLANKS = re.compile(r"\s+")


class Reading(NamedTuple):
    """A cell's value, None where there is none to take; why it was changed; what is doubtful."""

    value: str | int | None = None
    why: str = ""
    doubt: str = ""
    shown: str = ""
    """The value as people read it, where it is kept as a code."""


def tidied(text: str) -> tuple[str, str]:
    """Return the text as a person meant it, and why it differs (empty where it does not).

    Blanks within and around words go, those between Western words are one; full-width letters and
    digits become half-width; what cannot be seen goes.
    """
    if text.isprintable() and " " not in text and unicodedata.is_normalized("NFKC", text):
        return text, ""
    steps = []
    seen = _UNSEEN.sub("", clean_text(text))
    if seen != text:
        steps.append("去掉不可见字符")
    half = seen.translate(_HALF)
    if half.replace(" ", "") != seen.replace("\u3000", "").replace(" ", ""):
        steps.append("全角改为半角")
    # without a blank between them two marks may come to stand in another order
    tight = unicodedata.normalize("NFC", _INNER_BLANK.sub("", _BLANKS.sub(" ", half)))
    if tight != half:
        steps.append("去掉多余空格")
    return tight, "、".join(steps)


def plain(text: str) -> str:
    """Return the text for looking a number or date up: half-width throughout, tidied."""
    return tidied(unicodedata.normalize("NFKC", text))[0]
