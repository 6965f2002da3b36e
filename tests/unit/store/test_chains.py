"""Chains that are here in part: stubs, gaps, late lines; and what other offices say they have."""

import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.revisions import Stub, body_hash, first_link, parse_line, stub_line
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import chains
from govmedia_desktop.store.acknowledged import Held, Sender, acknowledge, acknowledged
from govmedia_desktop.store.carried import carry, late_lines
from govmedia_desktop.store.projection import rebuild
from govmedia_desktop.store.withdrawals import withdraw
from tests.unit.store_stories import AT, offices

OFFICE = "01900000-0000-7000-8000-000000000001"


@pytest.fixture
def two(tmp_path):
    with offices(tmp_path, 2) as (sender, receiver):
        yield sender, receiver


def stubbed(lines, *places):
    """The lines, those at these places given by their hashes only."""
    told = list(lines)
    for place in places:
        head = parse_line(told[place])
        told[place] = stub_line(Stub(head.replica, head.counter, body_hash(told[place])))
    return told


def begins(sender, counter):
    replica = sender.author.replica
    return {replica: chains.link_at(sender.db, replica, counter)}


def test_a_chain_holds_over_what_is_here_by_its_hash_only(two):
    sender, receiver = two
    for name in "甲乙丙":
        sender.new(name=name)
    _, got = receiver.receive(stubbed(sender.lines(), 1))
    assert (got.new, got.already, got.held) == (2, 0, 0)
    assert chains.broken_chains(receiver.db) == []
    assert chains.reach(receiver.db) == {sender.author.replica: 3}
    assert chains.lacking(receiver.db) == {sender.author.replica: [(2, 2)]}
    assert {row["name"] for row in receiver.db.query("SELECT name FROM account")} == {"甲", "丙"}


def test_one_altered_bit_of_a_hash_is_found(two):
    sender, receiver = two
    for name in "甲乙丙":
        sender.new(name=name)
    receiver.receive(stubbed(sender.lines(), 1))
    (hashed,) = receiver.db.conn.execute("SELECT hash FROM stub").fetchone()
    other = f"{int(hashed, 16) ^ 1:064x}"
    receiver.db.conn.execute("UPDATE stub SET hash = ?", (other,))
    assert chains.broken_chains(receiver.db) == [sender.author.replica]


def test_what_rests_on_a_stub_is_held_until_its_line_comes(two):
    sender, receiver = two
    record = sender.new(name="甲")
    sender.edit(record, name="乙")
    _, got = receiver.receive(stubbed(sender.lines(), 0))
    assert got.held == 1
    assert receiver.row(record) is None
    receiver.receive([], {}, late=sender.lines()[:1])
    assert receiver.row(record)["name"] == "乙"
    assert chains.lacking(receiver.db) == {}
    assert receiver.state() == sender.state()


def test_the_whole_lines_after_their_stubs_give_the_same_as_the_whole_lines_alone(two):
    sender, receiver = two
    record = sender.new(name="甲")
    sender.edit(record, name="乙")
    receiver.receive(stubbed(sender.lines(), 0, 1))
    assert list(receiver.db.query("SELECT id FROM revision")) == []
    _, got = receiver.receive(sender.lines())
    assert got.new == 2
    assert receiver.state() == sender.state()
    _, again = receiver.receive(stubbed(sender.lines(), 0, 1))
    assert (again.new, again.already) == (0, 0)
    assert receiver.state() == sender.state()


def test_a_late_line_of_another_content_is_refused(two, tmp_path):
    sender, receiver = two
    (tmp_path / "copy").mkdir()
    with offices(tmp_path / "copy", 1) as (copy,):
        copy.new(name="丁")
        sender.new(name="甲")
        receiver.receive(stubbed(sender.lines(), 0))
        with pytest.raises(RefusedError, match="同一个编号"):
            receiver.receive([], {}, late=copy.lines())
    assert chains.lacking(receiver.db) == {sender.author.replica: [(1, 1)]}


def test_a_late_line_of_which_nothing_is_known_here_is_refused(two):
    sender, receiver = two
    sender.new(name="甲")
    with pytest.raises(RefusedError, match="缺少此前的文件"):
        receiver.receive([], {}, late=sender.lines())


def test_a_stub_that_contradicts_a_line_here_is_refused(two):
    sender, receiver = two
    sender.new(name="甲")
    receiver.receive(sender.lines())
    false = stub_line(Stub(sender.author.replica, 1, "ab" * 32))
    with pytest.raises(RefusedError, match="同一个编号"):
        receiver.receive([false])


def test_a_gap_stands_until_the_lines_before_it_come(two):
    sender, receiver = two
    record = sender.new(name="甲")
    sender.new(name="乙")
    sender.edit(record, name="丙")
    replica, lines = sender.author.replica, sender.lines()
    receiver.receive(lines[2:], begins(sender, 2))
    assert chains.gaps(receiver.db) == {replica: [(1, 2)]}
    assert chains.reach(receiver.db) == {}
    assert chains.broken_chains(receiver.db) == []
    receiver.receive(lines[:1])
    assert chains.reach(receiver.db) == {replica: 1}
    assert receiver.row(record)["name"] == "丙"
    receiver.receive(lines[1:2], begins(sender, 1))
    assert (chains.gaps(receiver.db), chains.reach(receiver.db)) == ({}, {replica: 3})
    assert receiver.state() == sender.state()


def test_a_gap_is_forgotten_when_a_longer_run_covers_it(two):
    sender, receiver = two
    for name in "甲乙丙丁":
        sender.new(name=name)
    receiver.receive(sender.lines()[3:], begins(sender, 3))
    receiver.receive(sender.lines()[1:], begins(sender, 1))
    assert chains.gaps(receiver.db) == {sender.author.replica: [(1, 1)]}
    receiver.receive(sender.lines())
    assert chains.gaps(receiver.db) == {}


def test_lines_that_do_not_meet_what_stands_behind_the_gap_are_refused(two, tmp_path):
    sender, receiver = two
    (tmp_path / "copy").mkdir()
    with offices(tmp_path / "copy", 1) as (copy,):
        for office, name in ((sender, "甲"), (copy, "丁")):
            office.new(name=name)
            office.new(name="乙")
        receiver.receive(sender.lines()[1:], begins(sender, 1))
        before = receiver.state()
        with pytest.raises(RefusedError, match="同一个编号"):
            receiver.receive(copy.lines()[:1])
        assert receiver.state() == before
        assert chains.gaps(receiver.db) == {sender.author.replica: [(1, 1)]}


def test_lines_that_do_not_continue_the_chain_are_refused(two):
    sender, receiver = two
    sender.new(name="甲")
    sender.new(name="乙")
    receiver.receive(sender.lines()[:1])
    with pytest.raises(RefusedError, match="接不上"):
        receiver.receive(sender.lines()[1:], {sender.author.replica: first_link("x")})


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_pieces_in_any_order_stubs_and_doubles_among_them_end_in_the_same_rows(data):
    with tempfile.TemporaryDirectory() as name, offices(Path(name), 2) as (sender, receiver):
        records = [sender.new(name=text) for text in "甲乙"]
        for text in data.draw(st.lists(st.sampled_from("丙丁戊"), min_size=1, max_size=6)):
            sender.edit(data.draw(st.sampled_from(records)), name=text)
        lines = sender.lines()
        cuts = sorted(data.draw(st.sets(st.integers(1, len(lines) - 1), max_size=3)))
        runs = list(itertools.pairwise([0, *cuts, len(lines)]))
        pieces = [(a, stubbed(lines[a:b], *data.draw(places(b - a)))) for a, b in runs]
        pieces += [(a, lines[a:b]) for a, b in runs]
        for first, piece in data.draw(st.permutations(pieces)):
            receiver.receive(piece, begins(sender, first))
            assert chains.broken_chains(receiver.db) == []
        assert (chains.gaps(receiver.db), chains.lacking(receiver.db)) == ({}, {})
        assert receiver.state() == sender.state()
        rebuild(receiver.db)
        assert receiver.state() == sender.state()


def places(count):
    return st.sets(st.integers(0, count - 1))


def test_only_what_is_carried_goes_along_whole(two):
    sender, _receiver = two
    for name in "甲乙丙":
        sender.new(name=name)
    replica = sender.author.replica
    assert carry(sender.db, {replica: (2, 2)}, {replica: [(3, 3)]}) == 2
    told = [parse_line(line) for line in chains.lines(sender.db, {replica: (1, 2)}, scoped=True)]
    assert [isinstance(line, Stub) for line in told] == [True, False]
    assert list(late_lines(sender.db)) == sender.lines()[2:]


def test_what_was_withdrawn_is_not_carried_and_counts_as_lacking(two):
    sender, receiver = two
    sender.new(name="甲")
    intake, _ = receiver.receive(sender.lines())
    withdraw(receiver.db, intake)
    assert carry(receiver.db, {sender.author.replica: (1, 1)}, {}) == 0
    assert chains.lacking(receiver.db) == {sender.author.replica: [(1, 1)]}


def test_a_file_that_names_a_withdrawn_line_by_its_hash_brings_nothing_back(two):
    sender, receiver = two
    sender.new(name="甲")
    intake, _ = receiver.receive(sender.lines())
    withdraw(receiver.db, intake)
    before = receiver.state()
    receiver.receive(stubbed(sender.lines(), 0))
    assert receiver.state() == before
    _, got = receiver.receive(sender.lines())
    assert got.new == 1
    assert receiver.state() == sender.state()


def word(db, replica, own_end, held, **more):
    acknowledge(db, Sender(replica, own_end=own_end, **{"office": OFFICE, **more}), held)


def test_an_earlier_word_changes_nothing(two):
    db = two[0].db
    word(db, "a" * 16, 7, {"c" * 16: Held(5)})
    word(db, "a" * 16, 3, {"c" * 16: Held(9)})
    assert acknowledged(db, [OFFICE]) == {"c" * 16: Held(5)}
    word(db, "a" * 16, 8, {"c" * 16: Held(4, ((2, 3),))})
    assert acknowledged(db, [OFFICE]) == {"c" * 16: Held(4, ((2, 3),))}


def test_of_two_words_at_one_length_the_smaller_stands(two):
    db = two[0].db
    word(db, "a" * 16, 7, {"c" * 16: Held(5, ((1, 1),)), "d" * 16: Held(2)})
    word(db, "a" * 16, 7, {"c" * 16: Held(9)})
    assert acknowledged(db, [OFFICE]) == {"c" * 16: Held(5, ((1, 1),))}


def test_an_office_has_what_all_its_computers_have(two):
    db = two[0].db
    word(db, "a" * 16, 1, {"c" * 16: Held(5), "d" * 16: Held(2)})
    word(db, "b" * 16, 1, {"c" * 16: Held(3, ((2, 2),))})
    word(db, "e" * 16, 1, {"c" * 16: Held(1)}, office=AT)
    assert acknowledged(db, [OFFICE]) == {"c" * 16: Held(3, ((2, 2),))}
    assert acknowledged(db, []) == {}


def test_of_two_words_at_one_length_the_one_said_later_stands(two):
    """An office that only takes files in writes nothing itself, and still has more than before."""
    for order in (1, -1):
        db = two[0 if order == 1 else 1].db
        words = [({"c" * 16: Held(5, ((1, 1),))}, 3), ({"c" * 16: Held(9)}, 4)]
        for held, said in words[::order]:
            word(db, "a" * 16, 7, held, said=said)
        assert acknowledged(db, [OFFICE]) == {"c" * 16: Held(9)}


def test_a_longer_chain_is_later_whatever_was_said_before(two):
    db = two[0].db
    word(db, "a" * 16, 7, {"c" * 16: Held(9)}, said=20)
    word(db, "a" * 16, 8, {"c" * 16: Held(5)}, said=2)  # restored by hand, then worked on
    assert acknowledged(db, [OFFICE]) == {"c" * 16: Held(5)}


def test_what_a_folder_was_before_it_was_restored_is_asked_no_more(two):
    old, new, c = "a" * 16, "b" * 16, "c" * 16
    db = two[0].db
    word(db, old, 7, {old: Held(7), c: Held(5)})
    word(db, new, 1, {old: Held(4), new: Held(1), c: Held(6)}, former=(old,))
    assert acknowledged(db, [OFFICE])[c] == Held(5)  # it has not got back what it said then
    word(db, new, 1, {old: Held(7), new: Held(1), c: Held(9)}, said=1, former=(old,))
    assert acknowledged(db, [OFFICE])[c] == Held(9)
    word(db, old, 7, {old: Held(7), c: Held(5)})  # an old file that comes late
    assert acknowledged(db, [OFFICE])[c] == Held(9)
    word(db, old, 8, {old: Held(8), c: Held(8)})  # it goes on elsewhere after all
    assert acknowledged(db, [OFFICE])[c] == Held(8)


def test_nobody_can_speak_for_the_computers_of_another_office(two):
    db = two[0].db
    word(db, "a" * 16, 7, {"a" * 16: Held(7), "c" * 16: Held(5)})
    word(db, "b" * 16, 1, {"a" * 16: Held(9), "c" * 16: Held(9)}, office=AT, former=("a" * 16,))
    assert acknowledged(db, [OFFICE])["c" * 16] == Held(5)
