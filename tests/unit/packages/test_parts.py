"""Planning parts: everything once, in order, none larger than asked unless one thing is."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.packages.parts import Picture, Weighed, portions

WEIGHTS = st.lists(st.integers(1, 120), max_size=12)


@st.composite
def sendings(draw):
    lines = [
        Weighed((replica, counter), weight)
        for replica in ("a" * 16, "b" * 16)
        for counter, weight in enumerate(draw(WEIGHTS), draw(st.integers(1, 9)))
    ]
    counters = sorted(draw(st.sets(st.integers(1, 40), max_size=8)))
    late = [Weighed(("c" * 16, counter), draw(st.integers(1, 120))) for counter in counters]
    pictures = [Picture(f"{n:064x}", Path(str(n)), size) for n, size in enumerate(draw(WEIGHTS))]
    return lines, late, pictures, draw(st.integers(50, 300))


def places_in(portion):
    return [
        (replica, counter)
        for replica, (first, last) in sorted(portion.ranges.items())
        for counter in range(first, last + 1)
    ]


@given(sendings())
def test_everything_stands_in_one_part_once_and_in_order(sending):
    lines, late, pictures, room = sending
    made = portions(lines, late, pictures, room)
    assert [place for part in made for place in places_in(part)] == [w.place for w in lines]
    assert [p for part in made for p in part.evidence] == pictures
    spans = [part.late for part in made if part.late]
    found = [w.place for first, last in spans for w in late if first <= w.place <= last]
    assert found == [w.place for w in late]


@given(sendings())
def test_no_part_is_larger_than_asked_unless_one_thing_alone_is(sending):
    lines, late, pictures, room = sending
    for part in portions(lines, late, pictures, room):
        things = len(places_in(part)) + len(part.evidence)
        things += sum(bool(part.late and part.late[0] <= w.place <= part.late[1]) for w in late)
        assert part.weight <= room or things == 1


def test_nothing_to_send_is_one_empty_part():
    (only,) = portions([], [], [], 100)
    assert (only.ranges, only.late, only.evidence) == ({}, None, [])
