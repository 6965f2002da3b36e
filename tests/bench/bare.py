"""The least a window can be: a bare `QMainWindow`, left once painted (see `opened`)."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

SETTLED_MS = 1_000


class Window(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(SETTLED_MS if "settle" in sys.argv else 0, QApplication.quit)


app = QApplication(sys.argv)
window = Window()
window.resize(1280, 720)
window.show()
app.exec()
if "settle" in sys.argv:
    from tests.bench.memory import megabytes

    print(megabytes())
