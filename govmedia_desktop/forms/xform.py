"""Takes apart the XForm that pyxform makes: instance, binds, controls and texts, untranslated.

(https://getodk.github.io/xforms-spec/)
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from govmedia_desktop.forms.attachments import read_items
from govmedia_desktop.forms.compiled import SEARCHED
from govmedia_desktop.forms.locations import PREVIOUS
from govmedia_desktop.forms.raw_text import Output, RawText
from govmedia_desktop.forms.searched import searched
from govmedia_desktop.forms.xform_texts import (
    XFORMS,
    Translations,
    read_texts,
    referred,
    texts_at,
)

__all__ = ["Control", "Event", "Output", "RawText", "XForm", "read_xform"]

HTML = "{http://www.w3.org/1999/xhtml}"
ROSA = "{http://openrosa.org/javarosa}"
CHECK = "{https://govmedia-desktop.example/check}"

_MESSAGES = {"constraint_message": "constraintMsg", "required_message": "requiredMsg"}
_CONTROLS = frozenset(
    {"input", "select", "select1", "rank", "upload", "range", "trigger", "group", "repeat"}
)
_BEGINNINGS = frozenset({"odk-instance-first-load", "odk-new-repeat"})
_CHANGED = "xforms-value-changed"


@dataclass(frozen=True)
class Control:
    """What a person sees of a node."""

    tag: str
    appearance: str
    texts: Mapping[str, RawText]
    itemset: str = ""
    items: str = ""
    """Id of the choice list that `itemset` begins with."""
    choice_parts: tuple[str, str] = ("name", "label")
    media: str = ""
    """An upload's media type."""
    bounds: Mapping[str, str] = field(default_factory=dict)
    count: str = ""
    """Expression of the number of rows of a repeat, empty where people add them."""


@dataclass(frozen=True)
class Event:
    """`target` takes the value of an expression when the answer at `source` changes."""

    source: str
    target: str
    expression: str


@dataclass
class XForm:
    """An XForm's parts; all paths are absolute, in the order of the primary instance."""

    title: str
    form_id: str
    version: str
    instance: etree._Element
    """The primary instance's root, without namespaces and templates."""
    settings: Mapping[str, str]
    """The root's `gm:` attributes, by name without prefix."""
    texts: Translations = field(default_factory=dict)
    """Text id → form (`""`, `guidance`) → text, for jr:itext()."""
    lists: dict[str, etree._Element] = field(default_factory=dict)
    """Secondary instances: id → their `root`, each item with `name` and `label`."""
    outside: dict[str, str] = field(default_factory=dict)
    """Ids of secondary instances whose file is not there → name of the file."""
    wrong: dict[str, str] = field(default_factory=dict)
    """Path of a question → why its `search()` cannot be carried out."""
    choice_texts: dict[str, RawText] = field(default_factory=dict)
    """`itextId` → label of a choice in which expressions stand."""
    binds: dict[str, dict[str, str]] = field(default_factory=dict)
    """Path → attributes; our own namespace as `gm:…`, OpenRosa's as `jr:…`."""
    messages: dict[str, dict[str, RawText]] = field(default_factory=dict)
    controls: dict[str, Control] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    """Path → expression evaluated when the form is first opened or the row is made."""
    events: list[Event] = field(default_factory=list)

    def triggered(self, path: str) -> str | None:
        """Return the expression that a node takes its value from when a trigger changes."""
        return next((event.expression for event in self.events if event.target == path), None)

    def paths(self) -> Iterator[tuple[str, etree._Element]]:
        """Yield every node of the primary instance below its root with its path."""
        yield from _below(self.instance, f"/{self.instance.tag}")


def _below(parent: etree._Element, path: str) -> Iterator[tuple[str, etree._Element]]:
    for child in parent:
        own = f"{path}/{child.tag}"
        yield own, child
        yield from _below(child, own)


def read_xform(text: str, files: Mapping[str, bytes]) -> XForm:
    """Return the parts of an XForm that pyxform wrote; `files` are those it takes choices from.

    Raises CannotReadError where one of the files cannot be read.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    tree = etree.fromstring(text.encode("utf-8"), parser)
    model = tree.find(f"{HTML}head/{XFORMS}model")
    body = tree.find(f"{HTML}body")
    if model is None or body is None:
        raise ValueError("no XForm")
    texts = read_texts(model)
    instances = model.findall(f"{XFORMS}instance")
    root = instances[0][0]
    form = XForm(
        title=tree.findtext(f"{HTML}head/{HTML}title", ""),
        form_id=root.get("id", ""),
        version=root.get("version", ""),
        instance=_plain(root),
        settings={
            str(k).removeprefix(CHECK): str(v)
            for k, v in root.attrib.items()
            if str(k).startswith(CHECK)
        },
        texts=texts,
    )
    for instance in instances[1:]:
        _add_list(form, instance, texts, files)
    for bind in model.iterfind(f"{XFORMS}bind"):
        _add_messages(form, bind, texts)
        form.binds[bind.get("nodeset", "")] = {
            _attribute(k): str(v) for k, v in bind.attrib.items()
        }
    _add_events(form, tree)
    for element in body.iterdescendants(tag=etree.Element):
        _add_control(form, element, texts)
    for path, control in form.controls.items():
        form.controls[path] = _with_search(form, path, control, files)
    return form


def _attribute(name: object) -> str:
    return str(name).replace(CHECK, "gm:").replace(ROSA, "jr:")


def _plain(element: etree._Element) -> etree._Element:
    """Return a copy without namespaces, templates and attributes."""
    copy = etree.Element(etree.QName(element).localname)
    copy.text = element.text if len(element) == 0 else None
    children = list(element.iterchildren(tag=etree.Element))
    tags = [child.tag for child in children]
    for child in children:
        if child.get(f"{ROSA}template") is None or tags.count(child.tag) == 1:
            copy.append(_plain(child))
    return copy


# lists of choices


def _add_list(
    form: XForm, instance: etree._Element, texts: Translations, files: Mapping[str, bytes]
) -> None:
    name, source = instance.get("id", ""), instance.get("src", "")
    if name == PREVIOUS:
        return
    if source and len(instance) == 0:
        file = source.rpartition("/")[2]
        if file not in files:
            form.outside[name] = file
        form.lists[name] = read_items(file, files.get(file, b""))
        return
    form.lists[name] = _plain(instance[0])
    for item in form.lists[name]:
        _add_label(form, item, texts)


def _add_label(form: XForm, item: etree._Element, texts: Translations) -> None:
    text_id = item.findtext("itextId")
    if text_id is None:
        return
    text = texts.get(text_id, {}).get("", ())
    if any(isinstance(piece, Output) for piece in text):
        form.choice_texts[text_id] = text
    label = etree.SubElement(item, "label")
    label.text = "".join(piece for piece in text if isinstance(piece, str))


def _list_of(nodeset: str) -> str:
    before, _, rest = nodeset.removeprefix("randomize(").partition("instance('")
    return rest.partition("'")[0] if rest and "(" not in before else ""


def _own_list(form: XForm, path: str, element: etree._Element, texts: Translations) -> str:
    """Take up choices that stand in the control itself; return their itemset, empty if none."""
    root = etree.Element("root")
    for item in element.iterfind(f"{XFORMS}item"):
        own = etree.SubElement(root, "item")
        etree.SubElement(own, "name").text = item.findtext(f"{XFORMS}value", "")
        label = texts_at(item, "label", texts).get("", ())
        written = "".join(piece for piece in label if isinstance(piece, str))
        etree.SubElement(own, "label").text = written
    if len(root) == 0:
        return ""
    name = f"choices of {path}"
    form.lists[name] = root
    return f"instance('{name}')/root/item"


# binds and events


def _add_messages(form: XForm, bind: etree._Element, texts: Translations) -> None:
    for slot, attribute in _MESSAGES.items():
        message = bind.get(ROSA + attribute)
        if message:
            found = referred(message, texts).get("", (message,))
            form.messages.setdefault(bind.get("nodeset", ""), {})[slot] = found


def _add_events(form: XForm, tree: etree._Element) -> None:
    for action in tree.iter(f"{XFORMS}setvalue"):
        path, events = action.get("ref", ""), action.get("event", "").split()
        expression = action.get("value") or f"'{action.text or ''}'"
        if _CHANGED in events:
            around = action.getparent()
            source = "" if around is None else around.get("ref", "")
            form.events.append(Event(source, path, expression))
        elif not _BEGINNINGS.isdisjoint(events):
            form.defaults.setdefault(path, expression)


# controls


def _add_control(form: XForm, element: etree._Element, texts: Translations) -> None:
    path = element.get("ref") or element.get("nodeset")
    tag = etree.QName(element).localname
    if path is None or tag not in _CONTROLS:
        return
    path = path.strip()
    if tag == "repeat":
        count = element.get(f"{ROSA}count", "")
        known = form.controls.get(path) or Control("repeat", "", {})
        appearance = known.appearance or element.get("appearance", "")
        form.controls[path] = replace(known, tag="repeat", count=count, appearance=appearance)
        return
    hints = texts_at(element, "hint", texts)
    itemset = element.find(f"{XFORMS}itemset")
    nodeset = "" if itemset is None else itemset.get("nodeset", "")
    nodeset = nodeset or element.get("query", "") or _own_list(form, path, element, texts)
    form.controls[path] = Control(
        tag="select1" if element.get("query") else tag,
        appearance=element.get("appearance", ""),
        texts={
            "label": texts_at(element, "label", texts).get("", ()),
            "hint": hints.get("", ()),
            "guidance": hints.get("guidance", ()),
        },
        itemset=nodeset,
        items=_list_of(nodeset),
        choice_parts=_choice_parts(itemset),
        media=element.get("mediatype", ""),
        bounds={k: v for k in ("start", "end", "step") if (v := element.get(k))},
    )


def _with_search(form: XForm, path: str, control: Control, files: Mapping[str, bytes]) -> Control:
    """Return a select with the rows of the file that it searches, others as they are."""
    listed = form.lists.get(control.items)
    found = None if listed is None else searched(control.appearance, listed, files)
    if found is None:
        return control
    if found.wrong:
        form.wrong[path] = found.wrong
    name = f"search of {path}"
    form.lists[name] = found.root
    if found.file and found.file not in files:
        form.outside[name] = found.file
    return replace(
        control,
        appearance=found.appearance,
        itemset=f"instance('{name}')/root/item{found.predicate}",
        items=name,
        choice_parts=SEARCHED,
    )


def _choice_parts(itemset: etree._Element | None) -> tuple[str, str]:
    if itemset is None:
        return "name", "label"
    value = itemset.find(f"{XFORMS}value")
    label = itemset.find(f"{XFORMS}label")
    name = "name" if value is None else value.get("ref", "name")
    shown = "label" if label is None else label.get("ref", "label")
    return name, "label" if shown.startswith("jr:itext") else shown
