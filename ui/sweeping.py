"""When memory is searched for what nobody needs any more: never while a person waits.

Python's collector walks all that is alive and holds every thread meanwhile: a fifth of a second
once 5,000 accounts are shown. So what has come to stay is set aside from it as soon as it is shown,
and all of it is walked only while another program has the screen. What a page lets go of is freed
at once in any case; the collector only finds what holds itself.
"""

import gc
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from ui.tasks import Tasks

_ALL = 2
"""The generation whose search walks all that is not set aside."""
AWAY_MS = 2_000
"""A person who is gone for less only looked something up."""


class Sweeping(QObject):
    """Sets aside what tasks have brought, and searches it while the person is elsewhere."""

    def __init__(self, app: QGuiApplication, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._tasks = tasks
        self._away = QTimer(self, interval=AWAY_MS, singleShot=True)
        self._away.timeout.connect(sweep)
        app.applicationStateChanged.connect(self._look)
        tasks.brought.connect(gc.freeze)
        tasks.settled.connect(gc.freeze)
        gc.callbacks.append(self._after_search)
        tasks.destroyed.connect(partial(_forget, self._after_search))

    def _after_search(self, phase: str, told: Mapping[str, int]) -> None:
        """Set aside what a reading holds so far: the next search within it walks the rest alone."""
        if phase == "stop" and told["generation"] == _ALL and not self._tasks.busy:
            gc.freeze()

    def _look(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._away.stop()
        else:
            self._away.start()


def sweep() -> None:
    """Free all that nobody holds any more, and set the rest aside again."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _forget(callback: Callable[[str, Mapping[str, int]], None]) -> None:
    if callback in gc.callbacks:
        gc.callbacks.remove(callback)
