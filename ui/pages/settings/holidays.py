"""放假安排: which years are known, and entering the next one from its notice."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from govmedia_desktop.domain.working_days import kept_years
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.offices.holidays import (
    EnteredYear,
    enter_holidays,
    entered_years,
    remove_holidays,
)
from ui import theme
from ui.parts.bars import Message
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import Panel
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label, fault_label, plain_label, show_fault
from ui.session import Session
from ui.theme import State

ABOUT = (
    "备案期限、答复期限按工作日算。国务院办公厅每年发布下一年的放假安排，"
    "程序还没有收录的，把通知里写明“放假”“上班”的几段粘贴到这里，随“下发”带给下级。"
)
_SAMPLE = (
    "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n二、春节：……放假调休，共…天。…月…日上班。"
)
_AHEAD = 3


class Holidays(Panel):
    """The known years, and a text to enter another one from."""

    def __init__(self, session: Session) -> None:
        super().__init__("放假安排")
        self._session = session
        self.known = plain_label(wrap=True)
        self.year, self.notice = QComboBox(), QPlainTextEdit()
        self.notice.setPlaceholderText(_SAMPLE)
        self.notice.setTabChangesFocus(True)
        self.notice.setAccessibleName("放假安排通知的文字")
        self.notice.setFixedHeight(theme.length(84))
        self.fault = fault_label()
        self.enter = make_action(self, "登记这一年", "ok", "", self._enter)
        first = max(*kept_years(), session.desk.today().year - 1) + 1
        for year in range(first, session.desk.today().year + _AHEAD + 1):
            self.year.addItem(f"{year}年", year)
        line = row_of(buddy_label("年份", self.year), self.year, secondary_button(self.enter))
        line.addStretch(1)
        self.body.addWidget(faint_label(ABOUT, wrap=True))
        self.body.addWidget(self.known)
        self.body.addWidget(self.notice)
        self.body.addLayout(line)
        self.body.addWidget(self.fault)
        self.load()

    def load(self) -> None:
        """Show which years are known now."""
        told = [_told(year, e) for year, e in entered_years(self._session.desk).items()]
        self.known.setText("；".join([f"程序已收录到{max(kept_years())}年", *told]) + "。")

    def _enter(self) -> None:
        year = int(self.year.currentData())
        try:
            with self._session.writing("parameters") as desk:
                found = enter_holidays(desk, year, self.notice.toPlainText())
        except RefusedError as refusal:
            show_fault(self.fault, str(refusal))
            return
        show_fault(self.fault, "")
        self.notice.clear()
        self.load()
        text = f"已登记{year}年：放假{len(found.off)}天，调休上班{len(found.worked)}天。"
        self._session.say(Message(State.PASSED, text, "撤销", partial(self._take_back, year)))

    def _take_back(self, year: int) -> None:
        with self._session.writing("parameters") as desk:
            remove_holidays(desk, year)
        self.load()


def _told(year: int, entered: EnteredYear) -> str:
    days = entered.arrangement
    by = "登记了" if entered.own else "按上级下发的，"
    return f"{year}年{by}放假{len(days.off)}天、调休上班{len(days.worked)}天"
