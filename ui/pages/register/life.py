"""沿革: enter a step of an account's life over the list of all that happened to it."""

from datetime import date

from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.life import CHANGEABLE, StepKind
from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.oversight.timeline import timeline
from govmedia_desktop.usecases.register.life import NewStep, add_step
from govmedia_desktop.usecases.register.merging import entries_of, part_again
from ui.pages.register.fields import Field, field_grid
from ui.pages.register.timeline import Timeline
from ui.parts.bars import Message
from ui.parts.buttons import make_action, quiet_button, secondary_button
from ui.parts.page import Scrolled, column
from ui.parts.states import row_of
from ui.parts.words import fault_label, show_fault
from ui.reading import Reading
from ui.session import Session
from ui.theme import State

_TEXTS = {"basis": "依据", "document": "文号", "link": "链接", "note": "说明"}
_CHANGES = {f"new_{name}": f"新{title}" for name, title in CHANGEABLE.items()}
_DAYS = {"day": "日期", "filed": "备案日期"}


class Life(QWidget):
    """A button that opens the entry, and under it everything that happened."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._account = ""
        self._reading = Reading(session, "正在读取沿革")
        self.kind = Field("kind", "事项", list(StepKind), may_be_empty=False)
        titles = {**_DAYS, **_CHANGES, **_TEXTS}
        self.fields = {name: Field(name, title) for name, title in titles.items()}
        self.refusal = fault_label()
        self.begin = make_action(self, "登记事项", "edit", "Ctrl+E", self._begin)
        self.enter = make_action(self, "登记", "ok", "", self._enter)
        self.leave = make_action(self, "不登记", "close", "", self._close)
        self.part = make_action(self, "分开合并的登记", "undo", "", self._part)
        self.timeline = Timeline()
        self._lay_out()
        self.kind.given.connect(lambda *_: self._suit())

    def _lay_out(self) -> None:
        self.fields["day"].hint("空着就是今天")
        self.fields["filed"].hint("没备案不填")
        self._asked = [self.kind, *self.fields.values()]
        buttons = row_of(secondary_button(self.enter), quiet_button(self.leave))
        buttons.addStretch(1)
        asked = column(8)
        asked.addLayout(field_grid(self._asked))
        asked.addStretch(1)
        sheet = QWidget()
        sheet.setLayout(asked)
        entry = column(8)
        entry.addWidget(Scrolled(sheet), 1)
        entry.addWidget(self.refusal)
        entry.addLayout(buttons)
        self._entry = QWidget()
        self._entry.setLayout(entry)
        self._button = secondary_button(self.begin)
        top = row_of(self._button, quiet_button(self.part))
        top.addStretch(1)
        layout = column(8)
        layout.addLayout(top)
        layout.addWidget(self._entry, 1)
        layout.addWidget(self.timeline, 1)
        self.setLayout(layout)
        self._close()

    def show_account(self, account: str) -> None:
        """Show what happened to an account; what was typed for another one is gone."""
        if account != self._account:
            self._close()
            self.timeline.show_happenings([])
        self._account = account
        self.part.setVisible(len(entries_of(self._session.desk, account)) > 1)
        self._reading.ask(lambda desk: timeline(desk, account), self.timeline.show_happenings)

    def _begin(self) -> None:
        for field in self.fields.values():
            field.show_text("")
        show_fault(self.refusal, "")
        self._open(shown=True)
        self._suit()
        self.kind.setFocus()

    def _part(self) -> None:
        with self._session.writing("accounts") as desk:
            count = part_again(desk, self._account)
        text = f"已分开为 {count} 个账号，分别计数；不再自动合并。"
        self._session.say(Message(State.PASSED, text))

    def _close(self) -> None:
        self._open(shown=False)

    def _open(self, *, shown: bool) -> None:
        self._entry.setVisible(shown)
        self.timeline.setVisible(not shown)
        self.begin.setVisible(not shown)
        for action in (self.enter, self.leave):
            action.setEnabled(shown)

    def _suit(self) -> None:
        """Ask what the kind of step needs only."""
        kind = StepKind(self.kind.text)
        for name in _CHANGES:
            self.fields[name].show_line(shown=kind is StepKind.CHANGED)
        self.fields["filed"].show_line(shown=kind.is_filed)

    def _enter(self) -> None:
        days = {name: self._day(name) for name in _DAYS}
        if any(not field.fault.isHidden() for field in self.fields.values()):
            return
        today = self._session.desk.today()
        texts = {name: self.fields[name].text for name in _TEXTS}
        changes = {name: self.fields[f"new_{name}"].text for name in CHANGEABLE}
        new = NewStep(StepKind(self.kind.text), days["day"] or today, days["filed"], texts, changes)
        try:
            with self._session.writing("accounts") as desk:
                add_step(desk, self._account, new)
        except RefusedError as refusal:
            show_fault(self.refusal, str(refusal))
        else:
            self._close()
            self.show_account(self._account)

    def _day(self, name: str) -> date | None:
        field, today = self.fields[name], self._session.desk.today()
        found = read_date(field.text, today, today, "今天") if field.text else None
        field.refuse(f"{found}。没有保存。" if isinstance(found, str) else "")
        return None if isinstance(found, str) else found
