"""Tables as text (.csv, .txt, .tsv): their encoding and delimiter are found, not asked for."""

import codecs
import csv
from pathlib import Path

from govmedia_desktop.spreadsheets.sheets import (
    GREATEST_CELLS,
    GREATEST_ROWS,
    Sheet,
    TooLargeError,
    Value,
)

GREATEST_TEXT = 20_000_000
_HEAD = 30
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text_table(path: Path) -> Sheet:
    """Return the table as a sheet without a name.

    TooLargeError past a limit, ValueError where the text is in no encoding that offices use,
    csv.Error where it is no table.
    """
    if path.stat().st_size > GREATEST_TEXT:
        raise TooLargeError
    return text_table(path.read_bytes())


def text_table(content: bytes, name: str = "") -> Sheet:
    """Return a table's bytes as a sheet of that name; raises as `read_text_table` does."""
    lines = decode(content).splitlines(keepends=True)
    head = "".join(lines[:_HEAD])
    delimiter = max(",;\t", key=head.count)
    rows: dict[int, dict[int, Value]] = {}
    left = GREATEST_CELLS
    for number, cells in enumerate(csv.reader(lines, delimiter=delimiter), 1):
        left -= len(cells)
        if left < 0 or number > GREATEST_ROWS:
            raise TooLargeError
        filled: dict[int, Value] = {i: text for i, text in enumerate(cells, 1) if text}
        if filled:
            rows[number] = filled
    return Sheet(name, rows)


def decode(content: bytes) -> str:
    """Return the text by its mark, as UTF-8 where it is that, else as GB18030; ValueError else.

    UTF-16 without a mark is known by the lines' ends.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), _unmarked(content))
    if encoding:
        return content.decode(encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _unmarked(content: bytes) -> str | None:
    """Return which UTF-16 a text without a mark is in, None where it is in neither."""
    for encoding in ("utf-16-le", "utf-16-be"):
        end = "\n".encode(encoding)
        place = content.find(end)
        if place >= 0 and place % 2 == 0 and len(content) % 2 == 0:
            return encoding
    return None
