"""Areas, distances and fences: the figures that JavaRosa and ODK Web Forms agree on."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.forms.extensions import EXTENSIONS
from govmedia_desktop.forms.functions import Kind
from tests.unit.forms.expressions import evaluated, holds

SHAPE = (
    "7.9377 -11.5845 0 0;7.9324 -11.5902 0 0;7.927 -11.5857 0 0;7.925 -11.578 0 0;"
    "7.9267 -11.5722 0 0;7.9325 -11.5708 0 0;7.9372 -11.5737 0 0;7.9393 -11.579 0 0;"
    "7.9377 -11.5845 0 0"
)
TRACE = (
    "38.253094215699576 21.756382658677467;38.25021274773806 21.756382658677467;"
    "38.25007793942195 21.763892843919166;38.25290886154963 21.763935759263404;"
    "38.25146813817506 21.758421137528785"
)
SQUARE = "0 0 0 0;0 1 0 0;1 1 0 0;1 0 0 0;0 0 0 0"
BOWTIE = "0 0;1 1;1 0;0 1;0 0"


@pytest.mark.parametrize(
    ("places", "area", "distance"),
    [
        (SHAPE, 2333220.77, 5724.36),
        (TRACE, 151451.76, 1800.69),
        (TRACE + ";", 151451.76, 1800.69),
        (TRACE.replace(";", " ;\n "), 151451.76, 1800.69),
        ("7.9377 -11.5845 0 0;7.9324 -11.5902 0 0", 0, 861.99),
        ("7.9377 -11.5845 0 0;7.9377 -11.5845 0 0", 0, 0),
        ("0 0;0 1", 0, 111318.85),
        ("0 1 0 0; 0 91 0 0;", 0, 10018696.05),
        ("90 0;90 1", 0, 0),
        ("30.5 104.1", 0, 0),
        ("", 0, 0),
        ("停更", math.nan, math.nan),
        ("5000 5000; 5000 5000", math.nan, math.nan),
        ("1 2 3 4 5", math.nan, math.nan),
        ("1;2;3", math.nan, math.nan),
    ],
)
def test_area_and_distance_of_a_trace_or_shape(places, area, distance):
    fields = {"地块": ("text", places)}
    for name in ("area", "enclosed-area"):
        found = evaluated(f"{name}(/data/地块)", Kind.NUMBER, **fields)
        assert found == pytest.approx(area, nan_ok=True, abs=0.005)
    found = evaluated("distance(/data/地块)", Kind.NUMBER, **fields)
    assert found == pytest.approx(distance, nan_ok=True, abs=0.005)


def test_points_of_several_questions_are_taken_in_turn():
    points = {f"p{n}": ("text", point) for n, point in enumerate(TRACE.split(";"))}
    assert evaluated("area(/data/*)", Kind.NUMBER, **points) == pytest.approx(151451.76, abs=0.005)
    assert evaluated("distance(/data/*)", Kind.NUMBER, **points) == pytest.approx(
        1800.69, abs=0.005
    )
    two = evaluated("distance(/data/p0, /data/p1)", Kind.NUMBER, **points)
    text = evaluated("distance(concat(/data/p0, ';', /data/p1))", Kind.NUMBER, **points)
    assert two == text == pytest.approx(320.76, abs=0.005)


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ("0.5 0.5 0 0", True),
        ("-1 0.5 0 0", False),
        ("2 0.5 0 0", False),
        ("0.5 2 0 0", False),
        ("0.5 -1 0 0", False),
        ("-1 0 0 0", False),
        ("-1 1 0 0", False),
        ("0 -1 0 0", False),
        ("", False),
        ("停更", False),
    ],
)
def test_a_point_lies_within_a_fence_or_not(point, inside):
    fields = {"点": ("text", point), "围": ("text", SQUARE)}
    assert holds("geofence(/data/点, /data/围)", **fields) is inside
    assert holds(f"geofence('{point}', '{SQUARE}')") is inside


@pytest.mark.parametrize("fence", ["", "停更", "0 0;0 1;1 1;1 0", "0 0;0 0", "0 0;1 1;0 0 0 0 0"])
def test_what_is_no_closed_shape_holds_no_point(fence):
    assert not holds(f"geofence('0.5 0.5', '{fence}')")


@pytest.mark.parametrize(
    ("trace", "crosses"),
    [
        (BOWTIE, True),
        (SQUARE, False),
        ("0 0;0 2;1 2;1 1;-1 1", True),
        ("0 0;0 2;1 2;1 1;0.5 1", False),
        ("0 0;0 2;1 2;1 1;0 1", True),
        ("0 0;0 1;0 2", False),
        ("0 0;0 2;0 1", True),
        ("0 0;0 1;0 0", True),
        ("0 0;0 0;0 1;1 1", False),
        ("0 0;0 2;1 1;0 0;1 0", True),
        ("0 0;0 3;0 1;1 1;0 0", True),
        ("0 0;0 1", False),
        ("0 0", False),
        ("", False),
        ("停更", False),
    ],
)
def test_a_trace_crosses_itself_or_not(trace, crosses):
    assert holds("intersects(/data/路)", 路=("text", trace)) is crosses


def test_a_trace_of_more_points_than_can_be_looked_through_at_once_is_not_said_to_cross():
    around = ";".join(f"{n / 100} {n % 2}" for n in range(999))
    assert not holds("intersects(/data/路)", 路=("text", around))
    assert holds("intersects(/data/路)", 路=("text", f"{around};0 0.5"))
    assert not holds("intersects(/data/路)", 路=("text", f"{around};5 5;0 0.5"))


points = st.tuples(st.integers(-80, 80), st.integers(-170, 170)).map("{0[0]} {0[1]}".format)


@given(st.lists(points, min_size=1, max_size=6))
def test_a_way_there_is_as_long_as_the_way_back_and_no_shorter_than_straight_on(way):
    there = EXTENSIONS["distance"](None, ";".join(way))
    back = EXTENSIONS["distance"](None, ";".join(reversed(way)))
    straight = EXTENSIONS["distance"](None, way[0], way[-1])
    assert there == pytest.approx(back)
    assert there >= straight - 1e-3


@given(st.lists(points, min_size=3, max_size=6, unique=True))
def test_an_area_does_not_depend_on_where_and_in_which_direction_one_begins(corners):
    area = EXTENSIONS["area"](None, ";".join(corners))
    turned = [*corners[1:], corners[0]]
    assert EXTENSIONS["area"](None, ";".join(turned)) == pytest.approx(area, abs=1)
    assert EXTENSIONS["area"](None, ";".join(reversed(corners))) == pytest.approx(area, abs=1)


@given(st.lists(points, max_size=6))
def test_a_closed_shape_crosses_itself_wherever_one_begins(corners):
    closed = [*corners, corners[0]] if corners else []
    turned = [*corners[1:], corners[0], corners[1 % len(corners)]] if corners else []
    found = EXTENSIONS["intersects"](None, ";".join(closed))
    assert EXTENSIONS["intersects"](None, ";".join(turned)) is found
