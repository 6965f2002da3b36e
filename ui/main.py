"""Start: the application in its look, the hooks for errors, then first start or the window."""

import gc
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QWidget

from govmedia_desktop import settings as stored
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.settings import Settings
from govmedia_desktop.usecases.desk import NewOffice, open_desk
from govmedia_desktop.usecases.forms.files import is_form_file, is_mailed_file
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.inspections.unfinished import in_hand, named
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.upkeep.backups import Backup, is_damaged, newest_intact, restore
from govmedia_desktop.usecases.upkeep.folders import set_up
from ui import theme
from ui.errors import Troubles, keep_log
from ui.pages.workbench import WorkbenchPage
from ui.parts.bars import Message
from ui.parts.buttons import make_action
from ui.parts.page import EmptyState, Page
from ui.session import Session
from ui.standing import Standing
from ui.sweeping import Sweeping
from ui.tasks import Tasks
from ui.theme import State
from ui.window import Place, Window

Make = Callable[[Session], QWidget]


def _register() -> Make:
    from ui.pages.register import RegisterPage  # noqa: PLC0415 (each page when first opened)

    return RegisterPage


def _check() -> Make:
    from ui.pages.check import CheckPage  # noqa: PLC0415

    return CheckPage


def _trends() -> Make:
    from ui.pages.trends import TrendsPage  # noqa: PLC0415

    return TrendsPage


def _reports() -> Make:
    from ui.pages.reports import ReportsPage  # noqa: PLC0415

    return ReportsPage


def _exchange() -> Make:
    from ui.pages.exchange import ExchangePage  # noqa: PLC0415

    return ExchangePage


def _settings() -> Make:
    from ui.pages.settings import SettingsPlace  # noqa: PLC0415

    return SettingsPlace


WAIT = "一般几秒钟就好，请不要关机。现在的数据会先另存一份，还原好窗口会自动打开。"
PLACES = (
    Place("工作台", "workbench", lambda: WorkbenchPage),
    Place("台账", "register", _register),
    Place("检查", "check", _check),
    Place("趋势", "trend", _trends),
    Place("报告", "report", _reports),
    Place("上报与接收", "exchange", _exchange),
    Place("设置", "settings", _settings),
)


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
    window.open(places[0].title)
    window.navigation.setFocus()
    window.show()
    return window


def lead_files(session: Session, paths: Sequence[Path]) -> None:
    """Take files dropped on the window to the page that reads their kind."""
    path = paths[0]
    if is_form_file(path):
        session.go("设置", lambda page: page.read_form(path))
    elif is_mailed_file(path):
        session.go("上报与接收", lambda page: page.take_back(paths))
    elif path.suffix.lower() in (".xlsx", ".xlsm", ".csv"):
        session.go("台账", lambda page: page.read(path))
    elif path.suffix.lower() == ".xml":
        session.go("检查", lambda page: page.read([path]))
    else:
        session.go("上报与接收", lambda page: page.take_in(paths))


def offer_unfinished(session: Session) -> None:
    """Say in one line which inspection was open when the program ended, and offer to go on."""
    draft = in_hand(session.desk)
    if draft is not None:
        text = f"上次没有查完：{named(session.desk, draft)}。已答的都在。"
        go_on = partial(session.go, "检查", lambda page: page.resume(draft.id))
        session.say(Message(State.STARTED, text, "接着查", go_on))


def waiting_page() -> Page:
    """Return what stands on the screen while a backup is restored."""
    sheet = Page("政务新媒体监管")
    sheet.body.addWidget(EmptyState("folder", "正在还原备份", WAIT))
    return sheet


def restored(folder: Path, backup: Backup, staff: str) -> Message:
    """Restore a backup and return what a person is told of it, also where it was refused."""
    try:
        done = restore(folder, backup.path, staff)
    except RefusedError as refusal:
        return Message(State.FAILED, str(refusal))
    text = f"数据已还原到 {backup.made_at:%Y-%m-%d %H:%M}（{backup.why}）。"
    if done.kept_as is not None and done.was_damaged:
        text += f"损坏的数据原样留作“{done.kept_as.name}”，可以交给维护人员。"
    elif done.kept_as is not None:
        text += f"还原前的数据留作“{done.kept_as.stem}”，在设置里可以还原回来。"
    if done.missing:
        text += f"有 {len(done.missing)} 张证据图片不在，请在设置里校验数据，看是哪些。"
    return Message(State.HINT if done.missing else State.PASSED, text)


def prepared(folder: Path) -> str:
    """Make the practice folder where there is none; return why that was refused, else nothing."""
    from govmedia_desktop.usecases.upkeep.practice import (  # noqa: PLC0415 (only who practises)
        set_up_practice,
    )

    try:
        if not folder.exists():
            set_up_practice(folder)
    except RefusedError as refusal:
        return str(refusal)
    return ""


class Start:
    """Brings up the right thing for this PC and keeps it: `shown` is what is on the screen.

    `place` is the file of the person's settings, `documents` the folder that data folders go to.
    """

    def __init__(self, place: Path, documents: Path, troubles: Troubles) -> None:
        self._place = place
        self._documents = documents
        self._troubles = troubles
        self._open = ExitStack()
        self._preparing = Tasks()
        self.shown: QWidget | None = None

    def begin(self) -> None:
        """Open the data folder of the settings, or ask who works here where there is none."""
        settings = stored.load(self._place)
        if not settings.data_folder:
            from ui.pages.first_start import FirstStart  # noqa: PLC0415 (once on each PC)

            self._show(FirstStart(self._create, self._practise))
            return
        self._open_or_say_why(Path(settings.data_folder), settings.staff)

    def close(self) -> None:
        """Close the data folder; the last thing before leaving."""
        self._open.close()

    def _create(self, office: NewOffice, staff: str) -> None:
        folder = self._documents / "政务新媒体监管"
        set_up(folder, office, staff)
        settings = stored.load(self._place)
        stored.save(self._place, replace(settings, data_folder=str(folder), staff=staff))
        self._open_folder(folder, staff)

    def _practise(self, refused: Callable[[str], object]) -> None:
        """Prepare the practice folder beside the first page, once, and open it."""
        folder = self._documents / "政务新媒体监管-练习"
        told: list[str] = []
        self._preparing.run(
            "正在准备练习数据",
            lambda _progress: prepared(folder),
            told.append,
            lambda: self._open_practice(folder, told, refused),
        )

    def _open_practice(
        self, folder: Path, told: Sequence[str], refused: Callable[[str], object]
    ) -> None:
        from govmedia_desktop.usecases.upkeep.practice import STAFF  # noqa: PLC0415 (as above)

        try:
            refusal = "".join(told)
            if not refusal:
                self._open_folder(folder, STAFF)
        except RefusedError as error:
            refusal = str(error)
        if refusal:
            refused(refusal)

    def _open_folder(self, folder: Path, staff: str) -> Session:
        desk = self._open.enter_context(open_desk(folder, staff))
        take_up_shipped_forms(desk)
        keep_log(folder / "logs")
        name = own_office(desk).name
        session = Session(desk, Tasks(), office=name, practice=desk.practice)
        window = open_window(session, PLACES, self._troubles)
        window.dropped.connect(partial(lead_files, session))
        session.restoring.connect(lambda backup: self._restore(folder, desk.staff, backup))
        # timers stop before the database is closed
        self._open.callback(Standing(session, window).stop)
        Sweeping(cast(QApplication, QApplication.instance()), session.tasks)
        offer_unfinished(session)
        self._show(window)
        return session

    def _restore(self, folder: Path, staff: str, backup: Backup) -> None:
        """Close window and data, restore the backup beside a waiting page, and open both again."""
        sheet = waiting_page()
        if self.shown is not None:
            sheet.setGeometry(self.shown.geometry())
        self._show(sheet)
        self.close()
        told: list[Message] = []
        self._preparing.run(
            "正在还原备份",
            lambda _progress: restored(folder, backup, staff),
            told.append,
            lambda: self._open_again(folder, staff, told),
        )

    def _open_again(self, folder: Path, staff: str, told: Sequence[Message]) -> None:
        refused = "".join(message.text for message in told if message.state is State.FAILED)
        session = self._open_or_say_why(folder, staff, refused)
        if session is not None:
            for message in told:
                session.say(message)

    def _open_or_say_why(self, folder: Path, staff: str, told: str = "") -> Session | None:
        try:
            return self._open_folder(folder, staff)
        except RefusedError as refusal:
            reason = "\n".join(filter(None, (told, str(refusal))))
            self._show(self._closed(reason, folder, staff))
            return None

    def _closed(self, reason: str, folder: Path, staff: str) -> QWidget:
        """Return what stands where the data cannot be opened; damaged ones may be restored."""
        sheet = Page("政务新媒体监管")
        ways = [make_action(sheet, "再试一次", "undo", "F5", self.begin)]
        backup = newest_intact(folder) if is_damaged(folder) else None
        if backup is not None:
            reason += f"\n最近一份完好的备份是 {backup.made_at:%Y-%m-%d %H:%M} 的（{backup.why}）。"
            restore_it = partial(self._restore, folder, staff, backup)
            ways.insert(0, make_action(sheet, "用这份备份还原", "import", "Ctrl+R", restore_it))
        sheet.body.addWidget(EmptyState("folder", "数据文件夹打不开", reason, *ways))
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
    gc.freeze()
    gc.enable()
    code = app.exec()
    start.close()
    sys.exit(code)
