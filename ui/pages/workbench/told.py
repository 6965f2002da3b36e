"""粘贴名单: names and dates that somebody sent, what they would change, and what is not taken."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSplitter

from govmedia_desktop.domain.told_dates import ToldDate
from govmedia_desktop.usecases.oversight.told_dates import read_told_dates
from ui import theme
from ui.parts.buttons import make_action
from ui.parts.page import Page
from ui.parts.words import faint_label
from ui.reading import Reading
from ui.session import Session
from ui.tables.columns import Align, Column
from ui.tables.model import RowsModel
from ui.tables.panel import TablePanel
from ui.tables.view import RowsTable
from ui.theme import State

ABOUT = (
    "把各单位报来的名称和日期粘贴在左边，微信里的文字、表格里的几列都可以，一行一个账号；"
    "右边逐行写明会怎么改，点“采用”才写入。对方报的日期，采用即视为今天已核实。"
)
_SAMPLE = "示例发布 11月20日\n示例公安（新浪微博）：今天"
_PAUSE_MS = 250
_TAKEN, _LEFT = "采用", "不采用"


def _outcome(told: ToldDate) -> str:
    if told.fault or told.account is None:
        return told.fault
    before = told.account.last_update
    if before == str(told.day):
        return "与台账一致，记为今天核实"
    return f"{before} → {told.day}" if before else f"未填 → {told.day}"


COLUMNS: list[Column[ToldDate]] = [
    Column(
        "行",
        lambda t: str(t.number),
        lambda t: t.number,
        Align.RIGHT,
        width=48,
        spare=3,
    ),
    Column("原文", lambda t: t.text, width=180, least=100, spare=2),
    Column("账号名称", lambda t: t.account.name if t.account else "", width=150, least=100),
    Column("平台", lambda t: t.account.platform.label if t.account else "", width=100, spare=1),
    Column(
        "结果",
        _outcome,
        state=lambda t: State.HINT if t.fault else State.PASSED,
        width=240,
        least=150,
        wraps=True,
    ),
]


class ToldPage(Page):
    """The text beside what it tells. `confirmed(list[ToldDate])`; `left`: nothing is taken."""

    confirmed = Signal(object)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("核对更新日期 · 粘贴名单")
        self._reading = Reading(session, "正在核对名单")
        self.told: list[ToldDate] = []
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("名单")
        self.text.setPlaceholderText(_SAMPLE)
        self.text.setTabChangesFocus(True)
        self.panel = TablePanel(RowsTable(RowsModel(COLUMNS), "told-dates"))
        self.panel.add_filter(
            "结果", [_TAKEN, _LEFT], lambda t, word: bool(t.fault) == (word == _LEFT)
        )
        self.leave = make_action(self, "不采用", "close", "Esc", self.left.emit)
        self.confirm = make_action(self, _TAKEN, "ok", "Ctrl+Return", self._confirm)
        self.offer(self.leave, primary=self.confirm)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.text.textChanged.connect(self._pause.start)
        beside = QSplitter()
        beside.setHandleWidth(12)
        beside.addWidget(self.text)
        beside.addWidget(self.panel)
        beside.setStretchFactor(1, 1)
        beside.setSizes([theme.length(240), 1000])
        beside.setChildrenCollapsible(False)
        self.body.addWidget(faint_label(ABOUT, wrap=True))
        self.body.addWidget(beside, 1)
        self.look()

    def begin(self) -> None:
        """Begin with an empty text."""
        self.text.clear()
        self.look()
        self.text.setFocus()

    def look(self) -> None:
        """Read the text as it stands, beside the window; nothing is written."""
        self._read(self._show)

    def _read(self, show: Callable[[list[ToldDate]], object]) -> None:
        self._pause.stop()
        text = self.text.toPlainText()
        self._reading.ask(lambda desk: read_told_dates(desk, text), show)

    def _show(self, told: list[ToldDate]) -> None:
        self.told = told
        self.panel.model.set_rows(self.told)
        taken = sum(not one.fault for one in told)
        self.confirm.setText(f"采用 {taken} 个" if taken else _TAKEN)
        self.confirm.setEnabled(taken > 0)

    def _confirm(self) -> None:
        """Take what the text says by now: it may have been typed on since it was looked at."""
        self._read(self._show_and_take)

    def _show_and_take(self, told: list[ToldDate]) -> None:
        self._show(told)
        if self.confirm.isEnabled():
            self.confirmed.emit(self.told)
