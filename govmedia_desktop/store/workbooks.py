"""Workbooks of check forms by their SHA-256, with what they compile to."""

from collections.abc import Iterable, Iterator

from govmedia_desktop.store.connection import Database, write


def put(db: Database, sha256: str, workbook: bytes, compiled: str | None) -> None:
    """Store a workbook; one that is here already only gains what it compiles to."""
    with write(db):
        db.conn.execute(
            "INSERT INTO form_workbook VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
            " SET compiled = coalesce(excluded.compiled, compiled)",
            (sha256, workbook, compiled),
        )


def keep_compiled(db: Database, sha256: str, text: str) -> None:
    """Keep what a workbook compiles to, where this folder is open for writing."""
    if not db.conn.execute("PRAGMA query_only").fetchone()[0]:
        with write(db):
            db.conn.execute(
                "UPDATE form_workbook SET compiled = ? WHERE sha256 = ?", (text, sha256)
            )


def compiled(db: Database, sha256: str) -> str | None:
    """Return what the workbook compiles to, None where it has not been compiled here."""
    row = db.conn.execute(
        "SELECT compiled FROM form_workbook WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return row[0] if row else None


def workbook(db: Database, sha256: str) -> bytes | None:
    """Return the workbook's bytes, None where it is not here."""
    row = db.conn.execute(
        "SELECT workbook FROM form_workbook WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return row[0] if row else None


def workbooks(db: Database, sha256s: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield those of the workbooks that are here, by hash."""
    for sha256 in sorted(set(sha256s)):
        content = workbook(db, sha256)
        if content is not None:
            yield sha256, content
