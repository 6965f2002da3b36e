"""核对更新日期: one grid for all supervised accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from govmedia_desktop.domain.freshness import Freshness
from govmedia_desktop.domain.told_dates import ToldDate
from govmedia_desktop.usecases.oversight.today import Update, updates
from govmedia_desktop.usecases.oversight.told_dates import take_told_dates
from govmedia_desktop.usecases.register import accounts
from ui.parts.bars import Message
from ui.parts.buttons import make_action
from ui.parts.page import Page
from ui.reading import Reading
from ui.session import Session
from ui.tables.date_entries import DateEntry
from ui.tables.date_grid import DateGrid, TakeBack
from ui.theme import State

_Looked = tuple[str, str]
"""Last update and the day it was looked up, ISO or empty."""


class DatesPage(Page):
    """The grid with how far it is; every date typed is saved and can be taken back.

    `left`: Esc. `paste_wanted`: a list that somebody sent is to be taken over.
    """

    left = Signal()
    paste_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("核对更新日期")
        self._session = session
        self._reading = Reading(session, "正在读取更新日期")
        self._looked: dict[str, _Looked] = {}
        self._stale = False
        self.grid = DateGrid(session.desk.today(), self._save)
        self.back = make_action(self, "回到工作台", "workbench", "Esc", self.left.emit)
        self.paste = make_action(self, "粘贴名单", "paste", "Ctrl+Shift+V", self.paste_wanted.emit)
        self.offer(self.paste, self.back)
        self.grid.moved.connect(self._count)
        session.changed.connect(self._note_change)
        self.body.addWidget(self.grid, 1)

    def load(self, standing: str = "") -> None:
        """Show the accounts as they stand, the most urgent first; of one standing where given."""
        self._stale = False
        self._reading.ask(updates, partial(self._show, standing))

    def _note_change(self, _subject: str) -> None:
        self._stale = not self.isVisible()  # what changes here is shown as it is typed

    def showEvent(self, event: QShowEvent) -> None:
        """Show the accounts as other pages left them; what was refused here is still typed."""
        super().showEvent(event)
        if self._stale:
            self._reading.ask(updates, self._show_changed)

    def _show_changed(self, found: Sequence[Update]) -> None:
        rows = self.grid.model
        shown = [rows.row_at(place) for place in range(rows.rowCount())]
        refused = {entry.id: entry for entry in shown if entry.reason}
        self._take_over(found)
        self.grid.show_entries([refused.get(entry.id, entry) for entry in entries(found)])

    def _take_over(self, found: Sequence[Update]) -> None:
        self._stale = False
        self._looked = {u.listed.account.id: _looked(u) for u in found}

    def _show(self, standing: str, found: Sequence[Update]) -> None:
        self._take_over(found)
        self.grid.standing.setCurrentIndex(max(self.grid.standing.findText(standing), 0))
        self.grid.show_entries(entries(found))

    def _count(self, checked: int, total: int) -> None:
        self.title.setText(f"核对更新日期 · 已核对 {checked}/{total}")

    def _save(self, account: str, day: date) -> TakeBack:
        before = self._looked[account]
        with self._session.writing("accounts") as desk:
            accounts.confirm_last_updates(desk, {account: day}, desk.today())
            self._looked[account] = (str(day), str(desk.today()))
        return lambda: self._take_back(account, before)

    def _take_back(self, account: str, before: _Looked) -> None:
        values = dict(zip(("last_update", "last_update_verified"), before, strict=True))
        with self._session.writing("accounts") as desk:
            accounts.change_account(desk, account, values, "撤销核对")
            self._looked[account] = before

    def take(self, told: Sequence[ToldDate]) -> None:
        """Save the dates of a list in one go and show them; the message takes them all back."""
        days = {t.account.id: t.day for t in told if t.account and t.day and not t.fault}
        before = {account: self._looked[account] for account in days}
        with self._session.writing("accounts") as desk:
            count = take_told_dates(desk, told)
        self._show_again(days)
        text = f"已按名单核对 {count} 个账号的更新日期。"
        self._session.say(Message(State.PASSED, text, "撤销", partial(self._take_all_back, before)))

    def _take_all_back(self, before: Mapping[str, _Looked]) -> None:
        with self._session.writing("accounts") as desk:
            for account, looked in before.items():
                values = dict(zip(("last_update", "last_update_verified"), looked, strict=True))
                accounts.change_account(desk, account, values, "撤销核对")
        self._show_again(dict.fromkeys(before))

    def _show_again(self, days: Mapping[str, date | None]) -> None:
        """Show these accounts as they stand now; what was typed before cannot be undone alone."""
        self._reading.ask(updates, partial(self._put_again, days))

    def _put_again(self, days: Mapping[str, date | None], read: Sequence[Update]) -> None:
        found = [u for u in read if u.id in days]
        self._looked |= {u.id: _looked(u) for u in found}
        self.grid.history.clear()
        for entry in entries(found):
            self.grid.put(replace(entry, day=days[entry.id]))


def entries(found: Sequence[Update]) -> list[DateEntry]:
    """Return the accounts as rows of the grid, in the same order."""
    return [
        DateEntry(
            u.listed.account.id,
            u.listed.account.name,
            u.listed.account.platform.label,
            u.listed.owner_name or "",
            *_looked(u),
            None if u.freshness is Freshness.EXEMPT else u.limit_days,
        )
        for u in found
    ]


def _looked(update: Update) -> _Looked:
    account = update.listed.account
    return account.last_update or "", account.last_update_verified or ""
