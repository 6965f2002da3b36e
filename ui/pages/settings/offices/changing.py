"""变更单位: what is to happen, from when, on which basis; beside it what will move."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from govmedia_desktop.domain.office_changes import OfficeChange, OfficeChangeKind
from govmedia_desktop.domain.offices import Office
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.offices.known import list_offices
from govmedia_desktop.usecases.register.office_changes import Moves, moves_of
from ui import theme
from ui.parts.buttons import make_action
from ui.parts.days import DayField
from ui.parts.page import Page, Panel, Scrolled
from ui.parts.states import Notice, row_of
from ui.parts.words import buddy_label, faint_label, plain_label
from ui.session import Session
from ui.theme import State

_TARGETS = {
    OfficeChangeKind.RENAMED: "新的名称",
    OfficeChangeKind.MERGED: "并入哪个单位",
    OfficeChangeKind.ABOLISHED: "由哪个单位承接",
    OfficeChangeKind.TRANSFERRED: "新的主管单位",
}
_EXPLAINED = {
    OfficeChangeKind.RENAMED: "以后用新名称；以前各期的通报和趋势仍用旧名称。",
    OfficeChangeKind.MERGED: "这个单位不再独立，账号和下级单位归并入的单位。",
    OfficeChangeKind.ABOLISHED: "这个单位撤销，账号和下级单位归承接单位。",
    OfficeChangeKind.TRANSFERRED: "只换主管单位，账号仍归这个单位。",
}
WIDTH = 340


class ChangePage(Page):
    """The wizard: `confirmed(OfficeChange)` once it can be made, `left` without a change."""

    confirmed = Signal(object)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("变更单位")
        self._session = session
        self._office = ""
        self.kind = QComboBox()
        self.kind.addItems(list(OfficeChangeKind))
        self.explained = faint_label(wrap=True)
        self.day = DayField("从哪一天起")
        self.basis = QLineEdit()
        self.basis.setPlaceholderText("文件名或文号，如 县委编办〔2026〕1号")
        self.new_name = QLineEdit()
        self.target = QComboBox()
        self.to_label = buddy_label("", self.new_name)
        self.told = Notice(State.HINT)
        self.moving = plain_label(wrap=True)
        self.leave = make_action(self, "不变更", "close", "Esc", self.left.emit)
        self.confirm = make_action(self, "确认变更", "ok", "Ctrl+Return", self._confirm)
        self.offer(self.leave, primary=self.confirm)
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._suit)
        self.target.currentIndexChanged.connect(self._look_ahead)
        for line in (self.day, self.basis, self.new_name):
            line.textChanged.connect(self._look_ahead)

    def _lay_out(self) -> None:
        asked, moved = Panel("怎样变更"), Panel("确认后会移动什么")
        asked.setMinimumWidth(theme.length(WIDTH + 40))
        asked.setMaximumWidth(theme.length(WIDTH + 120))
        self.target.setMinimumContentsLength(16)
        parts: Sequence[QWidget] = (
            buddy_label("事项", self.kind),
            self.kind,
            self.explained,
            self.to_label,
            self.new_name,
            self.target,
            buddy_label("从哪一天起", self.day),
            self.day,
            buddy_label("依据", self.basis),
            self.basis,
        )
        for part in parts:
            asked.body.addWidget(part)
        asked.body.addStretch(1)
        sheet = QWidget()
        lines = row_of(self.moving)
        lines.setAlignment(self.moving, Qt.AlignmentFlag.AlignTop)
        sheet.setLayout(lines)
        moved.body.addWidget(self.told)
        moved.body.addWidget(Scrolled(sheet), 1)
        beside = row_of(asked, moved, spacing=24)
        beside.setStretch(1, 1)
        self.body.addLayout(beside, 1)

    def begin(self, office: str) -> None:
        """Ask what is to happen to an office; nothing typed for another one is left."""
        self._office = office
        offices = sorted(list_offices(self._session.desk), key=lambda o: o.name)
        named = next(o.name for o in offices if o.id == office)
        self.title.setText(f"变更单位 · {named}")
        self.kind.setCurrentIndex(0)
        self.day.setText(str(self._session.desk.today()))
        self.basis.clear()
        self.new_name.setText(named)
        self._offer(offices)
        self._suit()
        self.kind.setFocus()

    def _offer(self, offices: Sequence[Office]) -> None:
        self.target.clear()
        self.target.addItem("请选择单位", None)
        for office in offices:
            if office.id != self._office and not office.valid_to:
                self.target.addItem(office.name, office.id)

    def _suit(self) -> None:
        """Ask what this kind of change needs."""
        kind = OfficeChangeKind(self.kind.currentText())
        renamed = kind is OfficeChangeKind.RENAMED
        asked = self.new_name if renamed else self.target
        self.to_label.setText(_TARGETS[kind])
        self.to_label.setBuddy(asked)
        asked.setAccessibleName(_TARGETS[kind])
        self.new_name.setVisible(renamed)
        self.target.setVisible(not renamed)
        self.explained.setText(_EXPLAINED[kind])
        self.confirm.setText(f"确认{kind}")
        self._look_ahead()

    def _change(self) -> OfficeChange | None:
        """Return what is asked for, None while its day is none."""
        kind = OfficeChangeKind(self.kind.currentText())
        renamed = kind is OfficeChangeKind.RENAMED
        to = self.new_name.text().strip() if renamed else self.target.currentData()
        day = self.day.day
        if day is None:
            return None
        return OfficeChange(kind, self._office, day, self.basis.text().strip(), to or None)

    def _look_ahead(self) -> None:
        """Show what would move, or what is still missing; nothing is written."""
        change = self._change()
        self.moving.setText("")
        self.confirm.setEnabled(False)
        if change is None:
            self.told.tell(State.HINT, "请写从哪一天起，如 2026-10-01。")
            return
        try:
            moves = moves_of(self._session.desk, change)
        except RefusedError as refusal:
            self.told.tell(State.HINT, str(refusal))
            return
        self.moving.setText("\n".join(_lines(moves)))
        self.confirm.setEnabled(bool(change.basis))
        if change.basis:
            self.told.tell(State.PASSED, f"{_summary(change, moves)}现在还没有写入。")
        else:
            self.told.tell(State.HINT, f"{_summary(change, moves)}请写依据，写好才能确认。")

    def _confirm(self) -> None:
        change = self._change()
        if change is not None:
            self.confirmed.emit(change)


def _summary(change: OfficeChange, moves: Moves) -> str:
    if change.kind is OfficeChangeKind.RENAMED:
        return f"改称“{change.to}”，不移动账号和下级单位。"
    to = f"归“{moves.target.name}”" if moves.target else "没有承接单位"
    if change.kind is OfficeChangeKind.TRANSFERRED:
        return f"“{moves.office.name}”{to}主管，账号和下级单位跟着它，不另移动。"
    return (
        f"{len(moves.accounts)} 个账号、{len(moves.offices)} 个下级单位{to}，"
        f"{moves.drafts} 项没有查完的检查接着查。"
    )


def _lines(moves: Moves) -> list[str]:
    lines = []
    if moves.accounts:
        lines.append("账号")
        lines += [f"　{a.account.name}（{a.account.platform.label}）" for a in moves.accounts]
    if moves.offices:
        lines += ["", "下级单位"] if lines else ["下级单位"]
        lines += [f"　{office.name}" for office in moves.offices]
    if moves.drafts:
        lines += ["", f"没有查完的检查 {moves.drafts} 项，已答的都在"]
    return lines
