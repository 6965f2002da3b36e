"""The steps of an account's life, and what must be filed by when."""

from datetime import date

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
