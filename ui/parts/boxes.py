"""Boxes that offer one of several things."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox


def refill(box: QComboBox, items: Sequence[tuple[str, object]]) -> None:
    """Offer other items, the one chosen before still chosen where it is there."""
    before = box.currentText()
    box.blockSignals(True)
    box.clear()
    for name, value in items:
        box.addItem(name, value)
    box.setCurrentIndex(max(box.findText(before), 0))
    box.blockSignals(False)
