"""The only names that an entry of an exchange file may have, and how large it may be (R11, R12)."""

import re

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
PERSONAL = "personal.json"
DRAFTS = "drafts.json"
REVISIONS = "records/revisions-"
LATE = "records/late-"

MOST_ENTRIES = 20_000
MOST_BYTES = 4 * 1024**3
"""Uncompressed, all entries together."""
GREATEST_RATIO = 200
RATIO_COUNTS_FROM = 1024**2
_MEGABYTE = 1024**2

_NAME = re.compile(
    r"(manifest\.json|manifest\.sig|summary\.(xlsx|html)|personal\.json|drafts\.json"
    r"|records/[a-z_]+(-[0-9]{1,4})?\.jsonl|forms/[0-9a-f]{64}\.xlsx|evidence/[0-9a-f]{64})",
    re.ASCII,
)


def is_entry_name(name: str) -> bool:
    """Whether an entry may be called so."""
    return _NAME.fullmatch(name) is not None


def most_bytes(name: str) -> int:
    """Return how many bytes an entry of that name may unpack to."""
    if name.startswith("records/"):
        return 200 * _MEGABYTE
    return {MANIFEST: 5 * _MEGABYTE, SIGNATURE: 65_536}.get(name, 50 * _MEGABYTE)


def lines_name(folder: str, number: int) -> str:
    """Return the name of the n-th file, counted from 1, of `REVISIONS` or `LATE`."""
    return f"{folder}{number:04d}.jsonl"


def form_name(sha256: str) -> str:
    """Return the name of a form version's workbook."""
    return f"forms/{sha256}.xlsx"


def evidence_name(sha256: str) -> str:
    """Return the name of a piece of evidence."""
    return f"evidence/{sha256}"


def content_hash(name: str) -> str | None:
    """Return the SHA-256 that the name itself promises, None where it promises none."""
    folder, _, rest = name.partition("/")
    return rest.removesuffix(".xlsx") if folder in {"forms", "evidence"} else None
