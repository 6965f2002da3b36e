"""Workbooks (.xlsx, .xlsm): one streaming pass over each sheet, nothing held but its cells.

Read as openpyxl reads them (tests compare), in a fraction of its time, and with what its read-only
mode leaves out: merged and hidden cells. What a date is, and which, is openpyxl's own code.
"""

import posixpath
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from govmedia_desktop.spreadsheets.parts import Attributes, Elements, Parts
from govmedia_desktop.spreadsheets.sheets import NotAWorkbookError, Sheet, TooLargeError
from govmedia_desktop.spreadsheets.sheetxml import Budget, Cells, Strings, Styles

GREATEST_SHEETS = 255
_Targets = Mapping[str, tuple[str, str]]
"""A part's relations: id to type and the target's name in the zip."""


def read_workbook(path: Path | BytesIO) -> tuple[Sheet, ...]:
    """Return the workbook's sheets in order.

    NotAWorkbookError, TooLargeError; KeyError, ValueError, SAXException and the errors of zipfile
    and zlib where the file is damaged.
    """
    with Parts(path) as parts:
        place = _place_of_workbook(parts)
        if place not in parts or not place.endswith(".xml"):
            raise NotAWorkbookError
        book = _Book()
        parts.read(place, book)
        if not book.sheets:
            raise NotAWorkbookError
        if len(book.sheets) > GREATEST_SHEETS:
            raise TooLargeError
        return tuple(_sheets(parts, book, _targets(parts, place)))


def _sheets(parts: Parts, book: "_Book", targets: _Targets) -> Iterator[Sheet]:
    strings, styles = Strings(), Styles()
    for type_, target in targets.values():
        if target in parts and type_.endswith("/sharedStrings"):
            parts.read(target, strings)
        elif target in parts and type_.endswith("/styles"):
            parts.read(target, styles)
    budget = Budget()
    for name, id_, hidden in book.sheets:
        type_, target = targets[id_]
        if type_.endswith("/worksheet"):
            cells = Cells(strings.texts, styles, book.epoch, budget)
            parts.read(target, cells)
            yield cells.sheet(name, hidden)


def _place_of_workbook(parts: Parts) -> str:
    if "_rels/.rels" in parts:
        for type_, target in _targets(parts, "").values():
            if type_.endswith("/officeDocument"):
                return target
    return "xl/workbook.xml"


def _targets(parts: Parts, source: str) -> _Targets:
    folder, name = posixpath.split(source)
    relations = _Relations()
    parts.read(posixpath.join(folder, "_rels", f"{name}.rels"), relations)
    return {
        id_: (type_, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        for id_, type_, target in relations.found
    }


class _Relations(Elements):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def start(self, name: str, attrs: Attributes) -> None:
        if name == "Relationship" and attrs.get("TargetMode") != "External":
            self.found.append((attrs["Id"], attrs["Type"], attrs["Target"]))


class _Book(Elements):
    """Name, relation and hiddenness of each sheet; the day that serial 0 is."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []
        self.epoch = WINDOWS_EPOCH

    def start(self, name: str, attrs: Attributes) -> None:
        if name == "sheet":
            id_ = next((value for key, value in attrs.items() if key.endswith(":id")), "")
            self.sheets.append((attrs["name"], id_, attrs.get("state", "visible") != "visible"))
        elif name == "workbookPr" and attrs.get("date1904") in ("1", "true"):
            self.epoch = MAC_EPOCH
