"""Papers drawn into a PDF, page by page, with their foot and page numbers."""

import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QApplication

from govmedia_desktop.files import write_bytes
from govmedia_desktop.reports.checksheet import Paper
from ui import theme

DOTS = 300
"""Dots an inch of the PDF."""
_POINTS = 72
_MARGIN = 14.0
"""Millimetres of white at every side."""
_FOOT = 20.0
_BODY = 10.5
_EDGE = 1.0
_FOOT_FACE = 8


def print_papers(papers: Sequence[Paper], path: Path) -> Path:
    """Write the papers as one PDF on A4; return where it stands.

    Raises CannotWriteError.
    """
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QApplication([])
        theme.apply()
        content = _drawn(papers)
        application.shutdown()
    else:
        content = _drawn(papers)
    return write_bytes(path, content)


def _drawn(papers: Sequence[Paper]) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DOTS)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN),
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter(writer)
    points = _POINTS / DOTS
    size = QSizeF(writer.width() * points, writer.height() * points)
    draw_papers(painter, papers, size, writer.newPage)
    painter.end()
    return bytes(buffer.data().data())


def draw_papers(
    painter: QPainter, papers: Sequence[Paper], size: QSizeF, new_page: Callable[[], object]
) -> None:
    """Draw papers on pages of that size in points; `new_page` is called between two pages."""
    device = painter.device()
    painter.scale(device.logicalDpiX() / _POINTS, device.logicalDpiY() / _POINTS)
    inside = QSizeF(size.width(), size.height() - _FOOT)
    first = True
    for paper in papers:
        document = _document(paper, inside)
        pages = document.pageCount()
        for page in range(pages):
            if not first:
                new_page()
            first = False
            painter.save()
            painter.translate(0, -page * inside.height())
            shown = QRectF(0, page * inside.height(), *_pair(inside))
            # lines at the edge are drawn half outside of it
            document.drawContents(painter, shown.adjusted(-_EDGE, 0, _EDGE, 0))
            painter.restore()
            _draw_foot(painter, paper.foot, f"第 {page + 1} 页，共 {pages} 页", size)


def _pair(size: QSizeF) -> tuple[float, float]:
    return size.width(), size.height()


def _document(paper: Paper, size: QSizeF) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(_ruler())
    document.setUseDesignMetrics(True)
    document.setDefaultFont(_font(_BODY))
    document.setDocumentMargin(0)
    document.setHtml(paper.html)
    document.setPageSize(size)
    return document


@cache
def _ruler() -> QImage:
    """Return a device of 72 dots an inch: on it a point is one unit, whatever the screen has."""
    ruler = QImage(1, 1, QImage.Format.Format_RGB32)
    ruler.setDotsPerMeterX(round(_POINTS / 0.0254))
    ruler.setDotsPerMeterY(round(_POINTS / 0.0254))
    return ruler


def _font(points: float) -> QFont:
    face = theme.font()
    face.setPointSizeF(points)
    return face


def _draw_foot(painter: QPainter, left: str, right: str, size: QSizeF) -> None:
    box = QRectF(0, size.height() - _FOOT + 6, size.width(), _FOOT - 6)
    face = _font(_FOOT_FACE)
    face.setPixelSize(_FOOT_FACE)
    painter.setFont(face)
    painter.setPen(Qt.GlobalColor.darkGray)
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, left)
    painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, right)
