import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.errors import CannotWriteError, DataFolderError
from govmedia_desktop.store import migrations
from govmedia_desktop.store.backups import backups, is_intact, restore_copy
from govmedia_desktop.store.connection import connect, write
from govmedia_desktop.store.files import add_evidence, altered_evidence, evidence_path
from govmedia_desktop.store.folder import create, exists, open_store
from govmedia_desktop.store.journal import Edit, append
from govmedia_desktop.store.projection import rows

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "数据 文件夹"
    office = new_id()
    with create(place, office) as store:
        author = store.author("张三", NOW)
        append(store.db, author, [Edit(office, "office", {"name": "示例镇"})])
    return place


def add(store, name):
    return append(store.db, store.author("张三", NOW), [Edit(new_id(), "account", {"name": name})])


def test_every_pragma_reads_back_as_set(folder):
    with open_store(folder) as store:
        values = {
            name: store.db.conn.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "trusted_schema",
                "cache_size",
            )
        }
    assert values == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cache_size": -64_000,
    }


def test_opening_the_store_does_not_load_numpy():
    code = (
        "import sys; import govmedia_desktop.store.folder;"
        "assert 'numpy' not in sys.modules and 'pandas' not in sys.modules;"
        "import numpy; assert numpy.array([1]).sum() == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_new_folder_holds_its_office_and_its_places(folder):
    with open_store(folder) as store:
        assert store.db.conn.execute("SELECT name FROM office").fetchall() == [("示例镇",)]
    assert {p.name for p in folder.iterdir()} >= {"data.db", "evidence", "backups", "logs", "tmp"}


def test_a_folder_with_data_is_not_made_again(folder):
    before = (folder / "data.db").read_bytes()
    with pytest.raises(DataFolderError, match="已有数据"), create(folder, new_id()):
        pass
    assert (folder / "data.db").read_bytes() == before


def test_an_empty_folder_is_accepted_and_one_with_other_files_is_not(tmp_path):
    (tmp_path / "空").mkdir()
    with create(tmp_path / "空", new_id()):
        pass
    (tmp_path / "有").mkdir()
    (tmp_path / "有" / "照片.jpg").touch()
    with pytest.raises(DataFolderError, match="别的文件"), create(tmp_path / "有", new_id()):
        pass


def test_a_folder_whose_making_failed_can_be_made_again(tmp_path):
    with pytest.raises(RuntimeError), create(tmp_path / "新", new_id()):
        raise RuntimeError
    assert not exists(tmp_path / "新")
    with create(tmp_path / "新", new_id()):
        pass
    assert exists(tmp_path / "新")


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"\x00" * 4096, b"hello"])
def test_a_file_that_is_not_ours_is_refused_and_left_alone(tmp_path, content):
    (tmp_path / "data.db").write_bytes(content)
    with pytest.raises(DataFolderError), open_store(tmp_path):
        pass
    assert (tmp_path / "data.db").read_bytes() == content


def test_a_foreign_database_is_refused(tmp_path):
    with sqlite3.connect(tmp_path / "data.db") as other:
        other.execute("CREATE TABLE t (x)")
    with pytest.raises(DataFolderError, match="不是本程序的数据"), open_store(tmp_path):
        pass


def test_a_file_of_a_newer_program_is_refused_whole(folder):
    with open_store(folder) as store, write(store.db):
        store.db["_sqlite_migrations"].insert(
            {"migration_set": "govmedia", "name": "of_the_future", "applied_at": "x"}
        )
    before = (folder / "data.db").read_bytes()
    for writing in (True, False):
        with pytest.raises(DataFolderError, match="更新版本"):
            open_store(folder, writing=writing).__enter__()
    assert (folder / "data.db").read_bytes() == before


def test_an_older_file_is_backed_up_then_upgraded(folder, monkeypatch):
    def second(db):
        db.conn.execute("CREATE TABLE later (x TEXT) STRICT")

    monkeypatch.setitem(migrations.MIGRATIONS, "second", second)
    with open_store(folder, writing=False) as store:
        assert store.db["later"].exists()
        assert store.db.conn.execute("SELECT name FROM office").fetchall() == [("示例镇",)]
    (backup,) = backups(folder / "backups")
    assert "升级前" in backup.name
    assert is_intact(backup)


def test_a_failed_upgrade_leaves_the_old_file(folder, monkeypatch):
    def second(db):
        db.conn.execute("CREATE TABLE later (x TEXT) STRICT")
        raise RuntimeError

    before = sqlite3.connect(folder / "data.db").execute("SELECT * FROM revision").fetchall()
    with monkeypatch.context() as patch:
        patch.setitem(migrations.MIGRATIONS, "second", second)
        with pytest.raises(RuntimeError):
            open_store(folder).__enter__()
    with open_store(folder) as store:
        assert not store.db["later"].exists()
        assert store.db.conn.execute("SELECT * FROM revision").fetchall() == before


def test_changed_projections_are_made_again_from_the_journal(folder):
    with open_store(folder) as store, write(store.db):
        store.db.conn.execute("DELETE FROM office")
        store.db.conn.execute("UPDATE local SET value = 'old' WHERE name = 'projections'")
    with open_store(folder) as store:
        assert len(rows(store.db, "office")) == 1


def test_a_copied_folder_begins_a_new_replica(folder, tmp_path):
    with open_store(folder) as store:
        original = store.replica
    shutil.copytree(folder, tmp_path / "副本")
    with open_store(tmp_path / "副本") as store:
        assert store.replica != original
    with open_store(folder) as store:
        assert store.replica == original


def test_a_second_writer_waits_then_is_told_who_holds_the_folder(folder):
    with (
        open_store(folder, "李四"),
        pytest.raises(DataFolderError, match="李四"),
        open_store(folder, patience_s=0.2),
    ):
        pass


def test_readers_need_no_lock_and_cannot_write(folder):
    with open_store(folder), open_store(folder, writing=False) as reader:
        assert len(rows(reader.db, "office")) == 1
        with pytest.raises(CannotWriteError), write(reader.db):
            reader.db.conn.execute("DELETE FROM local")


def test_only_the_holder_wipes_temporary_files(folder):
    left = folder / "tmp" / "left.part"
    left.touch()
    with open_store(folder, writing=False):
        assert left.exists()
    with open_store(folder):
        assert not left.exists()


THREE = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.store.folder import open_store
from govmedia_desktop.store.journal import Edit, append
who, folder = sys.argv[1], Path(sys.argv[2])
for n in range(int(sys.argv[3])):
    with open_store(folder, who, patience_s=60) as store:
        edit = Edit(new_id(), "account", {"name": f"{who}-{n}"})
        append(store.db, store.author(who, datetime.now(UTC)), [edit])
        print(n, flush=True)
"""


def writer(who, folder, count):
    command = [sys.executable, "-c", THREE, who, str(folder), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_three_processes_writing_at_once_lose_nothing(folder):
    running = [writer(who, folder, 150) for who in "甲乙丙"]
    assert [process.wait() for process in running] == [0, 0, 0]
    for process in running:
        process.stdout.close()
    with open_store(folder, writing=False) as store:
        assert store.db.conn.execute("SELECT count(*) FROM account").fetchone() == (450,)


def test_a_killed_writer_loses_nothing_acknowledged_and_is_noticed_once(folder):
    acknowledged = 0
    for delay in (0.01, 0.05, 0.1, 0.2):
        process = writer(f"第{delay}", folder, 10_000)
        process.stdout.readline()
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += 1 + len(process.stdout.read().splitlines())
        process.stdout.close()
        process.wait()
    with open_store(folder) as store:
        count = store.db.conn.execute("SELECT count(*) FROM account").fetchone()[0]
        assert acknowledged <= count <= acknowledged + 4
        assert acknowledged > 0
    with open_store(folder) as store:
        assert not store.recovered


def test_a_full_disk_is_said_in_one_sentence_and_changes_nothing(folder):
    with open_store(folder) as store:
        pages = store.db.conn.execute("PRAGMA page_count").fetchone()[0]
        store.db.conn.execute(f"PRAGMA max_page_count = {pages}")
        before = rows(store.db, "account")
        with pytest.raises(CannotWriteError, match="磁盘已满"):
            append(
                store.db,
                store.author("张三", NOW),
                [Edit(new_id(), "account", {"remark": "长" * 100_000})],
            )
        assert rows(store.db, "account") == before


def test_every_backup_can_be_restored_row_by_row(folder, tmp_path):
    with open_store(folder) as store:
        add(store, "甲")
        backup = store.back_up("接收前")
        before = rows(store.db, "account")
        add(store, "乙")
    restore_copy(backup, tmp_path / "data.db")
    copy = connect(tmp_path / "data.db")
    assert rows(copy, "account") == before
    copy.close()


def test_an_altered_backup_is_not_restored(folder, tmp_path):
    with open_store(folder) as store:
        backup = store.back_up("接收前")
    content = bytearray(backup.read_bytes())
    content[-1] ^= 1
    backup.write_bytes(content)
    with pytest.raises(DataFolderError, match="已损坏"):
        restore_copy(backup, tmp_path / "data.db")
    assert not (tmp_path / "data.db").exists()


def test_backups_thin_out_but_never_those_of_the_future(folder, monkeypatch):
    with open_store(folder) as store:
        place = store.backups
        for day in range(70):
            made = NOW - timedelta(days=day)
            (place / f"{made:%Y%m%d-%H%M%S}_旧.db").touch()
            (place / f"{made:%Y%m%d-%H%M%S}_旧2.db").touch()
        future = place / "20990101-000000_将来.db"
        future.touch()
        store.back_up("接收前")
    kept = [p.name for p in backups(place)]
    assert future.name in kept
    assert len(kept) < 60
    assert any(name.startswith(f"{NOW - timedelta(days=20):%Y%m%d}") for name in kept)


def test_evidence_is_stored_once_and_an_altered_file_is_named(tmp_path):
    digest = add_evidence(tmp_path, b"png")
    assert add_evidence(tmp_path, b"png") == digest
    assert altered_evidence(tmp_path) == []
    evidence_path(tmp_path, digest).write_bytes(b"other")
    assert altered_evidence(tmp_path) == [digest]


def test_no_room_on_the_disk_is_said_before_anything_is_written(folder, monkeypatch):
    usage = shutil.disk_usage(Path.cwd())
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with open_store(folder) as store, pytest.raises(CannotWriteError, match="磁盘空间不足"):
        store.back_up("接收前")
    assert list((folder / "backups").iterdir()) == []
