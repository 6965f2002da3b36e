"""Check forms: the shipped ones, those of files taken in, one of them opened to be filled."""

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from govmedia_desktop.domain.form_versions import is_retired, version_key
from govmedia_desktop.domain.identifiers import form_id
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.from_workbook import compile_workbook
from govmedia_desktop.forms.scoring import nature_of
from govmedia_desktop.paths import TEMPLATES
from govmedia_desktop.store import workbooks
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import Row, roots, standing
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import parents

SHIPPED = (
    "national-2019.xlsx",
    "basic.xlsx",
    "county-score.xlsx",
    "app.xlsx",
    "closing.xlsx",
    "opening.xlsx",
)


@dataclass(frozen=True)
class ListedForm:
    """A form version that inspections can be made under. `id` is its record id."""

    id: str
    form_id: str
    version: str
    title: str
    workbook: str
    """SHA-256 of the workbook."""
    retired: bool = False
    """停用: no longer offered for new checks."""
    retired_by: str | None = None
    """Record id of the office that withdrew it, here or elsewhere."""


def list_forms(desk: Desk) -> list[ListedForm]:
    """Return all form versions, by form and version, the oldest first."""
    rows = standing(desk.db, "form")
    retired = _retired_here(desk, rows)
    found = [
        ListedForm(
            r["id"],
            r["form_id"],
            r["version"] or "",
            r["title"] or "",
            r["workbook"],
            r["id"] in retired,
            r["retired"],
        )
        for r in rows
        if r["form_id"] and r["workbook"]
    ]
    return sorted(found, key=lambda form: (form.form_id, version_key(form.version), form.id))


def _retired_here(desk: Desk, rows: Sequence[Row]) -> set[str]:
    by_office = {row["id"]: row["retired"] for row in rows if row["retired"]}
    if not by_office:
        return set()
    own, above = roots(desk.db).get(desk.office, desk.office), parents(desk)
    return {record for record, office in by_office.items() if is_retired(office, own, above)}


def offered_forms(desk: Desk) -> list[ListedForm]:
    """Return the newest version of each form, those left out whose newest version is 停用."""
    newest = {form.form_id: form for form in list_forms(desk)}
    return [form for form in newest.values() if not form.retired]


def take_up_shipped_forms(desk: Desk) -> None:
    """Make the shipped forms known to this folder; those it has already are left as they are."""
    known = {form.workbook for form in list_forms(desk)}
    for name in SHIPPED:
        workbook = (TEMPLATES / name).read_bytes()
        if hashlib.sha256(workbook).hexdigest() not in known:
            make_known(desk, _shipped(name), workbook)


@cache
def _shipped(name: str) -> CompiledForm:
    """Return a shipped form; what comes with the program need not be compiled for each folder."""
    return compile_workbook((TEMPLATES / name).read_bytes(), name)


def publish(desk: Desk, workbook: bytes, name: str) -> str:
    """Make a form version known and return its record id; it is never edited afterwards.

    Raises `FormFaultsError` naming every fault by cell.
    """
    return make_known(desk, compile_workbook(workbook, name), workbook)


def make_known(desk: Desk, form: CompiledForm, workbook: bytes, reason: str = "") -> str:
    """Write a form version and its workbook down and return its record id."""
    record = form_id(form.form_id, form.version, form.workbook_sha256)
    values = {
        "form_id": form.form_id,
        "version": form.version,
        "title": form.title,
        "workbook": form.workbook_sha256,
    }
    with write(desk.db):
        workbooks.put(desk.db, form.workbook_sha256, workbook, form.to_text())
        # of no office: wherever the workbook is taken up, the record is the same to the letter
        desk.record([Edit(record, "form", {**values}, home=record, reason=reason)])
    return record


def find_form(desk: Desk, name: str) -> ListedForm:
    """Return the newest version of the form with that form id, or the one of that record id.

    Raises `RefusedError` where there is none.
    """
    forms = list_forms(desk)
    found = [f for f in forms if f.id == name] or [f for f in forms if f.form_id == name]
    if not found:
        known = "、".join(sorted({f.form_id for f in forms}))
        raise RefusedError(f"没有名为“{name}”的检查表；现有：{known}。")
    return found[-1]


def refuse_retired(form: ListedForm) -> None:
    """Raise `RefusedError` where a form is 停用: no new check begins under it."""
    if form.retired:
        raise RefusedError(
            f"检查表“{form.title}”已停用，不能开始新的检查；已有的草稿和记录不受影响，请换一张检查表。"
        )


def open_form(desk: Desk, form: ListedForm) -> CompiledForm:
    """Return the form ready to run; pyxform is needed only where it was never compiled here."""
    text = workbooks.compiled(desk.db, form.workbook)
    if text is not None:
        with contextlib.suppress(CannotReadError):  # another version compiled it
            return CompiledForm.from_text(text)
    workbook = workbooks.workbook(desk.db, form.workbook)
    if workbook is None:
        raise RefusedError(f"检查表“{form.title}”的文件还没有收到；请先接收下发的检查表文件。")
    compiled = compile_workbook(workbook, form.form_id)
    workbooks.keep_compiled(desk.db, form.workbook, compiled.to_text())
    return compiled


def fixed_nature(desk: Desk, form: str) -> Nature | None:
    """Return the 检查性质 that a form (by record or form id) names for all its inspections.

    None where it names none, or where its workbook has not come yet.
    """
    try:
        return nature_of(open_form(desk, find_form(desk, form)))
    except RefusedError:
        return None
