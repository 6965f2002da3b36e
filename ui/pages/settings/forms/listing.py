"""检查表: all versions as a table, what was done with the chosen one beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from govmedia_desktop.usecases.forms.known import ListedForm, list_forms
from govmedia_desktop.usecases.forms.versions import FormStep, form_history
from ui import theme
from ui.forms.flow import Flow
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import EmptyState, Page, Panel
from ui.parts.words import faint_label, plain_label
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

OFFERED, SUPERSEDED, RETIRED = "使用中", "已有新版", "已停用"
_STATES = {OFFERED: State.PASSED, SUPERSEDED: State.UNCHECKED, RETIRED: State.HINT}
ABOUT = (
    "检查按检查表一题一题进行。检查表是一个 Excel 工作簿，可以先试填，合用了再发布；"
    "发布后不能改动，要改就出新的一版。"
)
DROP = "检查表工作簿（.xlsx、.xlsm）也可以直接拖到这一页。"


@dataclass(frozen=True)
class Row:
    """One form version; `id` is its record's."""

    id: str
    form: ListedForm
    status: str
    steps: Sequence[FormStep]

    @property
    def published(self) -> str:
        """The day it was published."""
        return next((step.at[:10] for step in self.steps if step.what == "发布"), "")


COLUMNS: list[Column[Row]] = [
    Column("检查表", lambda r: r.form.title or r.form.form_id, width=210, least=140, wraps=True),
    Column("版本", lambda r: f"第{r.form.version}版", align=Align.CENTRE, width=72),
    Column("状态", lambda r: r.status, state=lambda r: _STATES[r.status], width=108),
    Column("发布日期", lambda r: r.published, align=Align.CENTRE, width=104, spare=2),
]


class FormList(Page):
    """The versions; what is wanted of the chosen one comes out with its `ListedForm`."""

    import_wanted = Signal()
    left = Signal()
    tried = Signal(object)
    compared = Signal(object)
    written = Signal(object)
    switched = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__("检查表")
        self._session = session
        self.back = make_action(self, "返回设置", "undo", "Esc", self.left.emit)
        self.fetch = make_action(self, "导入检查表", "import", "Ctrl+I", self.import_wanted.emit)
        self.first = make_action(self, "导入检查表", "import", "", self.import_wanted.emit)
        self.try_out = self._action("试填", "edit", "Ctrl+T", self.tried)
        self.compare = self._action("比较两版", "search", "Ctrl+D", self.compared)
        self.write = self._action("写出工作簿", "export", "Ctrl+E", self.written)
        self.switch = self._action("停用", "close", "", self.switched)
        doing = (self.try_out, self.compare, self.write, self.switch)
        self.details = Details(doing)
        self.panel = TablePanel(RowsTable(RowsModel(COLUMNS), "forms"), self.details)
        self.stack = QStackedWidget()
        self.stack.addWidget(EmptyState("check", "还没有检查表", ABOUT, self.first))
        self.stack.addWidget(self.panel)
        self.offer(self.back, primary=self.fetch)
        self.about, self.drop = faint_label(ABOUT, wrap=True), faint_label(DROP)
        self.body.addWidget(self.about)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.drop)
        self._wire()

    def _action(self, text: str, icon: str, key: str, wanted: SignalInstance) -> QAction:
        return make_action(self, text, icon, key, lambda: self._send(wanted))

    def _send(self, wanted: SignalInstance) -> None:
        row = self.panel.current()
        if row is not None:
            wanted.emit(row.form)

    def _wire(self) -> None:
        words = [OFFERED, SUPERSEDED, RETIRED]
        self.panel.add_filter("状态", words, lambda r, word: r.status == word)
        self.panel.chosen.connect(self._show)
        self.panel.opened.connect(lambda row: self.tried.emit(row.form))
        self._session.changed.connect(self._refresh_if_seen)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the forms as they are now."""
        super().showEvent(event)
        self.refresh()
        self.panel.table.setFocus()

    def _refresh_if_seen(self, subject: str) -> None:
        if self.isVisible() and subject == "forms":
            self.refresh()

    def refresh(self) -> None:
        """Read the forms again; what was chosen stays chosen."""
        self.show_rows(rows_of(self._session))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these versions; where there are none, what a check form is."""
        self.panel.model.set_rows(rows)
        self.stack.setCurrentIndex(1 if rows else 0)
        self.fetch.setVisible(bool(rows))
        self.about.setVisible(bool(rows))  # else the empty page says it
        if self.panel.current() is None and rows:
            self.panel.table.selectRow(0)
        self._show(self.panel.current())

    def choose(self, record: str) -> None:
        """Choose a form version."""
        model = self.panel.model
        for position in range(model.rowCount()):
            if model.row_at(position).id == record:
                self.panel.table.selectRow(position)

    def _show(self, row: Row | None) -> None:
        versions = [r.form.form_id for r in rows_in(self.panel.model)]
        for action in (self.try_out, self.write):
            action.setEnabled(row is not None)
        several = row is not None and versions.count(row.form.form_id) > 1
        self.compare.setEnabled(several)
        self.switch.setVisible(row is not None and row.status != SUPERSEDED)
        retired = row is not None and row.status == RETIRED
        self.switch.setText("恢复使用" if retired else "停用")
        self.switch.setIcon(theme.icon("undo" if retired else "close"))
        self.details.show_row(row)


def rows_of(session: Session) -> list[Row]:
    """Return the forms, each newest version first."""
    desk = session.desk
    forms = list_forms(desk)
    newest = {form.form_id: form.id for form in forms}
    newest_first = forms[::-1]
    return [
        Row(form.id, form, _status(form, newest[form.form_id]), form_history(desk, form.id))
        for form in sorted(newest_first, key=lambda form: form.form_id)
    ]


def rows_in(model: RowsModel[Row]) -> list[Row]:
    """Return the rows that are shown."""
    return [model.row_at(position) for position in range(model.rowCount())]


def _status(form: ListedForm, newest: str) -> str:
    if form.id != newest:
        return SUPERSEDED
    return RETIRED if form.retired else OFFERED


class Details(Panel):
    """The chosen version: what can be done with it, what was done with it."""

    def __init__(self, doing: Sequence[QAction]) -> None:
        super().__init__()
        self.title = plain_label(name="sectionTitle", wrap=True)
        self.about = faint_label(wrap=True)
        self.means = plain_label(wrap=True)
        self.steps = plain_label(wrap=True)
        buttons = QWidget()
        flow = Flow(8)
        for action in doing:
            flow.addWidget(secondary_button(action))
        buttons.setLayout(flow)
        for widget in (self.title, self.about, self.means, buttons, self.steps):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def show_row(self, row: Row | None) -> None:
        """Show a version, or nothing."""
        self.setVisible(row is not None)
        if row is None:
            return
        form = row.form
        self.title.setText(form.title or form.form_id)
        self.about.setText(f"编号 {form.form_id} · 第{form.version}版")
        self.means.setText(_MEANS[row.status])
        self.steps.setText("\n".join(map(_told, row.steps)))


_MEANS = {
    OFFERED: "新的检查可以选这一版。发布后不能改动，要改请导入新的一版。",
    SUPERSEDED: "新的检查用更新的一版；这一版下的检查和草稿仍按这一版打开。",
    RETIRED: "不再用于新的检查；已有的检查和草稿不受影响。",
}


def _told(step: FormStep) -> str:
    reason = f"：{step.reason}" if step.reason else ""
    return f"{step.at[:10]} {step.staff} {step.what}{reason}"
