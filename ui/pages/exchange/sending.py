"""上报: how far the quarter is, for whom the file is, and what to do with it once it is written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from govmedia_desktop.domain.freshness import Freshness
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.periods import Period, quarter_of
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.usecases.desk import Desk, second_desk
from govmedia_desktop.usecases.offices import list_offices, own_office
from govmedia_desktop.usecases.orders import Order, to_send
from govmedia_desktop.usecases.periods import (
    current_period,
    period_list,
    quarters_with_results,
    usual_nature,
)
from govmedia_desktop.usecases.reporting import (
    Letter,
    Reported,
    letter,
    report_up,
    standing_of_reports,
    suggested_name,
)
from govmedia_desktop.usecases.today import updates
from ui.forms.flow import Flow
from ui.parts import desktop, dialogs
from ui.parts.bars import Message
from ui.parts.buttons import make_action, primary_button, secondary_button
from ui.parts.fresh import Fresh
from ui.parts.page import Panel, column
from ui.parts.states import Notice, StatePill, row_of
from ui.parts.words import buddy_label, faint_label, plain_label
from ui.remembered import remembered
from ui.session import Session
from ui.tasks import Progress, is_stopped
from ui.theme import State

NOBODY = "不指定"
_WRITTEN = "已写出两个文件，还没有发出去："


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
        self.full = QCheckBox("全部数据")
        self.contents = faint_label(wrap=True)
        self.write = make_action(self, "生成上报文件", "export", "Ctrl+S", self._write)
        self.done = Done(session)
        self._lay_out()
        self.quarter.currentIndexChanged.connect(self._show_quarter)
        self.recipient.currentIndexChanged.connect(self._tell_contents)
        self.full.toggled.connect(self._tell_contents)
        Fresh(self, session.changed, self.load)
        self.load()

    def _lay_out(self) -> None:
        quarter = row_of(buddy_label("周期", self.quarter), self.quarter)
        quarter.addStretch(1)
        whom = row_of(buddy_label("收件单位", self.recipient), self.recipient)
        whom.setStretch(1, 1)
        self.body.addLayout(quarter)
        button = row_of(primary_button(self.write))
        button.addStretch(1)
        self.body.addWidget(self.steps)
        self.body.addLayout(whom)
        self.body.addWidget(self.full)
        self.body.addWidget(
            faint_label("对方换了电脑，或缺以前的文件时，才选全部数据。", wrap=True)
        )
        self.body.addWidget(self.contents)
        self.body.addLayout(button)
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

    def _tell_contents(self) -> None:
        order = self._report()
        sending = to_send(self._session.desk, order)
        whole = to_send(self._session.desk, replace(order, full=True))
        told = f"将写出两个文件：上报文件（{sending.revisions} 条修改记录）和盖章用的表。"
        held = "对方已收到的不再重复。" if sending.revisions < whole.revisions else ""
        nothing = "对方都已收到，没有新的内容；要重报请选“全部数据”。"
        self.contents.setText(told + held if sending.revisions else nothing)
        self.write.setEnabled(bool(sending.revisions))

    def _report(self) -> Order:
        quarter: Period = self.quarter.currentData()
        return Order(self.recipient.currentData(), period=quarter, full=self.full.isChecked())

    def _write(self) -> None:
        desk, report = self._session.desk, self._report()
        name = desktop.suggested_place(suggested_name(desk, report))
        path = dialogs.file_to_write(self, "生成上报文件", name, "上报文件 (*.gmpack)")
        if path is None:
            return
        desktop.remember_place(path)
        self.write.setEnabled(False)
        work = partial(_written, desk, report, path.with_name(f"{path.stem}.gmpack"))
        tell = partial(self._tell, report)
        self._session.tasks.run("正在生成上报文件", work, tell, self._tell_contents)

    def _tell(self, report: Order, reported: Reported) -> None:
        self._session.announce("sent")
        self.done.show_report(reported, letter(self._session.desk, report, reported))
        self.written.emit()


class Done(QWidget):
    """The files just written, and the words for the mail; hidden before."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._reported: Reported | None = None
        self._letter = Letter("", "")
        self.told = Notice(State.PASSED)
        self.mail = QLineEdit()
        self.mail.setPlaceholderText("填一次就记住")
        self.show_files = make_action(self, "打开文件夹", "folder", "Ctrl+O", self._show_files)
        self.copy_mail = make_action(self, "复制收件人", "copy", "", self._copy_mail)
        self.copy_subject = make_action(self, "复制主题", "copy", "", self._copy_subject)
        self.copy_body = make_action(self, "复制正文", "copy", "", self._copy_body)
        buttons = Flow(8)
        for action in (self.copy_mail, self.copy_subject, self.copy_body):
            buttons.addWidget(secondary_button(action))
        to = row_of(buddy_label("收件邮箱", self.mail), self.mail, spacing=8)
        folder = row_of(secondary_button(self.show_files))
        folder.addStretch(1)
        layout = column()
        layout.addWidget(self.told)
        layout.addLayout(folder)
        layout.addWidget(faint_label("发邮件时把两个文件都附上，下面的字可以直接粘贴：", wrap=True))
        layout.addLayout(to)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.mail.editingFinished.connect(self._remember_mail)
        self.hide()

    def show_report(self, reported: Reported, words: Letter) -> None:
        """Show which files were written, and keep the words of the mail ready."""
        self._reported, self._letter = reported, words
        names = "\n".join(path.name for path in reported.paths)
        faulty = told_of_faulty(reported.exported.faulty)
        state = State.HINT if faulty else State.PASSED
        self.told.tell(state, "\n".join(filter(None, (_WRITTEN, names, faulty))))
        self.mail.setText(str(remembered().value(self._mail_key(), "")))
        self.show()

    def _mail_key(self) -> str:
        to = self._reported.exported.recipient if self._reported else None
        return f"mail/{to or NOBODY}"

    def _remember_mail(self) -> None:
        remembered().setValue(self._mail_key(), self.mail.text().strip())

    def _show_files(self) -> None:
        if self._reported is not None:
            desktop.show_file(self._reported.exported.path)

    def _copy_mail(self) -> None:
        if not self.mail.text().strip():
            self.mail.setFocus()
            self._session.say(Message(State.HINT, "还没有收件邮箱，请先填上，以后会记住。"))
            return
        self._copy(self.mail.text().strip(), "收件人")

    def _copy_subject(self) -> None:
        self._copy(self._letter.subject, "主题")

    def _copy_body(self) -> None:
        self._copy(self._letter.body, "正文")

    def _copy(self, text: str, what: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._session.say(Message(State.PASSED, f"{what}已复制，可以粘贴到邮箱里。"))


def told_of_faulty(count: int) -> str:
    """Return what is said of pictures of evidence that could not go along; empty for none."""
    if not count:
        return ""
    return f"有 {count} 张证据图片缺失或被改动，没有带上，其他内容不受影响；请在设置里校验数据。"


class Steps(QWidget):
    """核对台账, 检查 (or 自查) and 上报: each with its state and its count."""

    def __init__(self) -> None:
        super().__init__()
        self.states = [StatePill(State.UNCHECKED) for _ in range(3)]
        self.titles = [plain_label() for _ in range(3)]
        self.counts = [faint_label(wrap=True) for _ in range(3)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(2, 1)
        for row, line in enumerate(zip(self.titles, self.states, self.counts, strict=True)):
            for place, widget in enumerate(line):
                grid.addWidget(widget, row, place)
        self.setLayout(grid)

    def show_quarter(self, desk: Desk, quarter: Period) -> None:
        """Show how far a quarter is."""
        checks = "自查" if usual_nature(desk) is Nature.SELF else "检查"
        told = (
            ("1 核对台账", *_register(desk)),
            (f"2 {checks}", *_checks(desk, quarter)),
            ("3 上报", *_sent(desk)),
        )
        for number, (title, state, word, count) in enumerate(told):
            self.titles[number].setText(title)
            self.states[number].show_state(state, word)
            self.counts[number].setText(count)


def _register(desk: Desk) -> tuple[State, str, str]:
    found = updates(desk)
    unknown = sum(update.freshness is Freshness.UNKNOWN for update in found)
    if not found:
        return State.UNCHECKED, "没有账号", "先导入台账或新增账号"
    if unknown:
        return State.HINT, "待核实", f"{len(found)} 个账号，{unknown} 个的更新日期待核实"
    return State.PASSED, "已核对", f"{len(found)} 个账号，更新日期都已核实"


def _checks(desk: Desk, quarter: Period) -> tuple[State, str, str]:
    listed = period_list(desk, quarter)
    count = f"已查 {listed.done}/{len(listed.rows)}"
    if not listed.rows:
        return State.UNCHECKED, "没有账号", "台账里有账号以后再查"
    if not listed.done:
        return State.UNCHECKED, "未开始", count
    if listed.done < len(listed.rows):
        return State.STARTED, "未查完", count
    return State.PASSED, "已查完", count


def _sent(desk: Desk) -> tuple[State, str, str]:
    standing = standing_of_reports(desk)
    if standing.last_sent is None:
        return State.UNCHECKED, "未生成", f"{standing.unsent} 条修改，还没有生成过文件"
    since = f"{standing.last_sent[:10]} 生成过文件"
    if standing.unsent:
        return State.HINT, "有新修改", f"{since}，此后又有 {standing.unsent} 条修改"
    return State.PASSED, "已生成", f"{since}，此后没有修改"


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


def _written(desk: Desk, report: Order, path: Path, progress: Progress) -> Reported:
    with second_desk(desk) as own:
        return report_up(own, report, path, Watch(cancelled=partial(is_stopped, progress)))
