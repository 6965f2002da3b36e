"""待决定的手机检查: what nobody could place, with what was told, and the choices to place it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QLineEdit, QWidget

from govmedia_desktop.domain.submissions import stray_rows
from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import ListedForm, list_forms
from govmedia_desktop.usecases.phones import held
from govmedia_desktop.usecases.phones.held import Waiting
from govmedia_desktop.usecases.phones.weighing import Decision, Outcome, Weighed
from govmedia_desktop.usecases.register.accounts import ListedAccount, list_accounts
from ui import theme
from ui.parts.bars import Message
from ui.parts.buttons import make_action
from ui.parts.page import EmptyState, Page, Panel, column
from ui.parts.words import (
    buddy_label,
    faint_label,
    fault_label,
    section_title,
    show_fault,
)
from ui.reading import Reading
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

_TITLE = 200
"""Pixels of the 标准 size for a form's title, so that its version is never cut off."""
_WAITS, _ASIDE = "待决定", "不采用"
ABOUT = (
    "手机检查导入时，账号对不上、检查表版本没见过或者没有日期的，会留在这里，由人来定。"
    "现在没有要决定的。"
)

WITHOUT = "按此导入时不带这些行，原文仍保留；要补全，请在原表里改好再导入一次。"
COLUMNS: list[Column[Waiting]] = [
    Column(
        "状态",
        lambda w: _ASIDE if w.discarded else _WAITS,
        lambda w: int(w.discarded),
        state=lambda w: State.UNCHECKED if w.discarded else State.HINT,
        width=92,
    ),
    Column("原因", lambda w: w.hold.label, width=164, least=72, spare=1),
    Column("手机上填的账号", lambda w: w.clue.text or "没有填", width=150, least=116),
    Column("检查日期", lambda w: w.day, align=Align.CENTRE, width=104, spare=2),
    Column("检查人", lambda w: w.collector, width=88, spare=3),
    Column("文件", lambda w: w.file_name, spare=4),
]


class WaitingPage(Page):
    """The list of what waits and, beside it, the decision; `left` when done with it."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("待决定的手机检查")
        self._session = session
        self._reading = Reading(session, "正在读取待决定的手机检查")
        self.decision = DecisionPanel()
        self.panel = TablePanel(RowsTable(RowsModel(COLUMNS), "waiting"), self.decision)
        self.panel.want_details(shown=True)  # the decision is what the page is for
        self.panel.add_filter("状态", [_WAITS, _ASIDE], lambda w, s: w.discarded == (s == _ASIDE))
        self.back = make_action(self, "返回列表", "undo", "Esc", self.left.emit)
        self.aside = make_action(self, "不采用", "close", "Ctrl+D", self.leave_aside)
        self.take = make_action(self, "按此导入", "import", "Ctrl+Return", self.decide)
        self.offer(self.back, self.aside, primary=self.take)
        self.empty = EmptyState("check", "没有待决定的手机检查", ABOUT)
        self.body.addWidget(self.panel, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()
        self.panel.chosen.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what waits now."""
        super().showEvent(event)
        self.refresh()
        self.panel.table.setFocus()

    def refresh(self) -> None:
        """Read the list again beside the window; what was chosen stays chosen."""
        self._reading.ask(_read, self._show_all)

    def _show_all(self, read: tuple[list[Waiting], list[ListedAccount], list[ListedForm]]) -> None:
        found, accounts, forms = read
        self.decision.offer(accounts, forms)
        self.panel.model.set_rows(found)
        self.panel.setVisible(bool(found))
        self.empty.setVisible(not found)
        if found and self.panel.current() is None:
            self.panel.table.selectRow(0)
        self._show(self.panel.current())

    def _show(self, waiting: Waiting | None) -> None:
        self.decision.show_waiting(waiting)
        for action in (self.take, self.aside):
            action.setVisible(waiting is not None)
        if waiting is not None:
            self.aside.setText("恢复" if waiting.discarded else "不采用")
            self.aside.setIcon(theme.icon("undo" if waiting.discarded else "close"))

    def decide(self) -> None:
        """Take the chosen one in as the panel says."""
        waiting = self.panel.current()
        if waiting is None:
            return
        try:
            decision = self.decision.decision(self._session.desk.today())
            with self._session.writing("inspections") as desk:
                done = held.decide(desk, waiting.id, decision)
        except RefusedError as refusal:
            show_fault(self.decision.fault, str(refusal))
            return
        self._session.say(Message(State.PASSED, _told(done)))
        self.refresh()

    def leave_aside(self) -> None:
        """Leave the chosen one aside, or bring it back."""
        waiting = self.panel.current()
        if waiting is None:
            return
        with self._session.writing("inspections") as desk:
            undo = held.leave_aside(desk, waiting.id)
            if waiting.discarded:
                undo()
        if not waiting.discarded:
            text = "已记为不采用，原文还留在列表里。"
            self._session.say(Message(State.HINT, text, "撤销", lambda: self._bring_back(waiting)))
        self.refresh()

    def _bring_back(self, waiting: Waiting) -> None:
        with self._session.writing("inspections") as desk:
            held.leave_aside(desk, waiting.id)()
        self.refresh()


def _read(desk: Desk) -> tuple[list[Waiting], list[ListedAccount], list[ListedForm]]:
    """Return what waits, and the accounts and forms that it may be about."""
    found = sorted(held.list_waiting(desk), key=lambda w: w.discarded)
    return found, list_accounts(desk), list_forms(desk)


class DecisionPanel(Panel):
    """What a submission tells, and the account, form version and day it shall have."""

    def __init__(self) -> None:
        super().__init__()
        self.reason = section_title("")
        self.told = faint_label(wrap=True)
        self.account = _chooser("账号")
        self.form = QComboBox()
        self.day = QLineEdit()
        self.fault = fault_label()
        self._names: dict[str, str] = {}
        for box in (self.account, self.form):  # as wide as the panel, not as the longest name
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(8)
        fields = QFormLayout()
        fields.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        fields.setVerticalSpacing(6)
        for title, field in (
            ("账号", self.account),
            ("检查表（选一次，同样的以后自动认）", self.form),
            ("检查日期", self.day),
        ):
            fields.addRow(buddy_label(title, field), field)
        sheet = QWidget()
        layout = column(8)
        layout.addWidget(self.reason)
        layout.addLayout(fields)
        for widget in (self.fault, self.told):
            layout.addWidget(widget)
        layout.addStretch(1)
        sheet.setLayout(layout)
        self.body.addWidget(sheet)

    def offer(self, accounts: Sequence[ListedAccount], forms: Sequence[ListedForm]) -> None:
        """Offer these accounts and form versions."""
        listed = sorted(accounts, key=lambda a: (a.owner_name or "", a.account.name))
        self._names = _names(listed)
        self.account.clear()
        for id_, name in self._names.items():
            self.account.addItem(name, id_)
        self.form.clear()
        room, right = theme.length(_TITLE), Qt.TextElideMode.ElideRight
        for form in forms:
            title = self.form.fontMetrics().elidedText(form.title, right, room)
            self.form.addItem(f"{title} 第{form.version}版", form.id)

    def show_waiting(self, waiting: Waiting | None) -> None:
        """Show one, with what it most likely is already chosen; a doubtful account is left open."""
        show_fault(self.fault, "")
        self.setEnabled(waiting is not None)
        if waiting is None:
            return
        self.reason.setText(waiting.hold.label)
        clue = waiting.clue
        told = (
            ("账号", clue.text or "没有填"),
            ("平台", clue.platform),
            ("主办单位", clue.owner),
            ("检查表", waiting.submission.form_id),
            ("版本", waiting.submission.version or "没有写"),
            ("位置", f"{waiting.file_name} {waiting.submission.place.replace('!', ' ')}"),
            ("对不上的行", "、".join(stray_rows(waiting.submission))),
        )
        lines = ["手机上的内容", *(f"{n}：{v}" for n, v in told if v)]
        self.told.setText("\n".join([*lines, WITHOUT] if waiting.submission.stray else lines))
        one = waiting.accounts[0].account.id if len(waiting.accounts) == 1 else None
        self.account.setCurrentIndex(self.account.findData(one) if one else -1)
        if one is None:
            self.account.setEditText("")
        _typed(self.account).home(False)
        self.form.setCurrentIndex(self.form.findData(waiting.form.id) if waiting.form else -1)
        self.day.setText(waiting.day)

    def decision(self, today: date) -> Decision:
        """Return what is chosen. Raises `RefusedError` where something is missing."""
        place = self.account.findText(self.account.currentText().strip())
        if place < 0:
            raise RefusedError("请在账号一栏里选定一个账号；还没有导入。")
        if self.form.currentIndex() < 0:
            raise RefusedError("请选定是哪张检查表的哪一版；还没有导入。")
        day = read_date(self.day.text(), today, today)
        if isinstance(day, str):
            raise RefusedError(f"检查日期：{day}；还没有导入。")
        return Decision(self.account.itemData(place), self.form.currentData(), day)


def _chooser(name: str) -> QComboBox:
    """A box to type a part of a name into."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setAccessibleName(name)
    _typed(box).setPlaceholderText("输入名称的一部分，再选")
    completer = cast(QCompleter, box.completer())
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return box


def _typed(box: QComboBox) -> QLineEdit:
    return cast(QLineEdit, box.lineEdit())


def _names(listed: Sequence[ListedAccount]) -> dict[str, str]:
    """Return what each is called in the list: with its owner where the name alone leaves doubt."""
    alone = {a.account.id: f"{a.account.name}（{a.account.platform.label}）" for a in listed}
    often = Counter(alone.values())
    owners = {a.account.id: a.owner_name or "主办单位未填" for a in listed}
    return {
        id_: f"{name} · {owners[id_]}" if often[name] > 1 else name for id_, name in alone.items()
    }


def _told(done: Sequence[Weighed]) -> str:
    first, more = done[0], len(done) - 1
    name = first.account.account.name if first.account else ""
    word = first.conclusion.value if first.outcome is Outcome.FINISHED and first.conclusion else ""
    told = f"“{name}”已导入：{word}" if word else f"“{name}”：{first.text or '已导入'}"
    return f"{told}；同样情况的另外 {more} 份也一并导入了。" if more else f"{told}。"
