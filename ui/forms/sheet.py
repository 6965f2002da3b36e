"""An inspection on the screen: sections at the left, one in the middle, 结论 at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from govmedia_desktop.domain.evidence import Evidence
from govmedia_desktop.domain.verdicts import OpenItem
from govmedia_desktop.domain.wordings import words_for
from govmedia_desktop.forms.items import Item, Section
from ui import theme
from ui.forms.asides import Asides
from ui.forms.conclusion import ConclusionPanel
from ui.forms.evidence.strip import Pictures
from ui.forms.filling import Filling
from ui.forms.note_line import Purpose
from ui.forms.progress import all_asked, beside, first_waiting, resumed
from ui.forms.question import Question
from ui.forms.section import SectionView
from ui.forms.sections import Sections
from ui.forms.unasked import EDGE
from ui.parts.page import Panel
from ui.parts.states import row_of
from ui.parts.words import faint_label, unbroken_end

NARROW = 720
"""Below so many pixels of the 标准 size the head alone says where one is."""


class Sheet(QWidget):
    """One inspection; `reached_end` when Enter leaves the last question, `opened` at a section.

    It takes one after another: what stands around the questions is the same for all.
    """

    reached_end = Signal()
    opened = Signal()

    def __init__(self, filling: Filling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: dict[str, SectionView] = {}
        self.sections = Sections(filling.sections)
        self.stack = QStackedWidget()
        self.asides = Asides(self, self._note)
        self.clause = Clause(self.asides.button)
        self.conclusion = ConclusionPanel()
        self._lay_out()
        self.sections.currentRowChanged.connect(self.open_section)
        self.conclusion.wanted.connect(self.go_to)
        self.take(filling)

    def take(self, filling: Filling) -> None:
        """Turn to an inspection; the one before was let go."""
        self.filling = filling
        self.number = 0
        self.path = resumed(filling.sections, filling.inspection.draft.last_question)
        self.clause.tell("")
        inspection = filling.inspection
        self.conclusion.begin(words_for(inspection.form.form_id, inspection.draft.nature))
        filling.moved.connect(self._show)
        filling.restored.connect(self._go_to_row)
        self._show()

    def let_go(self) -> None:
        """Take the questions off the screen and hear no more of their inspection."""
        self._let_go(set())
        self.filling.moved.disconnect(self._show)
        self.filling.restored.disconnect(self._go_to_row)

    def _lay_out(self) -> None:
        middle = Panel()
        layout = row_of(self.sections, middle, self.conclusion)
        layout.setStretch(1, 5)
        layout.setStretch(2, 3)
        self.setLayout(layout)
        middle.body.setContentsMargins(1, 1, 1, 1)
        middle.body.setSpacing(0)
        middle.body.addWidget(self.stack, 1)
        middle.body.addWidget(self.clause)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list of sections out where it would take the room of the questions."""
        super().resizeEvent(event)
        self.sections.setVisible(not self._is_narrow)
        for view in self._views.values():
            view.show_head(shown=not self._is_narrow)

    @property
    def _is_narrow(self) -> bool:
        return self.width() < theme.length(NARROW)

    def _show(self) -> None:
        sections = self.filling.sections
        here = self.stack.currentWidget()
        self.sections.show_sections(sections)
        self._let_go({section.path for section in sections})
        open_now = [n for n, section in enumerate(sections) if self._is_shown(section, here)]
        self.number = open_now[0] if open_now else min(self.number, len(sections) - 1)
        if open_now:
            self.view.show_section(sections[self.number])
            self._mark(self.number)
            self._fit_clause()
        self.conclusion.show_verdict(self.filling.verdict, self.filling.provenance)

    def _is_shown(self, section: Section, here: QWidget) -> bool:
        return section.path in self._views and self._views[section.path] is here

    def _let_go(self, paths: set[str]) -> None:
        """Take away the views of sections that are gone."""
        for path in [path for path in self._views if path not in paths]:
            view = self._views.pop(path)
            self.stack.removeWidget(view)
            view.hide()
            view.deleteLater()

    def _mark(self, number: int) -> None:
        blocked = self.sections.blockSignals(True)
        self.sections.setCurrentRow(number)
        self.sections.blockSignals(blocked)

    @property
    def view(self) -> SectionView:
        """The section that is open."""
        return self._views[self.filling.sections[self.number].path]

    # going about

    def open_section(self, number: int) -> None:
        """Show a section; it is built when it is first wanted."""
        path = self.filling.sections[number].path
        here = self.stack.currentWidget()
        if isinstance(here, SectionView):
            here.commit()  # what it changes may bring sections or take them away
        places = [section.path for section in self.filling.sections]
        number = places.index(path) if path in places else min(number, len(places) - 1)
        if number != self.number:
            self.clause.tell("")
        view = self._view_of(self.filling.sections[number])
        view.show_head(shown=not self._is_narrow)
        self.number = number
        self._fit_clause()
        self.stack.setCurrentWidget(view)
        self._mark(number)
        self.opened.emit()

    def _fit_clause(self) -> None:
        """Keep room for the longest clause of the section: nothing jumps while one goes on."""
        here = self.filling.sections[self.number].asked
        self.clause.make_room([clause(item) for item in here])

    def _view_of(self, section: Section) -> SectionView:
        known = self._views.get(section.path)
        if known is not None:
            known.show_section(section)
            return known
        view = SectionView(self.filling, section, self.stack)
        view.stepped.connect(self._step)
        view.entered.connect(self._enter)
        view.row_wanted.connect(self._add_row)
        view.row_unwanted.connect(self._remove_row)
        self._views[section.path] = view
        self.stack.addWidget(view)
        return view

    # rows of repeats

    def _add_row(self, series: str) -> None:
        row = self.filling.add_row(series)
        if row:
            self._go_to_row(row)

    def _remove_row(self, path: str) -> None:
        """Take a row out and go to the one that now stands in its place, else the one before."""
        place, series = self.number, path.rpartition("[")[0]
        name = self.filling.sections[place].label
        self.filling.remove_row(path, name)
        sections = self.filling.sections
        rows = [n for n, s in enumerate(sections) if s.row and s.row.series == series]
        behind = [number for number in rows if number >= place]
        self._open_first((behind or rows[-1:] or [0])[0])

    def _go_to_row(self, path: str) -> None:
        paths = [f"{section.path}/" for section in self.filling.sections]
        within = (n for n, own in enumerate(paths) if own.startswith(f"{path}/"))
        self._open_first(next(within, self.number))

    def _open_first(self, number: int) -> None:
        self.open_section(number)
        self.view.focus_first()

    def prepare(self) -> None:
        """Open the section to go on at before any of it is on the screen: laid out only once."""
        self.open_section(self._section_of(self._first) or 0)

    def start(self) -> None:
        """Go to the question to go on at."""
        self.go_to(self._first)

    @property
    def _first(self) -> str:
        return self.path or first_waiting(self.filling.sections)

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
        self.question(path).take_focus()

    def question(self, path: str) -> Question:
        """Return the widget of a question whose section is open."""
        return self.view.questions[path]

    def _note(self, purpose: Purpose) -> None:
        """Offer the line for a note or a reason at the question that has the keyboard."""
        question = self.view.questions.get(self.path)
        if question is not None:
            question.open_note(purpose)

    def focus_evidence(self, piece: Evidence) -> None:
        """Give the keyboard to a picture of the question in focus."""
        for shown in self.question(self.path).findChildren(Pictures):
            shown.focus_on_piece(piece)

    def _section_of(self, path: str) -> int | None:
        for number, section in enumerate(self.filling.sections):
            if path in (item.path for item in section.items if item.is_asked):
                return number
        return None

    def step_section(self, by: int) -> None:
        """Go to the section before (-1) or after (1), to its first question."""
        sections = self.filling.sections
        number = self.number + by
        while 0 <= number < len(sections) and not sections[number].shows_something:
            number += by
        if 0 <= number < len(sections):
            self._open_first(number)

    def _step(self, path: str, by: int) -> None:
        there = beside(self.filling.sections, path, by)
        if there is not None:
            self.go_to(there)
        elif by > 0:
            self.reached_end.emit()

    def _enter(self, path: str) -> None:
        self.path = path
        self.filling.inspection.stand_at(path)
        # evidence is shown at what is only to be read, too: the keyboard may come there
        items = (item for section in self.filling.sections for item in section.items)
        item = next(item for item in items if item.path == path)
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
    """Return the local rule in force, then the form's guidance, else the clause it rests on."""
    local = f"按地方规定执行：{item.local_rules}。" if item.local_rules else ""
    return local + (item.guidance or (f"依据：{item.basis}" if item.basis else ""))


class Clause(QWidget):
    """What is to be known about a question, always as high as the longest text needs."""

    def __init__(self, button: QWidget) -> None:
        super().__init__()
        self.setObjectName("clause")
        self._button = button
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._texts: tuple[str, ...] = ()
        self.words = faint_label(wrap=True)
        row = row_of(self.words, button)
        row.setContentsMargins(EDGE, 6, 4, 6)
        row.setStretch(0, 1)
        self.setLayout(row)
        self.tell("")

    def make_room(self, texts: Sequence[str]) -> None:
        """Keep room for the longest of these; without any, nothing is asked and nothing shown."""
        self._texts = tuple(dict.fromkeys(texts))
        self.setVisible(bool(texts))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the longest text needs at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        aside = self._button.sizeHint()
        room = self.width() - EDGE - 4 - aside.width() - 12
        box, wrapped = QRect(0, 0, room, 10_000), int(Qt.TextFlag.TextWordWrap)
        metrics, texts = self.words.fontMetrics(), map(unbroken_end, self._texts)
        needed = [metrics.boundingRect(box, wrapped, text).height() for text in texts]
        self.setFixedHeight(max([aside.height(), *needed]) + 14)

    def tell(self, text: str) -> None:
        """Show other words; the ground under them is there only while there are some."""
        self.words.setText(text)
        self.setProperty("empty", not text)
        self.style().polish(self)
