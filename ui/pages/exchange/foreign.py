"""收别的表格: a table in an office's own layout, its columns mapped, looked over, taken in."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from govmedia_desktop.domain.column_mapping import NAME
from govmedia_desktop.domain.offices import Office
from govmedia_desktop.domain.periods import Period, quarter_of
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import offered_forms
from govmedia_desktop.usecases.inspections.default_form import form_in_use
from govmedia_desktop.usecases.mailed.foreign_sheets import (
    ForeignRow,
    ForeignSheet,
    Outcome,
    map_again,
    read_foreign_sheet,
    take_in_foreign,
)
from govmedia_desktop.usecases.mailed.sheets import offices_with_accounts, sending_to
from govmedia_desktop.usecases.periods.periods import current_period
from ui.forms.flow import side_by_side
from ui.parts import dialogs
from ui.parts.bars import Message
from ui.parts.boxes import refill
from ui.parts.buttons import make_action, primary_button, secondary_button
from ui.parts.fresh import Fresh
from ui.parts.page import Panel
from ui.parts.states import Notice, row_of
from ui.parts.words import faint_label, plain_label, section_title
from ui.reading import Reading
from ui.session import Session
from ui.tables.columns import Column
from ui.tables.model import RowsModel
from ui.tables.panel import missing_label
from ui.tables.view import RowsTable
from ui.theme import State

ABOUT = (
    "单位自己做的检查结果表（一个账号一行），不是从这里发出去的，在这里收：先选是哪个单位、哪个周期、"
    "对哪张检查表，再选文件。认出来的列可以改，改好一次，这个单位同样的表以后自动照办。"
)
NOT_USED = "不用"
KINDS = "表格 (*.xlsx *.xlsm *.xls *.et *.csv)"
WORDS = {
    Outcome.REFUSED: ("没有接收", State.FAILED),
    Outcome.DRAFT: ("存为草稿", State.HINT),
    Outcome.FINISHED: ("检查完成", State.PASSED),
    Outcome.ALREADY: ("以前已接收", State.STARTED),
}


def told_of(row: ForeignRow) -> str:
    """Return why a row is not complete, and which cells were not taken."""
    faults = (f"{fault.cell} {fault.text.partition('：')[2]}" for fault in row.faults)
    return "\n".join(filter(None, (row.why, *faults)))


_ROWS = [
    Column[ForeignRow](
        "结果",
        lambda r: WORDS[r.outcome][0],
        lambda r: list(WORDS).index(r.outcome),
        state=lambda r: WORDS[r.outcome][1],
        width=124,
    ),
    Column[ForeignRow]("账号", lambda r: r.name.text, width=160, least=96),
    Column[ForeignRow]("位置", lambda r: r.name.cell, width=64, spare=1),
    Column[ForeignRow]("说明", told_of, width=420, least=160, wraps=True),
]


class Foreign(Panel):
    """The sender, the file, its columns and what becomes of its rows."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._reading = Reading(session, "正在读取单位")
        self.found: ForeignSheet | None = None
        self.office, self.quarter, self.form = QComboBox(), QComboBox(), QComboBox()
        self.choose = make_action(self, "选择文件", "folder", "Ctrl+I", self._choose)
        self.other = make_action(self, "换一个文件", "folder", "Ctrl+I", self._choose)
        self.accept = make_action(self, "接收", "import", "Ctrl+S", self._take_in)
        self.about = faint_label(ABOUT, wrap=True)
        self.told = Notice(State.HINT)
        self.columns = QGridLayout()
        self.boxes: dict[int, QComboBox] = {}
        self.rows = RowsTable(RowsModel(_ROWS), "foreign-rows")
        self._lay_out()
        for box in (self.office, self.quarter, self.form):
            box.activated.connect(lambda _place: self._read_again())
        Fresh(self, session.changed, self.load)
        self.load()
        self._show(None)

    def _lay_out(self) -> None:
        self.rows.setAccessibleName("每个账号的结果")
        self.rows.allow_low(170)
        first, other = primary_button(self.choose), secondary_button(self.other)
        buttons = row_of(first, other, primary_button(self.accept))
        buttons.addStretch(1)
        self.columns.setHorizontalSpacing(16)
        self.columns.setVerticalSpacing(6)
        self.columns.setColumnStretch(2, 1)
        self.heads = section_title("哪一列是什么")
        grid = QWidget()
        grid.setLayout(self.columns)
        asked = {"单位": self.office, "周期": self.quarter, "检查表": self.form}
        self.body.addWidget(self.about)
        self.body.addWidget(side_by_side(asked))
        self.body.addLayout(buttons)
        for widget in (self.told, self.rows, missing_label(self.rows), self.heads, grid):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def load(self) -> None:
        """Offer offices, periods and forms as they stand now."""
        desk = self._session.desk
        present = current_period(desk)
        over = quarter_of(present.start - timedelta(days=1))
        refill(self.quarter, [(period.label, period) for period in (present, over)])
        usual = form_in_use(desk)
        forms = sorted(offered_forms(desk), key=lambda form: form != usual)
        refill(self.form, [(form.title, form.id) for form in forms])
        self._reading.ask(lambda desk: offices_with_accounts(desk, present), self._offer)

    def _offer(self, found: Sequence[tuple[Office, int]]) -> None:
        refill(self.office, [(office.name, office.id) for office, _ in found])
        self.choose.setEnabled(bool(found) and self.form.count() > 0)

    def _choose(self) -> None:
        path = dialogs.file_to_read(self, "选择单位寄来的检查结果表", KINDS)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file beside the window and show how it was understood."""
        period: Period = self.quarter.currentData()
        sender = (self.office.currentData(), self.form.currentData(), period)
        self._run("正在读取表格", partial(_read, path, sender), self._show)

    def _read_again(self) -> None:
        """What is read was read for a sender, a period and a form."""
        if self.found is not None:
            self.read(self.found.path)

    def _map_again(self, changed: int) -> None:
        """Look over it again with a column changed; what another column was so far moves here."""
        key = self.boxes[changed].currentData()
        for column, box in self.boxes.items():
            if key and column != changed and box.currentData() == key:
                box.setCurrentIndex(0)
        mapping = {column: box.currentData() for column, box in self.boxes.items()}
        if NAME not in mapping.values():
            self.accept.setEnabled(False)
            self.told.tell(State.FAILED, "还没有指定哪一列是账号名称，不能接收；请先指定。")
        elif self.found is not None:
            work = partial(map_again, found=self.found, mapping=mapping)
            self._run("正在重新核对", work, self._show_rows)

    def _take_in(self) -> None:
        if self.found is not None:
            work = partial(take_in_foreign, found=self.found)
            self._run("正在接收表格", work, self._tell)

    def _run(
        self,
        title: str,
        work: Callable[[Desk], ForeignSheet],
        returned: Callable[[ForeignSheet], None],
    ) -> None:
        self.accept.setEnabled(False)
        self._session.beside(title, lambda desk, _: work(desk), returned, self._rest)

    def _rest(self) -> None:
        found = self.found
        changing = found and found.count(Outcome.FINISHED) + found.count(Outcome.DRAFT)
        self.accept.setEnabled(bool(changing))

    def _show(self, found: ForeignSheet | None) -> None:
        """Show a file that was just read, its columns to be corrected."""
        for column in range(self.columns.count()):
            item = self.columns.itemAt(column)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes = {}
        for row, (column, title) in enumerate(found.titles.items() if found else ()):
            self._add_column(row, column, title, found)
        self._show_rows(found)

    def _add_column(self, row: int, column: int, title: str, found: ForeignSheet | None) -> None:
        if found is None:
            return
        box = QComboBox()
        box.addItem(NOT_USED, "")
        for target in found.targets:
            box.addItem(target.label, target.key)
        box.setCurrentIndex(max(box.findData(found.mapping.get(column, "")), 0))
        box.setAccessibleName(f"“{title}”这一列是")
        box.activated.connect(lambda _place: self._map_again(column))
        sample = next((cells[column].text for cells in found.cells if cells[column].text), "")
        self.columns.addWidget(plain_label(title), row, 0)
        self.columns.addWidget(faint_label(f"例：{sample[:16]}" if sample else ""), row, 1)
        self.columns.addWidget(box, row, 2)
        self.boxes[column] = box

    def _show_rows(self, found: ForeignSheet | None) -> None:
        self.found = found
        self.rows.rows.set_rows(_sorted(found) if found else [])
        for widget in (self.told, self.rows, self.heads):
            widget.setVisible(found is not None)
        self.choose.setVisible(found is None)
        for action in (self.other, self.accept):
            action.setVisible(found is not None)
        if found is not None:
            self.told.tell(*_summary(found))
        self._rest()

    def _tell(self, done: ForeignSheet) -> None:
        self._session.announce("inspections")
        self._show(None)
        drafts = done.count(Outcome.DRAFT)
        text = f"“{done.path.name}”已接收：检查完成 {done.count(Outcome.FINISHED)} 个账号"
        text += (
            f"，没查完的 {drafts} 个存为草稿，在“检查”里把检查性质选成自查接着查。"
            if drafts
            else "。"
        )
        text += f"要把{done.sending.office.name}计为已报送，请到“报送情况”登记。"
        quarter, state = done.sending.period.code, State.HINT if drafts else State.PASSED
        go = partial(self._session.go, "上报与接收", lambda page: page.open_board(quarter))
        self._session.say(Message(state, text, "去登记", go, "register"))


def _sorted(found: ForeignSheet) -> list[ForeignRow]:
    return sorted(found.rows, key=lambda row: list(WORDS).index(row.outcome))


def _summary(found: ForeignSheet) -> tuple[State, str]:
    counts = "，".join(
        f"{word} {found.count(outcome)} 个"
        for outcome, (word, _) in WORDS.items()
        if found.count(outcome)
    )
    how = "照这个单位上次的列对应" if found.remembered else "列的对应是按名字猜的，请核对"
    state = State.HINT if found.count(Outcome.REFUSED) or not found.remembered else State.PASSED
    return state, f"“{found.path.name}”：{counts}。{how}；现在还没有写入，点“接收”才写入。"


Sender = tuple[str, str, Period]


def _read(path: Path, sender: Sender, desk: Desk) -> ForeignSheet:
    return read_foreign_sheet(desk, path, sending_to(desk, *sender))
