"""Compiles an XLSForm workbook: pyxform makes the XForm, its expressions are translated once."""

import hashlib
from collections import ChainMap
from collections.abc import MutableMapping, Sequence

from lxml import etree

from govmedia_desktop.forms.all_faults import mend, xform_of_mended
from govmedia_desktop.forms.attachments import is_name
from govmedia_desktop.forms.bundles import parted
from govmedia_desktop.forms.checks import check_columns
from govmedia_desktop.forms.compiled import CompiledForm, Node, Vertex
from govmedia_desktop.forms.faults import Fault, FormFaultsError
from govmedia_desktop.forms.nodes import NodeMaker
from govmedia_desktop.forms.order import RoundError, evaluation_order
from govmedia_desktop.forms.places import Places
from govmedia_desktop.forms.renames import check_renames
from govmedia_desktop.forms.scoring_checks import check_scoring
from govmedia_desktop.forms.workbook import Workbook, read_workbook
from govmedia_desktop.forms.xform import XForm, read_xform

_OUTSIDE = ("_from_file", "csv-external", "xml-external", "pulldata(", "search(")


def compile_form(workbook: bytes, name: str, files: MutableMapping[str, bytes]) -> CompiledForm:
    """Return the compiled form; raises FormFaultsError or CannotReadError (see `compiled`)."""
    cells = read_workbook(workbook, name)
    mending = mend(cells)
    faults = [*cells.faults, *check_columns(cells), *check_scoring(cells), *mending.faults]
    text = xform_of_mended(mending, faults, name)
    if not text:
        raise FormFaultsError(name, faults)
    xform = read_xform(text, ChainMap(parted(workbook, name)[1], files))
    _add_external_choices(xform, cells)
    places = Places(mending.workbook, f"/{xform.instance.tag}")
    maker = NodeMaker(xform, places)
    nodes = maker.nodes()
    faults.extend(maker.faults)
    faults.extend(check_renames(cells, nodes))
    order = _order(nodes, places, faults)
    if faults:
        raise FormFaultsError(name, list(dict.fromkeys(faults)))
    return CompiledForm(
        form_id=xform.form_id,
        version=xform.version,
        title=xform.title,
        workbook_sha256=hashlib.sha256(workbook).hexdigest(),
        document=_document(xform),
        nodes=nodes,
        order=order,
        settings=xform.settings,
        triggers=_triggers(xform),
        choice_texts=maker.choice_texts,
    )


def outside_files(workbook: bytes, name: str) -> list[str]:
    """Return the names of the files that a form takes choices from; none where it is wrong.

    Raises CannotReadError where it is no readable workbook.
    """
    cells = read_workbook(workbook, name)
    survey = cells.sheets.get("survey")
    written = (text for row in survey.rows for text in row.values()) if survey else ()
    if not any(word in text for text in written for word in _OUTSIDE):
        return []  # pyxform takes its time
    text = xform_of_mended(mend(cells), [], name)
    return sorted(set(read_xform(text, {}).outside.values())) if text else []


def _add_external_choices(xform: XForm, cells: Workbook) -> None:
    """Take up the sheet external_choices (select_one_external) as lists."""
    sheet = cells.sheets.get("external_choices")
    for row in sheet.rows if sheet else ():
        columns = {"_".join(header.lower().split()): text for header, text in row.items()}
        name = columns.pop("list_name", "")
        root = xform.lists.setdefault(name, etree.Element("root"))
        item = etree.SubElement(root, "item")
        for column, text in columns.items():
            if is_name(column):
                etree.SubElement(item, column).text = text


def _triggers(xform: XForm) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for event in xform.events:
        found[event.source] = (*found.get(event.source, ()), event.target)
    return found


def _order(nodes: Sequence[Node], places: Places, faults: list[Fault]) -> tuple[Vertex, ...]:
    try:
        return evaluation_order(nodes)
    except RoundError as error:
        written = {(node.path, slot) for node in nodes for slot in node.expressions}
        written |= {(node.path, "rows") for node in nodes if "count" in node.expressions}
        ring = [vertex for vertex in error.ring if vertex in written]
        names = " → ".join(path.rpartition("/")[2] for path, _ in ring)
        text = f"计算或显示条件互相依赖，成了环（{names}），请断开其中一处"
        faults.extend(places.fault(path, slot, text) for path, slot in dict.fromkeys(ring))
        return ()


def _document(xform: XForm) -> str:
    run = etree.Element("run")
    run.append(xform.instance)
    for name, root in xform.lists.items():
        instance = etree.SubElement(run, "instance", id=name)
        instance.append(root)
    return etree.tostring(run, encoding="unicode")
