"""One section of a check form: its questions below each other."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from govmedia_desktop.forms.items import Item, Section
from ui.forms.filling import Filling
from ui.forms.question import Question, note
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import Scrolled, column
from ui.parts.states import row_of
from ui.parts.words import fault_label, section_title, show_fault


class SectionView(Scrolled):
    """The questions of a section, built once; `stepped(path, by)` and `entered(path)`."""

    stepped = Signal(str, int)
    entered = Signal(str)

    def __init__(self, filling: Filling, section: Section) -> None:
        self._sheet = QWidget()
        super().__init__(self._sheet)
        self._filling = filling
        self._current: Question | None = None
        self.questions: dict[str, Question] = {}
        layout = column(4)
        layout.setContentsMargins(4, 12, 4, 12)
        head = row_of(section_title(section.label), margins=(12, 0))
        layout.addLayout(head)
        head.addStretch(1)
        if any(item.judgement for item in section.items):
            self._offer_group(head)
            layout.addWidget(self.group_fault)
        for item in section.items:
            layout.addWidget(self._made(item))
        layout.addStretch(1)
        self._sheet.setLayout(layout)
        # only now: a widget without a parent would come up as a window of its own
        self.show_section(section)

    def _made(self, item: Item) -> QWidget:
        if not item.is_asked:
            return note(item)
        question = Question(self._filling, item)
        self.questions[item.path] = question
        question.stepped.connect(lambda by: self.stepped.emit(item.path, by))
        question.entered.connect(lambda: self._enter(question))
        return question

    def _offer_group(self, head: QHBoxLayout) -> None:
        self.group = make_action(self._sheet, "其余均未发现", "ok", "Ctrl+0", self._answer_group)
        self.group_fault = fault_label()
        self.group_fault.setContentsMargins(12, 0, 12, 4)
        head.addWidget(secondary_button(self.group))

    def _answer_group(self) -> None:
        refusal = self._filling.answer_group()
        show_fault(self.group_fault, refusal or "")
        if refusal is not None:
            self._current = None
            self.verticalScrollBar().setValue(0)

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
        if question.height() <= self.viewport().height():
            self.ensureWidgetVisible(question, 0, 8)
            return
        self.verticalScrollBar().setValue(question.y())
        here = QApplication.focusWidget()
        if here is not None and question.isAncestorOf(here):
            self.ensureWidgetVisible(here, 0, 8)

    def show_section(self, section: Section) -> None:
        """Show the section as it stands now; nothing is built anew."""
        for item in section.items:
            if item.path in self.questions:
                self.questions[item.path].show_item(item)
        self._reveal_soon()

    def commit(self) -> None:
        """Hand on whatever is typed but not yet taken."""
        for question in self.questions.values():
            question.commit()

    def refused(self) -> str:
        """Return the path of the first question whose text was not taken, "" if there is none."""
        return next((path for path, q in self.questions.items() if q.refused), "")
