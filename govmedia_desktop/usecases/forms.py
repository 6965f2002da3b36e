"""Check forms: the shipped ones, those of files taken in, one of them opened to be filled."""

import contextlib
import hashlib
from dataclasses import dataclass
from functools import cache

from govmedia_desktop.domain.identifiers import form_id
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.forms.compiled import CompiledForm, compile_workbook
from govmedia_desktop.paths import TEMPLATES
from govmedia_desktop.store import workbooks
from govmedia_desktop.store.connection import write
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import standing
from govmedia_desktop.usecases.desk import Desk

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


def list_forms(desk: Desk) -> list[ListedForm]:
    """Return all form versions, by form and version."""
    rows = standing(desk.db, "form")
    found = [
        ListedForm(r["id"], r["form_id"], r["version"], r["title"] or "", r["workbook"])
        for r in rows
        if r["form_id"] and r["workbook"]
    ]
    return sorted(found, key=lambda form: (form.form_id, form.version))


def take_up_shipped_forms(desk: Desk) -> None:
    """Make the shipped forms known to this folder; those it has already are left as they are."""
    known = {form.workbook for form in list_forms(desk)}
    for name in SHIPPED:
        workbook = (TEMPLATES / name).read_bytes()
        if hashlib.sha256(workbook).hexdigest() not in known:
            _make_known(desk, _shipped(name), workbook)


@cache
def _shipped(name: str) -> CompiledForm:
    """Return a shipped form; what comes with the program need not be compiled for each folder."""
    return compile_workbook((TEMPLATES / name).read_bytes(), name)


def publish(desk: Desk, workbook: bytes, name: str) -> str:
    """Make a form version known and return its record id; it is never edited afterwards.

    Raises `FormFaultsError` naming every fault by cell.
    """
    return _make_known(desk, compile_workbook(workbook, name), workbook)


def _make_known(desk: Desk, form: CompiledForm, workbook: bytes) -> str:
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
        desk.record([Edit(record, "form", {**values}, home=record)])
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
