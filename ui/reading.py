"""What a page shows is read beside the window, on a connection of its own."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from govmedia_desktop.usecases.desk import Desk, second_desk
from ui.session import Session
from ui.tasks import Task

T = TypeVar("T")


class Reading:
    """Reads for one part of a page; asked again before it is there, only the last is shown.

    What was shown before stays until then. `title` is told where it takes more than a moment.
    """

    def __init__(self, session: Session, title: str) -> None:
        self._session = session
        self._title = title
        self._task: Task | None = None
        self._busy = False
        self._next: Callable[[], None] | None = None

    def ask(self, read: Callable[[Desk], T], show: Callable[[T], object]) -> None:
        """Call `read` with a desk beside the window and `show` with what it returned, here."""
        self._next = partial(self._begin, read, show)
        if not self._busy:
            self._go_on()
        elif self._task is not None:
            self._task.cancel()

    def _go_on(self) -> None:
        self._busy, self._task = False, None
        begin, self._next = self._next, None
        if begin is not None:
            begin()

    def _begin(self, read: Callable[[Desk], Any], show: Callable[[Any], object]) -> None:
        self._busy = True
        work = partial(_on_a_second_desk, self._session.desk, read)
        task = self._session.tasks.read(self._title, work, show, self._go_on)
        if self._busy:  # else it is over: work may run at once
            self._task = task


def _on_a_second_desk(desk: Desk, read: Callable[[Desk], T]) -> T:
    with second_desk(desk) as own:
        return read(own)
