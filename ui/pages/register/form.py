"""The form of one account: every field of the register, saved one by one or gathered for a new."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from govmedia_desktop.domain.accounts import CHOICES, DATES, FIELD_LABELS, as_shown
from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.usecases.register.accounts import PERSONAL_FIELDS, ListedAccount, as_listed
from ui.pages.register.fields import Field, field_grid
from ui.parts.page import column
from ui.parts.words import faint_label, section_title

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("name", "platform", "owner", "status", "kind")),
    ("更新与互动", ("last_update", "last_update_verified", "comments", "service")),
    (
        "平台信息",
        ("platform_id", "url", "followers", "verified", "verified_body", "field"),
    ),
    ("备案与运维", ("opened", "filing_number", "filing_date", "operation", "operator", "address")),
    ("其他", ("remark",)),
)
LOCAL_ONLY = "仅存本机，默认不随文件上报"
_ALWAYS = ("status", "kind")
_HINTS = {
    "name": "与平台上显示的完全一致",
    "owner": "单位全称",
    "followers": "整数，单位：人",
    **dict.fromkeys(DATES, "如 2026-11-21、11-21"),
}


class AccountForm(QWidget):
    """All inputs of an account; `given(field, text)` and `told(field, text)` for personal data.

    Dates come out as ISO; a text that is no date is refused here, beside its field.
    """

    given = Signal(str, str)
    told = Signal(str, str)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.fields: dict[str, Field] = {}
        self.personal: dict[str, Field] = {}
        layout = column(8)
        layout.setContentsMargins(0, 4, 8, 8)
        for title, names in GROUPS:
            if title:
                layout.addSpacing(4)
                layout.addWidget(section_title(title))
            self.fields |= {name: self._field(name) for name in names}
            layout.addLayout(field_grid([self.fields[name] for name in names]))
        layout.addSpacing(4)
        layout.addWidget(section_title("联系人"))
        layout.addWidget(faint_label(LOCAL_ONLY))
        for name, title in PERSONAL_FIELDS.items():
            self.personal[name] = Field(name, title)
            self.personal[name].given.connect(self.told)
        layout.addLayout(field_grid(list(self.personal.values())))
        self.setLayout(layout)

    def _field(self, name: str) -> Field:
        field = Field(
            name, FIELD_LABELS[name], CHOICES.get(name, ()), may_be_empty=name not in _ALWAYS
        )
        field.hint(_HINTS.get(name, ""))
        field.given.connect(self._give)
        return field

    def show_account(
        self, listed: ListedAccount, personal: Mapping[str, str], owners: Sequence[str]
    ) -> None:
        """Show an account as it stands."""
        self.show_texts({**texts_of(listed), **personal})
        self.fields["owner"].offer(owners)

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Show texts by field; what is not named is empty."""
        for name, field in {**self.fields, **self.personal}.items():
            field.show_text(texts.get(name, ""))

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields of the register, those left empty not among them."""
        return {name: field.text for name, field in self.fields.items() if field.text}

    def personal_texts(self) -> dict[str, str]:
        """Return what stands in the personal fields, those left empty not among them."""
        return {name: field.text for name, field in self.personal.items() if field.text}

    def refused(self) -> Field | None:
        """Return the first field that stands under a fault."""
        fields = (*self.fields.values(), *self.personal.values())
        return next((field for field in fields if not field.fault.isHidden()), None)

    def _give(self, name: str, text: str) -> None:
        if name in DATES and text:
            found = read_date(text, self._today, self._today, "今天")
            if isinstance(found, str):
                self.fields[name].refuse(f"{found}。没有保存。")
                return
            text = str(found)
            self.fields[name].show_text(text)
        self.given.emit(name, text)


def texts_of(listed: ListedAccount) -> dict[str, str]:
    """Return an account's fields as they stand in the inputs."""
    values = as_listed(listed)
    texts = {name: as_shown(name, values[name]) for name in FIELD_LABELS if name != "followers"}
    followers = listed.account.followers
    return {**texts, "followers": "" if followers is None else str(followers)}
