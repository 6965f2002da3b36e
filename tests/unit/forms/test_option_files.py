"""Files of options beside a form: read as they are meant, or refused by name whatever they hold."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.forms import attachments
from govmedia_desktop.forms.attachments import read_items


def items(name, content):
    """Return the items of a file as pairs of column and text."""
    return [[(cell.tag, cell.text) for cell in item] for item in read_items(name, content)]


def test_a_table_gives_an_item_a_row_and_leaves_out_columns_that_cannot_be_names():
    content = "name,label, 区划 ,1st,\n a ,甲,北,x,y\nb,乙,,z\n".encode()
    assert items("towns.csv", content) == [
        [("name", " a "), ("label", "甲"), ("区划", "北")],
        [("name", "b"), ("label", "乙"), ("区划", "")],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_in_the_encodings_that_offices_write(encoding):
    assert items("镇.CSV", "name,label\na,柳溪镇\n".encode(encoding)) == [
        [("name", "a"), ("label", "柳溪镇")]
    ]


def test_of_xml_the_items_come_without_namespaces_comments_or_entities():
    content = b"""<!DOCTYPE root [<!ENTITY e "boom">]><root xmlns="http://a.example"><!-- no -->
        <item><name>a</name><label>&e;</label></item></root>"""
    (item,) = read_items("towns.xml", content)
    assert [cell.tag for cell in item] == ["name", "label"]
    assert "boom" not in etree.tostring(item, encoding="unicode")


def test_of_a_map_the_points_come_latitude_first_and_other_shapes_without_a_place():
    features = [
        {
            "id": "a",
            "properties": {"label": "甲", "n": 3},
            "geometry": {"type": "Point", "coordinates": [117.2, 33.9]},
        },
        {"properties": None, "geometry": {"type": "Polygon", "coordinates": []}},
        {"id": 7},
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    assert items("towns.geojson", content) == [
        [("id", "a"), ("label", "甲"), ("n", "3"), ("geometry", "33.9 117.2 0 0")],
        [("id", ""), ("geometry", "")],
        [("id", "7"), ("geometry", "")],
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.xml", "a.geojson"])
@pytest.mark.parametrize("content", [b"", b" \n\t"])
def test_an_empty_file_has_no_items(name, content):
    assert items(name, content) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xml", b"<root>"),
        ("a.xml", b"<a>" * 5000),
        ("a.geojson", b"{"),
        ("a.geojson", b"[" * 100_000),
        ("a.geojson", b'{"features": 5}'),
        ("a.geojson", b'{"features": [1]}'),
        ("a.geojson", b'{"features": [{"geometry": "here"}]}'),
        ("a.geojson", b'{"features": [{"geometry": {"type": "Point", "coordinates": [1]}}]}'),
        ("a.geojson", b'{"features": [{"properties": [1]}]}'),
        ("a.csv", b"\xff\xff\xff"),
        ("a.json", b"{}"),
        ("a", b"x"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused_by_name(name, content):
    with pytest.raises(CannotReadError, match=f"“{name}”已损坏或不是所写的格式，未采用"):
        read_items(name, content)


def test_a_list_beyond_all_measure_is_refused_before_it_is_used(monkeypatch):
    monkeypatch.setattr(attachments, "_MOST_ITEMS", 3)
    monkeypatch.setattr(attachments, "_LARGEST", 14)
    assert len(read_items("a.csv", b"name\na\na\na\n")) == 3
    with pytest.raises(CannotReadError, match="超过3行"):
        read_items("a.csv", b"name\na\na\na\na\n")
    with pytest.raises(CannotReadError, match="过大，不像选项列表"):
        read_items("a.csv", b"name\na\na\na\na\na\n")


whatever = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["features", "geometry", "type", "coordinates", "properties", "id"]),
            inner | st.just("Point"),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(whatever)
def test_any_json_in_place_of_a_map_gives_items_or_is_refused(content):
    try:
        root = read_items("a.geojson", json.dumps({"features": content}).encode())
    except CannotReadError:
        return
    assert all(item.tag == "item" for item in root)


@given(st.sampled_from(["a.csv", "a.xml", "a.geojson"]), st.binary(max_size=60))
def test_any_bytes_give_items_or_are_refused(name, content):
    try:
        root = read_items(name, content)
    except CannotReadError:
        return
    assert isinstance(etree.tostring(root), bytes)
