"""检查表: the list of forms; a workbook read and published; two versions; one to be tried."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from govmedia_desktop.forms.comparison import Difference
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms import management as cases
from govmedia_desktop.usecases.forms.known import ListedForm, list_forms, open_form
from govmedia_desktop.usecases.forms.management import CheckedWorkbook, Plan
from govmedia_desktop.usecases.forms.versions import compare_versions
from ui.pages.settings.forms.checked import CheckedPage
from ui.pages.settings.forms.comparing import ComparePage
from ui.pages.settings.forms.listing import FormList
from ui.pages.settings.forms.trial import TrialPage
from ui.parts import desktop, dialogs
from ui.parts.bars import Message
from ui.session import Session
from ui.tasks import Progress
from ui.theme import State

KINDS = "检查表工作簿 (*.xlsx *.xlsm *.xls *.et)"
ENDINGS = (".xlsx", ".xlsm", ".xls", ".et")
Checked = tuple[CheckedWorkbook, Plan | None, list[Difference]]


class FormsPage(QStackedWidget):
    """Everything about check forms; `left` goes back to where one came from."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._session = session
        self._path: Path | None = None
        self._checked: CheckedWorkbook | None = None
        self._came_from: QWidget | None = None
        self.list = FormList(session)
        self.checked = CheckedPage(session)
        self.comparing = ComparePage()
        self.trial = TrialPage(session)
        for page in (self.list, self.checked, self.comparing, self.trial):
            self.addWidget(page)
        self._wire()

    def _wire(self) -> None:
        self.list.left.connect(self.left)
        self.list.import_wanted.connect(self.fetch)
        self.list.tried.connect(self._try_published)
        self.list.compared.connect(self._compare_with_before)
        self.list.written.connect(self._write_out)
        self.list.switched.connect(self._switch)
        self.checked.left.connect(self._show_list)
        self.checked.again.connect(self._read_again)
        self.checked.tried.connect(self._try_checked)
        self.checked.confirmed.connect(self._publish)
        self.comparing.left.connect(self._show_list)
        self.comparing.chosen.connect(self._compare)
        self.trial.left.connect(self._end_trial)

    def _show_list(self) -> None:
        self._checked = None
        self.setCurrentWidget(self.list)

    # reading a workbook

    def fetch(self) -> None:
        """Ask for a workbook and read it."""
        path = dialogs.file_to_read(self, "选择检查表工作簿", KINDS)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a workbook beside the window; then its faults show, or what publishing will do."""
        self._path = path
        self._busy(busy=True)
        self._session.beside(
            "正在检查工作簿",
            partial(_read, path),
            self._show_checked,
            lambda: self._busy(busy=False),
        )

    def _read_again(self) -> None:
        if self._path is not None:
            self.read(self._path)

    def _busy(self, *, busy: bool) -> None:
        for action in (
            self.list.fetch,
            self.list.first,
            self.checked.reread,
            self.checked.mended,
        ):
            action.setEnabled(not busy)

    def _show_checked(self, found: Checked) -> None:
        checked, plan, differences = found
        self._checked = checked
        faults = (*checked.faults, *checked.unpublishable, *(plan.faults if plan else ()))
        self.setCurrentWidget(self.checked)
        if faults or plan is None:
            self.checked.show_faults(checked, faults)
        else:
            self.checked.show_plan(checked, plan, differences)

    def _publish(self, reason: str) -> None:
        if self._checked is None:
            return
        with self._session.writing("forms") as desk:
            published = cases.publish_workbook(desk, self._checked, reason)
        self._show_list()
        self.list.choose(published.form.id)
        self._session.say(Message(State.PASSED, published.text))

    # what is done with a version

    def _write_out(self, form: ListedForm) -> None:
        suggested = desktop.suggested_place(f"{form.title or form.form_id}-第{form.version}版.xlsx")
        path = dialogs.file_to_write(self, "写出工作簿", suggested, "Excel 工作簿 (*.xlsx)")
        if path is None:
            return
        written = cases.export_workbook(self._session.desk, form, path)
        desktop.remember_place(written)
        told = f"已写出“{written.name}”，与发布时一字不差。"
        show = partial(desktop.show_file, written)
        self._session.say(Message(State.PASSED, told, "打开所在文件夹", show))

    def _switch(self, form: ListedForm) -> None:
        change, back = (
            (cases.restore, cases.retire) if form.retired else (cases.retire, cases.restore)
        )
        with self._session.writing("forms") as desk:
            change(desk, form.id)
        told = (
            f"“{form.title}”已恢复使用，新的检查可以选它。"
            if form.retired
            else f"“{form.title}”已停用，新的检查不再用它；已有的检查和草稿不受影响。"
        )
        self._session.say(Message(State.PASSED, told, "撤销", partial(self._undo, back, form)))

    def _undo(self, back: cases.Switch, form: ListedForm) -> None:
        with self._session.writing("forms") as desk:
            back(desk, form.id)

    # comparing

    def _compare_with_before(self, form: ListedForm) -> None:
        versions = [f for f in list_forms(self._session.desk) if f.form_id == form.form_id]
        place = [version.id for version in versions].index(form.id)
        older, newer = versions[max(place - 1, 0)], versions[max(place, 1)]
        self.comparing.offer_versions(versions, older.id, newer.id)
        self._compare(older, newer)

    def _compare(self, older: ListedForm, newer: ListedForm) -> None:
        work = partial(_compared, older, newer)
        self._session.beside("正在比较两版", work, self._show_compared)

    def _show_compared(self, found: list[Difference]) -> None:
        self.setCurrentWidget(self.comparing)
        self.comparing.show_differences(found)

    # trying out

    def _try_published(self, form: ListedForm) -> None:
        self._session.beside("正在打开检查表", lambda desk, _: open_form(desk, form), self._try)

    def _try_checked(self) -> None:
        if self._checked is not None and self._checked.form is not None:
            self._try(self._checked.form)

    def _try(self, form: CompiledForm) -> None:
        self._came_from = self.currentWidget()
        self.setCurrentWidget(self.trial)
        self.trial.show_form(form)

    def _end_trial(self) -> None:
        self.setCurrentWidget(self._came_from or self.list)
        self.trial.take_away()

    # dropping a file

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome one workbook."""
        if _workbook_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read it."""
        path = _workbook_in(event)
        if path is not None:
            event.acceptProposedAction()
            self.read(path)


def _workbook_in(event: QDropEvent) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in ENDINGS else None


def _read(path: Path, desk: Desk, progress: Progress) -> Checked:
    checked = cases.check_file(path)
    progress(0, 0)
    if checked.form is None:
        return checked, None, []
    plan = cases.plan(desk, checked)
    if plan.newest is None:
        return checked, plan, []
    before = cases.workbook_of(desk, plan.newest)
    return checked, plan, compare_versions(before, checked.content, checked.name)


def _compared(
    older: ListedForm, newer: ListedForm, desk: Desk, _progress: Progress
) -> list[Difference]:
    before, after = cases.workbook_of(desk, older), cases.workbook_of(desk, newer)
    return compare_versions(before, after, newer.title)
