"""A number within bounds: typed, or found with a slider."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSlider, QWidget

from govmedia_desktop.forms.items import Choice, Item
from ui import theme
from ui.forms.field import is_plain, looks
from ui.forms.lines import FIRST, LineField
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import faint_label

MOST_STEPS = 1_000
"""A slider with more places than pixels finds nothing."""
_STEPS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}


def places_of(item: Item) -> list[str]:
    """Return the numbers of a range in order; none where there are too many or no bounds."""
    start, end = (Decimal(item.bounds.get(name) or 0) for name in ("start", "end"))
    step = abs(Decimal(item.bounds.get("step") or 1))
    if not step or abs(end - start) / step > MOST_STEPS:
        return []
    along = step if end >= start else -step
    return [format(start + along * n, "f") for n in range(int(abs(end - start) / step) + 1)]


def choices_in(item: Item) -> tuple[Choice, ...]:
    """Return the numbers of a range as choices."""
    return tuple(Choice(place, place) for place in places_of(item))


class RangeField(LineField):
    """The number's line and a slider; + and - go one step on."""

    def __init__(self, item: Item, around: QWidget) -> None:
        super().__init__(item, around)
        self._places = places_of(item)
        self.line.setMaximumWidth(theme.length(110))
        ends = (item.bounds.get("start", ""), item.bounds.get("end", ""))
        self.line.setPlaceholderText(f"{ends[0]} 到 {ends[1]}")
        upright = looks(item, "vertical")
        way = Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal
        self.slider = QSlider(way)
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line does the same by + and -
        self.slider.setRange(0, max(len(self._places) - 1, 0))
        if not looks(item, "no-ticks"):
            self.slider.setTickPosition(QSlider.TickPosition.TicksBothSides)
            self.slider.setTickInterval(max(len(self._places) // 20, 1))
        self._lay_out(ends, upright=upright)
        self.slider.setVisible(bool(self._places))
        self.slider.sliderMoved.connect(lambda place: self.line.setText(self._places[place]))
        self.slider.sliderReleased.connect(self._take_slider)

    def _lay_out(self, ends: tuple[str, str], *, upright: bool) -> None:
        scale = QWidget()
        if upright:
            self.slider.setFixedHeight(theme.length(150))
            upward = column(2)
            for widget in (faint_label(ends[1]), self.slider, faint_label(ends[0])):
                upward.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            scale.setLayout(upward)
        else:
            self.slider.setMinimumWidth(theme.length(60))
            self.slider.setMaximumWidth(theme.length(200))
            row = row_of(faint_label(ends[0]), self.slider, faint_label(ends[1]))
            row.setStretch(1, FIRST)
            row.addStretch(1)
            scale.setLayout(row)
        self.put_beside(scale, 0 if upright else FIRST)

    @property
    def inputs(self) -> list[QWidget]:
        """What takes the keyboard."""
        return [self.line]

    def show_item(self, item: Item) -> None:
        """Show the number on the line and on the slider."""
        super().show_item(item)
        self._point()

    def _point(self) -> None:
        place = self._place()
        self.slider.setProperty("unset", place is None)
        self.slider.style().polish(self.slider)
        if not self.slider.isSliderDown():
            self.slider.setValue(place or 0)

    def _place(self) -> int | None:
        try:
            number = Decimal(self.line.text().strip())
        except ArithmeticError:
            return None
        return next((n for n, p in enumerate(self._places) if Decimal(p) == number), None)

    def _take_slider(self) -> None:
        self.line.setText(self._places[self.slider.value()])
        self.line.setFocus()
        self.commit()
        self._point()

    def pressed(self, event: QKeyEvent) -> bool:
        """Go a step on by + and -, at first from the beginning."""
        stepping = event.key() in _STEPS and (is_plain(event) or event.text() == "+")
        # a sign at the beginning belongs to the number
        negative = any(place.startswith("-") for place in self._places)
        signed = event.text() == "-" and not self.line.text() and negative
        if not stepping or not self._places or signed:
            return False
        place = self._place()
        wanted = 0 if place is None else place + _STEPS[Qt.Key(event.key())]
        if 0 <= wanted < len(self._places):
            self.line.setText(self._places[wanted])
            self.commit()
            self._point()
        return True
