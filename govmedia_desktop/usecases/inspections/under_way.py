"""An inspection under way: answered, noted on, kept as a draft, finished."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from govmedia_desktop.domain.drafts import Draft
from govmedia_desktop.domain.evidence import in_record
from govmedia_desktop.domain.inspections import Absence, Answer, Nature, Origin, Source
from govmedia_desktop.domain.records import Value
from govmedia_desktop.domain.results import Result, result_as_value
from govmedia_desktop.domain.verdicts import Conclusion, Verdict
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.photos import with_files
from govmedia_desktop.forms.run import VERIFIED_IN_REGISTER, Context, FormRun, resolve
from govmedia_desktop.forms.scoring import nature_of
from govmedia_desktop.store import drafts
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.inspections import known_ids
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import ListedForm
from govmedia_desktop.usecases.register.accounts import ListedAccount
from govmedia_desktop.usecases.register.snapshots import snapshot


@dataclass
class Inspection:
    """An inspection under way: every answer is on the disk when `answer` returns."""

    desk: Desk
    draft: Draft
    account: ListedAccount
    form: ListedForm
    compiled: CompiledForm
    context: Context
    run: FormRun
    collected: Mapping[str, Value] | None = None
    """What it was taken over from, where it was collected on a phone."""
    looked_on: date | None = None
    """The day somebody looked, where that is not the day of finishing."""
    told: Mapping[str, Answer] = field(default_factory=dict)
    """Answered today under another form; kept on the disk with the first answer given here."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Titles of the forms that answers of `Source.TODAY` come from, by path."""
    office: str = ""
    """Who did it (实施单位), where that is not the own office."""
    source: Origin | None = None
    """What it was taken over from, where its office sent no data."""
    begun: bool = True
    """Whether the draft is on the disk; where it is not, the first answer puts it there."""

    def __post_init__(self) -> None:
        self._waiting = set(self.told)

    def answer(self, path: str, value: str, source: Source = Source.TYPED) -> str | None:
        """Take an answer; return None, or why it is not taken (then nothing changed)."""
        refusal = self.run.answer(path, value, source)
        if refusal is None:
            self._save()
        return refusal

    def confirm(self, path: str) -> None:
        """Stand behind a prefilled value."""
        self.run.confirm(path)
        self._save()

    def clear(self, path: str) -> None:
        """Take an answer back."""
        self.run.clear(path)
        self._save()

    def note(self, path: str, text: str) -> str | None:
        """Write a note beside an answer; return None, or why it is not taken."""
        refusal = self.run.note(path, text)
        self._save()
        return refusal

    def mark_absent(
        self, path: str, absent: Absence, reason: str, source: Source = Source.TYPED
    ) -> str | None:
        """Answer that there is no value (不适用, 查不到), and why; return why that is refused."""
        refusal = self.run.mark_absent(path, absent, reason, source)
        self._save()
        return refusal

    def stand_at(self, path: str) -> None:
        """Remember the question to go on at; it is on the disk with the next answer."""
        self.draft = replace(self.draft, last_question=path)

    def add_row(self, series: str) -> str:
        """Add a row to a repeat and return its path."""
        path = self.run.add_row(series)
        self._save()
        return path

    def remove_row(self, path: str) -> Callable[[], None]:
        """Take a row out of its repeat; what is returned puts it back with its answers."""
        place = self.run.remove_row(path)
        self._save()

        def put_back() -> None:
            self.run.restore_row(path, place)
            self._save()

        return put_back

    def keep(self) -> None:
        """Store it as a draft with all that was answered so far."""
        with write(self.desk.db):
            drafts.begin(self.desk.db, self.draft)
            self._save()

    def finish(self, reason: str = "") -> str:
        """Write the finished inspection and return its record id; the draft is gone.

        Raises `RefusedError` naming what is still open, or where it was finished elsewhere; then
        the draft stays.
        """
        verdict = self.run.verdict()
        if verdict.conclusion is Conclusion.OPEN:
            items = "、".join(f"{item.label}({item.code})" for item in verdict.open_items)
            raise RefusedError(f"还有{len(verdict.open_items)}项未答：{items}；已存为草稿。")
        record = self.draft.id
        if known_ids(self.desk.db, [record]):
            raise RefusedError("这次检查已经在别处完成，没有重复写入；请放弃这份草稿。")
        self.run.close()
        values: dict[str, Value] = {
            "account": self.account.account.id,
            "form": self.form.id,
            "office": self.office or self.desk.office,
            "nature": (nature_of(self.compiled) or Nature(self.draft.nature)).value,
            "reference_date": self.draft.reference_date,
            "inspection_date": str(self.looked_on or self.desk.today()),
            "result": self._facts(verdict),
        }
        with write(self.desk.db):
            edits = [Edit(record, "inspection", values, reason=reason), *self._looked_up()]
            self.desk.record(edits)
            drafts.discard(self.desk.db, self.draft.id)
        return record

    def reopen(self, kept: Mapping[str, Answer] | None) -> None:
        """Begin again from these answers, None where the draft is not on the disk any more."""
        self.begun, answers = kept is not None, kept or {}
        self._waiting = self.told.keys() - answers.keys()
        waiting = {path: self.told[path] for path in self._waiting}
        self.run = FormRun(self.compiled, self.context, {**waiting, **answers})

    def _save(self) -> None:
        """Store what the last answer has changed, also what followed of itself."""
        db, at = self.desk.db, self.desk.stamp()
        told = {path: self.told[path] for path in self._waiting}
        with write(db):
            if not self.begun:
                self.draft = replace(self.draft, started_at=at, changed_at=at)
                drafts.begin(db, self.draft)
            for path, answer in {**told, **self.run.unsaved()}.items():
                drafts.put_answer(db, self.draft.id, path, answer, at)
            drafts.remember(db, self.draft.id, self.draft.last_question)
        self.run.mark_saved()
        self.begun, self._waiting = True, set()

    def _facts(self, verdict: Verdict) -> dict[str, Any]:
        answers = self.run.record()
        kept = drafts.evidence(self.desk.db, self.draft.id)
        result = Result(
            answers=answers,
            parameters=tuple(self.context.parameters),
            findings=verdict.findings,
            conclusion=verdict.conclusion,
            score=verdict.score,
            seed=self.context.seed,
            evidence=in_record(kept, verdict.findings, with_files(self.compiled, answers)),
            score_lines=verdict.so_far.lines if verdict.so_far else (),
            unconfirmed=verdict.rests_on_unconfirmed if self.run.scoring else None,
            source=self.source,
        )
        day = date.fromisoformat(self.draft.reference_date)
        facts = {**result_as_value(result), "account": snapshot(self.desk, self.account, day)}
        return {**facts, "collected": dict(self.collected)} if self.collected else facts

    def _looked_up(self) -> list[Edit]:
        """A last update that somebody stands behind goes back into the register, if it is newer.

        The check tells of its 监测时间点 and before, so that day, not today, is when it was looked
        up; a look-up on a later day outranks it.
        """
        path = resolve(self.compiled, "last_update")
        answer = self.run.record().get(path) if path else None
        known = self.account.account
        if answer is None or answer.confirmed_by in (None, VERIFIED_IN_REGISTER):
            return []
        if not answer.value or answer.value < (known.last_update or ""):
            return []
        day = min(str(self.desk.today()), self.draft.reference_date)
        if day < (known.last_update_verified or ""):
            return []
        values = {"last_update": answer.value, "last_update_verified": day}
        return [Edit(known.id, "account", {**values})]
