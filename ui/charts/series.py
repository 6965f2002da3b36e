"""Trend points sorted into lines: plain data, no drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, inf

from govmedia_desktop.domain.trends import Point


@dataclass(frozen=True)
class Line:
    """One group over all periods: (category index, point) in time order, gaps left out."""

    group: str
    points: tuple[tuple[int, Point], ...]

    def runs(self) -> list[list[tuple[int, float]]]:
        """Return unbroken stretches of (index, per cent): a missing rate is a gap, never 0."""
        result: list[list[tuple[int, float]]] = []
        before: int | None = None
        for place, point in self.points:
            if point.pass_rate is None:
                continue
            if before is None or place != before + 1:
                result.append([])
            result[-1].append((place, float(point.pass_rate * 100)))
            before = place
        return result


def periods_of(points: Sequence[Point]) -> list[str]:
    """Return the period labels in the order they come in; their place is the category index."""
    return list(dict.fromkeys(point.period_label for point in points))


def lines_of(points: Sequence[Point]) -> list[Line]:
    """Return one line a series under its latest name, in the order the series come in."""
    places = {label: place for place, label in enumerate(periods_of(points))}
    groups: dict[str, list[tuple[int, Point]]] = {}
    for point in points:
        groups.setdefault(point.series, []).append((places[point.period_label], point))
    return [_line(tuple(sorted(own, key=_place))) for own in groups.values()]


def _line(placed: tuple[tuple[int, Point], ...]) -> Line:
    return Line(placed[-1][1].group, placed)


def _place(placed: tuple[int, Point]) -> int:
    return placed[0]


def counts_text(point: Point) -> str:
    """Return `合格数/检查数`, empty where the counts are not known."""
    if point.checked is None or point.unqualified is None:
        return ""
    return f"{point.checked - point.unqualified}/{point.checked}"


def rate_text(point: Point) -> str:
    """Return the rate as it was printed, else with one decimal; `无数据` where there is none."""
    if point.pass_rate_printed:
        return point.pass_rate_printed
    return "无数据" if point.pass_rate is None else f"{float(point.pass_rate * 100):.1f}%"


def rate_ticks(rates: Sequence[float]) -> list[int]:
    """Return four to seven round ticks in per cent that hold all `rates`, up to 100."""
    low = min(rates, default=0.0)
    for step in (1, 2, 5, 10, 20):
        bottom = max(0, floor(low / step) * step)
        if (100 - bottom) / step <= 6:
            bottom = min(bottom, 100 - 4 * step)
            return list(range(bottom, 101, step))
    return list(range(0, 101, 20))


def thinned(count: int, fitting: int) -> list[int]:
    """Return which of `count` labels to show where `fitting` fit: first and last always."""
    if count <= max(fitting, 2):
        return list(range(count))
    every = -(-(count - 1) // max(fitting - 1, 1))
    kept = list(range(0, count - 1, every))
    if count - 1 - kept[-1] < every and len(kept) > 1:
        kept.pop()
    return [*kept, count - 1]


def spread(wanted: Sequence[float], gap: float, top: float = inf) -> list[float]:
    """Return places near the wanted ones, at least `gap` apart, in the same order of height.

    None lies above `top`.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    result = list(wanted)
    for below, above in pairwise(order):
        result[above] = max(result[above], result[below] + gap)
    for number in reversed(order):
        result[number] = min(result[number], top)
        top = result[number] - gap
    return result
