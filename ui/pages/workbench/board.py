"""The board: four figures, what is to be done today, the pass rate of the last quarters."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from govmedia_desktop.domain.accounts import Status
from govmedia_desktop.domain.freshness import SOON_DAYS, Freshness
from govmedia_desktop.domain.trends import Point
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.oversight.today import Today, today
from govmedia_desktop.usecases.periods.periods import PeriodList, current_period, period_list
from ui import theme
from ui.charts.sparkline import Sparkline
from ui.pages.workbench.duties import Deed, Duty, duties
from ui.parts.buttons import ActionButton, make_action, primary_button, secondary_button
from ui.parts.page import EmptyState, Page, Panel, Scrolled, column
from ui.parts.states import row_of
from ui.parts.words import faint_label, plain_label, section_title
from ui.reading import Reading
from ui.session import Session

ABOUT = (
    "这里每天告诉您：哪些账号该核对、快超期了，哪些检查没做完，还有多少没上报。"
    "先导入现有的 Excel 台账，原表不会被改动；也可以一个一个新增。"
)
_WEEKDAYS = "一二三四五六日"
_BUTTON_ICONS = {
    Deed.LOOK_UP: "date",
    Deed.RESUME: "edit",
    Deed.CHECK: "check",
    Deed.REPORT: "exchange",
    Deed.ACCEPT: "ok",
    Deed.DECIDE: "exchange",
    Deed.FILE: "edit",
}


class Board(Page):
    """What the first page shows; `dates_wanted(standing)` opens the grid."""

    dates_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__("工作台")
        self._session = session
        self._reading = Reading(session, "正在读取工作台")
        self.figures = _Figures()
        self.list = _Duties(self._do)
        self.line = Sparkline()
        self.rate = faint_label(wrap=True)
        self.stack = QStackedWidget()
        self.look_up = make_action(self, "核对更新日期", "date", "Ctrl+D", self._look_up_all)
        self.stack.addWidget(self._nothing_yet())
        self.stack.addWidget(Scrolled(self._sheet()))
        self.stack.hide()  # nothing is said before anything was read
        self.body.addWidget(self.stack, 1)
        session.changed.connect(self._refresh_if_seen)

    def _nothing_yet(self) -> EmptyState:
        go = self._session.go
        fetch = make_action(
            self, "导入台账", "import", "Ctrl+I", lambda: go("台账", lambda page: page.fetch())
        )
        add = make_action(
            self, "新增账号", "add", "Ctrl+N", lambda: go("台账", lambda page: page.add())
        )
        return EmptyState("workbench", "从台账开始", ABOUT, fetch, add)

    def _sheet(self) -> QWidget:
        theme.fix(self.line, width=320, height=56)
        rate = Panel("合格率 · 最近八个季度")
        row = row_of(self.line, self.rate, spacing=24)
        row.setStretch(1, 1)
        rate.body.addLayout(row)
        sheet = QWidget()
        layout = column(12)
        for widget in (self.figures, self.list, rate):
            layout.addWidget(widget)
        layout.addStretch(1)
        sheet.setLayout(layout)
        return sheet

    def showEvent(self, event: QShowEvent) -> None:
        """Show how things stand now."""
        super().showEvent(event)
        self.refresh()

    def _refresh_if_seen(self, _subject: str) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read everything again, beside the window."""
        self._reading.ask(_read, self._show)

    def _show(self, found: tuple[Today, PeriodList]) -> None:
        board, period = found
        self.stack.show()
        self.stack.setCurrentIndex(1 if board.accounts else 0)
        self.look_up.setEnabled(bool(board.updates))
        self.figures.show_counts(board)
        day = board.day
        self.list.title.setText(
            f"今天要做 · {day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"
        )
        self.list.show_duties(duties(board, period))
        self.line.setVisible(bool(board.rates))
        printed = [p.pass_rate_printed for p in board.rates if p.pass_rate is not None]
        shown = [(p.period_label, p.pass_rate) for p in board.rates]
        self.line.show_rates(shown, "".join(printed[-1:]))
        self.rate.setText(_rate_words(board.rates))

    def _look_up_all(self) -> None:
        self.dates_wanted.emit("")

    def _do(self, duty: Duty) -> None:
        go = self._session.go
        if duty.deed is Deed.LOOK_UP:
            self.dates_wanted.emit(duty.about)
        elif duty.deed is Deed.RESUME:
            go("检查", lambda page: page.resume(duty.about))
        elif duty.deed is Deed.DECIDE:
            go("上报与接收", lambda page: page.decide())
        elif duty.deed is Deed.FILE:
            go("台账", lambda page: page.show_filings())
        elif duty.deed is Deed.ACCEPT:
            go("上报与接收", lambda page: page.open_board(duty.about))
        else:
            go("检查" if duty.deed is Deed.CHECK else "上报与接收")


class _Figures(Panel):
    """Four counts side by side, each with its unit and what it means."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[str, tuple[QLabel, QLabel]] = {}
        row = row_of(spacing=theme.length(24))
        for title in ("正常运行", "待核实", "临近超期", "未上报"):
            number, below = plain_label(name="figure"), faint_label()
            self.shown[title] = (number, below)
            figure = row_of(number, plain_label("条" if title == "未上报" else "个"), spacing=4)
            figure.addStretch(1)
            cell: QVBoxLayout = column(2)
            cell.addWidget(plain_label(title))
            cell.addLayout(figure)
            cell.addWidget(below)
            row.addLayout(cell, 1)
        self.body.addLayout(row)

    def show_counts(self, board: Today) -> None:
        """Show the figures of a board."""
        running = sum(u.listed.account.status is Status.RUNNING for u in board.updates)
        closing = board.running - running
        overdue = board.count(Freshness.OVERDUE)
        told = {
            "正常运行": (
                running,
                f"另有拟关停 {closing} 个" if closing else f"台账共 {board.accounts} 个",
            ),
            "待核实": (board.count(Freshness.UNKNOWN), "更新日期要核对"),
            "临近超期": (
                board.count(Freshness.SOON),
                f"另有超期 {overdue} 个" if overdue else f"{SOON_DAYS} 天内到期",
            ),
            "未上报": (board.unsent, "上次上报以后的改动"),
        }
        for title, (number, below) in told.items():
            self.shown[title][0].setText(str(number))
            self.shown[title][0].setAccessibleName(f"{title} {number}")
            self.shown[title][1].setText(below)


class _Duties(Panel):
    """The list; the first line's button is the primary one of the page."""

    def __init__(self, done: Callable[[Duty], object]) -> None:
        super().__init__()
        self._done = done
        self.title = section_title("今天要做")
        self.body.addWidget(self.title)
        self.body.setSpacing(4)
        self._lines: list[QWidget] = []
        self.buttons: list[ActionButton] = []
        self.nothing = plain_label("✓ 都做完了，今天没有要做的事。")
        self.body.addWidget(self.nothing)

    def show_duties(self, found: Sequence[Duty]) -> None:
        """Show other lines in place of those before."""
        held = [button.hasFocus() for button in self.buttons]
        for line in self._lines:
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.buttons = []
        self._lines = [self._line(number, duty) for number, duty in enumerate(found)]
        for line in self._lines:
            self.body.addWidget(line)
        self.nothing.setVisible(not found)
        if True in held and self.buttons:
            self.buttons[min(held.index(True), len(self.buttons) - 1)].setFocus()

    def _line(self, number: int, duty: Duty) -> QWidget:
        line = QFrame()
        line.setObjectName("line")
        sign = plain_label()
        sign.setPixmap(duty.state.icon.pixmap(theme.ICON_SIZE))
        words: QVBoxLayout = column(0)
        words.addWidget(plain_label(duty.text))
        words.addWidget(faint_label(duty.why, wrap=True))
        action = make_action(
            line, duty.button, _BUTTON_ICONS[duty.deed], "", lambda: self._done(duty)
        )
        button = secondary_button(action) if number else primary_button(action)
        button.setAccessibleName(f"{duty.button}：{duty.text}")
        button.setMinimumWidth(theme.length(120))
        self.buttons.append(button)
        row = row_of(sign, margins=(0, 6))
        row.addLayout(words, 1)
        row.addWidget(button)
        line.setLayout(row)
        return line


def _read(desk: Desk) -> tuple[Today, PeriodList]:
    return today(desk), period_list(desk, current_period(desk))


def _rate_words(rates: Sequence[Point]) -> str:
    if not rates:
        return "完成第一个季度检查后，这里画出各季度的合格率。"
    last = rates[-1]
    if last.checked is None or last.unqualified is None:
        return f"{last.period_label}：合格率 {last.pass_rate_printed or '未公布'}"
    left = f"，另有 {last.left_out} 个待核实未计入" if last.left_out else ""
    return (
        f"{last.period_label}：检查 {last.checked} 个，不合格 {last.unqualified} 个，"
        f"合格率 {last.pass_rate_printed}{left}"
    )
