"""The sitting of one person at one data folder: what pages share, and who is told of a change."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from govmedia_desktop.usecases.desk import Desk, second_desk
from ui.parts.bars import Message
from ui.tasks import Progress, Task, Tasks

T = TypeVar("T")

Errand = Callable[[Any], object]
"""What one page wants done on another, which it knows by its title only."""


class Session(QObject):
    """Holds the desk (the context of the use cases) and announces what happens to it.

    `changed(subject)`: records of that subject (`accounts`, `inspections`, …) were written.
    `saved(datetime)`: a write reached the disk. `said(Message)`: to be shown above the page.
    `wanted(title, errand)`: a page sends the person to another one.
    `restoring(Backup)`: that backup is to be restored, for which the window must go.
    """

    changed = Signal(str)
    saved = Signal(object)
    said = Signal(object)
    wanted = Signal(str, object)
    restoring = Signal(object)

    def __init__(self, desk: Any, tasks: Tasks, *, office: str, practice: bool = False) -> None:
        super().__init__()
        self.desk = desk
        self.tasks = tasks
        self.office = office
        self.practice = practice

    @contextmanager
    def writing(self, subject: str) -> Iterator[Any]:
        """Hand out the desk for a write and announce it once it is done; a refusal says nothing."""
        yield self.desk
        self.announce(subject)

    def announce(self, subject: str) -> None:
        """Tell of a write that another connection did."""
        self.saved.emit(datetime.now().astimezone())
        self.changed.emit(subject)

    def beside(
        self,
        title: str,
        work: Callable[[Desk, Progress], T],
        returned: Callable[[T], object],
        ended: Callable[[], object] | None = None,
    ) -> Task:
        """Start `work` beside the window on a desk of its own; the rest is as of `Tasks.run`."""

        def run(progress: Progress) -> T:
            with second_desk(self.desk) as own:
                return work(own, progress)

        return self.tasks.run(title, run, returned, ended)

    def go(self, title: str, errand: Errand | None = None) -> None:
        """Send the person to the page of that title; `errand` is then done with that page."""
        self.wanted.emit(title, errand)

    def say(self, message: Message) -> None:
        """Show a message above the page."""
        self.said.emit(message)
