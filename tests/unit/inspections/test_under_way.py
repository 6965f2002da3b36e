"""An inspection under way: what is on the disk after each step, and what it refuses."""

from datetime import date

import pytest

from govmedia_desktop.domain.inspections import Nature, Source
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import find_form, open_form, publish
from govmedia_desktop.usecases.forms.management import retire
from govmedia_desktop.usecases.inspections.form_trials import INVENTED, try_out
from govmedia_desktop.usecases.inspections.inspections import (
    Occasion,
    answer_all,
    begin,
    discard,
    result_of,
    resume,
)
from govmedia_desktop.usecases.inspections.life_checks import begin_offered, offered_check
from govmedia_desktop.usecases.periods.periods import period_list
from govmedia_desktop.usecases.register.accounts import change_account, find_account, list_accounts
from tests.unit.desks import NONE, add, desk_of
from tests.unit.exchanges import Q4
from tests.unit.forms.workbooks import row, workbook
from tests.unit.periods.test_figures import on

FORM = "national-2019"
WHOLE = {**NONE, "interaction": "yes", "last_update": "2026-11-20"}
ROWS = [
    {"type": "begin repeat", "name": "posts", "label": "文章"},
    row("text", "title"),
    {"type": "end repeat", "name": "", "label": ""},
    row("text", "extra"),
]


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        add(opened)
        yield opened


def begun(desk, form=FORM, **how):
    return begin(desk, Occasion("示例发布", form, **how))


def on_disk(inspection):
    found = drafts.answers(inspection.desk.db, inspection.draft.id)
    return {path.rpartition("/")[2]: answer.value for path, answer in found.items()}


class TestRows:
    """A row of a repeat taken out and put back."""

    @pytest.fixture
    def inspection(self, desk):
        publish(desk, workbook(ROWS, form_id="rows"), "rows.xlsx")
        return begun(desk, "rows")

    @pytest.fixture
    def rows(self, inspection):
        paths = [inspection.add_row("/data/posts") for _ in range(3)]
        for path, title in zip(paths, ("第一篇", "第二篇", "第三篇"), strict=True):
            assert inspection.answer(f"{path}/title", title) is None
        return paths

    def titles(self, inspection):
        asked = [i for i in inspection.run.items() if i.name == "title"]
        return [item.value for item in asked if item.value]

    def test_it_is_gone_from_the_disk_and_comes_back_to_its_place(self, desk, inspection, rows):
        put_back = inspection.remove_row(rows[1])
        assert self.titles(inspection) == ["第一篇", "第三篇"]
        assert self.titles(resume(desk, inspection.draft.id)) == ["第一篇", "第三篇"]
        put_back()
        assert self.titles(inspection) == ["第一篇", "第二篇", "第三篇"]
        assert self.titles(resume(desk, inspection.draft.id)) == ["第一篇", "第二篇", "第三篇"]

    def test_what_was_taken_out_is_in_no_record(self, desk, inspection, rows):
        inspection.remove_row(rows[0])
        answers = result_of(desk, inspection.finish()).answers
        told = [a.value for p, a in answers.items() if p.endswith("/title") and a.value]
        assert sorted(told) == ["第三篇", "第二篇"]


def test_an_answer_taken_back_is_gone_from_the_disk_too(desk):
    inspection = begun(desk)
    answer_all(inspection, {"interaction": "yes", "leak": "none"})
    inspection.clear(resolve(inspection.compiled, "interaction"))
    assert "interaction" not in {
        k for k, v in on_disk(resume(desk, inspection.draft.id)).items() if v
    }
    assert on_disk(inspection)["leak"] == "none"


def test_answers_before_the_one_that_is_refused_are_kept(desk):
    inspection = begun(desk)
    with pytest.raises(RefusedError, match="“interaction”填“也许”不能接受"):
        answer_all(inspection, {"leak": "none", "interaction": "也许"})
    with pytest.raises(RefusedError, match="没有名为“没有这题”的问题；草稿已保存"):
        answer_all(inspection, {"serious_error": "none", "没有这题": "1"})
    kept = on_disk(inspection)
    assert (kept["leak"], kept["serious_error"]) == ("none", "none")
    assert "interaction" not in kept


def test_what_is_given_by_a_file_is_kept_as_such(desk):
    inspection = begun(desk)
    answer_all(inspection, {"interaction": "yes"})
    (answer,) = drafts.answers(desk.db, inspection.draft.id).values()
    assert (answer.source, answer.confirmed_by) == (Source.FILE, "张三")


def test_the_same_occasion_is_gone_on_with_another_is_a_new_one(desk):
    first = begun(desk)
    answer_all(first, {"leak": "none"})
    assert begun(desk).draft.id == first.draft.id
    others = {
        begun(desk, nature=Nature.SAMPLE).draft.id,
        begun(desk, reference_date=date(2026, 11, 20)).draft.id,
        begun(desk, "basic").draft.id,
    }
    assert len(others | {first.draft.id}) == 4


def test_a_draft_goes_on_though_its_form_was_withdrawn_a_new_one_does_not_begin(desk):
    first = begun(desk)
    answer_all(first, {"leak": "none"})
    retire(desk, FORM)
    assert begun(desk).draft.id == first.draft.id
    with pytest.raises(RefusedError, match="停用"):
        begun(desk, nature=Nature.SAMPLE)


def test_what_was_finished_elsewhere_is_not_written_a_second_time(desk):
    inspection = begun(desk)
    answer_all(inspection, WHOLE)
    other = resume(desk, inspection.draft.id)
    record = inspection.finish()
    before = result_of(desk, record)
    with pytest.raises(RefusedError, match="已经在别处完成，没有重复写入"):
        other.finish()
    assert result_of(desk, record) == before
    with pytest.raises(RefusedError, match="这份草稿已经完成或删除了"):
        resume(desk, record)


def test_a_thrown_away_draft_and_an_unknown_inspection_are_told_as_such(desk):
    inspection = begun(desk)
    answer_all(inspection, {"leak": "none"})
    discard(desk, inspection.draft.id)
    with pytest.raises(RefusedError, match="这份草稿已经完成或删除了"):
        resume(desk, inspection.draft.id)
    with pytest.raises(RefusedError, match="没有这次检查的记录"):
        result_of(desk, inspection.draft.id)


def test_an_inspection_told_of_an_account_that_was_renamed_keeps_the_name_of_then(desk):
    inspection = begun(desk)
    answer_all(inspection, WHOLE)
    record = inspection.finish()
    change_account(desk, find_account(desk, "示例发布").account.id, {"name": "示例新名"})
    (told,) = desk.db.query("SELECT result ->> '$.account.name' AS name FROM inspection")
    assert told["name"] == "示例发布"
    assert result_of(desk, record).conclusion is Conclusion.PASSED
    assert period_list(desk, Q4).rows[0].conclusion is Conclusion.PASSED


class TestTrials:
    """试填 reaches no disk."""

    def test_it_is_answered_like_a_check_and_leaves_nothing(self, desk):
        before = drafts.drafts(desk.db), list_accounts(desk)
        trial = try_out(desk, open_form(desk, find_form(desk, FORM)))
        assert trial.account.account.name == INVENTED
        answer_all(trial, {**NONE, "interaction": "no"})
        assert trial.run.verdict().conclusion is not Conclusion.PASSED
        assert trial.run.unsaved() == {}
        with pytest.raises(RefusedError, match="这是试填，不保存"):
            trial.finish()
        assert (drafts.drafts(desk.db), list_accounts(desk)) == before

    def test_a_date_within_the_limit_is_what_it_begins_with(self, desk):
        trial = try_out(desk, open_form(desk, find_form(desk, FORM)))
        (item,) = [i for i in trial.run.items() if i.name == "last_update"]
        assert item.value == "2026-11-18"


class TestLifeChecks:
    """关停核查 and 开设核查: offered by what the register says."""

    def listed(self, desk, status):
        record = find_account(desk, "示例发布").account.id
        change_account(desk, record, {"status": status})
        return find_account(desk, record)

    @pytest.mark.parametrize(
        ("status", "form"), [("拟关停", "closing"), ("已关停", "closing"), ("未备案", "opening")]
    )
    def test_the_status_tells_which_one(self, desk, status, form):
        offered = offered_check(desk, self.listed(desk, status))
        assert offered is not None
        inspection = begin_offered(desk, self.listed(desk, status))
        assert (inspection.form.form_id, offered.draft) == (form, None)
        assert Nature(inspection.draft.nature) is offered.nature

    def test_one_under_way_is_gone_on_with_on_a_later_day(self, desk):
        listed = self.listed(desk, "拟关停")
        first = begin_offered(desk, listed)
        on(desk, "2026-11-28")
        assert offered_check(desk, listed).draft == first.draft.id
        assert begin_offered(desk, listed).draft.id == first.draft.id

    def test_where_nothing_suits_it_is_refused_with_the_status(self, desk):
        listed = self.listed(desk, "正常运行")
        assert offered_check(desk, listed) is None
        with pytest.raises(RefusedError, match="“示例发布”的状态是正常运行，没有合用的核查表"):
            begin_offered(desk, listed)

    def test_a_withdrawn_form_is_not_offered(self, desk):
        listed = self.listed(desk, "拟关停")
        retire(desk, "closing")
        assert offered_check(desk, listed) is None
