"""粘贴或录入: what was typed, pasted or read from a file, and what of it are posts."""

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from govmedia_desktop.domain.posted import FIELDS, REQUIRED, PostRow
from govmedia_desktop.domain.registers import Problem, Wanted
from govmedia_desktop.usecases.activity.post_lists import PostsRead, read_pasted_posts
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.register.accounts import ListedAccount
from ui import theme
from ui.pages.register.mapping import MappingPanel
from ui.parts.buttons import make_action, quiet_button, secondary_button
from ui.parts.page import Scrolled, column
from ui.parts.states import row_of
from ui.parts.tabs import stack_under, tab_bar
from ui.parts.words import faint_label, plain_label
from ui.tables.columns import Column
from ui.tables.model import RowsModel
from ui.tables.view import RowsTable
from ui.theme import State

ABOUT = "一行一条：日期 标题 链接。也可以从 WPS、公众号后台复制几行粘贴。"
ABOUT_COLUMNS = "改了马上重新读取，不会写入；记下以后，这个账号同样表头的文件照这样读。"
_SAMPLE = "2026-11-20 医保缴费指南 https://…\n11月18日 县城停水通知"
_PAUSE_MS = 250
_SHOWN = 500
"""Rows of a preview: more than anybody reads."""


@dataclass(frozen=True)
class Line:
    """One line of the preview: a post, or why it is none."""

    place: str
    day: str
    text: str
    is_post: bool


def _state(line: Line) -> State:
    return State.PASSED if line.is_post else State.HINT


_COLUMNS = [
    Column[Line]("位置", lambda r: r.place, state=_state, width=104),
    Column[Line]("日期", lambda r: r.day, width=104, spare=1),
    Column[Line]("标题或原因", lambda r: r.text, width=150, least=110, wraps=True),
]


class PostEntry(QWidget):
    """The text over its preview. `confirmed(PostsRead, str)`: take it in, the text being the name
    of the file, empty where there is none; `corrected(Wanted)`: read the file as told; `left`: it
    was not wanted.
    """

    confirmed = Signal(object, str)
    corrected = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._listed: ListedAccount | None = None
        self._read: PostsRead | None = None
        self._file = ""
        self.about = faint_label(ABOUT, wrap=True)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("发布记录的文字")
        self.text.setPlaceholderText(_SAMPLE)
        self.text.setTabChangesFocus(True)
        self.counts = plain_label(wrap=True)
        self.table = RowsTable(RowsModel(_COLUMNS), "post-preview")
        self.table.setAccessibleName("识别结果")
        self.mapping = MappingPanel(FIELDS, REQUIRED, "")
        self.mapping.corrected.connect(self._correct)
        self.mapping.incomplete.connect(self._refuse)
        self.tabs = tab_bar("每一条或哪一列是什么")
        self.confirm = make_action(self, "记下", "ok", "Ctrl+Return", self._confirm)
        self.leave = make_action(self, "不记", "close", "Esc", self.left.emit)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.text.textChanged.connect(self._pause.start)
        buttons = row_of(secondary_button(self.confirm), quiet_button(self.leave))
        buttons.addStretch(1)
        layout = column(8)
        layout.addWidget(self.about)
        self.text.setMinimumHeight(theme.length(60))
        layout.addWidget(self.text, 2)
        layout.addWidget(self.counts)
        layout.addWidget(self.tabs)
        layout.addWidget(stack_under(self.tabs, (self.table, Scrolled(self.mapping))), 3)
        for number, words in enumerate(("每一条", "哪一列是什么")):
            self.tabs.setTabText(number, words)
        self.tabs.setTabToolTip(1, ABOUT_COLUMNS)
        self.tabs.currentChanged.connect(lambda number: self.about.setVisible(number == 0))
        layout.addLayout(buttons)
        self.setLayout(layout)

    def begin(self, listed: ListedAccount) -> None:
        """Begin with an empty text."""
        self._listed = listed
        self._file = ""
        self.about.setText(ABOUT)
        self.text.setVisible(True)
        self.tabs.setVisible(False)
        self.tabs.setCurrentIndex(0)
        self.text.clear()
        self._look()

    def show_file(self, listed: ListedAccount, name: str, read: PostsRead) -> None:
        """Show what a file holds; its columns first where one has to be told."""
        self._listed = listed
        self._file = name
        self.about.setVisible(True)
        self.about.setText(f"文件“{name}”，原文件不会改动。阅读量、点赞量不读入。")
        self.text.setVisible(False)
        self.tabs.setVisible(True)
        self.show_again(read)
        told = read.columns.columns.values() if read.columns else ()
        self.tabs.setCurrentIndex(0 if set(REQUIRED) <= {*told} else 1)

    def show_again(self, read: PostsRead) -> None:
        """Show the same file as it was read by other columns."""
        if read.columns is not None:
            self.mapping.show_source(read.columns, read.wanted)
        self._show(read)

    def offer_again(self) -> None:
        """Let the same be taken in, after it was refused."""
        self.confirm.setEnabled(bool(self._read and self._read.new))

    def _look(self) -> None:
        """Read the text as it stands; nothing is written."""
        self._pause.stop()
        if not self.text.isHidden():
            self.about.setVisible(not self.text.toPlainText())
        if self._listed is not None and not self.text.isHidden():
            self._show(
                read_pasted_posts(self._desk, self.text.toPlainText(), self._listed.account.id)
            )

    def _show(self, read: PostsRead) -> None:
        self._read = read
        posts = [self._line(account, row) for account, row in read.new]
        others = [_problem(problem) for problem in read.problems]
        self.table.rows.set_rows([*others, *posts][:_SHOWN])
        self._tell(_counted(read))
        self.confirm.setText(f"记下 {len(posts)} 条" if posts else "记下")
        self.offer_again()

    def _tell(self, text: str) -> None:
        self.counts.setText(text)
        self.counts.setVisible(bool(text))

    def _correct(self, wanted: Wanted) -> None:
        """Until it is read as told, nothing can be taken in."""
        self.confirm.setEnabled(False)
        self.corrected.emit(wanted)

    def _refuse(self, lacking: str) -> None:
        self.confirm.setEnabled(False)
        self._tell(f"还没有指定{lacking}，不能记下；请先指定。")

    def _line(self, account: str, row: PostRow) -> Line:
        """A row that names another account of the register is that one's."""
        mine = self._listed is not None and account == self._listed.account.id
        title = row.title if mine else f"〔{row.account}〕{row.title}"
        return Line(row.cell, row.day, title, is_post=True)

    def _confirm(self) -> None:
        self._look()
        if self._read is not None and self._read.new:
            self.confirmed.emit(self._read, self._file)


def _problem(problem: Problem) -> Line:
    return Line(problem.cell, "", problem.text, is_post=False)


def _counted(read: PostsRead) -> str:
    counts = read.counts
    if not counts["rows"]:
        return "\n".join(problem.text for problem in read.problems)
    parts = [f"新的 {counts['added']} 条"]
    parts += [f"已经登记过 {counts['unchanged']} 条"] if counts["unchanged"] else []
    parts += [f"重复 {counts['duplicates']} 条"] if counts["duplicates"] else []
    parts += [f"不是发布记录 {counts['rejected']} 行"] if counts["rejected"] else []
    return "，".join(parts)
