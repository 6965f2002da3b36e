"""再看一遍: another person checks the chosen account again, without seeing what was answered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.inspections.second_looks import SamePersonError, begin_second_look
from ui.parts.buttons import make_action, quiet_button
from ui.parts.states import Notice
from ui.session import Session
from ui.tables.period_rows import Row
from ui.theme import State

TIP = "换一个人把查完的账号再查一遍，看哪些题答得不一样；不计入合格率（Ctrl+R）"
SETTINGS = "设置"


class LookingAgain(Notice):
    """The action for `page` and the place of its refusal; `begun(Inspection)` when it is begun."""

    begun = Signal(object)

    def __init__(self, page: QWidget, session: Session) -> None:
        super().__init__(State.HINT)
        self._session = session
        self._inspection: str | None = None
        self.action = make_action(page, "再看一遍", "check", "Ctrl+R", self.begin)
        self.change_name = make_action(
            self, "去设置换填报人", "settings", "", lambda: session.go(SETTINGS)
        )
        self.row.addWidget(quiet_button(self.change_name))
        self.choose(None)

    def choose(self, row: Row | None) -> None:
        """Offer a second look at an account that is checked to the end, and no other."""
        self._inspection = row.checked.inspection if row else None
        self.action.setEnabled(self._inspection is not None)
        self.hide()

    def begin(self) -> None:
        """Begin the second look, or say here why not."""
        if self._inspection is None:
            return
        try:
            with self._session.writing("drafts") as desk:
                inspection = begin_second_look(desk, self._inspection)
        except RefusedError as refusal:
            self.tell(State.HINT, str(refusal))
            self.change_name.setVisible(isinstance(refusal, SamePersonError))
            self.show()
        else:
            self.begun.emit(inspection)
