"""台账核对: what the register finds, days left, what others say, the 矩阵, what to file."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from govmedia_desktop.usecases.oversight.review import Review, review_register
from ui.pages.register.review.advice import AdvicePanel
from ui.pages.register.review.clues import CluesPanel
from ui.pages.register.review.countdown import CountdownPanel
from ui.pages.register.review.events import EventsPanel
from ui.pages.register.review.filings import FilingsPanel
from ui.pages.register.review.findings import FindingsPanel
from ui.pages.register.review.matrix import MatrixPanel
from ui.parts.buttons import make_action
from ui.parts.page import Page
from ui.parts.tabs import stack_under, tab_bar
from ui.parts.words import faint_label
from ui.reading import Reading
from ui.session import Session

TITLES = ("发现的问题", "更新倒计时", "处置建议", "监测线索", "矩阵", "热点事件", "备案期限")
_ABOUT = (
    "由台账自己算出，逐项写明理由；不是问题的，写明原因后不再提示。",
    "按最近更新日期算还剩几天；没有核实过的只请核实，不算超期。",
    "只是建议，由人决定并记下理由；不看粉丝量、阅读量和点赞量。",
    "监测单位的清单只是线索，由人核实；核实了才写进沿革和问题清单，不影响合格率。",
    "主账号和归它的账号。归哪个主账号在右边选，选了就保存。",
    "先登记事件，再记各账号的回应；没有回应的也记上，看它沉默了多久。不影响合格率。",
    "开设、变更、关停、注销以后还没有备案的事项；期限是“设置”里登记的本地备案期限，按工作日算。",
)


class ReviewPage(Page):
    """Seven tabs over one reading of the register; `left`, `account_wanted(id)`,
    `merge_wanted(id, id)`.
    """

    left = Signal()
    account_wanted = Signal(str)
    merge_wanted = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__("台账核对")
        self._session = session
        self._reading = Reading(session, "正在核对台账")
        self._stale = True
        self.about = faint_label(wrap=True)
        self.findings = FindingsPanel(session)
        self.countdown = CountdownPanel(session)
        self.advice = AdvicePanel(session)
        self.clues = CluesPanel(session)
        self.matrix = MatrixPanel(session)
        self.events = EventsPanel(session)
        self.filings = FilingsPanel(session)
        self.panels = (
            self.findings,
            self.countdown,
            self.advice,
            self.clues,
            self.matrix,
            self.events,
            self.filings,
        )
        self.tabs = tab_bar("台账核对")
        self.back = make_action(self, "返回台账", "undo", "Esc", self.left.emit)
        self.fold = make_action(self, "展开或收起详情", "details", "F4", self._fold)
        self.offer(self.fold, self.back)
        stack = stack_under(self.tabs, self.panels)
        for number, title in enumerate(TITLES):
            turn = partial(self.tabs.setCurrentIndex, number)
            action = make_action(self, title, "details", f"Ctrl+{number + 1}", turn)
            self.tabs.setTabToolTip(number, action.toolTip())
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.about)
        self.body.addWidget(stack, 1)
        for panel in self.panels:
            panel.account_wanted.connect(self.account_wanted)
        self.findings.merge_wanted.connect(self.merge_wanted)
        self.tabs.currentChanged.connect(self._tell)
        session.changed.connect(self._refresh_if_seen)
        self._tell(0)

    def show_filings(self) -> None:
        """Turn to what is still to be filed."""
        self.tabs.setCurrentIndex(self.panels.index(self.filings))

    def _tell(self, number: int) -> None:
        self.about.setText(_ABOUT[number])

    def _fold(self) -> None:
        panel = self.panels[self.tabs.currentIndex()].panel
        if panel.details is not None:
            panel.want_details(shown=panel.details.isHidden())

    def showEvent(self, event: QShowEvent) -> None:
        """Read the register as it is now."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _refresh_if_seen(self, _subject: str) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the register beside the window."""
        self._stale = False
        self._reading.ask(review_register, self.show_review)

    def show_review(self, review: Review) -> None:
        """Show what was read, tab by tab between events; what was chosen stays chosen."""
        steps = self._showing(review)
        self._session.tasks.run_here("正在核对台账", steps, len(self.panels), self._count)

    def _showing(self, review: Review) -> Iterator[None]:
        self.findings.show_findings(review.findings)
        yield
        self.countdown.show_countdown(review.countdown, review.reminders)
        yield
        self.advice.show_advice(review.advice)
        yield
        self.clues.show_clues(review.clues)
        yield
        yield from self.matrix.showing(review.matrix)
        yield
        self.events.show_events(review.events, review.responses, review.accounts)
        yield
        self.filings.show_filings(review.unfiled, review.filing_reminders)
        yield

    def _count(self) -> None:
        waiting = [panel.waiting for panel in self.panels]
        for number, (title, count) in enumerate(zip(TITLES, waiting, strict=True)):
            self.tabs.setTabText(number, f"{title} {count}" if count else title)
