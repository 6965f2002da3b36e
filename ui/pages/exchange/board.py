"""报送情况: who has reported a quarter; decide on it, enter what came on paper, remind."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox

from govmedia_desktop.domain.board import ReportState, Standing
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.plans import Plan
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange import reviews
from govmedia_desktop.usecases.exchange.reviews import Noted
from govmedia_desktop.usecases.forms.known import offered_forms
from govmedia_desktop.usecases.periods import plans
from govmedia_desktop.usecases.periods.board import (
    BoardRow,
    Pending,
    board,
    pending_of,
    reminder,
    where_from,
    where_rate_is_from,
)
from govmedia_desktop.usecases.register.accounts import account_standing
from ui.forms.flow import Flow
from ui.pages.exchange.asked import Asked, NotedReport, Reason
from ui.pages.exchange.planning import PlanForm
from ui.pages.exchange.quarters import quarters_offered
from ui.parts.bars import Message
from ui.parts.boxes import refill
from ui.parts.buttons import make_action, primary_button, secondary_button
from ui.parts.fresh import Fresh
from ui.parts.page import EmptyState, Panel
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label, plain_label
from ui.reading import Reading
from ui.session import Session
from ui.tables.board_rows import BOARD
from ui.tables.model import RowsModel
from ui.tables.panel import missing_label
from ui.tables.view import RowsTable
from ui.theme import State

ABOUT = (
    "这里按季度列出下级单位：谁报了、谁没报、怎么报的，逐个接收或退回修改。"
    "接收一次下级的上报文件，或在台账里填上账号的主办单位，下级单位就会出现在这里。"
    "没有下级单位的（如乡镇），这一页不用看。"
)
_COUNTED = (
    ReportState.MISSING,
    ReportState.SENT,
    ReportState.CORRECTION,
    ReportState.RETURNED,
    ReportState.PENDING,
    ReportState.ACCEPTED,
)
_MOST_PENDING = 4


class ReportBoard(Panel):
    """The offices below in a quarter; what is chosen can be decided on with one key."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._reading = Reading(session, "正在读取报送情况")
        self._reading_later = Reading(session, "正在读取待更正的检查")
        self.quarter = QComboBox()
        self.source = plain_label(wrap=True)
        self.table = RowsTable(RowsModel(BOARD), "board")
        self.count = faint_label(wrap=True)
        self.later = faint_label(wrap=True)
        self.reason = Reason(self._send_back)
        self.noted = NotedReport(self._note)
        self.planning = PlanForm(self._set_plan, self._drop_plan)
        self.sheet = Panel()
        self.asked = Asked(self.reason, self.noted, self.planning)
        self._make_actions()
        self._lay_out()
        self.quarter.currentIndexChanged.connect(self.show_quarter)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        Fresh(self, session.changed, self.load)
        self.load()

    def _make_actions(self) -> None:
        self.accept = make_action(self, "接收", "ok", "Ctrl+Return", self._accept)
        self.send_back = make_action(
            self, "退回修改", "undo", "Ctrl+R", partial(self._ask, self.reason)
        )
        self.note = make_action(self, "登记报送", "edit", "Ctrl+D", self._ask_noted)
        self.plan = make_action(self, "检查计划", "check", "Ctrl+Shift+J", self._ask_plan)
        self.remind = make_action(self, "复制催报内容", "copy", "Ctrl+M", self._remind)
        self.remind_all = make_action(
            self, "复制全部催报内容", "copy", "Ctrl+Shift+M", self._remind_all
        )
        self.fetch = make_action(self, "去接收文件", "import", "", self._fetch)

    def _lay_out(self) -> None:
        self.table.setAccessibleName("各单位报送情况")
        self.table.allow_low(150)
        quarter = row_of(buddy_label("周期", self.quarter), self.quarter)
        quarter.addStretch(1)
        buttons = Flow(8)
        buttons.addWidget(primary_button(self.accept))
        for action in (self.send_back, self.note, self.plan, self.remind, self.remind_all):
            buttons.addWidget(secondary_button(action))
        self.sheet.setObjectName("")
        self.sheet.body.setContentsMargins(0, 0, 0, 0)
        self.sheet.body.addLayout(buttons)
        for widget in (self.asked, self.table, self.count, self.later, missing_label(self.table)):
            self.sheet.body.addWidget(widget, int(widget is self.table))
        self.empty = EmptyState("exchange", "还没有下级单位", ABOUT, self.fetch)
        self.body.addLayout(quarter)
        self.body.addWidget(self.source)
        for whole in (self.empty, self.sheet):
            self.body.addWidget(whole, 1)
            whole.hide()  # nothing is said before anything was read

    @property
    def period(self) -> Period:
        """The quarter that is shown."""
        period: Period = self.quarter.currentData()
        return period

    def load(self) -> None:
        """Show how things stand now."""
        offered = [(quarter.label, quarter) for quarter in quarters_offered(self._session.desk)]
        refill(self.quarter, offered)
        self.show_quarter()

    def choose(self, quarter: str) -> None:
        """Show another quarter (`2026Q4`), where it is offered."""
        codes = [self.quarter.itemData(n).code for n in range(self.quarter.count())]
        self.quarter.setCurrentIndex(codes.index(quarter) if quarter in codes else 0)
        self.table.setFocus()

    def show_quarter(self) -> None:
        """Show the offices of the chosen quarter; the one that was chosen stays chosen."""
        self._reading.ask(partial(_read, self.period), self._show)

    def _show(self, read: tuple[Sequence[BoardRow], Sequence[str]]) -> None:
        rows, told = read
        before = self._chosen()
        self.empty.setVisible(not rows)
        self.sheet.setVisible(bool(rows))
        self.source.setText("\n".join(told))
        self.source.setVisible(bool(told))
        self.table.rows.set_rows(rows)
        self.count.setText(_counts([row.standing for row in rows]))
        self.remind_all.setEnabled(any(row.standing.state.waits_below for row in rows))
        self._choose(before.id if before else "")

    def _choose(self, office: str) -> None:
        rows = self.table.rows
        ids = [rows.row_at(place).id for place in range(rows.rowCount())]
        waiting = [p for p in range(len(ids)) if rows.row_at(p).standing.state.waits_above]
        if ids:
            self.table.selectRow(ids.index(office) if office in ids else [*waiting, 0][0])
        self._show_chosen()

    def _chosen(self) -> BoardRow | None:
        found = self.table.selectionModel().selectedRows()
        return self.table.rows.row_at(found[0].row()) if found else None

    def _show_chosen(self) -> None:
        row = self._chosen()
        state = row.standing.state if row else None
        self.accept.setEnabled(state is not None and (state.waits_above or _may_turn(row)))
        self.send_back.setEnabled(state is not None and state.waits_above)
        self.note.setEnabled(row is not None)
        self.remind.setEnabled(state is not None and state.waits_below)
        self.asked.close()
        self._show_later([])
        if row is not None and row.standing.accepted is not None:
            about = self.period, row.id
            self._reading_later.ask(lambda desk: pending_of(desk, *about), self._show_later)

    def _show_later(self, later: list[Pending]) -> None:
        self.later.setText(_told_of_later(later))
        self.later.setVisible(bool(later))

    def _ask(self, form: Reason | NotedReport) -> None:
        row = self._chosen()
        if row is not None:
            self.asked.open(form, row.office.name, correction=row.standing.accepted is not None)

    def _ask_noted(self) -> None:
        row = self._chosen()
        if row is not None:
            self._ask(self.noted)
            self.noted.prefer(reviews.likely_way(self._session.desk, self.period, row.id))

    def _ask_plan(self) -> None:
        desk, period = self._session.desk, self.period
        stands = plans.own_plan(desk, period)
        self.planning.prepare(period, offered_forms(desk), stands, _named(desk, stands))
        self.asked.open(self.planning, period.label)

    def _set_plan(self, new: plans.NewPlan) -> None:
        with self._session.writing("plans") as desk:
            plans.set_plan(desk, new)
        self._say(f"{new.period.label}的检查计划已定下；生成下发文件交给下级单位。")

    def _drop_plan(self) -> None:
        with self._session.writing("plans") as desk:
            plans.cancel_plan(desk, self.period)
        self._say(f"{self.period.label}的检查计划已撤掉；生成下发文件告诉下级单位。")

    def _accept(self) -> None:
        row = self._chosen()
        if row is None or row.standing.newest is None:
            return
        report, period = row.standing.newest.id, self.period
        with self._session.writing("reports") as desk:
            reviews.accept(desk, period, [report])
        self._tell(f"已接收{row.office.name}的报送，以后只能由对方报送更正。", report)

    def _send_back(self, reason: str) -> None:
        row = self._chosen()
        if row is None or row.standing.newest is None:
            return
        report = row.standing.newest.id
        with self._session.writing("reports") as desk:
            reviews.send_back(desk, self.period, report, reason)
        name = row.office.name
        self._tell(f"已退回{name}的报送；生成下发文件或复制催报内容，告诉对方改什么。", report)

    def _note(self, noted: Noted) -> None:
        row = self._chosen()
        if row is None:
            return
        with self._session.writing("reports") as desk:
            report = reviews.note_report(desk, self.period, row.id, noted)
        text = f"已登记{row.office.name}的{noted.way}报送。"
        self._say(text, partial(self._undo, reviews.drop, report))

    def _tell(self, text: str, report: str) -> None:
        self._say(text, partial(self._undo, reviews.take_back, report))

    def _undo(self, way_back: Callable[..., object], report: str) -> None:
        with self._session.writing("reports") as desk:
            way_back(desk, report)

    def _fetch(self) -> None:
        self._session.go("上报与接收", lambda page: page.show_tab(page.receiving))

    def _remind(self) -> None:
        row = self._chosen()
        if row is not None:
            self._copy(reminder(self._session.desk, self.period, row.id))

    def _remind_all(self) -> None:
        self._copy(reminder(self._session.desk, self.period))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._say("催报内容已复制，可以粘贴到邮箱或工作群里。")

    def _say(self, text: str, way_back: Callable[[], object] | None = None) -> None:
        self._session.say(Message(State.PASSED, text, "撤销" if way_back else "", way_back))


def _read(period: Period, desk: Desk) -> tuple[list[BoardRow], list[str]]:
    """Return how the offices stand with a period, and where its figures come from."""
    rows = board(desk, period)
    told = [where_from(desk, period).sentence] if rows else []
    plan = plans.plan_in_force(desk, period)
    told += [f"{plans.plan_told(desk, plan)}。"] if plan else []
    return rows, [*told, *filter(None, [where_rate_is_from(desk, period)])]


def _named(desk: Desk, plan: Plan | None) -> list[str]:
    """Return the names of the accounts that a plan names; what was drawn is not named."""
    ids = plan.accounts or () if plan and not plan.share else ()
    return sorted(a.account.name for id_ in ids if (a := account_standing(desk, id_)))


def _may_turn(row: BoardRow | None) -> bool:
    """A report that was sent back may be accepted after all, while no other one has come."""
    return row is not None and row.standing.state is ReportState.RETURNED


def _counts(standings: list[Standing]) -> str:
    states = [standing.state for standing in standings]
    told = [f"{state} {states.count(state)} 个" for state in _COUNTED if state in states]
    return "，".join([f"共 {len(states)} 个单位", *told])


def _told_of_later(later: list[Pending]) -> str:
    if not later:
        return ""
    named = [
        f"{p.account}（{p.reference_date}）{p.counted or '未报'}→{p.now or '已删除'}"
        for p in later[:_MOST_PENDING]
    ]
    rest = f" 等 {len(later)} 条" if len(later) > _MOST_PENDING else ""
    return f"接收以后又有变化，还没有计入：{'；'.join(named)}{rest}"
