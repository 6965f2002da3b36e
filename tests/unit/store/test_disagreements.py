"""Two values side by side: what is told of them, what ends them; deleting against changing."""

import pytest

from govmedia_desktop.store import journal
from govmedia_desktop.store.disagreements import DELETION, count, disagreements
from govmedia_desktop.store.journal import Edit
from tests.unit.store_stories import offices


@pytest.fixture
def two(tmp_path):
    with offices(tmp_path, 2) as (one, other):
        yield one, other


def exchange(one, other):
    lines = one.lines(), other.lines()
    one.receive(lines[1])
    other.receive(lines[0])


@pytest.fixture
def shared(two):
    """A record that both offices have."""
    one, other = two
    record = one.new(name="甲", remark="原来")
    exchange(one, other)
    return record


def test_both_values_are_told_with_what_they_replaced_the_own_one_first(two, shared):
    one, other = two
    one.edit(shared, name="乙")
    other.edit(shared, name="丙")
    exchange(one, other)
    (seen,) = disagreements(one.db)
    assert (seen.record, seen.kind, seen.field) == (shared, "account", "name")
    assert [o.value for o in seen.opinions] == ["乙", "丙"]
    assert [o.staff for o in seen.opinions] == ["第1位", "第2位"]
    assert seen.base == ("甲",)
    assert [o.value for o in disagreements(other.db)[0].opinions] == ["丙", "乙"]


def test_a_decision_ends_it_everywhere(two, shared):
    one, other = two
    one.edit(shared, name="乙")
    other.edit(shared, name="丙")
    exchange(one, other)
    one.edit(shared, name="丁")
    exchange(one, other)
    assert (disagreements(one.db), disagreements(other.db)) == ([], [])
    assert one.row(shared)["name"] == other.row(shared)["name"] == "丁"


@pytest.mark.parametrize(("first", "second", "left"), [("乙", "丁", 1), ("乙", "乙", 0)])
def test_two_decisions_at_once_are_a_new_disagreement_unless_equal(
    two, shared, first, second, left
):
    one, other = two
    one.edit(shared, name="乙")
    other.edit(shared, name="丙")
    exchange(one, other)
    one.edit(shared, name=first)
    other.edit(shared, name=second)
    exchange(one, other)
    assert (count(one.db), count(other.db)) == (left, left)


def deleted_and_changed(one, other, record):
    journal.delete(one.db, one.author, [record], "已注销")
    other.edit(record, remark="改过")
    exchange(one, other)


def test_deleting_what_somebody_changed_meanwhile_is_listed_and_hides_nothing(two, shared):
    one, other = two
    deleted_and_changed(one, other, shared)
    for office, told in ((one, [None, True]), (other, [True, None])):
        assert not office.row(shared)["deleted"]
        (seen,) = disagreements(office.db)
        assert (seen.field, [o.value for o in seen.opinions]) == (DELETION, told)
        assert {o.reason for o in seen.opinions if o.value is None} == {"已注销"}


def test_deleting_again_or_keeping_ends_it_everywhere(two, shared):
    one, other = two
    deleted_and_changed(one, other, shared)
    journal.delete(other.db, other.author, [shared], "核对过")
    exchange(one, other)
    assert (count(one.db), count(other.db)) == (0, 0)
    assert one.row(shared)["deleted"]


def keep(office, record):
    edit = Edit(record, "account", {"name": office.row(record)["name"]}, anew=True)
    journal.append(office.db, office.author, [edit])


def test_keeping_ends_it_everywhere(two, shared):
    one, other = two
    deleted_and_changed(one, other, shared)
    keep(one, shared)
    exchange(one, other)
    assert (count(one.db), count(other.db)) == (0, 0)
    assert not other.row(shared)["deleted"]


def test_keeping_and_deleting_at_once_is_listed_once_more(two, shared):
    one, other = two
    deleted_and_changed(one, other, shared)
    keep(one, shared)
    journal.delete(other.db, other.author, [shared], "")
    exchange(one, other)
    assert [d.field for d in disagreements(one.db)] == [DELETION]
    assert [d.field for d in disagreements(other.db)] == [DELETION]


def test_a_record_that_was_restored_is_in_no_dispute(two, shared):
    one, _other = two
    journal.delete(one.db, one.author, [shared], "")
    keep(one, shared)
    assert count(one.db) == 0
    one.edit(shared, name="改名")
    assert count(one.db) == 0


def test_changing_all_fields_of_a_record_deleted_meanwhile_is_listed_too(two):
    one, other = two
    record = one.new(name="甲")
    exchange(one, other)
    journal.delete(one.db, one.author, [record], "")
    other.edit(record, name="乙")
    exchange(one, other)
    assert [d.field for d in disagreements(one.db)] == [DELETION]
