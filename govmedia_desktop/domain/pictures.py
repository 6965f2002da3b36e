"""What a picture's bytes say of themselves, read without decoding any of it (hardening R25).

Only PNG, JPEG and WebP, told by their first bytes and by a structure that is whole to its end.
Formats: PNG (ISO/IEC 15948), JPEG (ITU-T T.81), WebP container (RFC 9649).
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

PNG, JPEG, WEBP = "image/png", "image/jpeg", "image/webp"
MEDIA_TYPES = (PNG, JPEG, WEBP)

MOST_BYTES = 50 * 1024**2
MOST_DOTS = 40_000_000
LONGEST_SIDE = 32_767
"""Dots; longer ones cannot be drawn."""

_NOTHING = "没有加为证据，原有内容不变"
EMPTY = f"图片是空的，{_NOTHING}；请重新截图或另存后再试。"
TOO_HEAVY = f"图片超过 50 MB 的上限，{_NOTHING}；请只截需要的部分。"
OTHER_KIND = f"这不是PNG、JPEG或WebP图片，{_NOTHING}；请截屏后按 Ctrl+V 粘贴。"
BROKEN = f"图片不完整或已损坏，{_NOTHING}；请重新截图或另存后再试。"
MOVING = f"这是会动的图片，{_NOTHING}；请截取其中一幅后按 Ctrl+V 粘贴。"

_PNG = b"\x89PNG\r\n\x1a\n"
_TELLING = (b"IDAT", b"acTL")
_XMP_IN_PNG = b"XML:com.adobe.xmp"
_APP1, _SCAN, _JPEG_END = 0xE1, 0xDA, b"\xff\xd9"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""JPEG markers of a frame's header: SOF0 to SOF15 without DHT, JPG and DAC."""
_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD8)}
_ANIMATED, _EXIF, _XMP = 0x02, 0x08, 0x04
_MOST_PARTS = 100_000
"""Chunks or segments of one file; a picture of 50 MB has a few thousand."""


@dataclass(frozen=True)
class Picture:
    """A picture's media type, width and height in dots.

    `tells_more`: it carries what a camera noted besides, such as time, device and often the place.
    """

    media_type: str
    width: int
    height: int
    tells_more: bool = False


def picture_of(content: bytes) -> Picture | str:
    """Return what picture the bytes are, or in one Chinese sentence why they are not taken."""
    if not content:
        return EMPTY
    if len(content) > MOST_BYTES:
        return TOO_HEAVY
    read = next((read for begins, read in _READERS if begins(content)), None)
    if read is None:
        return OTHER_KIND
    try:
        picture = read(content)
    except (struct.error, IndexError, ValueError):
        return BROKEN
    return picture if isinstance(picture, str) else _fault_in_size(picture) or picture


def begins_as_picture(content: bytes) -> bool:
    """Whether the first bytes are those of a picture that is taken in."""
    return any(begins(content) for begins, _ in _READERS)


def _fault_in_size(picture: Picture) -> str:
    width, height = picture.width, picture.height
    if not width or not height:
        return BROKEN
    if width * height > MOST_DOTS or max(width, height) > LONGEST_SIDE:
        return (
            f"图片有 {width}×{height} 点，太大了（最多 4000 万点，边长最多 {LONGEST_SIDE} 点），"
            f"{_NOTHING}；请只截需要的部分。"
        )
    return ""


def _png(content: bytes) -> Picture | str:
    size, kinds, notes = (0, 0), set(), False
    for place, (kind, data) in enumerate(_png_chunks(content)):
        if (place == 0) != (kind == b"IHDR") or place > _MOST_PARTS:
            return BROKEN
        if kind == b"IHDR":
            size = struct.unpack_from(">2L", data)
        notes = notes or kind == b"eXIf" or (kind == b"iTXt" and data.startswith(_XMP_IN_PNG))
        if kind in _TELLING:
            kinds.add(kind)
    if b"acTL" in kinds:
        return MOVING
    return Picture(PNG, *size, notes) if b"IDAT" in kinds else BROKEN


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and first bytes of every chunk to the last. Raises ValueError, struct.error."""
    view, at, kind = memoryview(content), len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">L4s", content, at)
        data = view[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">L", content, at + 8 + length)
        if zlib.crc32(data, zlib.crc32(kind)) != checksum:
            raise ValueError(kind)
        yield kind, bytes(data[:64])
        at += 12 + length


def _jpeg(content: bytes) -> Picture | str:
    size, notes = (0, 0), False
    for marker, at in _jpeg_segments(content):
        notes = notes or marker == _APP1
        if marker in _FRAMES:
            size = struct.unpack_from(">2H", content, at + 3)
        if marker == _SCAN:
            whole = content.find(_JPEG_END, at) > 0
            return Picture(JPEG, size[1], size[0], notes) if whole else BROKEN
    return BROKEN


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield marker and place of the segments of a header. Raises as a broken one does."""
    at = 2
    for _ in range(_MOST_PARTS):
        marker, at = _jpeg_marker(content, at)
        if marker not in _WITHOUT_LENGTH:
            yield marker, at
            (length,) = struct.unpack_from(">H", content, at)
            at += max(length, 2)


def _jpeg_marker(content: bytes, at: int) -> tuple[int, int]:
    """Return the marker at that place, which may be padded, and the place behind it."""
    if content[at] != 0xFF:
        raise ValueError(at)
    while content[at] == 0xFF:
        at += 1
    return content[at], at + 1


def _webp(content: bytes) -> Picture | str:
    (length,) = struct.unpack_from("<L", content, 4)
    if length + 8 > len(content):
        return BROKEN
    sizes: list[tuple[int, int]] = []
    notes = False
    for kind, data in _webp_chunks(content[: length + 8]):
        if kind == b"VP8X":
            if data[0] & _ANIMATED:
                return MOVING
            sizes.append((1 + _three(data, 4), 1 + _three(data, 7)))
            notes = bool(data[0] & (_EXIF | _XMP))
        elif kind == b"VP8 ":
            width, height = struct.unpack_from("<2H", data, 6)
            sizes.append((width & 0x3FFF, height & 0x3FFF))
        elif kind == b"VP8L":
            (bits,) = struct.unpack_from("<L", data, 1)
            sizes.append((1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)))
    if not sizes:
        return BROKEN
    return Picture(WEBP, max(w for w, _h in sizes), max(h for _w, h in sizes), notes)


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(content):
        kind, length = struct.unpack_from("<4sL", content, at)
        if at + 8 + length > len(content):
            raise ValueError(kind)
        yield kind, content[at + 8 : at + 8 + min(length, 64)]
        at += 8 + length + length % 2


def _three(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 3], "little")


_READERS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Picture | str]], ...] = (
    (lambda content: content.startswith(_PNG), _png),
    (lambda content: content.startswith(b"\xff\xd8\xff"), _jpeg),
    (lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP", _webp),
)
