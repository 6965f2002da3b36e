"""Takes apart the XForm that pyxform makes: instance, binds, controls and texts, untranslated.

(https://getodk.github.io/xforms-spec/)
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

XFORMS = "{http://www.w3.org/2002/xforms}"
HTML = "{http://www.w3.org/1999/xhtml}"
ROSA = "{http://openrosa.org/javarosa}"
CHECK = "{https://govmedia-desktop.example/check}"

RawText: TypeAlias = "tuple[str | Output, ...]"
_MESSAGES = {"constraint_message": "constraintMsg", "required_message": "requiredMsg"}
_CHINESE = ("zh", "中文", "chinese", "汉语", "简体")


@dataclass(frozen=True)
class Output:
    """An expression whose value stands within a text."""

    expression: str


@dataclass(frozen=True)
class Control:
    """What a person sees of a node."""

    tag: str
    appearance: str
    texts: Mapping[str, RawText]
    itemset: str = ""
    items: str = ""
    """Id of the choice list that `itemset` begins with."""


@dataclass
class XForm:
    """An XForm's parts; all paths are absolute, in the order of the primary instance."""

    title: str
    form_id: str
    version: str
    instance: etree._Element
    """The primary instance's root, without namespaces and templates."""
    settings: Mapping[str, str] = field(default_factory=dict)
    lists: dict[str, etree._Element] = field(default_factory=dict)
    """Secondary instances: id → their `root`, each item with `name` and `label`."""
    outside: list[str] = field(default_factory=list)
    """Ids of secondary instances that an outside file should hold."""
    binds: dict[str, dict[str, str]] = field(default_factory=dict)
    """Path → attributes; our own namespace as `gm:…`, OpenRosa's as `jr:…`."""
    messages: dict[str, dict[str, RawText]] = field(default_factory=dict)
    controls: dict[str, Control] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    """Path → expression evaluated when the form is first opened."""
    events: list[str] = field(default_factory=list)
    """Paths set by an event other than the first opening."""

    def paths(self) -> Iterator[tuple[str, etree._Element]]:
        """Yield every node of the primary instance below its root with its path."""
        yield from _below(self.instance, f"/{self.instance.tag}")


def _below(parent: etree._Element, path: str) -> Iterator[tuple[str, etree._Element]]:
    for child in parent:
        own = f"{path}/{child.tag}"
        yield own, child
        yield from _below(child, own)


def read_xform(text: str) -> XForm:
    """Return the parts of an XForm that pyxform wrote."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    tree = etree.fromstring(text.encode("utf-8"), parser)
    model = tree.find(f"{HTML}head/{XFORMS}model")
    body = tree.find(f"{HTML}body")
    if model is None or body is None:
        raise ValueError("no XForm")
    texts = _itext(model)
    instances = model.findall(f"{XFORMS}instance")
    root = instances[0][0]
    form = XForm(
        title=tree.findtext(f"{HTML}head/{HTML}title", ""),
        form_id=root.get("id", ""),
        version=root.get("version", ""),
        instance=_plain(root),
        settings={
            _attribute(k).removeprefix("gm:"): str(v)
            for k, v in root.attrib.items()
            if _attribute(k).startswith("gm:")
        },
    )
    for instance in instances[1:]:
        _add_list(form, instance, texts)
    for bind in model.iterfind(f"{XFORMS}bind"):
        _add_messages(form, bind, texts)
        form.binds[bind.get("nodeset", "")] = {
            _attribute(k): str(v) for k, v in bind.attrib.items()
        }
    _add_events(form, tree)
    for element in body.iterdescendants():
        _add_control(form, element, texts)
    return form


def _attribute(name: object) -> str:
    return str(name).replace(CHECK, "gm:").replace(ROSA, "jr:")


def _plain(element: etree._Element) -> etree._Element:
    """Return a copy without namespaces, templates and attributes."""
    copy = etree.Element(etree.QName(element).localname)
    copy.text = element.text if len(element) == 0 else None
    for child in element.iterchildren(tag=etree.Element):
        if child.get(f"{ROSA}template") is None:
            copy.append(_plain(child))
    return copy


def _itext(model: etree._Element) -> dict[str, dict[str, RawText]]:
    """Return text id → form (`""`, `guidance`) → text: Chinese where there is any."""
    translations = model.findall(f"{XFORMS}itext/{XFORMS}translation")
    translations.sort(key=_rank, reverse=True)
    texts: dict[str, dict[str, RawText]] = {}
    for translation in translations:
        for text in translation.iterfind(f"{XFORMS}text"):
            forms = texts.setdefault(text.get("id", ""), {})
            for value in text.iterfind(f"{XFORMS}value"):
                found = _pieces(value)
                if found not in ((), ("-",)):
                    forms[value.get("form", "")] = found
    return texts


def _rank(translation: etree._Element) -> tuple[bool, bool]:
    """Sort key: the preferred language last, so that the others stand in where it is silent."""
    name = translation.get("lang", "").lower()
    chinese = any(word in name for word in _CHINESE)
    return (not chinese, translation.get("default") is None)


def _pieces(element: etree._Element) -> RawText:
    pieces: list[str | Output] = [element.text or ""]
    for child in element:
        if child.tag == f"{XFORMS}output":
            pieces.append(Output(child.get("value", "")))
        pieces.append(child.tail or "")
    if len(pieces) > 1:
        pieces[0] = str(pieces[0]).removeprefix(" ")
        pieces[-1] = str(pieces[-1]).removesuffix(" ")
    return tuple(piece for piece in pieces if piece != "")


def _texts_at(
    element: etree._Element, tag: str, texts: Mapping[str, Mapping[str, RawText]]
) -> Mapping[str, RawText]:
    found = element.find(f"{XFORMS}{tag}")
    if found is None:
        return {}
    reference = found.get("ref", "")
    return _referred(reference, texts) or {"": _pieces(found)}


def _referred(reference: str, texts: Mapping[str, Mapping[str, RawText]]) -> Mapping[str, RawText]:
    match = re.fullmatch(r"jr:itext\('(.*)'\)", reference)
    return texts.get(match[1], {}) if match else {}


def _add_list(
    form: XForm, instance: etree._Element, texts: Mapping[str, Mapping[str, RawText]]
) -> None:
    name = instance.get("id", "")
    if instance.get("src"):
        form.outside.append(name)
        return
    root = _plain(instance[0])
    for item in root:
        text_id = item.findtext("itextId")
        if text_id is not None:
            label = etree.SubElement(item, "label")
            pieces = texts.get(text_id, {}).get("", ())
            label.text = "".join(piece for piece in pieces if isinstance(piece, str))
    form.lists[name] = root


def _add_messages(
    form: XForm, bind: etree._Element, texts: Mapping[str, Mapping[str, RawText]]
) -> None:
    for slot, attribute in _MESSAGES.items():
        message = bind.get(ROSA + attribute)
        if message:
            found = _referred(message, texts).get("", (message,))
            form.messages.setdefault(bind.get("nodeset", ""), {})[slot] = found


def _add_events(form: XForm, tree: etree._Element) -> None:
    for action in tree.iter(f"{XFORMS}setvalue"):
        path = action.get("ref", "")
        if action.get("event") == "odk-instance-first-load":
            form.defaults[path] = action.get("value") or f"'{action.text or ''}'"
        else:
            form.events.append(path)


def _add_control(
    form: XForm, element: etree._Element, texts: Mapping[str, Mapping[str, RawText]]
) -> None:
    path = element.get("ref") or element.get("nodeset")
    tag = etree.QName(element).localname
    if path is None or tag in ("itemset", "label", "hint", "value", "setvalue", "setgeopoint"):
        return
    hints = _texts_at(element, "hint", texts)
    itemset = element.find(f"{XFORMS}itemset")
    nodeset = "" if itemset is None else itemset.get("nodeset", "")
    form.controls[path] = Control(
        tag=tag,
        appearance=element.get("appearance", ""),
        texts={
            "label": _texts_at(element, "label", texts).get("", ()),
            "hint": hints.get("", ()),
            "guidance": hints.get("guidance", ()),
        },
        itemset=nodeset,
        items=_list_of(nodeset),
    )


def _list_of(nodeset: str) -> str:
    before, _, rest = nodeset.partition("instance('")
    return rest.partition("'")[0] if rest and "(" not in before else ""
