"""Real data folders for pictures, open until the pictures are drawn."""

import atexit
import tempfile
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from tests.data.county import county
from tests.screens.scenes_foundation import TITLES
from ui.session import Session
from ui.tasks import InlinePool, Tasks
from ui.window import Place, Window

T = TypeVar("T")
_open = ExitStack()


def put_away() -> None:
    """Close what pictures were made of: the next one then begins with a copy of its folder."""
    _open.close()


atexit.register(put_away)


def held(opened: AbstractContextManager[T]) -> T:
    """Open something until the picture is drawn."""
    return _open.enter_context(opened)


def folder() -> Path:
    """Return a new folder that is gone once the picture is drawn."""
    return Path(held(tempfile.TemporaryDirectory()))


def session(accounts: int = 24, quarters: int = 6, **how) -> Session:
    """Return a session at a new data folder with invented results."""
    desk = held(county(folder() / "data", accounts=accounts, quarters=quarters, **how))
    return Session(desk, Tasks(StillPool()), office="示例县人民政府办公室", practice=desk.practice)


class StillPool(InlinePool):
    """Runs work at once, or, held, never: for pictures of a page that is busy."""

    held = False

    def start(self, work) -> None:
        if not self.held:
            super().start(work)


def opened(at: Session, title: str, make) -> Window:
    """Return the window of the session at one of its pages."""
    makes = {t: make if t == title else (lambda _session: QWidget()) for t, _icon in TITLES}
    places = [Place(t, icon, lambda t=t: makes[t]) for t, icon in TITLES]
    window = Window(at, places)
    window.open(title)
    window.status.words.setText("已保存 10:42:07 · 未上报 12 条 · 最近备份 今天 08:30")
    return window
