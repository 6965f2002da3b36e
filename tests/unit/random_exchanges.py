"""Random work of three to five offices, some with two computers, and files between them.

Files are lost (what is not sent), doubled, reordered, split, told by hashes in part, taken back.
"""

import tempfile
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from hypothesis import strategies as st

from govmedia_desktop.domain.revisions import (
    Stub,
    body_hash,
    parse_line,
    stub_line,
)
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import chains, journal
from govmedia_desktop.store.carried import carry
from govmedia_desktop.store.disagreements import DELETION, disagreements
from govmedia_desktop.store.withdrawals import withdraw
from tests.unit.store_stories import offices

RECORDS = [f"01900000-0000-7000-8000-0000000b{n:04d}" for n in range(2)]
FIELDS = ["name", "remark"]
VALUES = st.sampled_from("甲乙丙")
OF = {2: 1, 5: 4}
"""The second and the fifth replica are other PCs of an office: 4, 6, 7 are of 3, 4, 5 offices."""
MOST = 7
WORKERS = st.sampled_from([4, 4, 6, MOST])
READERS = 2
"""Offices of their own that only take in."""
WHO = st.integers(0, MOST - 1)
PLACE = st.integers(0, 9)
STEP = st.one_of(
    st.tuples(st.just("edit"), WHO, st.sampled_from(RECORDS), st.sampled_from(FIELDS), VALUES),
    st.tuples(st.just("delete"), WHO, st.sampled_from(RECORDS)),
    st.tuples(st.just("decide"), WHO, st.integers(0, 3)),
    st.tuples(st.just("send"), WHO, WHO),
    st.tuples(st.just("send twice"), WHO, WHO),
    st.tuples(st.just("send by hashes"), WHO, WHO, PLACE),
    st.tuples(st.just("send a piece"), WHO, WHO, PLACE, PLACE),
    st.tuples(st.just("take back"), WHO, PLACE),
)
STEPS = st.lists(STEP, min_size=4, max_size=22)


@contextmanager
def world(workers):
    """Yield the replicas that work and the readers."""
    count = workers + READERS
    with tempfile.TemporaryDirectory() as name, offices(Path(name), count, of=OF) as made:
        yield made[:workers], made[workers:]


def play(workers, steps):
    for kind, who, *rest in steps:
        STEPS_OF[kind](workers, workers[who % len(workers)], *rest)


def edit(_workers, office, record, field, value):
    office.edit(record, **{field: value})


def delete(_workers, office, record):
    journal.delete(office.db, office.author, [record], "删")


def decide(_workers, office, place):
    found = [d for d in disagreements(office.db) if d.field != DELETION]
    if found:
        dispute = found[place % len(found)]
        chosen = dispute.opinions[place % len(dispute.opinions)].value
        office.edit(dispute.record, **{dispute.field: chosen})


def send(workers, sender, whom, times=1):
    for _ in range(times):
        deliver(sender, workers[whom % len(workers)])


def send_by_hashes(workers, sender, whom, first):
    """Every second line from there on comes by its hash only."""
    lines = file_of(sender)
    told = [by_hash(x) if n >= first and n % 2 else x for n, x in enumerate(lines)]
    take(workers[whom % len(workers)], sender, told)


def send_a_piece(workers, sender, whom, first, length):
    """A part of what the sender itself wrote; what lies before it may never have come."""
    lines = sender.lines(only_own=True)[first : first + length + 1]
    replica = sender.author.replica
    begins = {replica: chains.link_at(sender.db, replica, first)}
    take(workers[whom % len(workers)], sender, lines, begins)


def take_back(_workers, office, place):
    """One of the files that stand is withdrawn, unless later work rests on it."""
    asked = "SELECT id FROM intake WHERE state = 'taken_in' ORDER BY id"
    standing = office.db.conn.execute(asked).fetchall()
    if standing:
        with suppress(RefusedError):
            withdraw(office.db, standing[place % len(standing)][0])


STEPS_OF = {
    "edit": edit,
    "delete": delete,
    "decide": decide,
    "send": send,
    "send twice": partial(send, times=2),
    "send by hashes": send_by_hashes,
    "send a piece": send_a_piece,
    "take back": take_back,
}


def file_of(office):
    """All that the office has, as a file tells it: what was withdrawn there by its hash only."""
    ranges = {replica: (1, end) for replica, end in chains.reach(office.db).items()}
    carry(office.db, ranges, {})
    return list(chains.lines(office.db, ranges, scoped=True))


def deliver(sender, receiver):
    take(receiver, sender, file_of(sender))


def take(receiver, sender, lines, begins=None):
    if lines and sender is not receiver:
        receiver.receive(lines, begins)


def by_hash(line):
    told = parse_line(line)
    return (
        line
        if isinstance(told, Stub)
        else stub_line(Stub(told.replica, told.counter, body_hash(line)))
    )


def own_files(workers):
    return [lines for office in workers if (lines := office.lines(only_own=True))]
