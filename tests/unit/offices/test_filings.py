"""备案期限: what is still to be filed, noted as filed, taken back, and the words for the units."""

from datetime import date

import pytest

from govmedia_desktop.domain.life import StepKind
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.register.filings import (
    filing_reminders,
    note_filing,
    take_back_filing,
    unfiled,
)
from govmedia_desktop.usecases.register.life import NewStep, add_step, steps_of
from govmedia_desktop.usecases.register.merging import ONE, merge_all
from tests.unit.desks import add, desk_of

DAY = date(2026, 11, 20)


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


@pytest.fixture
def ruled(desk):
    set_parameter(desk, NewParameter("filing_days", "5", "本省办法"))
    return desk


def closed(desk, record, day=DAY):
    (step,) = add_step(desk, record, NewStep(StepKind.CLOSED, day))
    return step


def test_without_a_local_rule_nothing_has_a_term(desk):
    closed(desk, add(desk))
    assert (unfiled(desk), filing_reminders(desk)) == ([], [])


def test_under_a_local_rule_what_is_not_filed_is_listed_the_most_urgent_first(ruled):
    one, other = add(ruled, "甲"), add(ruled, "乙")
    closed(ruled, one)
    add_step(ruled, other, NewStep(StepKind.OPENED, date(2026, 9, 29)))
    add_step(ruled, other, NewStep(StepKind.CHANGED, DAY, filed=DAY, changes={"name": "丙"}))
    found = unfiled(ruled)
    assert [(u.listed.account.name, str(u.due.due.day), u.due.overdue) for u in found] == [
        ("丙", "2026-10-12", True),
        ("甲", "2026-11-27", False),
    ]
    assert {u.basis for u in found} == {"本省办法"}


def test_a_step_of_an_entry_that_was_merged_waits_once_under_the_account_they_are(ruled):
    one, other = add(ruled, "甲"), add(ruled, "甲公号")
    step = closed(ruled, other)
    merge_all(ruled, [one, other], {}, ONE)
    (waiting,) = unfiled(ruled)
    assert (waiting.id, waiting.listed.account.id) == (step.id, min(one, other))


def test_a_filing_is_noted_taken_back_and_both_stay_in_the_history(ruled):
    record = add(ruled)
    step = closed(ruled, record)
    note_filing(ruled, step.id, date(2026, 11, 21))
    assert steps_of(ruled, record)[0].filed == "2026-11-21"
    assert unfiled(ruled) == []
    take_back_filing(ruled, step.id)
    assert steps_of(ruled, record)[0].filed is None
    assert [u.id for u in unfiled(ruled)] == [step.id]


@pytest.mark.parametrize("day", [date(2026, 11, 19), date(2026, 11, 30)])
def test_nothing_is_filed_before_it_happened_or_after_today(ruled, day):
    step = closed(ruled, add(ruled))
    with pytest.raises(RefusedError, match="备案日期"):
        note_filing(ruled, step.id, day)
    assert [u.id for u in unfiled(ruled)] == [step.id]


def test_what_is_filed_already_or_unknown_is_refused_and_stays(ruled):
    record = add(ruled)
    step = closed(ruled, record)
    with pytest.raises(RefusedError, match="没有可以撤销的"):
        take_back_filing(ruled, step.id)
    note_filing(ruled, step.id, DAY)
    with pytest.raises(RefusedError, match="已于2026-11-20备案"):
        note_filing(ruled, step.id, date(2026, 11, 21))
    for deed in (lambda: note_filing(ruled, "x", DAY), lambda: take_back_filing(ruled, "x")):
        with pytest.raises(RefusedError, match="没有编号"):
            deed()
    assert steps_of(ruled, record)[0].filed == str(DAY)


def test_a_unit_is_reminded_of_all_it_has_to_file_with_the_rule(ruled):
    record = add(ruled, "甲")
    closed(ruled, record, date(2026, 11, 9))
    add_step(ruled, record, NewStep(StepKind.CHANGED, DAY, changes={"name": "乙"}))
    (reminder,) = filing_reminders(ruled)
    first, second = reminder.text.splitlines()[1:]
    assert first.startswith("1. 微信公众号“乙”2026-11-09关停，最迟2026-11-16备案，已超期5天")
    assert second == (
        "2. 微信公众号“乙”2026-11-20变更账号名称（甲 → 乙），最迟2026-11-27备案（本省办法）。"
    )
