"""Evidence: pictures that show what an item of an inspection found, files that answer questions.

A piece of evidence belongs to an item, by the item's XForm path. Its bytes lie beside the records
under their SHA-256; the record carries what is known of them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from govmedia_desktop.domain import attachments, pictures
from govmedia_desktop.domain.records import Value
from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.domain.verdicts import Finding

LEAK = "leak"
"""The item 泄密: nothing about a leak is taken in, no picture, no link (domain.md §8)."""

NO_LINK = (
    "来源链接要以 http:// 或 https:// 开头，中间没有空格；证据还没有保存，"
    "请重新复制链接，不清楚可以不填。"
)
TURNED_NAME = (
    "文件名里有看不见的控制字符，会让名字倒着显示；没有加为证据，原有内容不变，请改名后再试。"
)

_SHA256 = re.compile(r"[0-9a-f]{64}")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]")
_MEDIA_TYPES = (*pictures.MEDIA_TYPES, *attachments.MEDIA_TYPES)
_LONGEST_LINK = 2000
_LONGEST_NAME = 255


@dataclass(frozen=True)
class Evidence:
    """One picture or file: SHA-256 of its bytes in hex, size in bytes, the name it came under.

    `media_type` is one of those of `pictures` and `attachments`, `taken_at` local time with its
    offset (ISO), `source` the http(s) link of what it shows, or empty.
    """

    sha256: str
    size: int
    name: str
    media_type: str
    taken_at: str
    source: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown; other files are only kept and saved elsewhere."""
        return self.media_type in pictures.MEDIA_TYPES


def evidence_as_value(evidence: Evidence) -> dict[str, Value]:
    """Return a piece of evidence as a revision carries it."""
    return {**vars(evidence)}


def evidence_from(value: Any) -> Evidence:
    """Return the evidence of `evidence_as_value`, as another office may have sent it.

    Raises ValueError, KeyError or TypeError where it is none.
    """
    evidence = Evidence(**{name: value[name] for name in Evidence.__dataclass_fields__})
    texts = (evidence.name, evidence.taken_at, evidence.source)
    if (
        _SHA256.fullmatch(evidence.sha256) is None
        or type(evidence.size) is not int
        or evidence.media_type not in _MEDIA_TYPES
        or not all(isinstance(text, str) for text in texts)
    ):
        raise ValueError("evidence")
    return replace(evidence, name=_TURNING.sub("", evidence.name))


def takes_evidence(finding: Finding | None) -> bool:
    """Whether a picture may be added to an item: only where it fails, and never to a leak."""
    return finding is not None and finding.code != LEAK


def in_record(
    kept: Mapping[str, tuple[Evidence, ...]],
    findings: Iterable[Finding],
    answered: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, tuple[Evidence, ...]]:
    """Return the evidence that a finished inspection carries: of the items that fail, and the
    files that questions are `answered` with, by their file names.

    What was added to an item that passes now is left out, as answers are that do not count.
    """
    failing = {finding.path for finding in findings if takes_evidence(finding)}
    found = {
        path: pieces if path in failing else answering(pieces, answered.get(path, ""))
        for path, pieces in kept.items()
    }
    return {path: pieces for path, pieces in found.items() if pieces}


def answering(pieces: Iterable[Evidence], name: str) -> tuple[Evidence, ...]:
    """Return the pieces that an answer, which is a file's name, means."""
    called = clean_text(short_name(name))
    return tuple(piece for piece in pieces if name and piece.name == called)


def name_fault(name: str) -> str:
    """Return why a file's name is not taken in, empty where it is."""
    return TURNED_NAME if _TURNING.search(name) else ""


def short_name(name: str) -> str:
    """Return a file's name as evidence carries it: without folders, of 255 letters at most."""
    last = re.split(r"[/\\]", name)[-1].strip()
    return last[-_LONGEST_NAME:] or "图片"


def host_of(source: str) -> str:
    """Return the host that a link leads to, empty where it is no plain http(s) link (R27)."""
    if len(source) > _LONGEST_LINK or _BLANK.search(source) or _TURNING.search(source):
        return ""
    try:
        parts = urlsplit(source)
        host = parts.hostname or ""
    except ValueError:
        return ""
    plain = parts.scheme in ("http", "https") and "@" not in parts.netloc
    return host if plain else ""


def link_fault(source: str) -> str:
    """Return why a link is not taken in, empty where it is or where there is none."""
    return "" if not source or host_of(source) else NO_LINK
