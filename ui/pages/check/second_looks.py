"""两次核对: where two people answered differently, and which items that happens at again and again.

It judges the question, not the person: nobody is counted or ranked here.
"""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from govmedia_desktop.usecases.inspections.second_looks import SecondLooks, ShownPair, second_looks
from govmedia_desktop.usecases.periods.periods import current_period, quarters_with_results
from ui import theme
from ui.parts.buttons import make_action
from ui.parts.days import SpanChooser
from ui.parts.page import EmptyState, Page, column
from ui.parts.states import Notice, row_of
from ui.parts.tabs import stack_under, tab_bar
from ui.parts.words import faint_label, section_title
from ui.session import Session
from ui.tables.model import RowsModel
from ui.tables.panel import missing_label
from ui.tables.second_look_rows import DIFFERENCES, FORM_OF_ITEM, FORM_OF_PAIR, ITEMS, PAIRS
from ui.tables.view import RowsTable
from ui.theme import State

HINT = "看的是题目，不是人：答得不一样，多半是题目写得不够明确。不统计个人，也不计入合格率。"
ABOUT = (
    "两个人各看一遍同一个账号，答得不一样的题会列在这里；\n"
    "总是不一致的题，就该写得更明确。看的是题目，不是人。\n怎么开始：一人查完以后，另一人在设置里把填报人换成自己的姓名，"
    "再到检查列表选中这个账号，按“再看一遍”（Ctrl+R）。"
)


class SecondLooksPage(Page):
    """Pairs at the left; what differs in the chosen one and all items at the right; `left`."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("两次核对")
        self._session = session
        self._wanted = ""
        self._arriving = False
        self._one_form = True
        self.spans = SpanChooser("周期")
        self.pairs = RowsTable(RowsModel(PAIRS), "second-looks")
        self.differences = RowsTable(RowsModel(DIFFERENCES), "second-look-differences")
        self.items = RowsTable(RowsModel(ITEMS), "second-look-items")
        self.count = faint_label()
        self.chosen = faint_label(wrap=True)
        self.same = Notice(State.PASSED)
        self.back = make_action(self, "返回列表", "undo", "Esc", self.left.emit)
        self.offer(self.back)
        self._lay_out()
        self.spans.changed.connect(self.refresh)
        self.pairs.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())

    def _lay_out(self) -> None:
        self.pairs.setAccessibleName("各看一遍的账号")
        self.differences.setAccessibleName("答得不一样的题")
        self.items.setAccessibleName("各题一致情况")
        go = make_action(self, "去选一个账号", "check", "", self.left.emit)
        self.empty = EmptyState("check", "这段时间没有两个人各看一遍的检查", ABOUT, go)
        head = row_of(self.spans, faint_label(HINT, wrap=True))
        head.setStretch(1, 1)
        head.setAlignment(self.spans, Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        for widget in (QWidget(), self.empty, self._beside()):
            self._stack.addWidget(widget)
        self.body.addLayout(head)
        self.body.addWidget(self._stack, 1)

    def _beside(self) -> QSplitter:
        foot = QWidget()
        foot.setLayout(row_of(self.count, missing_label(self.pairs)))
        left = _sheet(section_title("各看一遍的账号"), self.pairs, foot)
        right = self._right()
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.setHandleWidth(12)
        beside.setChildrenCollapsible(False)
        for widget, least in ((left, 240), (right, 280)):
            widget.setMinimumWidth(theme.length(least))
            beside.addWidget(widget)
        beside.setSizes([560, 560])
        return beside

    def _right(self) -> QWidget:
        """Return the chosen pair and all items, one under each tab."""
        self.tabs = tab_bar("选中的一对或各题")
        chosen = _sheet(self.chosen, self.differences, self.same)
        order = faint_label("最不一致的在前", wrap=True)
        items = _sheet(order, self.items, missing_label(self.items))
        parts = stack_under(self.tabs, (chosen, items))
        for number, title in enumerate(("答得不一样的题", "各题一致情况")):
            self.tabs.setTabText(number, title)
        right = QWidget()
        layout = column(8)
        layout.addWidget(self.tabs)
        layout.addWidget(parts, 1)
        right.setLayout(layout)
        return right

    def showEvent(self, event: QShowEvent) -> None:
        """Show the second looks as they are now."""
        super().showEvent(event)
        self._arriving = True
        self._offer_spans()
        self.refresh()

    def want(self, inspection: str) -> None:
        """Choose the pair of this inspection of the current quarter when the page is next shown."""
        self._wanted = inspection
        self._offer_spans()
        self.spans.box.setCurrentIndex(0)

    def _offer_spans(self) -> None:
        desk = self._session.desk
        now = current_period(desk)
        earlier = [quarter for quarter in quarters_with_results(desk) if quarter != now]
        offered = [(f"本季度（{now.label}）", now), *((q.label, q) for q in earlier)]
        self.spans.offer([(name, period) for name, period in offered])

    def refresh(self) -> None:
        """Read the second looks of the span beside the window."""
        span = self.spans.span
        if span is None or not self.isVisible():
            return
        self._session.beside(
            "正在核对两遍检查",
            lambda desk, _: second_looks(desk, span.start, span.end),
            self.show_found,
        )

    def show_found(self, found: SecondLooks) -> None:
        """Show second looks; the pair that was chosen stays chosen."""
        before = self._chosen()
        self.pairs.rows.set_rows(found.pairs)
        self.items.rows.set_rows(found.items)
        self._one_form = len({pair.form_title for pair in found.pairs}) < 2
        self.pairs.drop([FORM_OF_PAIR] if self._one_form else [])
        self.items.drop([FORM_OF_ITEM] if self._one_form else [])
        self.count.setText(f"共 {len(found.pairs)} 对")
        self._stack.setCurrentIndex(2 if found.pairs else 1)
        self._choose(before)
        if self._arriving:
            self.lead_to(self.pairs)
        self._arriving = False

    def _chosen(self) -> ShownPair | None:
        rows = self.pairs.selectionModel().selectedRows()
        return self.pairs.rows.row_at(rows[0].row()) if rows else None

    def _choose(self, before: ShownPair | None) -> None:
        rows = self.pairs.rows
        shown = [rows.row_at(place).id for place in range(rows.rowCount())]
        wanted = [place for place, pair in enumerate(shown) if self._wanted in pair]
        kept = [place for place, pair in enumerate(shown) if before and pair == before.id]
        self._wanted = ""
        if shown:
            self.pairs.selectRow([*wanted, *kept, 0][0])
        self._show_chosen()

    def _show_chosen(self) -> None:
        pair = self._chosen()
        if pair is None:
            return
        day = date.fromisoformat(pair.day)
        form = "" if self._one_form else f" · {pair.form_title}"
        self.chosen.setText(
            f"{pair.account_name} · {day.month}月{day.day}日{form} · "
            f"第一遍 {pair.first_person}，第二遍 {pair.second_person}"
        )
        self.differences.rows.set_rows(pair.differences)
        self.differences.setVisible(bool(pair.differences))
        self.same.setVisible(not pair.differences)
        if pair.compared:
            self.same.tell(State.PASSED, f"两个人都答过的 {pair.compared} 项，答得都一样。")
        else:
            self.same.tell(State.UNCHECKED, "没有两个人都亲自答过的题，比不出来。")


def _sheet(*widgets: QWidget) -> QWidget:
    sheet = QWidget()
    layout = column(8)
    for widget in widgets:
        layout.addWidget(widget, int(isinstance(widget, RowsTable)))
    layout.addStretch(0)
    sheet.setLayout(layout)
    return sheet
