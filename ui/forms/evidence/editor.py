"""The page on which a picture is cut, pointed at and made unreadable before it is kept."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QLineEdit

from govmedia_desktop.domain.evidence import Evidence, link_fault
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.inspections.evidence import keep
from ui.forms.evidence.canvas import Easel
from ui.forms.evidence.decoding import encoded
from ui.forms.evidence.edits import Edits, Step, Tool
from ui.forms.evidence.offers import Taken
from ui.forms.flow import Flow
from ui.parts.buttons import make_action, primary_button, quiet_button, secondary_button
from ui.parts.page import Page
from ui.parts.states import Notice, row_of
from ui.parts.words import buddy_label, faint_label, fault_label, mark_wrong, show_fault
from ui.session import Session
from ui.theme import State

_ICONS = {Tool.CROP: "crop", Tool.ARROW: "arrow", Tool.MOSAIC: "mosaic"}
_KEYS = {Tool.CROP: "F2", Tool.ARROW: "F3", Tool.MOSAIC: "F4"}
_BY_KEYS = "键盘：方向键移动，Shift+方向键改大小，回车生效，Esc 放下。"
_HELP = {
    None: "有电话、身份证号，先打码再保存。不用修改就按回车保存。字小看不清，按 F5 看原大。",
    Tool.CROP: f"按住鼠标拖出要留下的部分，松开就裁好。{_BY_KEYS}",
    Tool.ARROW: f"按住鼠标从箭尾拖到箭头，松开就画好。{_BY_KEYS}",
    Tool.MOSAIC: f"按住鼠标拖过电话、身份证号，松开就盖住，存下的图里不再有。{_BY_KEYS}",
}
_NOTED = (
    "这张照片里另存有拍摄时间、手机型号，可能还有地点，会跟着图片保存；不想留就按“去掉拍摄信息”。"
)


class EvidenceEditor(Page):
    """One picture; `kept(Evidence, QImage)` once its bytes are on the disk, `left` without that."""

    kept = Signal(object, object)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("证据")
        self._session = session
        self._taken: Taken | None = None
        self._edits: Edits | None = None
        self._bare = False
        self.easel = Easel()
        self.canvas = self.easel.canvas
        self.help = faint_label(wrap=True)
        self.noted = Notice(State.HINT, _NOTED)
        self.link = QLineEdit()
        self.fault = fault_label()
        self.tools = {tool: self._tool(tool) for tool in Tool}
        self.full = make_action(self, "看原大", "search", "F5", self._show_full)
        self.full.setCheckable(True)
        self.undo = make_action(self, "撤销一步", "undo", "Ctrl+Z", self._undo)
        self.strip = make_action(self, "去掉拍摄信息", "close", "", self._strip)
        self.back = make_action(self, "不保存", "undo", "Esc", self.leave)
        self.save = make_action(self, "保存证据", "ok", "Ctrl+Return", self._save)
        self._lay_out()
        self.canvas.drawn.connect(self._do)
        self.canvas.entered.connect(self.save.trigger)

    def _tool(self, tool: Tool) -> QAction:
        action = make_action(
            self, tool.value, _ICONS[tool], _KEYS[tool], lambda: self.take_up(tool)
        )
        action.setCheckable(True)
        return action

    def _lay_out(self) -> None:
        tools = Flow(8)
        for action in (*self.tools.values(), self.undo, self.full):
            tools.addWidget(secondary_button(action))
        self.link.setPlaceholderText("选填，如 https://mp.weixin.qq.com/s/…")
        link = row_of(buddy_label("来源链接", self.link), self.link)
        link.setStretch(1, 1)
        self.noted.row.addWidget(quiet_button(self.strip))
        foot = row_of(secondary_button(self.back))
        foot.addStretch(1)
        foot.addWidget(primary_button(self.save))
        self.body.addLayout(tools)
        self.body.addWidget(self.help)
        self.body.addWidget(self.noted)
        self.body.addWidget(self.easel, 1)
        self.body.addLayout(link)
        self.body.addWidget(self.fault)
        self.body.addLayout(foot)

    def show_picture(self, taken: Taken, title: str) -> None:
        """Show a picture that was taken in, nothing done to it yet."""
        self._taken, self._edits, self._bare = taken, Edits(taken.image), False
        self.title.setText(title)
        self.link.clear()
        show_fault(self.fault, "")
        mark_wrong(self.link, wrong=False)
        self.full.setChecked(False)
        self.canvas.whole = True
        self.canvas.show_image(taken.image)
        self.take_up(None)
        self._dress()

    def take_up(self, tool: Tool | None) -> None:
        """Take a tool in hand; the one in hand is put away."""
        tool = None if tool is self.canvas.tool else tool
        for other, action in self.tools.items():
            action.setChecked(other is tool)
        self.canvas.take_up(tool)
        self.help.setText(_HELP[tool])
        self.canvas.setFocus()

    def _show_full(self) -> None:
        self.canvas.show_whole(whole=not self.full.isChecked())
        self.canvas.setFocus()

    def _dress(self) -> None:
        edited = self._edits is not None and self._edits.edited
        noted = self._taken is not None and self._taken.facts.tells_more
        self.undo.setEnabled(edited)
        self.noted.setVisible(noted and not edited and not self._bare)

    def _do(self, step: Step) -> None:
        if self._edits is not None:
            self._edits.do(step)
            self.canvas.show_image(self._edits.image)
            if step.tool is Tool.CROP:
                self.take_up(None)
            self._dress()

    def _undo(self) -> None:
        if self._edits is not None:
            self._edits.undo()
            self.canvas.show_image(self._edits.image)
            self._dress()

    def _strip(self) -> None:
        self._bare = True
        self._dress()
        self.canvas.setFocus()

    # ending

    def leave(self) -> None:
        """Put the tool away, or without one leave the picture unsaved."""
        if self.canvas.tool is not None:
            self.take_up(None)
        else:
            self.left.emit()

    def _save(self) -> None:
        link = self.link.text().strip()
        fault = link_fault(link)
        show_fault(self.fault, fault)
        mark_wrong(self.link, wrong=bool(fault))
        if fault:
            self.link.setFocus()
        elif self._taken is not None and self._edits is not None:
            changed = self._edits.image if self._edits.edited or self._bare else None
            self._keep(self._taken, link, changed)

    def _keep(self, taken: Taken, link: str, changed: QImage | None) -> None:
        desk = self._session.desk
        shown = taken.image if changed is None else changed
        self._show_busy(busy=True)
        self._session.tasks.run(
            "正在保存证据",
            lambda _progress: _kept(desk, taken, link, changed),
            lambda piece: self.kept.emit(piece, shown),
            lambda: self._show_busy(busy=False),
        )

    def _show_busy(self, *, busy: bool) -> None:
        for action in (self.save, self.back, *self.tools.values()):
            action.setEnabled(not busy)


def _kept(desk: Desk, taken: Taken, link: str, changed: QImage | None) -> Evidence:
    """Write the original bytes, or those of the changed picture; beside the window."""
    offered = taken.offered
    if changed is not None:
        offered = replace(offered, content=encoded(changed, taken.facts.media_type))
    return keep(desk, offered, link)
