"""做关停核查 or 做开设核查: what an account's status calls for, begun from its details."""

from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.lifecycle import LifeCheck
from govmedia_desktop.usecases.inspections.life_checks import (
    OfferedCheck,
    begin_offered,
    offered_check,
)
from govmedia_desktop.usecases.register.accounts import ListedAccount
from ui.parts.buttons import make_action, secondary_button
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import faint_label, set_tip
from ui.session import Session

KEY = "Ctrl+B"
CHECK, REGISTER = "检查", "台账"
_ABOUT = {
    LifeCheck.CLOSING: "看公告、迁移、注销、备案办了没有",
    LifeCheck.OPENING: "看有没有必要开设、能不能办好",
}


class LifeCheckOffer(QWidget):
    """The button for the check that suits an account; not there where none does."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._listed: ListedAccount | None = None
        self.about = faint_label(wrap=True)
        self.begin = make_action(self, "", "check", KEY, self._begin)
        row = row_of(secondary_button(self.begin))
        row.addStretch(1)
        layout = column(4)
        layout.addLayout(row)
        layout.addWidget(self.about)
        self.setLayout(layout)

    def show_account(self, listed: ListedAccount) -> OfferedCheck | None:
        """Offer what suits the account; return it."""
        self._listed = listed
        offered = offered_check(self._session.desk, listed)
        self.setVisible(offered is not None)
        self.begin.setEnabled(offered is not None)
        if offered is not None:
            self._name(offered)
        return offered

    def _name(self, offered: OfferedCheck) -> None:
        text = f"{'继续' if offered.draft else '做'}{offered.check.label}"
        self.begin.setText(text)
        set_tip(self.begin, f"{text}（{KEY}）")
        enters = "计入合格率" if offered.nature.enters_rate else "不计入合格率"
        self.about.setText(f"{_ABOUT[offered.check]}；记为{offered.nature}，{enters}。")

    def _begin(self) -> None:
        if self._listed is None:
            return
        with self._session.writing("drafts") as desk:
            inspection = begin_offered(desk, self._listed)
        account = self._listed.account.id

        def come_back() -> None:
            self._session.go(REGISTER, lambda page: page.show_checks(account))

        self._session.go(CHECK, lambda page: page.show_inspection(inspection, come_back))
