"""Charts of a trend's points: rates in lines, the counts of one period in bars."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.trends import Point
from ui.charts.bars import CountChart
from ui.charts.chart import Chart
from ui.charts.rates import PassRateChart
from ui.parts import desktop, dialogs

MOST_LINES = 6


def lines_of_most(
    points: Sequence[Point], current: Point | None, title: str, *, practice: bool
) -> PassRateChart:
    """Return the rates as lines: of many groups the six largest, and always the current one."""
    kept = largest_groups(points, current)
    chart = PassRateChart(title, practice=practice)
    chart.show_points([point for point in points if point.series in kept])
    return chart


def largest_groups(points: Sequence[Point], current: Point | None) -> set[str]:
    """Return the series that are drawn."""
    sizes: dict[str, int] = {}
    for point in points:
        sizes[point.series] = point.checked or 0
    largest = sorted(sizes, key=lambda group: -sizes[group])
    if current is None or current.series in largest[:MOST_LINES]:
        return set(largest[:MOST_LINES])
    return {*largest[: MOST_LINES - 1], current.series}


def bars_of(points: Sequence[Point], count: str, title: str, *, practice: bool) -> CountChart:
    """Return the points of one period as bars; `count` names the field that is drawn."""
    chart = CountChart(title, "个", practice=practice)
    chart.show_bars([(point.group, getattr(point, count) or 0) for point in points])
    return chart


def keep(chart: Chart, ending: str, parent: QWidget) -> Path | None:
    """Ask for a file and write the picture as .png or .svg; return where it stands.

    Raises CannotWriteError.
    """
    name = chart.shown_title.replace(" · ", "_") + ending
    kind = "图片 (*.png)" if ending == ".png" else "矢量图 (*.svg)"
    path = dialogs.file_to_write(parent, "存图", desktop.suggested_place(name), kind)
    if path is None:
        return None
    desktop.remember_place(path)
    path = path.with_name(path.name.removesuffix(ending) + ending)
    return chart.save_png(path) if ending == ".png" else chart.save_svg(path)
