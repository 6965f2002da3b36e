"""粘贴或录入: what was typed, pasted or read from a file, and what of it are posts."""

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from govmedia_desktop.domain.posted import PostRow
from govmedia_desktop.domain.registers import Problem
from govmedia_desktop.usecases.accounts import ListedAccount
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.posts import PostsRead, read_pasted_posts
from ui import theme
from ui.parts.buttons import make_action, quiet_button, secondary_button
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import faint_label, plain_label
from ui.tables.columns import Column
from ui.tables.model import RowsModel
from ui.tables.view import RowsTable
from ui.theme import State

ABOUT = "一行一条：日期 标题 链接。也可以从 WPS、公众号后台复制几行粘贴。"
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
    of the file, empty where there is none; `left`: it was not wanted.
    """

    confirmed = Signal(object, str)
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
        layout.addWidget(self.table, 3)
        layout.addLayout(buttons)
        self.setLayout(layout)

    def begin(self, listed: ListedAccount) -> None:
        """Begin with an empty text."""
        self._listed = listed
        self._file = ""
        self.about.setText(ABOUT)
        self.text.setVisible(True)
        self.text.clear()
        self._look()

    def show_file(self, listed: ListedAccount, name: str, read: PostsRead) -> None:
        """Show what a file holds."""
        self._listed = listed
        self._file = name
        self.about.setVisible(True)
        self.about.setText(f"文件“{name}”，原文件不会改动。阅读量、点赞量不读入。")
        self.text.setVisible(False)
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
        self.counts.setText(_counted(read))
        self.confirm.setText(f"记下 {len(posts)} 条" if posts else "记下")
        self.offer_again()

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
        return ""
    parts = [f"新的 {counts['added']} 条"]
    parts += [f"已经登记过 {counts['unchanged']} 条"] if counts["unchanged"] else []
    parts += [f"重复 {counts['duplicates']} 条"] if counts["duplicates"] else []
    parts += [f"不是发布记录 {counts['rejected']} 行"] if counts["rejected"] else []
    return "，".join(parts)
