"""A damaged data file, a full disk, a folder that cannot be written: one sentence each."""

import os
import random
import resource
import subprocess
import sys

import pytest

from tests.e2e.conftest import DATA

pytestmark = pytest.mark.real_disk

SPAN = ["--from", "2024-04-01", "--to", "2024-06-30"]
READING = [["accounts", "list"], ["trends"], ["verify"], ["report", "overview", *SPAN]]
WRITING = [["accounts", "add", "name=甲", "platform=wechat"], ["rebuild"]]
PAGE = 4096


@pytest.fixture
def county(office):
    county = office()
    county.tell("accounts", "import", DATA / "register_gbk.csv")
    return county


def zeroed_page(content, chance):
    at = chance.randrange(1, len(content) // PAGE) * PAGE
    content[at : at + PAGE] = bytes(PAGE)


def flipped_bytes(content, chance):
    for _ in range(400):
        content[chance.randrange(PAGE, len(content))] ^= 0xFF


def broken_schema(content, chance):
    for at in range(120, PAGE):
        content[at] |= 0x80


def cut_off(content, chance):
    del content[chance.randrange(100, len(content)) :]


@pytest.mark.parametrize("damage", [zeroed_page, flipped_bytes, broken_schema, cut_off])
def test_a_damaged_data_file_is_one_sentence_and_stays_as_it_was(county, damage):
    whole = (county.folder / "data.db").read_bytes()
    for seed in range(4):
        content = bytearray(whole)
        damage(content, random.Random(seed))  # noqa: S311
        (county.folder / "data.db").write_bytes(content)
        for command in (*READING, *WRITING):
            code, out, err = county.run(*command)
            assert code in (0, 1)
            if code:
                assert out == ""
                (sentence,) = err.strip().splitlines()
                assert sentence.endswith("。")
        assert damage is zeroed_page or county.run("verify")[0] == 1


def test_what_is_only_damaged_is_never_written_over(county):
    content = bytearray((county.folder / "data.db").read_bytes())
    broken_schema(content, None)
    (county.folder / "data.db").write_bytes(content)
    for command in (*READING, *WRITING):
        assert "备份" in county.refused(*command)
    assert (county.folder / "data.db").read_bytes() == content


def limited(county, size, *arguments):
    """Carry out a command that can write no file beyond that size, as on a full disk."""
    command = [sys.executable, "-c", "from ui.console import main; main()"]
    return subprocess.run(
        [*command, "--data", str(county.folder), "--staff", "张三", *map(str, arguments)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("size", [0, PAGE, 40 * PAGE])
def test_on_a_full_disk_a_save_is_refused_in_one_sentence_and_works_afterwards(county, size):
    before = county.tell("accounts", "list")
    done = limited(county, size, "accounts", "add", "name=新", "platform=wechat")
    assert (done.returncode, done.stdout) == (1, "")
    (sentence,) = done.stderr.strip().splitlines()
    assert "没有保存" in sentence
    assert county.tell("accounts", "list") == before
    assert county.tell("verify")["ok"]
    county.tell("accounts", "add", "name=新", "platform=wechat")


@pytest.mark.parametrize(
    "command",
    [
        ["accounts", "import", DATA / "register_published.xlsx"],
        ["package", "export", "-o", "上报.gmpack"],
        ["history", "import", DATA / "published_notices.csv"],
    ],
)
def test_on_a_full_disk_nothing_is_half_written(county, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    before = county.tell("accounts", "list")
    for size in (0, 2 * PAGE):
        done = limited(county, size, *command)
        assert done.returncode == 1
        (sentence,) = done.stderr.strip().splitlines()
        assert sentence.endswith("。")
        assert county.tell("accounts", "list") == before
        assert county.tell("verify")["ok"]
    assert not list(tmp_path.glob("*.gmpack"))
    assert not list(tmp_path.glob(".*"))
    assert county.run(*command)[0] == 0


def test_a_full_disk_keeps_nobody_from_reading(county):
    for command in READING:
        done = limited(county, 0, *command)
        assert (done.returncode, done.stderr) == (0, "")
