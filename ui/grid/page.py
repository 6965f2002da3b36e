"""The page of the grid: many accounts filled in at once, as the guided form fills in one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from govmedia_desktop.usecases.grid.filling import Sheet, Work
from govmedia_desktop.usecases.grid.rows import Refused
from govmedia_desktop.usecases.inspections.filling import LEAK_WARNING
from govmedia_desktop.usecases.register.accounts import ListedAccount
from ui import theme
from ui.forms.reason import Reason
from ui.grid import told
from ui.grid.beside import Detail, Faults
from ui.grid.edits import Edits
from ui.grid.entering import Entering
from ui.grid.finishing import Finishing
from ui.grid.model import GridModel
from ui.grid.view import GridTable
from ui.parts.buttons import make_action, quiet_button, secondary_button
from ui.parts.page import Page
from ui.parts.states import Notice, row_of
from ui.parts.words import faint_label
from ui.session import Session
from ui.theme import State

LOWEST = 168
LOW = 470
"""Below so many pixels of the 标准 size the page leaves out its help and long lists."""
HELP = "数字键选择，回车往下，随填随存；? 未检查，= 确认带入的内容，Ctrl+V 粘贴，Ctrl+Z 撤销"


class GridPage(Page):
    """Shows one grid at a time; `left` when one goes back to the list, `guided(account)` to
    go on with one account question by question."""

    left = Signal()
    guided = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__("表格填")
        self._session = session
        self._refused: dict[str, Mapping[str, Mapping[str, Refused]]] = {}
        self._stale = False
        self.entering = Entering(session)
        self.model = GridModel(self)
        self.table = GridTable(self.model)
        self.edits = Edits(self.table, self.entering, self._say)
        self.detail = Detail()
        self.outcome = Reason()
        self.warning = Notice(State.FAILED)
        self.finishing = Finishing(session, self.entering)
        self.about = faint_label(wrap=True)
        self.ways = QWidget()
        self.elsewhere = faint_label(wrap=True)
        self.count = faint_label(wrap=True)
        self._add_actions()
        self.faults = Faults(self.mending)
        self._lay_out()
        self._wire()

    def _add_actions(self) -> None:
        self.done = make_action(self, "完成", "ok", "Ctrl+S", self.finish)
        self.back = make_action(self, "返回列表", "undo", "Esc", self.leave)
        self.one = make_action(self, "逐题检查这个账号", "check", "Ctrl+B", self._go_guided)
        self.copying = make_action(self, "复制", "copy", "Ctrl+C", self.edits.copy)
        self.pasting = make_action(self, "粘贴", "import", "Ctrl+V", self.edits.paste)
        self.filling = make_action(self, "向下填充", "down", "Ctrl+D", self.edits.fill_down)
        self.confirming = make_action(self, "确认所选", "ok", "Ctrl+K", self.edits.confirm)
        self.clearing = make_action(self, "清除所选", "close", "Del", self.edits.clear)
        self.next_fault = make_action(self, "下一处没有接受的", "next", "F8", self._go_on)
        self.mending = make_action(self, "清除没有接受的", "close", "", self.edits.clear_refused)
        self.not_yet = make_action(self, "先不完成", "close", "", self._forget_outlook)
        self.undo = self.entering.history.createUndoAction(self, "撤销")
        self.undo.setShortcut("Ctrl+Z")
        self.again = self.entering.history.createRedoAction(self, "重做")
        self.again.setShortcut("Ctrl+Y")
        self.addActions([self.undo, self.again])

    def _lay_out(self) -> None:
        self.offer(self.back, primary=self.done)
        ways = row_of(self.about, *map(secondary_button, (self.filling, self.confirming)))
        ways.setStretch(0, 1)
        self.ways.setLayout(ways)
        self.finishing.bar.row.addWidget(quiet_button(self.not_yet))
        self.body.addWidget(self.ways)
        above: tuple[QWidget, ...] = (self.warning, self.finishing.bar, self.elsewhere)
        for widget in above:
            self.body.addWidget(widget)
            widget.hide()
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.detail)
        self.body.addWidget(self.faults)
        self.body.addWidget(self.count)
        self.body.addWidget(self.outcome)
        self.outcome.hide()
        self.table.setMinimumHeight(theme.length(LOWEST))

    def _wire(self) -> None:
        self.model.typed.connect(self.edits.type)
        self.table.selectionModel().currentChanged.connect(self._show_detail)
        self.faults.wanted.connect(self._go_to_fault)
        self.entering.moved.connect(self._renew)
        self.entering.began.connect(lambda: self._set_busy(busy=True))
        self.entering.ended.connect(lambda: self._set_busy(busy=False))
        self.finishing.began.connect(lambda: self._set_busy(busy=True))
        self.finishing.ended.connect(lambda: self._set_busy(busy=False))
        self._session.changed.connect(self._hear)

    # showing

    def show_grid(self, work: Work, accounts: Sequence[ListedAccount]) -> None:
        """Show these accounts; raises `RefusedError` where the form has not come yet."""
        refused = self._refused.get(work.form.form_id)
        sheet = Sheet(self._session.desk, work, accounts, refused)
        self.title.setText(f"表格填 · {work.period.label}")
        self.about.setText(f"{work.form.title.partition('（')[0]} · {HELP}")
        self.elsewhere.setText(
            f"这张检查表还有 {sheet.elsewhere} 题（要填几遍的、要附文件的）不在表格里，"
            "请按 Ctrl+B 逐题检查。"
        )
        self.elsewhere.setVisible(bool(sheet.elsewhere))
        self._show(sheet, self._fitting(sheet))

    def _show(self, sheet: Sheet, first: Iterable[None] = ()) -> None:
        self._stale = False
        self.entering.show_sheet(sheet)
        self.model.show_sheet(sheet)
        self._forget_outlook()
        # the rows in sight are open already: the others follow between events
        steps = chain(first, self._opening(sheet))
        self._session.tasks.run_here("正在读取各账号", steps, len(sheet.accounts), self._count)

    def _fitting(self, sheet: Sheet) -> Iterator[None]:
        """Open the first row, which reads what stands on the disk; then fit the columns."""
        if sheet.accounts:
            sheet.row(0)
            yield
        self.table.fit()
        self.table.go_to(0, 0)
        self._show_detail()
        yield

    def _opening(self, sheet: Sheet) -> Iterator[None]:
        for number in range(len(sheet.accounts)):
            if self.model.sheet is not sheet:
                return
            sheet.line(number)
            yield

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what was changed elsewhere."""
        super().showEvent(event)
        if self._stale:
            self._read_again()
        self.table.setFocus()

    def _hear(self, _subject: str) -> None:
        if self.entering.writing or self.model.sheet is None:
            return
        self._stale = True
        if self.isVisible() and self.table.isEnabled() and not self.table.typing:
            self._read_again()

    def _read_again(self) -> None:
        sheet = self.model.sheet
        if sheet is not None:
            here = self.table.currentIndex()
            place = here.row(), here.column()
            sheet.refresh()
            self._show(sheet)
            self.table.go_to(*place)

    def _renew(self, rows: list[int]) -> None:
        sheet = self.model.sheet
        if sheet is None:
            return
        self.model.renew(rows)
        self.outcome.hide()
        self.count.show()
        self._forget_outlook()
        self._count()
        self._show_detail()

    def _count(self) -> None:
        sheet = self.model.sheet
        if sheet is None:
            return
        self.count.setText(told.counted(len(sheet.accounts), sheet.opened, sheet.tally))
        faults = sheet.faults()
        self.faults.show_faults(faults)
        self._make_room()
        leaks = sheet.leaks()
        self.warning.tell(State.FAILED, f"{'、'.join(leaks)}：{LEAK_WARNING}")
        self.warning.setVisible(bool(leaks))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out on a low screen what is told elsewhere too."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave the table its room, above all while it is told what finishing would do."""
        telling = self.finishing.bar.isVisibleTo(self)
        low = self.height() < theme.length(LOW)
        self.ways.setVisible(not low)
        self.detail.setVisible(not telling)
        self.detail.be_brief(brief=low)
        self.faults.setVisible(bool(self.faults.count) and not telling)
        self.faults.be_brief(brief=low)

    def _say(self, state: State, text: str) -> None:
        """Tell in the place of the counts what was just done, until the next thing is."""
        self.outcome.tell(state, text)
        self.outcome.show()
        self.count.hide()

    def _show_detail(self) -> None:
        here, sheet = self.table.currentIndex(), self.model.sheet
        if sheet is None or not sheet.opened:
            return  # the first row is opened once the page is seen
        row = self.model.row_at(here)
        if row is not None:
            self.detail.show_cell(sheet, row, self.model.cell_at(here))

    def _set_busy(self, *, busy: bool) -> None:
        self.table.setEnabled(not busy)
        for action in self.actions():
            action.setEnabled(not busy)
        if not busy:
            self.undo.setEnabled(self.entering.history.canUndo())
            self.again.setEnabled(self.entering.history.canRedo())
            self.table.setFocus()

    def _go_on(self) -> None:
        self.faults.go_on()

    def _go_to_fault(self, row: int, path: str) -> None:
        if self.model.sheet is not None:
            paths = [question.path for question in self.model.sheet.questions]
            self.table.go_to(row, paths.index(path))

    # ending

    def finish(self) -> None:
        """Say in numbers what finishing would do; the second time, do it."""
        self.table.commit()
        sheet = self.model.sheet
        if sheet is not None and sheet.opened < len(sheet.accounts):
            rows = len(sheet.accounts)
            self.entering.read("正在读取各账号", self._opening(sheet), rows, self._press)
        else:
            self._press()

    def _press(self) -> None:
        sheet = self.model.sheet
        if sheet is not None and sheet.opened == len(sheet.accounts):  # else a person stopped it
            self.finishing.press(sheet, self.done)
            self._make_room()

    def _forget_outlook(self) -> None:
        self.finishing.forget(self.done)
        self._make_room()

    def leave(self) -> None:
        """Go back to the list; what was refused stands here again next time."""
        self._let_go()
        self.left.emit()

    def _go_guided(self) -> None:
        self.table.commit()
        row = self.model.row_at(self.table.currentIndex())
        if row is not None and not row.finished:
            account = row.account.account.id
            self._let_go()
            self.guided.emit(account)

    def _let_go(self) -> None:
        self.table.commit()
        sheet = self.model.sheet
        if sheet is not None:
            self._refused[sheet.work.form.form_id] = sheet.refused()
        self.model.show_sheet(None)
