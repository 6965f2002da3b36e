"""One inspection being filled in: every answer goes through here, is saved and announced."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from govmedia_desktop.domain.verdicts import Verdict
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.items import Section
from govmedia_desktop.forms.values import WRONG
from govmedia_desktop.usecases import filling
from govmedia_desktop.usecases.inspections import Inspection
from ui.session import Session

ReadDate = Callable[[str, date, date], date | str]
"""Reads a typed date against 监测时间点 and today: the date, or why it is none."""


class Filling(QObject):
    """The inspection, its sections and verdict as of the last answer; `moved` after each."""

    moved = Signal()

    def __init__(self, session: Session, inspection: Inspection, read_date: ReadDate) -> None:
        super().__init__()
        self._session = session
        self._read_date = read_date
        self.inspection = inspection
        self._look()

    def _look(self) -> None:
        self.sections: tuple[Section, ...] = self.inspection.run.sections
        self.verdict: Verdict = self.inspection.run.verdict()
        self.warning = filling.leak_warning(self.inspection)

    def take(self, path: str, value: str) -> str | None:
        """Take an answer; return None once it is on the disk, else why it was not taken."""
        return self._write(lambda: self.inspection.answer(path, value))

    def take_date(self, path: str, text: str) -> str | None:
        """Take a date as people type it (11-06, 1106, 昨天), like `take`."""
        day = date.fromisoformat(self.inspection.draft.reference_date)
        found = self._read_date(text, day, self._session.desk.today())
        if isinstance(found, date):
            return self.take(path, found.isoformat())
        refusal = self.take(path, text)
        return found if refusal == WRONG["date"] else refusal

    def confirm(self, path: str) -> str | None:
        """Stand behind a prefilled value."""
        return self._write(lambda: self.inspection.confirm(path))

    def answer_group(self) -> str | None:
        """Answer 未发现 to all judgement items that have no answer; return why not."""
        return self._write(lambda: filling.answer_judgement_group(self.inspection))

    def finish(self) -> str:
        """Write the finished inspection; return its record id. Raises `RefusedError`."""
        with self._session.writing("inspections"):
            return self.inspection.finish()

    def _write(self, step: Callable[[], str | None]) -> str | None:
        try:
            with self._session.writing("drafts"):
                refusal = step()
                if refusal is not None:
                    raise RefusedError(refusal)
        except RefusedError as reason:
            return str(reason)
        self._look()
        self.moved.emit()
        return None
