"""What a form reads that is not in it, the document it stands in, and how that is evaluated."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.extensions import EXTENSIONS, NAMESPACE
from govmedia_desktop.forms.locations import PREVIOUS
from govmedia_desktop.forms.rows import plan_of, row_path

if TYPE_CHECKING:
    from lxml import etree

_CALLED = re.compile(r"gm:([\w-]+)\(")


@dataclass(frozen=True)
class Choice:
    """One choice of a select: the name that is stored, the label that is shown."""

    name: str
    label: str


@dataclass(frozen=True)
class World:
    """What a form reads that is not in it: today, and the record last saved under it by path.

    `rows`: series → ids of its rows, where somebody has settled them. `seed` is what chance is
    drawn from: the same gives the same.
    """

    today: date
    last_saved: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seed: str = ""


@lru_cache(maxsize=4096)
def evaluator(xpath: str) -> "etree.XPath":
    """Return what evaluates a translated expression."""
    from lxml import etree  # noqa: PLC0415 (not at program start)

    called = {name for name in _CALLED.findall(xpath) if name in EXTENSIONS}
    extensions = {(NAMESPACE, name): EXTENSIONS[name] for name in called}
    return etree.XPath(
        xpath, namespaces={"gm": NAMESPACE}, extensions=extensions, smart_strings=False
    )


def document_of(form: CompiledForm, world: World) -> "etree._Element":
    """Return the form's document with all that it reads of the world."""
    from lxml import etree  # noqa: PLC0415 (not at program start)

    document = etree.fromstring(form.document)
    document.set("version", form.version)
    document.set("today", world.today.isoformat())
    document.set("now", f"{world.today.isoformat()}T00:00:00")
    document.set("seed", world.seed)
    _add_previous(form, document, world.last_saved)
    return document


def _add_previous(form: CompiledForm, document: Any, values: Mapping[str, str]) -> None:
    """Add the record last saved, each repeat with its rows in their order."""
    from lxml import etree  # noqa: PLC0415 (not at program start)

    made = {"": etree.SubElement(document, "instance", id=PREVIOUS)}

    def at(path: str) -> Any:
        if path not in made:
            around, _, name = path.rpartition("/")
            made[path] = etree.SubElement(at(around), plan_of(name))
        return made[path]

    series = [p for p in values if plan_of(p) in form.repeats and not p.endswith("]")]
    for path in sorted(series, key=lambda path: path.count("/")):
        for row in values[path].split():
            at(row_path(path, row))
    for path in values:
        if path not in series:
            at(path).text = values[path]
