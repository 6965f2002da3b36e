"""One record of a file, field by field: before → after, by whom, when."""

from PySide6.QtWidgets import QFrame, QWidget

from govmedia_desktop.usecases.exchange.preview import Fate, FieldChange, RecordChange
from ui.parts.page import column
from ui.parts.states import StatePill
from ui.parts.words import faint_label, plain_label, section_title
from ui.theme import State

FATES = {
    Fate.CONFLICT: State.FAILED,
    Fate.TWIN: State.HINT,
    Fate.CHANGED: State.STARTED,
    Fate.NEW: State.PASSED,
    Fate.JOINED: State.PASSED,
    Fate.HELD: State.HINT,
    Fate.SAME: State.UNCHECKED,
}
CHOOSE = "在左边选一条，这里逐栏列出变化。"
_ABOUT = {
    Fate.CONFLICT: "两边都改过同一栏。接收不会覆盖任何一边，接收后在“两处填写不一致”里核定。",
    Fate.TWIN: "像是同一个账号。收下后在“待核对的账号”里并排核对，由您来定，不会自动合并。",
    Fate.HELD: "先收下，暂不写入：",
    Fate.JOINED: "本机已有同一个，收下后自动合并，只计一次。",
    Fate.SAME: "与本机的记录相同，没有变化。",
}


def _about(record: RecordChange) -> str:
    return "".join([_ABOUT.get(record.fate, ""), *([f"{record.why}。"] if record.why else [])])


class RecordDetails(QFrame):
    """The record chosen in the preview."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.title = section_title("")
        self.title.setWordWrap(True)
        self.fate = StatePill(State.UNCHECKED)
        self.about = faint_label(wrap=True)
        self.lines: list[QWidget] = []
        self._column = column(8, 16)
        for widget in (self.title, self.fate, self.about):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.setLayout(self._column)
        self.show_record(None)

    def show_record(self, record: RecordChange | None) -> None:
        """Show another record, or none."""
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []
        self.fate.setVisible(record is not None)
        self.title.setVisible(record is not None)
        about = CHOOSE if record is None else _about(record)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        if record is None:
            return
        self.title.setText(record.title)
        self.fate.show_state(FATES[record.fate], record.fate.value)
        for place, change in enumerate(record.fields):
            line = _line(change, new=record.fate in (Fate.NEW, Fate.JOINED))
            self.lines.append(line)
            self._column.insertWidget(3 + place, line)


def _line(change: FieldChange, *, new: bool) -> QWidget:
    line = QWidget()
    layout = column(2)
    layout.addWidget(faint_label(change.field))
    old, now = change.old or "（空）", change.new or "（空）"
    both = f"本机：{old}\n文件：{now}" if change.disputed else f"{old} → {now}"
    text = now if new or old == now else both
    layout.addWidget(plain_label(text, wrap=True))
    if change.staff and not new:
        when = change.at[:16].replace("T", " ")
        layout.addWidget(faint_label(f"{change.office} {change.staff} {when}", wrap=True))
    line.setLayout(layout)
    return line
