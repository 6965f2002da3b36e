"""预览: what files would do, counts on top, each record down to its fields; 接收 or 放弃."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from govmedia_desktop.domain.labels import KIND_LABELS
from govmedia_desktop.domain.trust import Trust
from govmedia_desktop.packages.errors import DAMAGE
from govmedia_desktop.packages.sealed import PassphraseError
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange.arrivals import Arrival
from govmedia_desktop.usecases.exchange.incoming import TakenIn
from govmedia_desktop.usecases.exchange.preview import (
    ELSEWHERE,
    Fate,
    FilePreview,
    Preview,
    RecordChange,
    RecordLine,
    what_stands,
)
from ui.pages.exchange.record_details import FATES, RecordDetails
from ui.parts.buttons import make_action, primary_button, secondary_button
from ui.parts.page import column
from ui.parts.states import Notice, row_of
from ui.parts.tabs import stack_under, tab_bar
from ui.parts.words import buddy_label, section_title
from ui.reading import Reading
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State


@dataclass(frozen=True)
class FileLine:
    """One file of the batch."""

    name: str
    told: FilePreview

    @property
    def state(self) -> State:
        """Its sign: refused, with something to look at, fine, or here already."""
        taken = self.told.taken
        if taken.state == "refused":
            return State.FAILED
        if taken.state == "already":
            return State.UNCHECKED
        return State.HINT if taken.asks else State.PASSED

    @property
    def word(self) -> str:
        """What becomes of it."""
        taken = self.told.taken
        words = {"refused": "不能接收", "already": "接收过了"}
        return words.get(taken.state, "要再确认" if taken.asks else "可以接收")


def _count(title: str, unit: str, count: Callable[[TakenIn], int], spare: int) -> Column[FileLine]:
    return Column(
        title,
        lambda f: f"{count(f.told.taken)} {unit}" if count(f.told.taken) else "",
        lambda f: count(f.told.taken),
        Align.RIGHT,
        spare=spare,
    )


def _why(line: FileLine) -> str:
    taken = line.told.taken
    return f"{line.name}：{taken.why}" if taken.state == "refused" else line.name


def _signed(line: FileLine) -> str:
    """Whose file it is, in words; of a first one the code to compare by telephone."""
    told = line.told
    if told.manifest is None:
        return str(Trust.DAMAGED) if told.taken.why in DAMAGE else ""
    return f"{told.trust} {told.code}" if told.trust is Trust.FIRST else str(told.trust)


FILES: list[Column[FileLine]] = [
    Column("结果", lambda f: f.word, state=lambda f: f.state, width=120),
    Column("单位", lambda f: f.told.taken.sender, width=170, least=112, wraps=True),
    Column("来源", _signed, width=190, least=150, wraps=True),
    _count("新增", "条", lambda t: t.new, 0),
    _count("变化", "条", lambda t: t.changed, 0),
    _count("不一致", "处", lambda t: t.conflicts, 1),
    _count("待核对", "组", lambda t: len(t.twins), 2),
    _count("等待", "条", lambda t: t.held, 3),
    Column("文件和说明", _why, width=300, least=180, wraps=True),
]
RECORDS: list[Column[RecordLine]] = [
    Column(
        "结果",
        lambda r: r.change.fate.value,
        lambda r: list(Fate).index(r.change.fate),
        state=lambda r: FATES[r.change.fate],
        width=150,
    ),
    Column("类别", lambda r: KIND_LABELS[r.change.kind], width=80, spare=3),
    Column("记录", lambda r: r.change.title, width=260, least=160, wraps=True),
    Column("栏目", lambda r: r.what, width=180, least=100, spare=2),
    Column("单位", lambda r: r.sender, width=150, least=100, spare=1, wraps=True),
]


class PreviewView(QWidget):
    """What a batch of files would do. `confirmed`: take it in. `left`: let it be.

    `unlocking(passphrase)`: look the files over again, now with that passphrase.
    """

    confirmed = Signal()
    left = Signal()
    unlocking = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._reading = Reading(session, "正在读取这条记录")
        self._preview = Preview((), ())
        self.title = section_title("接收前预览")
        self.counts = Notice(State.HINT)
        self.yes = QCheckBox()
        self.tabs = tab_bar("文件或记录")
        self.details = RecordDetails()
        self.files = TablePanel(RowsTable(RowsModel(FILES), "preview-files"))
        self.records = TablePanel(RowsTable(RowsModel(RECORDS), "preview-records"), self.details)
        self.records.add_filter(
            "结果", [fate.value for fate in Fate], lambda r, word: r.change.fate == word
        )
        self.records.chosen.connect(self._show_record)
        # in a narrow window they are folded until somebody opens a record
        self.records.opened.connect(lambda _line: self.records.want_details(shown=True))
        self.leave = make_action(self, "放弃", "close", "Esc", self.left.emit)
        self.confirm = make_action(self, "接收", "import", "Ctrl+Return", self.confirmed.emit)
        self.yes.toggled.connect(self._offer)
        self.passphrase = QLineEdit()
        self.unlock = make_action(self, "用口令打开", "ok", "Alt+Return", self._unlock)
        self._locked = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        head = row_of(self.title)
        head.addStretch(1)
        head.addWidget(secondary_button(self.leave))
        head.addWidget(primary_button(self.confirm))
        layout = column(8)
        layout.addLayout(head)
        lock = row_of(
            buddy_label("对方告诉您的口令", self.passphrase),
            self.passphrase,
            secondary_button(self.unlock),
        )
        lock.setStretch(1, 1)
        self._locked.setLayout(lock)
        for widget in (self.counts, self._locked, self.yes, self.tabs):
            layout.addWidget(widget)
        layout.addWidget(stack_under(self.tabs, (self.files, self.records)), 1)
        self.setLayout(layout)

    def show_preview(self, preview: Preview) -> None:
        """Show another batch, nothing confirmed yet."""
        self._preview = preview
        files = [
            FileLine(arrival.name, told)
            for arrival, told in zip(preview.arrivals, preview.files, strict=True)
        ]
        self.files.model.set_rows(files)
        self.records.model.set_rows(preview.records)
        self.tabs.setTabText(0, f"文件 {len(files)} 个")
        self.tabs.setTabText(1, f"记录 {len(preview.records)} 条")
        refused = any(file.told.taken.state == "refused" for file in files)
        self.tabs.setCurrentIndex(0 if len(files) > 1 or refused or not preview.records else 1)
        self._tell()
        self.yes.setChecked(False)
        self.yes.setVisible(bool(self._asking()))
        self.yes.setText(_asked([told for _, told in self._asking()]))
        locked = any(isinstance(a.refusal, PassphraseError) for a in preview.arrivals)
        self._locked.setVisible(locked)
        self.unlock.setEnabled(locked)
        self.passphrase.clear()
        self._show_record(self.records.current())
        self._offer()
        (self.files, self.records)[self.tabs.currentIndex()].table.setFocus()

    @property
    def arrivals(self) -> tuple[Arrival, ...]:
        """The copies of the files that are shown."""
        return self._preview.arrivals

    @property
    def accepted(self) -> set[Path]:
        """The copies of those files that may hide much, since the person said so."""
        return {arrival.copy for arrival, _ in self._asking()} if self.yes.isChecked() else set()

    def _unlock(self) -> None:
        if self.passphrase.text().strip():
            self.unlocking.emit(self.passphrase.text())

    def _asking(self) -> list[tuple[Arrival, FilePreview]]:
        pairs = zip(self._preview.arrivals, self._preview.files, strict=True)
        return [(arrival, told) for arrival, told in pairs if told.taken.asks]

    def _offer(self) -> None:
        fit = sum(told.taken.state == "taken_in" for told in self._preview.files)
        ready = fit if self.yes.isChecked() else fit - len(self._asking())
        self.confirm.setEnabled(ready > 0)
        self.confirm.setVisible(fit > 0)
        self.confirm.setText(f"接收 {ready} 个文件" if ready > 1 else "接收")
        self.leave.setText("放弃" if fit else "返回")

    def _tell(self) -> None:
        preview = self._preview
        fit = any(told.taken.state == "taken_in" for told in preview.files)
        refused = sum(told.taken.state == "refused" for told in preview.files)
        open_ = preview.count("conflicts") + preview.twins + preview.count("held")
        state = (
            State.FAILED
            if refused and not fit
            else State.HINT
            if refused or open_
            else State.PASSED
        )
        asked = _to_compare(preview)
        asked += "有文件要再确认：看过记录后，请勾选下面一行。" if self._asking() else ""
        self.counts.tell(state, _advice(preview, refused, fit=fit) + asked)

    def _show_record(self, line: RecordLine | None) -> None:
        """Show the record; of one that stays as it is what stands is read beside the window."""
        self.details.show_record(line.change if line else None)
        if line is not None and line.change.fate is Fate.SAME and not line.change.fields:
            self._reading.ask(partial(_what_stands, line.change), self._show_what_stands)

    def _show_what_stands(self, change: RecordChange) -> None:
        line = self.records.current()
        if line is not None and line.change.record == change.record:
            self.details.show_record(change)


def _what_stands(change: RecordChange, desk: Desk) -> RecordChange:
    return what_stands(desk, [change])[0]


def _advice(preview: Preview, refused: int, *, fit: bool) -> str:
    if not fit:
        if len(preview.files) == 1:
            taken = preview.files[0].taken
            return taken.why or f"{taken.sender}的这个文件接收过了，没有要接收的内容。"
        return f"没有可以接收的文件：{refused} 个不能接收，其余的接收过了。"
    parts = [
        f"新增 {preview.count('new')} 条",
        f"变化 {preview.count('changed')} 条",
        f"相同 {preview.count('same')} 条",
        f"两处填写不一致 {preview.count('conflicts')} 处",
        f"待核对的账号 {preview.twins} 组",
        f"等待 {preview.count('held')} 条",
        f"没查完的检查 {preview.count('drafts')} 份",
    ]
    told = " · ".join([*parts[:3], *(part for part in parts[3:] if " 0 " not in part)])
    remarks = [r for f in preview.files for r in (*f.taken.remarks, f.taken.lacking) if r]
    told = "。".join([told, *(remark.rstrip("。") for remark in remarks)])
    broken = f"有 {refused} 个文件不能接收，不影响其他文件。" if refused else ""
    return f"{told}。{broken}点“接收”才写入，写入前自动备份，收错了可以撤回。"


def _to_compare(preview: Preview) -> str:
    """The code of a first file: of several, each stands in its line."""
    first = [f for f in preview.files if f.trust is Trust.FIRST and f.taken.state == "taken_in"]
    if not first:
        return ""
    if len(first) > 1:
        told = "".join(f"“{f.taken.sender}”：{ELSEWHERE}" for f in first if f.elsewhere)
        return f"有 {len(first)} 个单位是首次收到，请电话核对“来源”里的校验码。{told}"
    told = ELSEWHERE if first[0].elsewhere else ""
    return f"首次收到，请电话核对校验码 {first[0].code}。{told}"


def _asked(asking: list[FilePreview]) -> str:
    told = "；".join(f"{one.taken.sender}的文件{_doubt(one)}" for one in asking)
    return f"{told}，已看过，确认接收"


def _doubt(one: FilePreview) -> str:
    if one.trust.needs_a_person:
        return f"{one.trust}，已打电话核对校验码 {one.code} 一致"
    return f"会删除或改掉别的单位填的 {one.taken.hides} 条记录"
