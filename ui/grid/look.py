"""How the grid is drawn: the accounts at the left, cells by how they stand."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QHeaderView, QLineEdit, QStyleOptionViewItem, QTableView, QWidget

from govmedia_desktop.usecases.grid.rows import Mark
from ui import theme
from ui.grid.model import MARK_ROLE, NAME_ROLE, PLATFORM_ROLE, TEXT_ROLE, Index
from ui.parts.words import unbroken_end
from ui.tables.cells import Cells
from ui.tables.edge import leave_out_cut_row
from ui.tables.view import ROW_HEIGHT

NAMES_WIDTH = 236
HEAD_HEIGHT = 54
_SIDE = 11
_CENTRED = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_GROUNDS = {Mark.REFUSED: "failed_ground", Mark.ASIDE: "ground", Mark.COMPUTED: "ground"}


class GridCells(Cells):
    """Draws cells: grey where nothing is asked, framed where a text was not taken."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        box = QRect(option.rect)  # type: ignore[attr-defined]
        mark = index.data(MARK_ROLE)
        if mark in _GROUNDS:
            painter.fillRect(box, QColor(getattr(theme.palette(), _GROUNDS[mark])))
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(QColor(theme.palette().line))
        painter.drawLine(box.topRight(), box.bottomRight())
        if mark is Mark.REFUSED:
            painter.setPen(QColor(theme.palette().failed))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """Write what nobody has to fill in faintly."""
        super().initStyleOption(option, index)
        if index.data(MARK_ROLE) in (Mark.ASIDE, Mark.COMPUTED):
            role = option.palette.ColorRole.Text  # type: ignore[attr-defined]
            option.palette.setColor(role, QColor(theme.palette().faint))  # type: ignore[attr-defined]

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Let the editor begin with the cell's own text."""
        if isinstance(editor, QLineEdit):
            editor.setText(index.data(TEXT_ROLE))


class Names(QHeaderView):
    """The accounts at the left, always in sight: name and platform."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self.setObjectName("names")
        self._view = view
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(theme.length(ROW_HEIGHT))
        theme.fix(self, width=NAMES_WIDTH)
        self.setSectionsClickable(True)

    def sizeHint(self) -> QSize:
        """Return the width of the names."""
        return QSize(theme.length(NAMES_WIDTH), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Leave an account out that is cut in two by the lower edge."""
        super().paintEvent(event)
        leave_out_cut_row(self._view, self.viewport())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """Draw one account."""
        model, colours = self.model(), theme.palette()
        across = Qt.Orientation.Vertical
        name = model.headerData(section, across, NAME_ROLE) or ""
        platform = model.headerData(section, across, PLATFORM_ROLE) or ""
        current = self._view.currentIndex().row() == section
        painter.save()
        painter.fillRect(rect, QColor(colours.selected if current else colours.paper))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        box = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(platform)
        painter.setPen(QColor(colours.faint))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | _CENTRED), platform)
        painter.setPen(QColor(colours.ink))
        room = box.adjusted(0, 0, -width - 8, 0)
        elided = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, int(_LEFT), elided)
        painter.restore()


class Questions(QHeaderView):
    """The questions above, on two lines; the whole of one stands below the table."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        theme.fix(self, height=HEAD_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """Draw one question, cut after the second line."""
        colours = theme.palette()
        words = self.model().headerData(section, Qt.Orientation.Horizontal) or ""
        current = self._view.currentIndex().column() == section
        painter.save()
        painter.setFont(theme.font(strong=True))
        painter.fillRect(rect, QColor(colours.selected if current else colours.ground))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(QColor(colours.ink))
        box = rect.adjusted(8, 0, -8, 0)
        painter.drawText(box, int(_LEFT), on_two_lines(words, painter.font(), box.width()))
        painter.restore()


def on_two_lines(words: str, face: QFont, width: int) -> str:
    """Return a question broken as Chinese is, its second line cut where that is not enough."""
    layout = QTextLayout(unbroken_end(words), face)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    end = first.textLength()
    layout.endLayout()
    above, below = layout.text()[:end].rstrip(), layout.text()[end:]
    if not below:
        return above
    right = Qt.TextElideMode.ElideRight
    return f"{above}\n{QFontMetrics(face).elidedText(below, right, width)}"
