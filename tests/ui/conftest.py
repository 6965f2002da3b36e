"""Real widgets, offscreen; what the window remembers goes to a folder of the test."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog

from tests.data.county import county
from tests.unit.desks import desk_of
from ui import theme
from ui.pages.register import RegisterPage
from ui.pages.register.details import TABS
from ui.parts import desktop, dialogs
from ui.parts.bars import Message
from ui.session import Session
from ui.tasks import InlinePool, Tasks


@pytest.fixture(autouse=True)
def look(qapp, tmp_path):
    place = str(tmp_path / "remembered")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, place)
    theme.apply()


@pytest.fixture
def asked(monkeypatch):
    """Every dialog that would have been shown, in order; all are accepted."""
    shown: list[QDialog] = []

    def accept(dialog: QDialog) -> bool:
        shown.append(dialog)
        return True

    monkeypatch.setattr(dialogs, "ask", accept)
    return shown


@pytest.fixture
def session_at(tmp_path, qapp):
    """Makes sessions at real data folders of 示例县, closed after the test; work runs inline."""
    with ExitStack() as opened:

        def make(accounts=12, quarters=3, **how) -> Session:
            folder = tmp_path / f"data{len(list(tmp_path.iterdir()))}"
            desk = opened.enter_context(county(folder, accounts=accounts, quarters=quarters, **how))
            return Session(desk, Tasks(InlinePool()), office="示例县人民政府办公室")

        yield make


@pytest.fixture
def register_at(qtbot, session_at):
    """Makes the register page with the first account's details on that tab."""

    def make(tab: str) -> RegisterPage:
        page = RegisterPage(session_at(accounts=3, quarters=1))
        qtbot.addWidget(page)
        page.resize(1200, 720)
        page.show()
        page.list.details.tabs.setCurrentIndex(TABS.index(tab))
        return page

    return make


@pytest.fixture
def heard():
    """Collects what a session says: `heard(session)` returns the growing list of messages."""

    def listen(session: Session) -> list[Message]:
        said: list[Message] = []
        session.said.connect(said.append)
        return said

    return listen


@pytest.fixture
def file_at(monkeypatch):
    """Answers every file dialog: `file_at(path, …)`; what was offered is in the list it returns."""

    def answer(*paths: Path) -> list[str]:
        offered: list[str] = []

        def write(_parent, _title, suggested, _kinds):
            offered.append(suggested)
            return paths[0] if paths else None

        monkeypatch.setattr(dialogs, "file_to_write", write)
        monkeypatch.setattr(dialogs, "files_to_read", lambda *_asked: list(paths))
        return offered

    return answer


@pytest.fixture
def shown_files(monkeypatch):
    """Files and folders that would have been shown on the desktop."""
    shown: list[Path] = []
    monkeypatch.setattr(desktop, "show_file", shown.append)
    monkeypatch.setattr(desktop, "show_folder", shown.append)
    return shown


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


@pytest.fixture
def session(desk):
    return Session(desk, Tasks(InlinePool()), office="示例县")


@pytest.fixture
def said(session):
    heard: list[Message] = []
    session.said.connect(heard.append)
    return heard
