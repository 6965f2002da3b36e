"""Merging is a function of the set of revisions: order, repetition and arrival decide nothing."""

import random
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.revisions import first_link, parse_line
from govmedia_desktop.store import chains, journal
from govmedia_desktop.store.projection import rebuild, rows
from govmedia_desktop.store.withdrawals import withdraw
from tests.unit.store_stories import offices

RECORDS = [f"01900000-0000-7000-8000-0000000a{n:04d}" for n in range(3)]
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("edit"),
            st.integers(0, 2),
            st.sampled_from(RECORDS),
            st.sampled_from(["name", "remark"]),
            st.sampled_from(["甲", "乙", "", None]),
        ),
        st.tuples(st.just("delete"), st.integers(0, 2), st.sampled_from(RECORDS)),
        st.tuples(st.just("send"), st.integers(0, 2), st.integers(0, 2)),
    ),
    min_size=3,
    max_size=25,
)


def play(world, steps):
    for kind, who, *rest in steps:
        office = world[who]
        if kind == "edit":
            record, field, value = rest
            office.edit(record, **{field: value})
        elif kind == "delete":
            journal.delete(office.db, office.author, [rest[0]], "删")
        elif office is not world[rest[0]]:
            world[rest[0]].receive(office.lines())


def reference(lines):
    """The same rule told once more, slowly: what stands, by record and field."""
    revisions = {r.id: r for r in map(parse_line, lines)}
    replaced = {
        (id_, field)
        for r in revisions.values()
        for field, change in r.changes.items()
        for id_ in change.replaces
    }
    live = {}
    for r in sorted(revisions.values(), key=lambda r: (r.replica, r.counter)):
        for field in r.changes:
            if (r.id, field) not in replaced:
                live.setdefault((r.record, field), []).append(r)
    return {
        (record, field): min(writes, key=lambda r: r.office != r.home).changes[field].value
        for (record, field), writes in live.items()
    }


@settings(max_examples=60, deadline=None)
@given(STEPS, st.randoms(use_true_random=False))
def test_the_same_revisions_in_any_order_give_the_same_rows(steps, rng: random.Random):
    with tempfile.TemporaryDirectory() as name, offices(Path(name), 5) as world:
        *authors, third, fourth = world
        play(authors, steps)
        files = [office.lines(only_own=True) for office in authors] * 2
        for reader in (third, fourth):
            rng.shuffle(files)
            for lines in files:
                if lines:
                    reader.receive(lines)
        assert third.state() == fourth.state()
        shown = reference(third.lines())
        for (record, field), value in shown.items():
            assert third.row(record)[field] == value
        before = third.state()
        rebuild(third.db)
        assert third.state() == before


@settings(max_examples=30, deadline=None)
@given(STEPS, STEPS)
def test_withdrawing_returns_the_rows_even_after_local_work_since(first, since):
    with tempfile.TemporaryDirectory() as name, offices(Path(name), 3) as (a, b, c):
        play([a, a, b], first)
        play([c, c, c], [("edit", 0, RECORDS[0].replace("a", "b"), "name", "本地")])
        before = c.state()
        intake, _ = c.receive(a.lines()) if a.lines() else (None, None)
        if intake is None:
            return
        withdraw(c.db, intake)
        assert c.state() == before
        play([c, c, c], [s for s in since if s[0] == "edit" and s[2] not in RECORDS])
        rebuild(c.db)
        assert chains.broken_chains(c.db) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["甲", "乙", None]), min_size=1, max_size=12))
def test_no_value_ever_disappears_from_the_journal(values):
    with tempfile.TemporaryDirectory() as name, offices(Path(name), 1) as (one,):
        for value in values:
            one.edit(RECORDS[0], name=value)
        told = [parse_line(line).changes["name"].value for line in one.lines()]
        runs = [v for i, v in enumerate(values) if i == 0 or v != values[i - 1]]
        assert told == (runs[1:] if runs[0] is None else runs)


def test_a_file_may_come_in_parts_that_continue_each_other(tmp_path):
    with offices(tmp_path, 2) as (sender, receiver):
        for n in range(6):
            sender.new(name=f"第{n}个")
        lines = sender.lines()
        replica = sender.author.replica
        receiver.receive(lines[:3], {replica: first_link(replica)})
        receiver.receive(lines[2:], {replica: chains.link_at(sender.db, replica, 2)})
        assert receiver.state() == sender.state()
        assert rows(receiver.db, "write") == rows(sender.db, "write")
