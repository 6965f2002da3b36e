import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.revisions import (
    DEEPEST_NESTING,
    Change,
    Revision,
    body_hash,
    body_of,
    canonical,
    chain,
    clean_text,
    first_link,
    next_link,
    parse_line,
)

RECORD = "01900000-0000-7000-8000-000000000001"
OFFICE = "01900000-0000-7000-8000-000000000002"
REPLICA = "0123456789abcdef"


def revision(**fields):
    given_ = {
        "replica": REPLICA,
        "counter": 1,
        "record": RECORD,
        "kind": "account",
        "home": OFFICE,
        "office": OFFICE,
        "staff": "张三",
        "at": "2026-11-21T10:42:07+08:00",
        "changes": {"name": Change("示例县发布")},
    }
    return Revision(**{**given_, **fields})


TEXTS = st.text().map(clean_text)
VALUES = st.recursive(
    st.none() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(TEXTS.filter(bool), VALUES, max_size=4), TEXTS)
def test_a_revision_is_read_back_equal_from_its_line(result, reason):
    made = revision(kind="inspection", changes={"result": Change(result)}, reason=reason)
    assert parse_line(body_of(made)) == made


def test_a_line_has_one_spelling_only():
    line = body_of(revision())
    for other in (line + " ", line.replace(",", ", ", 1), json.dumps(json.loads(line))):
        assert isinstance(parse_line(other), str)


BRACKETS = st.text('[]{},:"', max_size=6)
LOWEST = st.none() | BRACKETS | st.just({}) | st.just([]) | st.lists(st.just([]), max_size=40)


def depth(value):
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max(map(depth, inner), default=0) if isinstance(value, dict | list) else 1


def nested(value, layers):
    """The value within as many layers, each an object or a list, beside something or alone."""
    for layer, beside in layers:
        value = {"a": value, "b": beside} if layer is dict else [value, beside]
    return value


@given(LOWEST, st.lists(st.tuples(st.sampled_from((dict, list)), LOWEST), min_size=20, max_size=36))
def test_a_line_is_refused_just_where_values_stand_too_deep_within_each_other(value, layers):
    made = revision(kind="inspection", changes={"result": Change({"a": nested(value, layers)})})
    line = body_of(made)
    too_deep = depth(json.loads(line)) > DEEPEST_NESTING
    assert parse_line(line) == ("记录结构不对" if too_deep else made)


@pytest.mark.parametrize("lowest", [None, "[{", "[]", {}, [], [{}], [[], []]])
def test_the_deepest_that_is_read_has_a_level_less_than_what_is_refused(lowest):
    layers = DEEPEST_NESTING - depth(lowest) - 4  # revision, changes, change and result itself
    for more, refused in ((0, False), (1, True)):
        value = nested(lowest, [(list, "]")] * (layers + more))
        made = revision(kind="inspection", changes={"result": Change({"a": value})})
        assert (parse_line(body_of(made)) == "记录结构不对") is refused


def test_a_doubled_key_is_refused():
    line = body_of(revision())
    assert isinstance(parse_line(line.replace("{", '{"at":"x",', 1)), str)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("counter", 0),
        ("counter", True),
        ("counter", 1.0),
        ("replica", "XYZ"),
        ("record", "../../etc"),
        ("kind", "sqlite_master"),
        ("at", "昨天"),
        ("staff", None),
        ("refers", ["x"]),
        ("deletes", [f"{REPLICA}-2", f"{REPLICA}-1"]),
        ("changes", []),
        ("changes", {"name": "x"}),
        ("changes", {"name": {"value": 5, "replaces": []}}),
        ("changes", {"name": {"value": "x", "replaces": [f"{REPLICA}-0"]}}),
        ("changes", {"followers": {"value": "12", "replaces": []}}),
        ("changes", {"followers": {"value": 2**53 + 1, "replaces": []}}),
        ("changes", {"owner": {"value": "示例镇", "replaces": []}}),
    ],
)
def test_a_line_with_a_wrong_value_is_named_as_faulty(field, value):
    content = {**json.loads(body_of(revision())), field: value}
    assert isinstance(parse_line(canonical(content)), str)


@pytest.mark.parametrize(
    "line", ["", "[]", "null", "{", "[" * 100_000, '{"a":' * 40 + "1" + "}" * 40]
)
def test_what_is_no_record_is_named_as_faulty(line):
    assert isinstance(parse_line(line), str)


def test_text_that_is_not_normalized_is_refused():
    line = body_of(revision(staff="e\u0301"))
    assert isinstance(parse_line(line), str)
    assert isinstance(parse_line(body_of(revision(staff="\ud800"))), str)


def test_fields_of_a_newer_program_are_kept():
    made = revision(changes={"name": Change("甲"), "from_the_future": Change({"a": 1})})
    assert parse_line(body_of(made)) == made


def test_one_altered_character_changes_the_chain():
    bodies = [body_of(revision(counter=n, staff=f"第{n}位")) for n in (1, 2, 3)]
    whole = chain(first_link(REPLICA), bodies)
    altered = [bodies[0], bodies[1].replace("第2位", "第二位"), bodies[2]]
    assert chain(first_link(REPLICA), altered) != whole
    assert next_link(chain(first_link(REPLICA), bodies[:2]), body_hash(bodies[2])) == whole


def test_a_revision_depends_on_all_that_it_saw():
    seen = [f"{REPLICA}-{n}" for n in (1, 2, 3)]
    made = revision(
        changes={"name": Change("乙", (seen[0],))}, refers=(seen[1],), deletes=(seen[2],)
    )
    assert made.depends == frozenset(seen)


@given(st.text())
def test_cleaned_text_can_always_be_stored_and_stays_as_it_is(text):
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    assert clean_text(cleaned) == cleaned


def test_cleaning_takes_out_controls_surrogates_and_non_characters_and_nothing_else():
    every = [chr(code) for code in range(0x11000)]
    taken = {c for c in every if clean_text(c) == ""}
    controls = {chr(code) for code in (*range(32), 0x7F)} - {"\n", "\t"}
    assert taken == controls | set(map(chr, range(0xD800, 0xE000))) | {"\ufffe", "\uffff"}
