"""Pictures for tests, sound and hostile, made without Qt."""

import base64
import struct
import zlib

JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEAZABkAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZI"
    "hlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8"
    "fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAIAAwDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8"
    "QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0"
    "NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7"
    "i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcI"
    "CQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGR"
    "omJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmq"
    "srO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDNooor0jhP/9k="
)
"""12×8 dots of one blue."""

WEBP = base64.b64decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
"""One dot."""

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///c"/></svg>'
)
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def header(width: int, height: int) -> bytes:
    return chunk(b"IHDR", struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0))


def png(width: int = 4, height: int = 3, *more: bytes, shade: int = 0) -> bytes:
    """A picture of one colour; `shade` makes another of the same size, `more` are chunks inside."""
    row = b"\0" + bytes([shade, 95, 168]) * width
    body = chunk(b"IDAT", zlib.compress(row * height, 9))
    return (
        b"\x89PNG\r\n\x1a\n" + header(width, height) + b"".join(more) + body + chunk(b"IEND", b"")
    )


def png_that_claims(width: int, height: int) -> bytes:
    """A small file whose header promises so many dots."""
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000, 9))
    return b"\x89PNG\r\n\x1a\n" + header(width, height) + body + chunk(b"IEND", b"")


def hollow_png() -> bytes:
    """Whole by its structure, but its dots are missing."""
    body = chunk(b"IDAT", zlib.compress(b"", 9)[:4])
    return b"\x89PNG\r\n\x1a\n" + header(640, 480) + body + chunk(b"IEND", b"")


def webp(kind: bytes, data: bytes) -> bytes:
    inside = b"WEBP" + kind + struct.pack("<L", len(data)) + data + b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<L", len(inside)) + inside


def extended_webp(width: int, height: int, flags: int = 0) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return webp(b"VP8X", bytes([flags, 0, 0, 0]) + size)


def photograph() -> bytes:
    """The JPEG with what a camera notes."""
    return noted_by_camera(JPEG)


def noted_by_camera(jpeg: bytes) -> bytes:
    """Return a JPEG with what a camera notes in it."""
    noted = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(noted) + 2) + noted + jpeg[2:]
