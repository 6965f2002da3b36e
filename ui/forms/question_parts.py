"""What a question is made of: label, input, and what stands under the answer when it is wanted."""

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from govmedia_desktop.forms.items import Item
from ui import theme
from ui.forms.evidence.strip import EvidenceStrip, Pictures
from ui.forms.field import looks
from ui.forms.fields import field_for
from ui.forms.filling import Filling
from ui.forms.lines import FIELD
from ui.forms.reason import Reason
from ui.forms.unasked import SIDE, share
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import fault_label, plain_label, set_tip

_BENEATH = ("origin", "absence", "fault", "warning", "note", "found", "attached", "evidence")
"""What may stand under an answer, in this order."""
W = TypeVar("W", bound=QWidget)


class QuestionParts(QFrame):
    """The label and the input of a question; `enter()` tells that a picture of it is entered.

    What most questions never show, from the hint to the evidence, is made when it is first wanted.
    """

    def __init__(
        self,
        filling: Filling,
        item: Item,
        enter: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._filling, self._entered = filling, enter
        self.setObjectName("question")
        self.item = item
        self.label = plain_label(item.label, name="asked", wrap=True, parent=self)
        self.field = field_for(item, self)
        self._row: QHBoxLayout | None = None
        if item.basis:
            set_tip(self.label, f"依据：{item.local_rules or item.basis}")
        self._lay_out()

    def _lay_out(self) -> None:
        layout = self._column = column(6)
        layout.setContentsMargins(SIDE, 8, SIDE, 8)
        self.setLayout(layout)
        if looks(self.item, "list-nolabel"):
            layout.setContentsMargins(SIDE, 2, SIDE, 2)
            layout.addLayout(self._in_table())
        else:
            layout.addWidget(self.label)
            layout.addLayout(self.field.room)

    def _in_table(self) -> QHBoxLayout:
        """Put the label at the left and the choices under those of the table's head."""
        row = row_of(self.label)
        row.addLayout(self.field.room)
        share(row)
        self._row = row
        return row

    def is_made(self, part: str) -> bool:
        """Return whether a part has been wanted yet."""
        return part in vars(self)

    @cached_property
    def hint(self) -> QLabel:
        """What helps to answer, under what is asked."""
        label = plain_label(name="faint", wrap=True, parent=self)
        self._column.insertWidget(1, label)
        return label

    @cached_property
    def origin(self) -> QLabel:
        """Where the value came from: beside the input, below where there is no place."""
        label = plain_label(name="origin")
        label.setMinimumHeight(theme.length(FIELD))
        if not self.field.put_beside(label):
            label.setMinimumHeight(0)
            self._put("origin", label)
        return label

    @cached_property
    def absence(self) -> QLabel:
        """Why there is no value."""
        return self._put("absence", plain_label(name="origin", wrap=True))

    @cached_property
    def fault(self) -> QLabel:
        """Why the answer was refused, or cannot stand."""
        return self._put("fault", fault_label())

    @cached_property
    def warning(self) -> Reason:
        """What is odd about the answer."""
        return self._put("warning", Reason())

    @cached_property
    def found(self) -> Reason:
        """What the answer amounts to."""
        return self._put("found", Reason())

    @cached_property
    def attached(self) -> Pictures:
        """The picture that is the answer."""
        pictures = self._put("attached", Pictures(self._filling.thumbnails, fixed=True))
        path, filling = self.item.path, self._filling
        pictures.chosen.connect(lambda piece: filling.evidence_chosen.emit(path, piece))
        pictures.entered.connect(self._entered)
        return pictures

    @cached_property
    def evidence(self) -> EvidenceStrip:
        """Pictures of what was found."""
        strip = self._put("evidence", EvidenceStrip(self._filling.thumbnails))
        path, filling = self.item.path, self._filling
        strip.wanted.connect(lambda way: filling.evidence_wanted.emit(path, way))
        strip.chosen.connect(lambda piece: filling.evidence_chosen.emit(path, piece))
        strip.deleted.connect(lambda piece: filling.detach(path, piece))
        strip.entered.connect(self._entered)
        return strip

    @cached_property
    def _beneath(self) -> QVBoxLayout:
        """The room under the answer."""
        beneath = column(6)
        self._column.addLayout(beneath)
        return beneath

    def _put(self, part: str, widget: W) -> W:
        """Put a part under the answer, hidden until it has something to say."""
        before = (vars(self).get(earlier) for earlier in _BENEATH[: _BENEATH.index(part)])
        place = sum(w is not None and self._beneath.indexOf(w) >= 0 for w in before)
        widget.hide()
        self._beneath.insertWidget(place, widget)
        return widget
