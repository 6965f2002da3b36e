"""The parts of a workbook's zip: limits before anything is unpacked, XML read as a stream."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Self
from xml.sax.handler import ContentHandler

from defusedxml.expatreader import DefusedExpatParser

from govmedia_desktop.spreadsheets.sheets import TooLargeError

GREATEST_FILE = 50_000_000
GREATEST_BYTES = 64_000_000
"""Bytes of XML unpacked of one file, all its parts together."""
GREATEST_TOTAL = 4_000_000_000
GREATEST_RATIO = 200
RATIO_FREE = 1_000_000
"""Parts up to this size may be packed more tightly than the ratio (hardening.md R11)."""
GREATEST_DIRECTORY = 4_000_000
"""Bytes of the zip's directory: room for 20,000 entries, read before zipfile builds them."""
GREATEST_ELEMENTS = 1_600_000
_BLOCK = 1 << 22
"""Large blocks, since expat begins anew at each block within one long tag."""
_FOREIGN_NAME = re.compile(r"^/|[\\:]|(^|/)\.\.(/|$)")

Attributes = Mapping[str, str]
"""An element's attributes by name."""


class Elements(ContentHandler):
    """Receives the elements of one part by their names without the main namespace's prefix."""

    def __init__(self) -> None:
        super().__init__()
        self.left = GREATEST_ELEMENTS
        """Elements that may still come."""
        self._prefix: str | None = None

    def begun(self, name: str, attrs: Attributes) -> None:
        """Count the element and hand it on."""
        self.left -= 1
        if self.left < 0:
            raise TooLargeError
        if self._prefix is None:
            self._prefix = name[: name.find(":") + 1]
        self.start(name.removeprefix(self._prefix) if self._prefix else name, attrs)

    def ended(self, name: str) -> None:
        """Hand the element's end on."""
        self.end(name.removeprefix(self._prefix) if self._prefix else name)

    def start(self, name: str, attrs: Attributes) -> None:
        """Take an element's beginning."""

    def end(self, name: str) -> None:
        """Take an element's end."""


class Parts:
    """The parts of a workbook by name, checked before the first is unpacked.

    `greatest`: bytes that the zip itself may have.
    """

    def __init__(self, source: Path | BytesIO, greatest: int = GREATEST_FILE) -> None:
        self._elements, self._bytes = GREATEST_ELEMENTS, GREATEST_BYTES
        if isinstance(source, Path):
            with source.open("rb") as file:
                _check_size(file, greatest)
        else:
            _check_size(source, greatest)
        self._zip = zipfile.ZipFile(source)
        try:
            self._infos = _checked(self._zip.infolist())
            self._compare_names()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the zip's order."""
        return tuple(self._infos)

    @property
    def infos(self) -> tuple[zipfile.ZipInfo, ...]:
        """What the zip tells of every part."""
        return tuple(self._infos.values())

    def read(self, name: str, elements: Elements) -> None:
        """Feed the part to the handler; KeyError where there is no such part."""
        elements.left = self._elements
        with self._zip.open(self._infos[name]) as source:
            feed(self._blocks(source), elements)
        self._elements = elements.left

    def content(self, name: str) -> bytes:
        """Return the part's bytes; KeyError where there is no such part."""
        with self._zip.open(self._infos[name]) as source:
            return b"".join(self._blocks(source))

    def _compare_names(self) -> None:
        """Raise BadZipFile where an entry has another name than the directory gives it.

        What is passed over by its name would else be lost in silence.
        """
        for info in self._infos.values():
            self._zip.open(info).close()

    def _blocks(self, source: IO[bytes]) -> Iterator[bytes]:
        while block := source.read(_BLOCK):
            self._bytes -= len(block)
            if self._bytes < 0:
                raise TooLargeError
            yield block


class _Parser(DefusedExpatParser):
    """Hands elements on as expat tells of them, their attributes in a plain dict.

    What stands between, two calls and an object for each of a million elements, takes longer than
    the reading.
    """

    _parser: Any

    def __init__(self, elements: Elements) -> None:
        super().__init__(forbid_dtd=True)
        self.setContentHandler(elements)
        self._elements = elements

    def reset(self) -> None:
        super().reset()
        self._parser.StartElementHandler = self._elements.begun
        self._parser.EndElementHandler = self._elements.ended
        self._parser.buffer_text = True


def feed(blocks: Iterable[bytes], elements: Elements) -> None:
    """Feed XML to the handler; entities and their like raise what defusedxml raises."""
    parser = _Parser(elements)
    for block in blocks:
        parser.feed(block)
    parser.close()


def _check_size(file: IO[bytes], greatest: int) -> None:
    size = file.seek(0, 2)
    if size > greatest:
        raise TooLargeError
    file.seek(max(0, size - 0x10000 - 22))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end >= 0 and int.from_bytes(tail[end + 12 : end + 16], "little") > GREATEST_DIRECTORY:
        raise TooLargeError


def _checked(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Return the entries by name; ValueError where they are not those of a workbook."""
    named = {info.filename: info for info in infos}
    if len({name.casefold() for name in named}) != len(infos):
        raise ValueError("two entries of one name")
    if sum(info.file_size for info in infos) > GREATEST_TOTAL:
        raise TooLargeError
    for info in infos:
        if _FOREIGN_NAME.search(info.filename) or "\0" in info.orig_filename:
            raise ValueError("a name that is no part's")
        if info.flag_bits & 1 or info.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            raise ValueError("encrypted or packed otherwise")
        if info.file_size > max(RATIO_FREE, GREATEST_RATIO * info.compress_size):
            raise TooLargeError
    return named
