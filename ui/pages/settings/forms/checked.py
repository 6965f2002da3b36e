"""导入检查表: what is wrong in a workbook, cell by cell; or what publishing it will do."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from govmedia_desktop.forms.burden import Burden, Offence
from govmedia_desktop.forms.comparison import Difference
from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.usecases.forms.management import CheckedWorkbook, Plan, Standing
from ui.forms.reason import Reason
from ui.pages.settings.forms.comparing import DIFFERENCES
from ui.parts.buttons import make_action
from ui.parts.page import Page, Panel, Scrolled, column
from ui.parts.states import Notice
from ui.parts.tabs import stack_under, tab_bar
from ui.parts.words import (
    buddy_label,
    faint_label,
    fault_label,
    mark_wrong,
    plain_label,
    show_fault,
)
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State


@dataclass(frozen=True)
class FaultRow:
    """One fault with what stands in its cell."""

    fault: Fault
    stands: str


FAULTS: list[Column[FaultRow]] = [
    Column("工作表", lambda r: r.fault.sheet, width=88),
    Column("单元格", lambda r: r.fault.cell, align=Align.CENTRE, width=72),
    Column("现在写的", lambda r: r.stands, width=180, least=100),
    Column("哪里不对、怎么改", lambda r: r.fault.text, width=420, least=260, wraps=True),
]
"""Not sorted by cell: they come in reading order."""
WRONG = "有 {} 处要改，都列在下面；在 WPS 或 Excel 里改好、保存后，按“重新读取”。现在没有发布。"
_STATES = {
    Standing.NEW: State.PASSED,
    Standing.NEWER: State.PASSED,
    Standing.OLDER: State.HINT,
    Standing.ALREADY: State.STARTED,
    Standing.TAKEN: State.FAILED,
}
OFFENDS = "下面 {} 处加重基层负担。建议先改掉；确需发布的，请写明理由，理由会记在发布记录里。"
NO_OFFENCE = (
    "没有发现加重基层负担的题：不以点赞、转发、粉丝、登录、在线时长为指标，没有问题时不要求交证据。"
)


class CheckedPage(Page):
    """A workbook that was read: `confirmed(reason)` publishes it, `tried` shows it to be filled."""

    left = Signal()
    again = Signal()
    tried = Signal()
    confirmed = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__("导入检查表")
        self._session = session
        self.leave = make_action(self, "返回列表", "undo", "Esc", self.left.emit)
        self.reread = make_action(self, "重新读取", "folder", "F5", self.again.emit)
        self.mended = make_action(self, "重新读取", "folder", "F5", self.again.emit)
        self.try_out = make_action(self, "试填", "edit", "Ctrl+T", self.tried.emit)
        self.confirm = make_action(self, "发布", "ok", "Ctrl+Return", self._confirm)
        self.about = plain_label(name="sectionTitle", wrap=True)
        self.notice = Notice(State.HINT)
        self.faults = TablePanel(RowsTable(RowsModel(FAULTS), "form-faults"))
        self.burden = BurdenPanel()
        self.changes = TablePanel(RowsTable(RowsModel(DIFFERENCES), "form-changes"))
        self.tabs = tab_bar("负担检查或两版不同")
        self.stack = QStackedWidget()
        self._offends = False
        self._lay_out()

    def _lay_out(self) -> None:
        self.offer(self.leave, self.reread, self.try_out, primary=self.confirm)
        self.offer(primary=self.mended)
        parts = stack_under(self.tabs, (self.burden, self.changes))
        self.tabs.setTabText(0, "负担检查")
        right = QWidget()
        layout = column(12)
        layout.addWidget(self.tabs)
        layout.addWidget(parts, 1)
        right.setLayout(layout)
        self.stack.addWidget(self.faults)
        self.stack.addWidget(right)
        self.body.addWidget(self.about)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.stack, 1)

    def show_faults(self, checked: CheckedWorkbook, faults: tuple[Fault, ...]) -> None:
        """Show a workbook that cannot be published as it is, with every fault."""
        self._begin(checked, tries=checked.form is not None, publishes=False, mends=True)
        stands = checked.stands
        rows = [FaultRow(fault, stands.get((fault.sheet, fault.cell), "")) for fault in faults]
        self.faults.model.set_rows(rows)
        self.notice.tell(State.FAILED, WRONG.format(len(rows)))
        self.stack.setCurrentIndex(0)
        self.faults.table.setFocus()

    def show_plan(
        self, checked: CheckedWorkbook, plan: Plan, differences: list[Difference]
    ) -> None:
        """Show what publishing a right workbook will do."""
        publishes = plan.standing not in (Standing.ALREADY, Standing.TAKEN)
        mends = plan.standing is Standing.TAKEN
        self._begin(checked, tries=True, publishes=publishes, mends=mends)
        self.notice.tell(_STATES[plan.standing], plan.text)
        self.burden.show_burden(checked.burden, publishes=publishes)
        self._offends = bool(checked.burden and checked.burden.offences)
        self.changes.model.set_rows(differences)
        self.tabs.setTabVisible(1, bool(differences))
        self.tabs.setTabText(1, _compared(plan, len(differences)))
        self.tabs.setCurrentIndex(0)
        self.stack.setCurrentIndex(1)
        (self.burden.reason if self._offends and publishes else self.tabs).setFocus()

    def _begin(
        self, checked: CheckedWorkbook, *, tries: bool, publishes: bool, mends: bool
    ) -> None:
        """`mends`: the workbook is to be changed first, so that reading it again stands out."""
        form = checked.form
        name = f"{form.title} 第{form.version}版" if form else checked.name
        self.about.setText(name)
        self.try_out.setVisible(tries)
        self.confirm.setVisible(publishes)
        self.reread.setVisible(not mends)
        self.mended.setVisible(mends)
        self.confirm.setEnabled(publishes)

    def _confirm(self) -> None:
        reason = self.burden.reason.text().strip()
        if self._offends and not reason:
            self.tabs.setCurrentIndex(0)
            self.burden.ask_reason()
            return
        self.confirmed.emit(reason)


def _compared(plan: Plan, count: int) -> str:
    version = plan.newest.version if plan.newest else ""
    return f"与第{version}版的不同 {count} 处"


class BurdenPanel(Panel):
    """负担检查: what is typed and prefilled, what offends a rule; below, always in sight, the
    reason if it is published."""

    def __init__(self) -> None:
        super().__init__()
        self.counts = plain_label(wrap=True)
        self.verdict = Reason()
        self._offences = column(6)
        self.lines: list[QWidget] = []
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("如 市政府办统一布置，仅用于摸底，不作考核")
        self.fault = fault_label()
        self._asked = QWidget()
        asked = column(4)
        for widget in (buddy_label("确需发布的理由", self.reason), self.reason, self.fault):
            asked.addWidget(widget)
        self._asked.setLayout(asked)
        told = QWidget()
        layout = column(12)
        layout.setContentsMargins(0, 0, 12, 0)  # from the bar that scrolls it
        layout.addWidget(self.counts)
        layout.addWidget(self.verdict)
        layout.addLayout(self._offences)
        layout.addStretch(1)
        told.setLayout(layout)
        self.body.addWidget(Scrolled(told), 1)
        self.body.addWidget(self._asked)

    def show_burden(self, burden: Burden | None, *, publishes: bool) -> None:
        """Show a form's burden; the reason is asked only where it can be published."""
        offences = burden.offences if burden else ()
        self.counts.setText(f"{burden.summary}。" if burden else "")
        told = OFFENDS.format(len(offences)) if offences else NO_OFFENCE
        self.verdict.tell(State.HINT if offences else State.PASSED, told)
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [_line(offence) for offence in offences]
        for line in self.lines:
            self._offences.addWidget(line)
        self._asked.setVisible(bool(offences) and publishes)
        self.reason.clear()
        self._tell_fault("")

    def ask_reason(self) -> None:
        """Say that a reason is missing, and let it be typed."""
        self._tell_fault("请写明确需发布的理由；还没有发布。")
        self.reason.setFocus()

    def _tell_fault(self, text: str) -> None:
        show_fault(self.fault, text)
        mark_wrong(self.reason, wrong=bool(text))


def _line(offence: Offence) -> QWidget:
    line = QWidget()
    layout = column(2)
    layout.addWidget(plain_label(f"{offence.text}（{offence.name}）", wrap=True))
    layout.addWidget(faint_label(f"依据：{offence.rule}", wrap=True))
    line.setLayout(layout)
    return line
