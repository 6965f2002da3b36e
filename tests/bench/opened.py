"""Opens the window on a data folder as `python -m ui` does, and leaves once its page is painted.

`python -m tests.bench.opened DATA_FOLDER leave|settle FIGURE…`: the first page counts as painted
when its labels show all of the figures. With `settle`, prints the memory in use (MB) once at rest.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from govmedia_desktop import settings as stored
from govmedia_desktop.settings import Settings
from tests.bench.memory import megabytes
from ui.errors import Troubles
from ui.main import Start, application
from ui.window import Window

PATIENCE_MS = 60_000
SETTLED_MS = 1_000


class Watch(QObject):
    """Leaves the event loop after the paint that shows the figures."""

    def __init__(self, page: QWidget, figures: Sequence[str], *, settle: bool) -> None:
        super().__init__()
        self._page, self._figures, self._settle = page, set(figures), settle
        self.seen = False
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self.seen:
            shown = {label.text() for label in self._page.findChildren(QLabel)}
            if self._figures <= shown:
                self.seen = True
                # the page's own parts are painted before the next event is looked at
                QTimer.singleShot(SETTLED_MS if self._settle else 0, QApplication.quit)
        return False


def main(folder: str, then: str, *figures: str) -> None:
    with tempfile.TemporaryDirectory() as own:
        place = Path(own) / "settings.json"
        stored.save(place, Settings(data_folder=folder, staff="示例填报人"))
        app = application(sys.argv[:1], stored.load(place))
        troubles = Troubles()
        troubles.install()
        start = Start(place, Path(own), troubles)
        start.begin()
        page = start.shown.stack.currentWidget() if isinstance(start.shown, Window) else None
        if page is None:
            sys.exit("the data folder did not open on a page")
        watch = Watch(page, figures, settle=then == "settle")
        QTimer.singleShot(PATIENCE_MS, app.quit)
        app.exec()
        if not watch.seen:
            sys.exit(f"the first page never showed {figures}")
        if then == "settle":
            print(megabytes())
        start.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
