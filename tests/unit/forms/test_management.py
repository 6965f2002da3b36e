"""Publishing, superseding, withdrawing and writing out check forms."""

from datetime import date

import pytest

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.errors import CannotReadError, CannotWriteError, RefusedError
from govmedia_desktop.forms.faults import FormFaultsError
from govmedia_desktop.paths import TEMPLATES
from govmedia_desktop.usecases.forms import management as cases
from govmedia_desktop.usecases.forms.files import is_form_file, read_form_file
from govmedia_desktop.usecases.forms.known import (
    SHIPPED,
    find_form,
    list_forms,
    offered_forms,
    open_form,
    take_up_shipped_forms,
)
from govmedia_desktop.usecases.forms.management import Standing, check_workbook, publish_workbook
from govmedia_desktop.usecases.forms.versions import form_history
from govmedia_desktop.usecases.inspections.inspections import (
    Occasion,
    answer_all,
    begin,
    result_of,
    resume,
)
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.upkeep.maintenance import rebuild, verify
from tests.e2e.conftest import DATA
from tests.unit.desks import TOWN, add, desk_of
from tests.unit.forms.workbooks import row, workbook

ITEM = {"gm_fails": ". = 'no'", "gm_severity": "hint", "gm_problem": "p", "gm_carry": "yes"}
LIKES = row(
    "integer", "likes", label="点赞量", gm_severity="hint", gm_problem="p", gm_fails=". < 9"
)


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def form_of(*survey, name="f.xlsx", **settings):
    given = survey or (row("select_one yn", "q", label="甲", **ITEM),)
    return check_workbook(workbook(given, **settings), name)


def publish(desk, *survey, reason="", **settings):
    return publish_workbook(desk, form_of(*survey, **settings), reason)


# checking


def test_a_wrong_workbook_tells_its_faults_in_reading_order_with_what_stands_there():
    checked = form_of(
        row("text", "a", relevant="1 +"), row("colour", "b"), row("select_one nosuch", "c")
    )
    assert checked.form is None
    assert [(f.sheet, f.cell) for f in checked.faults] == [
        ("survey", "D2"),
        ("survey", "A3"),
        ("survey", "A4"),
    ]
    assert checked.stands["survey", "A3"] == "colour"
    assert checked.stands["survey", "D2"] == "1 +"


def test_checking_needs_no_data_folder_and_tells_the_burden():
    name = "basic.xlsx"
    checked = check_workbook((TEMPLATES / name).read_bytes(), name)
    assert (checked.faults, checked.unpublishable) == ((), ())
    assert checked.burden.offences == ()
    assert checked.form.form_id == "basic"


def test_a_file_that_is_no_workbook_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(CannotReadError, match=r"没有“无\.xlsx”这个文件"):
        read_form_file(tmp_path / "无.xlsx")
    with pytest.raises(CannotReadError, match="打不开"):
        read_form_file(tmp_path)
    with pytest.raises(CannotReadError, match="不是完整的Excel工作簿"):
        check_workbook(b"x", "f.xlsx")


@pytest.mark.parametrize(
    ("settings", "cell", "told"),
    [({"version": ""}, "B2", "version"), ({"form_id": ""}, "A2", "form_id")],
)
def test_a_form_without_id_or_version_can_be_tried_but_not_published(desk, settings, cell, told):
    checked = form_of(**settings)
    assert checked.form is not None
    (fault,) = checked.unpublishable
    assert (fault.sheet, fault.cell, told in fault.text) == ("settings", cell, True)
    with pytest.raises(FormFaultsError, match=told):
        publish_workbook(desk, checked)
    assert len(list_forms(desk)) == len(SHIPPED)


# publishing


def test_a_published_form_is_offered_with_its_id_version_and_hash(desk):
    checked = form_of()
    published = publish_workbook(desk, checked)
    assert published.standing is Standing.NEW
    assert (published.form.form_id, published.form.version) == ("f", "1")
    assert published.form.workbook == checked.form.workbook_sha256
    assert published.form in offered_forms(desk)
    assert "第1版已发布" in published.text


def test_the_same_workbook_again_is_said_to_be_there_and_writes_nothing(desk):
    checked = form_of()
    first = publish_workbook(desk, checked)
    history = form_history(desk, first.form.id)
    again = publish_workbook(desk, checked)
    assert (again.standing, again.form.id) == (Standing.ALREADY, first.form.id)
    assert "已经发布过" in again.text
    assert form_history(desk, first.form.id) == history


def test_another_workbook_of_a_published_version_is_refused_with_the_version_to_write(desk):
    publish(desk)
    publish(desk, version="9")
    with pytest.raises(RefusedError, match="version改成10"):
        publish(desk, row("text", "other", label="乙"))
    assert [f.version for f in list_forms(desk) if f.form_id == "f"] == ["1", "9"]


def test_a_newer_version_supersedes_whatever_way_numbers_are_written(desk):
    for version in ("9", "10", "2"):
        publish(desk, version=version)
    assert find_form(desk, "f").version == "10"
    assert [f.version for f in offered_forms(desk) if f.form_id == "f"] == ["10"]


def test_what_publishing_will_do_is_told_before(desk):
    assert "以前没有" in cases.plan(desk, form_of()).text
    publish(desk, version="9")
    for version, standing in (("10", Standing.NEWER), ("2", Standing.OLDER)):
        told = cases.plan(desk, form_of(version=version))
        assert (told.standing, told.newest.version) == (standing, "9")
        assert "第9版" in told.text


def test_a_form_that_burdens_is_published_with_a_reason_only(desk):
    with pytest.raises(RefusedError, match=r"点赞.*不得以点赞量.*写明理由") as refused:
        publish(desk, LIKES)
    assert "没有发布" in str(refused.value)
    with pytest.raises(RefusedError):
        publish(desk, LIKES, reason="  ")
    published = publish(desk, LIKES, reason="上级统一布置，年底取消")
    (step,) = form_history(desk, published.form.id)
    assert (step.what, step.reason, step.staff) == ("发布", "上级统一布置，年底取消", "张三")


def test_the_workbook_written_out_is_the_very_bytes(desk, tmp_path):
    checked = form_of()
    form = publish_workbook(desk, checked).form
    written = cases.export_workbook(desk, form, tmp_path / "写出.xlsx")
    assert written.read_bytes() == checked.content


def test_no_workbook_is_written_among_the_data_or_where_there_is_no_folder(desk, tmp_path):
    form = publish(desk).form
    with pytest.raises(RefusedError, match="数据文件夹里"):
        cases.export_workbook(desk, form, desk.store.folder / "x.xlsx")
    with pytest.raises(CannotWriteError):
        cases.export_workbook(desk, form, tmp_path / "无" / "x.xlsx")


# withdrawing


def test_a_withdrawn_form_is_offered_no_more_and_its_drafts_go_on(desk):
    account, form = add(desk), publish(desk).form
    draft = begin(desk, Occasion(account, "f")).draft
    cases.retire(desk, form.id, "改用新表")
    assert find_form(desk, form.id).retired
    assert form.id not in {f.id for f in offered_forms(desk)}
    assert resume(desk, draft.id).form.id == form.id
    with pytest.raises(RefusedError, match="已停用"):
        begin(desk, Occasion(add(desk, "另一个"), "f"))
    assert begin(desk, Occasion(account, "f")).draft.id == draft.id


def test_a_withdrawn_form_comes_back_and_all_is_kept_with_its_reason(desk):
    form = publish(desk).form
    cases.retire(desk, form.id, "改用新表")
    cases.restore(desk, form.id, "还要用")
    assert not find_form(desk, form.id).retired
    steps = [(step.what, step.reason) for step in form_history(desk, form.id)]
    assert steps == [("恢复", "还要用"), ("停用", "改用新表"), ("发布", "")]
    assert rebuild(desk).differing == ()
    assert verify(desk) == []


def test_a_newer_version_of_a_withdrawn_form_is_offered_again(desk):
    cases.retire(desk, publish(desk).form.id)
    assert find_form(desk, publish(desk, version="2").form.id) in offered_forms(desk)


def test_only_the_newest_version_can_be_withdrawn(desk):
    first = publish(desk).form
    publish(desk, version="2")
    with pytest.raises(RefusedError, match="已由第2版取代"):
        cases.retire(desk, first.id)


def test_shipped_forms_stay_withdrawn_when_the_folder_is_opened_again(desk):
    cases.retire(desk, find_form(desk, "basic").id)
    take_up_shipped_forms(desk)
    assert "basic" not in {form.form_id for form in offered_forms(desk)}


def test_what_an_office_below_withdrew_is_still_offered_here(tmp_path):
    with desk_of(tmp_path / "镇", TOWN) as town:
        form = find_form(town, "basic")
        above = own_office(town).parent
        cases.retire(town, form.id)
        retired = find_form(town, "basic")
        assert retired.retired
        assert retired.retired_by == town.office
        town.store.office = above
        assert not find_form(town, "basic").retired


def test_what_an_office_above_withdrew_cannot_be_restored_below(tmp_path):
    with desk_of(tmp_path / "镇", TOWN) as town:
        form, own = find_form(town, "basic"), town.office
        town.store.office = own_office(town).parent
        cases.retire(town, form.id)
        town.store.office = own
        assert find_form(town, "basic").retired
        with pytest.raises(RefusedError, match="示例县人民政府办公室停用的"):
            cases.restore(town, form.id)


# versions and the answers made under them


def finish(desk, account, day="2026-11-20", **answers):
    occasion = Occasion(account, "f", Nature.MONITORING, date.fromisoformat(day))
    inspection = begin(desk, occasion)
    answer_all(inspection, answers)
    return inspection.finish()


def test_answers_carry_over_a_rename_that_the_newer_version_declares(desk):
    account = add(desk)
    publish(desk)
    finish(desk, account, q="yes")
    renamed = {"attribute::gm:replaces": "q=r", "version": "2"}
    publish(desk, row("select_one yn", "r", label="甲", **ITEM), **renamed)
    publish(desk, row("select_one yn", "s", label="甲", **ITEM),
            **{"attribute::gm:replaces": "r = s；", "version": "3"})  # fmt: skip
    inspection = begin(desk, Occasion(account, "f"))
    assert inspection.form.version == "3"
    item = next(i for i in inspection.run.items() if i.name == "s")
    assert (item.value, item.answer.source.value) == ("yes", "previous")


def test_a_question_that_moved_to_another_group_keeps_its_answer_without_a_rename(desk):
    account = add(desk)
    publish(desk)
    finish(desk, account, q="yes")
    group = row("begin group", "g", label="组"), row("end group", "")
    publish(desk, group[0], row("select_one yn", "q", label="甲", **ITEM), group[1], version="2")
    inspection = begin(desk, Occasion(account, "f"))
    assert next(i for i in inspection.run.items() if i.name == "q").value == "yes"


def test_without_a_rename_another_name_is_another_question(desk):
    account = add(desk)
    publish(desk)
    finish(desk, account, q="yes")
    publish(desk, row("select_one yn", "r", label="甲", **ITEM), version="2")
    inspection = begin(desk, Occasion(account, "f"))
    assert next(i for i in inspection.run.items() if i.name == "r").value == ""


def test_an_old_inspection_opens_and_is_recomputed_under_its_own_version(desk):
    account = add(desk)
    first = publish(desk).form
    inspection = finish(desk, account, q="no")
    publish(desk, row("select_one yn", "q", label="甲"), version="2")
    assert result_of(desk, inspection).findings
    assert open_form(desk, find_form(desk, first.id)).version == "1"
    assert verify(desk, recompute=True) == []


def test_a_rename_of_what_no_version_had_is_refused_with_its_cell(desk):
    publish(desk)
    checked = form_of(
        row("select_one yn", "r", label="甲", **ITEM),
        **{"version": "2", "attribute::gm:replaces": "qq=r"},
    )
    with pytest.raises(FormFaultsError, match=r"settings!E2.*以前的版本里没有“qq”这道题"):
        publish_workbook(desk, checked)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("q", "请写成“旧名称=新名称”"),
        ("q=zz", "“zz”不是这张表里要填的题目"),
        ("q=r; q=s", "旧名称“q”写了2次"),
        ("p=r; q=r", "新名称“r”写了2次"),
    ],
)
def test_a_rename_written_wrongly_is_a_fault_by_cell(written, told):
    checked = form_of(
        row("text", "r", label="甲"), row("text", "s", label="乙"),
        **{"attribute::gm:replaces": written},
    )  # fmt: skip
    (fault,) = checked.faults
    assert (fault.sheet, fault.cell, told in fault.text) == ("settings", "E2", True), fault


@pytest.mark.parametrize("header", ["gm:replaces", "attribute::gm:replace"])
def test_a_settings_column_that_would_be_dropped_is_named(header):
    (fault,) = form_of(**{header: "a=b"}).faults
    assert (fault.cell, "attribute::gm:replaces" in fault.text) == ("E1", True)


# files


def test_a_check_form_is_told_from_a_register_by_its_sheets(tmp_path):
    (tmp_path / "表.xlsx").write_bytes(workbook([row("text", "a")]))
    assert is_form_file(tmp_path / "表.xlsx")
    assert is_form_file(TEMPLATES / "basic.xlsx")
    assert not is_form_file(DATA / "register_published.xlsx")
    assert not is_form_file(DATA / "register_gbk.csv")


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", bytes(100)])
def test_what_is_no_workbook_is_no_check_form(tmp_path, content):
    if content is not None:
        (tmp_path / "x.xlsx").write_bytes(content)
    assert not is_form_file(tmp_path / "x.xlsx")


def test_a_truncated_workbook_is_no_check_form_and_nothing_escapes(tmp_path):
    whole = (TEMPLATES / "basic.xlsx").read_bytes()
    for length in range(0, len(whole), 997):
        (tmp_path / "x.xlsx").write_bytes(whole[:length])
        assert not is_form_file(tmp_path / "x.xlsx")
