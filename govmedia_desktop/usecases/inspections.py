"""Inspections: begin or resume one, answer it, finish it; the period's list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from govmedia_desktop.domain.evidence import in_record
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.inspections import Answer, Nature, Source
from govmedia_desktop.domain.records import Value
from govmedia_desktop.domain.results import Result, result_as_value, result_from_value
from govmedia_desktop.domain.submissions import collector_of, from_value, moment_of
from govmedia_desktop.domain.verdicts import Conclusion, Verdict
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.run import VERIFIED_IN_REGISTER, Context, FormRun, resolve
from govmedia_desktop.store import drafts
from govmedia_desktop.store.collected import Collected, of_inspection
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.drafts import Draft
from govmedia_desktop.store.inspections import (
    known_ids,
    last_under,
    latest_of,
    latest_result,
)
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.accounts import ListedAccount, as_listed, find_account, suspended
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.form_versions import answers_under
from govmedia_desktop.usecases.forms import ListedForm, find_form, open_form, refuse_retired
from govmedia_desktop.usecases.offices import list_offices
from govmedia_desktop.usecases.parameters import parameters_for


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
            "office": self.desk.office,
            "nature": self.draft.nature,
            "reference_date": self.draft.reference_date,
            "inspection_date": str(self.looked_on or self.desk.today()),
            "result": self._facts(verdict),
        }
        with write(self.desk.db):
            edits = [Edit(record, "inspection", values, reason=reason), *self._looked_up()]
            self.desk.record(edits)
            drafts.discard(self.desk.db, self.draft.id)
        return record

    def _save(self) -> None:
        """Store what the last answer has changed, also what followed of itself."""
        with write(self.desk.db):
            for path, answer in self.run.unsaved().items():
                drafts.put_answer(self.desk.db, self.draft.id, path, answer, self.desk.stamp())
        self.run.mark_saved()

    def _facts(self, verdict: Verdict) -> dict[str, Any]:
        result = Result(
            answers=self.run.record(),
            parameters=tuple(self.context.parameters),
            findings=verdict.findings,
            conclusion=verdict.conclusion,
            score=verdict.score,
            seed=self.context.seed,
            evidence=in_record(drafts.evidence(self.desk.db, self.draft.id), verdict.findings),
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

    Raises `RefusedError` where account or form is unknown, or a new one's form is 停用.
    """
    account = find_account(desk, occasion.account)
    form = find_form(desk, occasion.form)
    day = str(occasion.reference_date or desk.today())
    wanted = (account.account.id, form.id, occasion.nature.value, day)
    joined = roots(desk.db)
    for draft in drafts.drafts(desk.db):
        about = joined.get(draft.account, draft.account)
        if (about, draft.form, draft.nature, draft.reference_date) == wanted:
            return prepare(desk, draft, account, form)
    refuse_retired(form)
    stamp = desk.stamp()
    draft = Draft(new_id(), *wanted, desk.staff, stamp, stamp)
    drafts.begin(desk.db, draft)
    return prepare(desk, draft, account, form)


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


def answer_all(inspection: Inspection, given: Mapping[str, str]) -> None:
    """Give answers by question name or path. Raises `RefusedError` for the first one refused."""
    form = inspection.compiled
    for key, value in given.items():
        path = resolve(form, key)
        if path is None:
            raise RefusedError(f"检查表“{form.title}”里没有名为“{key}”的问题；草稿已保存。")
        refusal = inspection.answer(path, value, Source.FILE)
        if refusal is not None:
            raise RefusedError(f"“{key}”填“{value}”不能接受：{refusal.rstrip('。')}。")


def result_of(desk: Desk, inspection: str) -> Result:
    """Return the facts of a finished inspection. Raises `RefusedError` for an unknown id."""
    result = result_from_value(latest_result(desk.db, inspection))
    if result is None:
        raise RefusedError("没有这次检查的记录；请在检查列表中查看。")
    return result


def snapshot(desk: Desk, listed: ListedAccount, day: date) -> dict[str, Any]:
    """Return what an inspection must remember of its account: old periods keep old names."""
    account = listed.account
    return {
        "name": account.name,
        "platform": account.platform.value,
        "owner": account.owner,
        "owner_name": listed.owner_name,
        "status": account.status.value,
        "supervisor": supervisor(desk, account.owner),
        "counts": int(account.status.counts and account.id not in suspended(desk, day)),
    }


def supervisor(desk: Desk, owner: str | None) -> str:
    """Return the 主管单位 of an owner; the own office where nobody knows one."""
    parent = next((o.parent for o in list_offices(desk) if o.id == owner), None)
    return parent or desk.office


@dataclass(frozen=True)
class Looker:
    """Who stands behind answers given now, and when they did (ISO with offset)."""

    staff: str
    at: str


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
    compiled = open_form(desk, form)
    context = replace(
        context_of(desk, draft, account),
        previous=_previous(desk, account, form, draft.reference_date),
        last_saved=_last_saved(desk, form, compiled),
    )
    if looker is not None:
        context = replace(context, staff=looker.staff, now=lambda: looker.at)
    run = FormRun(compiled, context, drafts.answers(desk.db, draft.id))
    collected = of_inspection(desk.db, draft.id)
    source = source_of(collected) if collected else None
    return Inspection(desk, draft, account, form, compiled, context, run, source)


def context_of(desk: Desk, draft: Draft, account: ListedAccount) -> Context:
    """Return what a form needs to know of an account on the draft's 监测时间点.

    What earlier inspections give is left out.
    """
    day = date.fromisoformat(draft.reference_date)
    return Context(
        reference_date=day,
        register=_register(desk, account),
        register_confirmed=_confirmed(account, draft.reference_date),
        parameters=parameters_for(desk, account.account.owner, day),
        staff=desk.staff,
        now=desk.stamp,
        device=desk.store.replica,
        seed=draft.id,
    )


def source_of(collected: Collected) -> dict[str, Value]:
    """Return what an inspection keeps of the submission it was taken over from."""
    submission = from_value(collected.content)
    return {
        "instance": submission.instance,
        "file": collected.file_name,
        "place": submission.place,
        "form_id": submission.form_id,
        "version": submission.version,
        "by": collector_of(submission),
        "at": moment_of(submission),
    }


def _register(desk: Desk, account: ListedAccount) -> dict[str, str]:
    level = next((o.level for o in list_offices(desk) if o.id == account.account.owner), None)
    values = {name: str(value) for name, value in as_listed(account).items() if value is not None}
    values["owner_name"] = account.owner_name or ""
    values["level"] = level.value if level else ""
    return values


def _confirmed(account: ListedAccount, reference_date: str) -> frozenset[str]:
    """Looked up on or after the reference date, the last update needs no second look."""
    looked_up = account.account.last_update_verified or ""
    return frozenset({"last_update"} if looked_up >= reference_date else ())


def _last_saved(desk: Desk, form: ListedForm, compiled: CompiledForm) -> Mapping[str, str]:
    if not compiled.looks_back:
        return {}
    result = result_from_value(last_under(desk.db, form.form_id, desk.office))
    return {path: answer.value for path, answer in result.answers.items()} if result else {}


def _previous(
    desk: Desk, account: ListedAccount, form: ListedForm, day: str
) -> Mapping[str, Answer]:
    """Return the previous answers; those that another gave on the same day stay unseen."""
    found = latest_of(desk.db, account.account.id, form.form_id, day, desk.staff)
    result = result_from_value(found[1]) if found else None
    if found is None or result is None:
        return {}
    return answers_under(desk, form, made_under=found[0], answers=result.answers)
