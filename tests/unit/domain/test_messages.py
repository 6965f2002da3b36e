"""Messages: due in working days, late only where a term was set, told by group."""

from datetime import date
from fractions import Fraction

import pytest

from govmedia_desktop.domain.messages import (
    Feedback,
    Message,
    MessageNature,
    MessageState,
    Quality,
    feedback,
    last_day,
    state_of,
)

TODAY = date(2026, 10, 20)


def message(asked="2026-09-29", **others):
    return Message("m", "a", MessageNature.TEST, asked, "医保怎么缴", **others)


def test_the_day_set_goes_before_the_rule_and_without_either_nothing_is_due():
    assert last_day(message(due="2026-10-03"), 5) == date(2026, 10, 3)
    assert last_day(message(), 5) == date(2026, 10, 12)
    assert last_day(message(), None) is None


@pytest.mark.parametrize(
    ("answered", "rule", "state"),
    [
        ("2026-10-12", 5, MessageState.ANSWERED),
        ("2026-10-13", 5, MessageState.LATE),
        ("2026-10-13", None, MessageState.ANSWERED),
        (None, 5, MessageState.OVERDUE),
        (None, 50, MessageState.WAITING),
        (None, None, MessageState.WAITING),
    ],
)
def test_a_message_is_late_only_past_a_term(answered, rule, state):
    assert state_of(message(answered=answered), rule, TODAY) is state


def test_days_to_the_answer_are_working_days():
    assert message(answered="2026-10-12").days == 5
    assert message(answered="2026-09-29").days == 0
    assert message().days is None


def test_only_bad_answers_are_faults():
    assert {q for q in Quality if not q.is_fault} == {Quality.GOOD, Quality.CONTENT}


def test_feedback_counts_each_group_the_largest_first():
    told = [
        (message(answered="2026-09-30", theme="医保"), MessageState.ANSWERED),
        (message(answered="2026-10-12", theme="医保", quality=Quality.EMPTY), MessageState.LATE),
        (message(theme="停水"), MessageState.WAITING),
    ]
    assert feedback(told, lambda m: m.theme) == [
        Feedback("医保", 2, 2, 1, 1, Fraction(6, 2)),
        Feedback("停水", 1, 0, 0, 0, None),
    ]


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 10, 11), MessageState.WAITING),
        (date(2026, 10, 12), MessageState.WAITING),  # the last of five working days
        (date(2026, 10, 13), MessageState.OVERDUE),
    ],
)
def test_on_the_last_day_itself_an_answer_is_not_overdue(today, state):
    assert state_of(message(), 5, today) is state
    assert state_of(message(due="2026-10-12"), None, today) is state


def test_an_answer_without_a_term_is_never_late():
    assert state_of(message(answered="2027-10-12"), None, TODAY) is MessageState.ANSWERED
