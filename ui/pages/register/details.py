"""The details of an account beside the list: 概况, 检查, 发布, 沿革; and the form of a new one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from govmedia_desktop.domain.accounts import AccountKind, Status
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.offices.known import list_offices
from govmedia_desktop.usecases.register import accounts
from govmedia_desktop.usecases.register.accounts import ListedAccount
from ui.pages.register.checks import Checks
from ui.pages.register.form import AccountForm, texts_of
from ui.pages.register.life import Life
from ui.pages.register.posts import Posts
from ui.pages.register.suspensions import Suspensions
from ui.parts.buttons import make_action, primary_button, quiet_button, secondary_button
from ui.parts.page import Panel, Scrolled, column
from ui.parts.states import row_of
from ui.parts.tabs import tab_bar
from ui.parts.words import faint_label, fault_label, plain_label, show_fault
from ui.session import Session

TABS = ("概况", "检查", "发布", "沿革")
_NEW = {"status": Status.RUNNING.value, "kind": AccountKind.PUBLISHING.value}
_REQUIRED = {"name": "请填账号名称", "platform": "请选择注册平台"}


class AccountDetails(Panel):
    """One account, every field saved as it is left; or a new one until it is entered.

    `entered(id)`: a new account is in the register. `left`: the person thought better of it.
    `removed(ListedAccount, records)`: an account was deleted.
    """

    entered = Signal(str)
    left = Signal()
    removed = Signal(object, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.listed: ListedAccount | None = None
        self.is_new = False
        self.name = plain_label(name="sectionTitle", wrap=True)
        self.about = faint_label(wrap=True)
        self.tabs = tab_bar("详情")
        self.form = AccountForm(session.desk.today())
        self.suspensions = Suspensions(session)
        self.checks = Checks(session)
        self.posts = Posts(session)
        self.life = Life(session)
        self.refusal = fault_label()
        self.enter = make_action(self, "登记", "ok", "Ctrl+Return", self._enter)
        self.leave = make_action(self, "不登记", "close", "Esc", self.left.emit)
        self.delete = make_action(self, "从台账删除", "close", "Ctrl+Delete", self._delete)
        self._lay_out()
        self.tabs.currentChanged.connect(self._show_tab)
        self.form.given.connect(self._take)
        self.form.told.connect(self._take_personal)
        # once the fields have their place
        self.suspensions.opened.connect(self._show_entry, Qt.ConnectionType.QueuedConnection)
        self.show_account(None)

    def _lay_out(self) -> None:
        for title in TABS:
            self.tabs.addTab(title)
        self._beside = QWidget()
        more = column(16)
        more.setContentsMargins(0, 0, 8, 0)
        more.addWidget(self.suspensions)
        row = row_of(quiet_button(self.delete))
        row.addStretch(1)
        more.addLayout(row)
        self._beside.setLayout(more)
        sheet = QWidget()
        whole = column(12)
        whole.addWidget(self.form)
        whole.addWidget(self._beside)
        whole.addStretch(1)
        sheet.setLayout(whole)
        self.sheet = Scrolled(sheet)
        self.stack = QStackedWidget()
        for widget in (self.sheet, self.checks, self.posts, self.life, QWidget()):
            self.stack.addWidget(widget)
        self._answers = QWidget()
        answers = row_of(primary_button(self.enter), secondary_button(self.leave))
        answers.addStretch(1)
        self._answers.setLayout(answers)
        self.body.setSpacing(8)
        for part in (self.name, self.about, self.tabs):
            self.body.addWidget(part)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.refusal)
        self.body.addWidget(self._answers)

    # showing

    def show_account(self, listed: ListedAccount | None) -> None:
        """Show an account as it stands, or that none is chosen."""
        another = (
            listed is None or self.listed is None or (listed.account.id != self.listed.account.id)
        )
        self.listed, self.is_new = listed, False
        self._dress()
        if listed is None:
            self.name.setText("没有选中账号")
            self.about.setText("在左边的表里选一个账号，这里显示它的情况，可以直接修改。")
            return
        account = listed.account
        self.name.setText(account.name)
        self.about.setText(f"{account.platform.label} · {listed.owner_name or '主办单位未填'}")
        if another:
            self.sheet.verticalScrollBar().setValue(0)
        self._show_tab()

    def _show_entry(self) -> None:
        """Bring the fields of a suspension into sight with their buttons."""
        self.sheet.ensureWidgetVisible(self.suspensions.entry, 0, 0)

    def show_checks(self) -> None:
        """Turn to the inspections of the account."""
        self.tabs.setCurrentIndex(TABS.index("检查"))

    def show_life(self) -> None:
        """Turn to all that happened to the account."""
        self.tabs.setCurrentIndex(TABS.index("沿革"))

    def begin_new(self) -> None:
        """Offer the empty form; what was typed there before and not entered is still there."""
        if not self.is_new:
            self.listed, self.is_new = None, True
            self.name.setText("新增账号")
            self.about.setText("填好账号名称和注册平台就能登记，其余以后再补。")
            self.form.show_texts(_NEW)
            self._dress()
        self.sheet.verticalScrollBar().setValue(0)
        self.form.fields["name"].setFocus()

    def _dress(self) -> None:
        exists = self.listed is not None
        self.tabs.setVisible(exists)
        self._beside.setVisible(exists)
        self._answers.setVisible(self.is_new)
        show_fault(self.refusal, "")
        for action in (self.enter, self.leave):
            action.setEnabled(self.is_new)
        self.delete.setEnabled(exists)
        shown = self.tabs.currentIndex() if exists else 0
        self.stack.setCurrentIndex(shown if exists or self.is_new else self.stack.count() - 1)

    def _show_tab(self) -> None:
        if self.listed is None:
            return
        desk, record = self._session.desk, self.listed.account.id
        self.stack.setCurrentIndex(self.tabs.currentIndex())
        if self.tabs.currentIndex() == 0:
            owners = [office.name for office in list_offices(desk)]
            self.form.show_account(self.listed, accounts.personal_data(desk, record), owners)
            self.suspensions.show_account(record)
        elif self.tabs.currentIndex() == TABS.index("检查"):
            self.checks.show_account(self.listed)
        elif self.tabs.currentIndex() == TABS.index("发布"):
            self.posts.show_account(self.listed)
        else:
            self.life.show_account(record)

    # doing

    def _take(self, name: str, text: str) -> None:
        """Save a field of the account, or look whether a new one's would be taken."""
        field = self.form.fields[name]
        try:
            if self.listed is None:
                accounts.read_field(name, text)
            elif text != texts_of(self.listed)[name]:
                with self._session.writing("accounts"):
                    self._save(self.listed.account.id, name, text)
        except RefusedError as refusal:
            field.refuse(str(refusal))
        else:
            field.refuse("")

    def _save(self, record: str, name: str, text: str) -> None:
        desk = self._session.desk
        if name == "last_update" and text:
            # whoever types it has looked it up
            day = desk.today()
            accounts.confirm_last_updates(desk, {record: day.fromisoformat(text)}, day)
        else:
            accounts.change_account(desk, record, {name: text})

    def _take_personal(self, name: str, text: str) -> None:
        if self.listed is None:
            return
        record = self.listed.account.id
        if text != accounts.personal_data(self._session.desk, record).get(name, ""):
            with self._session.writing("personal") as desk:
                accounts.set_personal_data(desk, record, {name: text})

    def _enter(self) -> None:
        texts = self.form.texts()
        for name, reason in _REQUIRED.items():
            if name not in texts:
                self.form.fields[name].refuse(reason)
        refused = self.form.refused()
        if refused is not None:
            refused.setFocus()
            self.sheet.ensureWidgetVisible(refused.input)
            return
        if "last_update" in texts:
            texts.setdefault("last_update_verified", str(self._session.desk.today()))
        try:
            with self._session.writing("accounts") as desk:
                record = accounts.add_account(desk, texts)
                accounts.set_personal_data(desk, record, self.form.personal_texts())
                self.is_new = False
        except RefusedError as refusal:
            show_fault(self.refusal, str(refusal))
        else:
            self.entered.emit(record)

    def _delete(self) -> None:
        listed = self.listed
        if listed is not None:
            with self._session.writing("accounts") as desk:
                records = accounts.delete_account(desk, listed.account.id, "从台账删除")
            self.removed.emit(listed, records)
