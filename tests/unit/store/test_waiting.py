"""What waits for something that is not here: each record once, and why."""

import pytest

from govmedia_desktop.domain.revisions import Stub, body_hash, parse_line, stub_line
from govmedia_desktop.store import chains, journal
from govmedia_desktop.store.changes import (
    count_waiting,
    held_records,
    last_written,
    office_of,
    rows_of,
    waiting,
)
from govmedia_desktop.store.withdrawals import withdraw
from tests.unit.store_stories import offices

IDS = [f"01900000-0000-7000-8000-00000000000{n}" for n in range(4)]
DELETED = "#deletes"


@pytest.fixture
def two(tmp_path):
    with offices(tmp_path, 2) as made:
        yield made


def told(office):
    return [(w.record, w.counter, w.reason) for w in waiting(office.db)]


def by_hash(line):
    head = parse_line(line)
    return stub_line(Stub(head.replica, head.counter, body_hash(line)))


def deliver(sender, receiver, first, last):
    """Deliver the sender's lines from one number to another, as a file that begins there does."""
    begins = {sender.author.replica: chains.link_at(sender.db, sender.author.replica, first - 1)}
    return receiver.receive(sender.lines(only_own=True)[first - 1 : last], begins)


def test_nothing_waits_where_everything_came(two):
    sender, receiver = two
    sender.edit(IDS[0], name="甲")
    sender.edit(IDS[0], name="乙")
    intake, _ = receiver.receive(sender.lines())
    assert (told(receiver), count_waiting(receiver.db)) == ([], 0)
    assert held_records(receiver.db, intake) == []


def test_what_replaces_something_that_has_not_come_waits_for_it(two):
    sender, receiver = two
    sender.edit(IDS[0], name="甲")
    sender.edit(IDS[0], name="乙")
    sender.edit(IDS[1], name="别的")
    intake, got = deliver(sender, receiver, 2, 3)
    (one,) = waiting(receiver.db)
    assert (one.record, one.kind, one.intake) == (IDS[0], "account", intake)
    assert (one.replica, one.counter, one.reason) == (sender.author.replica, 1, "gap")
    assert held_records(receiver.db, intake) == [(IDS[0], "account")]
    assert got.held == count_waiting(receiver.db) == 1
    assert receiver.row(IDS[1])["name"] == "别的"
    deliver(sender, receiver, 1, 1)
    assert (told(receiver), count_waiting(receiver.db)) == ([], 0)
    assert receiver.row(IDS[0])["name"] == "乙"


def test_of_what_only_the_hash_is_here_that_is_said(two):
    sender, receiver = two
    sender.edit(IDS[0], name="甲")
    sender.edit(IDS[0], name="乙")
    lines = sender.lines()
    receiver.receive([by_hash(lines[0]), lines[1]])
    assert told(receiver) == [(IDS[0], 1, "stub")]


def test_what_rests_on_something_withdrawn_waits_until_it_comes_again(two):
    sender, receiver = two
    sender.edit(IDS[0], name="甲")
    intake, _ = receiver.receive(sender.lines())
    withdraw(receiver.db, intake)
    sender.edit(IDS[0], name="乙")
    deliver(sender, receiver, 2, 2)
    assert told(receiver) == [(IDS[0], 1, "withdrawn")]
    deliver(sender, receiver, 1, 2)
    assert (told(receiver), receiver.row(IDS[0])["name"]) == ([], "乙")


def test_a_record_is_told_once_by_what_is_missing_itself_and_not_by_what_waits_too(two):
    sender, receiver = two
    for name in "甲乙丙":
        sender.edit(IDS[0], name=name)
    sender.edit(IDS[1], name="别的")
    sender.edit(IDS[1], name="别的名字")
    intake, _ = deliver(sender, receiver, 2, 3)
    assert told(receiver) == [(IDS[0], 1, "gap")]
    deliver(sender, receiver, 5, 5)
    assert sorted(told(receiver)) == [(IDS[0], 1, "gap"), (IDS[1], 4, "gap")]
    assert count_waiting(receiver.db) == 2
    assert held_records(receiver.db, intake) == [(IDS[0], "account")]


def test_a_replica_is_its_offices_by_its_revisions_or_by_the_file_it_sent(two):
    sender, receiver = two
    assert office_of(receiver.db, sender.author.replica) is None
    sender.edit(IDS[0], name="甲")
    receiver.receive(sender.lines())
    assert office_of(receiver.db, sender.author.replica) == sender.office
    assert office_of(receiver.db, "r") == "o", "named by the ledger alone"


def test_who_wrote_what_stands_is_told_field_by_field(two):
    home, other = two
    home.edit(IDS[0], name="甲", remark="原来的")
    other.receive(home.lines())
    other.edit(IDS[0], name="乙")
    found = last_written(other.db, [IDS[0], IDS[3]])
    assert {key: who.staff for key, who in found.items()} == {
        (IDS[0], "name"): "第2位",
        (IDS[0], "remark"): "第1位",
    }


def test_while_two_values_stand_the_home_offices_is_the_one_that_is_told(two):
    home, other = two
    home.edit(IDS[0], name="甲")
    other.receive(home.lines())
    home.edit(IDS[0], name="家里改的")
    other.edit(IDS[0], name="别处改的")
    for office, lines in ((home, other.lines()), (other, home.lines())):
        office.receive(lines)
        assert last_written(office.db, [IDS[0]])[IDS[0], "name"].staff == "第1位"
        assert office.row(IDS[0])["name"] == "家里改的"


def test_a_deletion_is_told_with_who_made_it_and_the_row_stays_to_be_read(two):
    home, other = two
    home.edit(IDS[0], name="甲")
    other.receive(home.lines())
    journal.delete(other.db, other.author, [IDS[0]], "撤并")
    found = last_written(other.db, [IDS[0]])
    assert {key: who.staff for key, who in found.items()} == {
        (IDS[0], "name"): "第1位",
        (IDS[0], DELETED): "第2位",
    }
    kind, row = rows_of(other.db, [IDS[0], IDS[3]])[IDS[0]]
    assert (kind, row["name"], row["deleted"]) == ("account", "甲", 1)
