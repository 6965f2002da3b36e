"""Published results of earlier checks (历史通报补录): taken over as printed, faults flagged."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from govmedia_desktop.domain.history import Published, contradictions
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.records import Value
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import standing
from govmedia_desktop.usecases.desk import Desk


@dataclass(frozen=True)
class Flag:
    """A notice that contradicts itself, in one sentence."""

    place: str
    period: str
    text: str


@dataclass(frozen=True)
class HistoryImport:
    """What taking over published results did."""

    rows: int
    added: int
    flagged: tuple[Flag, ...]


def import_history(desk: Desk, path: Path) -> HistoryImport:
    """Take over published results from a csv or xlsx; one taken over already is left as it is.

    Raises `CannotReadError` where the file cannot be used.
    """
    from govmedia_desktop.spreadsheets.history import read_published  # noqa: PLC0415  (openpyxl)

    rows = read_published(path)
    known = set(map(_key, list_published(desk)))
    new = list({_key(row): row for row in rows if _key(row) not in known}.values())
    desk.record([Edit(new_id(), "published", _values(row)) for row in new])
    flagged = [Flag(r.place, r.period, text) for r in rows for text in contradictions(r)]
    return HistoryImport(len(rows), len(new), tuple(flagged))


def list_published(desk: Desk) -> list[Published]:
    """Return all results taken over."""
    names = Published.__dataclass_fields__
    found = []
    for row in standing(desk.db, "published"):
        values = {name: row[name] for name in names}
        for split in ("by_platform", "by_owner"):
            told = json.loads(values[split] or "{}")
            values[split] = {name: n for name, n in told.items() if type(n) is int}
        found.append(Published(**values))
    return found


def _key(row: Published) -> tuple[str | None, ...]:
    return row.place, row.period, row.source


def _values(row: Published) -> dict[str, Value]:
    return {
        name: dict(value) if isinstance(value, dict) else value
        for name, value in asdict(row).items()
        if value not in (None, {})
    }
