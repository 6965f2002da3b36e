"""The files just written: shown, mailed, or taken along on a stick."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange.handing_over import (
    STICK_RULES,
    Copied,
    copy_to_stick,
    write_mail,
)
from govmedia_desktop.usecases.exchange.reporting import Letter, Reported
from ui.forms.flow import Flow
from ui.parts import desktop, dialogs
from ui.parts.bars import Message, kept_file
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import column
from ui.parts.states import Notice, row_of
from ui.parts.words import buddy_label, faint_label
from ui.remembered import remembered
from ui.session import Session
from ui.tasks import Progress, watching
from ui.theme import State

NOBODY = "不指定"


class Done(QWidget):
    """The files just written, and the ways to hand them over; hidden before."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._reported: Reported | None = None
        self._letter = Letter("", "")
        self.told = Notice(State.PASSED)
        self.mail = QLineEdit()
        self.mail.setPlaceholderText("填一次就记住")
        self.show_files = make_action(self, "打开文件夹", "folder", "Ctrl+O", self._show_files)
        self.to_stick = make_action(self, "拷到U盘", "export", "Ctrl+U", self._to_stick)
        self.draft = make_action(self, "写邮件草稿", "edit", "Ctrl+E", self._write_mail)
        self.copy_mail = make_action(self, "复制收件人", "copy", "Ctrl+Shift+1", self._copy_mail)
        subject = self._copy_subject
        self.copy_subject = make_action(self, "复制主题", "copy", "Ctrl+Shift+2", subject)
        self.copy_body = make_action(self, "复制正文", "copy", "Ctrl+Shift+3", self._copy_body)
        self._lay_out()
        self.mail.editingFinished.connect(self._remember_mail)
        self.hide()

    def _lay_out(self) -> None:
        layout = column()
        layout.addWidget(self.told)
        layout.addLayout(_buttons(self.show_files, self.to_stick))
        layout.addWidget(faint_label(STICK_RULES, wrap=True))
        words = "发邮件时把文件都附上，下面的字可以直接粘贴；装了邮件程序的，写好草稿打开就能发："
        layout.addWidget(faint_label(words, wrap=True))
        layout.addLayout(row_of(buddy_label("收件邮箱", self.mail), self.mail, spacing=8))
        layout.addLayout(_buttons(self.copy_mail, self.copy_subject, self.copy_body, self.draft))
        self.setLayout(layout)

    def show_report(self, reported: Reported, words: Letter) -> None:
        """Show which files were written, and keep the words of the mail ready."""
        self._reported, self._letter = reported, words
        faulty = told_of_faulty(reported.exported.faulty)
        state = State.HINT if faulty else State.PASSED
        names = [path.name for path in reported.paths]
        written = f"已写出 {len(names)} 个文件，还没有发出去："
        self.told.tell(state, "\n".join(filter(None, (written, *names, faulty))))
        self.mail.setText(str(remembered().value(self._mail_key(), "")))
        self.show()

    def _mail_key(self) -> str:
        to = self._reported.exported.recipient if self._reported else None
        return f"mail/{to or NOBODY}"

    def _remember_mail(self) -> None:
        remembered().setValue(self._mail_key(), self.mail.text().strip())

    def _paths(self) -> tuple[Path, ...]:
        return self._reported.paths if self._reported else ()

    def _show_files(self) -> None:
        for path in self._paths()[:1]:
            desktop.show_file(path)

    def _to_stick(self) -> None:
        folder = dialogs.folder_to_write(self, "选择U盘或文件夹")
        if folder is None:
            return
        work = partial(_copied, self._session.desk, self._paths(), folder)
        self._session.tasks.run("正在拷到U盘并读回核对", work, self._tell_copied)

    def _tell_copied(self, copied: Sequence[Copied]) -> None:
        told = f"{len(copied)} 个文件已拷到“{copied[0].path.parent}”，读回核对无误，可以拔出U盘。"
        self._session.say(Message(State.PASSED, told))

    def _write_mail(self) -> None:
        if not self._paths():
            return
        draft = self._paths()[0].with_suffix(".eml")
        about = (draft, self._letter, self.mail.text().strip(), self._paths())
        desk = self._session.desk  # only asked where its folder lies: nothing is read of it
        self._session.tasks.run(
            "正在写邮件草稿", lambda _progress: write_mail(desk, *about), self._tell_mail
        )

    def _tell_mail(self, written: Path) -> None:
        told = f"已写好邮件草稿“{written.name}”，双击打开就能发送。"
        self._session.say(kept_file(told, written))

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


def _buttons(*actions: QAction) -> Flow:
    flow = Flow(8)
    for action in actions:
        flow.addWidget(secondary_button(action))
    return flow


def _copied(desk: Desk, paths: Sequence[Path], folder: Path, progress: Progress) -> list[Copied]:
    return copy_to_stick(desk, paths, folder, watching(progress))
