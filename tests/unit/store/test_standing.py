"""Joined records read as one: what is empty is filled in, nothing is made up."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.store import journal
from govmedia_desktop.store.standing import (
    form_titles,
    members,
    named_accounts,
    names,
    raw_row,
    roots,
    standing,
)
from tests.unit.store_stories import offices

IDS = [f"01900000-0000-7000-8000-00000000000{n}" for n in range(4)]


@pytest.fixture
def one(tmp_path):
    with offices(tmp_path, 1) as (office,):
        yield office


def told(office, *fields, kind="account"):
    return [tuple(row[f] for f in ("id", *fields)) for row in standing(office.db, kind)]


def test_a_joined_record_is_one_under_the_smallest_id_with_what_either_knows(one):
    one.edit(IDS[1], name="示例发布", remark="乙")
    one.edit(IDS[2], name="示例发布", url="https://a.example", remark="丙", same_as=IDS[1])
    assert told(one, "name", "remark", "url") == [
        (IDS[1], "示例发布", "乙", "https://a.example"),
    ]
    assert members(one.db, IDS[2]) == members(one.db, IDS[1]) == [IDS[1], IDS[2]]
    assert members(one.db, IDS[3]) == [IDS[3]]
    assert roots(one.db) == {IDS[2]: IDS[1]}


def test_what_is_empty_is_filled_from_the_entry_with_the_smaller_id(one):
    one.edit(IDS[0], name="示例发布")
    one.edit(IDS[1], url="https://first.example", same_as=IDS[0])
    one.edit(IDS[2], url="https://second.example", remark="只有这里写了", same_as=IDS[0])
    assert told(one, "url", "remark") == [(IDS[0], "https://first.example", "只有这里写了")]


@pytest.mark.parametrize(
    ("mine", "looked_up"),
    [("2026-11-01", "2026-11-20"), ("2026-11-02", None), (None, "2026-11-20")],
)
def test_a_day_of_looking_comes_only_with_the_very_date_that_was_looked_up(one, mine, looked_up):
    one.edit(IDS[0], name="示例发布", **({"last_update": mine} if mine else {}))
    dates = {"last_update": "2026-11-01", "last_update_verified": "2026-11-20"}
    one.edit(IDS[1], **dates, same_as=IDS[0])
    ((_, last, verified),) = told(one, "last_update", "last_update_verified")
    assert (last, verified) == (mine or "2026-11-01", looked_up)


def test_references_name_the_record_that_stands_for_the_joined_ones(one):
    for number, name in enumerate(("示例镇", "示例镇人民政府")):
        one.edit(IDS[number], "office", name=name)
    one.edit(IDS[2], name="示例发布", owner=IDS[1])
    assert told(one, "owner") == [(IDS[2], IDS[1])]
    one.edit(IDS[1], "office", same_as=IDS[0])
    assert told(one, "owner") == [(IDS[2], IDS[0])]
    assert told(one, "name", kind="office") == [(IDS[0], "示例镇")]


def test_a_deleted_entry_fills_nothing_in_and_its_name_is_still_known(one):
    one.edit(IDS[0], name="示例发布", platform="wechat")
    one.edit(IDS[1], name="示例旧名", remark="旧", same_as=IDS[0])
    one.edit(IDS[2], url="https://a.example")
    journal.delete(one.db, one.author, [IDS[1]], "误录")
    assert told(one, "remark") == [(IDS[0], None), (IDS[2], None)]
    assert names(one.db, "account") == {IDS[0]: "示例发布", IDS[1]: "示例旧名"}
    assert named_accounts(one.db) == {
        IDS[0]: ("示例发布", "wechat"),
        IDS[1]: ("示例旧名", ""),
        IDS[2]: ("", ""),
    }


def test_a_record_for_itself_is_told_with_its_kind_even_deleted(one):
    one.edit(IDS[0], "office", name="示例镇")
    one.edit(IDS[1], "form", form_id="basic")
    one.edit(IDS[2], "form", form_id="full", title="全面检查")
    journal.delete(one.db, one.author, [IDS[0]], "误录")
    kind, row = raw_row(one.db, IDS[0])
    assert (kind, row["name"], row["deleted"]) == ("office", "示例镇", 1)
    assert raw_row(one.db, IDS[3]) is None
    assert form_titles(one.db) == {IDS[2]: "全面检查"}


DATES = st.none() | st.sampled_from(["2026-11-01", "2026-11-02"])
ENTRY = st.fixed_dictionaries(
    {
        "remark": st.none() | st.sampled_from("甲乙"),
        "last_update": DATES,
        "last_update_verified": DATES,
    }
)


def merged(entries):
    """Retell: the first entry that knows a field; a 核实日期 only of the date that stands."""
    last = next((e["last_update"] for e in entries if e["last_update"]), None)
    # entry by entry: at the time one is looked at, the date may still be empty
    stands, verified = entries[0]["last_update"], entries[0]["last_update_verified"]
    for entry in entries[1:]:
        stands = stands or entry["last_update"]
        if verified is None and stands == entry["last_update"]:
            verified = entry["last_update_verified"]
    return (next((e["remark"] for e in entries if e["remark"]), None), last, verified)


@settings(max_examples=30)
@given(st.lists(ENTRY, min_size=1, max_size=4))
def test_joined_entries_stand_as_the_first_that_knows_each_field(entries):
    with tempfile.TemporaryDirectory() as name, offices(Path(name), 1) as (office,):
        for number, entry in enumerate(entries):
            known = {k: v for k, v in entry.items() if v}
            same = {"same_as": IDS[0]} if number else {}
            office.edit(IDS[number], name="示例发布", **known, **same)
        fields = ("remark", "last_update", "last_update_verified")
        assert told(office, *fields) == [(IDS[0], *merged(entries))]
