"""Counts stand beside their points: never on the line, on a point, on each other, off the paper."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.screens import invented
from ui.charts.placing import Box, beside
from ui.charts.rates import PassRateChart

PAPER = Box(0, 0, 800, 400)
SIZE = (50, 20)
heights = st.lists(st.integers(0, 400), min_size=1, max_size=20)


def spots(tops, apart=40):
    return [(20 + apart * number, top) for number, top in enumerate(tops)]


@given(heights, st.integers(0, 20))
def test_no_count_is_in_the_way_of_anything(tops, gap):
    line = spots(tops)
    runs = [run for run in (line[:gap], line[gap:]) if run]
    placed = [box for box in beside(runs, [SIZE] * len(line), PAPER) if box is not None]
    for box in placed:
        assert PAPER.holds(box)
        assert not any(box.left < x < box.right and box.top < y < box.bottom for x, y in line)
        assert not any(box.crossed(a, b) for run in runs for a, b in pairwise(run))
    assert not any(one.meets(other) for one, other in combinations(placed, 2))


def test_a_peak_has_its_count_above_and_a_valley_below():
    line = spots([200, 100, 200], apart=100)
    below, above, _ = beside([line], [SIZE] * 3, PAPER)
    assert (below.top, above.bottom) == (206, 94)


def test_a_count_on_a_slope_stands_beside_the_line():
    line = spots([300, 200, 100], apart=40)
    middle = beside([line], [SIZE] * 3, PAPER)[1]
    assert middle is not None
    assert middle.right < line[1][0] or middle.left > line[1][0]


def test_where_nothing_is_free_the_ends_have_their_counts_before_the_rest():
    placed = beside([spots([20] * 30, apart=12)], [SIZE] * 30, Box(0, 0, 400, 60))
    assert placed[0] is not None
    assert placed[-1] is not None
    assert None in placed


@pytest.mark.parametrize(
    ("start", "end", "crossed"),
    [
        ((0, 0), (30, 30), True),
        ((0, 15), (30, 15), True),
        ((15, 15), (16, 16), True),
        ((0, 0), (9, 30), False),
        ((10, 0), (10, 30), False),
        ((0, 0), (5, 5), False),
    ],
)
def test_a_box_knows_which_lines_come_into_it(start, end, crossed):
    assert Box(10, 10, 20, 20).crossed(start, end) == crossed


@pytest.mark.parametrize("height", [240, 400, 700])
def test_the_counts_of_points_at_the_top_are_not_cut(qtbot, height):
    made = PassRateChart("合格率")
    qtbot.addWidget(made)
    made.show_points(invented.trend(taken=2))
    made.resize(1000, height)
    made.show()
    made.grab()
    box = made.plot.getViewBox().sceneBoundingRect()
    texts = [item for item in made._drawn if hasattr(item, "textItem")]
    assert texts
    for item in texts:
        assert box.adjusted(-1, -1, 1, 1).contains(item.sceneBoundingRect())


@pytest.mark.parametrize("size", [1.0, 1.25])
def test_every_point_of_a_roomy_trend_keeps_its_count(qtbot, size):
    made = PassRateChart("合格率")
    qtbot.addWidget(made)
    made.show_points(invented.trend(taken=2))
    made.resize(round(1085 * size), round(575 * size))
    made.show()
    made.grab()
    texts = [item for item in made._drawn if hasattr(item, "textItem")]
    assert len(texts) == len(made._points)
