"""Restoring a backup: whole or not at all, undone by restoring what it took the place of."""

import os
import random
import signal
import sqlite3
import sys
import time
from datetime import datetime, timedelta

import pytest

from govmedia_desktop.domain.evidence import Evidence
from govmedia_desktop.errors import CannotWriteError, DataFolderError, RefusedError
from govmedia_desktop.store import drafts, migrations, restoring
from govmedia_desktop.store.backups import back_up as write_backup
from govmedia_desktop.store.backups import is_intact
from govmedia_desktop.store.connection import connect, write
from govmedia_desktop.store.files import sha256_of
from govmedia_desktop.store.standing import standing
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from govmedia_desktop.usecases.offices.trusting import own_key
from govmedia_desktop.usecases.register.accounts import add_account, list_accounts
from govmedia_desktop.usecases.upkeep.backups import (
    back_up,
    backups_in,
    find_backup,
    list_backups,
    restore,
)
from govmedia_desktop.usecases.upkeep.maintenance import rebuild, verify
from tests.unit.desks import TOWN, add, desk_of, inspect


@pytest.fixture
def folder(tmp_path):
    """A folder with one account in its backup and two in its data."""
    with desk_of(tmp_path / "县") as desk:
        inspect(desk, add(desk, last_update="2026-11-20"), last_update="2026-11-20")
        back_up(desk)
        add(desk, "示例普法")
    return tmp_path / "县"


def backup_of(folder, why="手工"):
    return next(b.path for b in backups_in(folder) if b.why == why)


def names(folder):
    with open_desk(folder, "张三") as desk:
        return sorted(listed.account.name for listed in list_accounts(desk))


def replica(folder):
    with open_desk(folder, writing=False) as desk:
        return desk.store.replica


OLD, NEW = ["示例发布", "示例普法"], ["示例发布"]


def test_the_data_are_those_of_the_backup_and_sound(folder):
    restore(folder, backup_of(folder))
    assert names(folder) == NEW
    with open_desk(folder, "张三") as desk:
        assert verify(desk, recompute=True) == []
        assert rebuild(desk).differing == ()


def test_what_was_there_is_kept_and_restoring_it_undoes_the_restoring(folder):
    done = restore(folder, backup_of(folder))
    assert done.kept_as.name.startswith("还原前_")
    assert is_intact(done.kept_as)
    assert [b.why for b in backups_in(folder)].count("还原前") == 1
    again = restore(folder, done.kept_as)
    assert names(folder) == OLD
    assert again.kept_as != done.kept_as
    restore(folder, again.kept_as)
    assert names(folder) == NEW


def test_row_by_row_the_undone_data_are_what_they_were(folder):
    before = rows(folder)
    restore(folder, restore(folder, backup_of(folder)).kept_as)
    assert rows(folder) == before


def rows(folder):
    db = sqlite3.connect(folder / "data.db")
    try:
        tables = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        told = {name: sorted(map(repr, db.execute(f"SELECT * FROM {name}"))) for name in tables}
    finally:
        db.close()
    del told["local"]
    return told


def test_a_new_replica_begins_so_that_no_number_is_given_twice(folder):
    before = replica(folder)
    restore(folder, backup_of(folder))
    after = replica(folder)
    assert after != before
    with open_desk(folder, "张三") as desk:
        add_account(desk, {"name": "示例应急", "platform": "weibo"})
        told = desk.db.conn.execute("SELECT replica, counter FROM revision ORDER BY seq").fetchall()
    assert told[-1] == (after, 1)
    assert len(set(told)) == len(told)
    assert replica(folder) == after


def signing(folder):
    with open_desk(folder, "张三") as desk:
        return own_key(desk).public


def test_the_key_that_other_offices_know_goes_on_signing(folder):
    known = signing(folder)  # made after the backup
    restore(folder, backup_of(folder))
    assert signing(folder) == known
    with open_desk(folder, "张三") as desk:
        (told,) = standing(desk.db, "signing_key")
        assert told["public"] == known


def test_the_key_of_the_backup_signs_where_the_data_are_gone(folder):
    known = signing(folder)
    with open_desk(folder, "张三") as desk:
        back_up(desk)
    backup = backups_in(folder)[0].path
    (folder / "data.db").unlink()
    restore(folder, backup)
    assert signing(folder) == known


@pytest.mark.parametrize("change", ["flip", "cut", "no-hash", "not-ours"])
def test_a_backup_that_is_not_intact_is_refused_whole(folder, change):
    backup = backup_of(folder)
    content = bytearray(backup.read_bytes())
    if change == "flip":
        content[len(content) // 2] ^= 1
        backup.write_bytes(content)
    elif change == "cut":
        backup.write_bytes(content[:-1])
    elif change == "no-hash":
        backup.with_suffix(".sha256").unlink()
    else:
        make_other(backup)
    before = (folder / "data.db").read_bytes()
    with pytest.raises(DataFolderError, match=r"没有(还原|改动)"):
        restore(folder, backup)
    assert (folder / "data.db").read_bytes() == before
    assert names(folder) == OLD
    assert not [b for b in backups_in(folder) if b.why == "还原前"]


def make_other(backup):
    backup.unlink()
    db = sqlite3.connect(backup)
    db.execute("CREATE TABLE x (a)")
    db.close()
    backup.with_suffix(".sha256").write_text(f"{sha256_of(backup)}  {backup.name}\n")


def test_a_backup_of_another_office_is_refused(folder, tmp_path):
    with desk_of(tmp_path / "镇", TOWN) as desk:
        foreign = back_up(desk)
    for suffix in (".db", ".sha256"):
        (folder / "backups" / foreign.with_suffix(suffix).name).write_bytes(
            foreign.with_suffix(suffix).read_bytes()
        )
    with pytest.raises(DataFolderError, match="另一个单位"):
        restore(folder, folder / "backups" / foreign.name)
    assert names(folder) == OLD


def test_a_backup_of_a_newer_program_is_refused(folder, monkeypatch):
    backup = backup_of(folder)
    monkeypatch.setattr(migrations, "MIGRATIONS", {"first": migrations.MIGRATIONS["first"]})
    with pytest.raises(DataFolderError, match="更新版本"):
        restore(folder, backup)


def test_a_backup_of_an_older_program_is_brought_up(folder, monkeypatch):
    with monkeypatch.context() as newer:
        step = {"later": lambda db: db.conn.execute("CREATE TABLE later (a TEXT) STRICT")}
        newer.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS | step)
        restore(folder, backup_of(folder))
        db = connect(folder / "data.db", read_only=True)
        assert db.conn.execute("SELECT count(*) FROM later").fetchone() == (0,)
        db.close()


def test_while_somebody_has_the_folder_open_nothing_is_restored(folder):
    backup = backup_of(folder)
    with open_desk(folder, "李四"):
        code = (
            "import sys; from pathlib import Path; from datetime import datetime;"
            "from govmedia_desktop.store.restoring import restore;"
            "restore(Path(sys.argv[1]), Path(sys.argv[2]), '', datetime.now().astimezone(), 0.2)"
        )
        pid = os.posix_spawn(
            sys.executable,
            [sys.executable, "-c", code, str(folder), str(backup)],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)],
        )
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 1
    assert names(folder) == OLD


def test_damaged_data_are_kept_as_they_lie_and_replaced(folder):
    data = folder / "data.db"
    broken = data.read_bytes()[:3000] + b"\x00" * 60_000
    data.write_bytes(broken)
    done = restore(folder, backup_of(folder))
    assert done.was_damaged
    assert done.kept_as.read_bytes() == broken
    assert names(folder) == NEW
    assert not [b for b in backups_in(folder) if b.why == "还原前"]


def test_data_that_are_gone_come_back(folder):
    (folder / "data.db").unlink()
    assert restore(folder, backup_of(folder)).kept_as is None
    assert names(folder) == NEW


def test_evidence_that_the_restored_data_need_is_told(folder):
    with open_desk(folder, "张三") as desk:
        inspection = begin(desk, Occasion("示例普法", "national-2019"))
        piece = Evidence("a" * 64, 3, "截图.png", "image/png", "2026-11-21T10:00:00+08:00")
        drafts.put_evidence(desk.db, inspection.draft.id, "/x", [piece], desk.stamp())
        path = back_up(desk)
    assert restore(folder, path).missing == ("a" * 64,)
    with open_desk(folder, writing=False) as desk:
        (fault,) = verify(desk)
    assert "“截图.png”，示例普法" in fault.text


def test_an_unknown_name_is_refused(folder):
    with pytest.raises(RefusedError, match="没有名为"):
        find_backup(folder, "../data.db")
    assert find_backup(folder, backup_of(folder).stem).path == backup_of(folder)


def test_copies_of_before_are_listed_by_their_time_and_never_thinned(folder):
    done = restore(folder, backup_of(folder))
    with open_desk(folder, "张三") as desk:
        for hour in range(20):
            later = datetime.now().astimezone() + timedelta(days=400, hours=hour)
            write_backup(desk.db, desk.store.backups, later, "手工")
        found = list_backups(desk)
    assert done.kept_as in [b.path for b in found]
    assert [b.made_at for b in found] == sorted((b.made_at for b in found), reverse=True)


STEPS = ("restore_copy", "_make_ready", "_keep", "move_in", "back_up", "faults", "missing_evidence")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("error", [OSError(28, "full"), sqlite3.OperationalError("disk")])
def test_any_step_that_fails_leaves_the_old_data_and_works_the_next_time(
    folder, monkeypatch, step, error
):
    def fail(*_args, **_more):
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(restoring, step, fail)
        expected = (DataFolderError, CannotWriteError, sqlite3.OperationalError)
        with pytest.raises(expected):
            restore(folder, backup_of(folder))
    assert names(folder) == OLD
    restore(folder, backup_of(folder))
    assert names(folder) == NEW


def killed_at(folder, event, delay=None):
    """Restore in a process of its own that is killed at one of its file events, or in time."""
    pid = os.fork()
    if pid == 0:
        seen = 0

        def hook(name, _args):
            nonlocal seen
            if name in ("open", "os.rename", "os.remove", "os.mkdir", "sqlite3.connect"):
                seen += 1
                if seen == event:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        try:
            restore(folder, backup_of(folder))
        finally:
            os._exit(0)
    if delay is not None:
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def assert_whole(folder):
    """The old data or the new, sound; where the new, the old are kept."""
    found = names(folder)
    assert found in (OLD, NEW)
    kept = [b for b in backups_in(folder) if b.why == "还原前" and b.is_intact]
    assert found == OLD or kept
    with open_desk(folder, "张三") as desk:
        assert verify(desk) == []
    return found


def test_killed_at_every_step_the_data_are_the_old_or_the_new(folder, tmp_path):
    event, found, code = 0, set(), -9
    while code == -signal.SIGKILL:
        event += 1
        code = killed_at(folder, event)
        found.add(tuple(assert_whole(folder)))
        if assert_whole(folder) == NEW:
            restore(folder, next(b.path for b in backups_in(folder) if b.why == "还原前"))
            assert names(folder) == OLD
    assert event > 10
    assert found == {tuple(OLD), tuple(NEW)}


def test_killed_at_any_moment_the_data_are_the_old_or_the_new(folder):
    chance = random.Random(20261121)  # noqa: S311
    for _ in range(12):
        killed_at(folder, -1, chance.uniform(0, 0.25))
        assert_whole(folder)
    with open_desk(folder, "张三") as desk, write(desk.db):
        assert desk.db.conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_damaged_or_missing_data_are_known_as_such_and_sound_or_held_ones_not(folder):
    assert not restoring.is_damaged(folder)
    assert not restoring.is_damaged(folder / "nowhere")
    content = (folder / "data.db").read_bytes()
    (folder / "data.db").unlink()
    assert restoring.is_damaged(folder)
    (folder / "data.db").write_bytes(content[:5000])
    assert restoring.is_damaged(folder)
    (folder / "data.db").write_bytes(content)
    assert names(folder) == OLD
