"""One inspection being filled in: every answer goes through here, is saved and announced."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from govmedia_desktop.domain.evidence import Evidence
from govmedia_desktop.domain.inspections import Absence, Answer, provenance
from govmedia_desktop.domain.verdicts import Verdict
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.items import Section
from govmedia_desktop.forms.model import MOST_ROWS
from govmedia_desktop.forms.values import WRONG
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.inspections import evidence as use
from govmedia_desktop.usecases.inspections import filling
from govmedia_desktop.usecases.inspections.evidence import Offered
from govmedia_desktop.usecases.inspections.under_way import Inspection
from ui.forms.evidence.thumbnails import Thumbnails
from ui.forms.progress import Course, Progress
from ui.parts.bars import Message
from ui.session import Session
from ui.theme import State

ReadDate = Callable[[str, date, date], date | str]
"""Reads a typed date against 监测时间点 and today: the date, or why it is none."""


class Filling(QObject):
    """The inspection, its sections and verdict as of the last answer; `moved` after each.

    `restored(path)`: a row that was taken out is back. `evidence_wanted(path, way)`: a picture is
    to be added to an item. `evidence_chosen(path, Evidence)`: one is to be seen.
    """

    moved = Signal()
    restored = Signal(str)
    evidence_wanted = Signal(str, str)
    evidence_chosen = Signal(str, object)

    def __init__(self, session: Session, inspection: Inspection, read_date: ReadDate) -> None:
        super().__init__()
        self._session = session
        self._read_date = read_date
        self.inspection = inspection
        self.thumbnails = Thumbnails(session)
        self._course = Course()
        self.evidence = use.evidence_of(inspection)
        self._look()

    def _look(self) -> None:
        self.sections: tuple[Section, ...] = self.inspection.run.sections
        self.verdict: Verdict = self.inspection.run.verdict()
        self.provenance = provenance(self._answers_asked())
        self.warning = filling.leak_warning(self.inspection)

    def progress_of(self, section: Section) -> Progress:
        """Return how far a section is answered."""
        return self._course.of(section)

    @property
    def progress(self) -> Progress:
        """How far all of it is answered."""
        return self._course.whole(self.sections)

    def _answers_asked(self) -> list[Answer]:
        items = (item for section in self.sections for item in section.items)
        asked = (i for i in items if i.is_asked and i.relevant and not i.is_given_by_form)
        return [item.answer for item in asked if item.answer is not None]

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

    def take_moment(self, path: str, text: str) -> str | None:
        """Take a date with a time, the date as people type it (11-06 9:30), like `take`."""
        written = text.split()
        day = date.fromisoformat(self.inspection.draft.reference_date)
        found = self._read_date(written[0], day, self._session.desk.today()) if written else text
        if isinstance(found, date):
            return self.take(path, " ".join([found.isoformat(), *written[1:]]))
        return self.take(path, text)

    def note(self, path: str, text: str) -> str | None:
        """Write a note beside an answer; return None once it is on the disk, else why not."""
        return self._write(lambda: self.inspection.note(path, text))

    def mark_absent(self, path: str, absent: Absence, reason: str) -> str | None:
        """Answer 不适用 or 查不到 for a reason; return why it was not taken."""
        return self._write(lambda: self.inspection.mark_absent(path, absent, reason))

    def add_row(self, series: str) -> str:
        """Add a row to a repeat and return its path, empty where there are too many already."""
        added: list[str] = []

        def add() -> str | None:
            try:
                added.append(self.inspection.add_row(series))
            except ValueError:
                return f"一张检查表里最多 {MOST_ROWS} 条，没有再加。"
            return None

        refusal = self._write(add)
        if refusal is not None:
            self._session.say(Message(State.HINT, refusal))
        return "".join(added)

    def remove_row(self, path: str, name: str) -> None:
        """Take a row out of its repeat; a message offers to put it back."""
        ways: list[Callable[[], None]] = []
        self._write(lambda: ways.append(self.inspection.remove_row(path)))
        text = f"已删除“{name}”，其中已答的也去掉了；按错了可以撤销。"
        self._session.say(Message(State.HINT, text, "撤销", lambda: self._put_back(ways[0], path)))

    def _put_back(self, way: Callable[[], None], path: str) -> None:
        self._write(way)
        self.restored.emit(path)

    def judgements_in(self, section: Section) -> bool:
        """Whether a section holds items that one key may answer with 未发现."""
        group = filling.judgement_group(i for s in self.sections for i in s.items)
        return not {item.path for item in group}.isdisjoint(item.path for item in section.items)

    def answer_group(self) -> str | None:
        """Answer 未发现 to all judgement items that have no answer; return why not, and where."""
        refusal = self._write(lambda: filling.answer_judgement_group(self.inspection))
        where = [s.label for s in self.sections if filling.asks_what_was_looked_at(s.items)]
        return f"{refusal}。请先填“{where[0]}”一节" if refusal and where else refusal

    def give_file(self, path: str, read: Callable[[Desk], Offered]) -> None:
        """Keep a file beside the window and answer a question with it; a message says why not."""
        kind = self.inspection.run.item(path).kind
        desk = self._session.desk

        def keep(_progress: object) -> Evidence | RefusedError:
            try:
                return use.keep(desk, read(desk), kind=kind)
            except RefusedError as refusal:
                return refusal

        self._session.tasks.run("正在存入文件", keep, lambda kept: self._answer_with(path, kept))

    def _answer_with(self, path: str, kept: Evidence | RefusedError) -> None:
        def step() -> str | None:
            if isinstance(kept, RefusedError):
                return str(kept)
            refusal = use.answer_with(self.inspection, path, kept)
            self.evidence = use.evidence_of(self.inspection)
            return refusal

        refusal = self._write(step)
        if refusal is not None:
            self._session.say(Message(State.FAILED, refusal))

    def attach(self, path: str, piece: Evidence) -> None:
        """Add evidence to an item. Raises `RefusedError`."""
        self._change_evidence(lambda: use.attach(self.inspection, path, piece))

    def detach(self, path: str, piece: Evidence) -> None:
        """Take evidence away from an item, with a way to bring it back."""
        ways: list[Callable[[], None]] = []
        self._change_evidence(lambda: ways.append(use.detach(self.inspection, path, piece.sha256)))
        text = f"已去掉证据“{piece.name}”，检查记录里不会有它；按错了可以撤销。"
        undo = ways[0]
        self._session.say(Message(State.HINT, text, "撤销", lambda: self._change_evidence(undo)))

    def _change_evidence(self, step: Callable[[], None]) -> None:
        with self._session.writing("drafts"):
            step()
        self.evidence = use.evidence_of(self.inspection)
        self.moved.emit()

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
