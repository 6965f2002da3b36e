"""Beginning in a period, the judgement group at one key, taking back, leaving, setting aside."""

from datetime import date, timedelta

import pytest

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.inspections.filling import (
    answer_judgement_group,
    begin_in_period,
    judgement_group,
    leak_warning,
    leave,
    set_aside,
)
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin, resume
from govmedia_desktop.usecases.periods import periods
from tests.data.offices import NOON, TOWN_VOICE, office

JUDGED = ("serious_error", "leak", "harmful_content", "adverse_opinion", "fake_engagement")
LOOKED = {"looked_at": "12", "looked_from": "2024-04-01", "looked_to": "2024-05-06"}


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据", [TOWN_VOICE]) as opened:
        yield opened


def occasion(form="national-2019"):
    return Occasion("示例镇之声", form)


def give(inspection, **answers):
    for name, value in answers.items():
        assert inspection.answer(resolve(inspection.compiled, name), value) is None


def values(inspection):
    found = drafts.answers(inspection.desk.db, inspection.draft.id)
    return {path.rpartition("/")[2]: answer.value for path, answer in found.items()}


def test_the_first_inspection_of_a_period_fixes_its_reference_day(desk):
    period = periods.current_period(desk)
    assert begin_in_period(desk, period, occasion()).draft.reference_date == "2024-05-06"
    desk.clock = lambda: NOON + timedelta(days=3)
    assert periods.reference_date(desk, period) == date(2024, 5, 6)
    assert begin_in_period(desk, period, occasion()).draft.reference_date == "2024-05-06"


def test_a_moved_reference_day_takes_the_inspections_under_way_with_it(desk):
    period = periods.current_period(desk)
    inspection = begin_in_period(desk, period, occasion())
    elsewhere = begin(desk, Occasion("示例镇之声", "basic", Nature.RECHECK, date(2024, 3, 1)))
    give(inspection, interaction="no")
    periods.set_reference_date(desk, period, date(2024, 5, 2))
    moved = resume(desk, inspection.draft.id)
    assert moved.context.reference_date == date(2024, 5, 2)
    assert values(moved) == {"interaction": "no"}
    assert resume(desk, elsewhere.draft.id).draft.reference_date == "2024-03-01"


def test_a_refused_reference_day_moves_nothing(desk):
    period = periods.current_period(desk)
    inspection = begin_in_period(desk, period, occasion())
    with pytest.raises(RefusedError, match="不在2024年第二季度以内"):
        periods.set_reference_date(desk, period, date(2024, 8, 1))
    assert resume(desk, inspection.draft.id).draft.reference_date == "2024-05-06"


@pytest.mark.parametrize(
    ("left_out", "named"),
    [("looked_at", "抽看篇数"), ("looked_from", "起始日期"), ("looked_to", "截止日期")],
)
def test_the_group_needs_each_word_about_what_was_looked_at(desk, left_out, named):
    inspection = begin(desk, occasion())
    give(inspection, **{name: value for name, value in LOOKED.items() if name != left_out})
    refusal = answer_judgement_group(inspection)
    assert refusal == f"还没有填{named}；填好后才能一次答完，现在没有作答"
    assert not values(inspection).keys() & set(JUDGED)


def test_having_looked_at_nothing_is_not_enough(desk):
    inspection = begin(desk, occasion())
    give(inspection, **LOOKED | {"looked_at": "0"})
    assert "至少1篇" in answer_judgement_group(inspection)


def test_the_group_answers_what_has_no_answer_and_only_what_is_relevant(desk):
    inspection = begin(desk, occasion())
    give(inspection, **LOOKED, serious_error="found", leak="unchecked")
    assert answer_judgement_group(inspection) is None
    given = values(inspection)
    assert [given.get(name) for name in JUDGED] == ["found", "unchecked", "none", "none", "none"]
    assert "app_unusable" not in given
    assert values(resume(desk, inspection.draft.id)) == given


def test_a_form_without_these_questions_is_answered_one_by_one(desk):
    assert "逐项" in answer_judgement_group(begin(desk, occasion("basic")))


def test_the_warning_stands_while_a_leak_is_found(desk):
    inspection = begin(desk, occasion())
    assert leak_warning(inspection) == ""
    give(inspection, leak="found")
    assert leak_warning(inspection) == "疑似涉密，请停止操作，不截图、不转发，立即报告保密部门"
    give(inspection, leak="none")
    assert leak_warning(inspection) == ""


@pytest.mark.parametrize("name", ["interaction", "last_update"])
def test_an_answer_taken_back_stays_away_after_a_crash(desk, name):
    inspection = begin(desk, occasion())
    give(inspection, interaction="no", last_update="2024-05-01")
    inspection.clear(resolve(inspection.compiled, name))
    again = resume(desk, inspection.draft.id)
    item = next(i for i in again.run.items() if i.name == name)
    assert (item.value, item.open) == ("", True)


def test_leaving_untouched_leaves_nothing_behind_and_otherwise_a_draft(desk):
    inspection = begin(desk, occasion())
    leave(inspection)
    assert drafts.drafts(desk.db) == []
    inspection = begin(desk, occasion())
    give(inspection, interaction="yes")
    leave(inspection)
    assert [d.id for d in drafts.drafts(desk.db)] == [inspection.draft.id]


def test_what_was_set_aside_comes_back_as_it_was(desk):
    inspection = begin(desk, occasion())
    give(inspection, interaction="no", **LOOKED)
    before = drafts.drafts(desk.db), drafts.answers(desk.db, inspection.draft.id)
    bring_back = set_aside(desk, inspection.draft.id)
    assert drafts.drafts(desk.db) == []
    bring_back()
    assert (drafts.drafts(desk.db), drafts.answers(desk.db, inspection.draft.id)) == before


def test_setting_aside_what_is_gone_is_refused(desk):
    inspection = begin(desk, occasion())
    set_aside(desk, inspection.draft.id)
    with pytest.raises(RefusedError, match="已经完成或删除"):
        set_aside(desk, inspection.draft.id)


def test_the_judgement_group_holds_what_knows_not_found_and_nothing_else(desk):
    national = begin(desk, occasion()).run.items()
    assert {item.name for item in judgement_group(national)} >= set(JUDGED)
    asked = [item for item in national if item.name not in LOOKED]
    assert judgement_group(asked) == [], "nobody says what was looked at"
    closing = begin(desk, occasion("closing")).run.items()
    assert any(item.judgement for item in closing)
    assert judgement_group(closing) == []
