"""Long work off the window's thread: one at a time, with progress and 取消."""

from collections.abc import Callable, Iterator
from threading import Event
from time import perf_counter
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal

from govmedia_desktop.packages.watch import Watch

T = TypeVar("T")
Progress = Callable[[int, int], None]
Work = Callable[[Progress], Any]
SLICE_S = 0.015
MOMENT_MS = 400
"""A reading that takes longer is told of."""


class StoppedError(Exception):
    """Raised inside the work at its next report of progress after a person pressed 取消."""


class Pool(Protocol):
    """Where work runs."""

    def start(self, work: Callable[[], None], /) -> object:
        """Run the work, now or later, here or in another thread."""


def one_thread() -> QThreadPool:
    """Return a pool that runs one piece of work after the other beside the window."""
    pool = QThreadPool()
    pool.setMaxThreadCount(1)
    return pool


class InlinePool:
    """Runs the work at once in the caller's thread: for tests."""

    def start(self, work: Callable[[], None], /) -> None:
        """Run the work to its end."""
        work()


class Task(QObject):
    """One piece of work; its signals reach the thread that made it, lambdas included.

    `work` is a pure function of a progress callback `(done, total)`. Exactly one of `returned`,
    `failed` (with the exception) and `stopped` is followed by `ended`.
    """

    progressed = Signal(int, int)
    returned = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    ended = Signal()
    _arrived = Signal(object, object)
    _moved = Signal(int, int)

    def __init__(self, title: str, work: Work) -> None:
        super().__init__()
        self.title = title
        self._work = work
        self._stop = Event()
        # bound methods of an object of this thread: Qt carries the call over by itself
        self._arrived.connect(self._hand_over, Qt.ConnectionType.AutoConnection)
        self._moved.connect(self._pass_on, Qt.ConnectionType.AutoConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def run(self) -> None:
        """Do the work; called by the pool."""
        try:
            self._report(0, 0)
            result = self._work(self._report)
        except Exception as error:  # noqa: BLE001 — carried to the window, which judges it
            self._arrived.emit(None, error)
        else:
            self._arrived.emit(result, None)

    def _report(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise StoppedError
        self._moved.emit(done, total)

    def _pass_on(self, done: int, total: int) -> None:
        self.progressed.emit(done, total)

    def _hand_over(self, result: object, error: Exception | None) -> None:
        if error is None:
            self.returned.emit(result)
        elif isinstance(error, StoppedError):
            self.stopped.emit()
        else:
            self.failed.emit(error)
        self.ended.emit()


class Slices(QObject):
    """Work of the window's own thread, a few steps between its events; signals as of a `Task`.

    What a step did stays done where a person stops it.
    """

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, title: str, steps: Iterator[object], total: int) -> None:
        super().__init__()
        self.title = title
        self._steps = steps
        self._total = total
        self._done = 0
        self._stopped = False

    def cancel(self) -> None:
        """Stop before the next step."""
        self._stopped = True

    def run(self, *, at_once: bool) -> None:
        """Do the steps, all at once or in slices of `SLICE_S` seconds."""
        until = perf_counter() + SLICE_S
        while self._step():
            if not at_once and perf_counter() > until:
                self.progressed.emit(self._done, self._total)
                QTimer.singleShot(0, self, lambda: self.run(at_once=False))
                return
        self.ended.emit()

    def _step(self) -> bool:
        """Do one step; false where none is left, where it was stopped or where it failed."""
        if self._stopped:
            return False
        try:
            next(self._steps)
        except StopIteration:
            return False
        except Exception:
            self.ended.emit()
            raise
        self._done += 1
        return True


class Tasks(QObject):
    """Starts tasks and keeps them alive; `started` announces each to the status line.

    `brought`: what one brought is about to be shown, and no other work runs. `settled`: it is
    shown, and nothing runs or is read any more.
    """

    started = Signal(object)
    brought = Signal()
    settled = Signal()

    def __init__(self, pool: Pool | None = None) -> None:
        super().__init__()
        self._pool: Pool = pool or one_thread()
        self._readers: Pool = pool or one_thread()
        self._loaders: Pool = pool or one_thread()
        self._running: list[Task | Slices] = []
        self._reading: list[Task] = []

    def run(
        self,
        title: str,
        work: Work,
        returned: Callable[[Any], object],
        ended: Callable[[], object] | None = None,
    ) -> Task:
        """Start the work; `returned` gets its result. What it raises goes the way of every error.

        `ended` is called however it ended: there a page shows itself idle again. Call it in the
        window's thread. Returns the task, already started.
        """
        task = Task(title, work)
        self._running.append(task)
        task.returned.connect(lambda _result: self._bring(task))
        task.returned.connect(returned)
        task.failed.connect(_raise)
        task.ended.connect(lambda: self._running.remove(task))
        if ended is not None:
            task.ended.connect(ended)
        task.ended.connect(self._settle)
        self.started.emit(task)
        self._pool.start(task.run)
        return task

    def read(
        self,
        title: str,
        work: Callable[[], T],
        returned: Callable[[T], object],
        ended: Callable[[], object],
    ) -> Task:
        """Read beside the window, also while other work runs there; signals as of `run`.

        Nothing is announced of a reading that is over in a moment. Stopped, its result is dropped.
        """
        return self._read(self._readers, Task(title, lambda _progress: work()), returned, ended)

    def load(self, title: str, work: Callable[[], T], returned: Callable[[T], object]) -> Task:
        """Load a part of the program as `read` reads, without waiting for what is being read."""
        return self._read(self._loaders, Task(title, lambda _progress: work()), returned)

    def _read(
        self,
        pool: Pool,
        task: Task,
        returned: Callable[[Any], object],
        ended: Callable[[], object] | None = None,
    ) -> Task:
        self._reading.append(task)
        task.returned.connect(lambda _found: self._bring(task))
        task.returned.connect(lambda found: None if task.stopping else returned(found))
        task.failed.connect(_raise)
        task.ended.connect(lambda: self._reading.remove(task))
        if ended is not None:
            task.ended.connect(ended)
        task.ended.connect(self._settle)
        QTimer.singleShot(MOMENT_MS, task, lambda: self._announce(task))
        pool.start(task.run)
        return task

    def _announce(self, task: Task) -> None:
        if task in self._reading and not self._running:
            self.started.emit(task)

    def run_here(
        self, title: str, steps: Iterator[object], total: int, ended: Callable[[], object]
    ) -> None:
        """Do the steps between the events of the window; `ended` is called however it ended.

        For work on the window's own connection. A step may take some milliseconds.
        """
        slices = Slices(title, steps, total)
        self._running.append(slices)
        slices.ended.connect(lambda: self._running.remove(slices))
        slices.ended.connect(ended)
        slices.ended.connect(self._settle)
        self.started.emit(slices)
        if isinstance(self._pool, InlinePool):
            slices.run(at_once=True)
        else:  # whatever asked for it is to be seen first
            QTimer.singleShot(0, slices, lambda: slices.run(at_once=False))

    @property
    def busy(self) -> bool:
        """Whether any work still runs or waits, readings aside."""
        return bool(self._running)

    @property
    def reading(self) -> bool:
        """Whether anything is still read or waits to be."""
        return bool(self._reading)

    def _bring(self, task: Task) -> None:
        if all(other is task for other in self._running):
            self.brought.emit()

    def _settle(self) -> None:
        if not self._running and not self._reading:
            self.settled.emit()

    def close(self) -> None:
        """Ask everything to stop and wait for it: before the database is closed."""
        for task in (*self._running, *self._reading):
            task.cancel()
        for pool in (self._pool, self._readers, self._loaders):
            if isinstance(pool, QThreadPool):
                pool.waitForDone()


def _raise(error: Exception) -> None:
    raise error


def watching(progress: Progress) -> Watch:
    """Return a watch that shows how many of the expected bytes have passed, and hears 取消."""
    watch = Watch()
    stopped = Event()

    def passed(count: int) -> None:
        if not goes_on(progress, min(count, watch.expected) >> 10, watch.expected >> 10):
            stopped.set()

    watch.progress, watch.cancelled = passed, stopped.is_set
    return watch


def goes_on(progress: Progress, done: int, total: int) -> bool:
    """Report progress; false where 取消 was pressed, for work that then returns what it did."""
    try:
        progress(done, total)
    except StoppedError:
        return False
    return True
