"""撤回: what was put down last, posts or clues, taken back as a whole by one click."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from govmedia_desktop.usecases.activity.batches import Matter, latest_batch, take_back
from ui.parts.bars import Message
from ui.parts.buttons import make_action
from ui.parts.words import set_tip
from ui.session import Session
from ui.theme import State

_SUBJECTS = {Matter.POSTS: "accounts", Matter.CLUES: "clues"}
_BACK = {Matter.POSTS: "最近更新日期回到记下以前的；", Matter.CLUES: ""}
_TIPS = {Matter.POSTS: "，最近更新日期一并还原", Matter.CLUES: "；有人核实过的先不撤回"}


class TakingBack(QObject):
    """One action of a page, there while something can be taken back."""

    def __init__(self, parent: QWidget, session: Session, matter: Matter) -> None:
        super().__init__(parent)
        self._session = session
        self._matter = matter
        self.action = make_action(parent, "撤回上次记下的", "undo", "", self.now)

    def offer(self) -> None:
        """Offer what was put down last and still stands; nothing where there is none."""
        latest = latest_batch(self._session.desk, self._matter)
        self.action.setVisible(latest is not None)
        self.action.setEnabled(latest is not None)
        if latest is not None:
            self.action.setText(f"撤回 {latest.at[5:10]} 记下的 {latest.count} 条")
            set_tip(self.action, f"整批撤回{latest.told}{_TIPS[self._matter]}")

    def now(self) -> None:
        """Take back what was put down last, on this page or another."""
        with self._session.writing(_SUBJECTS[self._matter]) as desk:
            batch = take_back(desk, self._matter)
        text = f"已撤回{batch.told}，{_BACK[self._matter]}历史记录里都还在。"
        self._session.say(Message(State.PASSED, text))
