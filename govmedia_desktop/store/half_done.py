"""Drafts with all that belongs to them, read and stored whole."""

from govmedia_desktop.domain.drafts import Draft, HalfDone, Paper
from govmedia_desktop.store import drafts, rekeyed
from govmedia_desktop.store.connection import Database, write


def half_done(db: Database) -> list[HalfDone]:
    """Return every draft whole, the last changed first."""
    return [_whole(db, draft) for draft in drafts.drafts(db)]


def put(db: Database, whole: HalfDone) -> None:
    """Store a draft as it is told, in place of what is known of it."""
    with write(db):
        drafts.store_whole(db, whole)
        if whole.paper is not None:
            rekeyed.put(db, whole.id, rekeyed.Rekeyed(whole.paper.office, whole.paper.source))


def _whole(db: Database, draft: Draft) -> HalfDone:
    noted = rekeyed.of(db, draft.id)
    return HalfDone(
        draft,
        drafts.answers(db, draft.id),
        drafts.evidence(db, draft.id),
        Paper(noted.office, noted.source) if noted else None,
    )
