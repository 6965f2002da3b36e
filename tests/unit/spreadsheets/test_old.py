"""Workbooks of the old kind (.xls, .et): read as the new ones are, or refused in one sentence."""

import random
import time
from datetime import date, datetime
from pathlib import Path

import pytest

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.spreadsheets.compound import Compound
from govmedia_desktop.spreadsheets.files import read_sheets
from govmedia_desktop.spreadsheets.posts import read_posts
from govmedia_desktop.spreadsheets.register import read_register
from govmedia_desktop.spreadsheets.template import read_template

DATA = Path(__file__).parents[2] / "data"
REGISTER, POSTS = DATA / "register_old.xls", DATA / "posts_old.xls"
AS_OF = date(2026, 11, 21)


def put(path, content):
    path.write_bytes(content)
    return path


def reason(path):
    with pytest.raises(CannotReadError) as refused:
        read_register(path, AS_OF)
    assert str(refused.value).count("。") == 1
    return str(refused.value)


def test_cells_merges_and_what_is_hidden_are_as_in_a_new_workbook():
    sheet, other = read_sheets(REGISTER)
    assert sheet.rows[3] == {
        1: 1,
        2: "示例发布",
        3: "微信公众号",
        4: "示例县融媒体中心",
        5: 15000,
        6: datetime(2026, 11, 6),
        7: 13800000000,
        8: "甲",
    }
    assert sheet.rows[4][8] is True
    assert sheet.rows[5][6] == datetime(2026, 10, 1, 9, 30)
    assert sheet.areas() == [(1, 1, 1, 8), (3, 4, 4, 4)]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({5}, {8})
    assert (sheet.hidden, other.hidden, sheet.widths[2]) == (False, True, 30.0)


@pytest.mark.parametrize("name", ["台账.xls", "台账.et", "台账.xlsx"])
def test_an_old_register_is_read_whatever_it_is_called(tmp_path, name):
    path = put(tmp_path / name, REGISTER.read_bytes())
    register = read_register(path, AS_OF)
    told = [(row.values["name"], row.values["owner_name"]) for row in register.rows]
    assert told[:2] == [("示例发布", "示例县融媒体中心"), ("示例政务", "示例县融媒体中心")]
    assert register.rows[0].values["followers"] == 15000
    assert register.rows[0].personal["phone"] == "13800000000"
    assert {"E3", "G3"}.isdisjoint(fix.cell for fix in register.fixes)


def test_posts_as_a_back_end_writes_them_are_read():
    read = read_posts(POSTS, AS_OF)
    assert (len(read.rows), read.problems) == (400, ())
    assert (read.rows[0].day, read.rows[0].title) == ("2026-11-02", "第0条：医保缴费指南")


def test_a_password_is_said(tmp_path):
    content = bytearray(REGISTER.read_bytes())
    book = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    after = book + 4 + 16
    content[after : after + 2] = b"\x2f\x00"  # FILEPASS, which says that the rest is enciphered
    assert "去掉密码" in reason(put(tmp_path / "密.xls", content))


@pytest.mark.parametrize(
    ("name", "part"),
    [("文.doc", "旧格式"), ("旧.et", "旧格式"), ("改名.xlsx", "改名没有用")],
)
def test_what_holds_no_workbook_is_told_with_what_to_do(tmp_path, name, part):
    content = REGISTER.read_bytes().replace("Workbook".encode("utf-16-le"), bytes(16))
    told = reason(put(tmp_path / name, content))
    assert part in told
    assert "另存为.xlsx" in told


def test_a_large_and_a_small_stream_are_found_by_their_names():
    for path in (REGISTER, POSTS):
        held = Compound(path.read_bytes())
        assert held.stream("Workbook").startswith(b"\x09\x08")
        assert "Macros" not in held
        with pytest.raises(KeyError):
            held.stream("")


def test_a_chain_of_sectors_that_runs_in_a_ring_is_refused(tmp_path):
    content = bytearray(POSTS.read_bytes())
    start = int.from_bytes(content[76:80], "little")
    table = (start + 1) * 512
    for place in range(table, table + 512, 4):
        content[place : place + 4] = (1).to_bytes(4, "little")
    assert "旧格式" in reason(put(tmp_path / "环.xls", content))


def test_an_old_empty_table_is_not_filled_in(tmp_path):
    with pytest.raises(CannotReadError, match="照它填写会丢掉格式"):
        read_template(REGISTER)


def mutated(content, chance):
    found = bytearray(content)
    for _ in range(chance.choice([1, 1, 3, 40])):
        place = chance.randrange(8, len(found))
        found[place : place + chance.choice([1, 2, 4])] = chance.randbytes(chance.choice([1, 2, 4]))
    return bytes(found[: chance.randrange(8, len(found))] if chance.random() < 0.1 else found)


@pytest.mark.parametrize("seed", range(10))
def test_a_damaged_old_workbook_is_read_or_refused_in_one_sentence(tmp_path, seed):
    """A thousand workbooks."""
    chance = random.Random(seed)  # noqa: S311
    sound = REGISTER.read_bytes()
    for number in range(100):
        path = put(tmp_path / f"{number}.xls", mutated(sound, chance))
        start = time.process_time()
        try:
            read_register(path, AS_OF)
        except CannotReadError as refusal:
            assert str(refusal).count("。") == 1  # noqa: PT017
        assert time.process_time() - start < 2
