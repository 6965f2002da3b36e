"""The program itself, left once its first page is painted.

`python -m tests.bench.opened leave|settle FIGURE…`: carries out `python -m ui`, and the first page
counts as painted when its labels show all of the figures. With `settle`, prints the memory in use
(MB) once at rest.
"""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QStackedWidget, QWidget

from tests.bench.memory import megabytes
from ui.__main__ import main

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


def watched(then: str, *figures: str) -> None:
    """Run the program with its event loop watched."""
    run = QApplication.exec

    def exec_watched() -> int:
        (window,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow))
        page = window.findChild(QStackedWidget).currentWidget()
        watch = Watch(page, figures, settle=then == "settle")
        QTimer.singleShot(PATIENCE_MS, QApplication.quit)
        code = run()
        if not watch.seen:
            sys.exit(f"the first page never showed {figures}")
        if then == "settle":
            print(megabytes())
        return code

    QApplication.exec = staticmethod(exec_watched)
    sys.argv[1:] = []
    main()


if __name__ == "__main__":
    watched(*sys.argv[1:])
