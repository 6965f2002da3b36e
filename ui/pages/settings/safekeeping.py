"""数据: where they are, backups, and whether everything is still as it was written."""

from functools import partial
from pathlib import Path

from govmedia_desktop.usecases.backups import Backup, back_up, list_backups
from govmedia_desktop.usecases.desk import Desk, second_desk
from govmedia_desktop.usecases.maintenance import Fault, verify
from ui import theme
from ui.parts import desktop
from ui.parts.bars import kept_file
from ui.parts.buttons import make_action, secondary_button
from ui.parts.fresh import Fresh
from ui.parts.page import Panel
from ui.parts.states import Notice, row_of
from ui.parts.words import faint_label, plain_label
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.view import RowsTable
from ui.tasks import Progress
from ui.theme import State

MOST_FAULTS = 10
TO_DO = "请先停止录入，把数据文件夹整个复制一份留底，再请维护人员用备份还原："
NO_BACKUP = "还没有备份。接收文件和升级程序前会自动备份。"
_COLUMNS = [
    Column[Backup](
        "备份时间", lambda b: f"{b.made_at:%Y-%m-%d %H:%M}", align=Align.CENTRE, width=150
    ),
    Column[Backup]("因为", lambda b: b.why, width=120),
    Column[Backup]("大小（MB）", lambda b: f"{b.size / 1e6:.1f}", lambda b: b.size, Align.RIGHT),
    Column[Backup]("文件", lambda b: b.path.name, width=240),
]


class Safekeeping(Panel):
    """The folder, 立即备份 and 校验数据."""

    def __init__(self, session: Session) -> None:
        super().__init__("数据")
        self._session = session
        self.show_folder = make_action(self, "打开文件夹", "folder", "", self._show_folder)
        self.back_up = make_action(self, "立即备份", "export", "Ctrl+B", self._back_up)
        self.verify = make_action(self, "校验数据", "check", "", self._verify)
        self.verdict = Notice(State.PASSED)
        self.backups = RowsModel(_COLUMNS)
        self.table = RowsTable(self.backups, "backups")
        self.count = faint_label()
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
        self.body.addLayout(where)
        self.body.addLayout(buttons)
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.table)
        self.body.addWidget(self.count)

    def load(self) -> None:
        """Show the backups as they are now."""
        found = list_backups(self._session.desk)
        self.backups.set_rows(found)
        self.table.setVisible(bool(found))
        newest = f"，最近 {found[0].made_at:%Y-%m-%d %H:%M}" if found else ""
        self.count.setText(f"共 {len(found)} 份备份{newest}" if found else NO_BACKUP)

    def _show_folder(self) -> None:
        desktop.show_folder(self._session.desk.store.folder)

    def _back_up(self) -> None:
        self.back_up.setEnabled(False)
        work = partial(_backed_up, self._session.desk)
        rest = partial(self.back_up.setEnabled, True)
        self._session.tasks.run("正在备份", work, self._tell_backup, rest)

    def _tell_backup(self, path: Path) -> None:
        self.load()
        self._session.say(kept_file(f"已备份为“{path.name}”，并核对无误。", path))

    def _verify(self) -> None:
        self.verify.setEnabled(False)
        self.verdict.hide()
        work = partial(_verified, self._session.desk)
        rest = partial(self.verify.setEnabled, True)
        self._session.tasks.run("正在校验数据", work, self._tell_faults, rest)

    def _tell_faults(self, faults: list[Fault]) -> None:
        if not faults:
            self.verdict.tell(State.PASSED, "数据完好：台账、检查、修改记录和证据都与写入时一致。")
        else:
            lines = [fault.text for fault in faults[:MOST_FAULTS]]
            more = [f"……共 {len(faults)} 处"] if len(faults) > MOST_FAULTS else []
            head = f"发现 {len(faults)} 处问题。{TO_DO}"
            self.verdict.tell(State.FAILED, "\n".join([head, *lines, *more]))
        self.verdict.show()


def _backed_up(desk: Desk, _progress: Progress) -> Path:
    with second_desk(desk) as own:
        return back_up(own)


def _verified(desk: Desk, _progress: Progress) -> list[Fault]:
    with second_desk(desk) as own:
        return verify(own)
