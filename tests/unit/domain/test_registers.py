"""Taking a register in: which row is which account, and what would change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.registers import (
    ExistingAccount,
    Register,
    RegisterRow,
    Result,
    match,
)


def row(number, name="示例发布", owner="示例局", platform="wechat", **others):
    given_values = {"name": name, "platform": platform, "owner_name": owner, **others}
    values = {key: value for key, value in given_values.items() if value is not None}
    columns = ("name", "platform", "owner_name", *others)
    cells = {key: f"{'ABCDEFGHIJ'[i]}{number}" for i, key in enumerate(columns)}
    return RegisterRow("表", number, cells, values)


def known(id_, name="示例发布", owner="示例局", platform="wechat", **others):
    return ExistingAccount(id_, {"name": name, "platform": platform, "owner_name": owner, **others})


def plan(rows, existing=(), rejected=0):
    return match(Register(tuple(rows), rejected, (), ()), existing)


def results(found):
    return [str(outcome.result) for outcome in found.outcomes]


def test_an_unknown_account_is_added_with_all_its_values():
    found = plan([row(4, followers=800)])
    assert results(found) == ["added"]
    assert found.outcomes[0].changes == {
        "name": (None, "示例发布"),
        "platform": (None, "wechat"),
        "owner_name": (None, "示例局"),
        "followers": (None, 800),
    }


def test_a_known_account_with_equal_values_is_unchanged_however_it_is_spelled():
    found = plan([row(4, name="示例 发布", owner="示例局（办）")], [known("1", owner="示例局(办)")])
    assert results(found) == ["unchanged"]
    assert found.outcomes[0].account == "1"


def test_a_changed_value_is_shown_with_what_it_replaces():
    found = plan([row(4, followers=900)], [known("1", followers=800, address="某路1号")])
    assert found.outcomes[0].result is Result.UPDATED
    assert found.outcomes[0].changes == {"followers": (800, 900)}


def test_an_empty_cell_never_erases_a_stored_value():
    assert results(plan([row(4, owner=None)], [known("1", followers=800)])) == ["unchanged"]


def test_a_last_update_never_goes_back_behind_one_that_was_looked_up():
    stored = {"last_update": "2026-11-10", "last_update_verified": "2026-11-21"}
    found = plan([row(4, last_update="2026-11-06")], [known("1", **stored)])
    assert results(found) == ["unchanged"]
    (problem,) = found.problems
    assert problem.cell == "D4"
    assert "2026-11-10" in problem.text
    later = plan([row(4, last_update="2026-11-12")], [known("1", **stored)])
    assert later.outcomes[0].changes == {"last_update": ("2026-11-10", "2026-11-12")}


@pytest.mark.parametrize(
    ("told", "changed"),
    [
        ({"last_update": "2026-11-10"}, True),
        ({}, False),  # a list's 检查日期 says of the date that stands nothing
        ({"last_update": "2026-11-12"}, False),
        ({"last_update": "2026-11-06"}, False),
    ],
)
def test_a_day_of_looking_counts_only_beside_the_very_date_that_stands(told, changed):
    stored = {"last_update": "2026-11-10", "last_update_verified": "2026-11-11"}
    found = plan([row(4, last_update_verified="2026-11-20", **told)], [known("1", **stored)])
    (outcome,) = found.outcomes
    assert ("last_update_verified" in outcome.changes) is changed
    older = plan([row(4, last_update_verified="2026-11-10", **told)], [known("1", **stored)])
    assert "last_update_verified" not in older.outcomes[0].changes


def test_a_new_account_is_looked_up_by_nobody_here():
    dates = {"last_update": "2026-11-10", "last_update_verified": "2026-11-20"}
    (outcome,) = plan([row(4, **dates)], []).outcomes
    assert "last_update_verified" not in outcome.changes
    assert outcome.changes["last_update"] == (None, "2026-11-10")


def test_a_last_update_nobody_looked_up_is_replaced_by_an_earlier_one():
    found = plan([row(4, last_update="2026-11-06")], [known("1", last_update="2026-11-10")])
    assert results(found) == ["updated"]


def test_an_empty_owner_is_filled_in_on_the_only_account_of_the_name():
    found = plan([row(4)], [known("1", owner=None)])
    assert results(found) == ["updated"]
    assert found.outcomes[0].changes == {"owner_name": (None, "示例局")}


def test_a_row_without_owner_among_several_owners_is_rejected_at_its_owner_cell():
    found = plan([row(4, owner=None)], [known("1", owner="甲局"), known("2", owner="乙局")])
    assert results(found) == ["rejected"]
    assert [(p.sheet, p.cell) for p in found.problems] == [("表", "C4")]


def test_a_row_without_owner_prefers_the_known_account_without_owner():
    existing = [known("1", owner="甲局"), known("2", owner=None), known("3", owner="乙局")]
    assert plan([row(4, owner=None)], existing).outcomes[0].account == "2"


def test_another_owner_of_a_known_name_is_a_new_account_and_a_doubt():
    found = plan([row(4, owner="乙局")], [known("1", owner="甲局")])
    assert results(found) == ["added"]
    assert [p.cell for p in found.problems] == ["C4"]


def test_the_same_name_on_two_platforms_is_two_accounts():
    assert results(plan([row(4), row(5, platform="weibo")])) == ["added", "added"]


def test_two_rows_of_one_account_are_one_account_and_one_doubt():
    found = plan([row(32), row(33, name="示例 发布 ")])
    assert results(found) == ["added", "duplicate"]
    assert [(p.cell, p.text) for p in found.problems] == [
        ("A33", "与第32行（A32）是同一个账号，合并为一个")
    ]


def test_a_later_row_fills_only_what_the_first_left_empty_and_names_what_contradicts():
    found = plan([row(4, followers=1, field=None), row(5, followers=2, field="公安")])
    assert found.outcomes[0].changes["followers"] == (None, 1)
    assert found.outcomes[0].changes["field"] == (None, "公安")
    assert "D5与该行不一致" in found.problems[0].text


def test_personal_data_stay_apart_and_are_merged_like_the_values():
    first, later = row(4), row(5)
    first = RegisterRow("表", 4, first.cells, first.values, {"contact": "甲"})
    later = RegisterRow("表", 5, later.cells, later.values, {"contact": "乙", "phone": "1"})
    outcome = plan([first, later]).outcomes[0]
    assert outcome.personal == {"contact": "甲", "phone": "1"}
    assert "contact" not in outcome.changes


def test_rows_without_a_name_count_as_rejected():
    found = plan([row(4)], rejected=2)
    assert (found.rows, found.count(Result.REJECTED), found.count(Result.ADDED)) == (3, 2, 1)


NAMES = st.sampled_from(["甲发布", "甲 发布", "乙发布"])
OWNERS = st.sampled_from([None, "东局", "西局", "西 局"])
PLATFORMS = st.sampled_from(["wechat", "weibo"])
FOLLOWERS = st.sampled_from([None, 1, 2])
ROWS = st.lists(st.tuples(NAMES, OWNERS, PLATFORMS, FOLLOWERS), max_size=10).map(
    lambda drawn: [row(i + 4, n, o, p, followers=f) for i, (n, o, p, f) in enumerate(drawn)]
)
EXISTING = st.lists(st.tuples(NAMES, OWNERS, PLATFORMS, FOLLOWERS), max_size=5).map(
    lambda drawn: [known(str(i), n, o, p, followers=f) for i, (n, o, p, f) in enumerate(drawn)]
)


def after(found, existing):
    """The known accounts once the plan has been carried out."""
    values = {account.id: dict(account.values) for account in existing}
    for i, outcome in enumerate(found.outcomes):
        if outcome.changes:
            place = values.setdefault(outcome.account or f"new{i:03}", {})
            place.update({name: new for name, (_, new) in outcome.changes.items()})
    return [ExistingAccount(id_, held) for id_, held in values.items()]


@settings(deadline=None)
@given(ROWS, EXISTING, st.integers(0, 3))
def test_every_row_has_one_result(rows, existing, rejected):
    found = plan(rows, existing, rejected)
    assert found.rows == len(rows) + rejected == sum(found.count(result) for result in Result)


@settings(deadline=None)
@given(ROWS, EXISTING)
def test_the_same_register_again_changes_nothing(rows, existing):
    first = plan(rows, existing)
    again = plan(rows, after(first, existing))
    assert again.count(Result.ADDED) == again.count(Result.UPDATED) == 0
    assert again.count(Result.DUPLICATE) >= first.count(Result.DUPLICATE)


@settings(deadline=None)
@given(ROWS, EXISTING)
def test_no_stored_value_is_ever_lost(rows, existing):
    held = {account.id: account.values for account in after(plan(rows, existing), existing)}
    for account in existing:
        for name, value in account.values.items():
            assert value is None or held[account.id][name] is not None
