"""Which drafts are 代录: keyed in from another office's paper. Local, as drafts are."""

import json
from dataclasses import dataclass

from govmedia_desktop.domain.inspections import Origin
from govmedia_desktop.store import notes
from govmedia_desktop.store.connection import Database


@dataclass(frozen=True)
class Rekeyed:
    """Whose paper it is (record id of the office) and what was kept of it."""

    office: str
    source: Origin


def put(db: Database, draft: str, rekeyed: Rekeyed) -> None:
    """Note that a draft is keyed in from paper, in place of what was noted before."""
    value = {"office": rekeyed.office, **vars(rekeyed.source)}
    notes.set_note(db, f"rekeyed:{draft}", json.dumps(value, ensure_ascii=False))


def of(db: Database, draft: str) -> Rekeyed | None:
    """Return what was noted of a draft, None where it is the own office's."""
    noted = notes.note(db, f"rekeyed:{draft}")
    if noted is None:
        return None
    value = json.loads(noted)
    return Rekeyed(value.pop("office"), Origin(**value))
