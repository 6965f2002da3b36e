"""更新倒计时: days left, the most urgent first, and the words that remind a unit."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.freshness import Freshness
from govmedia_desktop.domain.reminders import Reminder
from govmedia_desktop.usecases.oversight.today import Update
from ui.forms.flow import Flow
from ui.pages.register.review.listing import ReviewPanel
from ui.parts.bars import Message
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import EmptyState, Panel
from ui.parts.words import plain_label
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

NOTHING = "台账里还没有要求更新的账号。导入台账或新增账号以后，这里按剩余天数列出。"
_STATES = {
    Freshness.OVERDUE: State.FAILED,
    Freshness.SOON: State.HINT,
    Freshness.UNKNOWN: State.UNCHECKED,
    Freshness.CURRENT: State.PASSED,
}
_UNKNOWN_LAST = 10**6


def _key(update: Update) -> int:
    return _UNKNOWN_LAST if update.days_left is None else update.days_left


COLUMNS: list[Column[Update]] = [
    Column(
        "还剩",
        lambda u: u.left,
        _key,
        state=lambda u: _STATES.get(u.freshness),
        width=130,
        least=116,
    ),
    Column("账号名称", lambda u: u.listed.account.name, width=180, least=130, wraps=True),
    Column("平台", lambda u: u.listed.account.platform.label, width=100, spare=1),
    Column("主办单位", lambda u: u.listed.owner_name or "", width=160, least=110, spare=2),
    Column(
        "最近更新",
        lambda u: u.listed.account.last_update or "",
        align=Align.CENTRE,
        width=104,
        spare=3,
    ),
]


class CountdownPanel(ReviewPanel[Update]):
    """The accounts by the days left, beside them the words for the unit; `account_wanted(id)`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._texts: dict[str, str] = {}
        self.text = plain_label(wrap=True)
        self.copy_one = make_action(self, "复制给该单位的提醒", "copy", "Ctrl+Shift+C", self._copy)
        self.copy_all = make_action(self, "复制全部提醒", "copy", "", self._copy_all)
        panel = TablePanel(RowsTable(RowsModel(COLUMNS), "countdown"), self._details())
        words = [f.value for f in _STATES]
        panel.add_filter("情况", words, lambda u, word: u.freshness.value == word)
        self._lay_out(panel, EmptyState("date", "还没有要求更新的账号", NOTHING))

    def _details(self) -> QWidget:
        sheet = Panel("给单位的提醒")
        buttons = Flow(8)
        for action in (self.copy_one, self.copy_all, self.look):
            buttons.addWidget(secondary_button(action))
        sheet.body.addLayout(buttons)
        sheet.body.addWidget(self.text)
        sheet.body.addStretch(1)
        return sheet

    def show_countdown(self, updates: Sequence[Update], reminders: Sequence[Reminder]) -> None:
        """Show the accounts and the words for their units."""
        self._texts = {reminder.owner: reminder.text for reminder in reminders}
        self.waiting = sum(u.freshness is not Freshness.CURRENT for u in updates)
        self._set_rows(updates)
        self.copy_all.setEnabled(bool(reminders))
        self._show(self.panel.current())

    def _show(self, update: Update | None) -> None:
        text = self._texts.get(update.listed.owner_name or "", "") if update else ""
        self.text.setText(text or "该单位的账号都在期限以内，不用提醒。")
        self.copy_one.setEnabled(bool(text))
        self.look.setEnabled(update is not None)

    def _copy(self) -> None:
        self._put(self.text.text(), "提醒已复制，可以粘贴到微信、QQ或邮件里。")

    def _copy_all(self) -> None:
        told = f"{len(self._texts)} 个单位的提醒已复制，可以粘贴到微信、QQ或邮件里。"
        self._put("\n\n".join(self._texts.values()), told)

    def _put(self, text: str, told: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._session.say(Message(State.PASSED, told))

    def _account_of(self, update: Update) -> str:
        return update.listed.account.id
