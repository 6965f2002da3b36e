"""Files that questions are answered with: recordings, films, documents, told by their first bytes.

What shows that an item fails is a picture (hardening R25). A question of kind audio, video or file
asks for a file of its own, which is kept with the answer; it is never decoded, shown, played or
opened here (R27), so its kind alone is looked at.
"""

import re
from dataclasses import dataclass

from govmedia_desktop.domain.pictures import MOST_BYTES, Picture, begins_as_picture, picture_of

_NOTHING = "没有存入，原有内容不变"
EMPTY = f"文件是空的，{_NOTHING}；请检查后重新选择。"
TOO_HEAVY = f"文件超过 50 MB 的上限，{_NOTHING}；请截取需要的一段再选。"
_OTHER = {
    "audio": f"这不是能认出的录音（mp3、wav、m4a、amr、aac、ogg），{_NOTHING}；请另存后再选。",
    "video": f"这不是能认出的录像（mp4、mov、3gp、avi、mkv），{_NOTHING}；请另存后再选。",
    "file": (
        "这种文件不收（只收图片、录音、录像、PDF、WPS或Office文档、zip压缩包），"
        f"{_NOTHING}；请另存为 PDF 再选。"
    ),
}
_BEGINNINGS = (
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"OggS", "audio/ogg"),
    (b"\x1a\x45\xdf\xa3", "video/x-matroska"),
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"PK\x03\x04", "application/zip"),
)
_RIFF = {b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {b"M4A": "audio/mp4", b"qt ": "video/quicktime", b"3gp": "video/3gpp"}
_MP4 = "video/mp4"
_SOUND_TOO = (_MP4, "video/3gpp", "video/x-matroska")
"""Containers in which phones keep sound alone."""
_ENDINGS = {
    "audio/mpeg": ".mp3", "audio/amr": ".amr", "audio/ogg": ".ogg", "audio/wav": ".wav",
    "audio/mp4": ".m4a", "audio/aac": ".aac", "video/x-matroska": ".mkv", "video/mp4": ".mp4",
    "video/x-msvideo": ".avi", "video/quicktime": ".mov", "video/3gpp": ".3gp",
    "application/pdf": ".pdf", "application/rtf": ".rtf", "application/zip": ".zip",
    "application/x-ole-storage": ".doc", "image/png": ".png", "image/jpeg": ".jpg",
    "image/webp": ".webp",
}  # fmt: skip
_ALSO = {
    "image/jpeg": (".jpeg",),
    "video/3gpp": (".3gpp", ".amr", ".m4a"),
    "video/mp4": (".m4v", ".m4a"),
    "video/x-matroska": (".webm",),
    "application/x-ole-storage": (".xls", ".ppt", ".wps", ".et", ".dps"),
    "application/zip": (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".ofd"),
}
"""Other endings under which the same bytes are in use; none that runs anything."""
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{n}{d}" for n in ("COM", "LPT") for d in range(10))}
_LONGEST = 80
MEDIA_TYPES = tuple(kind for kind in _ENDINGS if not kind.startswith("image/"))


@dataclass(frozen=True)
class Attachment:
    """A file that is no picture, by its media type."""

    media_type: str


def attachment_of(content: bytes, kind: str) -> Attachment | Picture | str:
    """Return what the bytes are, or in one Chinese sentence why a question does not take them.

    `kind` is the question's: image, audio, video or file (any of them, and documents).
    """
    if kind == "image" or (kind == "file" and begins_as_picture(content)):
        return picture_of(content)
    if not content:
        return EMPTY
    if len(content) > MOST_BYTES:
        return TOO_HEAVY
    media_type = _media_type(content)
    return Attachment(media_type) if suits(media_type, kind) else _OTHER[kind]


def suits(media_type: str, kind: str) -> bool:
    """Whether a question of that kind may be answered with a file of that media type."""
    if kind == "audio" and media_type in _SOUND_TOO:
        return True
    return media_type in _ENDINGS if kind == "file" else media_type.startswith(f"{kind}/")


def named_as_it_is(name: str, media_type: str) -> str:
    """Return a name that every system takes (R18), with an ending that says what the file is."""
    plain = _NOT_IN_NAMES.sub("", name).strip(". ")[-_LONGEST:] or "文件"
    if plain.partition(".")[0].upper() in _RESERVED:
        plain = f"_{plain}"
    ending = _ENDINGS.get(media_type, "")
    fits = plain.lower().endswith((ending, *_ALSO.get(media_type, ())))
    return plain if fits else f"{plain}{ending}"


def _media_type(content: bytes) -> str:
    """Return the media type of the first bytes, empty where they are of no known kind."""
    if content[4:8] == b"ftyp":
        return _BRANDS.get(content[8:11], _MP4)
    if content[:4] == b"RIFF":
        return _RIFF.get(content[8:12], "")
    known = (media_type for begins, media_type in _BEGINNINGS if content.startswith(begins))
    return next(known, "") or _in_frames(content)


def _in_frames(content: bytes) -> str:
    """Sound without a head: MPEG layer III (ISO/IEC 11172-3), ADTS (ISO/IEC 13818-7)."""
    if content[:1] != b"\xff" or len(content) < 4:
        return ""
    if content[1] & 0xF6 == 0xF0:
        return "audio/aac"
    return "audio/mpeg" if content[1] & 0xE6 == 0xE2 else ""
