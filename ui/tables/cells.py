"""The cells of a table as they are drawn: states with their sign, long texts cut or wrapped."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from ui.parts.words import escaped, unbroken_end
from ui.tables.model import STATE_ROLE, WRAPS_ROLE
from ui.theme import State

SIDES = 24
"""What a cell keeps free left and right of its text, together."""
SIGN = 16
_SIGN_AND_GAP = SIGN + 6
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_WRAPPED = int(Qt.TextFlag.TextWordWrap)
Index = QModelIndex | QPersistentModelIndex


class Cells(QStyledItemDelegate):
    """Draws states with their sign, and tells the whole of a text that does not fit."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        super().paint(painter, option, index)
        state = index.data(STATE_ROLE)
        if isinstance(state, State):
            box = QRect(option.rect).adjusted(8, 0, -8, 0)  # type: ignore[attr-defined]
            text = index.data(Qt.ItemDataRole.EditRole)
            if index.data(WRAPS_ROLE):
                _draw_wrapped_state(painter, box, state, text)
            else:
                centred = bool(index.data(Qt.ItemDataRole.TextAlignmentRole) & _CENTRE)
                _draw_state(painter, box, (state, text), centred)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """Leave the text of a state to `paint`; wrap what is to be read whole."""
        super().initStyleOption(option, index)
        if index.data(STATE_ROLE) is not None:
            option.text = ""  # type: ignore[attr-defined]
        if index.data(WRAPS_ROLE):
            wraps = QStyleOptionViewItem.ViewItemFeature.WrapText
            option.features |= wraps  # type: ignore[attr-defined]
            option.text = unbroken_end(option.text)  # type: ignore[attr-defined]

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show the tooltip of an elided cell, hide it over any other."""
        text = str(index.data() or "")
        needed = view.fontMetrics().horizontalAdvance(text) + SIDES
        fits = needed <= option.rect.width() or index.data(WRAPS_ROLE)  # type: ignore[attr-defined]
        QToolTip.showText(event.globalPos(), "" if fits else escaped(text), view)
        return True


def wrapped_height(metrics: QFontMetrics, text: str, width: int, *, signed: bool) -> int:
    """Return the pixels that a cell's text needs from top to bottom at a width of the column.

    `signed` texts stand behind the sign of their state.
    """
    room = width - SIDES - (_SIGN_AND_GAP if signed else 0)
    # no glyph is much wider than the face is high: most texts need no measuring
    if len(text) * metrics.height() <= room:
        return metrics.height()
    box = QRect(0, 0, max(room, 1), 10_000)
    return metrics.boundingRect(box, _WRAPPED, unbroken_end(text)).height()


def _draw_state(painter: QPainter, box: QRect, shown: tuple[State, str], centred: bool) -> None:
    state, word = shown
    metrics = painter.fontMetrics()
    word = metrics.elidedText(word, Qt.TextElideMode.ElideRight, box.width() - _SIGN_AND_GAP)
    width = _SIGN_AND_GAP + metrics.horizontalAdvance(word)
    left = box.left() + ((box.width() - width) // 2 if centred else 3)
    state.icon.paint(painter, left, box.center().y() - SIGN // 2, SIGN, SIGN)
    rest = QRect(left + _SIGN_AND_GAP, box.top(), box.right() - left, box.height())
    _write(painter, rest, (state, word), _LEFT)


def _draw_wrapped_state(painter: QPainter, box: QRect, state: State, text: str) -> None:
    state.icon.paint(painter, box.left() + 3, box.center().y() - SIGN // 2, SIGN, SIGN)
    rest = box.adjusted(3 + _SIGN_AND_GAP, 0, -3, 0)
    _write(painter, rest, (state, unbroken_end(text)), _LEFT | _WRAPPED)


def _write(painter: QPainter, box: QRect, shown: tuple[State, str], flags: int) -> None:
    painter.save()
    painter.setPen(shown[0].colour)
    painter.drawText(box, flags, shown[1])
    painter.restore()
