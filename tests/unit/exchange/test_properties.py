"""What holds of every exchange, whatever was done and whichever files went where.

The numbers are those of the promises: same set, same rows; twice is once; round trips; no value is
ever gone; clocks decide nothing; withdrawing; rebuilding; decisions; chains over any part.
"""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.revisions import (
    body_hash,
    chain,
    first_link,
    next_link,
    parse_line,
)
from govmedia_desktop.store import chains
from govmedia_desktop.store.disagreements import DELETION, disagreements
from govmedia_desktop.store.projection import rebuild
from govmedia_desktop.store.withdrawals import withdraw
from tests.unit.random_exchanges import (
    FIELDS,
    MOST,
    RECORDS,
    STEPS,
    VALUES,
    WHO,
    WORKERS,
    by_hash,
    decide,
    deliver,
    file_of,
    own_files,
    play,
    world,
)

FEW = settings(max_examples=30, deadline=None)
SINCE = st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from("丁戊")), max_size=4)


@FEW
@given(WORKERS, STEPS, st.randoms(use_true_random=False))
def test_1_the_same_revisions_in_any_order_give_the_same_rows(count, steps, chance):
    with world(count) as (workers, readers):
        play(workers, steps)
        one, other = readers
        files = own_files(workers)
        for reader in (one, other):
            doubled = files + files[: chance.randrange(len(files) + 1)]
            chance.shuffle(doubled)
            for lines in doubled:
                reader.receive(lines)
        assert one.state() == other.state()
        for office in workers:
            for lines in files:
                office.receive(lines)
            assert office.state() == one.state()


@FEW
@given(WORKERS, STEPS, WHO, WHO)
def test_2_and_3_a_file_twice_or_back_again_changes_nothing(count, steps, who, whom):
    with world(count) as (workers, _):
        play(workers, steps)
        sender, receiver = workers[who % count], workers[whom % count]
        deliver(sender, receiver)
        before, lines = receiver.state(), file_of(receiver)
        deliver(sender, receiver)
        receiver.receive(lines) if lines else None
        assert (receiver.state(), file_of(receiver)) == (before, lines)
        deliver(receiver, sender)
        at_sender = sender.state()
        deliver(receiver, sender)
        deliver(sender, receiver)
        assert receiver.state() == before
        assert sender.state() == at_sender


@FEW
@given(WORKERS, STEPS)
def test_4_no_value_ever_disappears_from_history(count, steps):
    with world(count) as (workers, _):
        kept: list[set[str]] = [set() for _ in workers]
        for step in steps:
            play(workers, [step])
            for office, before in zip(workers, kept, strict=True):
                bodies = {b for (b,) in office.db.conn.execute("SELECT body FROM revision")}
                assert before <= bodies
                before.update(bodies)


@settings(max_examples=15, deadline=None)
@given(WORKERS, STEPS, st.lists(st.integers(2016, 2036), min_size=MOST, max_size=MOST))
def test_5_clocks_set_ten_years_back_or_forth_change_nothing(count, steps, years):
    states = []
    for set_to in ([2026] * MOST, years):
        with world(count) as (workers, _):
            for office, year in zip(workers, set_to, strict=False):
                at = f"{year}-11-21T10:42:07+08:00"
                office.author = replace(office.author, at=at)
            play(workers, steps)
            states.append([office.state() for office in workers])
    assert states[0] == states[1]


@FEW
@given(
    WORKERS,
    STEPS,
    st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from("丁戊")), max_size=4),
)
def test_6_withdrawing_returns_the_exact_rows_also_after_local_work_since(count, steps, since):
    with world(count) as (workers, (receiver, mirror)):
        play(workers, steps)
        lines = file_of(workers[0])
        assume(lines)
        mine = "01900000-0000-7000-8000-0000000c0001"
        for office in (receiver, mirror):
            deliver(workers[2], office)
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
@given(WORKERS, STEPS)
def test_7_rebuilding_gives_the_rows_that_stand(count, steps):
    with world(count) as (workers, _):
        play(workers, steps)
        for office in workers:
            before = office.state()
            rebuild(office.db)
            assert office.state() == before


def disputed(office):
    return [d for d in disagreements(office.db) if d.field != DELETION]


@FEW
@given(WORKERS, STEPS, WHO)
def test_8_a_decision_ends_the_disagreement_everywhere(count, steps, who):
    with world(count) as (workers, _):
        play(workers, steps)
        judge = workers[who % count]
        for office in workers:
            deliver(office, judge)
        for _ in range(len(RECORDS) * len(FIELDS)):
            decide(workers, judge, 0)
        assert disputed(judge) == []
        for office in workers:
            deliver(judge, office)
            assert disputed(office) == []
            assert office.state() == judge.state()


@FEW
@given(WORKERS, STEPS, st.tuples(VALUES, VALUES))
def test_8_two_decisions_at_once_are_shown_once_more_unless_equal(count, steps, decisions):
    with world(count) as (workers, judges):
        play(workers, steps)
        for lines in own_files(workers):
            for judge in judges:
                judge.receive(lines)
        fields = {(d.record, d.field) for d in disputed(judges[0])}
        for judge, value in zip(judges, decisions, strict=True):
            for record, field in fields:
                judge.edit(record, **{field: value})
            assert disputed(judge) == []
        one, other = judges
        deliver(one, other)
        deliver(other, one)
        assert one.state() == other.state()
        again = fields if decisions[0] != decisions[1] else set()
        assert {(d.record, d.field) for d in disputed(one)} == again


@FEW
@given(WORKERS, STEPS, st.data())
def test_9_a_chain_over_any_part_verifies_and_one_altered_bit_is_found(count, steps, data):
    with world(count) as (workers, _):
        play(workers, steps)
        files = own_files(workers)
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


@FEW
@given(WORKERS, STEPS, st.data())
def test_9_whatever_came_in_the_chains_hold_until_one_stored_bit_is_altered(count, steps, data):
    with world(count) as (workers, _):
        play(workers, steps)
        for office in workers:
            assert chains.broken_chains(office.db) == []
        asked = "SELECT seq, replica, hash FROM revision"
        stored = [(o.db, *row) for o in workers for row in o.db.conn.execute(asked).fetchall()]
        assume(stored)
        db, seq, replica, hashed = data.draw(st.sampled_from(stored))
        altered = f"{int(hashed, 16) ^ 1 << data.draw(st.integers(0, 255)):064x}"
        db.conn.execute("UPDATE revision SET hash = ? WHERE seq = ?", (altered, seq))
        assert chains.broken_chains(db) == [replica]
