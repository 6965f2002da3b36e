"""Identifiers of records: UUIDv7 for what people enter, UUIDv5 for a form's version (RFC 9562)."""

import secrets
import time
import uuid

_FORMS = uuid.uuid5(uuid.NAMESPACE_URL, "https://govmedia-desktop.example/form")


def new_id() -> str:
    """Return a new UUIDv7: it sorts by its millisecond and is random below."""
    milliseconds = time.time_ns() // 1_000_000 & (1 << 48) - 1
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return str(uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62)))


def form_id(form: str, version: str, workbook_sha256: str) -> str:
    """Return the id of one form version: equal wherever the same workbook is taken in."""
    return str(uuid.uuid5(_FORMS, f"{form}\n{version}\n{workbook_sha256}"))
