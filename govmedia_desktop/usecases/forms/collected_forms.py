"""Which form version a phone's submission was made under, and which of its columns are what."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from govmedia_desktop.domain.records import Value
from govmedia_desktop.domain.sheets import read_sheet_code
from govmedia_desktop.domain.submissions import (
    Hold,
    Submission,
    clue_of,
    collector_of,
    from_value,
    is_about_the_form,
    moment_of,
)
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.collected import Columns, columns_of
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.store import notes
from govmedia_desktop.store.collected import Collected
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.known import ListedForm, list_forms, open_form

_ENOUGH = 0.5
"""A table is of the form whose questions it has the most of, and at least so many of."""


class FormsKnown:
    """The forms of this folder that can be opened, each when first needed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._forms = {form.id: form for form in list_forms(desk)}
        self._opened: dict[str, CompiledForm | None] = {}
        self._columns: dict[tuple[str, tuple[str, ...]], Columns] = {}
        self._names: dict[tuple[str, ...], str] = {}

    def opened(self, form: ListedForm) -> CompiledForm | None:
        """Return the form ready to run, None where its workbook is not here yet."""
        if form.id not in self._opened:
            try:
                self._opened[form.id] = open_form(self._desk, form)
            except RefusedError:
                self._opened[form.id] = None
        return self._opened[form.id]

    def columns(self, form: CompiledForm, submission: Submission) -> Columns:
        """Return which of the file's columns are questions of the form.

        Those that the tools add are not among the unknown ones.
        """
        keys = (*submission.columns, *(t.key for t in submission.values))
        known = (form.workbook_sha256, keys)
        if known not in self._columns:
            found = columns_of(form, keys)
            unknown = tuple(filter(is_about_the_form, found.unknown))
            self._columns[known] = replace(found, unknown=unknown)
        return self._columns[known]

    def of(
        self, submission: Submission, decided: str | None
    ) -> tuple[ListedForm | None, Hold | None]:
        """Return the form version, or why a person must say which; decided ones are remembered."""
        remembered = decided or notes.note(self._desk.db, self._note(submission))
        form = self._forms.get(remembered or "")
        if form is not None and self.opened(form):
            return form, None
        code = read_sheet_code(clue_of(submission).text)
        form_id = submission.form_id or (code.form_id if code else self._recognised(submission))
        versions = [f for f in self._forms.values() if f.form_id == form_id and self.opened(f)]
        if not versions:
            return None, Hold.FORM
        told = submission.version or (code.version if code else "")
        exact = [f for f in versions if f.version == told]
        if code:
            exact = [f for f in exact if f.workbook.startswith(code.workbook)]
        return (exact[0], None) if len(exact) == 1 else (None, Hold.VERSION)

    def likely(self, submission: Submission) -> ListedForm | None:
        """Return the form version to suggest for a submission, None where none comes near."""
        for form_id in (submission.form_id, self._recognised(submission)):
            versions = [f for f in self._forms.values() if f.form_id == form_id]
            if versions:
                return max(versions, key=lambda form: form.version)
        return None

    def remember(self, submission: Submission, form: str) -> None:
        """Take what is told like this one under that form version from now on."""
        notes.set_note(self._desk.db, self._note(submission), form)

    def _recognised(self, submission: Submission) -> str:
        """Return the form id that the columns tell of, empty where none stands out."""
        if submission.columns not in self._names:
            found: dict[str, float] = {}
            for form in self._forms.values():
                compiled = self.opened(form)
                if compiled is not None:
                    coverage = self.columns(compiled, submission).coverage
                    found[form.form_id] = max(coverage, found.get(form.form_id, 0.0))
            self._names[submission.columns] = _outstanding(found)
        return self._names[submission.columns]

    def _note(self, submission: Submission) -> str:
        told = submission.form_id or self._recognised(submission)
        if not told:
            columns = "\n".join(sorted(submission.columns))
            told = hashlib.sha256(columns.encode()).hexdigest()[:16]
        return f"collected_form:{told}:{submission.version}"


def _outstanding(coverage: Mapping[str, float]) -> str:
    best = sorted(coverage.items(), key=lambda entry: -entry[1])[:2]
    if not best or best[0][1] < _ENOUGH:
        return ""
    tied = len(best) > 1 and best[0][1] == best[1][1]
    return "" if tied else best[0][0]


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
