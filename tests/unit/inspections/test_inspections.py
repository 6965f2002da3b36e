from datetime import date

import pytest

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.periods import parse_quarter
from govmedia_desktop.domain.verdicts import Conclusion, Severity
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.store.inspections import finished
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections.inspections import (
    Occasion,
    answer_all,
    begin,
    discard,
    result_of,
    resume,
)
from govmedia_desktop.usecases.offices.parameters import (
    NewParameter,
    parameters_by_owner,
    set_parameter,
)
from govmedia_desktop.usecases.oversight.today import Freshness, today
from govmedia_desktop.usecases.periods import periods
from govmedia_desktop.usecases.periods.reports import overview, overview_paragraph
from govmedia_desktop.usecases.periods.trends import Question, left_out, own_trend
from govmedia_desktop.usecases.register import accounts
from govmedia_desktop.usecases.upkeep.maintenance import rebuild, verify
from tests.unit.desks import NONE, TOWN, add, desk_of, inspect
from tests.unit.forms.workbooks import row, workbook

DAY = date(2026, 11, 21)
Q4 = parse_quarter("2026Q4")


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def path_of(inspection, name):
    return resolve(inspection.compiled, name)


def test_an_answer_is_on_the_disk_when_it_is_taken(desk):
    record = add(desk)
    inspection = begin(desk, Occasion(record, "national-2019"))
    assert inspection.answer(path_of(inspection, "interaction"), "no") is None
    again = begin(desk, Occasion(record, "national-2019"))
    assert again.draft.id == inspection.draft.id
    assert again.run.answers()[path_of(again, "interaction")].value == "no"


def test_an_answer_that_cannot_stand_changes_nothing(desk):
    record = add(desk, last_update="2026-11-06")
    inspection = begin(desk, Occasion(record, "national-2019", reference_date=DAY))
    path = path_of(inspection, "last_update")
    refusal = inspection.answer(path, "2026-11-22")
    assert refusal
    assert inspection.run.answers()[path].value == "2026-11-06"
    assert inspection.answer(path_of(inspection, "interaction"), "maybe")


def test_finishing_with_open_items_names_them_and_keeps_the_draft(desk):
    inspection = begin(desk, Occasion(add(desk), "national-2019"))
    with pytest.raises(RefusedError, match="leak"):
        inspection.finish()
    assert resume(desk, inspection.draft.id).draft == inspection.draft


def test_a_discarded_draft_is_gone(desk):
    inspection = begin(desk, Occasion(add(desk), "national-2019"))
    discard(desk, inspection.draft.id)
    with pytest.raises(RefusedError, match="草稿"):
        resume(desk, inspection.draft.id)


def test_a_finished_inspection_carries_its_facts_and_its_account_as_it_was(desk):
    record = add(desk, owner="示例镇", last_update="2026-11-20")
    assert inspect(desk, record) is Conclusion.PASSED
    (row,) = desk.db.query("SELECT id, result FROM inspection")
    result = result_of(desk, row["id"])
    assert result.conclusion is Conclusion.PASSED
    assert '"owner_name":"示例镇"' in row["result"]
    accounts.change_account(desk, record, {"name": "新名"})
    assert '"name":"示例发布"' in row["result"]


def test_what_somebody_looked_up_in_a_check_goes_back_into_the_register(desk):
    record = add(desk, last_update="2026-10-01")
    inspect(desk, record, last_update="2026-11-18")
    account = accounts.find_account(desk, record).account
    assert (account.last_update, account.last_update_verified) == ("2026-11-18", "2026-11-21")


def inspect_on(desk, record, day, last_update):
    inspection = begin(desk, Occasion(record, "national-2019", reference_date=day))
    given = {**NONE, "interaction": "yes", "last_update": last_update}
    for name, value in given.items():
        assert inspection.answer(path_of(inspection, name), value) is None
    inspection.finish()


def test_a_check_of_an_earlier_day_tells_what_was_known_on_that_day_only(desk):
    record = add(desk)
    inspect_on(desk, record, date(2026, 9, 30), "2026-09-20")
    account = accounts.find_account(desk, record).account
    assert (account.last_update, account.last_update_verified) == ("2026-09-20", "2026-09-30")
    assert today(desk).updates[0].freshness is Freshness.UNKNOWN


def test_a_later_look_up_outranks_a_check_of_an_earlier_day(desk):
    record = add(desk)
    accounts.confirm_last_updates(desk, {record: date(2026, 9, 20)}, DAY)
    inspect_on(desk, record, date(2026, 9, 30), "2026-09-25")
    account = accounts.find_account(desk, record).account
    assert (account.last_update, account.last_update_verified) == ("2026-09-20", "2026-11-21")


def test_a_prefilled_date_nobody_confirmed_stays_unconfirmed_in_the_register(desk):
    record = add(desk, last_update="2026-11-18")
    inspect(desk, record)
    assert accounts.find_account(desk, record).account.last_update_verified is None


def test_a_date_looked_up_on_the_reference_date_needs_no_second_look(desk):
    record = add(desk)
    accounts.confirm_last_updates(desk, {record: date(2026, 10, 1)}, DAY)
    assert inspect(desk, record) is Conclusion.FAILED
    (point,) = own_trend(desk, Question())
    assert (point.checked, point.unqualified, point.left_out) == (1, 1, 0)


def test_a_date_nobody_looked_at_fails_but_judges_nobody(desk):
    record = add(desk, last_update="2026-10-01")
    assert inspect(desk, record) is Conclusion.FAILED
    (point,) = own_trend(desk, Question())
    assert (point.checked, point.unqualified, point.left_out) == (0, 0, 1)
    assert [a.account.id for a in left_out(desk, Q4)] == [record]
    assert "待核实" in overview_paragraph(desk, Q4)


def test_a_service_account_is_not_failed_for_not_posting(desk):
    record = add(desk, kind="服务类", last_update="2020-01-01")
    assert inspect(desk, record) is Conclusion.PASSED


def test_only_apps_and_mini_programs_are_asked_whether_they_work(desk):
    wechat = begin(desk, Occasion(add(desk), "national-2019"))
    program = begin(desk, Occasion(add(desk, "便民", platform="mini_program"), "national-2019"))
    items = [{i.code for i in run.run.open_items()} for run in (wechat, program)]
    assert "app_unusable" not in items[0]
    assert "app_unusable" in items[1]


def test_a_veto_shows_while_the_inspection_is_still_open(desk):
    inspection = begin(desk, Occasion(add(desk), "national-2019"))
    inspection.answer(path_of(inspection, "interaction"), "no")
    verdict = inspection.run.verdict()
    assert verdict.conclusion is Conclusion.OPEN
    assert [f.severity for f in verdict.vetoes] == [Severity.VETO]


def test_a_township_checks_itself_and_that_enters_no_rate(tmp_path):
    with desk_of(tmp_path / "镇", TOWN) as desk:
        record = add(desk, owner=TOWN.name, last_update="2026-11-20")
        assert periods.usual_nature(desk) is Nature.SELF
        inspect(desk, record, Nature.SELF)
        assert own_trend(desk, Question()) == []
        found = periods.period_list(desk, Q4)
        assert (found.done, len(found.rows)) == (1, 1)


def test_the_periods_list_tells_what_is_done_begun_and_open(desk):
    done, begun, untouched, closed, paused = (
        add(desk, name, last_update="2026-11-20") for name in "甲乙丙丁戊"
    )
    inspect(desk, done)
    begin(desk, Occasion(begun, "national-2019"))
    accounts.change_account(desk, closed, {"status": "已关停"})
    given = {"reason": "改名", "approved_by": "县政府办", "valid_from": "2026-11-01"}
    accounts.suspend(desk, paused, given)
    found = periods.period_list(desk, Q4)
    states = {row.listed.account.id: row.conclusion for row in found.rows}
    assert states == {done: Conclusion.PASSED, begun: Conclusion.OPEN, untouched: None}
    assert [a.account.id for a in found.suspended] == [paused]


def test_a_period_has_one_reference_date_within_it(desk):
    assert periods.reference_date(desk, Q4) == DAY
    periods.set_reference_date(desk, Q4, date(2026, 12, 20))
    assert periods.reference_date(desk, Q4) == date(2026, 12, 20)
    with pytest.raises(RefusedError, match="不在"):
        periods.set_reference_date(desk, Q4, date(2027, 1, 1))
    assert periods.reference_date(desk, parse_quarter("2026Q3")) == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("value", "basis", "word"),
    [
        ("30", "规定", "宽"),
        ("0", "规定", "要填1到3650的整数"),
        ("十", "规定", "不是数"),
        ("7", " ", "依据"),
    ],
)
def test_a_parameter_that_cannot_hold_is_refused(desk, value, basis, word):
    with pytest.raises(RefusedError, match=word):
        set_parameter(desk, NewParameter("max_idle_days", value, basis))


def test_the_same_parameter_set_again_is_changed_not_doubled(desk):
    set_parameter(desk, NewParameter("max_idle_days", "10", "规定"))
    set_parameter(desk, NewParameter("max_idle_days", "7", "新规定"))
    (parameter,) = parameters_by_owner(desk, DAY)(None)
    assert (parameter.value, parameter.basis) == (7, "新规定")


def test_the_workbench_sorts_by_urgency_and_judges_no_unseen_date(desk):
    add(desk, "从未")
    stale = add(desk, "久未", last_update="2026-10-01")
    soon = add(desk, "快到", last_update="2026-11-09")
    fresh = add(desk, "刚更新", last_update="2026-11-20")
    seen = add(desk, "看过")
    accounts.confirm_last_updates(desk, {seen: date(2026, 10, 1)}, DAY)
    board = today(desk)
    states = {u.listed.account.id: u.freshness for u in board.updates}
    assert states[stale] is Freshness.UNKNOWN
    assert states[seen] is Freshness.OVERDUE
    assert states[soon] is Freshness.SOON
    assert states[fresh] is Freshness.CURRENT
    assert board.count(Freshness.UNKNOWN) == 2
    assert board.unsent > 0


def test_verify_finds_an_altered_verdict_and_rebuild_stays_equal(desk):
    inspect(desk, add(desk, last_update="2026-11-20"))
    assert verify(desk, recompute=True) == []
    assert rebuild(desk).differing == ()
    desk.db.conn.execute("UPDATE inspection SET result = replace(result, '合格', '不合格')")
    assert {f.check for f in verify(desk, recompute=True)} == {"recompute"}
    assert rebuild(desk).differing == ("inspection",)


def test_a_finding_that_hangs_on_chance_is_found_again_when_the_record_is_evaluated(desk):
    drawn = row("calculate", "抽到", calculation="if(random() < 0.5, '是', '否')")
    item = row("text", "备注", gm_fails="${抽到} = '是'", gm_severity="veto", gm_problem="问题")
    publish(desk, workbook([drawn, item]), "抽查.xlsx")
    for n in range(12):
        inspection = begin(desk, Occasion(add(desk, f"示例{n}"), "f"))
        answer_all(inspection, {"备注": "看过"})
        assert resume(desk, inspection.draft.id).run.findings() == inspection.run.findings()
        inspection.finish()
    assert verify(desk, recompute=True) == []
    conclusions = {result_of(desk, i.id).conclusion for i in finished(desk.db)}
    assert conclusions == {Conclusion.PASSED, Conclusion.FAILED}


def test_the_overview_leaves_out_what_nobody_knows(desk):
    add(desk)
    told = overview(desk, Q4)
    assert (told.total, told.checked, told.opened, told.rechecked) == (1, None, None, None)
    assert "合格率" not in overview_paragraph(desk, Q4)


def test_last_quarters_failed_accounts_are_followed_into_their_recheck(desk):
    record = add(desk)
    occasion = Occasion(record, "national-2019", Nature.QUARTERLY, date(2026, 9, 20))
    inspection = begin(desk, occasion)
    for name, value in {**NONE, "interaction": "no", "last_update": "2026-09-19"}.items():
        inspection.answer(path_of(inspection, name), value)
    inspection.finish()
    inspect(desk, record, Nature.RECHECK, last_update="2026-11-20")
    told = overview(desk, Q4)
    assert (told.last_problems, told.rechecked, told.put_right) == (1, 1, 1)
    assert own_trend(desk, Question(span=Q4)) == [], "a recheck never rewrites the quarter"
