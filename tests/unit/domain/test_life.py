"""The steps of an account's life, and what must be filed by when."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.accounts import Status
from govmedia_desktop.domain.life import (
    Step,
    StepKind,
    due_filings,
    has_notice,
    in_order,
    latest,
)


def step(kind, day="2026-09-29", number=1, **others):
    return Step(f"s{number}", "a", kind, day, **others)


def test_a_status_follows_from_the_steps_that_have_one():
    assert {kind: kind.status for kind in StepKind if kind.status} == {
        StepKind.OPENED: Status.RUNNING,
        StepKind.NOTICE: Status.CLOSING,
        StepKind.CLOSED: Status.CLOSED,
        StepKind.CANCELLED: Status.CANCELLED,
    }


def test_an_opening_is_told_in_the_word_that_filing_rules_use():
    assert step(StepKind.OPENED).told == "开设运行"
    assert step(StepKind.CLOSED).told == "关停"


def test_a_notice_alone_leaves_the_account_under_the_update_rule():
    assert StepKind.NOTICE.status is not None
    assert StepKind.NOTICE.status.counts


@given(st.permutations([step(kind, number=n) for n, kind in enumerate(StepKind)]))
def test_steps_of_one_day_stand_in_the_order_of_a_life(steps):
    assert [s.kind for s in in_order(steps)] == list(StepKind)


def test_the_latest_of_some_kinds_is_told():
    steps = [
        step(StepKind.CLOSED, "2026-03-01", 1),
        step(StepKind.OPENED, "2026-05-01", 2),
        step(StepKind.CHANGED, "2026-06-01", 3),
    ]
    assert latest(steps, StepKind.CLOSED, StepKind.OPENED) is steps[1]
    assert latest(steps, StepKind.CANCELLED) is None


def test_a_closing_without_notice_is_seen():
    assert not has_notice([step(StepKind.CLOSED)])
    assert has_notice([step(StepKind.CLOSED), step(StepKind.NOTICE, number=2)])


def test_what_is_not_filed_is_due_after_working_days_the_most_urgent_first():
    steps = [
        step(StepKind.CLOSED, "2026-09-29", 1),
        step(StepKind.CHANGED, "2026-09-20", 2),
        step(StepKind.OPENED, "2026-09-20", 3, filed="2026-09-21"),
        step(StepKind.NOTICE, "2026-09-01", 4),
    ]
    due = due_filings(steps, 5, date(2026, 10, 12))
    assert [(d.step.id, str(d.due.day), d.overdue) for d in due] == [
        ("s2", "2026-09-28", True),
        ("s1", "2026-10-12", False),
    ]


def test_what_is_left_is_counted_in_working_days_and_what_is_over_in_days():
    closed = step(StepKind.CLOSED, "2026-11-20")  # a Friday; 5 working days end on the 27th
    told = {
        day: [(d.days_left, d.days_over, d.overdue) for d in due_filings([closed], 5, day)]
        for day in (date(2026, 11, 21), date(2026, 11, 27), date(2026, 11, 28))
    }
    assert list(told.values()) == [[(5, 0, False)], [(0, 0, False)], [(0, 1, True)]]


def test_the_filing_of_an_account_is_that_of_its_opening_before_or_after_it():
    opened = step(StepKind.OPENED, "2026-09-10", 1)
    for day in ("2026-09-01", "2026-09-15"):
        filed = step(StepKind.FILED, day, 2)
        assert due_filings([opened, filed], 5, date(2026, 10, 12)) == []


def test_an_account_opened_again_after_its_cancellation_is_to_be_filed_again():
    steps = [
        step(StepKind.FILED, "2026-01-05", 1),
        step(StepKind.OPENED, "2026-01-06", 2),
        step(StepKind.CANCELLED, "2026-05-06", 3, filed="2026-05-07"),
        step(StepKind.OPENED, "2026-09-10", 4),
    ]
    assert [d.step.id for d in due_filings(steps, 5, date(2026, 10, 12))] == ["s4"]


def test_a_step_says_what_it_changed():
    changed = step(StepKind.CHANGED, field="name", before="甲", after="乙")
    assert (changed.told, step(StepKind.CLOSED).told) == ("变更账号名称（甲 → 乙）", "关停")


@pytest.mark.parametrize("kind", [StepKind.CHANGED, StepKind.CLOSED, StepKind.CANCELLED])
def test_the_filing_of_an_account_files_nothing_but_its_opening(kind):
    steps = [step(StepKind.FILED, "2026-09-01", 1), step(kind, "2026-09-10", 2)]
    assert [d.step.id for d in due_filings(steps, 5, date(2026, 10, 12))] == ["s2"]


@pytest.mark.parametrize("kind", [k for k in StepKind if not k.is_filed])
def test_what_need_not_be_filed_is_never_due(kind):
    assert due_filings([step(kind, "2020-01-01")], 5, date(2026, 10, 12)) == []


def test_a_change_of_what_was_not_filled_in_says_so():
    named = step(StepKind.CHANGED, field="platform_id", before="", after="gh_1")
    assert named.told == "变更账号ID（空 → gh_1）"


@pytest.mark.parametrize(
    ("closed", "days", "due"),
    [
        ("2026-09-29", 5, "2026-10-12"),  # 国庆, and 10月10日 worked instead
        ("2026-09-30", 2, "2026-10-09"),
        ("2026-02-13", 2, "2026-02-24"),  # 2月14日 is worked, then 春节
        ("2025-12-30", 2, "2026-01-04"),  # 元旦, and the Sunday after it worked instead
        ("2026-11-20", 0, "2026-11-20"),
    ],
)
def test_the_term_of_a_filing_passes_over_holidays_and_counts_days_worked_instead(
    closed, days, due
):
    (found,) = due_filings([step(StepKind.CLOSED, closed)], days, date(2026, 12, 1))
    assert str(found.due.day) == due
    assert found.due.certain


@given(
    st.lists(
        st.tuples(
            st.sampled_from(StepKind),
            st.dates(date(2026, 1, 1), date(2026, 9, 30)).map(str),
            st.booleans(),
        ),
        max_size=6,
    ),
    st.integers(0, 10),
    st.dates(date(2026, 1, 1), date(2026, 12, 1)),
)
def test_every_step_that_nobody_filed_is_due_once_and_no_other(told, days, today):
    steps = [
        step(kind, day, n, filed=day if filed else None)
        for n, (kind, day, filed) in enumerate(told)
        if kind is not StepKind.FILED
    ]
    due = due_filings(steps, days, today)
    assert sorted(d.step.id for d in due) == sorted(
        s.id for s in steps if s.kind.is_filed and not s.filed
    )
    assert [d.due.day for d in due] == sorted(d.due.day for d in due)
    for one in due:
        assert not (one.days_left and one.days_over)
        assert one.overdue is (today > one.due.day)
