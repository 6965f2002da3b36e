"""更多选项: what a file may be besides the usual one; folded, and named while folded."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.packages.sealed import SHORTEST_PASSPHRASE
from govmedia_desktop.usecases.exchange.orders import PART_BYTES
from ui import theme
from ui.parts.buttons import make_action
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import buddy_label, faint_label

_MEGABYTE = 1_000_000
_SIZES = (10, 20, 50, 100, 0)
_USUAL = "上报或下发"
_KINDS = (PackageKind.CORRECTION, PackageKind.BACKUP, PackageKind.HANDOVER)


class MoreOptions(QWidget):
    """The options; `turn` unfolds them, `changed` tells whenever one of them is."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.turn = make_action(self, "更多选项", "down", "Ctrl+M", self._turn)
        self.kind = QComboBox()
        self.kind.addItem(_USUAL, None)
        for kind in _KINDS:
            self.kind.addItem(kind.value, kind.value)
        self.limited = QCheckBox("只报本周期的检查")
        self.full = QCheckBox("全部数据")
        self.light = QCheckBox("不含截图")
        self.personal = QCheckBox("带上联系人、手机等个人信息")
        self.sealed = QCheckBox("加密")
        self.passphrase = QLineEdit()
        self.part_size = QComboBox()
        self.folded = QWidget()
        self._set_up_fields()
        self._lay_out()
        self.folded.hide()
        self._follow()

    def _set_up_fields(self) -> None:
        self.passphrase.setPlaceholderText(f"至少{SHORTEST_PASSPHRASE}个字符")
        self.passphrase.setAccessibleName("口令")
        self.passphrase.setFixedWidth(theme.length(200))
        for size in _SIZES:
            self.part_size.addItem(f"{size} MB" if size else "不分", size * _MEGABYTE)
        self.part_size.setCurrentIndex(self.part_size.findData(PART_BYTES))
        for box in (self.limited, self.full, self.light, self.personal, self.sealed):
            box.toggled.connect(self._follow)
        self.kind.currentIndexChanged.connect(self._follow)
        self.part_size.currentIndexChanged.connect(self._follow)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        told = (
            (self.limited, "其他周期的检查这次不报；台账等其他内容照报。"),
            (self.full, "对方换了电脑，或缺以前的文件时，才选全部数据。"),
            (self.light, "文件小，适合先报；截图以后用“全部数据”补送。"),
            (self.personal, "只报给直接的主管单位。"),
        )
        for row, (box, hint) in enumerate(told):
            grid.addWidget(box, row, 0)
            grid.addWidget(faint_label(hint, wrap=True), row, 1)
        secret = row_of(
            self.passphrase, faint_label("请另行电话告诉对方，忘了就打不开。", wrap=True)
        )
        secret.setStretch(1, 1)
        grid.addWidget(self.sealed, len(told), 0)
        grid.addLayout(secret, len(told), 1)
        size = row_of(
            self.part_size, faint_label("超过就分成几份，收件单位先收哪份都行。", wrap=True)
        )
        size.setStretch(1, 1)
        grid.addWidget(buddy_label("每个文件最大", self.part_size), len(told) + 1, 0)
        grid.addLayout(size, len(told) + 1, 1)
        kind = row_of(
            self.kind,
            faint_label("交接给下一任（带上没查完的检查）、另存一份全部数据时才改。", wrap=True),
        )
        kind.setStretch(1, 1)
        grid.addWidget(buddy_label("用途", self.kind), len(told) + 2, 0)
        grid.addLayout(kind, len(told) + 2, 1)
        self.folded.setLayout(grid)
        layout = column()
        layout.addWidget(self.folded)
        self.setLayout(layout)

    def allow_personal(self, allowed: bool) -> None:
        """Offer the personal data where they may go; elsewhere they are taken out of the order."""
        self.personal.setEnabled(allowed)
        if not allowed:
            self.personal.setChecked(False)

    @property
    def chosen_kind(self) -> PackageKind | None:
        """What the file is for; None where the recipient tells it."""
        told = self.kind.currentData()  # Qt hands back the bare text
        return PackageKind(told) if told else None

    @property
    def part_bytes(self) -> int:
        """What one file may be large; 0 is any size."""
        return int(self.part_size.currentData())

    @property
    def secret(self) -> str | None:
        """The passphrase where 加密 is ticked."""
        return self.passphrase.text() if self.sealed.isChecked() else None

    def _turn(self) -> None:
        self.folded.setVisible(self.folded.isHidden())
        self._follow()

    def _follow(self) -> None:
        """Say what is chosen, so that nothing chosen is hidden."""
        chosen = [
            box.text()
            for box in (self.limited, self.full, self.light, self.personal, self.sealed)
            if box.isChecked()
        ]
        if self.chosen_kind is not None:
            chosen.insert(0, self.kind.currentText())
        named = f"（已选：{'、'.join(chosen)}）" if chosen and self.folded.isHidden() else ""
        self.turn.setText(f"更多选项{named}" if self.folded.isHidden() else "收起选项")
        self.passphrase.setEnabled(self.sealed.isChecked())
        self.changed.emit()
