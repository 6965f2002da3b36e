"""What holds of every exchange: four replicas of three offices, random work, files lost or doubled.

The numbers are those of the promises: same set, same rows; twice is once; round trips; no value is
ever gone; clocks decide nothing; withdrawing; rebuilding; decisions; chains over any part.
"""

import itertools
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.revisions import (
    Stub,
    body_hash,
    chain,
    first_link,
    next_link,
    parse_line,
    stub_line,
)
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import journal
from govmedia_desktop.store.disagreements import DELETION, disagreements
from govmedia_desktop.store.projection import rebuild
from govmedia_desktop.store.withdrawals import withdraw
from tests.unit.store_stories import offices

RECORDS = [f"01900000-0000-7000-8000-0000000b{n:04d}" for n in range(2)]
FIELDS = ["name", "remark"]
VALUES = st.sampled_from("甲乙丙")
OF = {2: 1}
"""The second replica is another PC of the first office."""
WORKERS = 4
WHO = st.integers(0, WORKERS - 1)
STEP = st.one_of(
    st.tuples(
        st.just("edit"),
        WHO,
        st.sampled_from(RECORDS),
        st.sampled_from(FIELDS),
        st.sampled_from("甲乙丙"),
    ),
    st.tuples(st.just("delete"), WHO, st.sampled_from(RECORDS)),
    st.tuples(st.just("decide"), WHO, st.integers(0, 3)),
    st.tuples(st.just("send"), WHO, WHO),
    st.tuples(st.just("send part"), WHO, WHO, st.integers(0, 9)),
)
STEPS = st.lists(STEP, min_size=4, max_size=22)
FEW = settings(max_examples=30, deadline=None)


@contextmanager
def world(count=WORKERS + 2, at=None):
    how = {"at": at} if at else {}
    with tempfile.TemporaryDirectory() as name, offices(Path(name), count, of=OF, **how) as made:
        yield made


def play(made, steps):
    for kind, who, *rest in steps:
        office = made[who]
        if kind == "edit":
            record, field, value = rest
            office.edit(record, **{field: value})
        elif kind == "delete":
            journal.delete(office.db, office.author, rest[0], "删")
        elif kind == "decide":
            decide(office, rest[0])
        elif kind == "send":
            deliver(office, made[rest[0]])
        else:
            deliver(office, made[rest[0]], stubs=rest[1])


def decide(office, place):
    found = [d for d in disagreements(office.db) if d.field != DELETION]
    if found:
        dispute = found[place % len(found)]
        chosen = dispute.opinions[place % len(dispute.opinions)].value
        office.edit(dispute.record, **{dispute.field: chosen})


def deliver(sender, receiver, stubs=None):
    """A file; with `stubs` every second line from there on comes by its hash only."""
    lines = sender.lines()
    if lines and sender is not receiver:
        places = range(stubs, len(lines), 2) if stubs is not None else ()
        receiver.receive([by_hash(line) if n in places else line for n, line in enumerate(lines)])


def by_hash(line):
    told = parse_line(line)
    return (
        line
        if isinstance(told, Stub)
        else stub_line(Stub(told.replica, told.counter, body_hash(line)))
    )


def own_files(made):
    return [lines for office in made[:WORKERS] if (lines := office.lines(only_own=True))]


@FEW
@given(STEPS, st.randoms(use_true_random=False))
def test_1_the_same_revisions_in_any_order_give_the_same_rows(steps, chance):
    with world() as made:
        play(made, steps)
        *_, one, other = made
        files = own_files(made)
        for reader in (one, other):
            chance.shuffle(files)
            for lines in files:
                reader.receive(lines)
        assert one.state() == other.state()
        for office in made[:WORKERS]:
            for lines in files:
                office.receive(lines)
            assert office.state() == one.state()


@FEW
@given(STEPS, WHO, WHO)
def test_2_and_3_a_file_twice_or_back_again_changes_nothing(steps, who, whom):
    with world() as made:
        play(made, steps)
        sender, receiver = made[who], made[whom]
        deliver(sender, receiver)
        before, lines = receiver.state(), receiver.lines()
        deliver(sender, receiver)
        receiver.receive(lines) if lines else None
        assert (receiver.state(), receiver.lines()) == (before, lines)
        deliver(receiver, sender)
        at_sender = sender.state()
        deliver(receiver, sender)
        deliver(sender, receiver)
        assert receiver.state() == before
        assert sender.state() == at_sender


@FEW
@given(STEPS)
def test_4_no_value_ever_disappears_from_history(steps):
    with world(WORKERS) as made:
        kept: list[set[str]] = [set() for _ in made]
        for step in steps:
            play(made, [step])
            for office, before in zip(made, kept, strict=True):
                bodies = {b for (b,) in office.db.conn.execute("SELECT body FROM revision")}
                assert before <= bodies
                before.update(bodies)


@settings(max_examples=15, deadline=None)
@given(STEPS)
def test_5_clocks_set_ten_years_back_or_forth_change_nothing(steps):
    states = []
    for year in ("2016", "2026", "2036"):
        at = f"{year}-11-21T10:42:07+08:00"
        with world(WORKERS, at) as made:
            play(made, steps)
            states.append([office.state() for office in made])
    assert states[0] == states[1] == states[2]


@FEW
@given(STEPS, st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from("丁戊")), max_size=4))
def test_6_withdrawing_returns_the_exact_rows_also_after_local_work_since(steps, since):
    with world() as made:
        play(made, steps)
        lines = made[0].lines()
        assume(lines)
        receiver, mirror = made[-2:]
        mine = "01900000-0000-7000-8000-0000000c0001"
        for office in (receiver, mirror):
            deliver(made[2], office)
        before = receiver.state()
        intake, _ = receiver.receive(lines)
        after = receiver.state()
        for field, value in since:
            receiver.edit(mine, **{field: value})
            mirror.edit(mine, **{field: value})
        withdraw(receiver.db, intake)
        assert rows_without(receiver.state(), mine) == rows_without(before, mine)
        kept = mirror.row(mine)
        assert receiver.row(mine) == (kept and {**kept, "home": receiver.office})
        rebuild(receiver.db)
        assert rows_without(receiver.state(), mine) == rows_without(before, mine)
        receiver.receive(lines)
        assert rows_without(receiver.state(), mine) == rows_without(after, mine)


def rows_without(state, record):
    return {table: [row for row in rows if record not in row] for table, rows in state.items()}


@FEW
@given(STEPS)
def test_7_rebuilding_gives_the_rows_that_stand(steps):
    with world(WORKERS) as made:
        play(made, steps)
        for office in made:
            before = office.state()
            rebuild(office.db)
            assert office.state() == before


@FEW
@given(STEPS, WHO)
def test_8_a_decision_ends_the_disagreement_everywhere(steps, who):
    with world() as made:
        play(made, steps)
        judge = made[who]
        for office in made[:WORKERS]:
            deliver(office, judge)
        for _ in range(len(RECORDS) * len(FIELDS)):
            decide(judge, 0)
        assert [d for d in disagreements(judge.db) if d.field != DELETION] == []
        for office in made[:WORKERS]:
            deliver(judge, office)
            assert [d for d in disagreements(office.db) if d.field != DELETION] == []
            assert office.state() == judge.state()


@FEW
@given(STEPS, st.data())
def test_9_a_chain_over_any_part_verifies_and_one_altered_bit_is_found(steps, data):
    with world(WORKERS) as made:
        play(made, steps)
        files = own_files(made)
        assume(files)
        lines = data.draw(st.sampled_from(files))
        replica = parse_line(lines[0]).replica
        hidden = data.draw(st.sets(st.integers(0, len(lines) - 1)))
        link = first_link(replica)
        for place, line in enumerate(lines):
            told = parse_line(by_hash(line)) if place in hidden else None
            link = next_link(link, told.hash if told else body_hash(line))
        assert link == chain(first_link(replica), lines)
        place = data.draw(st.integers(0, len(lines) - 1))
        encoded = bytearray(lines[place].encode())
        encoded[data.draw(st.integers(0, len(encoded) - 1))] ^= 1 << data.draw(st.integers(0, 6))
        altered = encoded.decode("utf-8", "replace")
        assert chain(first_link(replica), [*lines[:place], altered, *lines[place + 1 :]]) != link


MOVES = ("edit 1", "delete 1", "edit 2", "delete 2", "1 to 2", "2 to 1")


def test_every_story_of_three_moves_on_one_record_ends_alike_on_both_sides(tmp_path):
    for number, story in enumerate(itertools.product(MOVES, repeat=3)):
        folder = tmp_path / str(number)
        folder.mkdir()
        with offices(folder, 2) as (one, other):
            one.edit(RECORDS[0], name="原")
            deliver(one, other)
            for count, move in enumerate(story):
                carry_out((one, other), move, f"值{count}")
            for _ in range(2):
                deliver(one, other)
                deliver(other, one)
            assert one.state() == other.state(), story
            assert settled(one, story)


def carry_out(pair, move, value):
    if move.startswith("edit"):
        pair[int(move[-1]) - 1].edit(RECORDS[0], name=value)
    elif move.startswith("delete"):
        office = pair[int(move[-1]) - 1]
        journal.delete(office.db, office.author, RECORDS[0], "")
    else:
        first = int(move[0]) - 1
        deliver(pair[first], pair[1 - first])


def settled(office, story):
    """Without an edit nothing is in dispute; a record nobody deleted stands."""
    edits = any(move.startswith("edit") for move in story)
    deleted = any(move.startswith("delete") for move in story)
    row = office.row(RECORDS[0])
    return (edits or not disagreements(office.db)) and (deleted or not row["deleted"])


def test_two_folders_that_share_one_number_are_told_apart_whatever_came_first(tmp_path):
    (tmp_path / "copy").mkdir()
    with offices(tmp_path, 3) as (one, *readers), offices(tmp_path / "copy", 1) as (copy,):
        one.edit(RECORDS[0], name="甲")
        copy.edit(RECORDS[0], name="乙")
        for reader, first, second in zip(readers, (one, copy), (copy, one), strict=True):
            reader.receive(first.lines())
            before = reader.state()
            with pytest.raises(RefusedError, match="同一个编号"):
                reader.receive(second.lines())
            assert reader.state() == before
