"""Days and spans of days as people type and choose them."""

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from govmedia_desktop.domain.periods import Period
from ui import theme
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import buddy_label, fault_label, show_fault

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
OWN_SPAN = "自选起止"
_AS_BEFORE = "下面还是改之前的结果。"


class DayField(QLineEdit):
    """One line for one day; what is typed is kept, right or wrong."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setPlaceholderText("如 2026-10-01")
        theme.fix(self, width=128)
        self.editingFinished.connect(self._show_whether_wrong)

    @property
    def day(self) -> date | None:
        """The day, None where none is typed or what is typed is none."""
        match = _DAY.fullmatch(self.text().strip())
        try:
            return date(*(int(part) for part in match.groups() if part)) if match else None
        except ValueError:
            return None

    @property
    def wrong(self) -> bool:
        """Whether something is typed that is no day."""
        return bool(self.text().strip()) and self.day is None

    def _show_whether_wrong(self) -> None:
        self.setProperty("wrong", self.wrong)
        self.style().polish(self)


class SpanChooser(QWidget):
    """Chooses one of the spans offered, or two days; `changed` tells that `span` may be another.

    An offered span may be None: what the caller takes for “all”.
    """

    changed = Signal()

    def __init__(self, title: str = "周期") -> None:
        super().__init__()
        self._offered: list[Period | None] = []
        self.box = QComboBox()
        # what is offered after it was first shown must not be cut
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.start, self.end = DayField("起始日期"), DayField("截止日期")
        self.fault = fault_label()
        self._days = QWidget()
        between = row_of(self.start, buddy_label("至", self.end), self.end, spacing=8)
        self.end.setAccessibleName("截止日期")
        self._days.setLayout(between)
        row = row_of(buddy_label(title, self.box), self.box, self._days, spacing=8)
        row.addStretch(1)
        whole = column(4)
        whole.addLayout(row)
        whole.addWidget(self.fault)
        self.setLayout(whole)
        self._days.hide()
        self.box.currentIndexChanged.connect(self._choose)
        for field in (self.start, self.end):
            field.editingFinished.connect(self._take_days)

    def offer(self, spans: Sequence[tuple[str, Period | None]]) -> None:
        """Offer other spans under these names, the first one chosen unless the old one is there."""
        before = self.box.currentText()
        self._offered = [span for _, span in spans]
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItems([*(name for name, _ in spans), OWN_SPAN])
        self.box.setCurrentIndex(max(self.box.findText(before), 0))
        self.box.blockSignals(False)

    @property
    def complete(self) -> bool:
        """Whether `span` says what the person wants."""
        return not self._by_days or self._typed() is not None

    @property
    def span(self) -> Period | None:
        """The chosen span."""
        return self._typed() if self._by_days else self._offered[self.box.currentIndex()]

    @property
    def _by_days(self) -> bool:
        return self.box.currentText() == OWN_SPAN

    def _typed(self) -> Period | None:
        start, end = self.start.day, self.end.day
        return Period(start, end) if start and end and start <= end else None

    def _choose(self) -> None:
        self._days.setVisible(self._by_days)
        show_fault(self.fault, "")
        if self._by_days:
            self.start.setFocus()
        if self.complete:
            self.changed.emit()

    def _take_days(self) -> None:
        show_fault(self.fault, self._trouble())
        if self.complete:
            self.changed.emit()

    def _trouble(self) -> str:
        if self.start.wrong or self.end.wrong:
            return f"日期请写成 2026-10-01；{_AS_BEFORE}"
        if self.start.day and self.end.day and self.start.day > self.end.day:
            return f"起始日期晚于截止日期，请改一个；{_AS_BEFORE}"
        return ""
