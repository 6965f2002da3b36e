"""导入: what a register file holds and what taking it in would do; nothing is written before."""

from pathlib import Path

from PySide6.QtCore import Signal

from govmedia_desktop.domain.registers import Wanted
from govmedia_desktop.usecases.register.imported import RegisterImport
from ui.pages.register.mapping import MappingPanel
from ui.pages.register.remarks import (
    Preview,
    ReadRow,
    Remark,
    changes_anything,
    counted,
)
from ui.parts.buttons import make_action
from ui.parts.page import Page, Scrolled
from ui.parts.states import Notice
from ui.parts.tabs import stack_under, tab_bar
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.read_results import RESULTS, STATES
from ui.tables.view import RowsTable
from ui.theme import State

_DOUBT, _MENDED = "疑问", "已改正"

REMARKS: list[Column[Remark]] = [
    Column("位置", lambda r: r.place, width=112, least=96),
    Column("原表", lambda r: r.came, width=170, least=80, wraps=True),
    Column("识别结果", lambda r: r.read, width=170, least=80, wraps=True),
    Column(
        "类别",
        lambda r: _DOUBT if r.doubtful else _MENDED,
        lambda r: 0 if r.doubtful else 1,
        Align.CENTRE,
        lambda r: State.HINT if r.doubtful else State.PASSED,
        width=96,
    ),
    Column("疑问和说明", lambda r: r.text, width=300, least=200, wraps=True),
]
ROWS: list[Column[ReadRow]] = [
    Column("位置", lambda r: r.place, lambda r: int(r.place[1:-1]), width=80),
    Column("账号名称", lambda r: r.name, width=180, least=120),
    Column("平台", lambda r: r.platform, width=104, spare=1),
    Column("主办单位", lambda r: r.owner, width=180, least=120, spare=2),
    Column("结果", lambda r: r.word, state=lambda r: STATES[r.result], width=104),
    Column("疑问", lambda r: r.doubts, width=96, spare=1),
    Column("改动", lambda r: r.changes, width=180, least=150, wraps=True),
]


class PreviewPage(Page):
    """The doubts and fixes of a file, what becomes of each row, and what each column is.

    `confirmed`: take it in. `left`: leave the register as it is. `corrected`: read it as told.
    `marking_wanted`: write it for its sender with the doubts marked.
    """

    confirmed = Signal()
    corrected = Signal(object)
    marking_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("导入台账")
        self.counts = Notice(State.HINT)
        self.tabs = tab_bar("疑问或每一行")
        self.remarks = TablePanel(RowsTable(RowsModel(REMARKS), "import-remarks"))
        self.rows = TablePanel(RowsTable(RowsModel(ROWS), "import-rows"))
        self.remarks.add_filter(
            "类别", [_DOUBT, _MENDED], lambda r, word: r.doubtful == (word == _DOUBT)
        )
        self.rows.add_filter("结果", list(RESULTS.values()), lambda r, word: r.word == word)
        self.rows.add_filter("疑问", [_DOUBT], lambda r, _word: bool(r.doubts))
        self.leave = make_action(self, "不导入", "close", "Esc", self.left.emit)
        self.confirm = make_action(self, "导入", "import", "Ctrl+Return", self.confirmed.emit)
        self.mark = make_action(self, "标出疑问", "export", "Ctrl+E", self.marking_wanted.emit)
        self.offer(self.leave, self.mark, primary=self.confirm)
        self.mapping = MappingPanel()
        self.mapping.corrected.connect(self._correct)
        self.mapping.incomplete.connect(self._refuse)
        panels = (self.remarks, self.rows, Scrolled(self.mapping))
        self.stack = stack_under(self.tabs, panels)
        self.body.addWidget(self.counts)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)

    def show_import(self, path: Path, preview: Preview) -> None:
        """Show what was read from a file, faults first."""
        self.title.setText(f"导入台账 · {path.name}")
        read, found, rows = preview.read, preview.remarks, preview.rows
        doubts = sum(remark.doubtful for remark in found)
        self.remarks.model.set_rows(found)
        self.rows.model.set_rows(rows)
        self.tabs.setTabText(0, f"疑问 {doubts} 处 · 已改正 {len(found) - doubts} 处")
        self.tabs.setTabText(1, f"每一行 · 共 {len(rows)} 行")
        if read.register.source is not None:
            self.mapping.show_sender(read)
            self.mapping.show_source(read.register.source, read.wanted)
            self.tabs.setTabText(2, f"哪一列是什么 · 共 {len(self.mapping.boxes)} 列")
        self.mark.setEnabled(doubts > 0)
        changing = changes_anything(read)
        self.confirm.setEnabled(changing)
        self.confirm.setVisible(changing)
        self.leave.setText("不导入" if changing else "回到台账")
        self.counts.tell(
            State.HINT if doubts and changing else State.PASSED, _advice(read, doubts, changing)
        )

    def begin(self) -> None:
        """Show the doubts of a file that was just opened, its rows where it has none."""
        self.tabs.setCurrentIndex(0 if self.remarks.model.rowCount() else 1)
        (self.remarks, self.rows)[self.stack.currentIndex()].table.setFocus()

    def _correct(self, wanted: Wanted) -> None:
        """Until it is read as told, nothing can be taken in."""
        self.confirm.setEnabled(False)
        self.corrected.emit(wanted)

    def _refuse(self, lacking: str) -> None:
        self.confirm.setEnabled(False)
        self.counts.tell(State.FAILED, f"还没有指定{lacking}，不能导入；请先指定。")


def _advice(read: RegisterImport, doubts: int, changing: bool) -> str:
    counts = counted(read)
    if not changing:
        return f"{counts}。与台账一致，没有要导入的内容。"
    if doubts:
        return f"{counts}。有 {doubts} 处疑问，请看一下；可以先导入、以后再改，原表不会被改动。"
    return f"{counts}。现在还没有写入台账，点“导入”才写入；原表不会被改动。"
