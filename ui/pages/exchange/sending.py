"""上报: how far the quarter is, for whom the file is, and the one button that writes it."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from govmedia_desktop.domain.periods import Period, quarter_of
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.packages.sealed import check_passphrase
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.usecases.desk import Desk, second_desk
from govmedia_desktop.usecases.offices import list_offices, own_office
from govmedia_desktop.usecases.orders import Order, ToSend, to_send
from govmedia_desktop.usecases.periods import current_period, quarters_with_results
from govmedia_desktop.usecases.reporting import Reported, letter, report_up, suggested_name
from ui.pages.exchange.handing import NOBODY, Done
from ui.pages.exchange.options import MoreOptions
from ui.pages.exchange.steps import Steps
from ui.parts import desktop, dialogs
from ui.parts.buttons import make_action, primary_button, quiet_button
from ui.parts.fresh import Fresh
from ui.parts.page import Panel
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label
from ui.session import Session
from ui.tasks import Progress, is_stopped

_WITH_PAPER = {PackageKind.REPORT, PackageKind.CORRECTION}


class Sending(Panel):
    """The quarter's steps, the recipient and the button; then what is left to do by mail.

    `written` tells that `done` has something to show.
    """

    written = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("上报")
        self._session = session
        self.quarter = QComboBox()
        self.steps = Steps()
        self.recipient = QComboBox()
        # as wide as there is room, whatever the names: the list shows them whole
        self.recipient.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.recipient.setMinimumContentsLength(8)
        self.options = MoreOptions()
        self.contents = faint_label(wrap=True)
        self.write = make_action(self, "生成上报文件", "export", "Ctrl+S", self._write)
        self.done = Done(session)
        self._lay_out()
        self.quarter.currentIndexChanged.connect(self._show_quarter)
        self.recipient.currentIndexChanged.connect(self._tell_contents)
        self.options.changed.connect(self._tell_contents)
        Fresh(self, session.changed, self.load)
        self.load()

    def _lay_out(self) -> None:
        quarter = row_of(buddy_label("周期", self.quarter), self.quarter)
        quarter.addStretch(1)
        whom = row_of(buddy_label("收件单位", self.recipient), self.recipient)
        whom.setStretch(1, 1)
        buttons = row_of(primary_button(self.write), quiet_button(self.options.turn))
        buttons.addStretch(1)
        self.body.addLayout(quarter)
        self.body.addWidget(self.steps)
        self.body.addLayout(whom)
        self.body.addWidget(self.contents)
        self.body.addLayout(buttons)
        self.body.addWidget(self.options)
        self.body.addWidget(self.done)
        self.body.addStretch(1)

    def load(self) -> None:
        """Show how things stand now."""
        desk = self._session.desk
        _refill(self.quarter, [(quarter.label, quarter) for quarter in _quarters(desk)])
        _refill(self.recipient, _recipients(desk))
        self._show_quarter()
        self._tell_contents()

    def _show_quarter(self) -> None:
        self.steps.show_quarter(self._session.desk, self.quarter.currentData())
        if self.options.limited.isChecked():
            self._tell_contents()

    def _tell_contents(self) -> None:
        """Say what the button would write; what cannot be written is said, not tried."""
        self._follow_kind()
        try:
            sending = to_send(self._session.desk, self._order())
        except RefusedError as refusal:
            self.contents.setText(str(refusal))
            self.write.setEnabled(False)
            return
        self.contents.setText(_told(sending, self.options))
        self.write.setEnabled(bool(sending.revisions))

    def _follow_kind(self) -> None:
        kind = self.options.chosen_kind
        # whose file it is follows from these two kinds
        self.recipient.setEnabled(kind not in {PackageKind.BACKUP, PackageKind.HANDOVER})
        goes_up = self.recipient.currentIndex() == 0 and self.recipient.currentData() is not None
        self.options.allow_personal(
            kind is PackageKind.HANDOVER or (goes_up and kind is not PackageKind.BACKUP)
        )
        down = not goes_up and self.recipient.currentData() is not None and kind is None
        self.write.setText("生成下发文件" if down else f"生成{kind or PackageKind.REPORT}文件")

    def _order(self) -> Order:
        quarter: Period = self.quarter.currentData()
        options = self.options
        return Order(
            self.recipient.currentData(),
            options.chosen_kind,
            quarter,
            limited=options.limited.isChecked(),
            full=options.full.isChecked(),
            light=options.light.isChecked(),
            personal=options.personal.isChecked(),
            passphrase=options.secret or "",
            part_bytes=options.part_bytes,
        )

    def _write(self) -> None:
        desk, order = self._session.desk, self._order()
        if self.options.secret is not None:
            check_passphrase(order.passphrase)
        name = desktop.suggested_place(suggested_name(desk, order))
        path = dialogs.file_to_write(self, self.write.text(), name, "上报文件 (*.gmpack)")
        if path is None:
            return
        desktop.remember_place(path)
        self.write.setEnabled(False)
        work = partial(_written, desk, order, path.with_name(f"{path.stem}.gmpack"))
        tell = partial(self._tell, order)
        self._session.tasks.run(f"正在{self.write.text()}", work, tell, self._tell_contents)

    def _tell(self, order: Order, reported: Reported) -> None:
        self._session.announce("sent")
        self.done.show_report(reported, letter(self._session.desk, order, reported))
        self.written.emit()


def _told(sending: ToSend, options: MoreOptions) -> str:
    if not sending.revisions:
        return "对方都已收到，没有新的内容；要重报请在更多选项里选“全部数据”。"
    paper = "和盖章用的表" if sending.kind in _WITH_PAPER else ""
    held = "对方已收到的不再重复。" if sending.has_some else ""
    left = "其他周期的检查这次不报。" if options.limited.isChecked() else ""
    return f"将写出{sending.kind}文件（{sending.revisions} 条修改记录）{paper}。{held}{left}"


def _refill(box: QComboBox, items: Sequence[tuple[str, object]]) -> None:
    """Offer other items, the one chosen before still chosen where it is there."""
    before = box.currentText()
    box.blockSignals(True)
    box.clear()
    for name, value in items:
        box.addItem(name, value)
    box.setCurrentIndex(max(box.findText(before), 0))
    box.blockSignals(False)


def _quarters(desk: Desk) -> list[Period]:
    """The present quarter, the one just over, and those with results."""
    present = current_period(desk)
    over = quarter_of(present.start - timedelta(days=1))
    return sorted({present, over, *quarters_with_results(desk)}, reverse=True)


def _recipients(desk: Desk) -> list[tuple[str, str | None]]:
    """Names with record ids: the 主管单位 first, then the offices below."""
    own = own_office(desk)
    offices = list_offices(desk)
    above = [(office.name, office.id) for office in offices if office.id == own.parent]
    below = sorted((f"下发：{o.name}", o.id) for o in offices if o.parent == own.id)
    nobody: list[tuple[str, str | None]] = [(NOBODY, None)]
    return [*(above or nobody), *below]


def _written(desk: Desk, order: Order, path: Path, progress: Progress) -> Reported:
    with second_desk(desk) as own:
        return report_up(own, order, path, Watch(cancelled=partial(is_stopped, progress)))
