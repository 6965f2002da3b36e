"""Offices that only files tell of: who each may be, decided once, taken back, known everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.offices import Category, Level, Office
from govmedia_desktop.domain.unknown_offices import KnownOffices
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.projection import rebuild
from govmedia_desktop.usecases.desk import NewOffice
from govmedia_desktop.usecases.exchange.ledger import withdraw_intake
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.unknown_offices import (
    confirm_new,
    confirm_same,
    list_unknown,
    take_back_decision,
)
from govmedia_desktop.usecases.offices.known import find_office, list_offices
from govmedia_desktop.usecases.register.accounts import list_accounts
from tests.unit.desks import COUNTY, add, desk_of
from tests.unit.exchanges import TOWNS, places, send, state

TOWN, CODE = "示例县丙镇人民政府", "11340000000000001X"
UNKNOWN = Office("9", TOWN, code=CODE)


def why(*known, unknown=UNKNOWN, above=None):
    found = KnownOffices(known, above or {}).matches(unknown)
    return [(match.office.id, match.why) for match in found]


def test_an_office_may_be_one_of_the_same_code_name_or_former_name_the_surest_first():
    former = Office("1", "示例县丙街道", former_names={TOWN: "2026-06-30"})
    name = Office("2", f" {TOWN}", code="别的代码")
    code = Office("3", "丙镇", code=CODE)
    assert why(former, name, code, Office("4", "丁镇")) == [
        ("3", ("统一社会信用代码相同",)),
        ("2", ("名称相同",)),
        ("1", ("曾用名相同，用到 2026-06-30",)),
    ]


def test_a_known_name_that_the_unknown_one_had_before_is_a_match_too():
    renamed = Office("9", "丙街道", former_names={TOWN: "2026-06-30"})
    (match,) = why(Office("1", TOWN), unknown=renamed)
    assert match == ("1", ("来文单位的曾用名，用到 2026-06-30",))


def test_a_former_name_counts_also_where_nobody_told_until_when_it_was_borne():
    assert why(Office("1", "示例县丙街道", former_names={TOWN: ""})) == [("1", ("曾用名相同",))]
    renamed = Office("9", "丙街道", former_names={TOWN: ""})
    assert why(Office("1", TOWN), unknown=renamed) == [("1", ("来文单位的曾用名",))]


def test_the_successor_of_an_office_that_is_gone_is_offered_behind_it():
    gone = Office("1", TOWN, valid_to="2026-06-30", successor="2")
    assert why(gone, Office("2", "丁镇")) == [
        ("1", ("名称相同",)),
        ("2", (f"承接了“{TOWN}”",)),
    ]


def test_the_code_of_an_office_above_or_below_makes_no_match():
    assert why(Office("1", "县政府办", code=CODE), above={"9": "1"}) == []
    assert why(Office("1", "丙镇党政办", code=CODE), above={"1": "5", "5": "9"}) == []


NAMES = st.sampled_from(["甲", "乙", "丙"])
OFFICES = st.builds(
    Office,
    id=st.uuids().map(str),
    name=NAMES,
    code=st.sampled_from([None, "1", "2"]),
    former_names=st.dictionaries(NAMES, st.just("2026-01-01"), max_size=2),
)


@given(OFFICES, st.lists(OFFICES, unique_by=lambda o: o.id), st.randoms(use_true_random=False))
def test_the_order_of_the_known_offices_decides_nothing(unknown, known, chance):
    first = KnownOffices(known, {}).matches(unknown)
    chance.shuffle(known)
    assert KnownOffices(known, {}).matches(unknown) == first
    assert unknown not in [match.office for match in first]


@pytest.fixture
def offices(tmp_path):
    """A county that lists 丙镇 by another name and its code; and that town, which sent a file."""
    with (
        desk_of(tmp_path / "县", COUNTY) as county,
        desk_of(
            tmp_path / "丙",
            NewOffice(TOWN, Level.TOWNSHIP, Category.TOWNSHIP, CODE, COUNTY.name),
        ) as town,
    ):
        add(county, "丙镇发布", owner="丙镇政府")
        listed = find_office(county, "丙镇政府")
        county.record([Edit(listed.id, "office", {"code": CODE, "level": "乡镇"})])
        add(town, "示例丙镇", owner=TOWN)
        county.sent, (county.taken,) = send(town, county, tmp_path)
        yield county, town


def test_a_sender_that_may_be_a_known_office_is_asked_about_with_the_reason(offices):
    county, _ = offices
    (asked,) = list_unknown(county)
    assert (asked.office.name, asked.sends) == (TOWN, True)
    assert asked.file == county.sent.path.name
    ((name, why),) = [(match.office.name, match.why) for match in asked.matches]
    assert (name, why) == ("丙镇政府", ("统一社会信用代码相同",))


def test_confirmed_it_is_one_office_and_never_asked_about_again(offices, tmp_path):
    county, town = offices
    confirm_same(county, TOWN, "丙镇政府")
    assert list_unknown(county) == []
    assert len({a.account.owner for a in list_accounts(county)}) == 1
    add(town, "又一个", owner=TOWN)
    send(town, county, tmp_path)
    assert list_unknown(county) == []
    assert len({a.account.owner for a in list_accounts(county)}) == 1
    rebuild(county.db)
    assert len([o for o in list_offices(county) if o.level is Level.TOWNSHIP]) == 1


def test_the_decision_goes_down_with_the_next_file(offices, tmp_path):
    county, town = offices
    confirm_same(county, TOWN, "丙镇政府")
    send(county, town, tmp_path, Order(to=find_office(county, TOWN).name))
    assert len([o for o in list_offices(town) if o.code == CODE]) == 1
    assert list_unknown(town) == []


def test_a_new_office_stays_one_of_its_own_and_is_not_asked_about_again(offices, tmp_path):
    county, town = offices
    confirm_new(county, [TOWN])
    assert list_unknown(county) == []
    add(town, "又一个", owner=TOWN)
    send(town, county, tmp_path)
    assert list_unknown(county) == []
    assert {o.name for o in list_offices(county)} >= {TOWN, "丙镇政府"}


@pytest.mark.parametrize("same", [True, False])
def test_a_decision_taken_back_is_asked_again_and_everything_stands_as_before(offices, same):
    county, _ = offices
    before, tables = list_unknown(county), state(county)
    unknown = before[0].office.id
    if same:
        confirm_same(county, unknown, "丙镇政府")
    else:
        confirm_new(county, [unknown])
    take_back_decision(county, unknown)
    assert list_unknown(county) == before
    assert state(county) == tables
    with pytest.raises(RefusedError, match="没有核对过"):
        take_back_decision(county, unknown)


def test_withdrawing_the_file_takes_the_question_along(offices):
    county, _ = offices
    withdraw_intake(county, county.taken.intake)
    assert list_unknown(county) == []


def test_a_decision_rests_on_the_file_which_then_cannot_be_withdrawn_and_is_named(offices):
    county, _ = offices
    confirm_same(county, TOWN, "丙镇政府")
    with pytest.raises(RefusedError, match="不能撤回"):
        withdraw_intake(county, county.taken.intake)


def test_an_office_is_never_one_with_that_above_it_or_with_itself(offices):
    county, _ = offices
    with pytest.raises(RefusedError, match="上下级"):
        confirm_same(county, TOWN, COUNTY.name)
    with pytest.raises(RefusedError, match="已经是同一个单位"):
        confirm_same(county, TOWN, TOWN)


def test_a_sender_that_is_like_nobody_is_asked_about_once(tmp_path):
    with places(tmp_path) as (county, town, _):
        send(town, county, tmp_path)
        (asked,) = list_unknown(county)
        assert (asked.office.name, asked.matches) == (TOWNS[0], ())
        confirm_new(county, [asked.office.id])
        add(town, "又一个")
        send(town, county, tmp_path)
        assert list_unknown(county) == []


def test_an_office_of_the_very_name_is_joined_by_itself_and_asked_about_by_nobody(tmp_path):
    with places(tmp_path) as (county, town, _):
        county.record([Edit(new_id(), "office", {"name": TOWNS[0], "parent": county.office})])
        send(town, county, tmp_path)
        assert list_unknown(county) == []


def test_what_a_file_only_mentions_is_asked_about_where_it_may_be_a_known_office(offices, tmp_path):
    county, town = offices
    confirm_same(county, TOWN, "丙镇政府")
    known = find_office(county, COUNTY.name)
    county.record([Edit(known.id, "office", {"former_names": {"示例县政府办": "2025-12-31"}})])
    edits = [
        Edit(new_id(), "office", {"name": "示例县政府办", "parent": None}),
        Edit(new_id(), "office", {"name": "丙镇文化站", "parent": town.office}),
    ]
    town.record(edits)
    send(town, county, tmp_path)
    (asked,) = list_unknown(county)
    assert (asked.office.name, asked.sends) == ("示例县政府办", False)
    assert [match.office.name for match in asked.matches] == [COUNTY.name]


def test_what_a_colleague_at_another_computer_entered_is_no_unknown_office(offices, tmp_path):
    county, _ = offices
    with desk_of(tmp_path / "另一台", COUNTY) as other:
        send(county, other, tmp_path, Order(to=COUNTY.name, full=True))
        assert "丙镇政府" not in {asked.office.name for asked in list_unknown(other)}
