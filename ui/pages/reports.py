"""报告: choose a period, see what will be in it, write the problem list."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.rates import printed_rate
from govmedia_desktop.reports.overview import Overview, overview_text
from govmedia_desktop.reports.problems import Problem, ProblemReport
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange.reporting import file_name
from govmedia_desktop.usecases.periods import reports as cases
from govmedia_desktop.usecases.periods.periods import quarters_with_results
from ui import theme
from ui.parts import desktop, dialogs
from ui.parts.bars import Message, kept_file
from ui.parts.buttons import make_action, quiet_button
from ui.parts.days import SpanChooser
from ui.parts.fresh import Fresh
from ui.parts.page import EmptyState, Page, Panel, column
from ui.parts.states import row_of
from ui.parts.texts import ReadText
from ui.parts.words import faint_label, plain_label, section_title
from ui.reading import Reading
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import missing_label
from ui.tables.view import RowsTable
from ui.theme import State


@dataclass(frozen=True)
class _Row:
    problem: Problem
    unconfirmed: bool


_COLUMNS = [
    Column[_Row]("主办单位", lambda r: r.problem.owner, width=130, least=112, spare=1, wraps=True),
    Column[_Row]("账号名称", lambda r: r.problem.account, width=156, least=128),
    Column[_Row]("平台", lambda r: r.problem.platform, width=100, spare=3),
    Column[_Row]("问题类型", lambda r: r.problem.problem, width=156, least=128, wraps=True),
    Column[_Row](
        "核实",
        lambda r: "待核实" if r.unconfirmed else "",
        align=Align.CENTRE,
        state=lambda r: State.UNCHECKED if r.unconfirmed else None,
        width=92,
        spare=1,
    ),
    Column[_Row]("发现日期", lambda r: r.problem.found_on, align=Align.CENTRE, width=108, spare=2),
]
_CONFIRMED = 4
ABOUT = (
    "这里把一个周期的检查结果写成问题清单（Excel），并给出通报里“总体情况”一段的文字。"
    "先检查几个账号，完成后就能在这里写。"
)


class ReportsPage(Page):
    """What a report of the chosen period holds, and the button that writes it."""

    def __init__(self, session: Session) -> None:
        super().__init__("报告")
        self._session = session
        self._reading = Reading(session, "正在读取检查结果")
        self.spans = SpanChooser("周期")
        self.figures = _Figures()
        self.problems = RowsModel(_COLUMNS)
        self.table = RowsTable(self.problems, "report-problems")
        self.count = faint_label()
        self.overview = ReadText("总体情况")
        self.write = make_action(self, "写出问题清单", "report", "Ctrl+S", self._write)
        self.copy = make_action(self, "复制", "copy", "Ctrl+Shift+C", self._copy)
        self.first = make_action(self, "去检查", "check", "", lambda: session.go("检查"))
        self.offer(primary=self.write)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing_yet())
        self._stack.addWidget(self._contents())
        self.body.addWidget(self._stack)
        self.spans.changed.connect(self._show)
        Fresh(self, session.changed, self._load)
        self._load()

    def _nothing_yet(self) -> EmptyState:
        return EmptyState("report", "还没有检查结果", ABOUT, self.first)

    def _contents(self) -> QWidget:
        self.table.setAccessibleName("将写出的问题")
        left = Panel()
        head = _head("将写出的问题")
        head.addWidget(missing_label(self.table), 1)
        left.body.addLayout(head)
        left.body.addWidget(self.table, 1)
        left.body.addWidget(self.count)
        right = Panel()
        head = _head("总体情况")
        head.addStretch(1)
        head.addWidget(quiet_button(self.copy))
        right.body.addLayout(head)
        right.body.addWidget(self.overview, 1)
        beside = QSplitter()
        beside.setHandleWidth(12)
        for panel in (left, right):
            beside.addWidget(panel)
        beside.setSizes([780, 340])
        beside.setChildrenCollapsible(False)
        return _stacked(self.spans, self.figures, beside)

    def _load(self) -> None:
        quarters = quarters_with_results(self._session.desk)
        self._stack.setCurrentIndex(1 if quarters else 0)
        self.show_offers(shown=bool(quarters))
        self.write.setEnabled(bool(quarters))
        if quarters:
            self.spans.offer([(quarter.label, quarter) for quarter in quarters])
            self._show()

    def _show(self) -> None:
        span = self.spans.span
        if span is not None:
            self._reading.ask(partial(_read, span), self._show_report)

    def _show_report(self, found: tuple[ProblemReport, Overview]) -> None:
        report, overview = found
        sure = [_Row(problem, unconfirmed=False) for problem in report.problems]
        self.table.drop([] if report.unconfirmed else [_CONFIRMED])
        self.problems.set_rows([*sure, *(_Row(p, unconfirmed=True) for p in report.unconfirmed)])
        self.count.setText(_counted(report))
        self.figures.show_counts(overview, report)
        self.overview.setPlainText(overview_text(overview))

    def _write(self) -> None:
        span, desk = self.spans.span, self._session.desk
        if span is None:
            self._session.say(Message(State.HINT, "请先把起止日期填全，再写出。"))
            return
        name = desktop.suggested_place(file_name(desk, span, "问题清单", ".xlsx"))
        path = dialogs.file_to_write(self, "写出问题清单", name, "Excel 工作簿 (*.xlsx)")
        if path is None:
            return
        desktop.remember_place(path)
        self.write.setEnabled(False)
        self._session.beside(
            "正在写问题清单",
            lambda desk, _: cases.write_problem_list(desk, span, path.with_suffix(".xlsx")),
            self._tell,
            self._rest,
        )

    def _rest(self) -> None:
        self.write.setEnabled(True)

    def _tell(self, path: Path) -> None:
        text = f"已写出“{path.name}”。"
        self._session.say(kept_file(text, path))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.overview.toPlainText())
        self._session.say(Message(State.PASSED, "总体情况已复制，可以粘贴到 WPS 里。"))


class _Figures(QWidget):
    """The counts of the period, side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.length(36))
        self.shown: dict[str, QLabel] = {}
        for title in ("账号", "检查", "不合格", "合格率", "问题", "待核实"):
            self.shown[title] = plain_label("—", name="figure")
            pair = column(0)
            pair.addWidget(self.shown[title])
            pair.addWidget(faint_label(title))
            self._row.addLayout(pair)
        self._row.addStretch(1)
        self.setLayout(self._row)

    def show_counts(self, overview: Overview, report: ProblemReport) -> None:
        """Show the counts; what is not known is a dash."""
        rate = ""
        if overview.checked is not None and overview.failed is not None:
            rate = printed_rate(overview.checked, overview.failed)
        texts = (
            _number(overview.total, "个"),
            _number(overview.checked, "个"),
            _number(overview.failed, "个"),
            rate or "—",
            _number(len(report.problems), "条"),
            _number(len(report.unconfirmed), "条"),
        )
        for (title, label), text in zip(self.shown.items(), texts, strict=True):
            label.setText(text)
            label.setAccessibleName(f"{title} {text}")


def _read(span: Period, desk: Desk) -> tuple[ProblemReport, Overview]:
    return cases.problem_report(desk, span), cases.overview(desk, span)


def _number(count: int | None, unit: str) -> str:
    return "—" if count is None else f"{count} {unit}"


def _counted(report: ProblemReport) -> str:
    apart = f"，其中待核实 {len(report.unconfirmed)} 条（另列一表）" if report.unconfirmed else ""
    return f"共 {len(report.problems) + len(report.unconfirmed)} 条{apart}"


def _head(title: str) -> QHBoxLayout:
    """Return a title that is as high with a button at its right as without one."""
    row = row_of(section_title(title))
    row.addStrut(theme.length(34))
    return row


def _stacked(*widgets: QWidget) -> QWidget:
    sheet = QWidget()
    layout = column(16)
    for widget in widgets:
        layout.addWidget(widget)
    layout.setStretch(len(widgets) - 1, 1)
    sheet.setLayout(layout)
    return sheet
