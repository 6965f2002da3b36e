"""A program killed while it sets up, reads a register or rebuilds leaves nothing half made."""

import os
import random
import signal
import struct
import subprocess
import sys
import time

import pytest

from govmedia_desktop.errors import DataFolderError
from govmedia_desktop.store import folder as folders
from govmedia_desktop.usecases.desk import create
from govmedia_desktop.usecases.forms.known import SHIPPED
from govmedia_desktop.usecases.upkeep import folders as setting_up
from tests.e2e.conftest import DATA
from tests.unit.desks import COUNTY

pytestmark = pytest.mark.real_disk

JOURNAL_OF_AN_EMPTY_FILE = (
    bytes.fromhex("d9d505f920a163d7") + struct.pack(">5I", 0, 1, 0, 512, 4096) + bytes(484)
)
"""What SQLite keeps beside a new file until its first commit: roll back to no page at all."""


def half_made(place):
    """Leave a folder as a program does that is killed while it commits the set-up."""
    setting_up.set_up(place, COUNTY, "张三")
    (place / "data.db-journal").write_bytes(JOURNAL_OF_AN_EMPTY_FILE)
    assert folders.exists(place), "the header of the half-made file names us already"


def test_a_set_up_killed_half_way_can_be_repeated(office, tmp_path):
    half_made(tmp_path / "数据 文件夹" / "示例县人民政府办公室")
    county = office()
    assert len(county.tell("forms", "list")) == len(SHIPPED)
    assert county.tell("verify")["ok"]


def test_a_half_made_folder_that_is_opened_says_that_there_are_no_data(tmp_path):
    half_made(tmp_path / "半")
    with (
        pytest.raises(DataFolderError, match="没有本程序的数据"),
        folders.open_store(tmp_path / "半"),
    ):
        pass


def test_without_its_check_forms_a_folder_is_not_made(tmp_path, monkeypatch):
    def fail(desk):
        raise OSError("no check forms")

    monkeypatch.setattr(setting_up, "take_up_shipped_forms", fail)
    with pytest.raises(OSError, match="check forms"):
        setting_up.set_up(tmp_path / "新", COUNTY, "张三")
    assert not folders.exists(tmp_path / "新")
    with create(tmp_path / "新", COUNTY, "张三") as desk:
        assert desk.store.office


def killed(county, chance, longest, *arguments):
    """Carry out a command and kill it at some moment."""
    command = [sys.executable, "-c", "from ui.console import main; main()"]
    process = subprocess.Popen(
        [*command, "--data", str(county.folder), "--staff", "张三", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(chance.uniform(0.1, longest))
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def test_an_import_killed_at_any_moment_is_whole_or_was_never_made(office):
    county, chance = office(), random.Random(7)  # noqa: S311
    for _ in range(6):
        killed(county, chance, 0.9, "accounts", "import", DATA / "register_published.xlsx")
        assert len(county.tell("accounts", "list")) in (0, 29)
        assert county.tell("verify")["ok"]
    county.tell("accounts", "import", DATA / "register_published.xlsx")
    assert len(county.tell("accounts", "list")) == 29
    assert county.tell("rebuild")["equal"]


def test_a_rebuild_killed_at_any_moment_changes_nothing(office):
    county, chance = office(), random.Random(8)  # noqa: S311
    county.tell("accounts", "import", DATA / "register_published.xlsx")
    before = county.tell("accounts", "list")
    for _ in range(4):
        killed(county, chance, 0.7, "rebuild")
        assert county.tell("accounts", "list") == before
    assert county.tell("rebuild")["equal"]
