"""导入名册: what a list of offices would do, doubts first; nothing is written before."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from govmedia_desktop.domain.office_register import OfficeOutcome
from govmedia_desktop.domain.offices import former_told
from govmedia_desktop.domain.registers import Problem, Result
from govmedia_desktop.usecases.offices.register import OfficesRead
from ui.parts.buttons import make_action
from ui.parts.page import Page
from ui.parts.states import Notice
from ui.parts.tabs import stack_under, tab_bar
from ui.tables.columns import Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.read_results import RESULTS, STATES
from ui.tables.view import RowsTable
from ui.theme import State

_LABELS = {
    "name": "单位名称",
    "level": "层级",
    "category": "类别",
    "parent": "主管单位",
    "code": "统一社会信用代码",
}


@dataclass(frozen=True)
class ReadOffice:
    """One row of the list and what becomes of it."""

    outcome: OfficeOutcome

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.outcome.row.sheet} {self.outcome.row.cells['name']}".strip()

    @property
    def changes(self) -> str:
        """What it changes of an office that is known, and which former names are added."""
        if self.outcome.result not in (Result.ADDED, Result.UPDATED):
            return ""
        told = []
        if office := self.outcome.office:
            changes = dict(self.outcome.changes)
            if name := changes.pop("name", ""):
                told.append(f"{_LABELS['name']}：{office.name} → {name}")
            told += [f"{_LABELS[field]}：{text}" for field, text in changes.items()]
        if former := self.outcome.former:
            told.append(f"曾用名：{'、'.join(former_told(*pair) for pair in former.items())}")
        return "；".join(told)


DOUBTS: list[Column[Problem]] = [
    Column("位置", lambda p: f"{p.sheet} {p.cell}".strip(), width=140, least=104),
    Column("疑问", lambda p: p.text, width=560, least=240, wraps=True),
]
ROWS: list[Column[ReadOffice]] = [
    Column("位置", lambda r: r.place, width=120, least=96),
    Column("单位名称", lambda r: r.outcome.row.values["name"], width=240, least=150),
    Column("主管单位", lambda r: r.outcome.row.values.get("parent", ""), width=200, spare=1),
    Column(
        "结果",
        lambda r: RESULTS[r.outcome.result],
        state=lambda r: STATES[r.outcome.result],
        width=104,
    ),
    Column("改动", lambda r: r.changes, width=240, least=150, wraps=True),
]


class OfficesPreview(Page):
    """The doubts by cell and every row; `confirmed`: take it in, `left`: leave all as it is."""

    confirmed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("导入名册")
        self.counts = Notice(State.HINT)
        self.tabs = tab_bar("疑问或每一行")
        self.doubts = TablePanel(RowsTable(RowsModel(DOUBTS), "offices-doubts"))
        self.rows = TablePanel(RowsTable(RowsModel(ROWS), "offices-rows"))
        self.leave = make_action(self, "不导入", "close", "Esc", self.left.emit)
        self.confirm = make_action(self, "导入", "import", "Ctrl+Return", self.confirmed.emit)
        self.offer(self.leave, primary=self.confirm)
        self.stack = stack_under(self.tabs, (self.doubts, self.rows))
        self.body.addWidget(self.counts)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)

    def show_read(self, path: Path, read: OfficesRead) -> None:
        """Show what was read from a file."""
        self.title.setText(f"导入名册 · {path.name}")
        self.doubts.model.set_rows(read.problems)
        self.rows.model.set_rows([ReadOffice(outcome) for outcome in read.outcomes])
        self.tabs.setTabText(0, f"疑问 {len(read.problems)} 处")
        self.tabs.setTabText(1, f"每一行 · 共 {read.counts['rows']} 行")
        self.tabs.setCurrentIndex(0 if read.problems else 1)
        changing = bool(read.counts["added"] or read.counts["updated"])
        self.confirm.setEnabled(changing)
        self.confirm.setVisible(changing)
        self.leave.setText("不导入" if changing else "回到单位")
        state = State.HINT if read.problems and changing else State.PASSED
        self.counts.tell(state, _advice(read, changing=changing))

    def focus_table(self) -> None:
        """Give the keyboard to the table that is shown."""
        (self.doubts, self.rows)[self.stack.currentIndex()].table.setFocus()


def _advice(read: OfficesRead, *, changing: bool) -> str:
    told = "，".join(f"{word} {read.counts[key]} 行" for key, word in _COUNTED.items())
    if not changing:
        return f"{told}。与现有单位一致，没有要导入的内容。"
    if read.problems:
        return (
            f"{told}。有 {len(read.problems)} 处疑问，这些格子没有采用；"
            "可以先导入、以后再改，原表不会被改动。"
        )
    return f"{told}。现在还没有写入，点“导入”才写入；原表不会被改动。"


_COUNTED = {
    "rows": "共读到",
    "added": "新增",
    "updated": "更新",
    "unchanged": "无变化",
    "duplicates": "重复",
    "rejected": "未读入",
}
