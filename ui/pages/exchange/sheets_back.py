"""收回检查表格: filled sheets by the dozen, what each brought, what is wrong, what goes back."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.mailed.intake import (
    Returned,
    SheetFault,
    take_in_sheets,
)
from govmedia_desktop.usecases.mailed.intake import State as Outcome
from govmedia_desktop.usecases.mailed.marking import mark
from govmedia_desktop.usecases.mailed.reported import (
    Reporting,
    note_sheets,
    take_back_notes,
    whole_sheets,
)
from ui.pages.exchange.dropping import Asking, DropArea
from ui.parts import desktop, dialogs
from ui.parts.bars import Message, kept_file
from ui.parts.buttons import make_action, rename, secondary_button
from ui.parts.page import Panel
from ui.parts.states import Notice
from ui.parts.words import faint_label, fault_label, show_fault
from ui.reading import Reading
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import missing_label
from ui.tables.view import RowsTable
from ui.tasks import Progress, Task, goes_on
from ui.theme import State

ENDINGS = (".xlsx", ".xlsm", ".xls", ".et")
_ASKING = Asking(
    "把填好的检查表格拖到这里，可以一次拖几十个",
    "查完的账号直接成为填报单位的自查",
    ENDINGS,
    first=True,
)
MOST_NAMED = 3
NOTHING_YET = (
    "收回来的每个文件在这里列一行：哪个单位、查完几个账号、还差几个。没有填完或填错的，"
    "可以写出一张标红的表格退回去改，改好再收；同一张表收几次都只算一次。"
)


def word_of(one: Returned) -> str:
    """Return what became of a file, in words."""
    if one.state is Outcome.REFUSED:
        return "没有接收"
    if one.open:
        return "还没查完"
    return "以前已接收" if one.state is Outcome.ALREADY else "已接收"


def state_of(one: Returned) -> State:
    """Return the sign of the word."""
    if one.state is Outcome.REFUSED:
        return State.FAILED
    if one.open:
        return State.HINT
    return State.STARTED if one.state is Outcome.ALREADY else State.PASSED


_FILES = [
    Column[Returned]("结果", word_of, state=state_of, width=116),
    Column[Returned]("单位", lambda r: r.office, width=160, least=84, wraps=True),
    Column[Returned](
        "查完（个）", lambda r: str(r.inspections), lambda r: r.inspections, Align.RIGHT, spare=2
    ),
    Column[Returned]("还差（个）", lambda r: str(r.open), lambda r: r.open, Align.RIGHT),
    Column[Returned]("文件", lambda r: r.file, width=240, least=120, spare=1, wraps=True),
]
_FAULTS = [
    Column[SheetFault]("位置", lambda f: f.cell, width=64),
    Column[SheetFault]("问题", lambda f: f.text, width=420, least=160, wraps=True),
]


class SheetsBack(Panel):
    """The place to drop files on, a row for each, the faults of the chosen one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._task: Task | None = None
        self._returned: list[Returned] = []
        self.choose = make_action(self, "选择文件", "folder", "Ctrl+I", self._choose)
        self.cancel = make_action(self, "取消", "close", "", self._cancel)
        self.send_back = make_action(
            self, "写出退回修改的表格", "export", "Ctrl+R", self._send_back
        )
        self.report = make_action(self, "登记已报送", "ok", "Ctrl+D", self._report)
        self._reporting: list[Reporting] = []
        self._reading = Reading(session, "正在读取报送情况")
        self.drop = DropArea(_ASKING, self.take_in, self.choose, self.cancel)
        self.told = Notice(State.PASSED)
        self.files = RowsTable(RowsModel(_FILES), "returned-sheets")
        self.faults = RowsTable(RowsModel(_FAULTS), "returned-faults")
        self.nothing = faint_label(NOTHING_YET, wrap=True)
        self.why = fault_label()
        self._lay_out()
        self.files.selectionModel().selectionChanged.connect(lambda *_: self._show_faults())
        self._show([])

    def _lay_out(self) -> None:
        self.files.setAccessibleName("收回的文件")
        self.faults.setAccessibleName("这个文件里的问题")
        for table in (self.files, self.faults):
            table.allow_low(102)
        for action in (self.report, self.send_back):
            self.told.row.addWidget(secondary_button(action))
        for widget in (self.drop, self.told, self.nothing):
            self.body.addWidget(widget)
        self.body.addWidget(self.files, 2)
        self.body.addWidget(missing_label(self.files))
        self.body.addWidget(self.why)
        self.body.addWidget(self.faults, 3)
        self.body.addStretch()

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take the files in beside the window; one that cannot be used keeps no other out."""
        if self._task is not None:
            self._session.say(Message(State.HINT, "正在收检查表格，请等这一批收完。"))
            return
        self.drop.show_busy(f"正在收 {len(paths)} 个文件")
        work = partial(_taken, list(paths))
        tell = partial(self._tell, len(paths))
        task = self._session.beside("正在收回检查表格", work, tell, self._rest)
        self._task = task if self._session.tasks.busy else None

    def _rest(self) -> None:
        self._task = None
        self.drop.show_rest()

    def _choose(self) -> None:
        paths = dialogs.files_to_read(
            self, "选择填好的检查表格", "检查表格 (*.xlsx *.xlsm *.xls *.et)"
        )
        if paths:
            self.take_in(paths)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _tell(self, files: int, returned: Sequence[Returned]) -> None:
        self._session.announce("inspections")
        self._show(returned)
        self.told.tell(*_summary(files, returned))
        self.told.show()

    def _show(self, returned: Sequence[Returned]) -> None:
        """Show what became of a batch, what needs a look first."""
        order = (State.FAILED, State.HINT, State.PASSED, State.STARTED)
        self._returned = sorted(returned, key=lambda one: order.index(state_of(one)))
        self.files.rows.set_rows(self._returned)
        found = bool(returned)
        self.nothing.setVisible(not found)
        self.told.setVisible(found)
        for widget in (self.files, self.faults):
            widget.setVisible(found)
        self.send_back.setVisible(any(one.open for one in returned))
        self._offer_report([])
        if found:
            self._reading.ask(partial(_to_report, self._returned), self._offer_report)
            self.files.selectRow(0)
        self._show_faults()

    def _show_faults(self) -> None:
        chosen = self.files.selectionModel().selectedRows()
        one = self.files.rows.row_at(chosen[0].row()) if chosen else None
        self.faults.rows.set_rows(list(one.faults) if one else [])
        self.faults.setVisible(bool(one and one.faults))
        show_fault(self.why, one.text if one else "")

    def _offer_report(self, reporting: list[Reporting]) -> None:
        """Offer to note the offices whose sheets are whole, which have not reported yet."""
        self._reporting = reporting
        self.report.setVisible(bool(reporting))
        rename(self.report, f"登记 {len(reporting)} 个单位已报送")

    def _report(self) -> None:
        noted = self._reporting
        self._offer_report([])
        with self._session.writing("reports") as desk:
            made = note_sheets(desk, noted)
        names = "、".join(one.name for one in noted[:MOST_NAMED])
        rest = f"等 {len(noted)} 个单位" if len(noted) > MOST_NAMED else ""
        told = f"已登记{names}{rest}用电子表格报送，在“报送情况”里接收或退回修改。"
        way_back = partial(self._take_back, made)
        self._session.say(Message(State.PASSED, told, "撤销", way_back, "undo"))

    def _take_back(self, reports: list[str]) -> None:
        with self._session.writing("reports") as desk:
            take_back_notes(desk, reports)
        self._reading.ask(partial(_to_report, self._returned), self._offer_report)

    def _send_back(self) -> None:
        suggested = str(Path(desktop.suggested_place("x")).parent)
        folder = dialogs.folder_to_fill(self, "退回修改的表格写到哪个文件夹", suggested)
        if folder is None:
            return
        desktop.remember_place(folder / "x")
        work = partial(_marked, self._returned, folder)
        self._session.beside("正在写出退回修改的表格", work, self._tell_marked)

    def _tell_marked(self, written: Sequence[Returned]) -> None:
        marked = [one.marked for one in written if one.marked]
        text = f"已写出 {len(marked)} 张退回修改的表格，要改的格子是红的，还没有发出去。"
        if marked:
            self._session.say(kept_file(text, marked[0]))


def _to_report(returned: Sequence[Returned], desk: Desk) -> list[Reporting]:
    return whole_sheets(desk, returned)


def _taken(paths: Sequence[Path], desk: Desk, progress: Progress) -> list[Returned]:
    return take_in_sheets(desk, paths, Nature.SELF, partial(goes_on, progress))


def _marked(
    returned: Sequence[Returned], folder: Path, desk: Desk, progress: Progress
) -> list[Returned]:
    wanted = [one for one in returned if one.open]
    written = []
    for done, one in enumerate(wanted):
        if not goes_on(progress, done, len(wanted)):
            break
        written.append(replace(one, marked=mark(desk, one, folder)))
    return written


def _summary(files: int, returned: Sequence[Returned]) -> tuple[State, str]:
    refused = sum(one.state is Outcome.REFUSED for one in returned)
    done, open_ = (sum(v) for v in zip(*((r.inspections, r.open) for r in returned), strict=True))
    text = f"收了 {len(returned)} 个文件：查完 {done} 个账号，还差 {open_} 个"
    text += f"，{refused} 个文件没有接收（原因见下）。" if refused else "。"
    if len(returned) < files:
        text += f"已停下，还有 {files - len(returned)} 个文件没有收。"
    return (State.HINT if refused or open_ or len(returned) < files else State.PASSED), text
