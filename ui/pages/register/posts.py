"""发布: an account's posts of a period with their figures, and the ways to put more down."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QComboBox, QStackedWidget, QWidget

from govmedia_desktop.domain.periods import Period, quarters_back
from govmedia_desktop.domain.posts import Post
from govmedia_desktop.domain.registers import Wanted
from govmedia_desktop.usecases.activity.batches import Matter
from govmedia_desktop.usecases.activity.post_lists import PostsRead, read_post_file
from govmedia_desktop.usecases.activity.post_words import figures_in_words
from govmedia_desktop.usecases.activity.posts import (
    PostsSeen,
    delete_posts,
    posts_seen,
    restore_posts,
    take_in_posts,
)
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.register.accounts import ListedAccount
from ui.forms.flow import Flow
from ui.pages.register.post_entry import PostEntry
from ui.pages.register.taking_back import TakingBack
from ui.parts import dialogs
from ui.parts.bars import Message
from ui.parts.buttons import make_action, quiet_button, secondary_button
from ui.parts.page import Scrolled, column
from ui.parts.words import faint_label, plain_label
from ui.reading import Reading
from ui.session import Session
from ui.tables.columns import Column
from ui.tables.model import RowsModel
from ui.tables.view import RowsTable
from ui.theme import State

KINDS = "发布记录 (*.xlsx *.xls *.et *.csv)"
_AS_FOUND = Wanted()
_QUARTERS = 6
_FOUR_ROWS = 172
_COLUMNS = [
    Column[Post]("日期", lambda p: p.day, width=104),
    Column[Post]("标题", lambda p: p.title, width=150, least=90),
    Column[Post]("原创", lambda p: p.origin.value if p.origin else "", width=56, spare=1),
]


class Posts(QWidget):
    """The figures over the posts of a quarter; or, while something is put down, its entry."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._listed: ListedAccount | None = None
        self._path: Path | None = None
        self._reading = Reading(session, "正在读取发布记录")
        self.period = QComboBox()
        self.period.setAccessibleName("哪一期")
        self._spans = _quarters(session.desk)
        self.period.addItems([span.label for span in self._spans])
        self.figures = plain_label(wrap=True)
        self.basis = faint_label(wrap=True)
        self.table = RowsTable(RowsModel(_COLUMNS), "account-posts")
        self.table.setAccessibleName("发布记录")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.paste = make_action(self, "粘贴或录入", "paste", "Ctrl+E", self._begin)
        self.fetch = make_action(self, "导入发布记录", "import", "Ctrl+Shift+I", self._fetch)
        self.delete = make_action(self, "删除选中的", "close", "Delete", self._delete)
        self.taking_back = TakingBack(self, session, Matter.POSTS)
        self.undo = self.taking_back.action
        self.entry = PostEntry(session.desk)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._overview())
        self._stack.addWidget(self.entry)
        layout = column(8)
        layout.addWidget(self._stack)
        self.setLayout(layout)
        self.period.currentIndexChanged.connect(lambda _number: self._show())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer_delete())
        self.entry.confirmed.connect(self._take_in)
        self.entry.corrected.connect(self._again)
        self.entry.left.connect(self._close)
        self._close()

    def _overview(self) -> QWidget:
        buttons = Flow(8)
        for action in (self.paste, self.fetch):
            buttons.addWidget(secondary_button(action))
        told = column(8)
        told.setContentsMargins(0, 0, 8, 0)
        for part in (self.period, self.figures, self.basis):
            told.addWidget(part)
        self.table.allow_low(_FOUR_ROWS)
        told.addWidget(self.table, 1)
        foot = Flow(8)
        for action in (self.delete, self.undo):
            foot.addWidget(quiet_button(action))
        told.addLayout(foot)
        told.addStretch()
        below = QWidget()
        below.setLayout(told)
        layout = column(8)
        layout.addLayout(buttons)
        layout.addWidget(Scrolled(below), 1)
        sheet = QWidget()
        sheet.setLayout(layout)
        return sheet

    # showing

    def show_account(self, listed: ListedAccount) -> None:
        """Show what is known of an account; what was typed for another one is gone."""
        if self._listed is None or listed.account.id != self._listed.account.id:
            self._close()
            self._tell_of([], "", [])
        self._listed = listed
        self._show()

    def _show(self) -> None:
        """Read beside the window: an account may have thousands of posts."""
        if self._listed is None:
            return
        span, account = self._spans[self.period.currentIndex()], self._listed.account.id
        self._reading.ask(
            lambda desk: posts_seen(desk, span, account), partial(self._show_seen, span)
        )
        self.taking_back.offer()

    def _show_seen(self, span: Period, seen: PostsSeen) -> None:
        lines, basis = figures_in_words(span, seen, self._session.desk.today())
        self._tell_of(lines, basis, seen.within)

    def _tell_of(self, lines: list[str], basis: str, posts: list[Post]) -> None:
        self.figures.setText("\n".join(lines))
        self.figures.setVisible(bool(lines))
        self.basis.setText(basis)
        self.table.rows.set_rows(posts)
        self.table.setVisible(bool(posts))
        self._offer_delete()

    def _offer_delete(self) -> None:
        chosen = self.table.selectionModel().hasSelection()
        self.delete.setVisible(chosen)
        self.delete.setEnabled(chosen)

    def _open(self, *, entry: bool) -> None:
        self._stack.setCurrentIndex(1 if entry else 0)

    def _close(self) -> None:
        self._open(entry=False)

    # doing

    def _begin(self) -> None:
        if self._listed is not None:
            self.entry.begin(self._listed)
            self._open(entry=True)
            self.entry.text.setFocus()

    def _fetch(self) -> None:
        path = dialogs.file_to_read(self, "选择发布记录", KINDS)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file beside the window; what it holds comes as a preview."""
        self._path = path
        self._read(_AS_FOUND, self._show_file)

    def _again(self, wanted: Wanted) -> None:
        """Read the same file by the columns that a person told."""
        self._read(wanted, self._show_again)

    def _read(self, wanted: Wanted, shown: Callable[[ListedAccount, PostsRead], None]) -> None:
        listed, path = self._listed, self._path
        if listed is not None and path is not None:
            self._beside(
                "正在读取发布记录",
                lambda desk: read_post_file(desk, path, listed.account.id, wanted),
                lambda read: shown(listed, read),
            )

    def _is_shown(self, listed: ListedAccount) -> bool:
        """Whether it is still that account: another may be chosen while a file is read."""
        return self._listed is not None and self._listed.account.id == listed.account.id

    def _show_file(self, listed: ListedAccount, read: PostsRead) -> None:
        if self._is_shown(listed) and self._path is not None:
            self.entry.show_file(listed, self._path.name, read)
            self._open(entry=True)

    def _show_again(self, listed: ListedAccount, read: PostsRead) -> None:
        if self._is_shown(listed):
            self.entry.show_again(read)

    def _take_in(self, read: PostsRead, name: str) -> None:
        self.entry.confirm.setEnabled(False)
        self._beside("正在记下发布记录", lambda desk: take_in_posts(desk, read, name), self._tell)

    def _tell(self, count: int) -> None:
        self._close()
        self._session.announce("accounts")
        text = f"已记下 {count} 条发布记录。"
        self._session.say(Message(State.PASSED, text, "撤回", self.taking_back.now))

    def _beside(
        self, title: str, work: Callable[[Desk], object], returned: Callable[..., object]
    ) -> None:
        for action in (self.fetch, self.paste):
            action.setEnabled(False)
        self._session.beside(title, lambda desk, _: work(desk), returned, self._rest)

    def _rest(self) -> None:
        for action in (self.fetch, self.paste):
            action.setEnabled(True)
        self.entry.offer_again()

    def _delete(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        posts = [self.table.rows.row_at(index.row()) for index in rows]
        if not posts:
            return
        with self._session.writing("accounts") as desk:
            delete_posts(desk, posts)
        text = f"已删除 {len(posts)} 条发布记录；台账的最近更新日期没有改动，请看一下对不对。"
        self._session.say(Message(State.HINT, text, "撤销删除", partial(self._bring_back, posts)))

    def _bring_back(self, posts: list[Post]) -> None:
        with self._session.writing("accounts") as desk:
            restore_posts(desk, posts)


def _quarters(desk: Desk) -> list[Period]:
    found = (quarters_back(desk.today(), count) for count in range(_QUARTERS))
    return [span for span in found if span is not None]
