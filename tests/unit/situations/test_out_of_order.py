"""Files that come late, backwards or never: what waits, for what, and how it ends."""

import pytest

from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.store import chains
from govmedia_desktop.store.projection import rebuild
from govmedia_desktop.usecases.exchange.disagreements import list_disputes
from govmedia_desktop.usecases.exchange.ledger import withdraw_intake
from govmedia_desktop.usecases.register.account_history import account_history
from govmedia_desktop.usecases.register.accounts import delete_account
from tests.unit.desks import TOWN, add
from tests.unit.situations.conftest import (
    account,
    accounts,
    at,
    change,
    copied,
    disputed,
    shown,
    waiting,
)


@pytest.fixture
def late(desks, shared, tmp_path):
    """The county's other computer, on which the town's files come in another order."""
    with copied(desks[0], tmp_path / "另一台") as other:
        yield other


@pytest.fixture
def files(desks, post, shared):
    """Three files of the town, each continuing the one before, all read by the county."""
    county, town = desks
    written = []
    for street in ("西街", "南街", "北街"):
        change(town, shared, address=street)
        written.append(post.write(town))
        post.take(county, written[-1])
        post.acknowledge(county, town)
    return written


@pytest.fixture
def begun(desks, post):
    """An account of the town, and the files that tell of its entering and of two changes."""
    county, town = desks
    record = add(town, "新开的号", owner=TOWN.name, followers="20")
    written = [post.write(town)]
    post.take(county, written[0])
    post.acknowledge(county, town)
    for number in ("24", "30"):
        change(town, record, followers=number)
        written.append(post.write(town))
        post.take(county, written[-1])
        post.acknowledge(county, town)
    return record, written


@pytest.fixture
def empty(tmp_path, desks):
    """The county's other computer as it was before anything came."""
    with copied(desks[0], tmp_path / "最早的") as other:
        yield other


def test_a_change_whose_forerunner_is_missing_waits_and_is_no_fault(late, post, shared, files):
    before = accounts(late)
    taken = post.take(late, files[1])
    assert taken.state == "taken_in"
    assert taken.held > 0
    assert accounts(late) == before
    assert chains.broken_chains(late.db) == []


def test_after_the_first_file_the_third_waits_for_the_second(late, post, shared, files):
    post.take(late, files[0])
    post.take(late, files[2])
    assert account(late, shared).address == "西街"
    assert waiting(late) > 0
    assert [len(runs) for runs in chains.gaps(late.db).values()] == [1]


def test_what_came_too_early_stands_once_the_missing_file_comes(desks, late, post, shared, files):
    for place in (0, 2, 1):
        post.take(late, files[place])
    assert account(late, shared).address == "北街"
    assert (waiting(late), chains.gaps(late.db)) == (0, {})
    assert accounts(late) == accounts(desks[1])


def test_a_change_that_comes_before_its_account_waits_for_it(empty, begun, post):
    record, files = begun
    post.take(empty, files[1])
    assert shown(empty, record) is None
    post.take(empty, files[0])
    assert account(empty, record).followers == 24
    assert waiting(empty) == 0


def test_entering_and_two_changes_may_come_backwards(desks, empty, begun, post):
    record, files = begun
    for path in reversed(files):
        assert shown(empty, record) is None
        post.take(empty, path)
    assert account(empty, record).followers == 30
    assert (waiting(empty), disputed(empty)) == (0, [])
    assert accounts(empty) == accounts(desks[1])


def test_the_history_tells_what_waited_once_and_where_it_belongs(empty, begun, post):
    record, files = begun
    for path in reversed(files):
        post.take(empty, path)
    told = [c.new for c in account_history(empty, record) if c.field == "粉丝量"]
    assert sorted(told) == ["20 人", "24 人", "30 人"]


def test_making_everything_derived_again_lets_nothing_through_that_waits(late, post, files):
    post.take(late, files[2])
    before = accounts(late), waiting(late)
    rebuild(late.db)
    assert (accounts(late), waiting(late)) == before
    for path in files[:2]:
        post.take(late, path)
    assert waiting(late) == 0


def test_however_long_it_waits_nothing_is_taken_on_a_guess(late, post, shared, files):
    before = accounts(late)
    post.take(late, files[1])
    for day in ("2026-12-01", "2036-11-21"):
        at(late, day)
        add(late, f"{day}新开的号")
        assert waiting(late) > 0
        assert account(late, shared).address == "东街1号"
    assert [row for row in accounts(late) if row in before] == before


def test_of_an_account_whose_beginning_never_came_nothing_is_made_up(empty, begun, post):
    record, files = begun
    post.take(empty, files[1])
    post.take(empty, files[2])
    assert shown(empty, record) is None
    asked = "SELECT count(*) FROM account WHERE id = ?"
    assert empty.db.conn.execute(asked, (record,)).fetchone() == (0,)
    assert len(chains.gaps(empty.db)) == 1


def test_what_waits_goes_with_its_file_when_that_is_taken_back(late, post, shared, files):
    taken = post.take(late, files[1])
    withdraw_intake(late, taken.intake)
    assert waiting(late) == 0
    post.take(late, files[0])
    assert account(late, shared).address == "西街"


def test_what_waited_for_an_account_deleted_here_meanwhile_is_told_and_not_lost(
    late, post, shared, files
):
    post.take(late, files[1])
    delete_account(late, shared, "已注销")
    post.take(late, files[0])
    assert account(late, shared).address == "南街"
    (dispute,) = list_disputes(late)
    assert [side.words for side in dispute.sides] == ["删除", "保留"]


def test_an_account_entered_here_by_hand_while_its_beginning_was_missing_becomes_one_with_it(
    empty, begun, post
):
    record, files = begun
    post.take(empty, files[1])
    own = add(empty, "新开的号", owner=TOWN.name, address="手工录入")
    post.take(empty, files[0])
    assert account(empty, record).id == account(empty, own).id
    one = account(empty, record)
    assert (one.followers, one.address) == (24, "手工录入")


def test_what_was_taken_back_is_not_brought_back_by_a_file_that_only_names_it(desks, post):
    county, town = desks
    record = add(town, "报错了的号")
    taken = post.carry(town, county)
    withdraw_intake(county, taken.intake)
    post.carry(county, county, kind=PackageKind.BACKUP)
    assert shown(county, record) is None
    post.carry(town, county, full=True)
    assert shown(county, record).name == "报错了的号"
