"""The accounts of one office are those of the whole register that it owns, whatever was joined."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import referring, roots
from govmedia_desktop.usecases.offices.known import find_office, list_offices, own_office
from govmedia_desktop.usecases.register.accounts import accounts_of, delete_account, list_accounts
from tests.unit.desks import add, desk_of

OFFICES = ("示例县广电局", "示例县文旅局", "示例县教育局")
OWNERS = st.lists(st.sampled_from(OFFICES), min_size=2, max_size=6)
PLACES = st.integers(0, 5)
JOINS = st.lists(st.tuples(PLACES, PLACES), max_size=3)
LOST = st.sets(PLACES, max_size=2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("offices")


def join(desk, kind, ids, pairs):
    for one, other in pairs:
        first, second = sorted((ids[one % len(ids)], ids[other % len(ids)]))
        if first != second:
            desk.record([Edit(second, kind, {"same_as": first})])


@settings(max_examples=25)
@given(OWNERS, JOINS, JOINS, LOST)
def test_they_are_those_of_the_register(folder, owners, joins, merged, ownerless):
    with desk_of(folder / new_id()) as desk:
        accounts = [add(desk, f"示例{n}号", owner=owner) for n, owner in enumerate(owners)]
        for place in ownerless:
            desk.record([Edit(accounts[place % len(accounts)], "account", {"owner": None})])
        join(desk, "account", accounts, joins)
        join(desk, "office", [o.id for o in list_offices(desk) if o.name in OFFICES], merged)
        whole = list_accounts(desk)
        for office in list_offices(desk):
            theirs = [listed for listed in whole if listed.account.owner == office.id]
            assert accounts_of(desk, office.id) == theirs


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def test_a_deleted_account_is_nobodys(desk):
    record = add(desk, "示例发布", owner=OFFICES[0])
    (owner,) = [office.id for office in list_offices(desk) if office.name == OFFICES[0]]
    assert [a.account.id for a in accounts_of(desk, owner)] == [record]
    delete_account(desk, record, "登记错了")
    assert accounts_of(desk, owner) == []


def test_what_names_a_joined_record_is_found_by_either_of_its_ids(desk):
    add(desk, "示例发布", owner=OFFICES[0])
    add(desk, "示例文旅", owner=OFFICES[1])
    first, second = sorted(o.id for o in list_offices(desk) if o.name in OFFICES)
    desk.record([Edit(second, "office", {"same_as": first})])
    assert roots(desk.db)[second] == first
    for name in (first, second):
        named = referring(desk.db, "account", "owner", name)
        assert [row["owner"] for row in named] == [first, first]


def test_the_own_office_is_found_by_its_root_after_it_was_joined(desk):
    add(desk, "示例发布", owner=OFFICES[0])
    other = find_office(desk, OFFICES[0]).id
    own = own_office(desk).id
    first, second = sorted((own, other))
    desk.record([Edit(second, "office", {"same_as": first})])
    assert own_office(desk).id == first
