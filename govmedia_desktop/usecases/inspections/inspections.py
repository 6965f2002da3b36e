"""Inspections: begin or resume one, answer it, finish it; the period's list."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from govmedia_desktop.domain.drafts import Draft
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.inspections import Absence, Answer, Nature, Source
from govmedia_desktop.domain.results import Result, result_from_value
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.beginnings import Beginnings
from govmedia_desktop.forms.run import Context, FormRun, resolve
from govmedia_desktop.forms.scoring import nature_of
from govmedia_desktop.forms.shared import shared
from govmedia_desktop.store import drafts, rekeyed
from govmedia_desktop.store.collected import of_inspection
from govmedia_desktop.store.inspections import latest_result
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.collected_forms import source_of
from govmedia_desktop.usecases.forms.known import ListedForm, find_form, open_form, refuse_retired
from govmedia_desktop.usecases.inspections.answered_today import AnsweredToday
from govmedia_desktop.usecases.inspections.contexts import Contexts, Earlier, unseen
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.register.accounts import ListedAccount, find_account


@dataclass(frozen=True)
class Occasion:
    """What an inspection is made of: account, form, 检查性质 and 监测时间点."""

    account: str
    form: str
    """Form id or record id of a form version."""
    nature: Nature = Nature.QUARTERLY
    reference_date: date | None = None
    """Today where it is None."""


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
        self.beginnings = Beginnings(self.compiled)
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
        return form.looks_back or not shared(form).carried <= kept.keys()

    def _told(self, account: str, kept: Mapping[str, Answer], by: str | None) -> dict[str, Answer]:
        found = self._today.of(account, by)
        return {path: told.answer for path, told in found.items() if path not in kept}

    def _run(
        self, context: Context, told: dict[str, Answer], kept: Mapping[str, Answer]
    ) -> tuple[FormRun, dict[str, Answer]]:
        """Return the form under way with what was told, and what of that can stand in it."""
        run = FormRun(self.compiled, context, {**told, **kept}, self.beginnings)
        if not told:
            return run, told
        wrong = {item.path for item in run.items() if item.path in told and item.problem}
        if not wrong:
            return run, told
        told = {path: answer for path, answer in told.items() if path not in wrong}
        return FormRun(self.compiled, context, {**told, **kept}, self.beginnings), told


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
