"""Drafts of inspections: local to the data folder, every answer saved as it is given."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from govmedia_desktop.domain.drafts import Draft, HalfDone
from govmedia_desktop.domain.evidence import Evidence
from govmedia_desktop.domain.inspections import Absence, Answer, Source
from govmedia_desktop.store import brought
from govmedia_desktop.store.connection import Database, write

THING = "draft/"
"""How drafts are called among what files brought; whoever changes one here makes it this folder's.
"""


def begin(db: Database, draft: Draft) -> None:
    """Store a new draft."""
    with write(db):
        db.conn.execute(
            "INSERT INTO draft VALUES (:id, :account, :form, :nature, :reference_date, :staff,"
            " :started_at, :changed_at, :last_question)",
            vars(draft),
        )


def drafts(db: Database) -> list[Draft]:
    """Return all drafts, the last changed first."""
    return [
        Draft(**row) for row in db.query("SELECT * FROM draft ORDER BY changed_at DESC, id DESC")
    ]


def put_answer(db: Database, draft: str, path: str, answer: Answer, at: str) -> None:
    """Store one answer in place of what stood there; when this returns it is on the disk."""
    with write(db):
        _store_answer(db, draft, path, answer)
        _touch(db, draft, at)


def keep(db: Database, draft: str, now: Mapping[str, Answer], at: str) -> None:
    """Make these the draft's answers, whatever stood there."""
    with write(db):
        before = answers(db, draft)
        for path in before.keys() - now.keys():
            db.conn.execute("DELETE FROM draft_answer WHERE draft = ? AND path = ?", (draft, path))
        for path, answer in now.items():
            if before.get(path) != answer:
                put_answer(db, draft, path, answer, at)
        _touch(db, draft, at)


def answers(db: Database, draft: str) -> dict[str, Answer]:
    """Return the draft's answers by path."""
    return dict(_answers(db, draft))


def remember(db: Database, draft: str, question: str) -> None:
    """Note the question that had the keyboard last."""
    with write(db):
        db.conn.execute("UPDATE draft SET last_question = ? WHERE id = ?", (question, draft))


def put_evidence(db: Database, draft: str, path: str, pieces: Sequence[Evidence], at: str) -> None:
    """Store the evidence of one item, in this order, in place of what stood there."""
    with write(db):
        _store_evidence(db, draft, path, pieces)
        _touch(db, draft, at)


def evidence(db: Database, draft: str) -> dict[str, tuple[Evidence, ...]]:
    """Return the draft's evidence by path, each in its order."""
    found: dict[str, tuple[Evidence, ...]] = {}
    for path, *fields in db.conn.execute(
        "SELECT path, sha256, size, name, media_type, taken_at, source FROM draft_evidence"
        " WHERE draft = ? ORDER BY path, place",
        (draft,),
    ):
        found[path] = (*found.get(path, ()), Evidence(*fields))
    return found


def move(db: Database, was: str, now: str, stay: Collection[str] = ()) -> None:
    """Give the drafts of one 监测时间点 another, those that `stay` (ids) left out."""
    if was == now:
        return
    with write(db):
        moved = db.conn.execute(
            "UPDATE draft SET reference_date = ? WHERE reference_date = ?"
            " AND id NOT IN (SELECT value FROM json_each(?)) RETURNING id",
            (now, was, json.dumps(list(stay))),
        )
        for (id_,) in moved.fetchall():
            brought.forget(db, f"{THING}{id_}")


def discard(db: Database, draft: str) -> None:
    """Remove a draft with its answers and evidence; the pictures' bytes stay."""
    with write(db):
        brought.forget(db, f"{THING}{draft}")
        db.conn.execute("DELETE FROM draft WHERE id = ?", (draft,))


def store_whole(db: Database, whole: HalfDone) -> None:
    """Store a draft as a file tells it, in place of what is known of it."""
    with write(db):
        db.conn.execute("DELETE FROM draft WHERE id = ?", (whole.id,))
        begin(db, whole.draft)
        for path, answer in whole.answers.items():
            _store_answer(db, whole.id, path, answer)
        for path, pieces in whole.evidence.items():
            _store_evidence(db, whole.id, path, pieces)


def _store_answer(db: Database, draft: str, path: str, answer: Answer) -> None:
    db.conn.execute(
        "REPLACE INTO draft_answer (draft, path, value, source, confirmed_by, confirmed_at,"
        " note, absent) VALUES (:draft, :path, :value, :source, :confirmed_by, :confirmed_at,"
        " :note, :absent)",
        {**vars(answer), "draft": draft, "path": path},
    )


def _store_evidence(db: Database, draft: str, path: str, pieces: Sequence[Evidence]) -> None:
    db.conn.execute("DELETE FROM draft_evidence WHERE draft = ? AND path = ?", (draft, path))
    db.conn.executemany(
        "INSERT INTO draft_evidence VALUES (:draft, :path, :place, :sha256, :size, :name,"
        " :media_type, :taken_at, :source)",
        [
            {"draft": draft, "path": path, "place": place, **vars(piece)}
            for place, piece in enumerate(pieces)
        ],
    )


def _answers(db: Database, draft: str) -> Iterator[tuple[str, Answer]]:
    for path, value, source, by, at, note, absent in db.conn.execute(
        "SELECT path, value, source, confirmed_by, confirmed_at, note, absent"
        " FROM draft_answer WHERE draft = ?",
        (draft,),
    ):
        yield path, Answer(value, Source(source), by, at, note, Absence(absent) if absent else None)


def _touch(db: Database, draft: str, at: str) -> None:
    brought.forget(db, f"{THING}{draft}")
    db.conn.execute("UPDATE draft SET changed_at = ? WHERE id = ?", (at, draft))
