"""导入监测线索: what a bought list says of which account; a person decides what is only alike."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from govmedia_desktop.domain.clues import FIELDS, REQUIRED
from govmedia_desktop.domain.registers import Wanted
from govmedia_desktop.usecases.activity.batches import Matter
from govmedia_desktop.usecases.activity.clue_lists import (
    CluesRead,
    read_clue_file,
    take_in_clues,
)
from ui import theme
from ui.pages.register.clue_lines import COLUMNS, DOUBT, WORDS, Line, advice, lines_of, named, order
from ui.pages.register.mapping import MappingPanel
from ui.pages.register.taking_back import TakingBack
from ui.parts.bars import Message
from ui.parts.buttons import make_action
from ui.parts.page import Page, Panel, Scrolled
from ui.parts.states import Notice, row_of
from ui.parts.tabs import stack_under, tab_bar
from ui.parts.words import buddy_label, faint_label, plain_label
from ui.session import Session
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

ABOUT = (
    "认错的列在这里改，改了马上重新读取，不会写入。导入以后，同一来源同样表头的表都照这次的改法读。"
)
OPEN, NONE_OF_THEM = "还没有定", "都不是"


class ClueListPage(Page):
    """What a list says, before anything is written. `opened`: it is to be seen; `left`: done."""

    opened = Signal()
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("导入监测线索")
        self._session = session
        self._read: CluesRead | None = None
        self._decided: dict[str, str] = {}
        self._taking_back = TakingBack(self, session, Matter.CLUES)
        self.counts = Notice(State.HINT)
        self.source = QLineEdit()
        self.mapping = MappingPanel(FIELDS, REQUIRED, ABOUT)
        self.text, self.about = plain_label(wrap=True), faint_label(wrap=True)
        self.meant = QComboBox()
        self._asked = QWidget()
        self.panel = TablePanel(RowsTable(RowsModel(COLUMNS), "clue-list"), self._details())
        self.panel.add_filter("结果", [*WORDS.values(), DOUBT], lambda line, w: line.word == w)
        self.leave = make_action(self, "不导入", "close", "Esc", self.left.emit)
        self.confirm = make_action(self, "导入", "import", "Ctrl+Return", self._take_in)
        self.fold = make_action(self, "展开或收起详情", "details", "F4", self._fold)
        self.tabs = tab_bar("每一条或哪一列是什么")
        self._lay_out()
        self.panel.chosen.connect(self._show_line)
        self.meant.activated.connect(self._decide)
        self.mapping.corrected.connect(self._correct)
        self.mapping.incomplete.connect(self._refuse)
        self.source.editingFinished.connect(self._name_source)

    def _lay_out(self) -> None:
        self.offer(self.fold, self.leave, primary=self.confirm)
        self.source.setPlaceholderText("如 某舆情公司")
        theme.fix(self.source, width=240)
        from_ = row_of(buddy_label("谁提供的", self.source), self.source)
        from_.addWidget(faint_label("写公司名称，下一期就照这次的列读。"))
        from_.addStretch(1)
        self.body.addWidget(self.counts)
        self.body.addLayout(from_)
        self.body.addWidget(self.tabs)
        self.body.addWidget(stack_under(self.tabs, (self.panel, Scrolled(self.mapping))), 1)

    def _details(self) -> QWidget:
        sheet = Panel("这一条")
        asked = row_of(buddy_label("是台账里的", self.meant))
        asked.addWidget(self.meant, 1)
        self._asked.setLayout(asked)
        self.meant.setMinimumContentsLength(12)
        for part in (self.text, self.about, self._asked):
            sheet.body.addWidget(part)
        sheet.body.addStretch(1)
        return sheet

    def _fold(self) -> None:
        if self.panel.details is not None:
            self.panel.want_details(shown=self.panel.details.isHidden())

    # reading

    def read(self, path: Path) -> None:
        """Read a list beside the window; what it says comes as a preview."""
        self._decided, self._read = {}, None
        self._session.beside(
            "正在读取监测线索",
            lambda desk, _: read_clue_file(desk, path),
            self._open,
            self._show_lines,
        )

    def _open(self, read: CluesRead) -> None:
        self.source.setText(read.source)
        self._show(read)
        self.opened.emit()
        unread = set(REQUIRED) - set(read.columns.columns.values())
        self.tabs.setCurrentIndex(1 if unread else 0)
        self.panel.table.selectRow(0)
        self.panel.table.setFocus()

    def _correct(self, wanted: Wanted) -> None:
        self.confirm.setEnabled(False)
        self._again(wanted)

    def _refuse(self, lacking: str) -> None:
        self.confirm.setEnabled(False)
        self.counts.tell(State.FAILED, f"还没有指定{lacking}，不能导入；请先指定。")

    def _name_source(self) -> None:
        """Another firm's lists may have other columns; what was told just now stays."""
        read = self._read
        if read is not None and self.source.text().strip() not in ("", read.source):
            self._again(read.wanted)

    def _again(self, wanted: Wanted) -> None:
        if self._read is not None:
            path, source = self._read.path, self.source.text()
            self._session.beside(
                "正在重新读取监测线索",
                lambda desk, _: read_clue_file(desk, path, source, wanted),
                self._show,
                self._show_lines,
            )

    # showing

    def _show(self, read: CluesRead) -> None:
        self._read = read
        self.mapping.show_source(read.columns, read.wanted)
        self.tabs.setTabText(1, f"哪一列是什么 · 共 {len(self.mapping.boxes)} 列")
        self._show_lines()

    def _show_lines(self) -> None:
        if self._read is None:
            return
        lines = sorted(lines_of(self._read, self._decided), key=order)
        self.tabs.setTabText(0, f"每一条 · 共 {len(lines)} 条")
        self.panel.model.set_rows(lines)
        new = sum(read.is_new for read in self._read.rows)
        self.confirm.setEnabled(new > 0)
        self.confirm.setText(f"导入 {new} 条" if new else "导入")
        still = sum(line.is_open for line in lines)
        told = f"{self._read.path.name}：{advice(lines, new, still)}"
        self.counts.tell(State.HINT if still else State.PASSED, told)

    def _show_line(self, line: Line | None) -> None:
        read = line.read if line else None
        self._asked.setVisible(bool(read and read.near and read.is_new))
        if line is None or read is None:
            self.text.setText(line.doubt if line else "在左边的表里选一条看。")
            self.about.setText("")
            return
        row = read.row
        self.text.setText("\n".join(filter(None, (row.problem, row.description, row.link))))
        owner = line.account.owner_name or "未填" if line.account else ""
        why = [f"{named(listed)}：{reason}" for listed, reason in read.near]
        told = (f"{row.named}　{row.platform}", f"主办单位：{owner}" if owner else "", *why)
        self.about.setText("\n".join(filter(None, told)))
        self.meant.clear()
        self.meant.addItem(OPEN, None)
        for listed, _ in read.near:
            self.meant.addItem(named(listed), listed.account.id)
        self.meant.addItem(NONE_OF_THEM, "")
        self.meant.setCurrentIndex(max(self.meant.findData(line.decided), 0))

    def _decide(self, _index: int) -> None:
        """Keep what a person says of this name, for every row that names it so."""
        line = self.panel.current()
        if line is None or line.read is None or self._read is None:
            return
        decided = self.meant.currentData()
        row = line.read.row
        for found in self._read.rows:
            if (found.row.named, found.row.platform) == (row.named, row.platform):
                self._decided.pop(found.id, None)
                if decided is not None:
                    self._decided[found.id] = decided
        self._show_lines()

    # taking in

    def _take_in(self) -> None:
        read, decided = self._read, dict(self._decided)
        if read is not None:
            self.confirm.setEnabled(False)
            self._session.beside(
                "正在导入监测线索",
                lambda desk, _: take_in_clues(desk, read, decided),
                self._tell,
                self._show_lines,
            )

    def _tell(self, count: int) -> None:
        self._read = None
        self.left.emit()
        self._session.announce("clues")
        text = f"已导入 {count} 条监测线索，都待核实；核实了才写进沿革和问题清单。"
        self._session.say(Message(State.PASSED, text, "撤回", self._taking_back.now))
