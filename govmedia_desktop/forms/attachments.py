"""Files that a form takes choices from: .csv, .xml and .geojson, read as lists of items."""

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from lxml import etree

from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.errors import CannotReadError

_LARGEST, _MOST_ITEMS = 20_000_000, 100_000
_NAME = re.compile(r"[^\W\d][\w.\-]*")


def is_name(column: str) -> bool:
    """Whether a column can be named in an expression."""
    return _NAME.fullmatch(column) is not None


_UNREADABLE = (
    *(ValueError, LookupError, TypeError, AttributeError, RecursionError),
    *(csv.Error, etree.XMLSyntaxError),
)
"""What the readers raise of content that is not what the name says."""


def read_items(name: str, content: bytes) -> etree._Element:
    """Return a file's `root` of items, each with its columns as elements.

    Raises CannotReadError naming the file where it cannot be read.
    """
    if len(content) > _LARGEST:
        raise CannotReadError(f"“{name}”过大，不像选项列表，未采用。请只保留要用的行和列。")
    if not content.strip():
        return etree.Element("root")
    try:
        root = _READERS[name.rpartition(".")[2].lower()](content)
    except _UNREADABLE as error:
        raise CannotReadError(
            f"选项文件“{name}”已损坏或不是所写的格式，未采用。请重新保存后和检查表放在一起再导入。"
        ) from error
    if len(root) > _MOST_ITEMS:
        raise CannotReadError(f"选项文件“{name}”超过{_MOST_ITEMS:,}行，未采用。请拆小后再导入。")
    return root


def _csv(content: bytes) -> etree._Element:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    return _items(csv.DictReader(StringIO(text, newline="")))


def _items(rows: Any) -> etree._Element:
    root = etree.Element("root")
    for row in rows:
        item = etree.SubElement(root, "item")
        for column, value in row.items():
            if isinstance(column, str) and is_name(column.strip()):
                written = "" if value is None else clean_text(str(value))
                etree.SubElement(item, column.strip()).text = written
    return root


def _xml(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    return _plain(etree.fromstring(content, parser))


def _plain(element: etree._Element) -> etree._Element:
    copy = etree.Element(etree.QName(element).localname)
    copy.text = element.text
    copy.extend(_plain(child) for child in element.iterchildren(tag=etree.Element))
    return copy


def _geojson(content: bytes) -> etree._Element:
    """Each feature's properties and its point as ODK writes it (latitude first)."""
    return _items(list(_features(json.loads(content))))


def _features(content: Any) -> Iterator[dict[str, Any]]:
    features = content.get("features", []) if isinstance(content, dict) else []
    for feature in features:
        geometry = feature.get("geometry") or {}
        place = geometry.get("coordinates") if geometry.get("type") == "Point" else None
        point = f"{place[1]} {place[0]} 0 0" if place else ""
        yield {"id": feature.get("id", ""), **(feature.get("properties") or {}), "geometry": point}


_READERS = {"csv": _csv, "xml": _xml, "geojson": _geojson}
