"""The XML of a workbook's sheets: cells, merges and what is hidden, out of one stream."""

import re
from collections.abc import Mapping
from datetime import datetime

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel, from_ISO8601

from govmedia_desktop.spreadsheets.parts import Attributes, Elements
from govmedia_desktop.spreadsheets.sheets import (
    GREATEST_CELLS,
    GREATEST_ROWS,
    Sheet,
    TooLargeError,
    Value,
)

LOCAL_DATE_FORMATS = frozenset((*range(27, 37), *range(50, 59)))
"""Built-in number formats that are dates and times in Chinese Excel and WPS only."""
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_DIGITS = "0123456789"
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")


def _column(letters: str) -> int:
    """Return the number of a column; ValueError where there is no such column."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - 64
        if number > _LAST_COLUMN:
            raise ValueError(letters)
    return number


class Budget:
    """Cells that may still be read of the file."""

    def __init__(self) -> None:
        self.left = GREATEST_CELLS

    def spend(self, cells: int) -> None:
        """Take the cells off; TooLargeError once there are none left."""
        self.left -= cells
        if self.left < 0:
            raise TooLargeError


class Styles(Elements):
    """Which cell styles show a number as a date, and which as a span of time."""

    def __init__(self) -> None:
        super().__init__()
        self._formats: dict[int, str] = {}
        self._within = False
        self._numbers: list[int] = []
        self.dates: set[int] = set()
        self.spans: set[int] = set()

    def start(self, name: str, attrs: Attributes) -> None:
        """Note a number format, or which one the next cell style has."""
        if name == "numFmt":
            self._formats[int(attrs["numFmtId"])] = attrs["formatCode"]
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            self._numbers.append(int(attrs.get("numFmtId", "0")))

    def end(self, name: str) -> None:
        """Leave the cell styles: those of named styles are not meant."""
        if name == "cellXfs":
            self._within = False

    def endDocument(self) -> None:  # noqa: N802
        """Sort the styles once all formats are known."""
        formats = {**BUILTIN_FORMATS, **self._formats}
        kinds = {
            number: (
                is_date_format(formats.get(number, "General")) or number in LOCAL_DATE_FORMATS,
                is_timedelta_format(formats.get(number, "General")),
            )
            for number in set(self._numbers)
        }
        for style, number in enumerate(self._numbers):
            is_date, is_span = kinds[number]
            if is_date:
                self.dates.add(style)
            if is_span:
                self.spans.add(style)


class _Texts(Elements):
    """Collects the text of `t` elements, without the phonetic ones."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[str] = []
        self._collecting = False
        self._phonetic = False

    def characters(self, content: str) -> None:
        """Keep the text of what is being collected."""
        if self._collecting:
            self._pieces.append(content)

    def start(self, name: str, attrs: Attributes) -> None:
        if name == "t":
            self._collecting = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        if name == "t":
            self._collecting = False
        elif name == "rPh":
            self._phonetic = False


class Strings(_Texts):
    """The texts that cells share."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def end(self, name: str) -> None:
        """Keep a text once it is whole."""
        if name == "si":
            self.texts.append("".join(self._pieces).replace("x005F_", ""))
            self._pieces.clear()
        else:
            super().end(name)


class Cells(_Texts):
    """The cells of one sheet."""

    def __init__(self, strings: list[str], styles: Styles, epoch: datetime, budget: Budget) -> None:
        super().__init__()
        self._strings, self._styles, self._epoch, self._budget = strings, styles, epoch, budget
        self._rows: dict[int, dict[int, Value]] = {}
        self._uncalculated: set[tuple[int, int]] = set()
        self._areas: list[tuple[int, int, int, int]] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._widths: dict[int, float] = {}
        self._columns: dict[str, int] = {}
        self._row, self._cells = 0, dict[int, Value]()
        self._column, self._type, self._style = 0, "n", "0"
        self._formula = False

    def start(self, name: str, attrs: Attributes) -> None:
        """Begin a cell, its value, its text, or a row."""
        if name == "c":
            self._start_cell(attrs)
        elif name == "v":
            self._pieces.clear()
            self._collecting = True
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._start_row(attrs)
        elif name == "mergeCell":
            self._budget.spend(1)
            self._areas.append(_area(attrs["ref"]))
        elif name == "col":
            self._note_columns(attrs)
        else:
            super().start(name, attrs)

    def end(self, name: str) -> None:
        """Keep a cell's value once the cell is whole."""
        if name == "c":
            self._end_cell()
        elif name == "v":
            self._collecting = False
        else:
            super().end(name)

    def _start_row(self, attrs: Attributes) -> None:
        self._row = int(attrs.get("r", str(self._row + 1)))
        if not 0 < self._row <= _LAST_ROW:
            raise ValueError(self._row)
        self._column = 0
        self._cells = self._rows.setdefault(self._row, {})
        if len(self._rows) > GREATEST_ROWS:
            raise TooLargeError
        if attrs.get("hidden") in ("1", "true"):
            self._hidden_rows.add(self._row)

    def _start_cell(self, attrs: Attributes) -> None:
        place = attrs.get("r")
        if place is None:
            self._column += 1
        else:
            letters = place.rstrip(_DIGITS)
            self._column = self._columns.get(letters) or self._new_column(letters)
        self._type = attrs.get("t", "n")
        self._style = attrs.get("s", "0")
        self._formula = False
        self._pieces.clear()

    def _new_column(self, letters: str) -> int:
        self._columns[letters] = _column(letters)
        return self._columns[letters]

    def _end_cell(self) -> None:
        text = "".join(self._pieces)
        if text:
            # a format alone holds nothing: WPS writes 16,384 of these where a whole row has one
            self._budget.spend(1)
            self._cells[self._column] = self._value(text)
        elif self._formula and self._type != "str":
            self._uncalculated.add((self._row, self._column))

    def _value(self, text: str) -> Value:
        if self._type == "s":
            return self._strings[int(text)]
        if self._type == "n":
            return self._number(text)
        if self._type == "b":
            return bool(int(text))
        if self._type == "d":
            moment: Value = from_ISO8601(text)  # type: ignore[no-untyped-call]
            return moment
        return text

    def _number(self, text: str) -> Value:
        number = float(text) if "." in text or "E" in text or "e" in text else int(text)
        style = int(self._style)
        if style not in self._styles.dates:
            return number
        try:
            moment: Value = from_excel(number, self._epoch, timedelta=style in self._styles.spans)
        except (OverflowError, ValueError):
            return "#VALUE!"
        return moment

    def _note_columns(self, attrs: Attributes) -> None:
        hidden = attrs.get("hidden") in ("1", "true")
        if not hidden and attrs.get("customWidth") not in ("1", "true"):
            return
        first, last = int(attrs["min"]), min(int(attrs["max"]), _LAST_COLUMN)
        self._budget.spend(max(0, last - first + 1))
        if hidden:
            self._hidden_columns.update(range(first, last + 1))
        else:
            self._widths.update(dict.fromkeys(range(first, last + 1), float(attrs["width"])))

    def sheet(self, name: str, hidden: bool) -> Sheet:
        """Return the sheet once its part has been read; cells under merges hold nothing."""
        merged = self._under_merges()
        for row, column in merged:
            self._rows.get(row, {}).pop(column, None)
        return Sheet(
            name,
            {row: cells for row, cells in sorted(self._rows.items()) if cells},
            merged,
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
            frozenset(self._uncalculated),
            hidden,
            self._widths,
        )

    def _under_merges(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        last_row = max(self._rows, default=0)
        last_column = max((max(cells, default=0) for cells in self._rows.values()), default=0)
        merged = {}
        for top, left, bottom, right in self._areas:
            height, width = min(bottom, last_row) - top + 1, min(right, last_column) - left + 1
            self._budget.spend(max(0, height) * max(0, width))
            for row in range(top, top + height):
                for column in range(left, left + width):
                    if (row, column) != (top, left):
                        merged[row, column] = (top, left)
        return merged


def _area(reference: str) -> tuple[int, int, int, int]:
    """Return top, left, bottom, right of a reference like A1:B2; ValueError if it is none."""
    match = _AREA.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    left, top, right, bottom = match.groups()
    return int(top), _column(left), int(bottom or top), _column(right or left)
