"""试填: the real form sheet over an invented account; nothing is saved."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.usecases.inspections.form_trials import try_out
from ui.forms.filling import Filling
from ui.forms.sheet import Sheet
from ui.parts.bars import Message
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import Page
from ui.parts.states import Notice, row_of
from ui.parts.words import plain_label
from ui.session import Session
from ui.theme import State

NOTHING_SAVED = "这里用一个虚构的“示例账号”，填什么都不会进入台账和检查记录，结束后即清除。"
NO_EVIDENCE = "试填时不收证据，什么也没有保存；正式检查时，在不合格的题上可以加。"


class TrialFilling(Filling):
    """Answers that stay on the screen."""

    def _write(self, step: Callable[[], str | None]) -> str | None:
        refusal = step()
        if refusal is None:
            self._look()
            self.moved.emit()
        return refusal


class TrialPage(Page):
    """A form to be tried; `left` when the person is done."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("试填，不保存")
        self._session = session
        self.sheet: Sheet | None = None
        self.back = make_action(self, "结束试填", "undo", "Esc", self.left.emit)
        self.before = make_action(self, "上一节", "previous", "Ctrl+Up", lambda: self._step(-1))
        self.after = make_action(self, "下一节", "next", "Ctrl+Down", lambda: self._step(1))
        self.about = plain_label(name="sectionTitle", wrap=True)
        self.body.addWidget(self.about)
        self.body.addWidget(Notice(State.HINT, NOTHING_SAVED))
        foot = row_of(*(secondary_button(a) for a in (self.back, self.before, self.after)))
        foot.addStretch(1)
        self.body.addLayout(foot)

    def show_form(self, form: CompiledForm) -> None:
        """Begin anew with a form."""
        self.take_away()
        self.about.setText(f"{form.title} 第{form.version}版")
        trial = try_out(self._session.desk, form)
        filling = TrialFilling(self._session, trial, read_date)
        filling.evidence_wanted.connect(self._take_no_evidence)
        self.sheet = Sheet(filling)
        self.sheet.hide()
        self.body.insertWidget(2, self.sheet, 1)
        self.sheet.prepare()
        self.sheet.show()  # a layout would show it a moment later, too late for the keyboard
        self.sheet.reached_end.connect(self.sheet.sections.setFocus)
        self.sheet.start()

    def _take_no_evidence(self, _path: str, _way: str) -> None:
        self._session.say(Message(State.HINT, NO_EVIDENCE))

    def _step(self, by: int) -> None:
        if self.sheet is not None:
            self.sheet.commit()
            self.sheet.step_section(by)

    def take_away(self) -> None:
        """Forget what was filled in."""
        if self.sheet is not None:
            self.body.removeWidget(self.sheet)
            self.sheet.hide()
            self.sheet.deleteLater()
            self.sheet = None
