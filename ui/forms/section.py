"""One section of a check form: its questions below each other."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QWidget

from govmedia_desktop.forms.items import Item, Section
from ui.forms.filling import Filling
from ui.forms.question import Question
from ui.forms.row_head import RowActions, nothing_yet
from ui.forms.unasked import EDGE, Note, TableHead
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import Scrolled, column
from ui.parts.states import row_of
from ui.parts.words import fault_label, section_title, show_fault


class SectionView(QWidget):
    """A section: its title stays, its questions, built once, scroll below.

    `stepped(path, by)` and `entered(path)`.

    `row_wanted(series)`: another row of a repeat; `row_unwanted(path)`: this one less.
    """

    stepped = Signal(str, int)
    entered = Signal(str)
    row_wanted = Signal(str)
    row_unwanted = Signal(str)

    def __init__(self, filling: Filling, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = QWidget()
        self._filling = filling
        self._current: Question | None = None
        self.questions: dict[str, Question] = {}
        self._words: dict[str, Note | TableHead] = {}
        self._section = section
        # from the top down: each time a widget gets a parent, all within it is styled anew
        whole = column(0)
        self.setLayout(whole)
        self._scroll = Scrolled(self._sheet)
        # as if it were long: laid out once, with the bar
        self._scroll.verticalScrollBar().setRange(0, 1)
        # a question may have grown by what is said of it
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda *_: self._reveal_soon())
        whole.addWidget(self._scroll, 1)
        self._questions_below(section)
        whole.insertWidget(0, self._titled(section))
        self.show_section(section)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the questions hear their keys now that all of them are styled and in their place."""
        super().showEvent(event)
        for question in self.questions.values():
            question.listen()

    def _titled(self, section: Section) -> QWidget:
        """Return the title with what can be done to the whole section."""
        self.title = section_title(section.label)
        self.title.setWordWrap(True)
        self.head = QWidget()
        self.head.setObjectName("head")
        self.head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = row_of(self.title)
        row.setStretch(0, 1)
        layout = column(4)
        layout.setContentsMargins(EDGE, 12, EDGE, 10)
        layout.addLayout(row)
        self._offer_rows(row)
        if self._filling.judgements_in(section):
            self._offer_group(row)
            layout.addWidget(self.group_fault)
        self.head.setLayout(layout)
        return self.head

    def _questions_below(self, section: Section) -> None:
        layout = column(4)
        layout.setContentsMargins(0, 4, 0, 12)
        self._sheet.setLayout(layout)
        for item in section.items:
            layout.addWidget(self._made(item))
        if section.row is not None and not section.row.id:
            self.empty = nothing_yet(section, self._sheet, self._want_row)
            layout.addWidget(self.empty, 1)
        else:
            layout.addStretch(1)

    def show_head(self, *, shown: bool) -> None:
        """Show the title, or leave it out where it only repeats what stands above the page.

        What can be done to the whole section stays in any case.
        """
        self.head.setVisible(shown or self.head.findChild(QToolButton) is not None)

    def _made(self, item: Item) -> QWidget:
        if not item.is_asked or item.is_table_head:
            words = Note(item) if not item.is_asked else TableHead(item)
            self._words[item.path] = words
            return words
        question = Question(self._filling, item, self.stepped.emit, self._enter, self._sheet)
        self.questions[item.path] = question
        return question

    def _offer_rows(self, head: QHBoxLayout) -> None:
        row = self._section.row
        if row is not None and row.may_change and row.id:
            self.rows = RowActions(self._sheet, self._want_row, self._give_row_up)
            self.rows.offer(head)

    def _want_row(self) -> None:
        self.commit()
        if self._section.row is not None:
            self.row_wanted.emit(self._section.row.series)

    def _give_row_up(self) -> None:
        if self._section.row is not None:
            self.row_unwanted.emit(self._section.row.path)

    def focus_first(self) -> None:
        """Give the keyboard to the first question, or to the button of an empty repeat."""
        first = next((q for q in self.questions.values() if q.item.takes_an_answer), None)
        if first is not None:
            first.take_focus()
        else:
            self._sheet.setFocus()
            self.focusNextChild()

    def _offer_group(self, head: QHBoxLayout) -> None:
        self.group = make_action(self._sheet, "其余均未发现", "ok", "Ctrl+0", self._answer_group)
        self.group_fault = fault_label()
        head.addWidget(secondary_button(self.group))

    def _answer_group(self) -> None:
        refusal = self._filling.answer_group()
        show_fault(self.group_fault, refusal or "")

    def _enter(self, question: Question) -> None:
        for other in self.questions.values():
            if other.property("current") != (other is question):
                other.setProperty("current", other is question)
                other.style().polish(other)
        self._current = question
        self._reveal_soon()
        self.entered.emit(question.item.path)

    def _reveal_soon(self) -> None:
        # once the layout knows how high the question is now
        QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        """Show the question from its first line; of one that is too tall, where the keyboard is."""
        question = self._current
        if question is None:
            return
        if question.height() <= self._scroll.viewport().height():
            self._scroll.ensureWidgetVisible(question, 0, 8)
            return
        self._scroll.verticalScrollBar().setValue(question.y())
        here = QApplication.focusWidget()
        if here is not None and question.isAncestorOf(here):
            self._scroll.ensureWidgetVisible(here, 0, 8)

    def show_section(self, section: Section) -> None:
        """Show the section as it stands now; nothing is built anew."""
        self._section = section
        self.title.setText(section.label)
        for item in section.items:
            shown = self.questions.get(item.path) or self._words.get(item.path)
            if shown is not None:
                shown.show_item(item)
        self._reveal_soon()

    def commit(self) -> None:
        """Hand on whatever is typed but not yet taken."""
        for question in self.questions.values():
            question.commit()

    def refused(self) -> str:
        """Return the path of the first question whose text was not taken, "" if there is none."""
        return next((path for path, q in self.questions.items() if q.refused), "")
