"""Opens the window on a data folder as `python -m ui` does, and leaves once its page is painted.

`python -m tests.bench.opened DATA_FOLDER WORDS [settle]`: the first page counts as painted when it
shows all of the words (its figures). With `settle`, prints the memory in use (MB) once at rest.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from govmedia_desktop import settings as stored
from govmedia_desktop.settings import Settings
from tests.bench.filling import STAFF
from tests.bench.memory import megabytes
from ui.errors import Troubles
from ui.main import Start, application
from ui.window import Window

PATIENCE_MS = 60_000
SETTLED_MS = 1_000


class Watch(QObject):
    """Leaves the event loop after the paint that shows the words."""

    def __init__(self, page: QWidget, words: set[str], *, settle: bool) -> None:
        super().__init__()
        self._page, self._words, self._settle = page, words, settle
        self.seen = False
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self.seen:
            shown = {label.text() for label in self._page.findChildren(QLabel)}
            if self._words <= shown:
                self.seen = True
                # the page's own parts are painted before the next event is looked at
                QTimer.singleShot(SETTLED_MS if self._settle else 0, QApplication.quit)
        return False


def main(folder: str, words: str, *rest: str) -> None:
    with tempfile.TemporaryDirectory() as own:
        place = Path(own) / "settings.json"
        stored.save(place, Settings(data_folder=folder, staff=STAFF))
        app = application(sys.argv[:1], stored.load(place))
        troubles = Troubles()
        troubles.install()
        start = Start(place, Path(own), troubles)
        start.begin()
        page = start.shown.stack.currentWidget() if isinstance(start.shown, Window) else None
        if page is None:
            sys.exit("the data folder did not open on a page")
        watch = Watch(page, set(words.split()), settle="settle" in rest)
        QTimer.singleShot(PATIENCE_MS, app.quit)
        app.exec()
        if not watch.seen:
            sys.exit(f"the first page never showed {words}")
        if "settle" in rest:
            print(megabytes())
        start.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
