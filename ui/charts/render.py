"""A chart drawn without a window: for `govmedia trends --chart`."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain.trends import Point
from govmedia_desktop.errors import RefusedError
from ui import theme
from ui.charts.rates import PassRateChart

WIDTH, HEIGHT = 960, 540


def render_chart(points: Sequence[Point], path: Path, *, practice: bool = False) -> None:
    """Draw 合格率 over periods into a .png or .svg file.

    Raises RefusedError for another ending, CannotWriteError where the file cannot be written.
    """
    if path.suffix.lower() not in (".png", ".svg"):
        raise RefusedError(f"图没有画：不认识“{path.suffix}”，文件名请以 .png 或 .svg 结尾。")
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QApplication([])
        theme.apply()
        _draw(points, path, practice=practice)
        application.shutdown()
    else:
        _draw(points, path, practice=practice)


def _draw(points: Sequence[Point], path: Path, *, practice: bool) -> None:
    chart = PassRateChart(practice=practice)
    chart.resize(WIDTH, HEIGHT)
    chart.ensurePolished()
    chart.show_points(points)
    chart.grab()  # lays the plot out
    (chart.save_png if path.suffix.lower() == ".png" else chart.save_svg)(path)
    chart.close()
    chart.deleteLater()
