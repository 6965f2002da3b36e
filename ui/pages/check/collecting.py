"""导入手机检查: what phones collected and what taking it in would do; nothing is written before."""

from dataclasses import dataclass

from PySide6.QtCore import Signal

from govmedia_desktop.domain.registers import Problem
from govmedia_desktop.domain.submissions import clue_of, collector_of, day_of
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.usecases.phones.collecting import Collection
from govmedia_desktop.usecases.phones.weighing import Outcome, Weighed
from ui import theme
from ui.parts.buttons import make_action
from ui.parts.page import Page
from ui.parts.states import Notice
from ui.parts.tabs import stack_under, tab_bar
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

KINDS = "手机检查 (*.xlsx *.csv *.xml *.zip)"
WORDS = {
    Outcome.REFUSED: "不能读入",
    Outcome.HELD: "待决定",
    Outcome.DRAFT: "存为草稿",
    Outcome.FINISHED: "检查完成",
    Outcome.LATE: "补照片",
    Outcome.ALREADY: "已导入过",
    Outcome.DISCARDED: "已决定不采用",
}
"""What becomes of a submission, in the order of the list: what needs a look first."""
_STATES = {
    Outcome.REFUSED: State.FAILED,
    Outcome.HELD: State.HINT,
    Outcome.DRAFT: State.STARTED,
    Outcome.FINISHED: State.PASSED,
    Outcome.LATE: State.PASSED,
    Outcome.ALREADY: State.UNCHECKED,
    Outcome.DISCARDED: State.UNCHECKED,
}
_ORDER = list(WORDS)


@dataclass(frozen=True)
class Line:
    """One submission of the preview."""

    id: str
    weighed: Weighed
    several_files: bool

    @property
    def account(self) -> str:
        """The account, or what the phone told of it."""
        listed = self.weighed.account
        if listed is not None:
            return f"{listed.account.name}（{listed.account.platform.label}）"
        return clue_of(self.weighed.submission).text or "没有填"

    @property
    def word(self) -> str:
        """What becomes of it, with the conclusion where there is one."""
        word, conclusion = WORDS[self.weighed.outcome], self.weighed.conclusion
        finished = self.weighed.outcome is Outcome.FINISHED
        return f"{word}·{conclusion.value}" if finished and conclusion else word

    @property
    def state(self) -> State:
        """The sign of the word."""
        failed = self.weighed.conclusion is Conclusion.FAILED
        finished = self.weighed.outcome is Outcome.FINISHED
        return State.FAILED if finished and failed else _STATES[self.weighed.outcome]

    @property
    def place(self) -> str:
        """Where it stands in its file, and in which where there are several."""
        place = self.weighed.submission.place.rpartition("!")[2]
        if not self.weighed.file:  # photos alone
            return ""
        return f"{place}（{self.weighed.file}）" if self.several_files else place


LINES: list[Column[Line]] = [
    Column(
        "结果",
        lambda r: r.word,
        lambda r: _ORDER.index(r.weighed.outcome),
        state=lambda r: r.state,
        width=156,
    ),
    Column("账号", lambda r: r.account, width=200, least=110),
    Column("说明", lambda r: r.weighed.text, width=300, least=120, wraps=True),
    Column(
        "检查日期",
        lambda r: str(day_of(r.weighed.submission) or ""),
        align=Align.CENTRE,
        width=104,
        spare=1,
    ),
    Column("检查人", lambda r: collector_of(r.weighed.submission), width=88, spare=2),
    Column("位置", lambda r: r.place, spare=3),
]
PROBLEMS: list[Column[Problem]] = [
    Column("文件或工作表", lambda p: p.sheet, width=180, least=90),
    Column("位置", lambda p: p.cell.rpartition("!")[2], width=120, least=72),
    Column("原文", lambda p: p.was, width=120, least=60, spare=1),
    Column("疑问", lambda p: p.text, least=160, wraps=True),
]


class CollectionPage(Page):
    """What files hold, what needs a look first; `confirmed`: take it in, `left`: leave it."""

    confirmed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("导入手机检查")
        self.counts = Notice(State.HINT)
        self.tabs = tab_bar("每一份或疑问")
        self.lines = TablePanel(RowsTable(RowsModel(LINES), "collected-lines"))
        self.problems = TablePanel(RowsTable(RowsModel(PROBLEMS), "collected-problems"))
        self.lines.add_filter(
            "结果", list(WORDS.values()), lambda r, word: WORDS[r.weighed.outcome] == word
        )
        self.leave = make_action(self, "不导入", "close", "Esc", self.left.emit)
        self.confirm = make_action(self, "导入", "import", "Ctrl+Return", self.confirmed.emit)
        self.offer(self.leave, primary=self.confirm)
        self.stack = stack_under(self.tabs, (self.lines, self.problems))
        self.body.addWidget(self.counts)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)

    def show_collection(self, found: Collection) -> None:
        """Show what was read, faults first."""
        several = len(found.files) > 1
        lines = [Line(f"{n}", one, several) for n, one in enumerate(found.weighed)]
        lines.sort(key=lambda line: _ORDER.index(line.weighed.outcome))
        self.lines.model.set_rows(lines)
        self.problems.model.set_rows(list(found.problems))
        self.tabs.setTabText(0, f"每一份 {len(lines)}")
        self.tabs.setTabText(1, f"疑问 {len(found.problems)}")
        self.tabs.setCurrentIndex(0)
        self.confirm.setEnabled(found.changes_anything)
        self.confirm.setVisible(found.changes_anything)
        self.leave.setText("不导入" if found.changes_anything else "返回列表")
        self.leave.setIcon(theme.icon("close" if found.changes_anything else "undo"))
        calm = found.changes_anything and not found.counts["held"] and not found.problems
        self.counts.tell(State.PASSED if calm else State.HINT, _advice(found))

    def focus_table(self) -> None:
        """Give the keyboard to the table that is shown."""
        (self.lines, self.problems)[self.stack.currentIndex()].table.setFocus()


def counted(found: Collection) -> str:
    """Return how many there are of each outcome."""
    parts = [f"{WORDS[o]} {found.counts[o.value]} 份" for o in _ORDER if found.counts[o.value]]
    files = list(found.files)
    name = f"“{files[0]}”" if len(files) == 1 else f"{len(files)} 个文件"
    return f"{name}共 {found.counts['submissions']} 份：{'，'.join(parts)}"


def _advice(found: Collection) -> str:
    if not found.changes_anything:
        return f"{counted(found)}。没有要导入的内容。"
    held = "待决定的先留在列表里，不会丢。" if found.counts["held"] else ""
    photos = f"照片、录音等文件 {found.photos} 个一并存入。" if found.photos else ""
    recorded = sum(found.counts[o.value] for o in (Outcome.FINISHED, Outcome.DRAFT, Outcome.HELD))
    nature = f"检查性质记为“{found.nature}”，在检查列表上改。" if recorded else ""
    told = f"{counted(found)}。{held}{photos}{nature}"
    return f"{told}现在还没有写入，点“导入”才写入；原文件不动。"
