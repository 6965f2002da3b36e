"""发现的问题: each with its reason and clause; what is no problem is said so with a reason."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.register_checks import Check
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.oversight.register_checks import Told, dismiss, take_up
from ui.forms.flow import Flow
from ui.pages.register.review.deciding import Reason
from ui.pages.register.review.listing import ReviewPanel
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import EmptyState, Panel
from ui.parts.words import faint_label, plain_label
from ui.session import Session
from ui.tables.columns import Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

NOTHING = (
    "这里列出台账自己能算出的问题：同平台重复开设、名称不一致、认证主体不符、未备案、"
    "关停未公告、疑似重复登记等。现在没有发现。"
)

_DOUBLED = (Check.NEAR_DUPLICATE, Check.SAME_PLATFORM)


def _names(told: Told) -> str:
    return "、".join(listed.account.name for listed in told.accounts)


def _may_be_one(told: Told) -> bool:
    return told.finding.check in _DOUBLED and len(told.accounts) == 2


COLUMNS: list[Column[Told]] = [
    Column(
        "问题",
        lambda t: t.finding.check.value,
        state=lambda t: State.HINT if t.dismissed is None else State.UNCHECKED,
        width=184,
        least=150,
        wraps=True,
    ),
    Column("账号", _names, width=200, least=120, wraps=True),
    Column("主办单位", lambda t: t.accounts[0].owner_name or "", width=150, least=110, spare=2),
    Column("说明", lambda t: t.finding.text, width=320, least=220, spare=1, wraps=True),
]


class FindingsPanel(ReviewPanel[Told]):
    """The list, and beside it the chosen finding; `account_wanted(id)`, `merge_wanted(id, id)`."""

    merge_wanted = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.text = plain_label(wrap=True)
        self.basis = faint_label(wrap=True)
        self.no_problem = make_action(self, "不是问题", "ok", "Ctrl+Return", self._dismiss)
        self.again = make_action(self, "仍是问题", "undo", "", self._take_up)
        self.merge = make_action(self, "并排看，合并", "copy", "Ctrl+G", self._merge)
        self.reason = Reason("为什么不是问题", "如 受托认证，已核实", (self.no_problem, self.again))
        panel = TablePanel(RowsTable(RowsModel(COLUMNS), "register-findings"), self._details())
        panel.add_filter("问题", list(Check), lambda t, check: t.finding.check == check)
        self._lay_out(panel, EmptyState("ok", "没有发现问题", NOTHING))

    def _details(self) -> QWidget:
        sheet = Panel("这一项")
        look = Flow(8)
        for action in (self.look, self.merge):
            look.addWidget(secondary_button(action))
        for part in (self.text, self.basis):
            sheet.body.addWidget(part)
        sheet.body.addLayout(look)
        sheet.body.addWidget(self.reason)
        sheet.body.addStretch(1)
        return sheet

    def show_findings(self, findings: Sequence[Told]) -> None:
        """Show what the register found, what was dismissed last."""
        self.waiting = sum(told.dismissed is None for told in findings)
        self._set_rows(findings)

    def _show(self, told: Told | None) -> None:
        self.look.setEnabled(told is not None)
        self.merge.setVisible(told is not None and _may_be_one(told))
        self.no_problem.setVisible(told is not None and told.dismissed is None)
        self.again.setVisible(told is not None and told.dismissed is not None)
        self.reason.setVisible(told is not None)
        if told is None:
            self.text.setText("在左边的表里选一项，这里写明理由。")
            self.basis.setText("")
            return
        self.text.setText(told.finding.text)
        likely = f"相像程度 {told.finding.score:.0%}。" if told.finding.score else ""
        basis = f"依据：{told.finding.basis}" if told.finding.basis else ""
        self.basis.setText(likely + basis)
        self.reason.begin(told.dismissed or "")

    def _dismiss(self) -> None:
        told = self.panel.current()
        if told is None or told.dismissed is not None:
            return
        try:
            with self._session.writing("decisions") as desk:
                dismiss(desk, told.key, self.reason.text)
        except RefusedError as refusal:
            self.reason.refuse(str(refusal))

    def _take_up(self) -> None:
        told = self.panel.current()
        if told is not None:
            with self._session.writing("decisions") as desk:
                take_up(desk, told.key)

    def _merge(self) -> None:
        told = self.panel.current()
        if told is not None and _may_be_one(told):
            self.merge_wanted.emit(*(listed.account.id for listed in told.accounts))

    def _account_of(self, told: Told) -> str:
        return told.accounts[0].account.id
