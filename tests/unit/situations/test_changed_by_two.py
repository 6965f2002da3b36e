"""Two offices that changed one thing without knowing of each other; what they decide of it."""

import pytest

from govmedia_desktop.domain.parameters import Severity
from govmedia_desktop.store import chains
from govmedia_desktop.store.projection import rebuild
from govmedia_desktop.usecases.exchange.disagreements import OURS, THEIRS, list_disputes, resolve
from govmedia_desktop.usecases.offices.parameters import (
    NewParameter,
    list_parameters,
    set_parameter,
)
from govmedia_desktop.usecases.register.account_history import account_history
from tests.unit.situations.conftest import account, accounts, at, change, disputed


def apart(county, town, record):
    """Both change the address without knowing of each other."""
    change(county, record, address="县里改的")
    change(town, record, address="镇里改的")


@pytest.mark.parametrize(
    ("here", "there"), [("2016-01-01", "2036-01-01")] * 1 + [("2036-01-01", "2016-01-01")]
)
def test_the_later_clock_wins_nothing_both_values_stand_side_by_side(
    desks, post, shared, here, there
):
    county, town = desks
    at(county, here)
    at(town, there)
    apart(county, town, shared)
    post.exchange(county, town)
    for desk in desks:
        (dispute,) = list_disputes(desk)
        assert {side.value for side in dispute.sides} == {"县里改的", "镇里改的"}
        assert dispute.base == "东街1号"
        assert account(desk, shared).address == "镇里改的"  # as its home office wrote it


def test_the_receivers_word_is_not_written_over_by_the_file_nor_the_files_by_the_receiver(
    desks, post, shared
):
    county, town = desks
    apart(county, town, shared)
    assert post.carry(town, county).conflicts == 1
    told = {change.new for change in account_history(county, shared)}
    assert {"县里改的", "镇里改的"} <= told


def test_different_fields_are_no_disagreement_and_the_one_field_both_changed_is_one(
    desks, post, shared
):
    county, town = desks
    change(county, shared, followers="24")
    change(town, shared, address="西街")
    assert post.carry(town, county).conflicts == 0
    change(town, shared, followers="26")
    assert post.carry(town, county).conflicts == 1
    assert disputed(county) == [(shared, "followers")]
    assert account(county, shared).address == "西街"


def test_equal_changes_of_two_offices_are_no_disagreement(desks, post, shared):
    county, town = desks
    for desk in desks:
        change(desk, shared, address="同一条街")
    post.exchange(county, town)
    assert (disputed(county), disputed(town)) == ([], [])
    assert accounts(town) == [row for row in accounts(county) if row in accounts(town)]


def test_a_decision_ends_it_on_both_sides_whoever_decides(desks, post, shared):
    county, town = desks
    apart(county, town, shared)
    post.exchange(county, town)
    (dispute,) = list_disputes(county)
    resolve(county, dispute.id, OURS)
    post.down(county, town)
    for desk in desks:
        assert disputed(desk) == []
        assert account(desk, shared).address == "县里改的"


def test_a_change_that_had_not_seen_the_decision_is_asked_about_once_more(desks, post, shared):
    county, town = desks
    apart(county, town, shared)
    post.carry(town, county)
    (dispute,) = list_disputes(county)
    resolve(county, dispute.id, THEIRS)
    change(town, shared, address="镇里又改")
    assert post.carry(town, county).conflicts == 1
    (dispute,) = list_disputes(county)
    assert {side.value for side in dispute.sides} == {"镇里改的", "镇里又改"}


def test_a_change_after_the_decision_was_read_is_a_change_like_any_other(desks, post, shared):
    county, town = desks
    apart(county, town, shared)
    post.exchange(county, town)
    (dispute,) = list_disputes(county)
    resolve(county, dispute.id, "两边商定的")
    post.down(county, town)
    change(town, shared, address="商定以后又搬了")
    assert post.carry(town, county).conflicts == 0
    assert account(county, shared).address == "商定以后又搬了"


def test_two_decisions_apart_are_asked_about_once_more_and_then_end(desks, post, shared):
    county, town = desks
    apart(county, town, shared)
    post.exchange(county, town)
    for desk in desks:
        (dispute,) = list_disputes(desk)
        resolve(desk, dispute.id, OURS)
    post.exchange(county, town)
    (dispute,) = list_disputes(county)
    assert {side.value for side in dispute.sides} == {"县里改的", "镇里改的"}
    resolve(county, dispute.id, OURS)
    post.down(county, town)
    assert (disputed(county), disputed(town)) == ([], [])


def test_two_histories_that_parted_are_both_told_whole_on_both_sides(desks, post, shared):
    county, town = desks
    for number in (1, 2):
        change(county, shared, address=f"县里第{number}次")
        change(town, shared, address=f"镇里第{number}次")
    post.exchange(county, town)
    for desk in desks:
        told = [c.new for c in account_history(desk, shared)]
        assert {f"{who}里第{n}次" for who in "县镇" for n in (1, 2)} <= set(told)
        (dispute,) = list_disputes(desk)
        assert {side.value for side in dispute.sides} == {"县里第2次", "镇里第2次"}
        before = accounts(desk)
        rebuild(desk.db)
        assert accounts(desk) == before
        assert chains.broken_chains(desk.db) == []


def limit(desk, value):
    set_parameter(desk, NewParameter("max_idle_days", value, "示例依据", Severity.VETO))


@pytest.mark.parametrize("day", ["2016-01-01", "2036-01-01"])
def test_a_rule_of_the_county_reaches_the_town_whatever_their_clocks_say(desks, post, shared, day):
    county, town = desks
    limit(county, "10")
    post.down(county, town)
    at(county, day)
    limit(county, "7")
    post.down(county, town)
    assert [p.value for p in list_parameters(town)] == [7]
    before = rows_of(town)
    post.down(county, town, full=True)
    assert rows_of(town) == before


def rows_of(desk):
    return desk.db.conn.execute("SELECT * FROM parameter").fetchall()
