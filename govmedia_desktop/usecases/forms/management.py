"""Managing check forms: check a workbook, publish it, withdraw it, write it out again."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from govmedia_desktop.domain.form_versions import following_version, version_key
from govmedia_desktop.domain.identifiers import form_id
from govmedia_desktop.domain.parameters import climb
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.files import write_bytes
from govmedia_desktop.forms.bundles import bundled, parted
from govmedia_desktop.forms.burden import Burden, weigh
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.faults import Fault, FormFaultsError
from govmedia_desktop.forms.from_workbook import compile_workbook, outside_files
from govmedia_desktop.forms.renames import COLUMN, unknown_before
from govmedia_desktop.forms.workbook import Workbook, read_workbook
from govmedia_desktop.store import workbooks
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import roots
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.files import read_form_file
from govmedia_desktop.usecases.forms.known import (
    ListedForm,
    find_form,
    list_forms,
    make_known,
    open_form,
)
from govmedia_desktop.usecases.offices.known import list_offices, parents

Switch = Callable[[Desk, str], None]
"""`retire` or `restore`."""
_CELL = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True)
class CheckedWorkbook:
    """What a workbook holds and what is wrong with it; `form` is None where it is no form yet.

    `stands`: what stands in a fault's cell, by sheet and cell. `unpublishable`: what keeps a form
    that can be filled in from being published.
    """

    name: str
    content: bytes = field(repr=False)
    form: CompiledForm | None = None
    faults: tuple[Fault, ...] = ()
    unpublishable: tuple[Fault, ...] = ()
    burden: Burden | None = None
    stands: Mapping[tuple[str, str], str] = field(default_factory=dict)


def check_file(path: Path) -> CheckedWorkbook:
    """Return what a file holds and what is wrong with it, with the files beside it that it uses.

    Raises CannotReadError where it is no readable workbook.
    """
    content = read_form_file(path)
    beside = (path.with_name(name) for name in outside_files(content, path.name))
    files = {file.name: read_form_file(file) for file in beside if file.is_file()}
    return check_workbook(bundled(content, files), path.name)


def check_workbook(content: bytes, name: str) -> CheckedWorkbook:
    """Return the form of a workbook or all its faults by cell, and what it costs to fill in.

    Raises CannotReadError where it is no readable workbook.
    """
    cells = read_workbook(content, name)
    try:
        form = compile_workbook(content, name)
    except FormFaultsError as error:
        faults = sorted(error.faults, key=lambda fault: _place(fault, cells))
        stands = {(f.sheet, f.cell): _stands(cells, f) for f in faults}
        return CheckedWorkbook(name, content, faults=tuple(faults), stands=stands)
    return CheckedWorkbook(
        name, content, form, unpublishable=tuple(_missing(form, cells)), burden=weigh(form)
    )


def _place(fault: Fault, cells: Workbook) -> tuple[int, int, int, str]:
    """Sort key: as one reads the workbook."""
    place = _CELL.fullmatch(fault.cell)
    sheet = cells.names.index(fault.sheet) if fault.sheet in cells.names else -1
    return (sheet, int(place[2]), len(place[1]), place[1]) if place else (sheet, 0, 0, "")


def _stands(cells: Workbook, fault: Fault) -> str:
    place = _CELL.fullmatch(fault.cell)
    sheet = next((s for s in cells.sheets.values() if s.name == fault.sheet), None)
    if place is None or sheet is None:
        return ""
    headers = [header for header, column in sheet.columns.items() if column == place[1]]
    index = int(place[2]) - 2
    if index < 0 or not headers:
        return headers[0] if headers else ""
    return sheet.rows[index].get(headers[0], "") if index < len(sheet.rows) else ""


def _missing(form: CompiledForm, cells: Workbook) -> list[Fault]:
    """Return what the settings sheet must say before a form can be published."""
    settings = cells.sheets.get("settings")
    given = settings.rows[0] if settings and settings.rows else {}
    needed = (
        ("form_id", "检查表的编号，各版相同，如county-2026", form.form_id and given.get("form_id")),
        ("version", "版本，如1", form.version),
    )
    name = settings.name if settings else "settings"
    return [
        Fault(
            name,
            settings.cell(0, header) if settings and header in settings.columns else "",
            f"没有写{header}（{meaning}），填写后才能发布",
        )
        for header, meaning, value in needed
        if not value
    ]


class Standing(StrEnum):
    """How a workbook stands to what is published already."""

    NEW = "new"
    NEWER = "newer"
    OLDER = "older"
    ALREADY = "already"
    TAKEN = "taken"


@dataclass(frozen=True)
class Plan:
    """What publishing would do: `text` says it; `newest` is the version there is now, if any."""

    standing: Standing
    text: str
    newest: ListedForm | None = None
    faults: tuple[Fault, ...] = ()


def plan(desk: Desk, checked: CheckedWorkbook) -> Plan:
    """Return what publishing a workbook would do here. It must hold a form."""
    form = _form_of(checked)
    versions = [listed for listed in list_forms(desk) if listed.form_id == form.form_id]
    newest = versions[-1] if versions else None
    same = [listed for listed in versions if listed.version == form.version]
    if any(listed.workbook == form.workbook_sha256 for listed in same):
        text = f"“{form.title}”第{form.version}版已经发布过了，内容一字不差，不用再发布。"
        return Plan(Standing.ALREADY, text, newest)
    if same and newest:
        return Plan(Standing.TAKEN, _taken(form, newest), newest)
    faults = tuple(_unknown_renames(desk, checked, versions))
    if newest is None:
        text = f"发布后，新的检查可以选“{form.title}”；以前没有这张检查表。"
        return Plan(Standing.NEW, text, None, faults)
    if version_key(form.version) < version_key(newest.version):
        text = (
            f"已有更新的第{newest.version}版。第{form.version}版可以留底，新的检查仍用"
            f"第{newest.version}版。"
        )
        return Plan(Standing.OLDER, text, newest, faults)
    text = (
        f"发布后，新的检查改用第{form.version}版；第{newest.version}版下的检查和草稿"
        "仍按原来的版本打开。"
    )
    return Plan(Standing.NEWER, text, newest, faults)


def _taken(form: CompiledForm, newest: ListedForm) -> str:
    following = following_version(newest.version)
    return (
        f"“{form.title}”第{form.version}版已经发布，发布后不能改动，现在这份内容不同，没有发布；"
        f"请把settings工作表的version改成{following}再导入。"
    )


def _form_of(checked: CheckedWorkbook) -> CompiledForm:
    if checked.form is None:
        raise FormFaultsError(checked.name, checked.faults)
    return checked.form


def _unknown_renames(
    desk: Desk, checked: CheckedWorkbook, versions: Sequence[ListedForm]
) -> list[Fault]:
    form = _form_of(checked)
    if not form.settings.get("replaces"):
        return []
    unknown = unknown_before(form, [open_form(desk, version) for version in versions])
    settings = read_workbook(checked.content, checked.name).sheets["settings"]
    cell = settings.cell(0, COLUMN)
    text = "以前的版本里没有“{}”这道题，请写以前的名称"
    return [Fault(settings.name, cell, text.format(name)) for name in unknown]


@dataclass(frozen=True)
class Published:
    """A form version that is published; `standing` says how it stood before."""

    form: ListedForm
    standing: Standing
    text: str


def publish_workbook(desk: Desk, checked: CheckedWorkbook, reason: str = "") -> Published:
    """Publish a checked workbook: from then on it is never edited, only superseded.

    One that is there already stays as it is. Raises `RefusedError` where its version is taken by
    another workbook, where form id or version are missing, or where it offends a burden rule and
    no reason is given; `FormFaultsError` where it has faults.
    """
    form = _form_of(checked)
    todo = plan(desk, checked)
    faults = (*checked.unpublishable, *todo.faults)
    if faults:
        raise FormFaultsError(checked.name, faults)
    if todo.standing is Standing.TAKEN:
        raise RefusedError(todo.text)
    if todo.standing is Standing.ALREADY:
        record = form_id(form.form_id, form.version, form.workbook_sha256)
        return Published(find_form(desk, record), todo.standing, todo.text)
    offences = checked.burden.offences if checked.burden else ()
    if offences and not reason.strip():
        raise RefusedError(needs_reason(checked.name, checked.burden))
    record = make_known(desk, form, checked.content, reason.strip())
    text = f"“{form.title}”第{form.version}版已发布，发布后不能改动；要改请出新的一版。"
    return Published(find_form(desk, record), todo.standing, text)


def needs_reason(name: str, burden: Burden | None) -> str:
    """Return why a form is not published without a reason, naming each rule it offends."""
    offences = burden.offences if burden else ()
    told = "；".join(f"{offence.text}（{offence.rule}）" for offence in offences)
    return (
        f"“{name}”有{len(offences)}处加重基层负担：{told}。确需发布的，请写明理由；现在没有发布。"
    )


def retire(desk: Desk, record: str, reason: str = "") -> None:
    """Withdraw a form (停用): its newest version is no longer offered for new checks.

    It holds for this office and those below it. Raises `RefusedError` for an older version.
    """
    form = find_form(desk, record)
    newest = find_form(desk, form.form_id)
    if newest.id != form.id:
        raise RefusedError(
            f"第{form.version}版已由第{newest.version}版取代，新的检查不会再用它，不用停用。"
        )
    own = roots(desk.db).get(desk.office, desk.office)
    desk.record([Edit(form.id, "form", {"retired": own}, reason=reason.strip())])


def restore(desk: Desk, record: str, reason: str = "") -> None:
    """Offer a withdrawn form again. Raises `RefusedError` where an office above withdrew it."""
    form = find_form(desk, record)
    own = roots(desk.db).get(desk.office, desk.office)
    if form.retired_by in climb(own, parents(desk))[1:]:
        name = next(o.name for o in list_offices(desk) if o.id == form.retired_by)
        raise RefusedError(f"这张检查表是{name}停用的，只能由它恢复；没有改动。")
    desk.record([Edit(form.id, "form", {"retired": None}, reason=reason.strip())])


def export_workbook(desk: Desk, form: ListedForm, path: Path) -> Path:
    """Write a form version's workbook, the very bytes, and the files it takes choices from
    beside it; return where it stands.

    Raises `RefusedError` for a place among the data, where the workbook is not here or where
    another file of such a name is in its way.
    """
    workbook, files = parted(workbook_of(desk, form), form.form_id)
    place = desk.outside(path)
    for name, content in files.items():
        beside = place.with_name(name)
        if beside.exists() and beside.read_bytes() != content:
            raise RefusedError(
                f"同一文件夹里已有另一个“{name}”，没有写出任何文件；请换一个文件夹再写出。"
            )
    for name, content in files.items():
        write_bytes(place.with_name(name), content)
    return write_bytes(place, workbook)


def workbook_of(desk: Desk, form: ListedForm) -> bytes:
    """Return the bytes a form version was published with. Raises `RefusedError` without them."""
    content = workbooks.workbook(desk.db, form.workbook)
    if content is None:
        raise RefusedError(f"检查表“{form.title}”的文件还没有收到；请先接收下发的检查表文件。")
    return content
