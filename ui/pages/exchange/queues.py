"""What waits after files came in: for a decision, or for another file."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from govmedia_desktop.usecases.exchange.disagreements import count_disputes
from govmedia_desktop.usecases.exchange.missing_parts import MissingParts, missing_parts
from govmedia_desktop.usecases.exchange.waiting import Waits, count_waiting, list_waiting
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import column
from ui.parts.states import Notice
from ui.parts.words import faint_label
from ui.reading import Reading
from ui.session import Session
from ui.theme import State

MOST_SHOWN = 5


class Queues(QWidget):
    """两处填写不一致 n 处, with the way to decide; 等待中 n 条, with what each waits for;
    parts of a split sending that have not come."""

    def __init__(self, session: Session, decide: Callable[[], object]) -> None:
        super().__init__()
        self._session = session
        self._reading = Reading(session, "正在查看缺哪几份文件")
        self._lacking: list[MissingParts] = []
        self._open = False
        self.decide = make_action(self, "去核定", "check", "Ctrl+D", decide)
        self.disputes = Notice(State.HINT)
        self.disputes.row.addWidget(secondary_button(self.decide))
        self.waiting = Notice(State.STARTED)
        self.reasons = faint_label(wrap=True)
        self.parts = Notice(State.HINT)
        layout = column(6)
        for widget in (self.disputes, self.parts, self.waiting, self.reasons):
            layout.addWidget(widget)
        self.setLayout(layout)

    def load(self) -> None:
        """Show what waits now; nothing hides the place."""
        desk = self._session.desk
        disputes, waiting = count_disputes(desk), count_waiting(desk)
        told = "两边都没有被覆盖，选定一个就各处一致。"
        self.disputes.tell(State.HINT, f"两处填写不一致，请核定 {disputes} 处。{told}")
        self.disputes.setVisible(disputes > 0)
        self.decide.setEnabled(disputes > 0)
        self.waiting.tell(
            State.STARTED, f"等待中 {waiting} 条：所依据的文件还没有收到，收到后会自动补上。"
        )
        self.waiting.setVisible(waiting > 0)
        self.reasons.setText(_reasons(list_waiting(desk)) if waiting else "")
        self.reasons.setVisible(waiting > 0)
        self._open = bool(disputes or waiting)
        self._show_parts(self._lacking)
        self._reading.ask(missing_parts, self._show_parts)

    def _show_parts(self, lacking: list[MissingParts]) -> None:
        self._lacking = lacking
        self.parts.tell(State.HINT, "\n".join(f"{lacks.told}。" for lacks in lacking))
        self.parts.setVisible(bool(lacking))
        self.setVisible(self._open or bool(lacking))


def _reasons(waits: list[Waits]) -> str:
    lines = [f"{w.what}（{w.file or '本机'}）：{w.why}" for w in waits[:MOST_SHOWN]]
    rest = len(waits) - len(lines)
    return "\n".join([*lines, *([f"另有 {rest} 种情形"] if rest > 0 else [])])
