"""Blocks of cells as WPS and Excel put them on the clipboard: tabs, line ends, quoted cells."""

import re
from collections.abc import Sequence

_CELL = re.compile(r'"([^"]*(?:""[^"]*)*)"(?=[\t\r\n]|\Z)|([^\t\r\n]*)')
_LINE_END = re.compile(r"\r\n|\r|\n")


def cells_of(text: str) -> list[list[str]]:
    """Return the rows of a block; an empty text is one empty cell.

    A cell in quotation marks may hold tabs, line breaks and doubled quotation marks; one that is
    not closed is taken as it stands. The line end that WPS puts after the last row is no row.
    """
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        cell = _CELL.match(text, place)
        if cell is None:  # the second way matches everywhere
            raise ValueError(place)
        quoted, plain = cell.groups()
        rows[-1].append(plain if quoted is None else _unquoted(quoted))
        place = cell.end()
        if place == len(text):
            return rows
        if text[place] == "\t":
            place += 1
            continue
        place += 2 if text.startswith("\r\n", place) else 1
        if place == len(text):
            return rows
        rows.append([])


def text_of(rows: Sequence[Sequence[str]]) -> str:
    """Return a block as text for the clipboard, as WPS and Excel take it in."""
    return "".join("\t".join(map(_quoted, row)) + "\n" for row in rows)


def _unquoted(text: str) -> str:
    return _LINE_END.sub("\n", text.replace('""', '"'))


def _quoted(text: str) -> str:
    if text.startswith('"') or any(sign in text for sign in "\t\r\n"):
        return '"' + text.replace('"', '""') + '"'
    return text
