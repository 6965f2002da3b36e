"""Printed papers as a picture: drawn by the very code that writes the PDF."""

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from govmedia_desktop.reports.checksheet import paper_of
from ui.parts.paper import draw_papers
from ui.parts.words import plain_label

A4 = QSizeF(515, 762)
"""Points inside the margins."""
MARGIN = 40
DOTS = 110


def page_images(sheets, size=A4):
    """Return the pages of these sheets as pictures."""
    images = []

    def blank():
        width, height = size.width() + 2 * MARGIN, size.height() + 2 * MARGIN
        image = QImage(round(width * DOTS / 72), round(height * DOTS / 72),
                       QImage.Format.Format_RGB32)  # fmt: skip
        image.setDotsPerMeterX(round(DOTS / 0.0254))
        image.setDotsPerMeterY(round(DOTS / 0.0254))
        image.fill(0xFFFFFFFF)
        images.append(image)
        return image

    inset = MARGIN * DOTS / 72
    painter = QPainter(blank())
    painter.translate(inset, inset)

    def new_page():
        painter.end()
        painter.begin(blank())
        painter.translate(inset, inset)
        painter.scale(DOTS / 72, DOTS / 72)

    draw_papers(painter, [paper_of(sheet) for sheet in sheets], size, new_page)
    painter.end()
    return images


class PaperSheet(QWidget):
    """The pages below each other."""

    def __init__(self, sheets) -> None:
        super().__init__()
        layout = QVBoxLayout()
        for image in page_images(sheets):
            page = plain_label()
            page.setPixmap(QPixmap.fromImage(image))
            layout.addWidget(page)
        self.setLayout(layout)
