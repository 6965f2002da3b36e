"""The posts of an account stand in its check as values that a person has still to confirm."""

from datetime import date

import pytest

from govmedia_desktop.domain.inspections import Source
from govmedia_desktop.usecases.activity.post_lists import read_pasted_posts
from govmedia_desktop.usecases.activity.posts import take_in_posts
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.inspections import contexts
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.register.accounts import confirm_last_updates
from tests.unit.desks import add, desk_of

POSTS = "2026-10-20 甲\n2026-10-30 乙\n2026-11-05 丙\n2026-11-12 丁\n2026-11-20 戊"


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        take_up_shipped_forms(opened)
        set_parameter(opened, NewParameter("posts_per_week", "1", "县办法"))
        set_parameter(opened, NewParameter("originals_per_month", "1", "县办法"))
        yield opened


def answer(desk, record, name):
    inspection = begin(desk, Occasion(record, "county-score"))
    return next(i for i in inspection.run.items() if i.name == name)


def test_the_weeks_are_prefilled_and_wait_to_be_confirmed(desk):
    record = add(desk)
    take_in_posts(desk, read_pasted_posts(desk, POSTS, record))
    item = answer(desk, record, "weekly_posts")
    assert (item.answer.value, item.answer.source) == ("yes", Source.REGISTER)
    assert not item.answer.confirmed


def test_a_week_too_few_is_prefilled_as_well_and_judges_nobody_before_it_is_confirmed(desk):
    record = add(desk)
    take_in_posts(desk, read_pasted_posts(desk, POSTS.replace("11-12", "11-19"), record))
    item = answer(desk, record, "weekly_posts")
    assert (item.answer.value, item.answer.confirmed) == ("no", False)


def test_cells_that_say_what_is_original_answer_the_month(desk):
    record = add(desk)
    told = "2026-10-20\t甲\t转载\n2026-11-20\t乙\t原创\n"
    take_in_posts(desk, read_pasted_posts(desk, told, record))
    assert answer(desk, record, "monthly_originals").answer.value == "yes"


def test_posts_are_read_only_for_a_form_that_asks_what_they_tell(desk, monkeypatch):
    read = []
    monkeypatch.setattr(contexts, "posts_since", lambda *given: read.append(given) or {})
    record = add(desk)
    begin(desk, Occasion(record, "national-2019"))
    assert read == []
    begin(desk, Occasion(record, "county-score"))
    assert len(read) == 1


def test_nothing_stands_where_no_post_is_known(desk):
    assert answer(desk, add(desk), "weekly_posts").answer is None


def test_nothing_stands_where_a_later_update_is_not_among_the_posts(desk):
    record = add(desk)
    take_in_posts(desk, read_pasted_posts(desk, POSTS, record))
    confirm_last_updates(desk, {record: date(2026, 11, 21)}, desk.today())
    assert answer(desk, record, "weekly_posts").answer is None
