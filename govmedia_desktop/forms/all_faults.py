"""All faults of a workbook in one pass: our own checks first, then pyxform as often as it takes."""

from collections import Counter

from govmedia_desktop.forms.choice_rows import ChoiceRows
from govmedia_desktop.forms.extensions import NAMESPACE
from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.forms.headers import check_headers
from govmedia_desktop.forms.mending import Mending
from govmedia_desktop.forms.places import PREFIX, SETTING, Places
from govmedia_desktop.forms.pyxform_faults import xform_of
from govmedia_desktop.forms.references import References
from govmedia_desktop.forms.structure import Rows, ends, is_container
from govmedia_desktop.forms.workbook import Workbook

_ALWAYS_THERE = ("instanceID",)
_ROUNDS, _ROWS_IN_ALL = 12, 6_000
"""pyxform names one fault at a time and is slow: so often it is asked again without that row, over
no more rows than that in all, but twice at least."""


def mend(workbook: Workbook) -> Mending:
    """Return what our checks of rows find, with a copy of the workbook in which it is mended."""
    mending = Mending(workbook)
    if "survey" not in workbook.sheets:
        return mending
    for fault in check_headers(workbook):
        mending.add(fault)
    uses_rules = any(header.startswith(PREFIX) for header in workbook.sheets["survey"].columns)
    settings = workbook.sheets.get("settings")
    if uses_rules or any(h.startswith(SETTING) for h in (settings.columns if settings else ())):
        _declare_namespace(mending)
    choices = ChoiceRows(mending, labelled=uses_rules)
    if "choices" in workbook.sheets:
        choices.check()
    rows = Rows(mending, choices.lists)
    rows.check()
    choices.check_blanks(rows.several)
    for name in sorted(rows.missing_lists):
        choices.add_missing(name)
    References(mending, _names(mending), rows.refused).check()
    return mending


def _declare_namespace(mending: Mending) -> None:
    settings = mending.sheet("settings")
    if not settings.rows:
        mending.append("settings", namespaces="")
    declared = settings.rows[0].get("namespaces", "")
    if NAMESPACE not in declared:
        mending.put("settings", 0, "namespaces", f'{declared} gm="{NAMESPACE}"'.strip())


def _names(mending: Mending) -> Counter[str]:
    """Return how often each name stands for something that can be referred to."""
    places = Places(mending.workbook, "")
    rows = range(len(places.sheet.rows))
    names = Counter(places.text(n, "name") for n in rows if not ends(places.text(n, "type")))
    return names + Counter(_ALWAYS_THERE)


def xform_of_mended(mending: Mending, faults: list[Fault], name: str) -> str:
    """Return the XForm of the mended copy; what pyxform refuses is added to `faults`.

    A row that it refuses is made plain, and pyxform asked again. Empty where it never passes.
    """
    places = Places(mending.workbook, "")
    if not (places.header("type") and places.header("name")):
        return ""
    rows = max(len(places.sheet.rows), 1)
    for _ in range(max(min(_ROUNDS, _ROWS_IN_ALL // rows), 2)):
        text, found = xform_of(mending.workbook, name)
        if not found:
            return text
        known = {(fault.sheet, fault.cell) for fault in faults}
        faults.extend(f for f in found if not f.cell or (f.sheet, f.cell) not in known)
        if not _made_plain(mending, places, found[0]):
            return ""
    return ""


def _made_plain(mending: Mending, places: Places, fault: Fault) -> bool:
    """Leave of the row of a fault no more than a text question; False where it is that already."""
    index = mending.row_of(fault)
    if index is None:
        return False
    row = places.sheet.rows[index]
    kind, kept = places.header("type"), map(places.header, ("type", "name", "label"))
    plain = {header: row[header] for header in kept if row.get(header)}
    if not is_container(row.get(kind, "")):
        plain[kind] = "text"
    changed, places.sheet.rows[index] = plain != row, plain
    return changed
