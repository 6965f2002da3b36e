"""备案期限: steps that are still to be filed, the day each was, and the words for the unit."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.reminders import Reminder
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.register.filings import Unfiled, note_filing, take_back_filing
from ui.forms.flow import Flow
from ui.pages.register.review.listing import ReviewPanel
from ui.parts.bars import Message
from ui.parts.buttons import make_action, secondary_button
from ui.parts.days import DayField
from ui.parts.page import EmptyState, Panel
from ui.parts.states import row_of
from ui.parts.words import (
    buddy_label,
    faint_label,
    fault_label,
    plain_label,
    section_title,
    show_fault,
    show_words,
)
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

NOTHING = (
    "没有等着备案的事项。先在“设置”里登记本地的备案期限（如5个工作日），"
    "再在账号的沿革里登记开设、变更、关停或注销，到期以前都列在这里。"
)
_SOON = 1


def _left(waiting: Unfiled) -> str:
    due = waiting.due
    if due.overdue:
        return f"超期 {due.days_over} 天"
    return f"还剩 {due.days_left} 个工作日" if due.days_left else "今天到期"


def _state(waiting: Unfiled) -> State:
    if waiting.due.overdue:
        return State.FAILED
    return State.HINT if waiting.due.days_left <= _SOON else State.UNCHECKED


COLUMNS: list[Column[Unfiled]] = [
    Column(
        "还剩",
        _left,
        lambda w: w.due.days_left - w.due.days_over,
        state=_state,
        width=160,
        least=150,
    ),
    Column("账号名称", lambda w: w.listed.account.name, width=180, least=120, wraps=True),
    Column("平台", lambda w: w.listed.account.platform.label, width=104, spare=3),
    Column("主办单位", lambda w: w.listed.owner_name or "", width=160, least=110, spare=4),
    Column("事项", lambda w: w.due.step.told, width=150, least=90, wraps=True),
    Column("日期", lambda w: w.due.step.day, align=Align.CENTRE, width=104, spare=2),
    Column("备案截止", lambda w: str(w.due.due.day), align=Align.CENTRE, width=104, spare=1),
]


class FilingsPanel(ReviewPanel[Unfiled]):
    """The steps by the day they are due, beside them the day they were; `account_wanted(id)`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._texts: dict[str, str] = {}
        self.what, self.until = section_title(""), plain_label(wrap=True)
        self.what.setWordWrap(True)
        self.day = DayField("备案日期")
        self.day.setPlaceholderText("空着就是今天")
        self.fault = fault_label()
        self.file = make_action(self, "登记备案", "ok", "Ctrl+Return", self._file)
        self.text = faint_label(wrap=True)
        self.copy = make_action(self, "复制给该单位的提醒", "copy", "Ctrl+Shift+C", self._copy)
        panel = TablePanel(RowsTable(RowsModel(COLUMNS), "filings"), self._details())
        self._lay_out(panel, EmptyState("ok", "没有等着备案的事项", NOTHING))
        self.day.returnPressed.connect(self.file.trigger)

    def _details(self) -> QWidget:
        sheet = Panel()
        entry = row_of(self.day, secondary_button(self.file))
        entry.addStretch(1)
        buttons = Flow(8)
        for action in (self.copy, self.look):
            buttons.addWidget(secondary_button(action))
        sheet.body.addWidget(self.what)
        sheet.body.addWidget(self.until)
        sheet.body.addWidget(buddy_label("备案日期", self.day))
        sheet.body.addLayout(entry)
        sheet.body.addWidget(self.fault)
        sheet.body.addLayout(buttons)
        sheet.body.addWidget(self.text)
        sheet.body.addStretch(1)
        return sheet

    def show_filings(self, waiting: Sequence[Unfiled], reminders: Sequence[Reminder]) -> None:
        """Show what is to be filed and the words for the units."""
        self._texts = {reminder.owner: reminder.text for reminder in reminders}
        self.waiting = len(waiting)
        self._set_rows(waiting)
        self._show(self.panel.current())

    def _show(self, waiting: Unfiled | None) -> None:
        for action in (self.file, self.copy, self.look):
            action.setEnabled(waiting is not None)
        show_fault(self.fault, "")
        self.day.clear()
        if waiting is None:
            return
        due = waiting.due
        self.what.setText(f"{waiting.listed.account.name} · {due.step.told}")
        lines = [f"最迟{due.due.day}备案。", f"依据：{waiting.basis}", due.due.remark]
        show_words(self.until, "\n".join(filter(None, lines)))
        self.text.setText(self._texts.get(waiting.listed.owner_name or "", ""))

    def _file(self) -> None:
        waiting = self.panel.current()
        if waiting is None:
            return
        if self.day.wrong:
            show_fault(self.fault, "日期请写成 2026-10-01；没有保存。")
            return
        day = self.day.day or self._session.desk.today()
        try:
            with self._session.writing("accounts") as desk:
                note_filing(desk, waiting.id, day)
        except RefusedError as refusal:
            show_fault(self.fault, str(refusal))
        else:
            self._told(waiting, day)

    def _told(self, waiting: Unfiled, day: date) -> None:
        text = f"已登记：{waiting.listed.account.name}的{waiting.due.step.kind}于{day}备案。"
        back = partial(self._take_back, waiting.id)
        self._session.say(Message(State.PASSED, text, "撤销", back))

    def _take_back(self, step: str) -> None:
        with self._session.writing("accounts") as desk:
            take_back_filing(desk, step)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.text())
        text = "提醒已复制，可以粘贴到微信、QQ或邮件里。"
        self._session.say(Message(State.PASSED, text))

    def _account_of(self, waiting: Unfiled) -> str:
        return waiting.listed.account.id
