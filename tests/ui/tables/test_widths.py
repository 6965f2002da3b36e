"""How columns share a width: whole where there is room, never sideways while it can be helped."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ui.tables.widths import Wish, fitted

sizes = st.integers(min_value=1, max_value=300)


@st.composite
def wishes(draw) -> Wish:
    least, more, most = draw(sizes), draw(sizes), draw(sizes)
    return Wish(least + more, least, least + more + most, draw(st.integers(0, 4)))


tables = st.lists(wishes(), min_size=1, max_size=9)
rooms = st.integers(min_value=0, max_value=3000)


@given(tables, rooms)
def test_nothing_is_wider_than_the_room_unless_what_is_never_left_out_is(columns, room):
    unavoidable = sum(wish.least for wish in columns if not wish.spare)
    assert sum(fitted(columns, room)) <= max(room, unavoidable)


@given(tables, rooms)
def test_a_column_is_left_out_or_between_its_least_and_its_whole_width(columns, room):
    for wish, width in zip(columns, fitted(columns, room), strict=True):
        assert width == 0 or wish.least <= width <= wish.whole
        assert width > 0 or wish.spare


@given(tables, rooms)
def test_where_all_fit_whole_all_are_whole(columns, room):
    whole = [wish.whole for wish in columns]
    if sum(whole) <= room:
        assert fitted(columns, room) == whole


@given(tables)
def test_where_the_usual_widths_fit_exactly_they_hold(columns):
    usual = [wish.usual for wish in columns]
    assert fitted(columns, sum(usual)) == usual


@given(tables, rooms)
def test_nothing_worth_less_than_the_first_makes_another_column_give_room(columns, room):
    widths = fitted(columns, room)
    gives = any(0 < width < wish.usual for wish, width in zip(columns, widths, strict=True))
    if gives:
        assert all(wish.spare < 2 for wish, width in zip(columns, widths, strict=True) if width)


def test_the_least_worthy_column_goes_first_and_a_narrow_one_may_stay():
    columns = [
        Wish(100, 60, 100),
        Wish(100, 100, 100, 3),
        Wish(100, 100, 100, 2),
        Wish(40, 40, 40, 4),
    ]
    assert fitted(columns, 340) == [100, 100, 100, 40]
    assert fitted(columns, 330) == [100, 100, 100, 0]
    assert fitted(columns, 290) == [100, 0, 100, 40]
    assert fitted(columns, 90) == [90, 0, 0, 0]


def test_an_important_column_stays_by_making_others_narrow():
    columns = [Wish(100, 60, 100), Wish(80, 80, 80, 1), Wish(50, 50, 50, 2)]
    assert fitted(columns, 150) == [70, 80, 0]


@given(tables, rooms)
def test_what_is_left_over_goes_to_those_that_grow(columns, room):
    growing = [replace(wish, grows=True) for wish in columns]
    before, after = fitted(columns, room), fitted(growing, room)
    assert all(was <= now for was, now in zip(before, after, strict=True))
    if sum(wish.whole for wish in columns) <= room:
        assert room - len(columns) < sum(after) <= room


def test_no_columns_take_no_room():
    assert fitted([], 100) == []
