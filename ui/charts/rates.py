"""合格率 over periods: a line a group, counts at the points, gaps left open."""

from collections.abc import Sequence

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFontMetrics

from govmedia_desktop.domain.trends import Point
from ui import theme
from ui.charts import chart
from ui.charts.chart import COLOURS, DASHES, SIGNS, Chart, label
from ui.charts.placing import BETWEEN, Box, Spot, beside
from ui.charts.series import (
    Line,
    counts_text,
    lines_of,
    periods_of,
    rate_text,
    rate_ticks,
    spread,
    thinned,
)

BESIDE = 18
"""Pixels between the last point of a line and its name."""
FRAME = 4
"""Pixels that a text of the chart has around its letters."""
NEAR = 20
"""Pixels within which the pointer is at a point."""


def _height_of_counts() -> int:
    """Return the pixels that a written count is high: its lines are drawn, not only measured."""
    written = label("0", chart.FAINT, (0, 0))
    return int(written.textItem.boundingRect().height() + 1)


class PassRateChart(Chart):
    """The chart; `picked` carries the point that was clicked. Taken-over points are hollow."""

    picked = Signal(object)

    def __init__(self, title: str = "合格率", *, practice: bool = False) -> None:
        super().__init__(title, practice=practice)
        self._points: list[tuple[float, float, Point]] = []
        self._periods: list[str] = []
        self._lines: list[Line] = []
        self._ticks: list[int] = []
        self._drawn: list[pg.GraphicsObject] = []
        self.name_axis("left", "合格率（%）")
        self.plot.getViewBox().sigResized.connect(self._place_anew)
        self.view.scene().sigMouseMoved.connect(self._hover)
        self.view.scene().sigMouseClicked.connect(self._click)

    def show_points(self, points: Sequence[Point]) -> None:
        """Draw other points, given in time order."""
        self._periods, self._lines = periods_of(points), lines_of(points)
        known = [float(point.pass_rate * 100) for point in points if point.pass_rate is not None]
        self._ticks = rate_ticks(known)
        self._draw()

    def _place_anew(self) -> None:
        """How many labels fit depends on the size of the plot, known once it is laid out."""
        self._draw()

    def _draw(self) -> None:
        for item in self._drawn:
            self.plot.removeItem(item)
        self._drawn, self._points = [], []
        if not self._ticks:
            return
        self._name_periods()
        self._draw_ground()
        for number, line in enumerate(self._lines):
            self._draw_line(number, line)
        if len(self._lines) > 1:
            self._name_lines()

    def _name_periods(self) -> None:
        """Say what the points show, as far as there are such points."""
        taken = any(point.taken_over for line in self._lines for _, point in line.points)
        told = ["点旁为合格数/检查数"] if len(self._lines) == 1 else []
        told += ["空心点为历史通报补录"] if taken else []
        parts = [f"{part}，" for part in told[:-1]] + [f"{part}）" for part in told[-1:]]
        self.name_axis("bottom", "检查周期" + "（" * bool(told), *parts)

    def _draw_ground(self) -> None:
        low, high = self._ticks[0], self._ticks[-1]
        room = (high - low) * 0.08
        if len(self._lines) == 1:
            room = max(room, self._room_of_counts(high - low))
        last = len(self._periods) - 1
        names = self._widest_name()
        side = self._side(last, names)
        right = max(side, self._as_span(names, last + side))
        self.plot.setXRange(-side, last + right, padding=0)
        self.plot.setYRange(low - room, high + room, padding=0)
        self.plot.getAxis("left").setTicks([[(tick, str(tick)) for tick in self._ticks]])
        kept = thinned(len(self._periods), self.width() // theme.length(96))
        self.plot.getAxis("bottom").setTicks(
            [[(place, self._periods[place].replace("年", "年\n", 1)) for place in kept]]
        )
        for tick in self._ticks:
            self._add(pg.InfiniteLine(tick, angle=0, pen=pg.mkPen(chart.HAIRLINE, width=1)))

    def _room_of_counts(self, span: float) -> float:
        """Return how much of the axis a count above its highest point or below its lowest takes."""
        pixels = _height_of_counts() + BETWEEN + 2
        return float(span * pixels / max(self.plot.getViewBox().height() - 2 * pixels, pixels))

    def _widest_name(self) -> int:
        """Return the pixels that the names at the line ends take, none where there is one line."""
        if len(self._lines) < 2:
            return 0
        metrics = QFontMetrics(theme.font(0.9))
        return max(metrics.horizontalAdvance(line.group) for line in self._lines) + 28 + BESIDE

    def _width(self, names: int) -> float:
        return max(float(self.plot.getViewBox().width()) - names, names, 1.0)

    def _as_span(self, pixels: int, drawn: float) -> float:
        return drawn * pixels / self._width(pixels)

    def _side(self, last: int, names: int) -> float:
        """Return the room left and right of the points: half a label of the axis at least."""
        half = theme.length(36)
        return max(0.04 * last + 0.3, half * last / max(self._width(names) - 2 * half, half))

    def _draw_line(self, number: int, line: Line) -> None:
        colour = COLOURS[number % len(COLOURS)]
        pen = pg.mkPen(colour, width=2, style=DASHES[number % len(DASHES)])
        for run in line.runs():
            self._add(
                pg.PlotCurveItem([x for x, _ in run], [y for _, y in run], pen=pen, antialias=True)
            )
        placed = [
            (x, float(p.pass_rate * 100), p) for x, p in line.points if p.pass_rate is not None
        ]
        spots = [
            {
                "pos": (x, y),
                "brush": pg.mkBrush(chart.PAPER if point.taken_over else colour),
                "pen": pg.mkPen(colour, width=2),
            }
            for x, y, point in placed
        ]
        self._add(pg.ScatterPlotItem(spots, symbol=SIGNS[number % len(SIGNS)], size=8))
        self._points += placed
        if len(self._lines) == 1:
            self._write_counts(line, placed)

    def _write_counts(self, line: Line, placed: list[tuple[int, float, Point]]) -> None:
        runs = [[self._spot(x, y) for x, y in run] for run in line.runs()]
        spots = [spot for run in runs for spot in run]
        texts = [counts_text(point) for _, _, point in placed]
        metrics = QFontMetrics(theme.font(0.9))
        high = _height_of_counts()
        sizes = [(metrics.horizontalAdvance(text) + 2 * FRAME, high) for text in texts]
        box = self.plot.getViewBox()
        places = beside(runs, sizes, Box(0, 0, box.width(), box.height()))
        for (x, y, _), spot, size, text, place in zip(
            placed, spots, sizes, texts, places, strict=True
        ):
            if text and place is not None:
                part = ((spot[0] - place.left) / size[0], (spot[1] - place.top) / size[1])
                written = label(text, chart.FAINT, part)
                written.fill = pg.mkBrush(chart.PAPER)  # no hairline goes through it
                written.setPos(x, y)
                self._add(written)

    def _spot(self, x: float, y: float) -> Spot:
        """Return a place of the plot in pixels from its left and its top."""
        box = self.plot.getViewBox()
        (left, right), (low, high) = box.viewRange()
        across, up = (x - left) / (right - left), (y - low) / (high - low)
        return across * box.width(), (1 - up) * box.height()

    def _name_lines(self) -> None:
        ends = [(n, run[-1]) for n, line in enumerate(self._lines) for run in line.runs()[-1:]]
        height = max(self.plot.getViewBox().height(), 1.0)
        span = (self._ticks[-1] - self._ticks[0]) * 1.16
        gap = theme.length(18) * span / height
        top = self._ticks[-1] + (self._ticks[-1] - self._ticks[0]) * 0.08 - gap / 2
        places = spread([y for _, (_, y) in ends], gap, top)
        for (number, (x, _)), y in zip(ends, places, strict=True):
            place = x + BESIDE * self.plot.getViewBox().viewPixelSize()[0]
            name = label(self._lines[number].group, chart.INK, (-0.05, 0.5))
            name.setPos(place, y)
            self._add(name)
            brush = pg.mkBrush(COLOURS[number % len(COLOURS)])
            sign = SIGNS[number % len(SIGNS)]
            self._add(pg.ScatterPlotItem([place], [y], symbol=sign, size=8, brush=brush, pen=None))

    def _add(self, item: pg.GraphicsObject) -> None:
        self.plot.addItem(item, ignoreBounds=True)
        self._drawn.append(item)

    def point_near(self, place: QPointF) -> tuple[float, float, Point] | None:
        """Return (x, per cent, point) drawn within 20 pixels of a place of the scene."""
        box = self.plot.getViewBox()
        for x, y, point in self._points:
            if (box.mapViewToScene(QPointF(x, y)) - place).manhattanLength() <= NEAR:
                return x, y, point
        return None

    def _hover(self, place: QPointF) -> None:
        near = self.point_near(place)
        self.tell(describe(near[2]) if near else "", near[0] if near else 0, near[1] if near else 0)

    def _click(self, event: MouseClickEvent) -> None:
        near = self.point_near(event.scenePos())
        if near and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(near[2])


def describe(point: Point) -> str:
    """Return a point's period, group, rate and counts as told on hover."""
    counts = counts_text(point)
    lines = [
        f"{point.period_label} {point.group}".strip(),
        f"合格率 {rate_text(point)}" + (f"（合格 {counts} 个）" if counts else ""),
    ]
    return "\n".join([*lines, "历史通报补录"] if point.taken_over else lines)
