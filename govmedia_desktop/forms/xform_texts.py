"""The texts of an XForm: labels, hints and messages, in the language that people read here."""

import re
from collections.abc import Mapping
from html import unescape
from typing import TypeAlias

from lxml import etree

from govmedia_desktop.forms.raw_text import Output, RawText

XFORMS = "{http://www.w3.org/2002/xforms}"
_CHINESE = ("zh", "中文", "chinese", "汉语", "简体")


Translations: TypeAlias = "Mapping[str, Mapping[str, RawText]]"
"""Text id → form (`""`, `guidance`) → text."""


def read_texts(model: etree._Element) -> dict[str, dict[str, RawText]]:
    """Return an XForm's translated texts: Chinese where there is any, else whatever there is."""
    translations = model.findall(f"{XFORMS}itext/{XFORMS}translation")
    translations.sort(key=_rank, reverse=True)
    texts: dict[str, dict[str, RawText]] = {}
    for translation in translations:
        for text in translation.iterfind(f"{XFORMS}text"):
            forms = texts.setdefault(text.get("id", ""), {})
            for value in text.iterfind(f"{XFORMS}value"):
                found = pieces(value)
                if found not in ((), ("-",)):
                    forms[value.get("form", "")] = found
    return texts


def _rank(translation: etree._Element) -> tuple[bool, bool]:
    """Sort key: the preferred language last, so that the others stand in where it is silent."""
    name = translation.get("lang", "").lower()
    chinese = any(word in name for word in _CHINESE)
    return (not chinese, translation.get("default") is None)


def pieces(element: etree._Element) -> RawText:
    """Return a text with the expressions that stand in it."""
    found: list[str | Output] = [element.text or ""]
    for child in element:
        if child.tag == f"{XFORMS}output":
            # pyxform escapes what stands in labels twice
            found.append(Output(unescape(child.get("value", ""))))
        found.append(child.tail or "")
    if len(found) > 1:
        found[0] = str(found[0]).removeprefix(" ")
        found[-1] = str(found[-1]).removesuffix(" ")
    return tuple(piece for piece in found if piece != "")


def texts_at(element: etree._Element, tag: str, texts: Translations) -> Mapping[str, RawText]:
    """Return the texts of an element's label or hint, by form."""
    found = element.find(f"{XFORMS}{tag}")
    if found is None:
        return {}
    return referred(found.get("ref", ""), texts) or {"": pieces(found)}


def referred(reference: str, texts: Translations) -> Mapping[str, RawText]:
    """Return the texts that `jr:itext('id')` refers to, none for another reference."""
    match = re.fullmatch(r"jr:itext\('(.*)'\)", reference)
    return texts.get(match[1], {}) if match else {}
