"""Counts by a kind of thing, as lying bars: problems by type, accounts by platform."""

from collections.abc import Sequence
from math import ceil

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QPointF, Qt, Signal

from ui.charts.chart import COLOURS, HAIRLINE, INK, Chart, label

Bars = Sequence[tuple[str, int]]


class CountChart(Chart):
    """Bars from the largest down, each with its number; `unit` stands in the axis title.

    `picked` carries the name of the bar that was clicked.
    """

    picked = Signal(str)

    def __init__(self, title: str, unit: str, *, practice: bool = False) -> None:
        super().__init__(title, practice=practice)
        self._drawn: list[pg.GraphicsObject] = []
        self._bars: list[tuple[str, int]] = []
        self._unit = unit
        self.name_axis("bottom", f"数量（{unit}）")
        self.plot.getViewBox().invertY(True)
        self.view.scene().sigMouseMoved.connect(self._hover)
        self.view.scene().sigMouseClicked.connect(self._click)

    def show_bars(self, bars: Bars) -> None:
        """Draw other (label, count) pairs."""
        for item in self._drawn:
            self.plot.removeItem(item)
        self._drawn = []
        self._bars = sorted(bars, key=lambda bar: -bar[1])
        if self._bars:
            self._draw_ground()
            self._draw_bars()

    def _draw_ground(self) -> None:
        largest = max(self._bars[0][1], 1)
        step = count_step(largest)
        ticks = list(range(0, ceil(largest / step) * step + 1, step))
        self.plot.getAxis("bottom").setTicks([[(tick, str(tick)) for tick in ticks]])
        names = [(place, name) for place, (name, _) in enumerate(self._bars)]
        self.plot.getAxis("left").setTicks([names])
        self.plot.setXRange(0, ticks[-1] * 1.08, padding=0)
        self.plot.setYRange(-0.7, len(self._bars) - 0.3, padding=0)
        for tick in ticks[1:]:
            self._add(pg.InfiniteLine(tick, angle=90, pen=pg.mkPen(HAIRLINE, width=1)))

    def _draw_bars(self) -> None:
        counts = [count for _, count in self._bars]
        places = list(range(len(counts)))
        brush, pen = pg.mkBrush(COLOURS[0]), pg.mkPen(None)
        bars = pg.BarGraphItem(x0=0, y=places, height=0.56, width=counts, brush=brush, pen=pen)
        self._add(bars)
        for place, count in enumerate(counts):
            number = label(str(count), INK, (-0.1, 0.5))
            number.setPos(count, place)
            self._add(number)

    def _add(self, item: pg.GraphicsObject) -> None:
        self.plot.addItem(item, ignoreBounds=True)
        self._drawn.append(item)

    def bar_at(self, place: QPointF) -> int | None:
        """Return which bar, from the top, a place of the scene lies on."""
        here = self.plot.getViewBox().mapSceneToView(place)
        number = round(here.y())
        on_one = 0 <= number < len(self._bars) and 0 <= here.x() <= self._bars[number][1]
        return number if on_one else None

    def _hover(self, place: QPointF) -> None:
        number = self.bar_at(place)
        if number is None:
            self.tell("", 0, 0)
            return
        name, count = self._bars[number]
        x = self.plot.getViewBox().mapSceneToView(place).x()
        self.tell(f"{name} {count} {self._unit}", x, number)

    def _click(self, event: MouseClickEvent) -> None:
        number = self.bar_at(event.scenePos())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(self._bars[number][0])


def count_step(largest: int) -> int:
    """Return the whole 1-2-5 step that divides 0…largest into at most six parts."""
    scale = 1
    while True:
        for part in (1, 2, 5):
            if largest / (part * scale) <= 6:
                return part * scale
        scale *= 10
