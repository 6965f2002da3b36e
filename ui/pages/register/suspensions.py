"""暂停更新(经批准): those of one account, and the entry for a new one."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.register import accounts
from ui.pages.register.fields import Field, field_grid
from ui.parts.buttons import make_action, quiet_button, secondary_button
from ui.parts.page import column
from ui.parts.states import row_of
from ui.parts.words import faint_label, fault_label, section_title, show_fault
from ui.session import Session

ABOUT = "改名、认证年审、机构改革等经主管单位批准，暂停期间不计入合格率。"
_FIELDS = {
    "reason": "事由",
    "approved_by": "批准单位",
    "document": "文号",
    "valid_from": "起始日期",
    "valid_to": "结束日期",
}
_LATEST = date(2099, 12, 31)


class Suspensions(QWidget):
    """What stands of an account, and under a button the fields for another suspension.

    `opened`: these fields are there now.
    """

    opened = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._account = ""
        self.standing = faint_label(wrap=True)
        self.fields = {name: Field(name, title) for name, title in _FIELDS.items()}
        self.refusal = fault_label()
        self.begin = make_action(self, "登记暂停更新", "edit", "", self._begin)
        self.enter = make_action(self, "登记", "ok", "", self._enter)
        self.leave = make_action(self, "不登记", "close", "", self._close)
        self.entry = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        self.fields["reason"].hint("如 认证年审")
        for name in ("valid_from", "valid_to"):
            self.fields[name].hint(
                "可不填，如 2026-12-31" if name == "valid_to" else "如 2026-11-21"
            )
            self.fields[name].given.connect(self._read)
        entry = column(8)
        entry.addLayout(field_grid(list(self.fields.values())))
        entry.addWidget(self.refusal)
        buttons = row_of(secondary_button(self.enter), quiet_button(self.leave))
        buttons.addStretch(1)
        entry.addLayout(buttons)
        self.entry.setLayout(entry)
        layout = column(8)
        layout.addWidget(section_title("暂停更新（经批准）"))
        layout.addWidget(self.standing)
        self._button = secondary_button(self.begin)
        layout.addLayout(row_of(self._button))
        layout.itemAt(layout.count() - 1).layout().addStretch(1)  # type: ignore[attr-defined]
        layout.addWidget(self.entry)
        self.setLayout(layout)
        self._close()

    def show_account(self, account: str) -> None:
        """Show what stands of an account; what was typed for another one is gone."""
        if account != self._account:
            self._close()
        self._account = account
        found = accounts.suspensions_of(self._session.desk, account)
        lines = [
            f"{s.valid_from} 至 {s.valid_to or '另行通知'} · {s.reason} · {s.approved_by}批准"
            + (f" · {s.document}" if s.document else "")
            for s in found
        ]
        self.standing.setText("\n".join(lines) or ABOUT)

    def _begin(self) -> None:
        self._button.hide()
        self.entry.show()
        self.fields["reason"].setFocus()
        self.opened.emit()

    def _close(self) -> None:
        for field in self.fields.values():
            field.show_text("")
        show_fault(self.refusal, "")
        self.entry.hide()
        self._button.show()

    def _read(self, name: str, text: str) -> None:
        if text:
            today = self._session.desk.today()
            found = read_date(text, date(today.year, 12, 31), today)
            if isinstance(found, str):
                found = read_date(text, _LATEST, today)  # with a year: one that is to come
            if isinstance(found, str):
                self.fields[name].refuse(found)
            else:
                self.fields[name].show_text(str(found))

    def _enter(self) -> None:
        given = {name: field.text for name, field in self.fields.items() if field.text}
        try:
            with self._session.writing("accounts") as desk:
                accounts.suspend(desk, self._account, given)
        except RefusedError as refusal:
            show_fault(self.refusal, str(refusal))
        else:
            self._close()
