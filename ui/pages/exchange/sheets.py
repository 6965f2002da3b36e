"""发出检查表格: a workbook for each office without the program, to be filled in and sent back."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem

from govmedia_desktop.domain.offices import Office
from govmedia_desktop.domain.periods import Period, quarter_of
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import ListedForm, offered_forms
from govmedia_desktop.usecases.inspections.default_form import form_in_use
from govmedia_desktop.usecases.mailed.sheets import (
    SentOut,
    offices_with_accounts,
    send_out_all,
    sending_to,
)
from govmedia_desktop.usecases.periods.periods import current_period
from ui.forms.flow import side_by_side
from ui.parts import desktop, dialogs
from ui.parts.bars import kept_file
from ui.parts.boxes import refill
from ui.parts.buttons import make_action, primary_button, quiet_button
from ui.parts.fresh import Fresh
from ui.parts.page import EmptyState, Panel
from ui.parts.states import row_of
from ui.parts.words import faint_label
from ui.reading import Reading
from ui.remembered import remembered
from ui.session import Session
from ui.tasks import Progress, goes_on

ABOUT = (
    "没有装本程序的单位，发一张Excel检查表格；填好发回来，到“收回检查表格”里收。"
    "勾选过的单位会记住。"
)
NO_ACCOUNTS = "单位按台账里账号的主办单位列出；先导入台账，或把主办单位补上，这里就会列出单位。"
_ID, _COUNT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_REMEMBERED = "sheets/offices"


class SheetsOut(Panel):
    """发出检查表格: for which period, under which form, to which offices."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._reading = Reading(session, "正在读取单位")
        self.quarter = QComboBox()
        self.form = QComboBox()
        self.offices = QListWidget()
        self.chosen = faint_label()
        self.fetch = make_action(self, "去台账", "register", "", lambda: session.go("台账"))
        self.empty = EmptyState("export", "还没有可以发的单位", NO_ACCOUNTS, self.fetch)
        self.all = make_action(self, "全选", "check", "", partial(self._tick, True))
        self.none = make_action(self, "全不选", "close", "", partial(self._tick, False))
        self.write = make_action(self, "写出检查表格", "export", "Ctrl+S", self._write)
        self._lay_out()
        self.quarter.currentIndexChanged.connect(self._list_offices)
        self.offices.itemChanged.connect(self._count)
        Fresh(self, session.changed, self.load)
        self.load()

    def _lay_out(self) -> None:
        self.offices.setAccessibleName("发给哪些单位，空格勾选")
        self.offices.setObjectName("ticks")
        self.offices.setSpacing(4)
        self.form.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        ticks = row_of(self.chosen, quiet_button(self.all), quiet_button(self.none), spacing=8)
        ticks.setStretch(0, 1)
        button = row_of(primary_button(self.write))
        button.addStretch(1)
        self.body.addWidget(faint_label(ABOUT, wrap=True))
        self.body.addWidget(side_by_side({"周期": self.quarter, "检查表": self.form}))
        self.body.addWidget(self.offices, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()
        self.body.addLayout(ticks)
        self.body.addLayout(button)

    def load(self) -> None:
        """Show periods, forms and offices as they stand now."""
        desk = self._session.desk
        present = current_period(desk)
        over = quarter_of(present.start - timedelta(days=1))
        refill(self.quarter, [(period.label, period) for period in (present, over)])
        forms = offered_forms(desk)
        usual = form_in_use(desk)
        forms.sort(key=lambda form: form != usual)
        refill(self.form, [(form.title, form) for form in forms])
        self._list_offices()

    def _list_offices(self) -> None:
        period: Period = self.quarter.currentData()
        self._reading.ask(
            lambda desk: offices_with_accounts(desk, period, asked=True), self._show_offices
        )

    def _show_offices(self, found: Sequence[tuple[Office, int]]) -> None:
        ticked = {office.id for office in self.ticked()} | set(_remembered())
        self.offices.blockSignals(True)
        self.offices.clear()
        for office, count in found:
            item = QListWidgetItem(f"{office.name}（{count} 个账号）", self.offices)
            item.setData(_ID, office)
            item.setData(_COUNT, count)
            _set_ticked(item, ticked=office.id in ticked)
        self.offices.blockSignals(False)
        for offered in (self.offices, self.chosen, self.all, self.none, self.write):
            offered.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._count()

    def ticked(self) -> list[Office]:
        """Return the offices that get a sheet."""
        return [item.data(_ID) for item in self._items() if _is_ticked(item)]

    def _items(self) -> list[QListWidgetItem]:
        return [self.offices.item(row) for row in range(self.offices.count())]

    def _tick(self, ticked: bool) -> None:
        self.offices.blockSignals(True)  # all are counted at once
        for item in self._items():
            _set_ticked(item, ticked=ticked)
        self.offices.blockSignals(False)
        self.offices.viewport().update()
        self._count()

    def _count(self) -> None:
        ticked = [item for item in self._items() if _is_ticked(item)]
        accounts, count = sum(item.data(_COUNT) for item in ticked), len(ticked)
        self.chosen.setText(f"已选 {count} 个单位，{accounts} 个账号")
        self.write.setEnabled(bool(count) and self.form.count() > 0)

    def _write(self) -> None:
        suggested = str(Path(desktop.suggested_place("x")).parent)
        folder = dialogs.folder_to_fill(self, "检查表格写到哪个文件夹", suggested)
        if folder is None:
            return
        desktop.remember_place(folder / "x")
        offices = [office.id for office in self.ticked()]
        remembered().setValue(_REMEMBERED, ",".join(offices))
        form: ListedForm = self.form.currentData()
        about = (form.id, self.quarter.currentData())
        work = partial(_sent, offices, about, folder)
        self.write.setEnabled(False)
        self._session.beside("正在写出检查表格", work, self._tell, self._count)

    def _tell(self, sent: Sequence[SentOut]) -> None:
        self._session.announce("sheets")
        accounts = sum(one.accounts for one in sent)
        elsewhere = max((one.elsewhere for one in sent), default=0)
        text = f"已写出 {len(sent)} 张检查表格（{accounts} 个账号），一个单位一张，还没有发出去。"
        if elsewhere:
            text += f"这张检查表另有 {elsewhere} 题（照片、附件或要填多条的）表格里填不了。"
        if sent:
            self._session.say(kept_file(text, sent[0].path))


def _sent(
    offices: Sequence[str],
    about: tuple[str, Period],
    folder: Path,
    desk: Desk,
    progress: Progress,
) -> list[SentOut]:
    sendings = [sending_to(desk, office, *about) for office in offices]
    return send_out_all(desk, sendings, folder, partial(goes_on, progress))


def _remembered() -> list[str]:
    return str(remembered().value(_REMEMBERED, "")).split(",")


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked


def _set_ticked(item: QListWidgetItem, *, ticked: bool) -> None:
    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
