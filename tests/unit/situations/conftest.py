"""A county and a town that share one account, and the files that pass between them."""

import shutil
from contextlib import ExitStack, contextmanager
from datetime import datetime

import pytest

from govmedia_desktop.store import disagreements
from govmedia_desktop.store.connection import connect, write
from govmedia_desktop.store.folder import place_of, set_local
from govmedia_desktop.store.projection import rows
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order, to_send
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.register.accounts import change_account, find_account, list_accounts
from tests.unit.desks import TOWN, add, desk_of


class Post:
    """Writes files and takes them in."""

    def __init__(self, folder):
        self.folder, self.written = folder, 0

    def write(self, sender, **order):
        self.written += 1
        path = self.folder / f"{self.written}.gmpack"
        return export(sender, path, Order(**order)).path

    def take(self, receiver, *paths):
        taken = take_in(receiver, paths, confirmed=True)
        return taken[0] if len(paths) == 1 else taken

    def carry(self, sender, receiver, **order):
        return self.take(receiver, self.write(sender, **order))

    def down(self, county, town, **order):
        return self.carry(county, town, to=TOWN.name, **order)

    def acknowledge(self, county, town):
        """Let the town know what the county has; a word counts where work was done since."""
        add(county, f"县里的第{self.written}个号")
        self.down(county, town, full=True)

    def answer(self, sender, **order):
        """Write a file that only says that the other one's files were received."""
        assert to_send(sender, Order(**order)).is_receipt
        return self.write(sender, **order)

    def exchange(self, county, town):
        """A file each way, written before either is read."""
        up, down = self.write(town, full=True), self.write(county, to=TOWN.name, full=True)
        return self.take(county, up), self.take(town, down)


def change(desk, record, **given):
    return change_account(desk, record, given)


def account(desk, record):
    return find_account(desk, record).account


def shown(desk, record):
    """The account as the register shows it, None where it does not."""
    return next((a.account for a in list_accounts(desk) if a.account.id == record), None)


def waiting(desk):
    """How many revisions wait for something that has not come."""
    asked = "SELECT count(*) FROM revision WHERE state = 'held'"
    return desk.db.conn.execute(asked).fetchone()[0]


def disputed(desk):
    """The fields with two values."""
    return [(one.record, one.field) for one in disagreements.disagreements(desk.db)]


def accounts(desk):
    return rows(desk.db, "account")


def at(desk, moment):
    """Set the clock of that desk."""
    desk.clock = lambda: datetime.fromisoformat(f"{moment}T10:00:00+08:00")


@pytest.fixture
def post(tmp_path):
    return Post(tmp_path)


NAMES = ("县", "镇")


@pytest.fixture(scope="session")
def templates(tmp_path_factory):
    """The two folders as they begin, and as they stand once both have an account of the town.

    Made once, because making them takes longer than most of the tests.
    """
    begun, both = tmp_path_factory.mktemp("开始"), tmp_path_factory.mktemp("共有")
    with desk_of(begun / "县"), desk_of(begun / "镇", TOWN):
        pass
    move(begun, both)
    with opened(both) as (county, town):
        record = add(town, "示例镇发布", owner=TOWN.name, address="东街1号")
        post = Post(both)
        post.carry(town, county)
        post.down(county, town)
    return begun, both, record


def move(place, to):
    """Copy the folders as if they had always stood there, numbers and all."""
    for name in NAMES:
        shutil.copytree(place / name, to / name)
        db = connect(to / name / "data.db")
        with write(db):
            set_local(db, place=place_of(to / name))
        db.close()


@contextmanager
def opened(place):
    with ExitStack() as stack:
        made = [stack.enter_context(open_desk(place / name, "张三")) for name in NAMES]
        for desk in made:
            at(desk, "2026-11-21")
        yield made


@pytest.fixture
def desks(templates, request, tmp_path):
    """The county's desk and the town's."""
    begun, both, _record = templates
    move(both if "shared" in request.fixturenames else begun, tmp_path)
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def shared(templates, desks):
    """An account of the town that both have."""
    return templates[2]


@contextmanager
def copied(desk, folder):
    """Yield a copy of the desk's data folder as it is now: an office's other computer."""
    shutil.copytree(desk.store.folder, folder)
    with open_desk(folder, desk.staff) as other:
        other.clock = desk.clock
        yield other
