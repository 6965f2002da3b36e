"""Functions of places on the earth: points, traces and shapes as ODK writes them.

A point is `latitude longitude [altitude [accuracy]]` in degrees and metres; traces and shapes are
points with `;` between them, a shape ending where it began. Distances and areas are those on a
sphere with the earth's equatorial radius, without altitude (as JavaRosa and ODK Web Forms).
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from govmedia_desktop.forms.extensions.conversions import NAN, Value, number_of, texts_of

_RADIUS = 6_378_100.0
_MOST_POINTS = 1000
"""Of a trace that is looked through for crossings: longer ones would take too long."""

Point: TypeAlias = tuple[float, float]
"""Latitude and longitude in degrees."""
Line: TypeAlias = tuple[Point, Point]


def _area(_: object, value: Value) -> float:
    """Square metres enclosed; 0 for fewer than three points, NaN for what are no points."""
    points = _points([value])
    if points is None or len(points) < 3:
        return NAN if points is None else 0.0
    closed = points if points[0] == points[-1] else [*points, points[0]]
    total = sum(_strip(*line) for line in pairwise(closed))
    return abs(total) * _RADIUS**2 / 2


def _strip(start: Point, end: Point) -> float:
    heights = 2 + math.sin(math.radians(start[0])) + math.sin(math.radians(end[0]))
    return math.radians(end[1] - start[1]) * heights


def _distance(_: object, *values: Value) -> float:
    """Metres along all points in turn; 0 for fewer than two, NaN for what are no points."""
    points = _points(values)
    return NAN if points is None else sum(_length(*line) for line in pairwise(points)) + 0.0


def _length(start: Point, end: Point) -> float:
    """Great-circle distance by haversines, exact also for points a step apart."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(degrees) for degrees in p] for p in (start, end))
    across = math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _RADIUS * math.asin(min(1.0, math.sqrt(math.sin((lat2 - lat1) / 2) ** 2 + across)))


def _geofence(_: object, place: Value, shape: Value) -> bool:
    """Whether a point lies within a closed shape (counting the sides to the east of it)."""
    points, fence = _points([place]), _points([shape])
    if not points or not fence or len(fence) < 3 or fence[0] != fence[-1]:
        return False
    y, x = points[0]
    crossed = [
        x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for (y1, x1), (y2, x2) in pairwise(fence)
        if (y1 > y) != (y2 > y)
    ]
    return sum(crossed) % 2 == 1


def _intersects(_: object, value: Value) -> bool:
    """Whether a trace or shape crosses or touches itself; False beyond 1,000 points."""
    points = _points([value])
    if points is None or len(points) > _MOST_POINTS:
        return False
    lines = [line for line in pairwise(points) if line[0] != line[1]]
    closed = len(lines) > 2 and lines[0][0] == lines[-1][1]
    return any(
        _folds_back(one, other)
        if second == first + 1
        else _folds_back(other, one)
        if closed and first == 0 and second == len(lines) - 1
        else _meet(one, other)
        for first, one in enumerate(lines)
        for second, other in enumerate(lines[first + 1 :], first + 1)
    )


def _folds_back(before: Line, after: Line) -> bool:
    """Whether a line runs back over the one it follows."""
    return _turn(*before, after[1]) == 0 and (_spans(before, after[1]) or _spans(after, before[0]))


def _meet(one: Line, other: Line) -> bool:
    turns = [_turn(*one, point) for point in other] + [_turn(*other, point) for point in one]
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    pairs = ((one, other[0]), (one, other[1]), (other, one[0]), (other, one[1]))
    return any(turn == 0 and _spans(*pair) for turn, pair in zip(turns, pairs, strict=True))


def _turn(start: Point, end: Point, point: Point) -> int:
    """Return to which side of a line a point lies: 1, -1, or 0 on it."""
    side = (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
    return (side > 0) - (side < 0)


def _spans(line: Line, point: Point) -> bool:
    """Whether a point in line with it lies between a line's ends."""
    return all(min(ends) <= at <= max(ends) for *ends, at in zip(*line, point, strict=True))


def _points(values: Sequence[Value]) -> list[Point] | None:
    """Return the points of all values and nodes in turn; None where something is no point."""
    found = [_point(part) for text in texts_of(values) for part in _parts(text)]
    points = [point for point in found if point is not None]
    return points if len(points) == len(found) else None


def _parts(text: str) -> Iterator[str]:
    return (part for part in text.split(";") if part.strip())


def _point(text: str) -> Point | None:
    numbers = [number_of(part) for part in text.split()]
    if not 2 <= len(numbers) <= 4 or not all(math.isfinite(number) for number in numbers):
        return None
    latitude, longitude = numbers[:2]
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "area": _area,
    "enclosed-area": _area,
    "distance": _distance,
    "geofence": _geofence,
    "intersects": _intersects,
}
