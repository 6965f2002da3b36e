"""Dialogs: for choosing a file, what cannot simply be taken back, our errors, and the keys."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from ui import theme
from ui.parts.page import column
from ui.parts.texts import ReadText
from ui.parts.words import faint_label, paragraph, plain_label, section_title

Keys = Sequence[tuple[str, str]]


def ask(dialog: QDialog) -> bool:
    """Show a dialog until it is answered; true where it was accepted. Tests put theirs here."""
    return dialog.exec() == QDialog.DialogCode.Accepted


def file_to_write(parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
    """Return the file a person chose to write, None where they thought better of it."""
    dialog = QFileDialog(parent, title, suggested, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(suggested)
    return Path(dialog.selectedFiles()[0]) if ask(dialog) else None


def folder_to_write(parent: QWidget, title: str) -> Path | None:
    """Return the folder a person chose to write into, None where they thought better of it."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    return Path(dialog.selectedFiles()[0]) if ask(dialog) else None


def file_to_read(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Return the file a person chose to read, None where they thought better of it."""
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return Path(dialog.selectedFiles()[0]) if ask(dialog) else None


def files_to_read(parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Return the files a person chose to read, none where they thought better of it."""
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return [Path(name) for name in dialog.selectedFiles()] if ask(dialog) else []


def folder_to_fill(parent: QWidget, title: str, suggested: str) -> Path | None:
    """Return the folder a person chose to write into, None where they thought better of it."""
    dialog = QFileDialog(parent, title, suggested)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return Path(dialog.selectedFiles()[0]) if ask(dialog) else None


class Question(QDialog):
    """Asks before what cannot simply be taken back; what it does stands on its button."""

    def __init__(self, title: str, text: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.words = paragraph(text, theme.length(412))
        self.act = QPushButton(act)
        self.act.setProperty("primary", True)
        self.act.clicked.connect(self.accept)
        self.leave = QPushButton("不做了")
        self.leave.setDefault(True)
        self.leave.clicked.connect(self.reject)
        layout = column(16, margin=24)
        layout.addWidget(section_title(title))
        layout.addWidget(self.words)
        layout.addLayout(_answers(self.leave, self.act))
        self.setLayout(layout)
        self.setMinimumWidth(theme.length(460))
        self.leave.setFocus()


class ErrorDialog(QDialog):
    """Says that the fault is ours, what holds, and gives the account of it for copying."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.details = ReadText("错误记录", details)
        self.copy = QPushButton("复制错误记录")
        self.copy.clicked.connect(self._copy)
        self.go_on = QPushButton("继续使用")
        self.go_on.setProperty("primary", True)
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self.accept)
        self._lay_out()
        self.resize(theme.length(560), theme.length(380))
        self.go_on.setFocus()

    def _lay_out(self) -> None:
        words = plain_label(
            "已经保存的内容都在，可以继续使用。如果反复出现，请复制错误记录发给维护人员；"
            "记录里没有账号名称、人名和电话。",
            wrap=True,
        )
        layout = column(margin=24)
        layout.addWidget(section_title("刚才这一步没有做完，是程序的错"))
        layout.addWidget(words)
        layout.addWidget(self.details, 1)
        layout.addLayout(_answers(self.copy, self.go_on))
        self.setLayout(layout)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copy.setText("已复制")


class KeySheet(QDialog):
    """Every key that works now, by group; any of F1, Esc and Enter closes it."""

    def __init__(self, groups: Iterable[tuple[str, Keys]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键")
        close = QPushButton("关闭")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        QShortcut(QKeySequence("F1"), self, self.accept)
        layout = column(16, margin=24)
        for title, keys in groups:
            layout.addWidget(section_title(title))
            layout.addLayout(_key_table(keys))
        layout.addStretch(1)
        layout.addLayout(_answers(close))
        self.setLayout(layout)
        self.setMinimumWidth(theme.length(420))


def _key_table(keys: Keys) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, theme.length(140))
    for row, (key, meaning) in enumerate(keys):
        grid.addWidget(faint_label(key), row, 0)
        grid.addWidget(plain_label(meaning), row, 1)
    return grid


def _answers(*buttons: QPushButton) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(12)
    layout.addStretch(1)
    for button in buttons:
        layout.addWidget(button)
    return layout
