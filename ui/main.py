"""Start: the application in its look, the hooks for errors, then first start or the window."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QWidget

from govmedia_desktop import settings as stored
from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.settings import Settings
from govmedia_desktop.usecases.desk import NewOffice, open_desk
from govmedia_desktop.usecases.folders import set_up
from govmedia_desktop.usecases.forms import take_up_shipped_forms
from govmedia_desktop.usecases.offices import own_office
from ui import theme
from ui.errors import Troubles, keep_log
from ui.pages.first_start import FirstStart
from ui.parts.buttons import make_action
from ui.parts.page import EmptyState, Page
from ui.session import Session
from ui.tasks import Tasks
from ui.window import Place, Window

PLACES: tuple[Place, ...] = ()
PRACTICE_OFFICE = NewOffice("示例县人民政府办公室", Level.COUNTY, Category.GOVERNMENT)
PRACTICE_STAFF = "练习"


def application(arguments: Sequence[str], settings: Settings) -> QApplication:
    """Return the running application in the look that the person chose."""
    app = QApplication(list(arguments))
    app.setApplicationName("govmedia-desktop")
    app.setApplicationDisplayName("政务新媒体监管")
    theme.apply(settings.font_size, high_contrast=settings.high_contrast)
    app.setWindowIcon(theme.icon("app"))
    return app


def open_window(session: Session, places: Sequence[Place], troubles: Troubles) -> Window:
    """Show the window of a session on its first page, with refusals and errors led into it."""
    window = Window(session, places)
    troubles.refused.connect(window.refuse)
    troubles.failed.connect(window.show_error)
    window.navigation.setCurrentRow(0)
    window.navigation.setFocus()
    window.show()
    return window


class Start:
    """Brings up the right thing for this PC and keeps it: `shown` is what is on the screen.

    `place` is the file of the person's settings, `documents` the folder that data folders go to.
    """

    def __init__(self, place: Path, documents: Path, troubles: Troubles) -> None:
        self._place = place
        self._documents = documents
        self._troubles = troubles
        self._open = ExitStack()
        self.shown: QWidget | None = None

    def begin(self) -> None:
        """Open the data folder of the settings, or ask who works here where there is none."""
        settings = stored.load(self._place)
        if not settings.data_folder:
            self._show(FirstStart(self._create, self._practise))
            return
        try:
            self._open_folder(Path(settings.data_folder), settings.staff)
        except RefusedError as refusal:
            self._show(self._closed(str(refusal)))

    def close(self) -> None:
        """Close the data folder; the last thing before leaving."""
        self._open.close()

    def _create(self, office: NewOffice, staff: str) -> None:
        folder = self._documents / "政务新媒体监管"
        set_up(folder, office, staff)
        settings = stored.load(self._place)
        stored.save(self._place, replace(settings, data_folder=str(folder), staff=staff))
        self._open_folder(folder, staff)

    def _practise(self) -> None:
        folder = self._documents / "政务新媒体监管-练习"
        if not folder.exists():
            set_up(folder, PRACTICE_OFFICE, PRACTICE_STAFF, practice=True)
        self._open_folder(folder, PRACTICE_STAFF)

    def _open_folder(self, folder: Path, staff: str) -> None:
        desk = self._open.enter_context(open_desk(folder, staff))
        take_up_shipped_forms(desk)
        keep_log(folder / "logs")
        name = own_office(desk).name
        session = Session(desk, Tasks(), office=name, practice=desk.practice)
        self._show(open_window(session, PLACES, self._troubles))

    def _closed(self, reason: str) -> QWidget:
        sheet = Page("政务新媒体监管")
        again = make_action(sheet, "再试一次", "undo", "F5", self.begin)
        sheet.body.addWidget(EmptyState("folder", "数据文件夹打不开", reason, again))
        return sheet

    def _show(self, widget: QWidget) -> None:
        before, self.shown = self.shown, widget
        widget.show()
        if before is not None:
            before.close()
            before.deleteLater()


def main() -> None:
    """Run the window until it is closed."""
    place = stored.usual_place()
    app = application(sys.argv, stored.load(place))
    troubles = Troubles()
    troubles.install()
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    start = Start(place, Path(QStandardPaths.writableLocation(documents)), troubles)
    start.begin()
    code = app.exec()
    start.close()
    sys.exit(code)
