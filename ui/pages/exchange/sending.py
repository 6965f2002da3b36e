"""上报: how far the quarter is, for whom the file is, and what to do with it once it is written."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from govmedia_desktop.domain.board import ReportState, Standing
from govmedia_desktop.domain.freshness import Freshness
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.usecases.board import own_standing
from govmedia_desktop.usecases.desk import Desk, second_desk
from govmedia_desktop.usecases.offices import list_offices, own_office
from govmedia_desktop.usecases.outgoing import to_send
from govmedia_desktop.usecases.periods import period_list, usual_nature
from govmedia_desktop.usecases.reporting import (
    Letter,
    Report,
    Reported,
    file_name,
    letter,
    report_up,
    standing_of_reports,
)
from govmedia_desktop.usecases.today import updates
from ui.forms.flow import Flow
from ui.pages.exchange.quarters import quarters_offered
from ui.parts import desktop, dialogs
from ui.parts.bars import Message
from ui.parts.boxes import refill
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
        self.zero = QCheckBox("与上季度无变化（零报告）")
        self.decided = Notice(State.PASSED)
        self.note = QLineEdit()
        self.note.setPlaceholderText("已接收以后再报，要写明改了什么")
        self.why = QWidget()
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
        quarter = row_of(buddy_label("周期", self.quarter), self.quarter, self.zero)
        quarter.addStretch(1)
        whom = row_of(buddy_label("收件单位", self.recipient), self.recipient)
        whom.setStretch(1, 1)
        self.body.addLayout(quarter)
        button = row_of(primary_button(self.write))
        button.addStretch(1)
        why = row_of(buddy_label("更正原因", self.note), self.note, spacing=8)
        self.why.setLayout(why)
        self.body.addWidget(self.steps)
        for widget in (self.decided, self.why):
            self.body.addWidget(widget)
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
        refill(self.quarter, [(quarter.label, quarter) for quarter in quarters_offered(desk)])
        refill(self.recipient, _recipients(desk))
        self._show_quarter()
        self._tell_contents()

    def _show_quarter(self) -> None:
        desk, quarter = self._session.desk, self.quarter.currentData()
        self.steps.show_quarter(desk, quarter)
        standing = own_standing(desk, quarter)
        told = _decided(standing)
        self.decided.setVisible(told is not None)
        self.why.setVisible(standing.accepted is not None)
        if told is not None:
            self.decided.tell(*told)

    def _tell_contents(self) -> None:
        sending = to_send(
            self._session.desk, self.recipient.currentData(), full=self.full.isChecked()
        )
        whole = to_send(self._session.desk, self.recipient.currentData(), full=True)
        told = f"将写出两个文件：上报文件（{sending.revisions} 条修改记录）和盖章用的表。"
        held = "对方已收到的不再重复。" if sending.revisions < whole.revisions else ""
        # the first is whom the office reports to: that it reports is worth a file of its own
        goes_up = self.recipient.currentIndex() == 0
        nothing = "对方都已收到，没有新的内容；要重报请选“全部数据”。"
        if goes_up:
            nothing = "对方都已收到，没有新的内容，只报送这个季度的情况；内容要重报请选“全部数据”。"
        self.contents.setText(told + held if sending.revisions else nothing)
        self.write.setEnabled(goes_up or bool(sending.revisions))
        self.zero.setEnabled(goes_up)

    def _report(self) -> Report:
        quarter: Period = self.quarter.currentData()
        to, full = self.recipient.currentData(), self.full.isChecked()
        return Report(quarter, to, full, self.zero.isChecked(), self.note.text())

    def _write(self) -> None:
        desk, report = self._session.desk, self._report()
        name = desktop.suggested_place(file_name(desk, report.period, "上报文件", ".gmpack"))
        path = dialogs.file_to_write(self, "生成上报文件", name, "上报文件 (*.gmpack)")
        if path is None:
            return
        desktop.remember_place(path)
        self.write.setEnabled(False)
        work = partial(_written, desk, report, path.with_name(f"{path.stem}.gmpack"))
        tell = partial(self._tell, report)
        self._session.tasks.run("正在生成上报文件", work, tell, self._tell_contents)

    def _tell(self, report: Report, reported: Reported) -> None:
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
        names = f"{reported.exported.path.name}\n{reported.table.name}"
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
    return told[0], f"第{newest.sequence}次报送 {standing.words}。{told[1]}"


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


def _recipients(desk: Desk) -> list[tuple[str, str | None]]:
    """Names with record ids: the 主管单位 first, then the offices below."""
    own = own_office(desk)
    offices = list_offices(desk)
    above = [(office.name, office.id) for office in offices if office.id == own.parent]
    below = sorted((f"下发：{o.name}", o.id) for o in offices if o.parent == own.id)
    nobody: list[tuple[str, str | None]] = [(NOBODY, None)]
    return [*(above or nobody), *below]


def _written(desk: Desk, report: Report, path: Path, progress: Progress) -> Reported:
    with second_desk(desk) as own:
        return report_up(own, report, path, Watch(cancelled=partial(is_stopped, progress)))
