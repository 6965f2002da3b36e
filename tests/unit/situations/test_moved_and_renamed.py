"""Accounts that go to another 主办单位, offices that are new, renamed or moved."""

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.offices.known import list_offices
from govmedia_desktop.usecases.register.accounts import find_account
from tests.unit.situations.conftest import account, accounts, change, disputed

FRESH = "示例镇融媒体中心"


def owner_name(desk, record):
    return find_account(desk, record).owner_name


def office(desk, name, parent=None):
    record = new_id()
    desk.record([Edit(record, "office", {"name": name, "parent": parent or desk.office})])
    return record


def named(desk, record):
    return next((o for o in list_offices(desk) if o.id == record), None)


def test_an_account_given_to_another_office_is_there_for_both(desks, post, shared):
    county, town = desks
    office(town, FRESH)
    post.carry(town, county)
    change(town, shared, owner=FRESH)
    post.carry(town, county)
    assert owner_name(county, shared) == FRESH
    assert len(accounts(county)) == len(accounts(town)) == 1


def test_an_office_that_is_new_comes_by_itself(desks, post):
    county, town = desks
    record = office(town, FRESH)
    post.carry(town, county)
    assert named(county, record).name == FRESH


def test_an_account_given_to_an_office_that_is_new_itself_comes_in_one_file(desks, post, shared):
    county, town = desks
    change(town, shared, owner=FRESH)  # an office that nobody has entered yet
    taken = post.carry(town, county)
    assert (owner_name(county, shared), taken.held) == (FRESH, 0)


def test_moving_here_and_changing_there_both_stand(desks, post, shared):
    county, town = desks
    change(county, shared, address="县里改的")
    change(town, shared, owner=FRESH)
    post.carry(town, county)
    assert (owner_name(county, shared), account(county, shared).address) == (FRESH, "县里改的")
    assert disputed(county) == []


def test_an_account_that_stands_elsewhere_here_is_still_the_one_the_file_is_about(
    desks, post, shared
):
    county, town = desks
    change(county, shared, owner=FRESH)
    change(town, shared, address="西街")
    post.carry(town, county)
    assert (owner_name(county, shared), account(county, shared).address) == (FRESH, "西街")
    assert len(accounts(county)) == 1


def test_a_renamed_office_and_a_renamed_account_keep_what_belongs_to_them(desks, post, shared):
    county, town = desks
    change(town, shared, name="示例镇微讯")
    town.record([Edit(town.office, "office", {"name": "示例县新镇人民政府"})])
    post.carry(town, county)
    assert account(county, shared).name == "示例镇微讯"
    assert named(county, town.office).name == "示例县新镇人民政府"
    assert owner_name(county, shared) == "示例县新镇人民政府"


def test_an_office_put_under_another_stays_there_however_often_the_file_comes(desks, post, shared):
    county, town = desks
    above = office(town, "示例镇宣传办")
    moved = office(town, FRESH)
    post.carry(town, county)
    town.record([Edit(moved, "office", {"parent": above})])
    path = post.write(town, full=True)
    for _ in range(2):
        post.take(county, path)
        assert named(county, moved).parent == above


def test_an_office_renamed_differently_by_two_is_asked_about_whatever_came_last(
    desks, post, shared
):
    county, town = desks
    for desk, name in ((town, "镇里起的名字"), (county, "县里起的名字")):
        desk.record([Edit(town.office, "office", {"name": name})])
    post.carry(town, county)
    assert disputed(county) == [(town.office, "name")]
    assert named(county, town.office).name == "镇里起的名字"
