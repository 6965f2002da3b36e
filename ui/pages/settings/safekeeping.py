"""数据安全: where the data are, backups, and whether everything is still as it was written."""

from functools import partial
from pathlib import Path

from govmedia_desktop.usecases.upkeep.backups import Backup, back_up, changes_since, list_backups
from govmedia_desktop.usecases.upkeep.maintenance import Fault, verify
from ui import theme
from ui.pages.settings.unused_evidence import UnusedEvidence
from ui.parts import desktop, dialogs
from ui.parts.bars import Message, kept_file
from ui.parts.buttons import make_action, secondary_button
from ui.parts.fresh import Fresh
from ui.parts.page import Panel
from ui.parts.states import Notice, row_of
from ui.parts.words import faint_label, plain_label
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.view import RowsTable
from ui.theme import State

MOST_FAULTS = 10
TO_DO = "请先停止录入，把数据文件夹整个复制一份留底，再在下面选一份备份还原："
BUSY = "还有别的工作正在进行，没有还原；请等它做完或取消以后再试。"
NO_BACKUP = "还没有备份。接收文件和升级程序前会自动备份。"
_COLUMNS = [
    Column[Backup](
        "备份时间", lambda b: f"{b.made_at:%Y-%m-%d %H:%M}", align=Align.CENTRE, width=150
    ),
    Column[Backup]("因为", lambda b: b.why, width=120),
    Column[Backup]("大小（MB）", lambda b: f"{b.size / 1e6:.1f}", lambda b: b.size, Align.RIGHT),
    Column[Backup]("文件", lambda b: b.path.name, width=240, least=120, spare=1),
]


class Safekeeping(Panel):
    """The folder, 立即备份, 校验数据, 还原 of a chosen backup, and evidence nothing needs."""

    def __init__(self, session: Session) -> None:
        super().__init__("数据安全")
        self._session = session
        self.show_folder = make_action(self, "打开文件夹", "folder", "", self._show_folder)
        self.back_up = make_action(self, "立即备份", "export", "Ctrl+B", self._back_up)
        self.verify = make_action(self, "校验数据", "check", "", self._verify)
        self.restore = make_action(self, "还原所选备份", "undo", "", self._restore)
        self.verdict = Notice(State.PASSED)
        self.evidence = UnusedEvidence(session)
        self.backups = RowsModel(_COLUMNS)
        self.table = RowsTable(self.backups, "backups")
        self.count = faint_label(wrap=True)
        self._lay_out()
        Fresh(self, session.changed, self.load)
        self.load()

    def _lay_out(self) -> None:
        self.table.setAccessibleName("备份")
        theme.fix(self.table, height=206)
        self.verdict.hide()
        where = row_of(
            plain_label("数据文件夹"), plain_label(str(self._session.desk.store.folder), wrap=True)
        )
        where.setStretch(1, 1)
        buttons = row_of(
            *map(secondary_button, (self.show_folder, self.back_up, self.verify)), spacing=8
        )
        buttons.addStretch(1)
        below = row_of(self.count, secondary_button(self.restore), spacing=12)
        below.setStretch(0, 1)
        self.body.addLayout(where)
        self.body.addLayout(buttons)
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.table)
        self.body.addLayout(below)
        self.body.addWidget(self.evidence)

    def load(self) -> None:
        """Show the backups as they are now."""
        found = list_backups(self._session.desk)
        self.backups.set_rows(found)
        self.table.setVisible(bool(found))
        self.restore.setVisible(bool(found))
        newest = f"，最近 {found[0].made_at:%Y-%m-%d %H:%M}" if found else ""
        self.count.setText(f"共 {len(found)} 份备份{newest}" if found else NO_BACKUP)

    def _show_folder(self) -> None:
        desktop.show_folder(self._session.desk.store.folder)

    def _back_up(self) -> None:
        self.back_up.setEnabled(False)
        rest = partial(self.back_up.setEnabled, True)
        self._session.beside("正在备份", lambda desk, _: back_up(desk), self._tell_backup, rest)

    def _tell_backup(self, path: Path) -> None:
        self.load()
        self._session.say(kept_file(f"已备份为“{path.name}”，并核对无误。", path))

    def _restore(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        backup = self.backups.row_at(rows[0].row()) if rows else None
        if backup is None:
            self._session.say(Message(State.HINT, "请先在备份列表里选一份要还原的备份。"))
            return
        if self._session.tasks.busy:
            self._session.say(Message(State.HINT, BUSY))
            return
        desk = self._session.desk
        text = what_restoring_does(backup, changes_since(desk, backup))
        if dialogs.ask(dialogs.Question("还原备份", text, "还原", self.window())):
            self._session.restoring.emit(backup)

    def _verify(self) -> None:
        self.verify.setEnabled(False)
        self.verdict.hide()
        rest = partial(self.verify.setEnabled, True)
        self._session.beside("正在校验数据", lambda desk, _: verify(desk), self._tell_faults, rest)

    def _tell_faults(self, faults: list[Fault]) -> None:
        if not faults:
            self.verdict.tell(State.PASSED, "数据完好：台账、检查、修改记录和证据都与写入时一致。")
        else:
            lines = [fault.text for fault in faults[:MOST_FAULTS]]
            more = [f"……共 {len(faults)} 处"] if len(faults) > MOST_FAULTS else []
            head = f"发现 {len(faults)} 处问题。{TO_DO}"
            self.verdict.tell(State.FAILED, "\n".join([head, *lines, *more]))
        self.verdict.show()


def what_restoring_does(backup: Backup, changes: int) -> str:
    """Return what a person is asked before a backup is restored, in numbers."""
    later = f"那以后的 {changes} 条改动会看不到" if changes > 0 else "那以后没有新的改动"
    return (
        f"数据会回到 {backup.made_at:%Y-%m-%d %H:%M}（{backup.why}）的样子，{later}，"
        "没有查完的草稿也回到那时。\n\n"
        "现在的数据先另存为一份“还原前”的备份，需要时可以照样还原回来。证据图片一张也不动。\n\n"
        "窗口会关上，还原好再自动打开。"
    )
