"""Identifiers of records: UUIDv7 for what people enter; UUIDv5 (RFC 9562) for a form's version,
what a phone or a mailed sheet collected, the decision on a report and the plan for a period, so
that each is one wherever it is taken in.
"""

import secrets
import time
import uuid

_FORMS = uuid.uuid5(uuid.NAMESPACE_URL, "https://govmedia-desktop.example/form")
_REVIEWS = uuid.uuid5(uuid.NAMESPACE_URL, "https://govmedia-desktop.example/review")
_PLANS = uuid.uuid5(uuid.NAMESPACE_URL, "https://govmedia-desktop.example/plan")
_MAILED = uuid.uuid5(uuid.NAMESPACE_URL, "https://govmedia-desktop.example/sheet")
_KEYS = uuid.UUID("7d0f2c1e-5b64-5c0e-9a3b-0d6f5a2e4c11")
_COLLECTED = uuid.uuid5(uuid.NAMESPACE_URL, "https://govmedia-desktop.example/submission")


def new_id() -> str:
    """Return a new UUIDv7: it sorts by its millisecond and is random below."""
    milliseconds = time.time_ns() // 1_000_000 & (1 << 48) - 1
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return str(uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62)))


def form_id(form: str, version: str, workbook_sha256: str) -> str:
    """Return the id of one form version: equal wherever the same workbook is taken in."""
    return str(uuid.uuid5(_FORMS, f"{form}\n{version}\n{workbook_sha256}"))


def collected_id(instance: str) -> str:
    """Return the id of the inspection that a phone's submission becomes, by its `instanceID`."""
    return str(uuid.uuid5(_COLLECTED, instance))


def review_id(report: str) -> str:
    """Return the id of the decision on a report: who decides differently disagrees on a record."""
    return str(uuid.uuid5(_REVIEWS, report))


def plan_id(office: str, period: str) -> str:
    """Return the id of an office's plan for a period (its code): two PCs of it set one plan."""
    return str(uuid.uuid5(_PLANS, f"{office}\n{period}"))


def mailed_id(sheet: str, account: str) -> str:
    """Return the id of the inspection that an account's row of a mailed sheet becomes."""
    return str(uuid.uuid5(_MAILED, f"{sheet}\n{account}"))


def key_id(public: str) -> str:
    """Return the id of the record of a public key (hex): one, whoever tells of it."""
    return str(uuid.uuid5(_KEYS, public))
