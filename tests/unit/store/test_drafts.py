"""Drafts: each answer on the disk when it was given, and nothing of another draft touched."""

from dataclasses import replace

import pytest

from govmedia_desktop.domain.drafts import Draft, HalfDone
from govmedia_desktop.domain.evidence import Evidence
from govmedia_desktop.domain.inspections import Absence, Answer, Source
from govmedia_desktop.store import brought, drafts
from govmedia_desktop.store.intakes import Intake, enter
from tests.unit.store_stories import AT, offices

FORM, ACCOUNT = "01900000-0000-7000-8000-0000000f0001", "01900000-0000-7000-8000-0000000a0001"
EARLY, LATE = "2026-11-21T09:00:00+08:00", "2026-11-21T11:00:00+08:00"
YES = Answer("yes", Source.TYPED, "张三", EARLY)
ABSENT = Answer("", Source.TYPED, "张三", EARLY, "没有留言", Absence.NOT_APPLICABLE)


def draft(number, day="2026-11-21", changed=EARLY):
    id_ = f"01900000-0000-7000-8000-0000000d000{number}"
    return Draft(id_, ACCOUNT, FORM, "季度检查", day, "张三", EARLY, changed)


ONE, OTHER = draft(1), draft(2)


def picture(digit, name="截图.png"):
    return Evidence(digit * 64, 7, name, "image/png", EARLY, "")


@pytest.fixture
def db(tmp_path):
    with offices(tmp_path, 1) as (office,):
        for number in range(2):
            enter(office.db, Intake(f"intake-{number}", "p", "0" * 64, "f", "r", "o", AT, "s"))
        drafts.begin(office.db, ONE)
        drafts.begin(office.db, OTHER)
        yield office.db


def order(db):
    return [d.id for d in drafts.drafts(db)]


def test_drafts_stand_last_changed_first(db):
    assert order(db) == [OTHER.id, ONE.id]
    drafts.put_answer(db, ONE.id, "/data/a", YES, LATE)
    assert order(db) == [ONE.id, OTHER.id]
    assert drafts.drafts(db)[0].changed_at == LATE


def test_an_answer_stands_in_place_of_what_stood_there_and_in_its_own_draft(db):
    drafts.put_answer(db, ONE.id, "/data/a", YES, LATE)
    drafts.put_answer(db, OTHER.id, "/data/a", ABSENT, LATE)
    drafts.put_answer(db, ONE.id, "/data/b", YES, LATE)
    drafts.put_answer(db, ONE.id, "/data/a", ABSENT, LATE)
    assert drafts.answers(db, ONE.id) == {"/data/a": ABSENT, "/data/b": YES}
    assert drafts.answers(db, OTHER.id) == {"/data/a": ABSENT}


def test_keeping_makes_these_the_answers_whatever_stood_there(db):
    for path in ("/data/a", "/data/b"):
        drafts.put_answer(db, ONE.id, path, YES, EARLY)
        drafts.put_answer(db, OTHER.id, path, YES, EARLY)
    now = {"/data/b": ABSENT, "/data/c": YES}
    drafts.keep(db, ONE.id, now, LATE)
    assert drafts.answers(db, ONE.id) == now
    assert drafts.answers(db, OTHER.id) == {"/data/a": YES, "/data/b": YES}
    assert order(db) == [ONE.id, OTHER.id]
    drafts.keep(db, OTHER.id, {}, LATE)
    assert drafts.answers(db, OTHER.id) == {}


def test_taking_the_last_answer_away_is_a_change_of_the_draft_too(db):
    drafts.put_answer(db, ONE.id, "/data/a", YES, EARLY)
    drafts.keep(db, ONE.id, {}, LATE)
    assert drafts.drafts(db)[0].changed_at == LATE


def test_the_question_with_the_keyboard_is_remembered_without_a_change(db):
    drafts.remember(db, ONE.id, "/data/b")
    found = {d.id: (d.last_question, d.changed_at) for d in drafts.drafts(db)}
    assert found == {ONE.id: ("/data/b", EARLY), OTHER.id: ("", EARLY)}


def test_evidence_keeps_its_order_and_replaces_what_stood_at_its_item(db):
    drafts.put_evidence(db, ONE.id, "/data/b", [picture("2"), picture("1")], EARLY)
    drafts.put_evidence(db, ONE.id, "/data/a", [picture("3")], EARLY)
    drafts.put_evidence(db, OTHER.id, "/data/b", [picture("4")], EARLY)
    drafts.put_evidence(db, ONE.id, "/data/b", [picture("1", "改名.png"), picture("2")], LATE)
    assert drafts.evidence(db, ONE.id) == {
        "/data/a": (picture("3"),),
        "/data/b": (picture("1", "改名.png"), picture("2")),
    }
    assert drafts.evidence(db, OTHER.id) == {"/data/b": (picture("4"),)}
    assert order(db) == [ONE.id, OTHER.id]


def test_a_new_reference_day_moves_only_the_drafts_of_the_old_one(db):
    third = draft(3, day="2026-11-15")
    drafts.begin(db, third)
    drafts.move(db, "2026-11-21", "2026-11-30")
    days = {d.id: d.reference_date for d in drafts.drafts(db)}
    assert days == {ONE.id: "2026-11-30", OTHER.id: "2026-11-30", third.id: "2026-11-15"}


def test_what_is_discarded_goes_with_its_answers_and_pictures_and_alone(db):
    for each in (ONE, OTHER):
        drafts.put_answer(db, each.id, "/data/a", YES, EARLY)
        drafts.put_evidence(db, each.id, "/data/a", [picture("1")], EARLY)
    drafts.discard(db, ONE.id)
    assert order(db) == [OTHER.id]
    assert (drafts.answers(db, ONE.id), drafts.evidence(db, ONE.id)) == ({}, {})
    assert drafts.answers(db, OTHER.id) == {"/data/a": YES}
    assert drafts.evidence(db, OTHER.id) == {"/data/a": (picture("1"),)}


def test_a_draft_that_came_whole_replaces_all_that_was_known_of_it(db):
    drafts.put_answer(db, ONE.id, "/data/old", YES, EARLY)
    drafts.put_evidence(db, ONE.id, "/data/old", [picture("1")], EARLY)
    whole = HalfDone(
        replace(ONE, staff="李四", changed_at=LATE),
        {"/data/a": ABSENT},
        {"/data/a": (picture("2"), picture("3"))},
    )
    drafts.store_whole(db, whole)
    assert drafts.drafts(db)[0] == whole.draft
    assert drafts.answers(db, ONE.id) == whole.answers
    assert drafts.evidence(db, ONE.id) == whole.evidence
    assert order(db) == [ONE.id, OTHER.id]


CHANGES = {
    "answer": lambda db: drafts.put_answer(db, ONE.id, "/data/a", YES, LATE),
    "keep": lambda db: drafts.keep(db, ONE.id, {"/data/a": YES}, LATE),
    "evidence": lambda db: drafts.put_evidence(db, ONE.id, "/data/a", [picture("1")], LATE),
    "move": lambda db: drafts.move(db, "2026-11-21", "2026-11-30"),
    "discard": lambda db: drafts.discard(db, ONE.id),
}


@pytest.mark.parametrize("change", CHANGES)
def test_who_changes_a_draft_that_a_file_brought_makes_it_this_folders(db, change):
    thing = f"{drafts.THING}{ONE.id}"
    brought.note(db, "intake-0", thing, None)
    CHANGES[change](db)
    assert not brought.is_brought(db, thing)
    assert brought.take_back(db, "intake-0", drafts.THING) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda db: drafts.move(db, "2026-11-21", "2026-11-21"),
        lambda db: drafts.move(db, "2026-01-01", "2026-11-21"),
        lambda db: drafts.remember(db, ONE.id, "/data/a"),
        lambda db: drafts.put_answer(db, OTHER.id, "/data/a", YES, LATE),
    ],
)
def test_what_changes_nothing_of_a_draft_leaves_it_the_files(db, change):
    thing = f"{drafts.THING}{ONE.id}"
    brought.note(db, "intake-0", thing, "以前")
    change(db)
    assert brought.is_brought(db, thing)


# what files put in the place of something, and take back


def test_what_stood_before_returns_when_the_only_file_is_taken_back(db):
    brought.note(db, "intake-0", "draft/x", "以前")
    brought.note(db, "intake-0", "draft/x", "同一份文件里的")
    assert brought.take_back(db, "intake-1", "draft/") == []
    assert brought.take_back(db, "intake-0", "draft/") == [brought.Before("draft/x", "以前")]
    assert not brought.is_brought(db, "draft/x")


def test_under_a_later_file_what_stood_before_both_returns_with_the_last_of_them(db):
    brought.note(db, "intake-0", "draft/x", "以前")
    brought.note(db, "intake-1", "draft/x", "第一份文件的")
    assert brought.take_back(db, "intake-0", "draft/") == []
    assert brought.is_brought(db, "draft/x")
    assert brought.take_back(db, "intake-1", "draft/") == [brought.Before("draft/x", "以前")]


def test_the_later_file_taken_back_first_gives_back_what_the_earlier_brought(db):
    brought.note(db, "intake-0", "draft/x", None)
    brought.note(db, "intake-1", "draft/x", "第一份文件的")
    (later,) = brought.take_back(db, "intake-1", "draft/")
    assert later == brought.Before("draft/x", "第一份文件的")
    assert brought.take_back(db, "intake-0", "draft/") == [brought.Before("draft/x", None)]


def test_only_what_the_prefix_names_is_taken_back_and_of_other_things_nothing(db):
    for thing in ("draft/x", "draft/y", "contact/x"):
        brought.note(db, "intake-0", thing, thing)
    brought.forget(db, "draft/y")
    assert brought.take_back(db, "intake-0", "draft/") == [brought.Before("draft/x", "draft/x")]
    assert brought.is_brought(db, "contact/x")
