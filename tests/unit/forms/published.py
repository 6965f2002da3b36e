"""The forms of pyxform's own tests as workbooks, and answers to any form by type of question."""

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.from_workbook import compile_workbook
from govmedia_desktop.forms.items import Item
from govmedia_desktop.forms.run import FormRun
from tests.unit.forms.workbooks import saved

CASES = Path(__file__).parents[2] / "data/xlsforms/cases.jsonl"
NAME = "data.xlsx"
_LABEL = re.compile(r"label(::.*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    """One form; `wrong` where pyxform's tests say that it is."""

    number: int
    id: str
    markdown: str
    wrong: bool

    def compiled(self, worded: Callable[[str], str] = str) -> CompiledForm:
        return compile_workbook(as_workbook(self.markdown, worded), NAME, EmptyFiles())


class EmptyFiles(dict[str, bytes]):
    """Every outside file is there, and empty."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> bytes:
        return b""


def cases() -> Iterator[Case]:
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines()):
        told = json.loads(line)
        yield Case(number, told["id"], told["md"], told["errored"])


def _cells(line: str) -> list[str]:
    parts = re.split(r"(?<!\\)\|", line.strip())
    inner = parts[1:-1] if line.strip().endswith("|") else parts[1:]
    return [part.strip().replace("\\|", "|") for part in inner]


def sheets(markdown: str) -> dict[str, list[list[str]]]:
    """Return sheet → rows of cells, the header row first."""
    found: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in markdown.splitlines():
        if not line.strip().startswith("|"):
            continue
        first, *cells = _cells(line)
        if first:
            rows = found.setdefault(first, [])
        if any(cells) or not first:
            rows.append(cells)
    return found


def as_workbook(markdown: str, worded: Callable[[str], str] = str) -> bytes:
    """Return the form as .xlsx, with every label and choice label as `worded` makes it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, (headers, *rows) in sheets(markdown).items():
        sheet = book.create_sheet(name)
        sheet.append(headers)
        labels = {n for n, header in enumerate(headers) if _LABEL.fullmatch(header)}
        for row in rows:
            sheet.append([_worded(n in labels, cell, worded) for n, cell in enumerate(row)])
    return saved(book)


def _worded(is_label: bool, cell: str, worded: Callable[[str], str]) -> str | None:
    # what a label refers to stays as it is
    return (worded(cell) if is_label and cell and "${" not in cell else cell) or None


def answer_all(run: FormRun, chance: random.Random) -> None:
    """Give every question something of its type; where that is refused, it stays open."""
    for item in [item for item in run.items() if item.is_asked and not item.readonly]:
        run.answer(item.path, _some(item, chance))


def _some(item: Item, chance: random.Random) -> str:
    names = [choice.name for choice in item.choices]
    if item.kind == "select_one":
        return chance.choice(names or [""])
    if item.kind == "select_multiple":
        return " ".join(chance.sample(names, chance.randint(0, len(names))))
    if item.kind == "rank":
        return " ".join(chance.sample(names, len(names)))
    if item.kind == "range":
        return item.bounds.get("start", "1")
    return chance.choice(_TYPED.get(item.kind, ["示例𠮷㐀", "Ａ", "<&>'\""]))


_TYPED = {
    "integer": ["0", "-7", "１２", "999999999999999"],
    "decimal": ["0.5", "-1.25", ".5"],
    "date": ["2026-11-06", "2024年2月29日"],
    "time": ["09:30", "23点59分"],
    "datetime": ["2026-11-06 09:30", "2026/1/2T3:04"],
    "acknowledge": ["OK"],
    "geopoint": ["31.86 117.28", "-1,2,3,4"],
    "geotrace": ["31.86 117.28; 31.9 117.3"],
    "geoshape": ["1 2;3 4;5 6;1 2"],
}
