"""A form can be tried out without anything reaching the disk."""

import pytest

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import find_form, open_form
from govmedia_desktop.usecases.inspections.filling import answer_judgement_group
from govmedia_desktop.usecases.inspections.form_trials import try_out
from govmedia_desktop.usecases.register.accounts import list_accounts
from tests.unit.desks import desk_of


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


@pytest.fixture
def trial(desk):
    return try_out(desk, open_form(desk, find_form(desk, "national-2019")))


def state(desk):
    return list(desk.db.conn.iterdump())


def test_a_trial_is_answered_and_judged_and_leaves_the_disk_as_it_is(desk, trial):
    before = state(desk)
    assert trial.answer("/data/response/interaction", "no") is None
    trial.confirm("/data/update/last_update")
    for path, value in (
        ("looked_at", "5"),
        ("looked_from", "2026-11-01"),
        ("looked_to", "2026-11-20"),
    ):
        trial.answer(f"/data/sample/{path}", value)
    assert answer_judgement_group(trial) is None
    trial.clear("/data/sample/looked_at")
    assert [finding.code for finding in trial.run.verdict().findings] == ["interaction"]
    assert state(desk) == before
    assert drafts.drafts(desk.db) == []
    assert list_accounts(desk) == []


def test_a_trial_is_prefilled_from_an_invented_account(trial):
    item = next(item for item in trial.run.items() if item.name == "last_update")
    assert (item.value, item.unconfirmed) == ("2026-11-18", True)


def test_a_trial_cannot_be_finished(trial):
    with pytest.raises(RefusedError, match="试填，不保存"):
        trial.finish()
