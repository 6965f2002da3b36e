"""Inspections: begin or resume one, answer it, finish it; the period's list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from govmedia_desktop.domain.evidence import in_record
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.inspections import Absence, Answer, Nature, Origin, Source
from govmedia_desktop.domain.records import Value
from govmedia_desktop.domain.results import Result, result_as_value, result_from_value
from govmedia_desktop.domain.verdicts import Conclusion, Verdict
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.photos import with_files
from govmedia_desktop.forms.run import VERIFIED_IN_REGISTER, Context, FormRun, resolve
from govmedia_desktop.forms.scoring import nature_of
from govmedia_desktop.store import drafts, rekeyed
from govmedia_desktop.store.collected import of_inspection
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.drafts import Draft
from govmedia_desktop.store.inspections import known_ids, latest_result
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.accounts import ListedAccount, find_account
from govmedia_desktop.usecases.answered_today import AnsweredToday
from govmedia_desktop.usecases.collected_forms import source_of
from govmedia_desktop.usecases.contexts import Contexts, Earlier, unseen
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms import ListedForm, find_form, open_form, refuse_retired
from govmedia_desktop.usecases.snapshots import snapshot


@dataclass(frozen=True)
class Occasion:
    """What an inspection is made of: account, form, 检查性质 and 监测时间点."""

    account: str
    form: str
    """Form id or record id of a form version."""
    nature: Nature = Nature.QUARTERLY
    reference_date: date | None = None
    """Today where it is None."""


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


def begin(desk: Desk, occasion: Occasion) -> Inspection:
    """Return the inspection of that occasion: its draft resumed, or a new one prefilled.

    A form may name the nature of its inspections, which then holds whatever was chosen. Raises
    `RefusedError` where account or form is unknown, or a new one's form is 停用.
    """
    account = find_account(desk, occasion.account)
    form = find_form(desk, occasion.form)
    nature = nature_of(open_form(desk, form)) or occasion.nature
    day = str(occasion.reference_date or desk.today())
    wanted = (account.account.id, form.id, nature.value, day)
    joined = roots(desk.db)
    for draft in drafts.drafts(desk.db):
        about = joined.get(draft.account, draft.account)
        if (about, draft.form, draft.nature, draft.reference_date) == wanted:
            return prepare(desk, draft, account, form)
    refuse_retired(form)
    draft = new_draft(desk, *wanted)
    drafts.begin(desk.db, draft)
    return prepare(desk, draft, account, form)


def new_draft(desk: Desk, account: str, form: str, nature: str, day: str) -> Draft:
    """Return a draft that is not on the disk yet; account and form are record ids."""
    stamp = desk.stamp()
    return Draft(new_id(), account, form, nature, day, desk.staff, stamp, stamp)


def resume(desk: Desk, draft_id: str) -> Inspection:
    """Return the inspection of a draft. Raises `RefusedError` where it is gone."""
    draft = next((d for d in drafts.drafts(desk.db) if d.id == draft_id), None)
    if draft is None:
        raise RefusedError("这份草稿已经完成或删除了；请在检查列表中查看。")
    account, form = find_account(desk, draft.account), find_form(desk, draft.form)
    return prepare(desk, draft, account, form)


def discard(desk: Desk, draft_id: str) -> None:
    """Throw a draft away."""
    drafts.discard(desk.db, draft_id)


@dataclass(frozen=True)
class Absent:
    """An answer that there is no value, with its reason."""

    absent: Absence
    reason: str

    def __str__(self) -> str:
        return self.absent.label


def answer_all(inspection: Inspection, given: Mapping[str, str | Absent]) -> None:
    """Give answers by question name or path. Raises `RefusedError` for the first one refused."""
    form = inspection.compiled
    for key, value in given.items():
        path = resolve(form, key)
        if path is None:
            raise RefusedError(f"检查表“{form.title}”里没有名为“{key}”的问题；草稿已保存。")
        refusal = _give(inspection, path, value)
        if refusal is not None:
            raise RefusedError(f"“{key}”填“{value}”不能接受：{refusal.rstrip('。')}。")


def _give(inspection: Inspection, path: str, value: str | Absent) -> str | None:
    if isinstance(value, Absent):
        return inspection.mark_absent(path, value.absent, value.reason, Source.FILE)
    return inspection.answer(path, value, Source.FILE)


def result_of(desk: Desk, inspection: str) -> Result:
    """Return the facts of a finished inspection. Raises `RefusedError` for an unknown id."""
    result = result_from_value(latest_result(desk.db, inspection))
    if result is None:
        raise RefusedError("没有这次检查的记录；请在检查列表中查看。")
    return result


@dataclass(frozen=True)
class Looker:
    """Who stands behind answers given now, and when they did (ISO with offset)."""

    staff: str
    at: str


class Opening:
    """Opens inspections of one form on one 监测时间点; what they share is looked up once.

    Raises `RefusedError` where the form's workbook has not come yet.
    """

    def __init__(self, desk: Desk, form: ListedForm, day: str) -> None:
        self.compiled = open_form(desk, form)
        self._desk, self._form = desk, form
        asks = self.compiled.register_fields
        self._contexts = Contexts(desk, date.fromisoformat(day), asks)
        self._earlier = Earlier(desk, form, self.compiled, day)
        self._today = AnsweredToday(desk, form, self.compiled, day)

    def open(
        self,
        account: ListedAccount,
        draft: Draft,
        kept: Mapping[str, Answer] | None = None,
        looker: Looker | None = None,
    ) -> Inspection:
        """Return the inspection of a draft with its answers; `kept` is None for one not begun.

        What was answered today under another form stands where nothing was answered here, but not
        in what somebody else collected. In a second look nothing stands that another person
        answered on that day, under whatever form.
        """
        context = self._contexts.of(account, draft.id)
        if looker is None or self._looks_back_beyond(kept or {}):
            context = self._earlier.added_to(context, account)
        second = self._earlier.another_looked(account)
        context = unseen(context) if second else context
        if looker is not None:
            context = replace(context, staff=looker.staff, now=lambda: looker.at)
        own = looker is None  # whoever took it over knows where from
        collected = of_inspection(self._desk.db, draft.id) if own else None
        paper = rekeyed.of(self._desk.db, draft.id) if own else None
        alone = looker or collected or paper or draft.nature == Nature.RECHECK
        by = self._desk.staff if second else None
        told = {} if alone else self._told(account.account.id, kept or {}, by)
        run, told = self._run(context, told, kept or {})
        origins = self._today.origins(account.account.id, {**told, **(kept or {})})
        parts = (self._desk, draft, account, self._form, self.compiled, context, run)
        source = source_of(collected) if collected else None
        opened = Inspection(*parts, source, None, told, origins, begun=kept is not None)
        if paper is not None:
            opened.office, opened.source = paper.office, paper.source
        return opened

    def _looks_back_beyond(self, kept: Mapping[str, Answer]) -> bool:
        form = self.compiled
        return form.looks_back or not form.shared.carried <= kept.keys()

    def _told(self, account: str, kept: Mapping[str, Answer], by: str | None) -> dict[str, Answer]:
        found = self._today.of(account, by)
        return {path: told.answer for path, told in found.items() if path not in kept}

    def _run(
        self, context: Context, told: dict[str, Answer], kept: Mapping[str, Answer]
    ) -> tuple[FormRun, dict[str, Answer]]:
        """Return the form under way with what was told, and what of that can stand in it."""
        run = FormRun(self.compiled, context, {**told, **kept})
        if not told:
            return run, told
        wrong = {item.path for item in run.items() if item.path in told and item.problem}
        if not wrong:
            return run, told
        told = {path: answer for path, answer in told.items() if path not in wrong}
        return FormRun(self.compiled, context, {**told, **kept}), told


def prepare(
    desk: Desk,
    draft: Draft,
    account: ListedAccount,
    form: ListedForm,
    looker: Looker | None = None,
) -> Inspection:
    """Return the inspection of a draft with its answers and what is prefilled; stores nothing.

    Without a `looker` it is the person at the desk, now.
    """
    opening = Opening(desk, form, draft.reference_date)
    return opening.open(account, draft, drafts.answers(desk.db, draft.id), looker)


def context_of(desk: Desk, draft: Draft, account: ListedAccount) -> Context:
    """Return what a form needs to know of an account on the draft's 监测时间点.

    What earlier inspections give is left out.
    """
    return Contexts(desk, date.fromisoformat(draft.reference_date)).of(account, draft.id)
