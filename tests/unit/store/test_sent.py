"""The ledger of files written: how they are numbered, and what has not gone out yet."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.store.arrived import begin_new_replica_where_ahead, new_replica
from govmedia_desktop.store.intakes import Intake
from govmedia_desktop.store.intakes import enter as enter_intake
from govmedia_desktop.store.migrations import MIGRATIONS
from govmedia_desktop.store.own_deeds import last_counter
from govmedia_desktop.store.sent import (
    Sent,
    count_sent,
    enter_sent,
    next_sequence,
    receipts_owed,
    sent_files,
    unsent,
)
from tests.unit.store_stories import offices

COUNTY, OLD_NAME = (f"01900000-0000-7000-8000-0000000000a{n}" for n in (1, 2))
TOWN = "01900000-0000-7000-8000-0000000000b1"


@pytest.fixture
def office(tmp_path):
    with offices(tmp_path, 1) as (made,):
        yield made


def sent(number, recipient=COUNTY, at="2026-11-21T10:00:00+08:00", **others):
    ranges = others.pop("ranges", {})
    return Sent(f"s{number}", recipient, f"{number}.gmpack", "0" * 64, at, "张三", ranges, **others)


def enter(office, *files):
    for file in files:
        enter_sent(office.db, file)


def number(office, recipient=COUNTY, kind="上报", period="2026Q4"):
    return next_sequence(office.db, recipient, kind, period)


def test_the_first_file_is_number_one_and_the_next_follows_the_greatest(office):
    assert number(office) == 1
    enter(office, sent(1, period="2026Q4", sequence=1), sent(2, period="2026Q4", sequence=4))
    assert number(office) == 5


@pytest.mark.parametrize(
    "other", [{"recipient": TOWN}, {"recipient": None}, {"kind": "更正"}, {"period": "2026Q3"}]
)
def test_each_recipient_kind_and_period_has_numbers_of_its_own(office, other):
    enter(office, sent(1, period="2026Q4", sequence=7))
    assert number(office) == 8
    assert number(office, **other) == 1


def test_what_is_for_nobody_in_particular_is_numbered_among_itself(office):
    enter(office, sent(1, recipient=None, kind="整包备份", sequence=3))
    assert number(office, recipient=None, kind="整包备份", period=None) == 4


def test_an_office_that_was_joined_with_another_is_the_same_recipient(office):
    office.edit(COUNTY, "office", name="示例县政府办")
    office.edit(OLD_NAME, "office", name="示例县人民政府办公室")
    enter(office, sent(1, recipient=OLD_NAME, period="2026Q4", sequence=2))
    assert number(office) == 1
    office.edit(OLD_NAME, "office", same_as=COUNTY)
    assert number(office) == number(office, recipient=OLD_NAME) == 3


def test_files_are_listed_newest_first_as_they_were_entered(office):
    early = sent(1, at="2026-11-20T10:00:00+08:00", ranges={"a" * 16: (1, 5)}, whole=False)
    late, twin = sent(2, period="2026Q4", sequence=2), sent(3)
    enter(office, late, early, twin)
    assert sent_files(office.db) == [twin, late, early]
    assert count_sent(office.db) == 3


def test_what_was_written_after_the_last_whole_file_has_not_gone_out(office):
    own = office.author.replica
    assert unsent(office.db, own) == 0
    for name in "甲乙丙丁":
        office.new(name=name)
    assert unsent(office.db, own) == 4
    enter(office, sent(1, ranges={own: (1, 3)}), sent(2, ranges={own: (1, 1)}))
    assert unsent(office.db, own) == 1
    enter(office, sent(3, ranges={own: (1, 4)}, whole=False))
    assert unsent(office.db, own) == 1, "a limited file tells nothing of the rest"
    enter(office, sent(4, ranges={"b" * 16: (1, 4)}))
    assert unsent(office.db, own) == 1, "of another computer's chain nothing is told"
    enter(office, sent(5, ranges={own: (1, 4), "b" * 16: (1, 9)}))
    assert unsent(office.db, own) == 0


def replica(office):
    asked = office.db.conn.execute("SELECT value FROM local WHERE name = 'replica'").fetchone()
    return asked[0] if asked else None


@settings(max_examples=20)
@given(st.integers(0, 4), st.integers(0, 6))
def test_a_file_that_knows_more_of_us_than_we_do_begins_a_new_chain(written, told):

    with tempfile.TemporaryDirectory() as name, offices(Path(name), 1) as (office,):
        for _ in range(written):
            office.new(name="甲")
        own = office.author.replica
        before = replica(office)
        assert last_counter(office.db, own) == written
        begin_new_replica_where_ahead(office.db, own, {own: told, "b" * 16: 99} if told else {})
        assert (replica(office) != before) is (told > written)


def test_a_new_replica_is_another_each_time(office):
    names = set()
    for _ in range(3):
        new_replica(office.db)
        names.add(replica(office))
    assert len(names) == 3
    assert all(len(name) == 16 for name in names)


def came(office, number, sender=TOWN, at="2026-11-20T10:00:00+08:00", **counts):
    told = (f"p{number}", "0" * 64, f"{number}.gmpack", f"r{sender}", sender, at, "张三")
    enter_intake(office.db, Intake(f"i{number}", *told, counts={"new": 1} | counts))


def test_a_file_that_came_is_to_be_acknowledged_until_one_file_to_its_sender_does(office):
    came(office, 1)
    came(office, 2, sender=COUNTY)
    assert receipts_owed(office.db, TOWN) == ["i1"]
    enter(office, sent(1, recipient=COUNTY, receipts=("i1",)))  # told somebody else
    assert receipts_owed(office.db, TOWN) == ["i1"]
    enter(office, sent(2, recipient=TOWN, receipts=("i1",)))
    assert receipts_owed(office.db, TOWN) == []
    assert sent_files(office.db)[0].receipts == ("i1",)
    came(office, 3)
    assert receipts_owed(office.db, TOWN) == ["i3"]


def test_what_brought_nothing_or_was_taken_back_is_not_to_be_acknowledged(office):
    came(office, 1, new=0, same=0)
    came(office, 2)
    office.db.conn.execute("UPDATE intake SET state = 'withdrawn' WHERE id = 'i2'")
    assert receipts_owed(office.db, TOWN) == []
    came(office, 3, new=0, same=4)
    assert receipts_owed(office.db, TOWN) == ["i3"]


def test_in_a_folder_of_an_older_program_what_was_answered_since_is_not_owed(office):
    office.db.conn.execute("ALTER TABLE sent DROP COLUMN receipts")
    came(office, 1)
    came(office, 2, at="2026-11-22T10:00:00+08:00")
    old = vars(sent(1, recipient=TOWN)) | {"ranges": "{}"}
    del old["receipts"]
    office.db["sent"].insert(old)
    MIGRATIONS["receipts"](office.db)
    assert receipts_owed(office.db, TOWN) == ["i2"]
