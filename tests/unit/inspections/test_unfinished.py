"""Drafts: notes and absences on the disk, the last question, what was open, drafts alike."""

import json

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.cli.main import govmedia
from govmedia_desktop.domain.inspections import Absence, Answer, Nature, Source
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.store import drafts, migrations
from govmedia_desktop.store.folder import open_store
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.inspections.filling import answer_judgement_group, leave
from govmedia_desktop.usecases.inspections.inspections import (
    Absent,
    Occasion,
    answer_all,
    begin,
    result_of,
    resume,
)
from govmedia_desktop.usecases.inspections.recorded import asides
from govmedia_desktop.usecases.inspections.unfinished import in_hand, named, take_in_hand, twins
from govmedia_desktop.usecases.upkeep.folders import set_up
from tests.data.offices import TOWN_VOICE, office
from tests.unit.desks import COUNTY, NONE, add, desk_of

LOOKED = {"looked_at": "12", "looked_from": "2024-04-01", "looked_to": "2024-05-06"}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据", [TOWN_VOICE]) as opened:
        yield opened


def opened(desk, form="national-2019", nature=Nature.QUARTERLY):
    return begin(desk, Occasion("示例镇之声", form, nature))


def at(inspection, name):
    return resolve(inspection.compiled, name)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    answer=st.builds(
        Answer,
        TEXTS,
        st.sampled_from(Source),
        st.none() | TEXTS,
        st.none() | TEXTS,
        TEXTS,
        st.none() | st.sampled_from(Absence),
    )
)
def test_an_answer_comes_back_from_its_draft_as_it_was(desk, answer):
    draft = opened(desk).draft.id
    drafts.put_answer(desk.db, draft, "/x", answer, "t")
    assert drafts.answers(desk.db, draft)["/x"] == answer


def test_a_draft_from_before_there_were_notes_still_opens(tmp_path, monkeypatch):
    first = {"first": migrations.MIGRATIONS["first"]}
    later = dict(migrations.MIGRATIONS)
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", first)
        set_up(tmp_path / "县", COUNTY, "张三")  # none that another test made without the patch
        with open_desk(tmp_path / "县", "张三") as old:
            row = ("d", "a", "f", "自查", "2026-11-21", "张三", "t", "t")
            old.db.conn.execute("INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            answer = ("d", "/q", "yes", "typed", "张三", "t")
            old.db.conn.execute("INSERT INTO draft_answer VALUES (?, ?, ?, ?, ?, ?)", answer)
    assert "notes" in later
    with open_store(tmp_path / "县") as store:
        (draft,) = drafts.drafts(store.db)
        assert (draft.last_question, draft.nature) == ("", "自查")
        assert drafts.answers(store.db, "d") == {"/q": Answer("yes", Source.TYPED, "张三", "t")}


def test_a_note_and_an_absence_are_on_the_disk_at_once(desk):
    inspection = opened(desk)
    assert inspection.note(at(inspection, "interaction"), "有截图") is None
    assert inspection.mark_absent(at(inspection, "leak"), Absence.NOT_APPLICABLE, "无内容") is None
    again = resume(desk, inspection.draft.id).run.answers()
    assert again[at(inspection, "interaction")].note == "有截图"
    assert again[at(inspection, "leak")].absence == "不适用（无内容）"


def test_the_group_leaves_what_is_not_applicable_alone(desk):
    inspection = opened(desk)
    answer_all(inspection, LOOKED)
    inspection.mark_absent(at(inspection, "leak"), Absence.NOT_APPLICABLE, "无内容")
    assert answer_judgement_group(inspection) is None
    assert inspection.run.answers()[at(inspection, "leak")].absent
    assert inspection.run.answers()[at(inspection, "serious_error")].value == "none"


def test_an_absence_goes_into_the_record_with_its_reason(desk):
    inspection = opened(desk)
    reason = Absent(Absence.NOT_APPLICABLE, "没有留言功能")
    answer_all(inspection, {**NONE, **LOOKED, "last_update": "2024-05-01", "interaction": reason})
    answer = result_of(desk, inspection.finish()).answers[at(inspection, "interaction")]
    assert (answer.absence, answer.source) == ("不适用（没有留言功能）", Source.FILE)


def test_an_absence_refused_is_named_with_its_question(desk):
    reason = Absent(Absence.NOT_FOUND, "没看")
    with pytest.raises(RefusedError, match=r"“leak”填“查不到”不能接受.*未检查"):
        answer_all(opened(desk), {"leak": reason})


def test_a_draft_remembers_the_last_question(desk):
    inspection = opened(desk)
    inspection.stand_at(at(inspection, "interaction"))
    inspection.answer(at(inspection, "looked_at"), "3")
    kept = resume(desk, inspection.draft.id)
    assert kept.draft.last_question == at(inspection, "interaction")
    kept.stand_at(at(inspection, "leak"))
    leave(kept)
    assert resume(desk, inspection.draft.id).draft.last_question == at(inspection, "leak")


def test_what_was_open_when_the_program_ended_is_told_with_account_form_and_time(desk):
    assert in_hand(desk) is None
    inspection = opened(desk)
    take_in_hand(desk, inspection.draft.id)
    inspection.answer(at(inspection, "interaction"), "yes")
    told = named(desk, in_hand(desk))
    assert told.startswith("“示例镇之声” · ")
    assert inspection.compiled.title in told
    assert "季度检查 · 监测时间点 2024-05-06 · 上次做到 2024-05-06 12:00" in told
    assert in_hand(desk).id == inspection.draft.id


def test_what_was_left_or_finished_is_not_offered(desk):
    inspection = opened(desk)
    take_in_hand(desk, inspection.draft.id)
    inspection.answer(at(inspection, "interaction"), "yes")
    leave(inspection)
    assert in_hand(desk) is None
    take_in_hand(desk, inspection.draft.id)
    answer_all(inspection, {**NONE, **LOOKED, "last_update": "2024-05-01"})
    inspection.finish()
    assert in_hand(desk) is None


def test_drafts_of_one_account_and_form_are_found_and_others_not(desk):
    one, other = opened(desk), opened(desk, nature=Nature.RECHECK)
    basic = opened(desk, "basic")
    assert [d.id for d in twins(desk, one.draft)] == [other.draft.id]
    assert twins(desk, basic.draft) == []


@pytest.fixture
def answers_of(tmp_path):
    def written(answers):
        path = tmp_path / "答案.json"
        path.write_text(json.dumps(answers), encoding="utf-8")
        return str(path)

    return written


def test_the_command_line_takes_absences(tmp_path, answers_of):
    with desk_of(tmp_path / "县") as desk:
        add(desk, last_update="2026-11-20")
    where = ["--data", str(tmp_path / "县"), "--staff", "李四", "inspect", "示例发布"]
    where += ["--form", "national-2019", "--as-of", "2026-11-21", "--json", "--answers"]
    absent = {"absent": "not_applicable", "reason": "没有留言功能"}
    done = CliRunner().invoke(govmedia, [*where, answers_of({**NONE, "interaction": absent})])
    assert (done.exit_code, json.loads(done.stdout)["verdict"]) == (0, "合格")
    for wrong in ({"absent": "perhaps", "reason": "x"}, {"absent": "not_found"}, ["yes"], None):
        refused = CliRunner().invoke(govmedia, [*where, answers_of({"interaction": wrong})])
        assert refused.exit_code
        assert "问题名: 值" in str(refused.exception)


def finished(desk, **answers):
    inspection = opened(desk)
    answer_all(inspection, {**NONE, **LOOKED, "last_update": "2024-05-01", **answers})
    inspection.note(at(inspection, "looked_at"), "都在首页")
    return inspection.finish()


def test_a_record_tells_what_has_no_value_what_was_noted_and_how_its_answers_came(desk):
    record = finished(desk, interaction=Absent(Absence.NOT_APPLICABLE, "没有留言功能"))
    told = asides(desk, record)
    assert any(line.endswith("：不适用（没有留言功能）") for line in told)
    assert any(line.endswith("：备注“都在首页”") for line in told)
    assert told[-1].startswith("作答：")
    assert "文件带入" in told[-1]


def test_without_its_form_a_record_is_told_by_the_names_of_its_questions(desk):
    record = finished(desk, interaction="yes")
    desk.db.conn.execute("DELETE FROM form_workbook")
    assert "looked_at：备注“都在首页”" in asides(desk, record)
