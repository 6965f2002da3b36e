"""监测线索: what monitoring firms say, each confirmed or rejected by a person."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.clues import ClueState
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.activity import clues as cases
from govmedia_desktop.usecases.activity.batches import Matter
from govmedia_desktop.usecases.activity.clues import ToldClue
from govmedia_desktop.usecases.desk import Desk
from ui.forms.flow import Flow
from ui.pages.register.review.deciding import Reason
from ui.pages.register.review.listing import ReviewPanel
from ui.pages.register.taking_back import TakingBack
from ui.parts import dialogs
from ui.parts.buttons import make_action, quiet_button, secondary_button
from ui.parts.page import EmptyState, Panel
from ui.parts.words import faint_label, plain_label
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

KINDS = "监测线索 (*.xlsx *.xls *.et *.csv)"
NOTHING = (
    "监测单位交来的清单从这里导入，自动对上台账里的账号。每条由人核实，"
    "核实了才写进沿革和问题清单；不影响结论和合格率。"
)
_STATES = {
    ClueState.WAITING: State.UNCHECKED,
    ClueState.CONFIRMED: State.HINT,
    ClueState.REJECTED: State.PASSED,
}
Word = Callable[[Desk, ToldClue], object]

COLUMNS: list[Column[ToldClue]] = [
    Column(
        "核实",
        lambda t: t.clue.state.value,
        state=lambda t: _STATES[t.clue.state],
        width=104,
        least=96,
    ),
    Column("账号名称", lambda t: t.clue.named, width=170, least=120, wraps=True),
    Column("问题", lambda t: t.clue.problem, width=150, least=100, wraps=True),
    Column("发现日期", lambda t: t.clue.found_on, align=Align.CENTRE, width=104, spare=1),
    Column("平台", lambda t: t.clue.platform, width=100, spare=2),
    Column("来源", lambda t: t.clue.source, width=140, spare=3),
]


class CluesPanel(ReviewPanel[ToldClue]):
    """The clues, those that wait first, and beside them the chosen one; `account_wanted(id)`,
    `list_chosen(path)`: a bought list is to be looked at.
    """

    list_chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.text = plain_label(wrap=True)
        self.about = faint_label(wrap=True)
        self.fetch = make_action(self, "导入线索", "import", "Ctrl+I", self._fetch)
        self.first = make_action(self, "导入线索", "import", "", self._fetch)
        self.confirm = make_action(self, "属实", "ok", "Ctrl+Return", self._confirm)
        self.reject = make_action(self, "不属实", "close", "", self._reject)
        self.again = make_action(self, "重新核实", "undo", "", self._reopen)
        self.taking_back = TakingBack(self, session, Matter.CLUES)
        answers = (self.confirm, self.reject, self.again)
        self.reason = Reason("不属实的原因", "如 监测后已更新，有截图", answers)
        panel = TablePanel(RowsTable(RowsModel(COLUMNS), "clues"), self._details())
        panel.add_filter("情况", list(ClueState), lambda t, state: t.clue.state == state)
        self._lay_out(panel, EmptyState("search", "还没有监测线索", NOTHING, self.first))

    def _details(self) -> QWidget:
        sheet = Panel("这一条")
        buttons = Flow(8)
        for action in (self.fetch, self.look):
            buttons.addWidget(secondary_button(action))
        sheet.body.addWidget(self.text)
        sheet.body.addWidget(self.about)
        sheet.body.addLayout(buttons)
        sheet.body.addWidget(self.reason)
        sheet.body.addStretch(1)
        foot = Flow(8)
        foot.addWidget(quiet_button(self.taking_back.action))
        sheet.body.addLayout(foot)
        return sheet

    def show_clues(self, clues: Sequence[ToldClue]) -> None:
        """Show the clues; what was chosen stays chosen."""
        self.waiting = sum(told.clue.state is ClueState.WAITING for told in clues)
        self.taking_back.offer()
        self._set_rows(clues)

    def _show(self, told: ToldClue | None) -> None:
        state = told.clue.state if told else None
        self.reason.setVisible(told is not None)
        self.look.setEnabled(told is not None and told.listed is not None)
        self.confirm.setVisible(state is ClueState.WAITING)
        self.reject.setVisible(state is ClueState.WAITING)
        self.again.setVisible(state in (ClueState.CONFIRMED, ClueState.REJECTED))
        if told is None:
            self.text.setText("在左边的表里选一条，看了原文再核实。")
            self.about.setText("")
            return
        clue = told.clue
        self.text.setText("\n".join(filter(None, (clue.problem, clue.description, clue.link))))
        owner = told.listed.owner_name if told.listed else "台账里没有这个账号，请先登记"
        decided = f"{clue.decided_on} {clue.state}" if clue.decided_on else ""
        lines = (f"主办单位：{owner or '未填'}", f"来源：{clue.source}", decided)
        self.about.setText("\n".join(filter(None, lines)))
        self.reason.begin(clue.reason)

    # a list

    def _fetch(self) -> None:
        path = dialogs.file_to_read(self, "选择监测线索", KINDS)
        if path is not None:
            self.list_chosen.emit(path)

    # what a person says

    def _confirm(self) -> None:
        self._say(lambda desk, told: cases.confirm_clue(desk, told.id))

    def _reject(self) -> None:
        self._say(lambda desk, told: cases.reject_clue(desk, told.id, self.reason.text))

    def _reopen(self) -> None:
        self._say(lambda desk, told: cases.reopen_clue(desk, told.id))

    def _say(self, word: Word) -> None:
        told = self.panel.current()
        if told is None:
            return
        try:
            with self._session.writing("clues") as desk:
                word(desk, told)
        except RefusedError as refusal:
            self.reason.refuse(str(refusal))

    def _account_of(self, told: ToldClue) -> str | None:
        return told.listed.account.id if told.listed else None
