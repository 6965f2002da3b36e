"""Taking in what phones collected: what becomes of each, once and only once, and what is kept."""

import json
from datetime import date

import pytest

from govmedia_desktop.domain.inspections import Nature, Source
from govmedia_desktop.domain.sheets import read_sheet_code
from govmedia_desktop.domain.submissions import Hold
from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.store import drafts
from govmedia_desktop.store.standing import standing
from govmedia_desktop.usecases.forms.known import find_form, open_form
from govmedia_desktop.usecases.inspections import inspections
from govmedia_desktop.usecases.inspections.check_sheets import check_sheet
from govmedia_desktop.usecases.inspections.filling import set_aside
from govmedia_desktop.usecases.periods import periods
from govmedia_desktop.usecases.phones.collecting import read_collection, take_in_collection
from govmedia_desktop.usecases.register.accounts import find_account
from govmedia_desktop.usecases.register.twins import joining
from govmedia_desktop.usecases.upkeep.maintenance import rebuild, verify
from tests.data.collected import Filled, central_csv, filled, kobo_xlsx, openrosa_xml, xlsx
from tests.data.offices import APP, LAW, TOWN_VOICE, office


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据") as opened:
        yield opened


@pytest.fixture
def take(desk, tmp_path):
    """Takes forms in through a Kobo workbook; returns what became of each."""

    def taken(*forms, nature=None, **how):
        found = read_collection(desk, [kobo_xlsx(tmp_path / "手机.xlsx", *forms, **how)], nature)
        return take_in_collection(desk, found)

    return taken


def outcomes(found):
    return [one.outcome.value for one in found.weighed]


def records(desk):
    return standing(desk.db, "inspection")


def backups(desk):
    return list((desk.store.folder / "backups").glob("*导入手机检查前*.db"))


def test_a_complete_one_becomes_a_finished_inspection(desk, take):
    found = take(filled("示例镇之声"))
    assert outcomes(found) == ["finished"]
    (record,) = records(desk)
    assert record["nature"] == Nature.QUARTERLY.value
    assert (record["reference_date"], record["inspection_date"]) == ("2024-05-03", "2024-05-03")
    assert record["account"] == find_account(desk, "示例镇之声").account.id
    assert inspections.result_of(desk, record["id"]).conclusion is Conclusion.PASSED


def test_the_source_is_kept_in_the_record(desk, take):
    take(filled("示例镇之声"))
    (record,) = records(desk)
    source = json.loads(record["result"])["collected"]
    assert source["instance"] == filled("示例镇之声").uuid
    assert (source["file"], source["place"]) == ("手机.xlsx", "政务新媒体单项否决检查!第2行")
    assert (source["by"], source["at"]) == ("李四", "2024-05-03T16:21:40+08:00")


def test_judgement_answers_of_a_phone_were_looked_at_by_its_person(desk, take):
    take(filled("示例镇之声", serious_error="found"))
    (record,) = records(desk)
    result = inspections.result_of(desk, record["id"])
    form = open_form(desk, find_form(desk, "national-2019"))
    answer = result.answers[resolve(form, "serious_error")]
    assert (answer.value, answer.source) == ("found", Source.FILE)
    assert (answer.confirmed_by, answer.confirmed_at) == ("李四", "2024-05-03T16:21:40+08:00")
    assert result.conclusion is Conclusion.FAILED


def test_a_dry_reading_writes_nothing(desk, tmp_path):
    path = kobo_xlsx(tmp_path / "a.xlsx", filled("示例镇之声"), filled("没有的", 2))
    before = desk.db.conn.execute("SELECT count(*) FROM revision").fetchone()
    found = read_collection(desk, [path])
    assert outcomes(found) == ["finished", "held"]
    assert desk.db.conn.execute("SELECT count(*) FROM revision").fetchone() == before
    assert records(desk) == []
    assert drafts.drafts(desk.db) == []
    assert backups(desk) == []


def test_the_same_file_again_changes_nothing_and_makes_no_backup(desk, take):
    forms = (filled("示例镇之声"), filled("没有的", 2), filled("示例掌上通", 3))
    take(*forms)
    assert len(backups(desk)) == 1
    before = desk.db.conn.execute("SELECT count(*) FROM revision").fetchone()
    assert outcomes(take(*forms)) == ["already", "held", "already"]
    assert desk.db.conn.execute("SELECT count(*) FROM revision").fetchone() == before
    assert len(backups(desk)) == 1


def test_the_same_instance_is_one_whatever_tool_exported_it(desk, tmp_path):
    form = filled("示例镇之声")
    paths = [
        kobo_xlsx(tmp_path / "a.xlsx", form),
        central_csv(tmp_path / "b.csv", form),
        openrosa_xml(tmp_path / "c.xml", form),
    ]
    found = take_in_collection(desk, read_collection(desk, paths))
    assert outcomes(found) == ["finished", "already", "already"]
    assert len(records(desk)) == 1
    for path in paths:
        again = take_in_collection(desk, read_collection(desk, [path]))
        assert outcomes(again) == ["already"]
    assert len(records(desk)) == 1


def test_one_told_otherwise_later_overwrites_nothing_and_is_said(desk, take):
    take(filled("示例镇之声"))
    found = take(filled("示例镇之声", leak="found"))
    assert outcomes(found) == ["already"]
    assert "这次有1处与当时不同，没有覆盖" in found.weighed[0].text
    (record,) = records(desk)
    assert inspections.result_of(desk, record["id"]).conclusion is Conclusion.PASSED


def test_one_with_open_items_becomes_a_draft_that_can_be_finished_here(desk, take):
    found = take(filled("示例镇之声", leak="unchecked"))
    assert outcomes(found) == ["draft"]
    assert found.weighed[0].text == "还有1项未答，存为草稿"
    (draft,) = drafts.drafts(desk.db)
    inspection = inspections.resume(desk, draft.id)
    assert inspection.answer(resolve(inspection.compiled, "leak"), "none") is None
    record = inspection.finish()
    assert record == draft.id
    source = json.loads(records(desk)[0]["result"])["collected"]
    assert source["instance"] == filled("").uuid
    answers = inspections.result_of(desk, record).answers
    by = {path.rpartition("/")[2]: answer.confirmed_by for path, answer in answers.items()}
    assert (by["leak"], by["serious_error"]) == ("张三", "李四")


def test_a_draft_that_a_person_began_is_left_as_it_is(desk, take):
    account = find_account(desk, "示例镇之声").account.id
    day = date.fromisoformat(Filled("").day)
    own = inspections.begin(
        desk, inspections.Occasion(account, "national-2019", reference_date=day)
    )
    own.answer(resolve(own.compiled, "interaction"), "no")
    take(filled("示例镇之声", leak="unchecked"))
    assert len(drafts.drafts(desk.db)) == 2
    answers = inspections.resume(desk, own.draft.id).run.answers()
    assert answers[resolve(own.compiled, "interaction")].value == "no"


def test_a_draft_that_was_thrown_away_can_be_taken_in_again(desk, take):
    take(filled("示例镇之声", leak="unchecked"))
    set_aside(desk, drafts.drafts(desk.db)[0].id)
    assert outcomes(take(filled("示例镇之声", leak="unchecked"))) == ["draft"]
    assert len(drafts.drafts(desk.db)) == 1


def test_an_answer_that_the_form_does_not_take_is_told_by_cell_and_nothing_is_concluded(desk, take):
    found = take(filled("示例镇之声", looked_at="很多篇", last_update="2024-05-04"))
    assert outcomes(found) == ["draft"]
    told = {p.cell: p.text for p in found.problems}
    assert set(told) == {"政务新媒体单项否决检查!G2", "政务新媒体单项否决检查!I2"}
    assert "这里要填整数" in told["政务新媒体单项否决检查!I2"]
    assert records(desk) == []


def test_a_choice_that_is_none_is_told_by_element(desk, tmp_path):
    path = openrosa_xml(tmp_path / "a.xml", filled("示例镇之声", leak="maybe"))
    (problem,) = read_collection(desk, [path]).problems
    assert (problem.sheet, problem.cell) == ("a.xml", "safety/leak")


def test_a_question_that_the_form_does_not_have_is_reported_once(desk, take):
    forms = [filled("示例镇之声", 1), filled("示例普法", 2)]
    for form in forms:
        form.more["phone_model"] = "X1"
    found = take(*forms)
    assert outcomes(found) == ["finished", "finished"]
    (problem,) = found.problems
    assert "phone_model" in problem.text


def test_labels_in_place_of_names_give_the_same_inspection(desk, take):
    take(filled("示例镇之声", serious_error="found"), labels=True)
    (record,) = records(desk)
    assert inspections.result_of(desk, record["id"]).conclusion is Conclusion.FAILED


@pytest.mark.parametrize(
    ("form", "hold"),
    [
        (Filled("没有的账号"), Hold.ACCOUNT),
        (Filled(""), Hold.ACCOUNT),
        (Filled("示例镇之声", version="7"), Hold.VERSION),
        (Filled("示例镇之声", version="vGj7kT2q"), Hold.VERSION),
        (Filled("示例镇之声", version=""), Hold.VERSION),
        (Filled("示例镇之声", day="2031-01-01"), Hold.DAY),
    ],
)
def test_what_nobody_can_place_is_held_not_dropped(desk, take, form, hold):
    found = take(form)
    assert outcomes(found) == ["held"]
    assert found.weighed[0].hold is hold
    assert hold.label in found.weighed[0].text
    assert records(desk) == []


def test_a_form_that_is_not_here_is_held(desk, tmp_path):
    path = openrosa_xml(tmp_path / "a.xml", filled("示例镇之声"), form_id="aXk29sLw")
    (one,) = read_collection(desk, [path]).weighed
    assert (one.hold, one.text) == (Hold.FORM, "不是本机有的检查表（aXk29sLw）")


def test_columns_of_another_form_are_held_as_unknown(desk, tmp_path):
    rows = [["_uuid", "today", "家里几口人", "有几亩地"], [filled("").uuid, "2024-05-03", 4, 7]]
    (one,) = read_collection(desk, [xlsx(tmp_path / "户.xlsx", {"入户": rows})]).weighed
    assert one.hold is Hold.FORM


def test_of_several_accounts_of_a_name_nothing_is_guessed(tmp_path):
    twin = {**LAW, "platform": "抖音"}
    with office(tmp_path / "数据", (TOWN_VOICE, LAW, twin)) as desk:
        path = kobo_xlsx(tmp_path / "a.xlsx", filled("示例普法"))
        (one,) = read_collection(desk, [path]).weighed
        assert one.hold is Hold.SEVERAL_ACCOUNTS
        form = filled("示例普法")
        form.more["platform"] = "新浪微博"
        (one,) = read_collection(desk, [kobo_xlsx(tmp_path / "b.xlsx", form)]).weighed
        assert one.outcome.value == "finished"


def test_a_row_without_its_id_is_refused_with_the_reason(desk, tmp_path):
    rows = [["_uuid", "account", "leak"], [None, "示例镇之声", "none"]]
    (one,) = read_collection(desk, [xlsx(tmp_path / "a.xlsx", {"表": rows})]).weighed
    assert one.outcome.value == "refused"
    assert "instanceID" in one.text
    assert one.submission.place == "表!第2行"


def test_the_nature_is_the_one_chosen(desk, take):
    take(filled("示例镇之声"), nature=Nature.SAMPLE)
    assert records(desk)[0]["nature"] == "抽查"


def test_the_periods_list_counts_it_as_checked(desk, take):
    take(filled("示例镇之声"), filled("示例掌上通", 2))
    listed = periods.period_list(desk, periods.current_period(desk))
    found = {r.listed.account.name: r.conclusion for r in listed.rows}
    assert found == {
        TOWN_VOICE["name"]: Conclusion.PASSED,
        LAW["name"]: None,
        APP["name"]: Conclusion.OPEN,
    }


def test_a_newer_last_update_goes_into_the_register_as_looked_up_that_day(desk, take):
    take(filled("示例镇之声"))
    account = find_account(desk, "示例镇之声").account
    assert (account.last_update, account.last_update_verified) == ("2024-04-30", "2024-05-03")


def test_what_was_taken_in_stands_after_a_rebuild_and_a_recomputation(desk, take):
    take(filled("示例镇之声"), filled("示例普法", 2, last_update="2024-04-01"))
    assert rebuild(desk).differing == ()
    assert verify(desk, recompute=True) == []


def test_two_files_of_one_name_are_refused_before_anything_is_read(desk, tmp_path):
    (tmp_path / "b").mkdir()
    paths = [kobo_xlsx(tmp_path / "a.xlsx", filled("x"))] * 2
    with pytest.raises(CannotReadError, match="都叫"):
        read_collection(desk, paths)


def test_nobody_finishes_here_what_was_finished_elsewhere(desk, take):
    """The same submission came in from another office while the draft lay here."""
    take(filled("示例镇之声", leak="unchecked"))
    (draft,) = drafts.drafts(desk.db)
    first, second = (inspections.resume(desk, draft.id) for _ in range(2))
    for inspection in (first, second):
        inspection.answer(resolve(inspection.compiled, "leak"), "none")
    first.finish()
    with pytest.raises(RefusedError, match="已经在别处完成"):
        second.finish()
    assert len(records(desk)) == 1


def test_a_code_printed_before_two_accounts_were_joined_still_finds_the_one_they_are(desk, take):
    code = check_sheet(
        desk, find_form(desk, "national-2019"), find_account(desk, "示例镇之声"), desk.today()
    ).code
    older, newer = find_account(desk, "示例普法").account.id, read_sheet_code(code).account
    desk.record(joining(desk, [older, newer]))
    found = take(filled(code))
    assert outcomes(found) == ["finished"]
    assert records(desk)[0]["account"] == min(older, newer)


def test_the_code_of_a_sheet_tells_the_form_where_the_export_does_not(desk, take):
    sheet = check_sheet(
        desk, find_form(desk, "national-2019"), find_account(desk, "示例镇之声"), desk.today()
    )
    assert outcomes(take(Filled(sheet.code, version=""))) == ["finished"]
    strange = sheet.code.replace(read_sheet_code(sheet.code).workbook, "00000000")
    assert outcomes(take(Filled(strange, 2, version=""))) == ["held"]
