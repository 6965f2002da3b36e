"""Files that come in the order in which they were written, with and without work in between."""

from govmedia_desktop.usecases.register.account_history import account_history
from tests.unit.desks import add
from tests.unit.situations.conftest import account, accounts, change, disputed, waiting


def test_an_account_entered_by_one_office_stands_as_it_is_at_the_other(desks, post):
    county, town = desks
    record = add(town, "新开的号", address="南街")
    taken = post.carry(town, county)
    assert account(county, record) == account(town, record)
    assert (taken.conflicts, taken.held, disputed(county)) == (0, 0, [])


def test_a_change_that_saw_what_stands_replaces_it(desks, post, shared):
    county, town = desks
    change(town, shared, address="西街2号")
    taken = post.carry(town, county)
    assert (taken.changed, taken.conflicts) == (1, 0)
    assert account(county, shared).address == "西街2号"


def test_of_several_changes_in_a_row_the_last_stands_and_all_are_told(desks, post, shared):
    county, town = desks
    for street in ("西街", "南街", "北街"):
        change(town, shared, address=street)
    post.carry(town, county)
    assert account(county, shared).address == "北街"
    told = [c.new for c in account_history(county, shared) if c.old and c.field != "主办单位"]
    assert {"西街", "南街", "北街"} <= set(told)


def test_changes_of_other_fields_here_and_there_all_stand(desks, post, shared):
    county, town = desks
    change(county, shared, operator="示例运维公司")
    change(town, shared, address="西街")
    change(town, shared, address="南街")
    post.carry(town, county)
    both = account(county, shared)
    assert (both.operator, both.address) == ("示例运维公司", "南街")
    assert disputed(county) == []


def test_own_work_between_two_files_stays_beside_what_they_bring(desks, post, shared):
    county, town = desks
    change(county, shared, operator="甲公司")
    change(town, shared, address="西街")
    post.carry(town, county)
    change(county, shared, operator="乙公司")
    change(town, shared, address="南街")
    post.carry(town, county)
    both = account(county, shared)
    assert (both.operator, both.address, disputed(county)) == ("乙公司", "南街", [])


def test_an_account_that_was_entered_and_changed_before_the_first_file_comes_whole(desks, post):
    county, town = desks
    record = add(town, "新开的号")
    change(town, record, address="西街")
    post.carry(town, county)
    assert account(county, record).address == "西街"
    assert waiting(county) == 0


def test_entering_and_two_changes_with_work_of_the_other_office_in_between(desks, post):
    county, town = desks
    record = add(town, "新开的号", followers="20")
    post.carry(town, county)
    change(county, record, followers="30")
    change(town, record, address="西街")
    post.carry(town, county)
    change(county, record, followers="40")
    change(town, record, address="南街")
    post.carry(town, county)
    both = account(county, record)
    assert (both.followers, both.address, disputed(county)) == (40, "南街", [])


def test_changes_of_one_hand_are_no_disagreement_however_many_files_they_take(desks, post):
    county, town = desks
    record = add(town, "新开的号", followers="20")
    post.carry(town, county)
    change(town, record, followers="27", address="西街")
    post.carry(town, county)
    assert (account(county, record).followers, disputed(county)) == (27, [])


def test_a_new_office_gets_everything_with_its_history(desks, post, shared):
    county, town = desks
    change(town, shared, address="西街")
    post.carry(town, county)
    assert accounts(county) == accounts(town)
    assert len(account_history(county, shared)) == len(account_history(town, shared))


def test_the_same_file_again_and_a_new_file_of_the_same_bring_nothing(desks, post, shared):
    county, town = desks
    path = post.write(town, full=True)
    before = accounts(county), waiting(county)
    post.take(county, path)
    assert post.take(county, path).state == "already"
    taken = post.carry(town, county, full=True)
    assert (taken.new, taken.changed, taken.conflicts) == (0, 0, 0)
    assert (accounts(county), waiting(county)) == before


def test_taking_in_what_is_known_writes_no_change_and_taking_in_a_change_does(desks, post, shared):
    county, town = desks
    before = len(account_history(county, shared))
    post.carry(town, county, full=True)
    assert len(account_history(county, shared)) == before
    change(town, shared, name="示例镇微讯")
    taken = post.carry(town, county)
    assert (taken.changed, account(county, shared).name) == (1, "示例镇微讯")
    assert len(account_history(county, shared)) == before + 1
