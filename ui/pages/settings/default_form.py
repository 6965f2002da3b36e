"""默认检查表: the form that checks begin with, here and in the offices below."""

from PySide6.QtWidgets import QComboBox

from govmedia_desktop.usecases.forms.known import offered_forms
from govmedia_desktop.usecases.inspections.default_form import default_form, set_default_form
from ui import theme
from ui.parts.bars import Message
from ui.parts.fresh import Fresh
from ui.parts.page import Panel
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label
from ui.session import Session
from ui.theme import State

ABOUT = "检查时先列出这张表，仍可换别的表。随下发文件下发，下级单位没有另设的，也用这张表。"


class DefaultForm(Panel):
    """One box: which form."""

    def __init__(self, session: Session) -> None:
        super().__init__("默认检查表")
        self._session = session
        self.form = QComboBox()
        label = buddy_label("检查表", self.form)
        theme.fix(label, width=72)
        theme.fix(self.form, width=420)
        row = row_of(label, self.form, spacing=16)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(faint_label(ABOUT, wrap=True))
        self.form.activated.connect(self._set)
        Fresh(self, session.changed, self.load)
        self.load()

    def load(self) -> None:
        """Show the forms that are here, the one in use chosen."""
        desk = self._session.desk
        titles = {form.form_id: form.title for form in offered_forms(desk)}
        used = default_form(desk)
        self.form.clear()
        for form_id, title in titles.items():
            self.form.addItem(title, form_id)
        self.form.setCurrentIndex(self.form.findData(used.form_id) if used else -1)
        self.form.setEnabled(bool(titles))

    def _set(self, _place: int) -> None:
        used = default_form(self._session.desk)
        if used is not None and used.form_id == self.form.currentData():
            return
        with self._session.writing("parameters") as desk:
            form = set_default_form(desk, self.form.currentData())
        words = f"以后检查先用“{form.title}”；没有查完的检查还用原来的表。"
        self._session.say(Message(State.PASSED, words))
