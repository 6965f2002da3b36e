"""趋势: the chart left, its table right, above them 周期, 分组 and 范围."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QSplitter, QStackedWidget, QWidget

from govmedia_desktop.domain.periods import Period, parse_quarter
from govmedia_desktop.domain.trends import Group, Point
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.periods import trends as cases
from govmedia_desktop.usecases.periods.history import HistoryImport, import_history
from govmedia_desktop.usecases.periods.trends import Question
from govmedia_desktop.usecases.register.accounts import ListedAccount
from ui import theme
from ui.charts.chart import Chart
from ui.charts.trend import bars_of, keep, lines_of_most
from ui.forms.flow import Flow
from ui.parts import dialogs
from ui.parts.bars import Message, kept_file
from ui.parts.buttons import make_action, quiet_button
from ui.parts.days import SpanChooser
from ui.parts.fresh import Fresh
from ui.parts.page import EmptyState, Page, Panel, column
from ui.parts.states import Notice, row_of
from ui.parts.words import buddy_label, faint_label
from ui.reading import Reading
from ui.session import Session
from ui.tables import trend_rows
from ui.tables.model import RowsModel
from ui.tables.panel import missing_label
from ui.tables.view import RowsTable
from ui.theme import State

MOST_NAMES = 12
ABOUT = (
    "这里看合格率、问题和账号一期一期的变化，图可以存成图片放进通报。"
    "完成检查后这里就有结果；以前的结果可以从历史通报的表格补录。"
)


@dataclass(frozen=True)
class View:
    """One way to look: `bars` names the count that is drawn of one period; else rates in lines."""

    name: str
    group: Group | None
    bars: str = ""


VIEWS = (
    View("合格率", None),
    View("合格率 · 按平台", Group.PLATFORM),
    View("合格率 · 按层级", Group.LEVEL),
    View("合格率 · 按单位", Group.OFFICE),
    View("问题 · 按类型", Group.PROBLEM, "unqualified"),
    View("账号数 · 按平台", Group.PLATFORM, "total"),
)


class TrendsPage(Page):
    """The series asked for, as a chart and as a table."""

    def __init__(self, session: Session) -> None:
        super().__init__("趋势")
        self._session = session
        self._reading_places = Reading(session, "正在读取趋势")
        self._reading = Reading(session, "正在读取趋势")
        self._reading_left_out = Reading(session, "正在读取待核实的账号")
        self.spans = SpanChooser("周期")
        self.views = _choice("分组", [view.name for view in VIEWS])
        self.places = _choice("范围", [])
        self.chart: Chart | None = None
        self.points: list[Point] = []
        self.rows = RowsModel(trend_rows.COLUMNS)
        self.table = RowsTable(self.rows, "trend")
        self.left_out = faint_label(wrap=True)
        self.flagged = Notice(State.HINT)
        self.take_over = make_action(self, "补录历史通报", "import", "Ctrl+I", self._take_over)
        self.copy = make_action(self, "复制图", "copy", "Ctrl+Shift+C", self._copy)
        png, svg = partial(self._save, ".png"), partial(self._save, ".svg")
        self.save_svg = make_action(self, "存为矢量图", "image", "Ctrl+Shift+S", svg)
        self.save_png = make_action(self, "存为图片", "image", "Ctrl+S", png)
        self.offer(self.take_over, self.copy, self.save_svg, primary=self.save_png)
        self._lay_out()
        self._wire()
        self._load()

    def _lay_out(self) -> None:
        self.table.setAccessibleName("各期数据")
        bar = Flow(20)
        bar.addWidget(self.spans)
        for title, box in (("分组", self.views), ("范围", self.places)):
            asked = QWidget()
            asked.setLayout(row_of(buddy_label(title, box), box, spacing=8))
            bar.addWidget(asked)
        self._frame = Panel()
        self._frame.body.setContentsMargins(8, 8, 8, 8)
        beside = QSplitter()
        beside.setHandleWidth(12)
        listed = QWidget()
        rows = column(8)
        rows.addWidget(self.table, 1)
        rows.addWidget(missing_label(self.table))
        listed.setLayout(rows)
        listed.setMinimumWidth(theme.length(304))
        beside.addWidget(self._frame)
        beside.addWidget(listed)
        beside.setSizes([552, 568])
        beside.setChildrenCollapsible(False)
        shown = QWidget()
        sheet = column()
        sheet.addLayout(bar)
        sheet.addWidget(beside, 1)
        sheet.addWidget(self.left_out)
        shown.setLayout(sheet)
        first = make_action(self, "补录历史通报", "import", "", self._take_over)
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState("trend", "还没有可以画的结果", ABOUT, first))
        self._stack.addWidget(shown)
        dismiss = make_action(self, "知道了", "close", "", self.flagged.hide)
        self.flagged.row.addWidget(quiet_button(dismiss))
        self.flagged.hide()
        self.body.addWidget(self.flagged)
        self.body.addWidget(self._stack, 1)
        self._stack.hide()  # nothing is said before anything was read

    def _wire(self) -> None:
        self.spans.changed.connect(self._show)
        self.views.currentIndexChanged.connect(self._show)
        self.places.currentIndexChanged.connect(self._show)
        self.table.selectionModel().selectionChanged.connect(self._follow_row)
        Fresh(self, self._session.changed, self._load)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the chart anew in another type size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.chart is not None:
            self._draw()

    @property
    def view(self) -> View:
        """How the person looks at it."""
        return VIEWS[self.views.currentIndex()]

    @property
    def place(self) -> str | None:
        """The place of the notices looked at, None for the own office."""
        return self.places.currentText() if self.places.currentIndex() > 0 else None

    def _load(self) -> None:
        self.spans.offer([("按季度", None)])
        self._reading_places.ask(_read_places, self._offer)

    def _offer(self, read: tuple[Sequence[str], bool]) -> None:
        places, known = read
        self._stack.show()
        before = self.places.currentText()
        self.places.blockSignals(True)
        self.places.clear()
        self.places.addItems(["本单位", *places])
        self.places.setCurrentIndex(max(self.places.findText(before), 0))
        self.places.blockSignals(False)
        self._stack.setCurrentIndex(1 if known else 0)
        self.show_offers(shown=known)
        for action in (self.copy, self.save_png, self.save_svg):
            action.setEnabled(known)
        if known:
            self._show()

    def _show(self) -> None:
        self._reading.ask(self._asked(), self._show_points)

    def _show_points(self, points: list[Point]) -> None:
        self.points = points
        self.rows.set_rows(_latest_first(self.points))
        hidden = self._hidden_columns()
        self.table.drop([number for number in hidden if hidden[number]])
        self._draw()

    def _asked(self) -> Callable[[Desk], list[Point]]:
        view, place = self.view, self.place
        if view.bars == "total":
            return lambda desk: cases.totals_by_platform(desk, place)
        question = Question(view.group, place, self.spans.span)
        return lambda desk: cases.trend(desk, question)

    def _hidden_columns(self) -> dict[int, bool]:
        view = self.view
        return {
            trend_rows.GROUP: view.group is None,
            trend_rows.TOTAL: not any(point.total is not None for point in self.points),
            trend_rows.CHECKED: view.bars == "total",
            trend_rows.UNQUALIFIED: view.bars == "total",
            trend_rows.RATE: bool(view.bars),
            trend_rows.SOURCE: len({point.taken_over for point in self.points}) < 2,
        }

    def _current(self) -> Point | None:
        chosen = self.table.selectionModel().selectedRows()
        if chosen:
            return self.rows.row_at(chosen[0].row())
        return self.points[-1] if self.points else None

    def _follow_row(self) -> None:
        self._draw()

    def _draw(self) -> None:
        old, self.chart = self.chart, self._chart()
        if old is not None:
            self._frame.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._frame.body.addWidget(self.chart)
        self._tell_left_out()

    def _chart(self) -> Chart:
        current, view = self._current(), self.view
        title = f"{view.name} · {self.place or self._session.office}"
        if view.bars:
            label = f" · {current.period_label}" if current else ""
            drawn = [p for p in self.points if current and p.period_code == current.period_code]
            bars = bars_of(drawn, view.bars, title + label, practice=self._session.practice)
            bars.picked.connect(self._pick_bar)
            return bars
        lines = lines_of_most(self.points, current, title, practice=self._session.practice)
        lines.picked.connect(self._pick)
        return lines

    def _pick(self, point: Point) -> None:
        for position in range(self.rows.rowCount()):
            if self.rows.row_at(position) == point:
                self.table.setCurrentIndex(self.rows.index(position, 0))

    def _pick_bar(self, group: str) -> None:
        current = self._current()
        code = current.period_code if current else ""
        for point in self.points:
            if (point.period_code, point.group) == (code, group):
                self._pick(point)

    def _tell_left_out(self) -> None:
        current = self._current()
        span = self.spans.span or (parse_quarter(current.period_code) if current else None)
        if self.place or span is None:
            self._show_left_out("", [])
        else:
            self._reading_left_out.ask(
                partial(_read_left_out, span), partial(self._show_left_out, span.label)
            )

    def _show_left_out(self, label: str, left: Sequence[ListedAccount]) -> None:
        accounts = [listed.account for listed in left[:MOST_NAMES]]
        names = "、".join(f"{account.name}（{account.platform.label}）" for account in accounts)
        more = " 等" if len(left) > MOST_NAMES else ""
        self.left_out.setText(f"{label}待核实 {len(left)} 个未计入：{names}{more}" if left else "")
        self.left_out.setVisible(bool(left))

    def _copy(self) -> None:
        if self.chart is not None:
            self.chart.copy()
            self._session.say(Message(State.PASSED, "图已复制，可以粘贴到 WPS 里。"))

    def _save(self, ending: str) -> None:
        saved = keep(self.chart, ending, self) if self.chart is not None else None
        if saved is not None:
            text = f"图已存为“{saved.name}”。"
            self._session.say(kept_file(text, saved))

    def _take_over(self) -> None:
        paths = dialogs.files_to_read(self, "补录历史通报", "历史通报 (*.xlsx *.csv)")
        if paths:
            self.take_over.setEnabled(False)
            self._session.beside(
                "正在补录历史通报",
                lambda desk, _: import_history(desk, paths[0]),
                self._tell_import,
                self._rest,
            )

    def _rest(self) -> None:
        self.take_over.setEnabled(True)

    def _tell_import(self, done: HistoryImport) -> None:
        self._session.announce("published")
        same = f"，其余 {done.rows - done.added} 行以前补录过" if done.added < done.rows else ""
        told = f"通报共 {done.rows} 行，补录 {done.added} 行{same}。"
        self._session.say(Message(State.PASSED, told))
        lines = [f"{f.place} {_period_name(f.period)}：{f.text}" for f in done.flagged]
        head = f"下面 {len(lines)} 处通报自己前后不一致，已照原样补录，请核对原文："
        self.flagged.tell(State.HINT, "\n".join([head, *lines]))
        self.flagged.setVisible(bool(lines))


def _read_places(desk: Desk) -> tuple[list[str], bool]:
    """Return the places of the notices, and whether there is anything to draw."""
    places = cases.places(desk)
    return places, bool(places) or bool(cases.trend(desk))


def _read_left_out(span: Period, desk: Desk) -> list[ListedAccount]:
    return cases.left_out(desk, span)


def _period_name(code: str) -> str:
    """Return a quarter as it is said, anything else as the notice has it."""
    quarter = parse_quarter(code)
    return quarter.label if quarter else code


def _choice(title: str, names: Sequence[str]) -> QComboBox:
    box = QComboBox()
    box.addItems(list(names))
    box.setAccessibleName(title)
    return box


def _latest_first(points: Sequence[Point]) -> list[Point]:
    """Periods from the latest back, the groups within each as they came."""
    codes = list(dict.fromkeys(point.period_code for point in reversed(points)))
    return [point for code in codes for point in points if point.period_code == code]
