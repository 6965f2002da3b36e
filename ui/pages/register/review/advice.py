"""处置建议: what is suggested and why; the decision is a person's, with its reason."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.advice import Deed
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.oversight.advice import DECISIONS, Advised, decide
from ui.pages.register.review.deciding import Reason
from ui.pages.register.review.listing import ReviewPanel
from ui.parts.bars import Message
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import EmptyState, Panel
from ui.parts.states import row_of
from ui.parts.words import faint_label, plain_label
from ui.session import Session
from ui.tables.columns import Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

NOTHING = "台账里还没有正常运行的账号。导入台账或新增账号以后，这里逐个给出建议和理由。"
_STATES = {
    Deed.KEEP: State.PASSED,
    Deed.LOOK: State.UNCHECKED,
    Deed.DECIDE: State.HINT,
    Deed.MERGE: State.HINT,
    Deed.CLOSE: State.HINT,
}
_ICONS = {Deed.KEEP: "ok", Deed.MERGE: "next", Deed.CLOSE: "close"}


def _decided(advised: Advised) -> str:
    return advised.decision.deed.value if advised.decision else ""


COLUMNS: list[Column[Advised]] = [
    Column(
        "建议",
        lambda a: a.advice.deed.value,
        state=lambda a: _STATES[a.advice.deed],
        width=150,
        least=136,
    ),
    Column("账号名称", lambda a: a.listed.account.name, width=180, least=120, wraps=True),
    Column("主办单位", lambda a: a.listed.owner_name or "", width=150, least=110, spare=3),
    Column(
        "理由",
        lambda a: "；".join(a.advice.reasons),
        width=300,
        least=220,
        spare=1,
        wraps=True,
    ),
    Column("决定", _decided, width=110, spare=2),
]


class AdvicePanel(ReviewPanel[Advised]):
    """The list, and beside it the reasons and the decision; `account_wanted(id)`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.reasons = plain_label(wrap=True)
        self.decided = faint_label(wrap=True)
        self.deeds = {
            deed: make_action(
                self, f"决定{deed.value}", _ICONS[deed], "", partial(self._decide, deed)
            )
            for deed in DECISIONS
        }
        self.reason = Reason("理由或依据", "如 县政府常务会议纪要", list(self.deeds.values()))
        panel = TablePanel(RowsTable(RowsModel(COLUMNS), "advice"), self._details())
        panel.add_filter("建议", list(Deed), lambda a, deed: a.advice.deed == deed)
        self._lay_out(panel, EmptyState("register", "还没有可以建议的账号", NOTHING))

    def _details(self) -> QWidget:
        sheet = Panel("理由")
        look = row_of(secondary_button(self.look))
        look.addStretch(1)
        sheet.body.addWidget(self.reasons)
        sheet.body.addLayout(look)
        sheet.body.addWidget(self.reason)
        sheet.body.addWidget(self.decided)
        sheet.body.addStretch(1)
        return sheet

    def show_advice(self, advice: Sequence[Advised]) -> None:
        """Show the suggestions, what is to be done first."""
        quiet = (Deed.KEEP, Deed.LOOK)
        self.waiting = sum(a.decision is None and a.advice.deed not in quiet for a in advice)
        self._set_rows(advice)

    def _show(self, advised: Advised | None) -> None:
        self.look.setEnabled(advised is not None)
        self.reason.setVisible(advised is not None)
        self.decided.setVisible(advised is not None and advised.decision is not None)
        if advised is None:
            self.reasons.setText("在左边的表里选一个账号，这里写明建议的理由。")
            return
        lines = [f"{n}. {reason}" for n, reason in enumerate(advised.advice.reasons, 1)]
        into = f"（{advised.into.account.name}）" if advised.into else ""
        self.reasons.setText("\n".join([f"{advised.advice.deed}{into}", *lines]))
        decision = advised.decision
        self.reason.begin(decision.reason if decision else "")
        if decision is not None:
            self.decided.setText(f"{decision.day} 已决定{decision.deed}：{decision.reason}")

    def _decide(self, deed: Deed) -> None:
        advised = self.panel.current()
        if advised is None:
            return
        try:
            with self._session.writing("decisions") as desk:
                decide(desk, advised.id, deed, self.reason.text)
        except RefusedError as refusal:
            self.reason.refuse(str(refusal))
        else:
            name = advised.listed.account.name
            self._session.say(Message(State.PASSED, f"已记下：“{name}”决定{deed}。"))

    def _account_of(self, advised: Advised) -> str:
        return advised.id
