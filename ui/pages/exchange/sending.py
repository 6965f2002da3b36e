"""上报: how far the quarter is, for whom the file is, and the one button that writes it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from govmedia_desktop.domain.board import ReportState, Standing
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.packages.sealed import check_passphrase
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange.orders import Order, ToSend, to_send
from govmedia_desktop.usecases.exchange.reporting import (
    Declared,
    Reported,
    letter,
    report_up,
    suggested_name,
)
from govmedia_desktop.usecases.offices.known import list_offices, own_office
from govmedia_desktop.usecases.periods.board import own_standing
from ui.pages.exchange.handing import NOBODY, Done
from ui.pages.exchange.options import MoreOptions
from ui.pages.exchange.quarters import quarters_offered
from ui.pages.exchange.steps import Step, Steps, read_steps
from ui.parts import desktop, dialogs
from ui.parts.boxes import refill
from ui.parts.buttons import make_action, primary_button, quiet_button, rename
from ui.parts.fresh import Fresh
from ui.parts.page import Panel
from ui.parts.states import Notice, row_of
from ui.parts.words import buddy_label, faint_label
from ui.reading import Reading
from ui.session import Session
from ui.tasks import Progress, watching
from ui.theme import State

_WITH_PAPER = {PackageKind.REPORT, PackageKind.CORRECTION}


class Sending(Panel):
    """The quarter's steps, the recipient and the button; then what is left to do by mail.

    `written` tells that `done` has something to show.
    """

    written = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._reading = Reading(session, "正在读取本期情况")
        self._reading_contents = Reading(session, "正在清点要上报的内容")
        self._receipt = False
        self.quarter = QComboBox()
        self.steps = Steps()
        self.recipient = QComboBox()
        # as wide as there is room, whatever the names: the list shows them whole
        self.recipient.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.recipient.setMinimumContentsLength(8)
        self.zero = QCheckBox("与上季度无变化（零报告）")
        self.decided = Notice(State.PASSED)
        self.note = QLineEdit()
        self.note.setPlaceholderText("已接收以后再报，要写明改了什么")
        self.why = QWidget()
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
        quarter = row_of(buddy_label("周期", self.quarter), self.quarter, self.zero)
        quarter.addStretch(1)
        whom = row_of(buddy_label("收件单位", self.recipient), self.recipient)
        whom.setStretch(1, 1)
        buttons = row_of(primary_button(self.write), quiet_button(self.options.turn))
        buttons.addStretch(1)
        self.body.addLayout(quarter)
        self.why.setLayout(row_of(buddy_label("更正原因", self.note), self.note, spacing=8))
        self.body.addWidget(self.steps)
        for widget in (self.decided, self.why):
            self.body.addWidget(widget)
        self.body.addLayout(whom)
        self.body.addWidget(self.contents)
        self.body.addLayout(buttons)
        self.body.addWidget(self.options)
        self.body.addWidget(self.done)
        self.body.addStretch(1)

    def load(self) -> None:
        """Show how things stand now."""
        desk = self._session.desk
        refill(self.quarter, [(quarter.label, quarter) for quarter in quarters_offered(desk)])
        refill(self.recipient, _recipients(desk))
        self._show_quarter()
        self._tell_contents()

    def choose(self, office: str) -> bool:
        """Choose an office (id) as the recipient; return whether files go to it."""
        place = self.recipient.findData(office)
        if place >= 0:
            self.recipient.setCurrentIndex(place)
            self.recipient.setFocus()
        return place >= 0

    def _show_quarter(self) -> None:
        self._reading.ask(partial(_read_quarter, self.quarter.currentData()), self._show_standing)
        if self.options.limited.isChecked():
            self._tell_contents()

    def _show_standing(self, read: tuple[Sequence[Step], Standing]) -> None:
        steps, standing = read
        self.steps.show_steps(steps)
        told = _decided(standing)
        self.decided.setVisible(told is not None)
        self.why.setVisible(standing.accepted is not None)
        if told is not None:
            self.decided.tell(*told)

    def _tell_contents(self) -> None:
        """Say what the button would write; what cannot be written is said, not tried."""
        self._receipt = False
        self._follow_kind()
        self._reading_contents.ask(partial(_read_contents, self._order()), self._show_contents)

    def _show_contents(self, sending: ToSend | RefusedError) -> None:
        if isinstance(sending, RefusedError):
            self.contents.setText(str(sending))
            self.write.setEnabled(False)
            return
        # that an office reports is worth a file of its own
        reports = sending.kind in _WITH_PAPER and sending.recipient is not None
        self._receipt = sending.is_receipt and not reports
        self.contents.setText(_told(sending, self.options, reports=reports))
        self.write.setEnabled(reports or self._receipt or bool(sending.revisions))
        if self._receipt:
            rename(self.write, "生成回执文件")
        self.zero.setEnabled(reports)

    def _follow_kind(self) -> None:
        kind = self.options.chosen_kind
        # whose file it is follows from these two kinds
        self.recipient.setEnabled(kind not in {PackageKind.BACKUP, PackageKind.HANDOVER})
        goes_up = self.recipient.currentIndex() == 0 and self.recipient.currentData() is not None
        self.options.allow_personal(
            kind is PackageKind.HANDOVER or (goes_up and kind is not PackageKind.BACKUP)
        )
        down = not goes_up and self.recipient.currentData() is not None and kind is None
        rename(self.write, "生成下发文件" if down else f"生成{kind or PackageKind.REPORT}文件")

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
        name = desktop.suggested_place(suggested_name(desk, order, receipt=self._receipt))
        path = dialogs.file_to_write(self, self.write.text(), name, "上报文件 (*.gmpack)")
        if path is None:
            return
        desktop.remember_place(path)
        self.write.setEnabled(False)
        said = Declared(self.zero.isChecked(), self.note.text())
        work = partial(_written, order, path.with_name(f"{path.stem}.gmpack"), said)
        tell = partial(self._tell, order)
        self._session.beside(f"正在{self.write.text()}", work, tell, self._tell_contents)

    def _tell(self, order: Order, reported: Reported) -> None:
        self._session.announce("sent")
        self.done.show_report(reported, letter(self._session.desk, order, reported))
        self.written.emit()


def _read_quarter(quarter: Period, desk: Desk) -> tuple[tuple[Step, ...], Standing]:
    return read_steps(desk, quarter), own_standing(desk, quarter)


def _read_contents(order: Order, desk: Desk) -> ToSend | RefusedError:
    """Return what the order would send, or why it cannot be written."""
    try:
        return to_send(desk, order)
    except RefusedError as refusal:
        return refusal


def _decided(standing: Standing) -> tuple[State, str] | None:
    """Return what the level above decided on the quarter, None where there is nothing to tell."""
    newest = standing.newest
    if newest is None:
        return None
    told = {
        ReportState.RETURNED: (State.FAILED, "改好后重新生成上报文件，就是再报一次。"),
        ReportState.ACCEPTED: (State.PASSED, "以后又有变化时再报，就是更正。"),
        ReportState.PENDING: (State.HINT, "写明原因，重新生成上报文件，就是报送更正。"),
        ReportState.CORRECTION: (State.STARTED, "更正还没有被接收，仍按原来接收的计。"),
    }.get(standing.state)
    if told is None:
        return None
    return told[0], f"第{newest.sequence}次报送{standing.words}。{told[1]}"


def _told(sending: ToSend, options: MoreOptions, *, reports: bool) -> str:
    if not sending.revisions:
        again = "要重报请在更多选项里选“全部数据”。"
        if reports:
            return f"对方都已收到，没有新的内容，只报送这个季度的情况；内容{again}"
        if sending.is_receipt:
            return (
                f"没有新的内容要发。对方发来的 {len(sending.receipts)} 个文件已经收到，"
                "可以只发一个回执告诉对方，免得对方重发；不发也不影响，下次下发会一并告诉。"
            )
        return f"对方都已收到，没有新的内容；{again}"
    paper = "和盖章用的表" if sending.kind in _WITH_PAPER else ""
    held = "对方已收到的不再重复。" if sending.has_some else ""
    left = "其他周期的检查这次不报。" if options.limited.isChecked() else ""
    return f"将写出{sending.kind}文件（{sending.revisions} 条修改记录）{paper}。{held}{left}"


def _recipients(desk: Desk) -> list[tuple[str, str | None]]:
    """Names with record ids: the 主管单位 first, then the offices below."""
    own = own_office(desk)
    offices = list_offices(desk)
    above = [(office.name, office.id) for office in offices if office.id == own.parent]
    below = sorted((f"下发：{o.name}", o.id) for o in offices if o.parent == own.id)
    nobody: list[tuple[str, str | None]] = [(NOBODY, None)]
    return [*(above or nobody), *below]


def _written(order: Order, path: Path, said: Declared, desk: Desk, progress: Progress) -> Reported:
    return report_up(desk, order, path, watching(progress), said)
