"""Which column of a list is what, as a person told: remembered of its sender and its layout."""

import json
from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from typing import Protocol, TypeVar

from govmedia_desktop.domain.column_mapping import layout_of
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.registers import Source, Wanted
from govmedia_desktop.store import notes
from govmedia_desktop.usecases.desk import Desk


class Listed(Protocol):
    """A file as it was read."""

    @property
    def source(self) -> Source | None:
        """How it was read."""


L = TypeVar("L", bound=Listed)


class Memory(Enum):
    """Whose earlier table tells what the columns are."""

    SENDER = "这个单位"
    LAYOUT = "同样表头"


def remember_columns(desk: Desk, kind: str, source: Source | None, wanted: Wanted) -> None:
    """Keep the columns that a person told of a list of that kind, if any did.

    By place among the titles, since they may move together.
    """
    if source is not None and wanted.columns is not None:
        columns = json.dumps([wanted.columns.get(column, "") for column in source.titles])
        for name in _names(kind, source, wanted.sender).values():
            notes.set_note(desk.db, name, columns)


def read_as_told(
    desk: Desk, kind: str, read: Callable[[Wanted], L], wanted: Wanted, sender: Callable[[L], str]
) -> tuple[L, Wanted, Memory | None]:
    """Return a file read by the columns that somebody told, and whose earlier list told them.

    Those told just now, else of the sender's lists of this layout, else of the layout, else what
    the headers mean. `sender`: who the list seems to come from where nobody told.
    """
    found = read(wanted)
    if wanted.sender is None:
        wanted = replace(wanted, sender=sender(found))
    memory, columns = _remembered(desk, kind, found.source, wanted)
    if columns is None:
        return found, wanted, None
    wanted = replace(wanted, columns=columns)
    return read(wanted), wanted, memory


def _remembered(
    desk: Desk, kind: str, source: Source | None, wanted: Wanted
) -> tuple[Memory | None, dict[int, str] | None]:
    if source is not None and wanted.columns is None:
        for memory, name in _names(kind, source, wanted.sender).items():
            if (noted := notes.note(desk.db, name)) is not None:
                return memory, dict(zip(source.titles, json.loads(noted), strict=True))
    return None, None


def _names(kind: str, source: Source, sender: str | None) -> dict[Memory, str]:
    """Return where columns are remembered, of the sender first; of a layout alone last."""
    layout = f"{kind}-columns:{layout_of(source.titles.values())}"
    of_sender = {Memory.SENDER: f"{layout}:{clean_name(sender)}"} if sender else {}
    return {**of_sender, Memory.LAYOUT: layout}
