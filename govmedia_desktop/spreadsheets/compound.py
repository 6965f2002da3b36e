"""Compound files (.xls, .et, .doc, workbooks with a password): the streams that they hold.

Read by ourselves and not by xlrd, which follows a chain of sectors that runs in a ring until the
memory is full.
"""

import struct
from collections.abc import Iterator, Sequence

_HEADER, _ENTRY = 512, 128
_IN_HEADER = 109
"""So many sectors of the table of sectors are named in the header itself."""
_STREAM, _ROOT = 2, 5


class Compound:
    """The streams of a compound file by name. ValueError, struct.error where it is damaged."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise ValueError(shift)
        self._size, self._small_size = 1 << shift, 1 << small_shift
        first_entry, self._cutoff, first_small = struct.unpack_from("<I4xII", content, 48)
        self._next = self._numbers(self._table())
        self._next_small = self._numbers(self._chain(first_small, self._next))
        self._places = dict(self._entries(self._joined(first_entry)))
        _, root_start, _ = self._places.get("", (0, 0, 0))
        self._small = self._joined(root_start) if "" in self._places else b""

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def stream(self, name: str) -> bytes:
        """Return what a stream holds; KeyError where there is none of that name."""
        kind, start, length = self._places[name]
        if kind != _STREAM:
            raise KeyError(name)
        if length >= self._cutoff:
            return self._joined(start)[:length]
        size, small = self._small_size, self._small
        chain = self._chain(start, self._next_small)
        return b"".join(small[n * size : (n + 1) * size] for n in chain)[:length]

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        return self._content[begin : begin + self._size]

    def _joined(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self._next)))

    def _table(self) -> Iterator[int]:
        """Yield the sectors in which the table of sectors stands, those of the header first."""
        start, count = struct.unpack_from("<II", self._content, 68)
        named = list(struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76))
        for _ in range(min(count, len(self._content) // self._size)):
            *more, start = self._numbers([start])
            named += more
        within = (number for number in named if number * self._size < len(self._content))
        yield from dict.fromkeys(within)

    def _numbers(self, sectors: Iterator[int] | Sequence[int]) -> list[int]:
        found = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(found) // 4}I", found[: len(found) // 4 * 4]))

    def _chain(self, start: int, following: Sequence[int]) -> Iterator[int]:
        """Yield the sectors of a chain; ValueError for one that comes back to where it was."""
        left = len(following)
        while start < len(following):
            yield start
            start, left = following[start], left - 1
            if left < 0:
                raise ValueError(start)

    def _entries(self, folder: bytes) -> Iterator[tuple[str, tuple[int, int, int]]]:
        for place in range(0, len(folder) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", folder, place + 64)
            start, size = struct.unpack_from("<II", folder, place + 116)
            name = folder[place : place + min(max(length - 2, 0), 64)].decode(
                "utf-16-le", "replace"
            )
            if kind in (_STREAM, _ROOT):
                yield "" if kind == _ROOT else name, (kind, start, size)
