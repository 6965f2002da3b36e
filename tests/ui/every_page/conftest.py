"""One window for a whole module: what is tried on a page here leaves nothing behind."""

from contextlib import ExitStack

import pytest
from PySide6.QtCore import QSettings

from govmedia_desktop import settings as stored
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from tests.data.county import county
from tests.ui.every_page.stops import bring_to_front, settle
from ui import theme
from ui.errors import Troubles
from ui.main import PLACES, open_window
from ui.parts import desktop, dialogs
from ui.session import Session
from ui.standing import Standing
from ui.tasks import InlinePool, Tasks

SCREEN = (1366, 768)


@pytest.fixture(autouse=True)
def look():
    """Leave the look to the module's window."""


@pytest.fixture(autouse=True)
def cleared_screen():
    """Leave the module's window on the screen."""


@pytest.fixture(autouse=True, scope="package")
def answers(tmp_path_factory):
    """Nobody chooses a file or answers a box; the settings of this PC are the test's own."""
    place = tmp_path_factory.mktemp("settings") / "settings.json"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(stored, "usual_place", lambda: place)
        patched.setattr(dialogs, "ask", lambda _dialog: False)
        for name in ("file_to_write", "file_to_read", "folder_to_fill", "folder_to_write"):
            patched.setattr(dialogs, name, lambda *_asked: None)
        patched.setattr(dialogs, "files_to_read", lambda *_asked: [])
        for name in ("show_file", "show_folder"):
            patched.setattr(desktop, name, lambda *_shown: None)
        yield


@pytest.fixture(scope="module")
def window_at(qapp, tmp_path_factory):
    """Makes windows as large as the screen at data folders of that many accounts."""
    QSettings.setPath(
        QSettings.Format.IniFormat,
        QSettings.Scope.UserScope,
        str(tmp_path_factory.mktemp("remembered")),
    )
    theme.apply()
    with ExitStack() as opened:

        def make(accounts=12, desk=None):
            if desk is None:
                folder = tmp_path_factory.mktemp("data") / "县"
                desk = opened.enter_context(county(folder, accounts=accounts, quarters=3))
                take_up_shipped_forms(desk)
            session = Session(desk, Tasks(InlinePool()), office="示例县", practice=True)
            window = open_window(session, PLACES, Troubles())
            standing = Standing(session, window)
            standing.reckon()
            opened.callback(put_away, window)
            opened.callback(standing.stop)
            window.resize(*SCREEN)
            bring_to_front(window)
            settle()
            return window

        yield make


def put_away(window):
    """Leave no window behind, each of which would be styled anew in every later test."""
    window.close()
    window.deleteLater()
    settle()


@pytest.fixture(scope="module")
def window(window_at):
    return window_at()
