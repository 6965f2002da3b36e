"""Several versions of one form: answers carried from an older one, two compared, what happened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from govmedia_desktop.domain.form_versions import version_key
from govmedia_desktop.domain.inspections import Answer
from govmedia_desktop.forms.comparison import Difference, compare
from govmedia_desktop.forms.renames import carried_over, renames_of
from govmedia_desktop.store.history_of import Step, history_of
from govmedia_desktop.store.standing import names
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import ListedForm, list_forms, open_form


def answers_under(
    desk: Desk, form: ListedForm, *, made_under: str, answers: Mapping[str, Answer]
) -> Mapping[str, Answer]:
    """Return answers made under another version (its record id) by the paths of this one."""
    if made_under == form.id:
        return answers
    versions = {v.id: v for v in list_forms(desk) if v.form_id == form.form_id}
    older, newest = versions.get(made_under), version_key(form.version)
    since = [
        renames_of(open_form(desk, version))
        for version in versions.values()
        if older and version_key(older.version) < version_key(version.version) <= newest
    ]
    return carried_over(answers, open_form(desk, form), since)


def compare_versions(older: bytes, newer: bytes, name: str) -> list[Difference]:
    """Return the differences of two versions' workbooks, in the order of the newer one."""
    return compare(older, newer, name)


@dataclass(frozen=True)
class FormStep:
    """One thing that was done with a form version; `at` is ISO with offset."""

    at: str
    staff: str
    office: str
    what: str
    """发布, 停用 or 恢复."""
    reason: str


def form_history(desk: Desk, record: str) -> list[FormStep]:
    """Return what was done with a form version, the latest first."""
    offices = names(desk.db, "office")
    steps = [told for step in history_of(desk.db, [record]) for told in _told(step, offices)]
    return steps[::-1]


def _told(step: Step, offices: Mapping[str, str]) -> Iterator[FormStep]:
    revision = step.revision
    words = {"workbook": "发布"}
    if "retired" in revision.changes:
        words["retired"] = "停用" if revision.changes["retired"].value else "恢复"
    for field, word in words.items():
        if field in revision.changes:
            office = offices.get(revision.office, "")
            yield FormStep(revision.at, revision.staff, office, word, revision.reason)
