import errno
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from govmedia_desktop import files
from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.files import write_file
from govmedia_desktop.packages.reader import open_package


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(files.time, "sleep", lambda _seconds: None)


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "问题清单.xlsx"
    path.write_bytes(b"old")
    return path


def refuse(monkeypatch, number, times=10**9):
    """Make the next moves into place fail with that error number."""
    replace, left = Path.replace, [times]

    def failing(self, target):
        if left[0] and not target.name.endswith("(2).xlsx"):
            left[0] -= 1
            raise OSError(number, os.strerror(number))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)


def only_old_is_there(old):
    return [p.name for p in old.parent.iterdir()] == [old.name] and old.read_bytes() == b"old"


def test_a_written_file_takes_the_place_of_the_old_one(old):
    assert write_file(old, lambda file: file.write(b"new") and None) == old
    assert old.read_bytes() == b"new"
    assert [p.name for p in old.parent.iterdir()] == [old.name]


def test_a_file_of_any_length_of_name_is_written(tmp_path):
    path = tmp_path / ("示" * 80 + ".xlsx")
    assert write_file(path, lambda _file: None).exists()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EBUSY])
def test_a_target_that_is_held_for_a_moment_is_tried_again(old, monkeypatch, number):
    refuse(monkeypatch, number, times=3)
    assert write_file(old, lambda file: file.write(b"new") and None) == old
    assert old.read_bytes() == b"new"


def test_a_target_that_stays_held_is_saved_beside(old, monkeypatch):
    refuse(monkeypatch, errno.EACCES)
    beside = write_file(old, lambda file: file.write(b"new") and None)
    assert beside == old.with_name("问题清单(2).xlsx")
    assert (old.read_bytes(), beside.read_bytes()) == (b"old", b"new")


def test_a_free_name_beside_is_never_one_that_is_taken(old, monkeypatch):
    refuse(monkeypatch, errno.EACCES)
    old.with_name("问题清单(2).xlsx").write_bytes(b"other")
    with pytest.raises(CannotWriteError, match="WPS"):
        write_file(old, lambda _file: None)
    assert old.with_name("问题清单(2).xlsx").read_bytes() == b"other"


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EFBIG, "文件太大"),
        (errno.EROFS, "只能读"),
        (errno.EACCES, "WPS"),
        (errno.ENOENT, "U盘"),
        (errno.EIO, "故障"),
    ],
)
def test_what_the_disk_refuses_becomes_one_sentence_and_leaves_the_old_file(old, number, says):
    def failing(_file):
        raise OSError(number, "x")

    with pytest.raises(
        CannotWriteError, match=f"问题清单.xlsx”没有写成，原有文件没有改动：.*{says}.*。$"
    ):
        write_file(old, failing)
    assert only_old_is_there(old)


def test_an_error_of_ours_passes_unchanged_and_leaves_nothing(old):
    def failing(_file):
        raise KeyError

    with pytest.raises(KeyError):
        write_file(old, failing)
    assert only_old_is_there(old)


def test_a_missing_folder_is_said_so(tmp_path):
    with pytest.raises(CannotWriteError, match="文件夹不在"):
        write_file(tmp_path / "none" / "a.xlsx", lambda _file: None)


def test_a_failing_flush_to_disk_is_never_called_written(old, monkeypatch):
    def failing(_descriptor):
        raise OSError(errno.EIO, "x")

    monkeypatch.setattr(files.os, "fsync", failing)
    with pytest.raises(CannotWriteError):
        write_file(old, lambda file: file.write(b"new") and None)
    assert only_old_is_there(old)


def test_a_folder_that_does_not_confirm_the_move_is_told_and_the_new_file_stands(old, monkeypatch):
    real = files.os.fsync

    def failing(descriptor):
        if Path(f"/proc/self/fd/{descriptor}").resolve() == old.parent:
            raise OSError(errno.EIO, "x")
        real(descriptor)

    monkeypatch.setattr(files.os, "fsync", failing)
    with pytest.raises(CannotWriteError, match="已换成新的，但磁盘没有确认"):
        write_file(old, lambda file: file.write(b"new") and None)
    assert old.read_bytes() == b"new"
    assert [p.name for p in old.parent.iterdir()] == [old.name]


def test_what_a_killed_program_was_writing_is_removed_by_the_next_but_nothing_that_is_young(old):
    long_ago, just_now = (old.with_name(f".{digit * 12}.part") for digit in "ab")
    foreign = old.with_name(".迅雷下载.part")
    for path in (long_ago, just_now, foreign):
        path.write_bytes(b"half")
    for path in (long_ago, foreign):
        os.utime(path, (0, 0))
    write_file(old, lambda file: file.write(b"new") and None)
    assert {p.name for p in old.parent.iterdir()} == {old.name, just_now.name, foreign.name}


def test_a_disk_without_room_for_the_package_leaves_the_old_one(tmp_path):
    path = tmp_path / "a.gmpack"
    path.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", WRITE_ONCE, path],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000)),
        check=False,
        capture_output=True,
        text=True,
    )
    assert "CannotWriteError" in done.stderr
    assert "文件太大" in done.stderr
    assert only_old_is_there(path)


def test_a_killed_writer_leaves_the_old_package_or_the_new_one(tmp_path):
    path = tmp_path / "a.gmpack"
    for moment in range(8):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITE_FOR_EVER, path], stdout=subprocess.PIPE
        )
        child.stdout.readline()
        try:
            child.wait(timeout=0.01 + 0.017 * moment)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
        child.communicate()
        assert child.returncode == -signal.SIGKILL
        with open_package(path) as package:
            assert len(list(package.revisions())) in (1, 300)


WRITE = """
import sys
from pathlib import Path
from govmedia_desktop.packages.writer import Content, write_package
from tests.data.packages import Draft
drafts = [Draft.of(1), Draft.of(300)]
def write(draft):
    write_package(Path(sys.argv[1]), draft.manifest, Content(draft.lines))
"""
WRITE_ONCE = WRITE + "write(drafts[1])"
WRITE_FOR_EVER = (
    WRITE + "write(drafts[0]); print(flush=True)\nwhile True: [write(d) for d in drafts]"
)
