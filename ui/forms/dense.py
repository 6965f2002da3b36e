"""An inspection in the order of its printed sheet: all questions below each other, numbered."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.verdicts import Finding
from govmedia_desktop.forms.items import Item, Section
from govmedia_desktop.forms.numbering import numbered
from govmedia_desktop.forms.rows import plan_of
from ui import theme
from ui.forms.filling import Filling
from ui.forms.question import Question
from ui.forms.section import SectionView
from ui.forms.sheet import Sheet
from ui.forms.unasked import EDGE
from ui.parts.page import Panel, column
from ui.parts.states import row_of
from ui.parts.words import plain_label, section_title

NARROW = 800
"""Below so many pixels of the 标准 size the questions have the whole width."""
_NUMBER, _SIDE = 32, 12
_LABEL, _FIELD = 4, 6


class DenseQuestion(Question):
    """A question on one line: its number on paper, what is asked, its input."""

    def _lay_out(self) -> None:
        self.number = plain_label(name="asked")
        theme.fix(self.number, width=_NUMBER)
        answered = self._column = column(2)
        answered.addLayout(self.field.room)
        line = row_of(self.number, self.label, margins=(_SIDE, 3))
        line.setStretch(1, _LABEL)
        line.addLayout(answered, _FIELD)
        self.setLayout(line)

    def _say_hint(self, hint: str) -> None:
        """Leave the hint to the paper."""

    def _say_finding(self, finding: Finding | None) -> None:
        """Leave to the conclusion what was found."""


class DenseView(SectionView):
    """All printed questions of a form, with the titles of their sections between."""

    def __init__(self, filling: Filling) -> None:
        self._numbers = numbered(filling.inspection.compiled, filling.inspection.run)
        self._titles = {
            next((i.path for i in s.items if plan_of(i.path) in self._numbers), ""): s.label
            for s in filling.sections
        }
        super().__init__(filling, _whole(filling))

    def _made(self, item: Item) -> QWidget:
        sheet = QWidget()
        layout = column(0)
        if item.path in self._titles:
            title = section_title(self._titles[item.path])
            title.setContentsMargins(EDGE, 8, 0, 4)
            layout.addWidget(title)
        number = self._numbers.get(plan_of(item.path))
        if number is not None:
            question = DenseQuestion(self._filling, item, self.stepped.emit, self._enter)
            self.questions[item.path] = question
            question.number.setText(str(number))
            layout.addWidget(question)
        sheet.setLayout(layout)
        return sheet


class DenseSheet(Sheet):
    """An inspection to be keyed in from paper: one dense column, 结论 at the right."""

    def _lay_out(self) -> None:
        self.sections.hide()
        middle = Panel()
        middle.body.setContentsMargins(0, 0, 0, 0)
        middle.body.addWidget(self.stack, 1)
        layout = row_of(middle, self.conclusion)
        layout.setStretch(0, 5)
        layout.setStretch(1, 2)
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the conclusion away where it would take the room of the questions."""
        QWidget.resizeEvent(self, event)
        self.conclusion.setVisible(self.width() >= theme.length(NARROW))

    def _show(self) -> None:
        for view in self._views.values():
            view.show_section(_whole(self.filling))
        self.conclusion.show_verdict(self.filling.verdict, self.filling.provenance)

    @property
    def view(self) -> SectionView:
        """The one sheet."""
        return self._views[""]

    def open_section(self, number: int) -> None:
        """Be at a section; all of them are on the one sheet."""
        if not self._views:
            view = DenseView(self.filling)
            view.stepped.connect(self._step)
            view.entered.connect(self._enter)
            self._views[""] = view
            self.stack.addWidget(view)
        self.number = number
        self.opened.emit()

    def _open_first(self, number: int) -> None:
        first = next(iter(self.filling.sections[number].asked), None)
        if first is not None:
            self.go_to(first.path)

    def _enter(self, path: str) -> None:
        super()._enter(path)
        where = self._section_of(path)
        if where is not None and where != self.number:
            self.open_section(where)

    def question(self, path: str) -> Question:
        """Return the widget of a question."""
        return self.view.questions[path]


def _whole(filling: Filling) -> Section:
    items = tuple(item for section in filling.sections for item in section.items)
    return Section("", "题号和纸上的一样", relevant=True, items=items)
