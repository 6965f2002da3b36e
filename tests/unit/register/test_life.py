"""Steps of an account's life: entered once, the register follows, filings come due."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.accounts import Status
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.life import StepKind
from govmedia_desktop.domain.revisions import canonical
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.register.accounts import find_account
from govmedia_desktop.usecases.register.life import (
    NewStep,
    add_step,
    all_steps,
    steps_of,
)
from tests.unit.desks import add, desk_of

DAY = date(2026, 11, 20)


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def told(desk, account):
    return [(step.kind.value, step.day, step.after) for step in steps_of(desk, account)]


def test_a_life_is_told_in_its_order_and_the_register_follows(desk):
    record = add(desk)
    for kind, day in (
        (StepKind.CANCELLED, "2026-11-20"),
        (StepKind.NOTICE, "2026-11-01"),
        (StepKind.CLOSED, "2026-11-18"),
    ):
        add_step(desk, record, NewStep(kind, date.fromisoformat(day)))
    assert [kind for kind, _, _ in told(desk, record)] == ["停更公告", "关停", "注销"]
    assert find_account(desk, record).account.status is Status.CANCELLED


def test_an_early_step_entered_afterwards_opens_no_closed_account_again(desk):
    """Else an account that is gone would stand in the list of those to be checked."""
    record = add(desk)
    add_step(desk, record, NewStep(StepKind.CANCELLED, DAY))
    add_step(desk, record, NewStep(StepKind.OPENED, date(2019, 5, 1)))
    account = find_account(desk, record).account
    assert (account.status, account.opened) == (Status.CANCELLED, "2019-05-01")
    add_step(desk, record, NewStep(StepKind.OPENED, date(2026, 11, 21)))
    assert find_account(desk, record).account.status is Status.RUNNING


def test_of_two_steps_of_one_day_the_one_entered_last_tells_the_status(desk):
    record = add(desk)
    for kind in (StepKind.CANCELLED, StepKind.CLOSED):
        add_step(desk, record, NewStep(kind, DAY))
    assert find_account(desk, record).account.status is Status.CLOSED


def test_a_filing_of_before_does_not_replace_the_newer_one(desk):
    record = add(desk)
    for day, number in (("2026-11-20", "县备〔2026〕7号"), ("2019-05-06", "县备〔2019〕1号")):
        texts = {"document": number}
        add_step(desk, record, NewStep(StepKind.FILED, date.fromisoformat(day), texts=texts))
    account = find_account(desk, record).account
    assert (account.filing_date, account.filing_number) == ("2026-11-20", "县备〔2026〕7号")
    assert len(steps_of(desk, record)) == 2


def test_opening_and_filing_fill_in_the_register(desk):
    record = add(desk)
    add_step(desk, record, NewStep(StepKind.OPENED, date(2026, 10, 1)))
    add_step(desk, record, NewStep(StepKind.FILED, DAY, texts={"document": "县备〔2026〕7号"}))
    account = find_account(desk, record).account
    assert (account.opened, account.filing_date) == ("2026-10-01", "2026-11-20")
    assert account.filing_number == "县备〔2026〕7号"


def test_opened_again_keeps_the_first_day(desk):
    record = add(desk, opened="2019-05-01")
    add_step(desk, record, NewStep(StepKind.OPENED, DAY))
    assert find_account(desk, record).account.opened == "2019-05-01"


def test_a_change_of_several_fields_is_one_step_each_with_old_and_new(desk):
    record = add(desk, owner="示例镇")
    changes = {"name": "示例县发布", "owner": "示例县人民政府办公室", "platform_id": " "}
    add_step(desk, record, NewStep(StepKind.CHANGED, DAY, changes=changes))
    assert sorted((s.field, s.before, s.after) for s in steps_of(desk, record)) == [
        ("name", "示例发布", "示例县发布"),
        ("owner", "示例镇", "示例县人民政府办公室"),
    ]
    listed = find_account(desk, record)
    assert (listed.account.name, listed.owner_name) == ("示例县发布", "示例县人民政府办公室")
    assert listed.account.owner == desk.office


def test_a_change_that_changes_nothing_is_refused(desk):
    record = add(desk)
    for changes in ({}, {"name": "示例发布"}, {"remark": "新"}):
        with pytest.raises(RefusedError, match="要写明变更了什么"):
            add_step(desk, record, NewStep(StepKind.CHANGED, DAY, changes=changes))
    assert steps_of(desk, record) == []


def test_days_to_come_and_filings_before_the_step_are_refused(desk):
    record = add(desk)
    with pytest.raises(RefusedError, match="还没有到"):
        add_step(desk, record, NewStep(StepKind.CLOSED, date(2026, 11, 22)))
    with pytest.raises(RefusedError, match="备案日期2026-11-19"):
        add_step(desk, record, NewStep(StepKind.CLOSED, DAY, filed=date(2026, 11, 19)))
    assert find_account(desk, record).account.status is Status.RUNNING


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "升空", "day": "2026-11-01"},
        {"kind": "关停", "day": "昨天"},
        {"kind": "关停"},
        {"day": "2026-11-01"},
    ],
)
def test_a_step_that_nobody_can_read_is_passed_over(desk, values):
    record = add(desk)
    desk.record(
        [Edit("01900000-0000-7000-8000-0000000000aa", "step", {"account": record, **values})]
    )
    assert all_steps(desk) == [], canonical(values)


DATED = st.lists(
    st.tuples(st.integers(1, 400), st.sampled_from(sorted(StepKind.__members__))),
    min_size=1,
    max_size=6,
    unique_by=lambda step: step[0],
)


@pytest.fixture(scope="module")
def any_desk(tmp_path_factory):
    with desk_of(tmp_path_factory.mktemp("沿革") / "县") as opened:
        yield opened


@settings(max_examples=25)
@given(steps=DATED, data=st.data())
def test_in_whatever_order_a_life_is_entered_its_last_day_tells_the_status(any_desk, steps, data):
    entered = data.draw(st.permutations(steps))
    plain = [(n, StepKind[kind]) for n, kind in entered if kind != "CHANGED"]
    telling = [(n, kind.status) for n, kind in plain if kind.status is not None]
    record = add(any_desk, new_id())
    for days, kind in plain:
        add_step(any_desk, record, NewStep(kind, date(2025, 1, 1) + timedelta(days=days)))
    expected = max(telling)[1] if telling else Status.RUNNING
    assert find_account(any_desk, record).account.status is expected
    days = [step.day for step in steps_of(any_desk, record)]
    assert (days, len(days)) == (sorted(days), len(plain))
