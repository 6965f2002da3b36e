"""The quarters that 上报 and 报送情况 offer."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QComboBox

from govmedia_desktop.domain.periods import Period, quarter_of
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.periods import current_period, quarters_with_results


def quarters_offered(desk: Desk) -> list[Period]:
    """Return the present quarter, the one just over, and those with results, the latest first."""
    present = current_period(desk)
    over = quarter_of(present.start - timedelta(days=1))
    return sorted({present, over, *quarters_with_results(desk)}, reverse=True)


def refill(box: QComboBox, items: Sequence[tuple[str, object]]) -> None:
    """Offer other items, the one chosen before still chosen where it is there."""
    before = box.currentText()
    box.blockSignals(True)
    box.clear()
    for name, value in items:
        box.addItem(name, value)
    box.setCurrentIndex(max(box.findText(before), 0))
    box.blockSignals(False)
