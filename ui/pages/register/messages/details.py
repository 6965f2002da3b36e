"""One message beside the list, each field saved as it is left; or a new one until entered."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.messages import MessageNature, Quality
from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.activity.messages import (
    FIELDS,
    ToldMessage,
    add_message,
    change_message,
)
from govmedia_desktop.usecases.register.accounts import ListedAccount, list_accounts
from ui.pages.register.fields import Field, field_grid
from ui.parts.buttons import make_action, primary_button, secondary_button
from ui.parts.page import Panel, Scrolled, column
from ui.parts.states import row_of
from ui.parts.words import faint_label, fault_label, plain_label, show_fault
from ui.session import Session

_TITLES = {
    "nature": "性质",
    "content": "问了什么",
    "asked": "提问日期",
    "theme": "主题",
    "units": "请谁答",
    "due": "答复期限",
    "answered": "答复日期",
    "answer": "答了什么",
    "quality": "答得怎样",
}
_HINTS = {
    "asked": "空着就是今天",
    "due": "有规定的自动算",
    "theme": "如 医保",
    "units": "如 县医保局、县税务局",
    "answered": "还没答不填",
}
_LATEST = date(2099, 12, 31)
NOTHING = "在左边的表里选一条，这里填答复；或点“记一条提问”。"


class MessageDetails(Panel):
    """The fields of a message. `entered(id)`: a new one was put down. `left`: it was not."""

    entered = Signal(str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._told: ToldMessage | None = None
        self._ids: dict[str, str] = {}
        self.is_new = False
        self.name = plain_label(name="sectionTitle", wrap=True)
        self.about = faint_label(wrap=True)
        self.account = Field("account", "账号", ["—"], may_be_empty=False)
        choices: dict[str, Sequence[str]] = {
            "nature": list(MessageNature),
            "quality": list(Quality),
        }
        self.fields = {
            name: Field(name, title, choices.get(name, ()), may_be_empty=name != "nature")
            for name, title in _TITLES.items()
        }
        self.refusal = fault_label()
        self.enter = make_action(self, "登记", "ok", "Ctrl+Return", self._enter)
        self.leave = make_action(self, "不登记", "close", "", self.left.emit)
        self._lay_out()
        for name, hint in _HINTS.items():
            self.fields[name].hint(hint)
        for field in self.fields.values():
            field.given.connect(self._take)
        self.show_message(None)

    def _lay_out(self) -> None:
        self._sheet = QWidget()
        whole = column(8)
        whole.setContentsMargins(0, 0, 8, 0)
        whole.addLayout(field_grid([self.account, *self.fields.values()]))
        whole.addStretch(1)
        self._sheet.setLayout(whole)
        self._answers = QWidget()
        row = row_of(primary_button(self.enter), secondary_button(self.leave))
        row.addStretch(1)
        self._answers.setLayout(row)
        for part in (self.name, self.about):
            self.body.addWidget(part)
        self.body.addWidget(Scrolled(self._sheet), 1)
        self.body.addWidget(self.refusal)
        self.body.addWidget(self._answers)

    def show_message(self, told: ToldMessage | None) -> None:
        """Show a message as it stands, or that none is chosen."""
        self._told, self.is_new = told, False
        self._dress()
        if told is None:
            self.name.setText("没有选中记录")
            self.about.setText(NOTHING)
            return
        account = told.listed.account
        self.name.setText(account.name)
        due = f" · 答复期限 {told.due}" if told.due else ""
        self.about.setText(f"{account.platform.label} · {told.state}{due}")
        for name, field in self.fields.items():
            field.show_text(str(getattr(told.message, name) or ""))

    def begin_new(self, account: str) -> None:
        """Offer the empty form, that account chosen."""
        accounts = sorted(list_accounts(self._session.desk), key=lambda a: a.account.name)
        names = Counter(listed.account.name for listed in accounts)
        self._ids = {_title(a, alone=names[a.account.name] == 1): a.account.id for a in accounts}
        self.account.choose_from(list(self._ids))
        for title, record in self._ids.items():
            if record == account:
                self.account.show_text(title)
        self._told, self.is_new = None, True
        self.name.setText("记一条提问")
        self.about.setText("选好账号、写明问了什么就能登记；答复以后再补。")
        for name, field in self.fields.items():
            field.show_text(MessageNature.TEST.value if name == "nature" else "")
        self._dress()
        self.account.setFocus()

    def _dress(self) -> None:
        self._sheet.setVisible(self.is_new or self._told is not None)
        self._answers.setVisible(self.is_new)
        self.account.show_line(shown=self.is_new)
        show_fault(self.refusal, "")
        for action in (self.enter, self.leave):
            action.setEnabled(self.is_new)

    def _take(self, name: str, text: str) -> None:
        """Save a field of the message, or look whether a new one's would be taken."""
        field, read = self.fields[name], self._read(name, text)
        field.refuse(read[1])
        if read[1] or self._told is None or read[0] == str(getattr(self._told.message, name) or ""):
            return
        try:
            with self._session.writing("messages") as desk:
                change_message(desk, self._told.id, {name: read[0]})
        except RefusedError as refusal:
            field.refuse(str(refusal))

    def _read(self, name: str, text: str) -> tuple[str, str]:
        """Return the text as it is stored, and why it is not taken."""
        if name not in ("asked", "due", "answered") or not text:
            return text, ""
        today = self._session.desk.today()
        found = read_date(text, today, today, "今天")
        if isinstance(found, str) and name == "due":
            found = read_date(text, _LATEST, today)  # a term is to come
        return (text, found) if isinstance(found, str) else (str(found), "")

    def _enter(self) -> None:
        given = {}
        for name in FIELDS:
            given[name], fault = self._read(name, self.fields[name].text)
            self.fields[name].refuse(fault)
        if not given["content"]:
            self.fields["content"].refuse("请写明问了什么")
        if wrong := [f for f in self.fields.values() if not f.fault.isHidden()]:
            wrong[0].setFocus()
            return
        try:
            with self._session.writing("messages") as desk:
                account = self._ids.get(self.account.text, "")
                record = add_message(desk, account, {n: t for n, t in given.items() if t})
                self.is_new = False
        except RefusedError as refusal:
            show_fault(self.refusal, str(refusal))
        else:
            self.entered.emit(record)


def _title(listed: ListedAccount, *, alone: bool) -> str:
    """Name an account to choose from; where another has its name, by what tells them apart."""
    account = listed.account
    if alone:
        return account.name
    return f"{account.name} · {account.platform.label} · {listed.owner_name or account.id[-4:]}"
