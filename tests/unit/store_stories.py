"""What tests of the store share: small data folders without a lock, and their revisions."""

from contextlib import contextmanager
from datetime import UTC, datetime

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.revisions import first_link
from govmedia_desktop.store import chains, journal, schema
from govmedia_desktop.store.connection import connect, write
from govmedia_desktop.store.intakes import Arriving, Intake, enter, receive
from govmedia_desktop.store.journal import Author, Edit
from govmedia_desktop.store.projection import rows
from govmedia_desktop.store.schema import PROJECTIONS

AT = datetime(2026, 11, 21, 10, 42, 7, tzinfo=UTC).isoformat()
FULL = 10**9


class Office:
    """One office's database with a fixed replica id, and what tests do with it."""

    def __init__(self, folder, number):
        self.office = f"01900000-0000-7000-8000-{number:012d}"
        self.author = Author(f"{number:016x}", self.office, f"第{number}位", AT)
        self.db = connect(folder / f"office-{number}.db")
        with write(self.db):
            schema.migrate(self.db)
            schema.create_projections(self.db)
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
def offices(folder, count):
    """Yield that many offices, closed afterwards."""
    made = [Office(folder, number) for number in range(1, count + 1)]
    try:
        yield made
    finally:
        for office in made:
            office.db.close()
