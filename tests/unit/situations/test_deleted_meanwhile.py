"""An account deleted by one office while the other changes it, in any order and by any clock."""

import pytest

from govmedia_desktop.store import journal
from govmedia_desktop.usecases.exchange.disagreements import list_disputes, resolve
from govmedia_desktop.usecases.register.account_history import account_history, inspections_of
from govmedia_desktop.usecases.register.accounts import delete_account, restore_account
from tests.unit.desks import TOWN, add
from tests.unit.exchanges import checked
from tests.unit.situations.conftest import account, at, change, disputed, shown


def test_a_deletion_travels_and_stays(desks, post, shared):
    county, town = desks
    delete_account(town, shared, "已注销")
    post.carry(town, county)
    assert (shown(county, shared), disputed(county)) == (None, [])
    post.carry(town, county, full=True)
    assert shown(county, shared) is None
    assert "已注销" in {change.reason for change in account_history(county, shared)}


def test_an_account_entered_and_deleted_before_the_first_file_never_shows(desks, post):
    county, town = desks
    record = add(town, "录错的号")
    delete_account(town, record, "录错")
    post.carry(town, county)
    assert shown(county, record) is None


@pytest.mark.parametrize("deleter", [0, 1])
@pytest.mark.parametrize("first", ["delete", "change"])
def test_deleting_against_changing_keeps_the_account_and_asks_whoever_came_first(
    desks, post, shared, deleter, first
):
    moments = {"delete": "2026-11-21", "change": "2026-11-22"}
    if first == "change":
        moments = {"delete": "2026-11-23", "change": "2026-11-22"}
    one, other = desks[deleter], desks[1 - deleter]
    at(one, moments["delete"])
    at(other, moments["change"])
    delete_account(one, shared, "已注销")
    change(other, shared, address="还在用")
    post.exchange(*desks)
    for desk in desks:
        assert account(desk, shared).address == "还在用"
        (dispute,) = list_disputes(desk)
        assert {side.words for side in dispute.sides} == {"保留", "删除"}


@pytest.mark.parametrize(("take", "stands"), [("保留", True), ("删除", False)])
def test_what_is_decided_of_it_holds_everywhere(desks, post, shared, take, stands):
    county, town = desks
    delete_account(county, shared, "已注销")
    change(town, shared, address="还在用")
    post.exchange(county, town)
    (dispute,) = list_disputes(county)
    resolve(county, dispute.id, take)
    post.down(county, town)
    for desk in desks:
        assert (shown(desk, shared) is not None) is stands
        assert disputed(desk) == []


def test_two_accounts_one_deleted_here_and_one_there_are_both_gone_on_both_sides(
    desks, post, shared
):
    county, town = desks
    second = add(town, "第二个号", owner=TOWN.name)
    post.carry(town, county)
    delete_account(county, shared, "已注销")
    delete_account(town, second, "已注销")
    post.exchange(county, town)
    for desk in desks:
        assert (shown(desk, shared), shown(desk, second), disputed(desk)) == (None, None, [])


def test_both_delete_the_same_account_and_nobody_is_asked(desks, post, shared):
    county, town = desks
    for desk in desks:
        delete_account(desk, shared, "已注销")
    post.exchange(county, town)
    assert (shown(county, shared), shown(town, shared), disputed(county)) == (None, None, [])


def test_an_account_put_back_after_its_deletion_was_sent_comes_back(desks, post, shared):
    county, town = desks
    records = delete_account(town, shared, "误删")
    post.carry(town, county)
    restore_account(town, records)
    post.carry(town, county)
    for desk in desks:
        assert account(desk, shared).address == "东街1号"
        assert disputed(desk) == []


def delete_office(desk, record):
    journal.delete(desk.db, desk.author(), [record], "撤并")


def test_deleting_an_office_takes_no_account_with_it(desks, post, shared):
    county, town = desks
    owner = account(county, shared).owner
    change(town, shared, address="还在用")
    delete_office(county, owner)
    post.carry(town, county)
    assert account(county, shared).address == "还在用"
    assert account(county, shared).owner == owner


def test_an_office_deleted_here_and_renamed_there_stands_and_is_asked_about(desks, post, shared):
    county, town = desks
    delete_office(county, town.office)
    town.record([journal.Edit(town.office, "office", {"name": "示例县新镇人民政府"})])
    post.carry(town, county)
    asked = "SELECT name, deleted FROM office WHERE id = ?"
    found = county.db.conn.execute(asked, (town.office,)).fetchone()
    assert found == ("示例县新镇人民政府", 0)
    (dispute,) = list_disputes(county)
    assert (dispute.record, dispute.kind) == (town.office, "office")


def test_a_check_of_an_account_deleted_here_meanwhile_is_kept_and_asks_whether_it_is_gone(
    desks, post, shared
):
    county, town = desks
    delete_account(county, shared, "以为已注销")
    checked(town, shared, "2026-11-20")
    post.carry(town, county)
    assert len(inspections_of(county, shared)) == 1
    (dispute,) = list_disputes(county)
    assert {side.words for side in dispute.sides} == {"保留", "删除"}
    resolve(county, dispute.id, "删除")
    assert shown(county, shared) is None
    assert len(inspections_of(county, shared)) == 1
