"""A desk: an open data folder, the person at it and the clock. Every use case takes one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import folder as folders
from govmedia_desktop.store import journal
from govmedia_desktop.store.connection import Database
from govmedia_desktop.store.journal import Edit


def now() -> datetime:
    """Return the local time with its offset."""
    return datetime.now().astimezone()


@dataclass
class Desk:
    """Where use cases are carried out."""

    store: folders.Store
    staff: str = ""
    clock: Callable[[], datetime] = field(default=now)

    @property
    def db(self) -> Database:
        """The folder's database."""
        return self.store.db

    @property
    def office(self) -> str:
        """Record id of the folder's own office."""
        return self.store.office

    @property
    def practice(self) -> bool:
        """Whether this is a practice folder (练习)."""
        return self.store.practice

    def today(self) -> date:
        """Return today's date on this PC."""
        return self.clock().date()

    def stamp(self) -> str:
        """Return the time as records carry it: ISO, to the second, with offset."""
        return self.clock().isoformat(timespec="seconds")

    def outside(self, path: Path) -> Path:
        """Return a place to write to, which may be anywhere but in the data folder.

        Raises `RefusedError` for a place among the data.
        """
        if path.resolve().is_relative_to(self.store.folder.resolve()):
            raise RefusedError(
                f"“{path.name}”在数据文件夹里，没有写出，数据没有变化；请换一个文件夹。"
            )
        return path

    def record(self, edits: Sequence[Edit], intake: str | None = None) -> int:
        """Write the edits as this person's revisions; return how many there were."""
        return journal.append(self.db, self.author(), edits, intake)

    def record_each(self, edits: Sequence[Edit], intakes: Mapping[str, str]) -> int:
        """Write the edits like `record`, those of each record tied to an import of its own."""
        return journal.append_each(self.db, self.author(), edits, intakes)

    def delete(self, records: Sequence[str], reason: str) -> None:
        """Write tombstones of the records, all or none; their history stays."""
        journal.delete(self.db, self.author(), records, reason)

    def author(self) -> journal.Author:
        """Return who writes now, without whom no revision is made.

        Raises `RefusedError` while nobody has said who is working here.
        """
        if not self.staff.strip():
            raise RefusedError(
                "还不知道填报人是谁，没有保存；请先填写姓名（命令行用 --staff 或 GOVMEDIA_STAFF）。"
            )
        return self.store.author(self.staff, self.clock())


@dataclass(frozen=True)
class NewOffice:
    """What a first start asks about the own office."""

    name: str
    level: Level
    category: Category | None = None
    code: str | None = None
    parent: str | None = None
    """Name of the 主管单位."""


@contextmanager
def create(
    folder: Path, office: NewOffice, staff: str, *, practice: bool = False
) -> Iterator[Desk]:
    """Make a data folder for an office and yield its desk; if the block raises, no data remain.

    Raises `DataFolderError` where one cannot be made here, `RefusedError` without a name.
    """
    if not office.name.strip():
        raise RefusedError("请填写单位名称；还没有建立任何数据。")
    own, parent = new_id(), new_id()
    with folders.create(folder, own, practice=practice) as store:
        edits = []
        if office.parent:
            edits.append(Edit(parent, "office", {"name": office.parent.strip()}))
        values = {
            "name": office.name.strip(),
            "level": office.level.value,
            "category": office.category.value if office.category else None,
            "code": office.code,
            "parent": parent if office.parent else None,
        }
        edits.append(Edit(own, "office", values))
        desk = Desk(store, staff)
        desk.record(edits)
        yield desk


@contextmanager
def open_desk(
    folder: Path, staff: str = "", *, writing: bool = True, patience_s: float = folders.PATIENCE_S
) -> Iterator[Desk]:
    """Open the data folder for the block. Raises `DataFolderError` where it cannot be opened."""
    with folders.open_store(folder, staff, writing=writing, patience_s=patience_s) as store:
        yield Desk(store, staff)


@contextmanager
def second_desk(desk: Desk) -> Iterator[Desk]:
    """Yield a desk of the same person, folder and clock with a connection of its own.

    For work beside the window, whose connection belongs to its thread.
    """
    with folders.another_connection(desk.store) as store:
        yield replace(desk, store=store)
