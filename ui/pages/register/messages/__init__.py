"""互动: questions and appeals, what waits first; beside it the answer, and who answers how."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from govmedia_desktop.domain.messages import MessageState
from govmedia_desktop.usecases.activity.messages import ToldMessage, list_messages
from ui.pages.register.messages.details import MessageDetails
from ui.pages.register.messages.feedback import FeedbackPanel
from ui.parts.bars import Message
from ui.parts.buttons import make_action
from ui.parts.page import EmptyState, Page
from ui.parts.tabs import stack_under, tab_bar
from ui.reading import Reading
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

TITLES = ("留言与答复", "答复情况")
ABOUT = (
    "这里记互动测试和群众诉求：问了什么、请谁答、什么时候答、答得怎样。"
    "答复用了几个工作日自动算，没有规定期限的不判超期。"
)
_STATES = {
    MessageState.OVERDUE: State.FAILED,
    MessageState.WAITING: State.STARTED,
    MessageState.LATE: State.HINT,
    MessageState.ANSWERED: State.PASSED,
}
_WAITING = (MessageState.OVERDUE, MessageState.WAITING)


def _took(told: ToldMessage) -> str:
    days = told.message.days
    return "" if days is None else f"{days} 个工作日"


COLUMNS: list[Column[ToldMessage]] = [
    Column("情况", lambda t: t.state.value, state=lambda t: _STATES[t.state], width=124),
    Column("问了什么", lambda t: t.message.content, width=220, least=120, wraps=True),
    Column("账号", lambda t: t.listed.account.name, width=150, least=100, spare=1, wraps=True),
    Column("提问", lambda t: t.message.asked, align=Align.CENTRE, width=104, spare=3),
    Column("答复期限", lambda t: str(t.due or ""), align=Align.CENTRE, width=104, spare=2),
    Column("用时", _took, lambda t: t.message.days or 0, Align.RIGHT, width=104, spare=4),
]


class MessagesPage(Page):
    """The list with the chosen message beside it, and the figures; `left`."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("互动")
        self._session = session
        self._reading = Reading(session, "正在读取互动记录")
        self._unfolded = True
        self._arriving = False
        self.details = MessageDetails(session)
        self.panel = TablePanel(
            RowsTable(RowsModel(COLUMNS), "messages"), self.details, own_scroll=True
        )
        self.panel.add_filter("情况", list(MessageState), lambda t, word: t.state == word)
        self.feedback = FeedbackPanel(session)
        self.add = make_action(self, "记一条提问", "add", "Ctrl+N", self.begin_new)
        self.back = make_action(self, "返回台账", "undo", "Esc", self._leave)
        self.fold = make_action(self, "收起详情", "details", "F4", self._fold)
        self.offer(self.fold, self.back, primary=self.add)
        self.listing = QStackedWidget()
        self.listing.addWidget(EmptyState("edit", "还没有互动记录", ABOUT))
        self.listing.addWidget(self.panel)
        self.tabs = tab_bar("互动")
        stack = stack_under(self.tabs, (self.listing, self.feedback))
        for number, title in enumerate(TITLES):
            turn = partial(self.tabs.setCurrentIndex, number)
            action = make_action(self, title, "details", f"Ctrl+{number + 1}", turn)
            self.tabs.setTabText(number, title)
            self.tabs.setTabToolTip(number, action.toolTip())
        self.body.addWidget(self.tabs)
        self.body.addWidget(stack, 1)
        self.panel.chosen.connect(self._show)
        self.panel.opened.connect(lambda _told: self._edit())
        self.panel.unfolded.connect(self._name_fold)
        self.details.entered.connect(self._welcome)
        self.details.left.connect(self._leave_new)
        session.changed.connect(self._refresh_if_seen)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the messages as they stand now."""
        super().showEvent(event)
        self._arriving = True
        self.refresh()

    def _refresh_if_seen(self, _subject: str) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self, chosen: str = "") -> None:
        """Read the messages again; that one is chosen then, else what was chosen stays chosen."""
        self.feedback.refresh()
        self._reading.ask(list_messages, partial(self._show_all, chosen))

    def _show_all(self, chosen: str, found: Sequence[ToldMessage]) -> None:
        self.panel.model.set_rows(found)
        anything = bool(found) or self.details.is_new
        self.listing.setCurrentIndex(1 if anything else 0)
        self.fold.setVisible(anything)
        waiting = sum(told.state in _WAITING for told in found)
        self.tabs.setTabText(0, f"{TITLES[0]} {waiting}" if waiting else TITLES[0])
        self.add.setVisible(not self.details.is_new)
        place = self.panel.model.place_of(chosen)
        if place is not None:
            self.panel.table.selectRow(place)
        if found and self.panel.current() is None and not self.details.is_new:
            self.panel.table.selectRow(0)
        if self._arriving:
            self.lead_to(self.panel.table)
        self._arriving = False

    def begin_new(self) -> None:
        """Open the form of a new question beside the list."""
        self.tabs.setCurrentIndex(0)
        self.listing.setCurrentIndex(1)
        current = self.panel.current()
        self.panel.table.clearSelection()
        self.panel.hold_details(held=True)
        self.add.setVisible(False)
        self.fold.setVisible(True)
        self.details.begin_new(current.listed.account.id if current else "")

    def _show(self, told: ToldMessage | None) -> None:
        if self.details.is_new and told is None:
            return
        self.panel.hold_details(held=False)
        self.add.setVisible(True)
        self.details.show_message(told)

    def _fold(self) -> None:
        self.panel.want_details(shown=not self._unfolded)

    def _name_fold(self, unfolded: bool) -> None:
        self._unfolded = unfolded
        self.fold.setText("收起详情" if unfolded else "展开详情")

    def _edit(self) -> None:
        self.panel.want_details(shown=True)
        self.details.fields["answered"].setFocus()

    def _welcome(self, record: str) -> None:
        self.panel.hold_details(held=False)
        self.refresh(record)
        self.panel.table.setFocus()
        self._session.say(Message(State.PASSED, "已记下这条提问；有了答复在右边填。"))

    def _leave_new(self) -> None:
        self.panel.hold_details(held=False)
        self.details.show_message(None)
        self.refresh()

    def _leave(self) -> None:
        """One Esc leaves what is not entered yet, the next one the page."""
        if self.details.is_new:
            self._leave_new()
        else:
            self.left.emit()
