"""缺照片: which photos and recordings of phones have not come yet; where they are brought in."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from govmedia_desktop.usecases.phones.missing_photos import MissingFile, Stage, missing_files
from ui.parts import dialogs
from ui.parts.buttons import make_action
from ui.parts.page import EmptyState, Page
from ui.parts.words import faint_label, set_tip
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

KINDS = (
    "照片、录音或压缩包 (*.zip *.jpg *.jpeg *.png *.webp *.mp4 *.3gp *.mov *.m4a *.mp3 *.amr *.wav"
    " *.aac *.ogg)"
)
_SIGNS = {
    Stage.FINISHED: State.PASSED,
    Stage.DRAFT: State.STARTED,
    Stage.HELD: State.HINT,
}
COLUMNS: list[Column[MissingFile]] = [
    Column("账号", lambda m: m.account or "没有填", width=190, least=110),
    Column("检查日期", lambda m: m.day, align=Align.CENTRE, width=104, spare=2),
    Column("题目", lambda m: m.question, width=150, least=80, spare=1),
    Column("文件名", lambda m: m.name, width=210, least=120),
    Column("检查人", lambda m: m.collector, width=88, spare=3),
    Column("检查", lambda m: m.stage.value, state=lambda m: _SIGNS[m.stage], width=108),
]
ABOUT = (
    "手机检查的表格先到、照片后到时，还没有到的照片和录音列在这里，不影响检查和结论。\n"
    "现在没有缺的。"
)
HOW = (
    "缺照片不影响检查和结论。拿到照片后，选压缩包、文件夹或照片本身，"
    "程序按检查编号和文件名对上，对不上的不带入，已有的不重复。"
)


class MissingPhotosPage(Page):
    """The list of what is missing; `chosen(paths)` are to be read, `left` when done with it."""

    chosen = Signal(list)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("缺照片")
        self._session = session
        self._arriving = False
        self.how = faint_label(HOW, wrap=True)
        self.panel = TablePanel(RowsTable(RowsModel(COLUMNS), "missing-photos"))
        stages = [stage.value for stage in Stage]
        self.panel.add_filter("检查", stages, lambda m, word: m.stage.value == word)
        self.empty = EmptyState("image", "没有缺的照片", ABOUT)
        self.back = make_action(self, "返回列表", "undo", "Esc", self.left.emit)
        self.folder = make_action(self, "选文件夹", "folder", "Ctrl+Shift+O", self.choose_folder)
        self.files = make_action(self, "导入照片", "import", "Ctrl+Return", self.choose_files)
        set_tip(self.folder, "照片放在一个文件夹里时，选这个文件夹（Ctrl+Shift+O）")
        set_tip(self.files, "选照片、录音，或者装着它们的压缩包（Ctrl+回车）")
        self.offer(self.back, self.folder, primary=self.files)
        for widget in (self.how, self.panel, self.empty):
            self.body.addWidget(widget, 0 if widget is self.how else 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Look what is missing now."""
        super().showEvent(event)
        self._arriving = True
        self.refresh()

    def refresh(self) -> None:
        """Read the list again beside the window."""
        self._session.beside("正在查看缺的照片", lambda desk, _: missing_files(desk), self._show)

    def _show(self, found: Sequence[MissingFile]) -> None:
        self.panel.model.set_rows(list(found))
        for widget in (self.panel, self.how):
            widget.setVisible(bool(found))
        self.empty.setVisible(not found)
        for action in (self.folder, self.files):
            action.setVisible(bool(found))
        if self._arriving:
            self.lead_to(self.panel.table)
        self._arriving = False

    def choose_files(self) -> None:
        """Ask for photos, recordings or zips of them."""
        self._choose(dialogs.files_to_read(self, "选择照片、录音或压缩包", KINDS))

    def choose_folder(self) -> None:
        """Ask for a folder that holds them, however deep."""
        folder = dialogs.folder_to_write(self, "选择放照片的文件夹")
        self._choose([folder] if folder else [])

    def _choose(self, paths: Sequence[Path]) -> None:
        if paths:
            self.chosen.emit(list(paths))
