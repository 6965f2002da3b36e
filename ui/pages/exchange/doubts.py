"""待核对: accounts of two offices that may be one, side by side, decided by a person."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from govmedia_desktop.usecases.register import twins as cases
from govmedia_desktop.usecases.register.accounts import ListedAccount
from govmedia_desktop.usecases.register.twins import Doubt
from ui.forms.flow import Flow
from ui.parts.bars import Message
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import column
from ui.parts.states import StatePill
from ui.parts.words import faint_label, plain_label, section_title
from ui.reading import Reading
from ui.session import Session
from ui.theme import State

MOST_SHOWN = 20
_FIELDS: tuple[tuple[str, Callable[[ListedAccount], str | None]], ...] = (
    ("账号名称", lambda a: a.account.name),
    ("平台", lambda a: a.account.platform.label),
    ("主办单位", lambda a: a.owner_name),
    ("账号ID", lambda a: a.account.platform_id),
    ("最近更新", lambda a: a.account.last_update),
)


class Doubts(QWidget):
    """Every open doubt with its two answers; hidden while there is none. Keys act on the first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._reading = Reading(session, "正在查找重复的账号")
        self.cards: list[DoubtCard] = []
        self.title = section_title("待核对的账号")
        self.more = faint_label(wrap=True)
        self._column = column(8)
        self._column.addWidget(self.title)
        self._column.addWidget(self.more)
        self.setLayout(self._column)
        self.hide()

    def load(self) -> None:
        """Show the doubts as they stand now, read beside the window."""
        self._reading.ask(cases.list_twins, self._show)

    def _show(self, doubts: Sequence[Doubt]) -> None:
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [
            DoubtCard(doubt, self._decide, first=not place)
            for place, doubt in enumerate(doubts[:MOST_SHOWN])
        ]
        for place, card in enumerate(self.cards, 1):
            self._column.insertWidget(place, card)
        self.title.setText(f"待核对的账号 {len(doubts)} 组")
        hidden = len(doubts) - len(self.cards)
        self.more.setText(f"还有 {hidden} 组，核对完上面的就会出现")
        self.more.setVisible(hidden > 0)
        self.setVisible(bool(doubts))

    def _decide(self, ids: list[str], *, same: bool) -> None:
        """Keep that they are not one; of those that are, what differs is chosen in 台账."""
        if same:
            one, other = ids[:2]
            self._session.go("台账", lambda page: page.compare(one, other, "上报与接收"))
            return
        with self._session.writing("accounts") as desk:
            cases.part(desk, ids)
        turn = partial(self._decide, ids, same=True)
        told = Message(State.PASSED, "已记为不同的账号，分别计数。", "改为是同一个", turn)
        self._session.say(told)


class DoubtCard(QFrame):
    """One doubt: what the accounts say, field by field, and where they differ."""

    def __init__(self, doubt: Doubt, decide: Callable[..., object], *, first: bool) -> None:
        super().__init__()
        self.setObjectName("panel")
        ids = [listed.account.id for listed in doubt.accounts]
        keys = ("Ctrl+Shift+J", "Ctrl+Shift+K") if first else ("", "")
        same, other = partial(decide, ids, same=True), partial(decide, ids, same=False)
        self.same = make_action(self, "是同一个账号", "ok", keys[0], same)
        self.other = make_action(self, "不是同一个", "close", keys[1], other)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for row, (title, read) in enumerate(_FIELDS):
            texts = [read(listed) or "未填" for listed in doubt.accounts]
            grid.addWidget(faint_label(title), row, 0, Qt.AlignmentFlag.AlignTop)
            for place, text in enumerate(texts, 1):
                grid.addWidget(plain_label(text, wrap=True), row, place)
                grid.setColumnStretch(place, 1)
            if len(set(texts)) > 1:
                grid.addWidget(StatePill(State.HINT, "不同"), row, len(texts) + 1)
        buttons = Flow(8)
        for action in (self.same, self.other):
            buttons.addWidget(secondary_button(action))
        layout = column(8, 12)
        layout.addLayout(grid)
        layout.addLayout(buttons)
        self.setLayout(layout)
