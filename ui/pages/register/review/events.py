"""热点事件: put an event down, what each account said of it, and how long it was silent."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from govmedia_desktop.domain.events import Event
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.activity.events import ToldResponse, Word, add_event, respond
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.register.accounts import ListedAccount
from ui.pages.register.review.listing import ReviewPanel
from ui.parts.buttons import make_action, secondary_button
from ui.parts.days import DayField
from ui.parts.page import EmptyState, Panel, column
from ui.parts.states import row_of
from ui.parts.words import buddy_label, fault_label, section_title, show_fault
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

NOTHING = "导入台账或新增账号以后，在这里登记热点事件，看各账号多久才回应。"
NO_RESPONSE = "还没有登记。先在右边登记事件，再登记各账号的回应。"


def _state(told: ToldResponse) -> State:
    return State.UNCHECKED if told.silence.first is None else State.PASSED


def _said(told: ToldResponse) -> str:
    first = told.silence.first
    return f"{first.day} {first.title}".strip() if first else ""


COLUMNS: list[Column[ToldResponse]] = [
    Column("事件", lambda t: t.event.name, width=170, least=110, wraps=True),
    Column("事件日期", lambda t: t.event.day, align=Align.CENTRE, width=104, spare=1),
    Column("账号", lambda t: t.listed.account.name, width=160, least=110, wraps=True),
    Column(
        "沉默多久",
        lambda t: t.silence.told,
        lambda t: t.silence.days,
        state=_state,
        width=190,
        least=150,
        wraps=True,
    ),
    Column("首次回应", _said, width=170, least=120, spare=2),
]


class EventsPanel(ReviewPanel[ToldResponse]):
    """The accounts that events concern; beside them the two entries; `account_wanted(id)`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.name, self.first_word, self.said, self.link = (QLineEdit() for _ in range(4))
        self.day, self.answered = DayField("事件日期"), DayField("回应日期")
        self.of_event, self.of_account = QComboBox(), QComboBox()
        for box in (self.of_event, self.of_account):
            box.setMinimumContentsLength(14)
        self.fault, self.refusal = fault_label(), fault_label()
        self.put = make_action(self, "登记事件", "add", "", self._put)
        self.answer = make_action(self, "登记回应", "ok", "", self._answer)
        panel = TablePanel(RowsTable(RowsModel(COLUMNS), "events"), self._details())
        panel.teach_when_empty(NO_RESPONSE)
        self._lay_out(panel, EmptyState("date", "还没有账号", NOTHING))

    def _details(self) -> QWidget:
        self.name.setPlaceholderText("如 7月12日强降雨")
        self.first_word.setPlaceholderText("可不填，如 县应急管理局")
        self.answered.setPlaceholderText("没有回应就空着")
        sheet = Panel()
        event = (
            ("事件名称", self.name),
            ("事件日期", self.day),
            ("谁最先发声", self.first_word),
        )
        answer = (
            ("哪个事件", self.of_event),
            ("哪个账号", self.of_account),
            ("回应日期", self.answered),
            ("标题", self.said),
            ("链接", self.link),
        )
        for title, fields, fault, action in (
            ("登记热点事件", event, self.fault, self.put),
            ("登记回应", answer, self.refusal, self.answer),
        ):
            part = column(4)
            part.addWidget(section_title(title))
            for name, field in fields:
                part.addWidget(buddy_label(name, field))
                part.addWidget(field)
            part.addWidget(fault)
            button = row_of(secondary_button(action))
            button.addStretch(1)
            part.addLayout(button)
            sheet.body.addLayout(part)
        sheet.body.addStretch(1)
        return sheet

    def show_events(
        self,
        events: Sequence[Event],
        responses: Sequence[ToldResponse],
        accounts: Sequence[ListedAccount],
    ) -> None:
        """Show who said what; what is typed stays."""
        self.waiting = sum(told.silence.first is None for told in responses)
        self.panel.model.set_rows(responses)
        self.panel.hold_details(held=not responses)  # the entry is all there is to do
        _offer(self.of_event, [(f"{e.day} {e.name}", e.id) for e in events])
        named = sorted(accounts, key=lambda a: a.account.name)
        _offer(
            self.of_account,
            [(f"{a.account.name}（{a.account.platform.label}）", a.account.id) for a in named],
        )
        self._stack.setCurrentIndex(1 if accounts else 0)
        self.answer.setEnabled(bool(events and accounts))

    def _put(self) -> None:
        day = self.day.day
        if self.day.wrong:
            show_fault(self.fault, "日期请写成 2026-10-01；没有保存。")
            return
        name, first_word = self.name.text(), self.first_word.text()
        if self._write(
            lambda desk: add_event(desk, name, day or desk.today(), first_word), self.fault
        ):
            for field in (self.name, self.day, self.first_word):
                field.clear()
            self.of_event.setCurrentIndex(0)

    def _answer(self) -> None:
        if self.answered.wrong:
            show_fault(self.refusal, "日期请写成 2026-10-01；没有保存。")
            return
        word = Word(self.answered.day, self.said.text(), self.link.text())
        event, account = self.of_event.currentData(), self.of_account.currentData()
        if self._write(lambda desk: respond(desk, event, account, word), self.refusal):
            for field in (self.answered, self.said, self.link):
                field.clear()

    def _write(self, deed: Callable[[Desk], object], fault: QLabel) -> bool:
        try:
            with self._session.writing("events") as desk:
                deed(desk)
        except RefusedError as refusal:
            show_fault(fault, str(refusal))
            return False
        show_fault(fault, "")
        return True

    def _account_of(self, told: ToldResponse) -> str:
        return told.listed.account.id


def _offer(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    """Offer other choices; what was chosen stays."""
    chosen = box.currentData()
    box.clear()
    for text, data in choices:
        box.addItem(text, data)
    box.setCurrentIndex(max(box.findData(chosen), 0) if choices else -1)
