"""An inspection on the screen: sections at the left, one in the middle, 结论 at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from govmedia_desktop.domain.evidence import Evidence
from govmedia_desktop.domain.verdicts import OpenItem
from govmedia_desktop.forms.items import Item
from ui import theme
from ui.forms.conclusion import ConclusionPanel
from ui.forms.filling import Filling
from ui.forms.progress import all_asked, beside, first_waiting
from ui.forms.question import Question
from ui.forms.section import SectionView
from ui.forms.sections import Sections, has_something
from ui.parts.page import Panel
from ui.parts.states import row_of
from ui.parts.words import faint_label

NARROW = 720
"""Below so many pixels of the 标准 size the head alone says where one is."""


class Sheet(QWidget):
    """One inspection; `reached_end` when Enter leaves the last question, `opened` at a section."""

    reached_end = Signal()
    opened = Signal()

    def __init__(self, filling: Filling) -> None:
        super().__init__()
        self.filling = filling
        self.number = 0
        self.path = ""
        self._views: dict[int, SectionView] = {}
        self.sections = Sections(filling.sections)
        self.stack = QStackedWidget()
        self.clause = Clause([clause(item) for item in all_asked(filling.sections)])
        self.conclusion = ConclusionPanel(filling.inspection.run.items())
        self._lay_out()
        self.sections.currentRowChanged.connect(self.open_section)
        self.conclusion.wanted.connect(self.go_to)
        filling.moved.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        middle = Panel()
        middle.body.setContentsMargins(0, 0, 0, 0)
        middle.body.setSpacing(0)
        middle.body.addWidget(self.stack, 1)
        middle.body.addWidget(self.clause)
        layout = row_of(self.sections, middle, self.conclusion)
        layout.setStretch(1, 5)
        layout.setStretch(2, 3)
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list of sections out where it would take the room of the questions."""
        super().resizeEvent(event)
        self.sections.setVisible(self.width() >= theme.length(NARROW))

    def _show(self) -> None:
        sections = self.filling.sections
        self.sections.show_sections(sections)
        for number, view in self._views.items():
            view.show_section(sections[number])
        self.conclusion.show_verdict(self.filling.verdict)

    # going about

    def open_section(self, number: int) -> None:
        """Show a section; it is built when it is first wanted."""
        if number != self.number:
            self.clause.tell("")
        if number not in self._views:
            view = SectionView(self.filling, self.filling.sections[number])
            view.stepped.connect(self._step)
            view.entered.connect(self._enter)
            self._views[number] = view
            self.stack.addWidget(view)
        self.number = number
        self.stack.setCurrentWidget(self._views[number])
        self.sections.setCurrentRow(number)
        self.opened.emit()

    def start(self) -> None:
        """Go to the question to go on at."""
        self.go_to(self.path or first_waiting(self.filling.sections))

    def go_to(self, path: str) -> None:
        """Open the section of a question and give it the keyboard; of something computed, the
        first question that waits."""
        where = self._section_of(path)
        if where is None:
            path = first_waiting(self.filling.sections)
            where = self._section_of(path)
        if where is None:
            self.open_section(0)
            return
        self.open_section(where)
        self.question(path).field.setFocus()

    def question(self, path: str) -> Question:
        """Return the widget of a question whose section is open."""
        return self._views[self.number].questions[path]

    def focus_evidence(self, piece: Evidence) -> None:
        """Give the keyboard to a picture of the question in focus."""
        strip = self.question(self.path).evidence
        if strip is not None:
            strip.pictures.focus_on_piece(piece)

    def _section_of(self, path: str) -> int | None:
        for number, section in enumerate(self.filling.sections):
            if path in (item.path for item in section.items if item.is_asked):
                return number
        return None

    def step_section(self, by: int) -> None:
        """Go to the section before (-1) or after (1), to its first question."""
        sections = self.filling.sections
        number = self.number + by
        while 0 <= number < len(sections) and not has_something(sections[number]):
            number += by
        if 0 <= number < len(sections):
            self.open_section(number)
            first = next(iter(all_asked([sections[number]])), None)
            (self.question(first.path).field if first else self.sections).setFocus()

    def _step(self, path: str, by: int) -> None:
        there = beside(self.filling.sections, path, by)
        if there is not None:
            self.go_to(there)
        elif by > 0:
            self.reached_end.emit()

    def _enter(self, path: str) -> None:
        self.path = path
        item = next(i for i in all_asked(self.filling.sections) if i.path == path)
        self.clause.tell(clause(item))

    # finishing

    def commit(self) -> None:
        """Hand on whatever is typed but not yet taken."""
        for view in list(self._views.values()):
            view.commit()

    def stands_in_the_way(self) -> OpenItem | None:
        """Return the first question that must be looked at before one can finish."""
        refused = next(filter(None, (view.refused() for view in self._views.values())), "")
        for item in all_asked(self.filling.sections):
            if item.path == refused:
                return OpenItem(item.name, item.path, item.label)
        return next(iter(self.filling.verdict.open_items), None)


def clause(item: Item) -> str:
    """Return the form's guidance to a question, else the clause it rests on."""
    return item.guidance or (f"依据：{item.basis}" if item.basis else "")


class Clause(QWidget):
    """What is to be known about a question, always as high as the longest of `texts` needs."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("clause")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._texts = texts
        self.words = faint_label(wrap=True)
        self.setLayout(row_of(self.words, margins=(16, 6)))
        self.tell("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the longest text needs at this width."""
        super().resizeEvent(event)
        box = QRect(0, 0, self.width() - 32, 10_000)
        metrics, wrapped = self.words.fontMetrics(), int(Qt.TextFlag.TextWordWrap)
        needed = [metrics.boundingRect(box, wrapped, text).height() for text in self._texts]
        self.setFixedHeight(max(needed, default=0) + 14)

    def tell(self, text: str) -> None:
        """Show other words; the ground under them is there only while there are some."""
        self.words.setText(text)
        self.setProperty("empty", not text)
        self.style().polish(self)
