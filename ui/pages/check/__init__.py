"""检查: the period's list, the inspection under way, what came on phones and on paper."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QStackedWidget, QWidget

from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.usecases.grid.filling import Work
from govmedia_desktop.usecases.inspections import inspections
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.phones.collecting import (
    Collection,
    read_collection,
    take_in_collection,
)
from govmedia_desktop.usecases.register.accounts import ListedAccount
from ui.forms.evidence.gathering import Gathering
from ui.forms.filling_page import FillingPage
from ui.grid.page import GridPage
from ui.pages.check.collecting import KINDS, CollectionPage, counted
from ui.pages.check.missing_photos import MissingPhotosPage
from ui.pages.check.period import PeriodPage
from ui.pages.check.rekeying import RekeyingPage
from ui.pages.check.second_looks import SecondLooksPage
from ui.pages.check.waiting import WaitingPage
from ui.parts import dialogs
from ui.parts.bars import Message
from ui.parts.words import set_tip
from ui.session import Session
from ui.theme import State


class CheckPage(QStackedWidget):
    """The page of the navigation: the list, the inspection under way, or what came on phones."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._found: Collection | None = None
        self._back: Callable[[], object] | None = None
        self._under_way = ""
        self._second_look: str | None = None
        self.list = PeriodPage(session)
        self.filling = FillingPage(session, read_date)
        self.evidence = Gathering(session, self.filling)
        for page in (self.list, self.filling, self.evidence.editor, self.evidence.view):
            self.addWidget(page)
        self._wire()

    def _wire(self) -> None:
        self.list.opened.connect(self.show_inspection)
        self.list.grid_wanted.connect(self._show_grid)
        self.list.import_wanted.connect(self.fetch)
        self.list.waiting_wanted.connect(self.show_waiting)
        self.list.photos_wanted.connect(self.show_missing)
        self.list.rekeying_wanted.connect(lambda: self.setCurrentWidget(self.rekeying))
        self.list.comparison_wanted.connect(lambda: self.setCurrentWidget(self.comparison))
        self.list.again.begun.connect(self._look_again)
        self.filling.finished.connect(self._go_back)
        self.filling.left.connect(self._leave)
        self.evidence.wanted.connect(self.setCurrentWidget)

    # the pages beside the list are made when they are first asked for: the list opens sooner

    @cached_property
    def grid(self) -> GridPage:
        """表格填."""
        made = GridPage(self._session)
        made.guided.connect(self.list.open_account)
        self._put_beside(made, made.left)
        return made

    @cached_property
    def collection(self) -> CollectionPage:
        """What the exports of phones would bring."""
        made = CollectionPage()
        made.confirmed.connect(self._take_in)
        self._put_beside(made, made.left)
        return made

    @cached_property
    def waiting(self) -> WaitingPage:
        """What came on phones and waits for a decision."""
        made = WaitingPage(self._session)
        self._put_beside(made, made.left)
        return made

    @cached_property
    def missing(self) -> MissingPhotosPage:
        """Photos and recordings that have not come."""
        made = MissingPhotosPage(self._session)
        made.chosen.connect(self.read)
        self._put_beside(made, made.left)
        return made

    @cached_property
    def rekeying(self) -> RekeyingPage:
        """照单录入."""
        form = self.list.form
        made = RekeyingPage(
            self._session, read_date, lambda: form.currentData() or "", self.list.begin_sheet
        )
        self._put_beside(made, made.left)
        return made

    @cached_property
    def comparison(self) -> SecondLooksPage:
        """两次核对."""
        made = SecondLooksPage(self._session)
        self._put_beside(made, made.left)
        return made

    def _put_beside(self, page: QWidget, left: SignalInstance) -> None:
        self.addWidget(page)
        left.connect(lambda: self.setCurrentWidget(self.list))

    def show_inspection(
        self, inspection: Inspection, back: Callable[[], object] | None = None
    ) -> None:
        """Show an inspection to be filled in; once it is done with, `back` goes whence it came."""
        self._under_way, self._back = inspection.draft.id, back
        word = "返回列表" if back is None else "返回台账"
        self.filling.back.setText(word)
        set_tip(self.filling.back, f"{word}（Esc）")
        self.setCurrentWidget(self.filling)
        self.filling.show_inspection(inspection)

    def _look_again(self, inspection: Inspection) -> None:
        self._second_look = inspection.draft.id
        self.show_inspection(inspection)

    def _show_grid(self, work: Work, accounts: list[ListedAccount]) -> None:
        self.grid.show_grid(work, accounts)
        self.setCurrentWidget(self.grid)

    def resume(self, draft: str) -> None:
        """Go on with a draft. Raises `RefusedError` where it is gone."""
        self.show_inspection(inspections.resume(self._session.desk, draft))

    def _go_back(self, account: str) -> None:
        if self._under_way == self._second_look:
            self.comparison.want(self._under_way)
            self.setCurrentWidget(self.comparison)
            return
        if not self._leave():
            self.list.choose_following(account)

    def _leave(self) -> bool:
        """Show the list, or go whence the inspection came; return whether it came from there."""
        self.setCurrentWidget(self.list)
        back, self._back = self._back, None
        if back is not None:
            back()
        return back is not None

    # what phones collected

    def show_waiting(self) -> None:
        """Show what waits for a decision."""
        self.setCurrentWidget(self.waiting)

    def show_missing(self) -> None:
        """Show which photos and recordings are still missing."""
        self.setCurrentWidget(self.missing)

    def fetch(self) -> None:
        """Ask for the exports of phones and read them."""
        paths = dialogs.files_to_read(self, "选择手机检查的导出文件", KINDS)
        if paths:
            self.read(paths)

    def read(self, paths: Sequence[Path]) -> None:
        """Read exports beside the window; what they hold comes as a preview."""
        nature = self.list.chosen_nature
        self.list.collect.setEnabled(False)
        self._session.beside(
            "正在读取手机检查",
            lambda desk, progress: read_collection(desk, paths, nature, progress),
            self._show_collection,
            lambda: self.list.collect.setEnabled(True),
        )

    def _show_collection(self, found: Collection) -> None:
        self._found = found
        self.collection.show_collection(found)
        self.setCurrentWidget(self.collection)
        self.collection.focus_table()

    def _take_in(self) -> None:
        found = self._found
        if found is None:
            return
        self.collection.confirm.setEnabled(False)
        self._session.beside(
            "正在导入手机检查",
            lambda desk, progress: take_in_collection(desk, found, progress),
            self._tell,
            lambda: self.collection.confirm.setEnabled(True),
        )

    def _tell(self, done: Collection) -> None:
        known = self._found.unplaced if self._found else ()
        late = [problem for problem in done.unplaced if problem not in known]
        self._found = None
        self.setCurrentWidget(self.list)
        self._session.announce("inspections")
        text = f"{counted(done)}。导入前的数据已自动备份。"
        if late:  # pictures are looked at only when they are stored
            text += f"有 {len(late)} 个文件没有带入：{late[0].text.rstrip('。')}。"
        if done.lacks:
            text += f"还缺照片等文件 {done.lacks} 个，不影响检查。"
        if done.counts["held"]:
            message = Message(State.HINT, text, "去决定", self.show_waiting, icon="next")
        elif done.lacks:
            message = Message(State.HINT, text, "看缺哪些", self.show_missing, icon="next")
        else:
            message = Message(State.HINT if late else State.PASSED, text)
        self._session.say(message)
