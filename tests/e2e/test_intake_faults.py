"""Taking in on a full or a failing disk: one sentence, and the old state."""

import shutil
import sqlite3

import pytest

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import backups
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.exchange import arrivals, incoming, ledger, preview
from govmedia_desktop.usecases.register.accounts import list_accounts
from tests.data.county import county, township_file


@pytest.fixture
def place(tmp_path):
    """A county with some results."""
    with county(tmp_path / "县", accounts=8, quarters=1):
        pass
    return tmp_path / "县"


@pytest.fixture
def file(tmp_path):
    return township_file(tmp_path / "镇")


def state(folder):
    """All that is told of the folder, as somebody sees it who opens it next."""
    with open_desk(folder, "张三") as desk:
        listed = [a.account for a in list_accounts(desk)]
        return listed, [(e.id, e.withdrawn) for e in ledger.received_files(desk)]


class _FailingAt:
    """Stands for a connection whose n-th statement meets a broken or a full disk."""

    def __init__(self, conn, number, code):
        self.__dict__.update(conn=conn, left=number, code=code)

    def __getattr__(self, name):
        return getattr(self.conn, name)

    def __setattr__(self, name, value):
        if name in self.__dict__:
            self.__dict__[name] = value
        else:
            setattr(self.conn, name, value)

    def execute(self, statement, *values):
        # marks within a transaction touch no disk
        counts = not statement.lstrip().startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
        self.left -= counts
        if counts and self.left == 0:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = self.code
            raise error
        return self.conn.execute(statement, *values)


def attempt(desk, file):
    """Return what taking the file in gave, or with which words it ended."""
    try:
        return incoming.take_in(desk, [file]), ""
    except (RefusedError, sqlite3.OperationalError) as error:
        return [], str(error)


@pytest.mark.parametrize(("code", "step"), [(sqlite3.SQLITE_IOERR, 1), (sqlite3.SQLITE_FULL, 7)])
def test_a_failing_disk_at_any_statement_of_an_import_is_one_sentence_and_changes_nothing(
    place, file, code, step
):
    before = state(place)
    with open_desk(place, "张三") as desk:
        real, refused = desk.db.conn, 0
        for number in range(1, 2000, step):
            desk.db.conn = failing = _FailingAt(real, number, code)
            taken, told = attempt(desk, file)
            desk.db.conn = real
            if taken:
                break
            refused += told.endswith("。")
            assert not real.in_transaction
        assert failing.left > 0, "the last run met no fault"
        assert refused > 20
        assert taken[0].state == "taken_in"
        assert list((place / "tmp").iterdir()) == []
        ledger.withdraw_intake(desk, taken[0].intake)
    assert state(place)[0] == before[0]


@pytest.mark.parametrize("name", ["bring", "preview", "prepare"])
def test_without_room_nothing_begins_and_no_copy_stays(place, file, monkeypatch, name):
    usage = shutil.disk_usage(place)._replace(free=1_000_000)
    before = state(place)
    with open_desk(place, "张三") as desk:
        brought = arrivals.bring(desk, [file])
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
        work = {
            "bring": lambda: arrivals.bring(desk, [file]),
            "preview": lambda: preview.preview(desk, [file]),
            "prepare": lambda: incoming.take_in_each(desk, brought, ()),
        }[name]
        with pytest.raises(RefusedError, match="磁盘空间不足"):
            work()
        arrivals.let_go(brought)
        assert list((place / "tmp").iterdir()) == []
        monkeypatch.undo()
    assert state(place) == before


def test_a_backup_that_cannot_be_written_keeps_the_file_out(place, file, monkeypatch):
    def fail(_beside, _path):
        raise OSError(28, "No space left on device")

    before = state(place)
    monkeypatch.setattr(backups, "move_in", fail)
    with open_desk(place, "张三") as desk, pytest.raises(RefusedError, match="备份没有写成"):
        incoming.take_in(desk, [file])
    assert state(place) == before
    assert list((place / "backups").glob("*.db")) == []


def test_a_folder_that_cannot_be_written_previews_nothing_and_says_so(place, file, monkeypatch):
    def fail(*_given):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(shutil, "copyfileobj", fail)
    with open_desk(place, "张三") as desk:
        with pytest.raises(RefusedError, match="没有写成"):
            preview.preview(desk, [file])
        assert list((place / "tmp").iterdir()) == []
