"""What tests of the store share: small data folders without a lock, and their revisions."""

import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.revisions import first_link
from govmedia_desktop.store import chains, journal, migrations, schema
from govmedia_desktop.store.connection import connect, write
from govmedia_desktop.store.intakes import Arriving, Intake, enter, receive
from govmedia_desktop.store.journal import Author, Edit
from govmedia_desktop.store.projection import rows
from govmedia_desktop.store.schema import PROJECTIONS

AT = datetime(2026, 11, 21, 10, 42, 7, tzinfo=UTC).isoformat()
FULL = 10**9


@cache
def _empty():
    """A database with its tables: making them anew would take longer than most tests."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "data.db"
        db = connect(path)
        with write(db):
            migrations.migrate(db)
            schema.create_projections(db)
        db.close()
        return path.read_bytes()


class Office:
    """One replica's database with a fixed id, and what tests do with it.

    `of`: the number of the office it belongs to, its own unless given.
    """

    def __init__(self, folder, number, of=None, at=AT):
        self.office = f"01900000-0000-7000-8000-{of or number:012d}"
        self.author = Author(f"{number:016x}", self.office, f"第{number}位", at)
        path = folder / f"office-{number}.db"
        path.write_bytes(_empty())
        self.db = connect(path)
        self.intakes = 0

    def edit(self, record, kind="account", **values):
        return journal.append(self.db, self.author, [Edit(record, kind, values)])

    def new(self, kind="account", **values):
        record = new_id()
        self.edit(record, kind, **values)
        return record

    def lines(self, *, only_own=False):
        ranges = {
            replica: (1, end)
            for replica, end in chains.reach(self.db).items()
            if not only_own or replica == self.author.replica
        }
        return list(chains.lines(self.db, ranges))

    def receive(self, lines, begins=None, late=()):
        self.intakes += 1
        intake = f"intake-{self.intakes}"
        replicas = {line.split('"replica":"')[1][:16] for line in lines}
        enter(self.db, Intake(intake, "p", "0" * 64, "f", "r", "o", AT, "s"))
        begins = begins or {r: first_link(r) for r in replicas}
        got = receive(self.db, Arriving(lines, begins, late), intake)
        return intake, got

    def row(self, record, kind="account"):
        return next(iter(self.db.query(f"SELECT * FROM {kind} WHERE id = ?", [record])), None)

    def state(self):
        return {table: rows(self.db, table) for table in PROJECTIONS}


@contextmanager
def offices(folder, count, *, of=None, at=AT):
    """Yield that many replicas, closed afterwards; `of` names the office of some by number."""
    made = [Office(folder, n, (of or {}).get(n), at) for n in range(1, count + 1)]
    try:
        yield made
    finally:
        for office in made:
            office.db.close()
