"""What a person may type for each kind of question, and its one spelling in the record."""

import re
from datetime import date

from govmedia_desktop.domain.revisions import clean_text

_DATES = (
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?"),
    re.compile(r"(\d{4})(\d\d)(\d\d)"),
)
_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{1,15})?|\.[0-9]{1,15})")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

WRONG = {
    "date": "这里要填日期，如2026-11-06",
    "integer": "这里要填整数",
    "decimal": "这里要填数字",
}


def normalised(kind: str, text: str) -> str | None:
    """Return the record's spelling of what was typed, None where it is not of the kind.

    Dates (`2026/11/6`, `2026年11月6日`, `20261106`) become ISO, full-width digits half-width;
    texts keep what can be written, without blanks at their ends.
    """
    text = clean_text(text)
    if kind == "date":
        return _date(_narrow(text))
    if kind == "integer":
        narrow = _narrow(text)
        return str(int(narrow)) if _INTEGER.fullmatch(narrow) else None
    if kind == "decimal":
        narrow = _narrow(text)
        return narrow.removeprefix("+") if _DECIMAL.fullmatch(narrow) else None
    if kind == "select_multiple":
        return " ".join(dict.fromkeys(text.split()))
    return text.strip()


def _narrow(text: str) -> str:
    """Only full-width forms become half-width: NFKC would make 105 of 10⁵."""
    return "".join(text.translate(_HALF_WIDTH).split())


def _date(text: str) -> str | None:
    for pattern in _DATES:
        match = pattern.fullmatch(text)
        if match:
            try:
                return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
            except ValueError:
                return None
    return None
