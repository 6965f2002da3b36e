"""台账: the list of accounts with their details, and taking in a register file."""

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget

from govmedia_desktop.domain.evidence import Evidence
from govmedia_desktop.domain.listing import Asked
from govmedia_desktop.domain.registers import Wanted
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.register.imported import (
    compare_again,
    read_register,
    take_in_register,
)
from govmedia_desktop.usecases.register.marking import mark_register
from govmedia_desktop.usecases.register.merging import merge, part_again
from ui.forms.evidence.view import EvidenceView
from ui.pages.register.clue_list import ClueListPage
from ui.pages.register.exporting import ExportPage
from ui.pages.register.listing import ListPage
from ui.pages.register.merging import MergePage
from ui.pages.register.messages import MessagesPage
from ui.pages.register.preview import PreviewPage
from ui.pages.register.remarks import Preview, preview_of
from ui.pages.register.review import ReviewPage
from ui.parts import dialogs
from ui.parts.bars import Message
from ui.session import Session
from ui.tasks import Progress
from ui.theme import State

KINDS = "台账 (*.xlsx *.xls *.et *.csv)"


class RegisterPage(QStackedWidget):
    """The list, or the preview of a file that is to be taken in."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._read: tuple[Path, Preview] | None = None
        self._asked_by = ""
        self.list = ListPage(session)
        self.addWidget(self.list)
        self.list.export_wanted.connect(self._open_export)
        self.list.messages_wanted.connect(lambda: self.setCurrentWidget(self.messages))
        self.list.import_wanted.connect(self.fetch)
        self.list.review_wanted.connect(lambda: self.setCurrentWidget(self.review))
        self.list.details.checks.evidence_chosen.connect(self._show_evidence)
        session.changed.connect(self._compare_again)

    # every page but the list is made when it is first asked for: the list opens sooner

    @cached_property
    def preview(self) -> PreviewPage:
        """What a register file would change."""
        made = PreviewPage()
        self.addWidget(made)
        made.confirmed.connect(self._take_in)
        made.left.connect(self._leave)
        made.corrected.connect(self._read_again)
        made.marking_wanted.connect(self._mark)
        return made

    @cached_property
    def evidence(self) -> EvidenceView:
        """The pictures of an inspection."""
        made = EvidenceView(self._session)
        self.addWidget(made)
        made.left.connect(self._close_evidence)
        return made

    @cached_property
    def review(self) -> ReviewPage:
        """台账核对."""
        made = ReviewPage(self._session)
        self.addWidget(made)
        made.merge_wanted.connect(self.compare)
        made.clues.list_chosen.connect(self._read_clues)
        made.left.connect(lambda: self.setCurrentWidget(self.list))
        made.account_wanted.connect(self._show_account)
        return made

    @cached_property
    def merging(self) -> MergePage:
        """Two entries of one account beside each other."""
        made = MergePage(self._session)
        self.addWidget(made)
        made.left.connect(self._leave_merging)
        made.confirmed.connect(self._merge)
        return made

    @cached_property
    def clue_list(self) -> ClueListPage:
        """What a bought list of clues would bring."""
        made = ClueListPage(self._session)
        self.addWidget(made)
        made.opened.connect(lambda: self.setCurrentWidget(made))
        made.left.connect(lambda: self.setCurrentWidget(self.review))
        return made

    @cached_property
    def export(self) -> ExportPage:
        """What goes out."""
        made = ExportPage(self._session)
        self.addWidget(made)
        made.left.connect(lambda: self.setCurrentWidget(self.list))
        return made

    @cached_property
    def messages(self) -> MessagesPage:
        """互动."""
        made = MessagesPage(self._session)
        self.addWidget(made)
        made.left.connect(lambda: self.setCurrentWidget(self.list))
        return made

    def add(self) -> None:
        """Begin a new account."""
        self.setCurrentWidget(self.list)
        self.list.begin_new()

    def show_checks(self, account: str) -> None:
        """Show the inspections of an account; a preview that waits here stays."""
        self.list.show_checks(account)

    def _open_export(self, shown: Asked | None, count: str, total: int) -> None:
        self.export.begin(shown, count, total)
        self.setCurrentWidget(self.export)
        self.export.range.setFocus()

    def show_life(self, account: str) -> None:
        """Show what happened to an account."""
        self.setCurrentWidget(self.list)
        self.list.show_life(account)

    def show_filings(self) -> None:
        """Show what is still to be filed."""
        self.setCurrentWidget(self.review)
        self.review.show_filings()

    def _read_clues(self, path: Path) -> None:
        self.clue_list.read(path)

    def _show_account(self, account: str) -> None:
        self.setCurrentWidget(self.list)
        self.list.choose(account)

    def compare(self, one: str, other: str, asked_by: str = "") -> None:
        """Show two entries of one account; then go back to the page that asked, by its title."""
        self._asked_by = asked_by
        self.merging.show_entries(one, other)
        self.setCurrentWidget(self.merging)

    def _leave_merging(self) -> None:
        self.setCurrentWidget(self.list if self._asked_by else self.review)
        if self._asked_by:
            self._session.go(self._asked_by)

    def _merge(self, ids: tuple[str, str], taken: Mapping[str, str]) -> None:
        self._leave_merging()
        with self._session.writing("accounts") as desk:
            merged = merge(desk, *ids, taken)
        text = "已合并为一个账号，只计一次；以后可以在它的沿革里分开，各自恢复原样。"
        part = partial(self._part, merged[0])
        self._session.say(Message(State.PASSED, text, "分开", part))

    def _part(self, account: str) -> None:
        with self._session.writing("accounts") as desk:
            part_again(desk, account)

    def fetch(self) -> None:
        """Ask for a register file and read it."""
        path = dialogs.file_to_read(self, "选择台账", KINDS)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a register file beside the window; what it holds comes as a preview."""
        self._busy(busy=True)
        self._session.beside(
            "正在读取台账",
            lambda desk, progress: _previewed(desk, path, progress, Wanted()),
            lambda preview: self._show(path, preview),
            lambda: self._busy(busy=False),
        )

    def _show(self, path: Path, preview: Preview) -> None:
        self._read = (path, preview)
        self.preview.show_import(path, preview)
        self.setCurrentWidget(self.preview)
        self.preview.begin()

    def _keep(self, preview: Preview) -> None:
        """Hold what was read or compared anew, unless it was left meanwhile."""
        if self._read is not None:
            self._read = (self._read[0], preview)

    def _read_again(self, wanted: Wanted) -> None:
        """Read the same file as it was corrected; refused, it stays as it was read before."""
        if self._read is None:
            return
        path, _ = self._read
        self._busy(busy=True)
        self._session.beside(
            "正在重新读取台账",
            lambda desk, progress: _previewed(desk, path, progress, wanted),
            self._keep,
            self._show_again,
        )

    def _show_again(self) -> None:
        self._busy(busy=False)
        if self._read is not None:
            self.preview.show_import(*self._read)

    def _mark(self) -> None:
        if self._read is None:
            return
        path, read = self._read[0], self._read[1].read
        suggested = f"{path.stem}（标注）.xlsx"
        out = dialogs.file_to_write(self, "写出标注表", suggested, "Excel 工作簿 (*.xlsx)")
        if out is not None:
            self._session.beside(
                "正在写出标注表",
                lambda desk, _: mark_register(desk, read, out),
                self._tell_marked,
            )

    def _tell_marked(self, out: Path) -> None:
        text = (
            f"已写出“{out.name}”：有疑问的格子标了颜色和批注，最后一列是问题。对方的原表没有改动。"
        )
        self._session.say(Message(State.PASSED, text))

    def _show_evidence(self, pieces: Sequence[Evidence], first: Evidence) -> None:
        listed = self.list.details.listed
        self.evidence.show_evidence(
            pieces, first, f"证据 · {listed.account.name if listed else ''}"
        )
        self.setCurrentWidget(self.evidence)

    def _close_evidence(self) -> None:
        """Go back to the thumbnail of what was seen last."""
        self.setCurrentWidget(self.list)
        self.list.details.checks.pictures.focus_on_piece(self.evidence.shown)

    def _compare_again(self, subject: str) -> None:
        """Accounts changed on another page while the preview stood here."""
        if self._read is not None and subject == "accounts":
            _, preview = self._read
            self.preview.confirm.setEnabled(False)
            self._session.beside(
                "正在重新比对台账",
                lambda desk, _: preview_of(compare_again(desk, preview.read)),
                self._keep,
                self._show_again,
            )

    def _leave(self) -> None:
        self._read = None
        self.setCurrentWidget(self.list)

    def _take_in(self) -> None:
        if self._read is None:
            return
        read = self._read[1].read
        self.preview.confirm.setEnabled(False)
        self._busy(busy=True)
        self._session.beside(
            "正在导入台账",
            lambda desk, _: take_in_register(desk, read),
            self._tell,
            self._rest,
        )

    def _rest(self) -> None:
        """After a refused import the same preview can be confirmed again."""
        self._busy(busy=False)
        self.preview.confirm.setEnabled(self._read is not None)

    def _tell(self, counts: dict[str, int]) -> None:
        self._leave()
        self._session.announce("accounts")
        text = (
            f"已导入：新增 {counts['added']} 个，更新 {counts['updated']} 个账号。"
            "导入前的数据已自动备份，需要时可以从备份还原。"
        )
        self._session.say(Message(State.PASSED, text))

    def _busy(self, *, busy: bool) -> None:
        for action in (self.list.fetch, *self.list.first):
            action.setEnabled(not busy)


def _previewed(desk: Desk, path: Path, progress: Progress, wanted: Wanted) -> Preview:
    return preview_of(read_register(desk, path, progress=progress, wanted=wanted))
