"""A small line of the last periods for the 工作台: drawn at once, without pyqtgraph."""

from collections.abc import Sequence
from itertools import pairwise
from typing import SupportsFloat

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui import theme

LONGEST = 8


class Sparkline(QWidget):
    """合格率 of the last eight periods; a gap stays a gap, the last value is written out."""

    def __init__(self) -> None:
        super().__init__()
        self._values: list[float | None] = []
        self._first = self._last = self._words = ""
        self.setAccessibleName("合格率走势")

    def show_rates(
        self, points: Sequence[tuple[str, SupportsFloat | None]], printed: str = ""
    ) -> None:
        """Show (period label, fraction 0…1 or None) in time order; the last eight are drawn.

        The last value stands as it is `printed` elsewhere, else with one decimal.
        """
        shown = [(label, None if r is None else float(r)) for label, r in points[-LONGEST:]]
        self._values = [rate for _, rate in shown]
        self._first, self._last = (shown[0][0], shown[-1][0]) if shown else ("", "")
        known = [rate for rate in self._values if rate is not None]
        self._words = (printed or f"{known[-1]:.1%}") if known else "尚无数据"
        spoken = "，".join(f"{label} {'无数据' if r is None else f'{r:.1%}'}" for label, r in shown)
        self.setAccessibleDescription(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a strip that fits under a list."""
        return QSize(theme.length(320), theme.length(88))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw line, points, the last value and the first and last label."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(0.86))
        places = self._places(painter.fontMetrics().height())
        painter.setPen(QPen(QColor(theme.palette().accent), 2))
        for before, after in pairwise(places):
            if before is not None and after is not None:
                painter.drawPolyline(QPolygonF([before, after]))
        painter.setBrush(QColor(theme.palette().accent))
        for place in places:
            if place is not None:
                painter.drawEllipse(place, 2.5, 2.5)
        self._write(painter)

    def _places(self, line: int) -> list[QPointF | None]:
        known = [rate for rate in self._values if rate is not None]
        low, high = (min(known), max(known)) if known else (0.0, 1.0)
        span = max(high - low, 0.02)
        left, width = 6.0, self.width() - theme.length(72)
        top, height = 6.0, self.height() - line - 18.0
        step = width / max(len(self._values) - 1, 1)
        return [
            None if rate is None else QPointF(left + i * step, top + (high - rate) / span * height)
            for i, rate in enumerate(self._values)
        ]

    def _write(self, painter: QPainter) -> None:
        foot = self.rect().adjusted(2, 0, -theme.length(56), -2)
        painter.setPen(QColor(theme.palette().faint))
        flag = Qt.AlignmentFlag
        painter.drawText(foot, flag.AlignLeft | flag.AlignBottom, self._first)
        if len(self._values) > 1:
            painter.drawText(foot, flag.AlignRight | flag.AlignBottom, self._last)
        painter.setPen(QColor(theme.palette().ink))
        painter.setFont(theme.font(strong=True))
        side = self.rect().adjusted(0, 0, -2, -painter.fontMetrics().height() - 8)
        painter.drawText(side, flag.AlignRight | flag.AlignVCenter, self._words)
