"""What every chart shares: white ground, hairlines, Chinese labels, and ways to take it along."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QGuiApplication,
    QImage,
    QPainter,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsTextItem, QVBoxLayout, QWidget

from govmedia_desktop.files import write_bytes
from ui import theme
from ui.parts.words import escaped

PAPER = "#FFFFFF"
INK = "#1D2733"
FAINT = "#5A6470"
HAIRLINE = "#DDE3EA"
COLOURS = ("#1F5FA8", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""The accent, then Okabe–Ito; on paper the same in every variant of the window."""
DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
)
SIGNS = ("o", "s", "t", "d")
PRACTICE_MARK = "练习数据"


class Chart(QWidget):
    """A plot without zoom or menu; `title` and the mark of practice data go with every picture."""

    def __init__(self, title: str, *, practice: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.view = pg.PlotWidget(background=PAPER)
        self.view.setAntialiasing(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the table beside it has the keyboard
        self.view.setFrameShape(self.view.Shape.NoFrame)
        self.plot = self.view.getPlotItem()
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.layout.setContentsMargins(12, 8, 20, 8)
        # over the whole width, not over the plot alone, which long names at the left make narrow
        self.plot.layout.removeItem(self.plot.titleLabel)
        self.plot.layout.addItem(self.plot.titleLabel, 0, 0, 1, 3)
        self.shown_title = f"{title} · {PRACTICE_MARK}" if practice else title
        for side in ("bottom", "left"):
            self._dress(side)
        self.told = label("", INK)
        self.told.setZValue(10)
        self.told.fill = pg.mkBrush(PAPER)
        self.told.border = pg.mkPen(FAINT)
        self.told.hide()
        self.plot.addItem(self.told, ignoreBounds=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the title where it is wider than the chart: it would push the plot out."""
        super().resizeEvent(event)
        face = theme.font(1.14)
        metrics = QFontMetrics(face)
        lines = broken(self.shown_title, self.width() - 64, metrics.horizontalAdvance)
        text = "<br>".join(escaped(line) for line in lines)
        self.plot.setTitle(text, color=INK, size=f"{face.pointSizeF():.1f}pt")
        _centre(self.plot.titleLabel.item)
        height = metrics.height() * len(lines) + 10
        self.plot.titleLabel.setMaximumHeight(height)
        self.plot.layout.setRowFixedHeight(0, height)

    def _dress(self, side: str) -> None:
        axis = self.plot.getAxis(side)
        axis.setPen(pg.mkPen(FAINT, width=1))
        axis.enableAutoSIPrefix(False)
        axis.setTextPen(pg.mkPen(INK))
        axis.setStyle(
            tickFont=theme.font(0.9),
            hideOverlappingLabels=False,
            autoExpandTextSpace=True,
            tickLength=0,
        )

    def name_axis(self, side: str, *parts: str) -> None:
        """Write an axis title, with its unit; below the plot on as many lines as it needs."""
        face = theme.font(0.9)
        lines = ["".join(parts)]
        if side == "bottom":
            metrics = QFontMetrics(face)
            lines = joined(parts, self.width() - 64, metrics.horizontalAdvance)
            height = theme.length(46) + metrics.height() * len(lines)
            self.plot.getAxis(side).setHeight(height)
        text = "<br>".join(escaped(line) for line in lines)
        size = f"{face.pointSizeF():.1f}pt"
        self.plot.getAxis(side).setLabel(text, **{"color": FAINT, "font-size": size})
        _centre(self.plot.getAxis(side).label)

    def tell(self, text: str, x: float, y: float) -> None:
        """Show values beside a place of the plot; an empty text hides them."""
        self.told.setVisible(bool(text))
        if text:
            self.told.setText(text, color=INK)
            (left, right), (low, high) = self.plot.getViewBox().viewRange()
            self.told.setAnchor((x > (left + right) / 2, y < (low + high) / 2))
            self.told.setPos(x, y)

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(self._picture())

    def save_png(self, path: Path) -> Path:
        """Write the picture at twice the screen's size; return where it stands.

        Raises CannotWriteError.
        """
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        # the stub asks for bytes, the library takes text only
        self._picture().save(buffer, "PNG")  # type: ignore[call-overload]
        return _written(path, buffer)

    def save_svg(self, path: Path) -> Path:
        """Write the picture as lines and text; return where it stands.

        Raises CannotWriteError.
        """
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(self.view.size())
        generator.setViewBox(self.view.rect())
        generator.setTitle(self.accessibleName())
        painter = QPainter(generator)
        self._render(painter, self.view.size())
        painter.end()
        return _written(path, buffer)

    def _picture(self) -> QImage:
        size = self.view.size() * 2
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(QColor(PAPER))
        painter = QPainter(image)
        self._render(painter, size)
        painter.end()
        return image

    def _render(self, painter: QPainter, size: QSize) -> None:
        self.told.hide()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.view.render(painter, QRectF(0, 0, size.width(), size.height()), self.view.rect())


def broken(title: str, width: int, advance: Callable[[str], int]) -> list[str]:
    """Return a title in lines that fit a width, broken at its middle dots only."""
    return joined(title.split(" · "), width, advance, " · ")


def joined(
    parts: Sequence[str], width: int, advance: Callable[[str], int], between: str = ""
) -> list[str]:
    """Return the parts in lines that fit a width, as many of them on a line as there is room."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{between}{part}" if lines else part
        if lines and advance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def label(text: str, colour: str, anchor: tuple[float, float] = (0.5, 1.0)) -> pg.TextItem:
    """Return a text of the chart; `anchor` is the part of it that sits at its place."""
    item = pg.TextItem(text, color=colour, anchor=anchor)
    item.setFont(theme.font(0.9))
    return item


def _centre(item: QGraphicsTextItem) -> None:
    """Put the lines of a text under each other's middle."""
    item.document().setDefaultTextOption(QTextOption(Qt.AlignmentFlag.AlignHCenter))
    item.setTextWidth(-1)
    item.setTextWidth(item.document().idealWidth())


def _written(path: Path, buffer: QBuffer) -> Path:
    return write_bytes(path, bytes(buffer.data().data()))
